"""One formation said by two publishers is one; two formations of one publisher never are."""

import pytest

from index.building.corpus.briefs import FormationBrief
from index.building.entities.doublons import (
    are_near_identical,
    copies_of_fiches,
    doublons_of,
    text_of_formation,
)
from index.generations.lifecycle import build
from index.generations.opening import open_searcher
from index.results import SearchRequest
from mappings.records import Section
from tests.index.conftest import SMALL_CORPUS, harvested
from tests.index.factories import certification, fiche, formation, provenance

TEXT = (
    "Le titulaire dompte les nuages dans une équipe de six personnes, de l'aube au crépuscule. "
    "Il apprend à les appeler, à les peigner, à les rassembler, puis à les conduire vers les champs. "
    "La moitié du temps se passe en plein air, chez un maître de vent qui tient le carnet de stage."
)
OTHER = (
    TEXT.replace("nuages", "vagues").replace("champs", "ports").replace("plein air", "mer").split(". ")[1] * 3
)
CARIF = provenance("lheo", "Carif-Oref d'essai")


def text(*paragraphes):
    return (Section(paragraphes=paragraphes),)


def onisep(code, intitule, **facts):
    return formation(code, intitule, **facts)


def carif(code, intitule, **facts):
    return formation(f"LHEO.{code}", intitule, **facts).model_copy(update={"provenance": CARIF})


def doublons(*formations):
    texts = {one.code: text_of_formation(one) for one in formations}
    briefs = [FormationBrief.of(one) for one in formations]
    return doublons_of(briefs, lambda title: tuple(title.casefold().split()), texts.__getitem__)


def test_the_same_certification_under_the_same_title_is_the_same_formation() -> None:
    found = doublons(
        onisep("FOR.1", "CAP dompteur de nuages", code_certification="RNCP1"),
        carif("a", "CAP Dompteur de nuages", code_certification="RNCP1"),
        carif("b", "CAP dompteur de nuages", code_certification="RNCP1"),
    )
    assert found.autres("FOR.1") == ("LHEO.a", "LHEO.b")
    assert found.autres("LHEO.a") == ("FOR.1",)
    assert found.sans_copies(["LHEO.b", "FOR.2", "FOR.1"]) == ("FOR.1", "FOR.2")


def test_a_copied_text_finds_its_original_under_another_title() -> None:
    found = doublons(
        onisep("FOR.1", "CAP dompteur", code_certification="RNCP1", descriptif=text(TEXT)),
        onisep("FOR.2", "CAP peigneur", code_certification="RNCP1", descriptif=text(OTHER)),
        carif("a", "Certificat de dompteur", code_certification="RNCP1", descriptif=text(TEXT + " Fin.")),
    )
    assert found.originaux == {"LHEO.a": "FOR.1"}


@pytest.mark.parametrize(
    ("original", "copy"),
    [
        ({"code_certification": "RNCP1"}, {"code_certification": "RNCP2", "descriptif": text(TEXT)}),
        ({"niveau": 4, "descriptif": text(TEXT)}, {"niveau": 3, "descriptif": text(TEXT)}),
        ({}, {}),
        ({"descriptif": text("Court.")}, {"descriptif": text("Court.")}),
        ({"descriptif": text(TEXT)}, {"descriptif": text(OTHER)}),
    ],
    ids=["another certification", "another level", "a title alone", "a short text", "another text"],
)
def test_what_does_not_prove_it_groups_nothing(original, copy) -> None:
    found = doublons(onisep("FOR.1", "dompteur", **original), carif("a", "dompteur", **copy))
    assert found.originaux == {}


def test_a_copy_shares_the_card_of_its_original_and_keeps_its_own_page(settings) -> None:
    same = {"code_certification": "RNCP1", "niveau": 3}
    harvested(settings, *SMALL_CORPUS, onisep("FOR.9", "CAP dompteur de nuages", **same))
    harvested(settings, carif("a", "CAP dompteur de nuages", **same), source="lheo")
    build(settings)
    searcher = open_searcher(settings)
    (group,) = searcher.search(SearchRequest("dompteur de nuages")).groups
    (card,) = group.results
    assert (card.code, set(card.codes)) == ("FOR.9", {"FOR.9", "LHEO.a"})
    assert card.editeurs == ("Onisep", "Carif-Oref d'essai")
    assert [one.code for one in searcher.formation("FOR.9").aussi] == ["LHEO.a"]
    copy = searcher.formation("LHEO.a")
    assert (copy.code, [one.code for one in copy.aussi]) == ("LHEO.a", ["FOR.9"])


def test_a_certification_of_several_publishers_names_them_all(settings) -> None:
    harvested(settings, *SMALL_CORPUS, certification("RNCP1", "Dompteur de nuages"))
    other = certification("RNCP1", "Dompteur").model_copy(update={"provenance": CARIF})
    harvested(settings, other, source="lheo")
    build(settings)
    searcher = open_searcher(settings)
    assert {one.editeur for one in searcher.certification("RNCP1").sources} == {
        "Éditeur d'essai",
        "Carif-Oref d'essai",
    }


def test_two_codes_of_one_publisher_are_two_formations() -> None:
    same = {"code_certification": "RNCP1", "descriptif": text(TEXT)}
    assert (
        doublons(onisep("FOR.1", "CAP dompteur", **same), onisep("FOR.2", "CAP dompteur", **same)).copies
        == {}
    )


def test_two_originals_that_fit_as_well_are_a_doubt() -> None:
    same = {"code_certification": "RNCP1", "descriptif": text(TEXT)}
    found = doublons(
        onisep("FOR.1", "dompteur", **same),
        onisep("FOR.2", "dompteur", **same),
        carif("a", "dompteur", **same),
    )
    assert found.originaux == {}


def test_a_copied_fiche_names_the_one_it_repeats() -> None:
    original = fiche("MET.1", "dompteur", nature_travail=text(TEXT + " Et le soir, il les couche."))
    copy = fiche("MET.2", "dompteuse", nature_travail=text(TEXT)).model_copy(
        update={"id": "fiche:carif:1", "provenance": CARIF}
    )
    own = copy.model_copy(update={"id": "fiche:carif:2", "nature_travail": text(OTHER)})
    assert copies_of_fiches([copy, original, own]) == {"fiche:carif:1": original.id}


def test_a_few_words_changed_are_still_the_same_text() -> None:
    assert are_near_identical(TEXT, TEXT.replace("six", "sept").replace("aube", "matin"))
    assert not are_near_identical(TEXT, " ".join(reversed(TEXT.split())))
