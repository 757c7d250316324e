"""What a name of place designates, the same in both engines."""

import pytest

from debouches.errors import NotFoundError
from index.generations.lifecycle import build
from index.generations.opening import open_searcher
from tests.contract.conftest import ENGINES, make_settings
from tests.index.conftest import SMALL_CORPUS, harvested
from tests.index.lieux import LIEUX


@pytest.fixture(scope="module", params=ENGINES)
def searcher(request, tmp_path_factory, prefixes):
    settings = make_settings(request.param, tmp_path_factory.mktemp("home"), prefixes())
    harvested(settings, *LIEUX, source="lieux")
    build(harvested(settings, *SMALL_CORPUS))
    return open_searcher(settings)


def names(searcher, q, limit=8):
    return [lieu.nom_complet for lieu in searcher.lieux(q, limit)]


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("lyon", "Lyon, Rhône (69)"),
        ("LYON", "Lyon, Rhône (69)"),
        ("ly", "Lyon, Rhône (69)"),
        ("Lyon, Rhône (69)", "Lyon, Rhône (69)"),
        ("lyon 3", "Lyon 3e Arrondissement, Rhône (69)"),
        ("Lyon 3ème", "Lyon 3e Arrondissement, Rhône (69)"),
        ("st etienne", "Saint-Étienne, Loire (42)"),
        ("Saint‑Étienne", "Saint-Étienne, Loire (42)"),
        ("havre", "Le Havre, 76600"),
        ("69", "Rhône, département (69)"),
        ("Loire", "Loire, département (42)"),
        ("69123", "Lyon, Rhône (69)"),
        ("commune-69123", "Lyon, Rhône (69)"),
        ("auvergne-rhone-alpes", "Auvergne-Rhône-Alpes, région"),
        ("toute la france", "France"),
        ("lyon centre", "Lyon Centre, bassin d'emploi"),
        ("lyonn", "Lyon, Rhône (69)"),
        ("montreuil", "Montreuil, Seine-Saint-Denis (93)"),
    ],
)
def test_any_way_of_naming_a_place_finds_it_first(searcher, q, expected):
    assert names(searcher, q)[0] == expected


def test_a_postcode_names_the_arrondissement_then_its_town_then_an_insee_code(searcher):
    assert names(searcher, "69003") == [
        "Lyon 3e Arrondissement, Rhône (69)",
        "Lyon, Rhône (69)",
        "Albigny, Rhône (69)",
    ]


@pytest.mark.parametrize("q", ["saint denis", "St-Denis"])
def test_homonyms_are_offered_with_their_departement_before_longer_names(searcher, q):
    assert set(names(searcher, q)[:2]) == {"Saint-Denis, Loire (42)", "Saint-Denis, Seine-Saint-Denis (93)"}
    assert names(searcher, q)[2] == "Saint-Denis-le-Haut, Loire (42)"


@pytest.mark.parametrize("q", ["saint denis 93", "Saint-Denis (93)", "saint-denis 93200"])
def test_a_code_tells_homonyms_apart(searcher, q):
    assert names(searcher, q) == ["Saint-Denis, Seine-Saint-Denis (93)"]


@pytest.mark.parametrize(
    ("q", "today", "former"),
    [
        ("auvergne", "region-84", "Auvergne"),
        ("region-83", "region-84", "Auvergne"),
        ("vieux bourg", "commune-42019", "Vieux-Bourg"),
        ("commune-42020", "commune-42019", "Vieux-Bourg"),
        ("42020", "commune-42019", "Vieux-Bourg"),
    ],
)
def test_what_was_merged_leads_to_what_it_became_and_says_so(searcher, q, today, former):
    found = searcher.lieux(q)[0]
    assert (found.id, found.nom_demande) == (today, former)


def test_a_place_says_what_contains_it(searcher):
    lyon = searcher.lieu("commune-69123")
    assert [lieu.id for lieu in lyon.parents] == [
        "bassin-emploi-8428",
        "departement-69",
        "region-84",
        "france-FR",
    ]
    assert lyon.ancienne_region == "Rhône-Alpes"
    assert [lieu.id for lieu in searcher.lieu("bassin-emploi-8428").parents] == [
        "departement-69",
        "region-84",
        "france-FR",
    ]


def test_a_region_that_is_one_departement_is_offered_once(searcher):
    assert [lieu.id for lieu in searcher.lieux("guadeloupe")] == ["departement-971"]


def test_names_too_many_for_one_beginning_are_cut_to_the_most_probable(searcher):
    assert names(searcher, "bourg", 3)[0] == "Bourg-Zénith, 01000"
    assert len(names(searcher, "b", 20)) == 20


@pytest.mark.parametrize("q", ["zzzzzz", "", "  ", "99999", "|", "x" * 5000, "%_*"])
def test_what_names_no_place_finds_none(searcher, q):
    assert searcher.lieux(q) == ()


@pytest.mark.parametrize("identifiant", ["commune-00000", "lyon", "", "commune-", "planete-1"])
def test_an_unknown_id_is_not_found(searcher, identifiant):
    with pytest.raises(NotFoundError):
        searcher.lieu(identifiant)


def test_the_page_of_sources_knows_the_source_of_places(searcher):
    counts = {s.provenance.source: s.enregistrements for s in searcher.facts().sources}
    assert counts["lieux"] == {"Territoire": len(LIEUX)}
