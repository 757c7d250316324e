"""What a page says of itself in the terms of the facets."""

import numpy as np
import pytest

from debouches.errors import ConfigError
from index.building.entities.keywords import KeywordMaker
from index.building.entities.make import EntityMaker
from index.building.links import link
from index.documents import Trait
from index.engines.traits import Traits, TraitsBuilder
from index.facet_table import read_facet_table
from index.facets import Filtres
from index.tools import read_tools
from mappings.records import FormationCertifiante, Libelle, Section
from nlp.gazetteer import read_gazetteer
from nlp.keywords import KeywordExtractor
from tests.index.factories import certification, corpus, fiche, formation, metier

CAP = formation("FOR.1", "CAP boulanger", metiers=("boulanger / boulangère",), niveau=3)
BOULANGER = fiche("MET.17", "boulanger/ère", codes_rome=("D1102",))


@pytest.fixture(scope="module")
def analyser():
    return read_tools().analyser


@pytest.fixture
def traits_of(analyser):
    """Values of one facet for an entity of a corpus of these records."""

    def read(code, nom, *records):
        known = corpus(*records)
        documents = EntityMaker(known, link(known, analyser), analyser).make()
        document = next(one for one in documents if one.code == code)
        return [trait.valeur for trait in document.traits if trait.facette == nom]

    return read


@pytest.fixture
def with_keywords():
    """Levels of an entity, keywords of texts read too."""
    tools = read_tools()
    gazetteer = read_gazetteer(tools.vocabularies)
    extractor = KeywordExtractor(tools.analyser, gazetteer.entries())

    def read(code, *records):
        known = corpus(*records)
        keywords = KeywordMaker(known, extractor, gazetteer)
        documents = EntityMaker(known, link(known, tools.analyser), tools.analyser, keywords).make()
        document = next(one for one in documents if one.code == code)
        return [trait.valeur for trait in document.traits if trait.facette == "niveau"]

    return read


def fromager(access, **facts):
    text = (Section(titre=None, paragraphes=(access,)),)
    return (
        metier("D1103", "Fromager / Fromagère"),
        fiche("MET.8", "fromager/ère", codes_rome=("D1103",), acces_metier=text, **facts),
    )


def test_a_metier_has_the_levels_of_the_formations_that_lead_to_it(traits_of):
    assert traits_of("D1102", "niveau", metier("D1102", "Boulanger / Boulangère"), BOULANGER, CAP) == ["3"]


@pytest.mark.parametrize(
    ("facts", "niveaux"),
    [
        ({"niveau_sortie": "bac + 3"}, ["6"]),
        ({"niveau_sortie": "bac + 5", "niveau": 6}, ["6"]),
        ({"niveau_sortie": "seconde"}, ["non-renseigne"]),
        ({}, ["non-renseigne"]),
    ],
)
def test_what_delivers_nothing_registered_has_the_level_that_its_publisher_tells(traits_of, facts, niveaux):
    assert traits_of("FOR.2", "niveau", formation("FOR.2", "Bachelor web", **facts)) == niveaux


def test_a_metier_has_not_the_levels_of_its_family(traits_of):
    family = metier("D1103", "Fromager / Fromagère", parent="D1102")
    records = (metier("D1102", "Boulanger / Boulangère"), family, BOULANGER, CAP)
    assert traits_of("D1103", "niveau", *records) == ["non-renseigne"]


def test_the_level_of_access_is_read_in_the_words_of_its_publisher(traits_of):
    demanding = fiche("MET.9", "notaire", niveau_acces=Libelle(libelle="bac + 7"))
    assert traits_of("MET.9", "niveau", demanding) == ["7"]


def test_where_no_code_says_a_level_the_text_on_how_to_enter_does(with_keywords):
    assert with_keywords("D1103", *fromager("Accessible avec un diplôme de niveau CAP à Bac +2.")) == [
        "3",
        "5",
    ]
    assert with_keywords("D1103", *fromager("Accessible sans diplôme.")) == ["sans-diplome"]
    assert with_keywords("D1103", *fromager("Accessible avec le permis.")) == ["non-renseigne"]


