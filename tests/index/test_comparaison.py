"""What publishers say of the skills of one métier: recognised in the words of each, side by side."""

import pytest

from index.building.entities.make import EntityMaker
from index.building.links import link
from index.tools import read_tools
from index.views import MetierView
from mappings.records import Section
from mappings.vocabulary import CompetenceNommee
from nlp.families import Families
from tests.index import factories as make

ROME, ONISEP = "Éditeur d'essai", "Onisep"
NOMMEES = (
    CompetenceNommee("Rigueur et précision", ("rigueur", "rigoureux", "minutieux"), "qualité", codes=("1",)),
    CompetenceNommee("Créativité", ("créativité", "imagination"), "qualité", codes=("2",)),
    CompetenceNommee("Calme", ("gestion du stress",), "qualité", codes=("3",)),
    CompetenceNommee("Mécanique", ("mécanique",), "domaine", types=("savoir",)),
)
LISTED = (
    make.competence("1", "Faire preuve de rigueur et de précision", "savoir-etre"),
    make.competence("2", "Faire preuve de créativité, d'inventivité", "savoir-etre"),
    make.competence("4", "Apprendre la gestion du stress aux patients"),
    make.competence("5", "Mécanique des fluides", "savoir"),
    make.competence("6", "Poser une ventilation mécanique"),
    make.competence("7", "Botanique", "savoir"),
    make.competence("8", "Fleuriste", "savoir"),
)


@pytest.fixture(scope="module")
def analyser():
    return read_tools().analyser


@pytest.fixture
def compare(analyser):
    def compared(*texts, codes=tuple("1245678"), fiche="Fleuriste"):
        metier = make.metier("D1209", "Fleuriste", competences=codes)
        said = (Section(titre="Savoirs", paragraphes=texts),) if texts else ()
        record = make.fiche("MET.1", fiche, codes_rome=("D1209",), competences=said)
        corpus = make.corpus(metier, *LISTED, record)
        maker = EntityMaker(corpus, link(corpus, analyser), analyser, families=Families(), nommees=NOMMEES)
        documents = {one.carte.code: one for one in maker.make() if one.vue}
        return MetierView.model_validate_json(documents["D1209"].vue).competences_comparees

    return compared


def words(those):
    return {one.libelle: {dite.editeur: dite.mots for dite in one.dites} for one in those}


def test_what_both_say_is_told_in_the_words_of_each(compare):
    (common,) = compare("Il faut être minutieux.").communes
    assert common.libelle == "Rigueur et précision"
    listed, written = common.dites
    assert (listed.editeur, listed.mots, listed.codes_ogr) == (
        ROME,
        ("Faire preuve de rigueur et de précision",),
        ("1",),
    )
    assert (written.editeur, written.mots, written.fiche) == (ONISEP, ("minutieux",), "MET.1")
    assert written.extrait == "Il faut être minutieux"


def test_what_one_of_them_says_is_not_lent_to_the_other(compare):
    found = compare("Avec de l'imagination, mais sans rigueur.", codes=("1",))
    assert words(found.differentes) == {
        "Rigueur et précision": {ROME: ("Faire preuve de rigueur et de précision",)},
        "Créativité": {ONISEP: ("imagination",)},
    }
    assert [one.libelle for one in found.tues_par(ONISEP)] == ["Rigueur et précision"]


def test_a_label_that_holds_the_words_but_says_another_thing_is_not_counted(compare):
    found = compare("La gestion du stress et la mécanique.")
    assert "Calme" not in words(found.communes)
    assert words(found.communes)["Mécanique"] == {ROME: ("Mécanique des fluides",), ONISEP: ("mécanique",)}


def test_the_very_words_of_the_list_are_recognised_in_a_text(compare):
    assert words(compare("Des notions de botanique.").communes) == {
        "Botanique": {ROME: ("Botanique",), ONISEP: ("botanique",)}
    }


def test_the_name_of_the_metier_is_no_skill(compare):
    assert compare("Le fleuriste est debout.").communes == ()


def test_a_publisher_alone_is_compared_with_nobody(compare):
    assert compare() is None
    assert compare("Il est minutieux.", codes=()) is None
