"""What is understood of a query narrows it the same way in both engines."""

import pytest

from debouches.errors import RequestError
from index.facets import Filtres
from index.generations.lifecycle import build
from index.generations.opening import open_searcher
from index.results import SearchRequest
from mappings.records import Libelle
from nlp.normalise import fold
from tests.contract.conftest import CORPUS, ENGINES, make_settings
from tests.contract.test_search import codes
from tests.index.conftest import harvested
from tests.index.factories import certification, competence, fiche, formation, metier
from tests.index.lieux import LIEUX

LEVELS = (
    formation("FOR.40", "Boulanger supérieur", niveau=5),
    metier("K1901", "Notaire", competences=("40",)),
    metier("K1902", "Clerc de notaire / Clerque de notaire", competences=("40",)),
    competence("40", "Rédiger un acte notarié"),
    fiche("MET.40", "notaire", codes_rome=("K1901",)),
    metier("K1903", "Juriste", competences=("40",)),
    fiche("MET.41", "juriste", codes_rome=("K1903",), niveau_acces=Libelle(libelle="bac + 5 et au-delà")),
    metier("J1506", "Infirmier / Infirmière en soins généraux"),
    fiche("MET.42", "infirmier/ière", codes_rome=("J1506",), niveau_acces=Libelle(libelle="bac + 3")),
    metier("J1507", "Infirmier coordinateur / Infirmière coordinatrice"),
    formation("FOR.41", "Diplôme supérieur de notariat", metiers=("notaire",), niveau=7),
    formation("FOR.42", "Licence mention administration économique et sociale", niveau=6),
    formation("FOR.43", "Diplôme d'État d'accompagnant éducatif et social", niveau=4),
    formation("FOR.44", "Bac pro boulanger-pâtissier", niveau=4),
    formation("FOR.45", "Bac pro coiffure", niveau=4),
    certification("RNCP40", "Boulanger confirmé", niveau=5, voies_acces=("continue",)),
    certification("RNCP41", "Boulanger apprenti", niveau=3, voies_acces=("apprentissage",)),
    formation("FOR.46", "Préparation aux concours (niveau CAP à bac)", niveau=4),
    formation("FOR.47", "Classe de chimie post bac + 2 ou bac + 3", niveau=7),
    formation(
        "FOR.48",
        "Bac pro technicien conseil en zincographie option ateliers",
        niveau=4,
        domaines=("métiers d'art/zincographie",),
    ),
    formation("FOR.50", "CAP plomberie d'art"),
    formation("FOR.49", "Licence mention estampe", niveau=6, domaines=("métiers d'art/zincographie",)),
)


@pytest.fixture(scope="module", params=ENGINES)
def searcher(request, tmp_path_factory, prefixes):
    settings = make_settings(request.param, tmp_path_factory.mktemp("home"), prefixes())
    harvested(settings, *LIEUX, source="lieux")
    build(harvested(settings, *CORPUS, *LEVELS))
    return open_searcher(settings)


def search(searcher, q):
    return searcher.search(SearchRequest(q))


def test_a_level_narrows_formations_and_spares_metiers(searcher):
    page = search(searcher, "boulanger bac + 2")
    assert codes(page, "formation") == ["FOR.40"]
    assert "D1102" in codes(page)
    undone = search(searcher, page.understood[0].q_sans)
    assert {"FOR.1", "FOR.40"} <= set(codes(undone, "formation"))


def test_a_metier_known_to_need_far_more_than_what_is_asked_is_not_shown(searcher):
    assert {"K1901", "K1902"} <= set(codes(search(searcher, "acte notarié")))
    asked = codes(search(searcher, "acte notarié sans le bac"))
    assert "K1901" not in asked  # its diploma is of level 7
    assert "K1902" in asked  # nobody says its level
    assert "K1903" in asked  # what its source says is no level of ours


def test_a_title_of_today_is_not_searched_by_another(searcher):
    title = search(searcher, "CAP plomberie d'art")
    assert (title.correction, codes(title, "formation")[0]) == (None, "FOR.50")
    assert "sanitaires" in search(searcher, "CAP plomberie à Lyon").correction.cherchee


def test_a_diploma_that_nothing_prepares_so_is_shown_without_the_way_to_learn(searcher):
    page = search(searcher, "BTS bâtiment en contrat de professionnalisation")
    assert {group.genre for group in page.groups} >= {"formation"}
    assert [rung.nature for rung in page.relaxed] == ["voie-abandonnee"]


def test_a_metier_asked_by_its_name_is_shown_whatever_it_needs(searcher):
    assert codes(search(searcher, "notaire sans le bac"))[0] == "K1901"
    assert codes(search(searcher, "infirmière sans le bac"))[:2] == ["J1506", "J1507"], "a publisher's name"


