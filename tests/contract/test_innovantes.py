"""The shared collection of innovative actions: the same answers to words and choices in both engines."""

from datetime import date

import pytest

from debouches.errors import NotFoundError, RequestError
from index.annexes.innovantes.read import InnovantesRequest
from index.generations.lifecycle import build
from index.generations.opening import open_searcher
from tests.contract.conftest import ENGINES, make_settings
from tests.index.conftest import SMALL_CORPUS, harvested
from tests.index.factories import innovante, provenance, territoire

BUS = innovante(
    "bus",
    "Le bus des métiers de l'eau",
    niveau="structure-territoire",
    themes=("connaissance-metiers", "outils-mutualises"),
    codes_regions=("32",),
    porteur="Mission locale du Lac",
    description=("Des conductrices racontent leur quotidien.",),
).model_copy(update={"provenance": provenance(date_maj=date(2026, 5, 1), est_demonstration=True)})
ACTIONS = (
    BUS,
    innovante(
        "accueil",
        "Mieux accueillir",
        niveau="region",
        themes=("professionnalisation",),
        codes_regions=("53", "32"),
        territoire="Pays de Brest",
    ),
    innovante("sondage", "Écouter avant d'orienter", niveau="reseau-national", est_nationale=True),
    innovante("nue", "Essai").model_copy(update={"provenance": provenance(date_maj=date(2026, 6, 1))}),
)


@pytest.fixture(scope="module", params=ENGINES)
def searcher(request, tmp_path_factory, prefixes):
    settings = make_settings(request.param, tmp_path_factory.mktemp("home"), prefixes())
    region = territoire("region", "32", "Hauts-de-France")
    build(harvested(settings, *SMALL_CORPUS, region, *ACTIONS))
    return open_searcher(settings)


def codes(searcher, q="", **asked):
    page = searcher.actions_innovantes(InnovantesRequest(q, **asked))
    return [view.action.code for view in page.actions]


def counts(searcher, nom, q="", **asked):
    page = searcher.actions_innovantes(InnovantesRequest(q, **asked))
    (facette,) = (one for one in page.facettes if one.nom == nom)
    return {value.valeur: value.total for value in facette.valeurs}


def test_without_words_all_are_there_the_freshest_first(searcher) -> None:
    assert codes(searcher) == ["nue", "bus", "sondage", "accueil"]
    page = searcher.actions_innovantes(InnovantesRequest(page=2, par_page=3))
    assert (page.total, page.connues, [one.action.code for one in page.actions]) == (4, 4, ["accueil"])


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("BUS", ["bus"]),
        ("metier eau", ["bus"]),
        ("conducteur", ["bus"]),
        ("l’accueil", ["accueil"]),
        ("orientation", ["sondage"]),
        ("hauts de france", ["bus", "accueil"]),
        ("outil mutualisé", ["bus"]),
        ("mission locale du lac", ["bus"]),
        ("brest", ["accueil"]),
        ("de la", ["nue", "bus", "sondage", "accueil"]),
    ],
)
def test_words_are_read_as_everywhere_on_the_site(searcher, q: str, found: list[str]) -> None:
    assert codes(searcher, q) == found


def test_words_that_none_says_are_told_and_the_others_answer(searcher) -> None:
    page = searcher.actions_innovantes(InnovantesRequest("bus zymoscope"))
    assert (page.est_partielle, page.mots_sans_reponse, page.total) == (True, ("zymoscope",), 1)
    page = searcher.actions_innovantes(InnovantesRequest("bus brest"))
    assert (page.est_partielle, page.mots_sans_reponse) == (True, ())
    assert {one.action.code for one in page.actions} == {"bus", "accueil"}
    page = searcher.actions_innovantes(InnovantesRequest("L'Élévateur"))
    assert (page.total, page.connues, page.mots_sans_reponse) == (0, 4, ("élévateur",))


@pytest.mark.parametrize(
    ("q", "correction"),
    [("bsu", None), ("acueillir", "accueillir"), ("bus conductrisses", "bus conductrices"), ("xyzt", None)],
)
def test_a_typo_is_proposed_as_the_collection_writes_it(searcher, q: str, correction: str | None) -> None:
    assert searcher.actions_innovantes(InnovantesRequest(q)).correction == correction


def test_values_of_a_facet_are_alternatives_and_facets_add_up(searcher) -> None:
    assert codes(searcher, region=("32",)) == ["bus", "accueil"]
    assert codes(searcher, region=("32", "france")) == ["bus", "sondage", "accueil"]
    assert codes(searcher, region=("32",), niveau=("region",)) == ["accueil"]
    assert codes(searcher, theme=("non-renseigne",)) == ["nue", "sondage"]


def test_a_facet_counts_given_the_words_and_the_other_choices(searcher) -> None:
    assert counts(searcher, "region") == {"france": 1, "53": 1, "32": 2, "non-renseigne": 1}
    assert counts(searcher, "region", niveau=("region",)) == {"53": 1, "32": 1}
    assert counts(searcher, "region", region=("53",))["32"] == 2
    assert counts(searcher, "theme", q="bus") == {"connaissance-metiers": 1, "outils-mutualises": 1}
    assert counts(searcher, "niveau", region=("53",)) == {"region": 1}
    assert counts(searcher, "niveau", region=("06",)) == {}
    assert counts(searcher, "region", region=("06",))["06"] == 0


def test_a_value_that_does_not_exist_is_refused_with_those_that_do(searcher) -> None:
    with pytest.raises(RequestError) as error:
        codes(searcher, theme=("zut",))
    assert error.value.parameter == "theme"
    assert "professionnalisation" in error.value.accepted


def test_an_action_says_all_that_is_known_of_it(searcher) -> None:
    page = searcher.action_innovante("bus")
    assert page.view.action == BUS
    assert page.view.niveau == "une structure, sur son territoire"
    assert page.view.themes == ("connaissance des métiers", "outils mutualisés")
    assert [(one.libelle, one.lieu) for one in page.view.regions] == [("Hauts-de-France", "region-32")]
    assert [one.code for one in page.proches] == ["accueil"]


def test_a_region_without_a_page_has_no_link(searcher) -> None:
    regions = searcher.action_innovante("accueil").view.regions
    assert [one.lieu for one in regions] == [None, "region-32"]


def test_an_unknown_action_is_not_found(searcher) -> None:
    with pytest.raises(NotFoundError):
        searcher.action_innovante("zut")


def test_the_collection_is_a_source_of_the_corpus(searcher) -> None:
    assert searcher.facts().a_des_actions_innovantes