def test_a_text_adds_nothing_to_what_codes_say(with_keywords):
    said = fromager("Accessible après un doctorat.", niveau_acces=Libelle(libelle="bac + 2"))
    assert with_keywords("D1103", *said) == ["5"]


def test_the_brevet_is_no_level(with_keywords):
    assert with_keywords("D1103", *fromager("Avec le diplôme national du brevet.")) == ["non-renseigne"]


def test_words_that_nobody_foresaw_are_kept_as_they_are(traits_of):
    other = fiche("MET.9", "notaire", niveau_acces=Libelle(libelle="Bac + 12"))
    assert traits_of("MET.9", "niveau", other) == ["bac-12"]


def test_a_voie_comes_from_the_certification_and_a_closed_one_does_not_count(traits_of):
    diploma = certification(
        "RNCP1",
        "CAP boulanger",
        voies_acces=("apprentissage", "vae"),
        voies_fermees=("vae",),
        formations=(FormationCertifiante(code="FOR.1", intitule="CAP boulanger"),),
    )
    records = (metier("D1102", "Boulanger / Boulangère"), BOULANGER, CAP, diploma)
    for code in ("RNCP1", "FOR.1", "D1102"):
        assert traits_of(code, "voie", *records) == ["apprentissage"]


def test_voies_keep_the_order_of_the_sources_whatever_the_run(traits_of):
    diploma = certification(
        "RNCP1",
        "CAP boulanger",
        voies_acces=("vae", "continue", "apprentissage", "scolaire"),
        formations=(FormationCertifiante(code="FOR.1", intitule="CAP boulanger"),),
    )
    expected = ["vae", "continue", "apprentissage", "scolaire"]
    assert traits_of("FOR.1", "voie", CAP, diploma) == expected


def test_a_formation_has_the_domains_of_its_metiers(traits_of):
    records = (metier("D1102", "Boulanger / Boulangère"), BOULANGER, CAP)
    assert traits_of("FOR.1", "domaine", *records) == ["D"]


@pytest.mark.parametrize(
    ("flag", "values"), [("Emploi Vert", ["vert"]), ("Emploi Blanc", ["neutre"]), (None, ["non-renseigne"])]
)
def test_the_flag_of_the_rome_is_read_and_its_absence_is_said(traits_of, flag, values):
    one = metier("D1102", "Boulanger / Boulangère", transition_ecologique=flag)
    assert traits_of("D1102", "transition", one) == values


@pytest.mark.parametrize(
    ("facts", "values"),
    [
        ({"est_active": True}, ["en-vigueur"]),
        ({"est_active": False}, ["terminee"]),
        ({}, ["non-renseigne"]),
        ({"remplacee_par": ("RNCP2",), "est_active": False}, ["terminee"]),
    ],
)
def test_a_certification_says_whether_it_can_be_begun(traits_of, facts, values):
    assert traits_of("RNCP1", "etat", certification("RNCP1", "Maçon", **facts)) == values


def test_a_facet_that_does_not_apply_says_nothing(traits_of):
    assert traits_of("FOR.1", "reglemente", CAP) == []
    assert traits_of("RNCP1", "interet", certification("RNCP1", "Maçon")) == []


def test_publishers_named_together_are_two(traits_of):
    shared = CAP.model_copy(
        update={"provenance": CAP.provenance.model_copy(update={"editeur": "Onisep, France compétences"})}
    )
    assert traits_of("FOR.1", "editeur", shared) == ["onisep", "france-competences"]