def test_a_level_alone_gives_all_that_has_it_and_says_why(searcher):
    page = search(searcher, "niveau 3")
    formations = next(group for group in page.groups if group.genre == "formation")
    assert {result.code for result in formations.results} == {"FOR.1", "FOR.2"}
    assert formations.results[0].raison.nature == "le niveau que vous demandez"


@pytest.mark.parametrize(
    ("q", "code"),
    [
        ("préparation aux concours niveau CAP à bac", "FOR.46"),
        ("Classe de chimie post bac + 2 ou bac + 3", "FOR.47"),
    ],
)
def test_a_level_in_the_very_name_of_something_is_a_part_of_it(searcher, q, code):
    page = search(searcher, q)
    assert codes(page, "formation")[0] == code
    assert not page.filtres
    assert page.correction is None


@pytest.mark.parametrize(
    ("q", "genre", "niveaux"),
    [
        ("que faire après le bac", None, {"5", "6"}),
        ("métiers après le bac", None, {"5", "6"}),
        ("métiers bac + 5", "metier", {"7"}),
        ("formations sans le bac", "formation", {"sans-diplome", "1", "2", "3"}),
        ("certification niveau 5", "certification", {"5"}),
        ("je suis en seconde", None, {"4"}),
        ("en terminale générale", None, {"5", "6"}),
        ("élève de 4e", None, {"3", "4"}),
        ("première bac pro", None, {"4", "5"}),
    ],
)
def test_a_level_alone_narrows_what_is_asked_for(searcher, q, genre, niveaux):
    page = search(searcher, q)
    assert set(page.filtres.niveau) == niveaux
    assert page.ordre == "domaines"
    assert genre in {None, page.groups[0].genre}


@pytest.mark.parametrize("q", ["je suis en seconde et je veux être boulanger", "boulanger en seconde"])
def test_a_class_beside_what_is_wanted_narrows_nothing(searcher, q):
    page = search(searcher, q)
    assert codes(page)[0] == "D1102"
    assert not page.filtres
    assert "situation" in [one.nature for one in page.understood]


def test_a_way_to_learn_narrows_and_is_given_up_when_nothing_has_it(searcher):
    page = search(searcher, "boulanger en alternance")
    assert codes(page, "certification") == ["RNCP41"]
    assert "D1102" in codes(page)
    assert "RNCP40" not in codes(search(searcher, "boulanger confirmé en apprentissage"), "certification")
    page = search(searcher, "administration économique et sociale bac + 2 en alternance")
    assert codes(page, "formation")[0] == "FOR.42"
    given_up = [(rung.nature, rung.q_sans) for rung in page.relaxed]
    assert given_up[:2] == [("niveau-abandonne", "bac+2"), ("voie-abandonnee", "en alternance")]
    alone = search(searcher, "en alternance")
    assert alone.groups[0].results[0].raison.nature == "la voie que vous demandez"


def test_what_a_site_answers_is_said_even_when_nothing_is_found(searcher):
    page = search(searcher, "je ne sais pas quoi faire")
    assert page.services == ("idees",)
    assert not page.groups
    assert search(searcher, "salaire boulanger").groups


@pytest.mark.parametrize("q", ["BTS", "BTS en alternance", "formation BTS en 1 an"])
def test_a_diploma_alone_is_in_the_order_of_titles(searcher, q, monkeypatch):
    monkeypatch.setattr("index.searching.diploma_lists.FEW", 0)
    monkeypatch.setattr("index.searching.recent.Recent.get", lambda _recent, _key, make: make())
    page = searcher.search(SearchRequest(q, groupe="formation"))
    titles = [fold(result.titre) for result in page.groups[0].results]
    assert page.ordre == "alphabetique"
    assert titles == sorted(titles)
    assert {result.score for result in page.groups[0].results} == {1.0}
    assert searcher.search(SearchRequest(f"{q} bâtiment")).ordre == "pertinence"


def test_a_refusal_alone_gives_a_card_of_each_domain_in_turn(searcher):
    [group] = searcher.search(SearchRequest("pas de zymurgie", groupe="metier")).groups
    domains = [next((v for nom, v in one.traits if nom == "domaine"), "") for one in group.results]
    known = len(set(domains))
    assert known > 1
    assert len(set(domains[:known])) == known
    for domain in set(domains):
        titles = [fold(r.titre) for r, d in zip(group.results, domains, strict=True) if d == domain]
        assert titles == sorted(titles)


def test_a_diploma_lets_in_nothing_that_says_nothing_else(searcher):
    assert codes(search(searcher, "bac pro pâtissier"), "formation") == ["FOR.44"]
    assert {"FOR.44", "FOR.45"} <= set(codes(search(searcher, "bac pro"), "formation"))


def test_beside_a_diploma_a_domain_lets_in_nothing_that_names_do_not_say(searcher):
    assert codes(search(searcher, "bac pro zincographie"), "formation") == ["FOR.48"]
    assert {"FOR.48", "FOR.49"} == set(codes(search(searcher, "zincographie"), "formation"))


