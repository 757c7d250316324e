"""Keywords of métiers and formations: each has a type and an origin, codes come before texts."""

import pytest

from index.building.entities.keywords import KeywordMaker
from index.building.entities.make import EntityMaker
from index.building.links import link
from index.tools import read_tools
from index.views import FormationView, MetierView
from mappings.records import ContexteTravail, Libelle, LienCompetence, Section
from nlp.gazetteer import read_gazetteer
from nlp.keywords import KeywordExtractor
from tests.index import factories as make


@pytest.fixture(scope="module")
def tools():
    return read_tools()


def keywords_of(tools, genre, *records):
    corpus = make.corpus(*records)
    gazetteer = read_gazetteer(tools.vocabularies)
    keywords = KeywordMaker(corpus, KeywordExtractor(tools.analyser, gazetteer.entries()), gazetteer)
    maker = EntityMaker(corpus, link(corpus, tools.analyser), tools.analyser, keywords)
    (document,) = (one for one in maker.make() if one.carte.genre == genre and one.vue)
    view = (MetierView if genre == "metier" else FormationView).model_validate_json(document.vue)
    return {(word.type, word.libelle): word for word in view.mots_cles}


def test_the_codes_of_a_metier_are_its_keywords(tools):
    metier = make.metier("D1102", "Boulanger / Boulangère").model_copy(
        update={
            "competences": (
                LienCompetence(code_ogr="7", coeur_metier="Principale"),
                LienCompetence(code_ogr="8"),
            ),
            "contextes": (
                ContexteTravail(code_ogr="1", libelle="En atelier", type="Conditions de travail"),
                ContexteTravail(code_ogr="2", libelle="Travail de nuit", type="Horaires et durée du travail"),
                ContexteTravail(code_ogr="3", libelle="Salarié", type="Statut d'emploi"),
            ),
        }
    )
    skills = (make.competence("7", "Pétrir une pâte"), make.competence("8", "Tenir une caisse"))
    words = keywords_of(tools, "metier", metier, *skills)
    assert set(words) == {
        ("competence", "Pétrir une pâte"),
        ("secteur", "Sous-domaine D11"),
        ("lieu", "atelier"),
        ("condition", "travail de nuit"),
    }
    assert all(word.code and word.extrait is None for word in words.values())


def test_what_a_text_says_carries_its_words_and_never_replaces_a_code(tools):
    fiche = make.fiche(
        "MET.1",
        "luthier/ère",
        niveau_acces=Libelle(libelle="CAP"),
        acces_metier=(Section(paragraphes=("Un CAP ou un bac pro est demandé, sans BTS.",)),),
        conditions_travail=(Section(paragraphes=("Il travaille en atelier.",)),),
    )
    words = keywords_of(tools, "metier", fiche)
    assert set(words) == {
        ("qualification", "CAP"),
        ("qualification", "bac professionnel"),
        ("lieu", "atelier"),
    }
    assert words["qualification", "CAP"].extrait is None
    place = words["lieu", "atelier"]
    assert (place.editeur, place.champ, place.mots) == ("Onisep", "conditions_travail", "atelier")
    assert place.extrait == "Il travaille en atelier"


def test_a_formation_says_its_diploma_its_level_and_its_domains(tools):
    formation = make.formation(
        "FOR.1",
        "CAP luthier",
        niveau=3,
        type_formation="CAP",
        domaines=("arts/musique", "arts/arts (généralités)"),
    )
    words = keywords_of(tools, "formation", formation)
    assert set(words) == {
        ("qualification", "CAP"),
        ("qualification", "niveau 3"),
        ("secteur", "arts"),
        ("secteur", "musique"),
    }