def test_traits_come_back_as_they_were_kept():
    builder = TraitsBuilder()
    rows = [
        (Trait("voie", "vae", "par la VAE"), Trait("niveau", "3", "CAP")),
        (),
        (Trait("niveau", "3", "autres mots"),),
    ]
    for row in rows:
        builder.add(row)
    traits = Traits.load(builder.build().dump())
    assert [column[:2] for column in traits.columns] == [("niveau", "3"), ("voie", "vae")]
    assert traits.columns[0].libelle == "CAP"
    assert traits.told(traits.of(np.array([0, 1, 2]))).tolist() == [[1, 1, 0], [0, 0, 0], [1, 0, 0]]


def test_the_last_column_is_one_that_nothing_has():
    builder = TraitsBuilder()
    builder.add(Trait("niveau", str(niveau), "") for niveau in range(8))
    assert (traits := builder.build()).told(traits.of(np.array([0]))).tolist() == [[1] * 8 + [0]]


def test_a_generation_without_traits_can_be_read():
    traits = Traits.load(TraitsBuilder().build().dump())
    assert traits.told(traits.of(np.array([], dtype=np.int64))).shape == (0, 1)


def test_a_table_that_forgets_a_facet_is_refused(tmp_path):
    path = tmp_path / "facettes.yml"
    path.write_text("niveau: {titre: Niveau, precision: '', genres: [metier], ordre: valeur}\n")
    with pytest.raises(ConfigError, match="facettes attendues"):
        read_facet_table(path)


def test_the_words_read_of_a_closed_list_say_one_of_its_values():
    for words in read_facet_table().values():
        if words.valeurs:
            assert {value for value in words.lus.values() if value} <= set(words.valeurs)


def test_what_was_understood_fills_only_the_facets_left_open():
    asked = Filtres(niveau=("3",))
    assert asked.ou(Filtres(niveau=("5",), voie=("vae",))) == Filtres(niveau=("3",), voie=("vae",))
    assert asked.avec("niveau", "4").niveau == ("3", "4")


@pytest.mark.parametrize(
    ("facts", "value"),
    [
        ({"type_formation": "certificat d'aptitude professionnelle", "sigle_type": "CAP"}, "cap"),
        ({"type_formation": "Certificat d’Aptitude Professionnelle"}, "cap"),
        ({"type_formation": "diplôme d'école de commerce visé (bac + 3)"}, "commerce"),
        ({"type_formation": "diplôme de dresseur", "sigle_type": "DD"}, "diplome-de-dresseur"),
        ({"type_formation": "Titre professionnel (TP de niveau 3)"}, "tp"),
        ({"type_formation": "Autre diplôme d'Etat de niveau 4"}, "diplome-etat"),
        ({"sigle_type": "Autre"}, "non-renseigne"),
        ({}, "non-renseigne"),
    ],
)
def test_a_formation_has_the_diploma_that_its_type_names(traits_of, facts, value):
    assert traits_of("FOR.1", "diplome", formation("FOR.1", "Boulanger", **facts)) == [value]


def test_a_formation_without_a_type_has_the_diploma_that_it_prepares(traits_of):
    prepared = certification("RNCP1", "Boulanger", sigle_type="BAC PRO")
    records = (formation("FOR.1", "Boulanger", code_certification="RNCP1"), prepared)
    assert traits_of("FOR.1", "diplome", *records) == ["bac-pro"]
    assert traits_of("RNCP1", "diplome", *records) == ["bac-pro"]


def test_the_entities_that_have_a_value_and_those_that_have_none_of_several():
    values = ["cap", "bts", "cap", "but", "master", "tp", "du", "cs", "bp", "bma"]
    builder = TraitsBuilder()
    for value in values:
        builder.add([Trait("diplome", value, value), Trait("niveau", "3", "CAP")])
    builder.add([Trait("editeur", "cap", "CAP")])
    traits = builder.build()
    assert traits.having("diplome", {"cap", "bma"}).tolist() == [0, 2, 9]
    assert traits.having("diplome", ()).tolist() == []
    some = np.array([10, 2, 3, 9])
    assert traits.without(some, "diplome", {"cap", "bma"}).tolist() == [10, 3]
    assert traits.without(some, "diplome", ()).tolist() == [10, 2, 3, 9]
