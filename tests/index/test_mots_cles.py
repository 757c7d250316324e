"""What a publisher says for its page to be found: its own keywords, and the Formacode terms it gives."""

import pytest

from debouches.settings import Settings
from index.generations.lifecycle import build
from index.generations.opening import open_searcher
from index.results import SearchRequest
from mappings.records import Libelle, TermeFormacode
from tests.index.conftest import SMALL_CORPUS, harvested
from tests.index.factories import certification, fiche, formation, provenance

TERME = TermeFormacode(
    id="terme-formacode:14:21538",
    provenance=provenance("formacode"),
    code_formacode="21538",
    version="14",
    libelle="panification",
    synonymes=("boulange",),
    champ_semantique=Libelle(code="215", libelle="agroalimentaire"),
)
OF_A_METIER = TermeFormacode(
    id="terme-formacode:14:21540",
    provenance=provenance("formacode"),
    code_formacode="21540",
    version="14",
    libelle="zymotechnie",
    synonymes_metier=("boulanger",),
    champ_semantique=Libelle(code="215", libelle="agroalimentaire"),
)
CORPUS = (
    *SMALL_CORPUS,
    TERME,
    OF_A_METIER,
    formation("SITE.essai.fournil", "Un métier au fournil", mots_cles=("zythologie", "gruotte zéphyrine")),
    fiche("MET.50", "écailler/ère", mots_cles=("ostréiculture",)),
    formation("FOR.50", "Titre A", codes_formacode=("21538",), version_formacode="14"),
    formation("FOR.51", "Titre B", codes_formacode=("21538",), version_formacode="11"),
    certification("RNCP50", "Titre C", codes_formacode=("21538",), version_formacode="14"),
    formation("FOR.52", "Création (CAPS)"),
    formation("FOR.53", "Approches créatives", sigle="CAPS"),
)


@pytest.fixture(scope="module")
def searcher(tmp_path_factory):
    settings = Settings(home=tmp_path_factory.mktemp("home"), data=None)
    build(harvested(settings, *CORPUS))
    return open_searcher(settings)


def found(searcher, q):
    page = searcher.search(SearchRequest(q))
    return {r.code: (r.raison.nature, r.raison.libelle) for group in page.groups for r in group.results}


@pytest.mark.parametrize(
    ("q", "code", "mot"),
    [
        ("zythologie", "SITE.essai.fournil", "zythologie"),
        ("gruotte zéphyrine", "SITE.essai.fournil", "gruotte zéphyrine"),
        ("ostréiculture", "MET.50", "ostréiculture"),
    ],
)
def test_a_keyword_of_the_publisher_finds_its_page_and_is_the_evidence(searcher, q, code, mot):
    assert found(searcher, q) == {code: ("le mot clé de l'éditeur", mot)}


@pytest.mark.parametrize(("q", "mot"), [("panification", "panification"), ("boulange", "boulange")])
def test_a_term_of_the_formacode_finds_what_bears_it_in_its_version(searcher, q, mot):
    answers = found(searcher, q)
    assert {"FOR.50", "RNCP50"} <= set(answers)
    assert "FOR.51" not in answers
    assert answers["FOR.50"] == ("le mot du Formacode", mot)


def test_a_term_that_shares_a_job_name_with_a_metier_leads_there(searcher):
    assert "D1102" in found(searcher, "zymotechnie")


def test_keywords_of_the_publisher_stand_on_the_page(searcher):
    words = searcher.formation("SITE.essai.fournil").mots_cles
    assert [(mot.libelle, mot.code) for mot in words if mot.type == "editeur"] == [
        ("zythologie", "mot clé de l'éditeur"),
        ("gruotte zéphyrine", "mot clé de l'éditeur"),
    ]


def test_the_code_of_a_page_of_a_site_finds_it(searcher):
    page = searcher.search(SearchRequest("SITE.essai.fournil"))
    assert page.groups[0].results[0].code == "SITE.essai.fournil"
    assert page.understood[0].nature == "code"


def test_an_acronym_that_reads_as_a_diploma_is_none(searcher):
    answers = found(searcher, "CAP")
    assert next(iter(answers)) == "FOR.1"
    assert answers["FOR.52"][0] == "le titre"
    assert "FOR.53" not in answers