def test_what_nothing_says_leaves_the_diploma_to_answer(searcher):
    page = search(searcher, "bac pro tubicole")
    assert {"FOR.44", "FOR.45"} <= set(codes(page, "formation"))


def test_an_acronym_means_what_its_diploma_says(searcher):
    page = search(searcher, "licence AES")
    assert codes(page, "formation") == ["FOR.42"]
    assert page.correction.cherchee == "licence administration économique et sociale"
    as_typed = searcher.search(SearchRequest("licence AES", est_exacte=True))
    assert {one.sigle for one in as_typed.ambiguities} == {"AES"}
    assert {"FOR.42", "FOR.43"} <= set(codes(search(searcher, "AES"), "formation"))
    assert codes(search(searcher, "licence AES à Lyon"), "formation") == ["FOR.42"]


def test_a_diploma_that_few_things_bear_is_ranked(searcher):
    assert search(searcher, "BTS").ordre == "pertinence"


def test_a_level_that_nothing_has_with_the_rest_is_searched_as_words_and_said(searcher):
    page = search(searcher, "bts option bac+5")
    assert codes(page, "formation")
    assert [(rung.nature, rung.q_sans) for rung in page.relaxed][:1] == [("niveau-abandonne", "bac+5")]
    assert page.correction is None
    assert search(searcher, "bts option bac+2").relaxed == ()


def test_a_code_that_no_page_bears_is_said_to_be_unknown(searcher):
    page = search(searcher, "D1102 D9999")
    assert [(one.nature, one.texte) for one in page.understood] == [
        ("code", "D1102"),
        ("code-inconnu", "D9999"),
    ]
    assert codes(page)[0] == "D1102"


@pytest.mark.parametrize("q", ["boulanger à Lyon", "boulanger 69", "boulanger Auvergne", "lyon boulanger"])
def test_a_place_leaves_the_words_and_stays_on_the_page(searcher, q):
    page, plain = search(searcher, q), search(searcher, "boulanger")
    assert page.lieu is not None
    assert [codes(page, genre) for genre in ("metier", "formation")] == [
        codes(plain, genre) for genre in ("metier", "formation")
    ]


def test_what_is_refused_is_left_out(searcher):
    assert "D1102" not in codes(search(searcher, "cuire le pain, pas boulanger"))
    assert "D1102" in codes(search(searcher, "cuire le pain"))


def test_a_departement_without_formation_is_an_empty_page_that_says_where_to_look(searcher):
    page = searcher.search(SearchRequest("bts bâtiment", filtres=Filtres(departement=("42",))))
    assert page.groups == ()
    assert next((one.libelle, one.departements) for one in page.ailleurs) == ("Rhône (69)", ("69",))
    chosen = [v for f in page.facettes if f.nom == "departement" for v in f.valeurs if v.est_choisie]
    assert [(value.libelle, value.total) for value in chosen] == [("Loire (42)", 0)]
    for one in page.ailleurs:
        there = searcher.search(SearchRequest("bts bâtiment", filtres=Filtres(departement=one.departements)))
        assert there.total == one.total


def test_a_number_of_no_departement_is_refused_in_french(searcher):
    with pytest.raises(RequestError, match="« 999 » n'est le numéro d'aucun département"):
        searcher.search(SearchRequest("bts", filtres=Filtres(departement=("999",))))


def test_words_that_are_given_up_are_said(searcher):
    page = search(searcher, "boulanger apiculteur")
    assert page.total
    assert [rung.texte.startswith("sans « ") for rung in page.relaxed] == [True]
    assert search(searcher, "maçon chantier").relaxed == ()


def test_a_word_that_was_given_up_can_be_kept(searcher):
    rung = search(searcher, "boulanger apiculteur").relaxed[0]
    kept = search(searcher, rung.q_sans)
    assert rung.q_sans == "+boulanger apiculteur"
    assert (
        codes(kept) == codes(search(searcher, "boulanger")) != codes(search(searcher, "boulanger apiculteur"))
    )
    assert [(one.nature, one.q_sans) for one in kept.understood] == [("mot-garde", "boulanger apiculteur")]


def test_words_kept_together_that_nothing_says_together_are_released_and_said(searcher):
    page = search(searcher, "+boulanger +apiculteur")
    assert page.total
    assert [(rung.nature, rung.q_sans) for rung in page.relaxed] == [("mots-gardes", "boulanger apiculteur")]


def test_the_neighbours_of_the_only_metier_found_are_offered(searcher):
    page = search(searcher, "D1102")
    assert [lien.code for lien in page.proches] == ["D1104"]
    assert search(searcher, "asdfgh").proches == ()


def test_a_diploma_that_is_refused_leaves_out_what_delivers_it_and_no_metier(searcher):
    asked = search(searcher, "boulanger")
    refused = search(searcher, "boulanger, je ne veux pas faire de CAP")
    assert {*codes(asked, "formation")} - {*codes(refused, "formation")} == {"FOR.1"}
    assert codes(refused) == codes(asked)
