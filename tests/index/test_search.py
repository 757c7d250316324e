"""What a reader of the results page may rely on."""

import pytest

from debouches.errors import NotFoundError, RequestError
from index.results import SearchRequest


def first(searcher, q, genre="metier", **facts):
    page = searcher.search(SearchRequest(q, **facts))
    return next((group.results[0] for group in page.groups if group.genre == genre), None)


@pytest.mark.parametrize(
    "q", ["boulanger", "boulangère", "BOULANGERE", "boulangers", "boulangères", "boulnager", "D1102", "d1102"]
)
def test_any_way_of_writing_a_title_finds_it_first(searcher, q):
    assert first(searcher, q).code == "D1102"


def test_an_appellation_finds_its_metier_and_says_so(searcher):
    result = first(searcher, "tourière")
    assert (result.code, result.raison.nature, result.raison.libelle) == (
        "D1102",
        "l'appellation",
        "Tourier, tourière",
    )


def test_a_skill_finds_the_metiers_that_have_it(searcher):
    result = first(searcher, "régler un zymoscope")
    assert (result.code, result.raison.nature) == ("D1202", "la compétence")


def test_a_fiche_is_folded_in_the_card_of_its_metier(searcher):
    page = searcher.search(SearchRequest("boulanger"))
    metiers = next(group for group in page.groups if group.genre == "metier")
    assert set(metiers.results[0].codes) == {"D1102", "MET.17"}
    assert all("MET.17" not in result.codes for result in metiers.results[1:])
    assert "Onisep (2025)" in metiers.results[0].editeurs


def test_a_diploma_puts_formations_first(searcher):
    page = searcher.search(SearchRequest("CAP boulanger"))
    assert page.groups[0].genre == "formation"
    assert page.groups[0].results[0].code == "FOR.1"


def test_a_typo_is_corrected_said_and_can_be_refused(searcher):
    page = searcher.search(SearchRequest("coifeur"))
    assert page.correction.cherchee == "coiffeur"
    assert searcher.search(SearchRequest("coifeur", est_exacte=True)).total == 0


def test_a_word_of_one_metier_does_not_bring_another(searcher):
    codes = [r.code for g in searcher.search(SearchRequest("électricien")).groups for r in g.results]
    assert codes == ["F1602"]


def test_a_negated_word_is_not_searched_as_its_contrary(searcher):
    page = searcher.search(SearchRequest("sans boulanger"))
    assert not [r.titre for g in page.groups for r in g.results if "oulanger" in r.titre]


def test_groups_announce_their_total_and_pages_do_not_overlap(searcher):
    whole = searcher.search(SearchRequest("cap", groupe="formation")).groups[0]
    pages = [searcher.search(SearchRequest("cap", groupe="formation", page=p, par_page=1)) for p in (1, 2)]
    codes = [page.groups[0].results[0].code for page in pages]
    assert whole.total == 2
    assert sorted(codes) == ["FOR.1", "FOR.2"]


@pytest.mark.parametrize(
    "q", ["", "   ", "???", "🥖", "\x00\x1f", "AND OR NOT", '"', "*", "a:b", "<script>", "de la"]
)
def test_hostile_queries_are_answered(searcher, q):
    searcher.search(SearchRequest(q))
    searcher.suggest(q)


def test_a_query_that_is_too_long_is_refused_in_french(searcher):
    with pytest.raises(RequestError, match="limitée à 200 caractères"):
        searcher.search(SearchRequest("a" * 201))


def test_explain_gives_parts_that_make_the_score(searcher):
    page = searcher.search(SearchRequest("boulanger"), explain=True)
    details = {part.nom: part.valeur for part in page.groups[0].results[0].details}
    assert {"nom", "plein_texte"} <= set(details)


def test_suggestions_come_from_two_letters_in_either_gender(searcher):
    assert "Boulanger, boulangère" in [s.texte for s in searcher.suggest("bou").suggestions]
    assert searcher.suggest("coiffeus").suggestions[0].code == "D1202"


def test_pages_hold_their_links(searcher):
    view = searcher.metier("D1102")
    assert view.titre == "Boulanger, boulangère"
    assert [f.code for f in view.fiches] == ["MET.17"]
    assert [f.code for f in view.formations] == ["FOR.1"]
    assert "compétences communes" in {lien.relation for lien in view.metiers_proches}
    assert searcher.metier("MET.17").code == "D1102"
    assert searcher.metier("MET.99").metier is None
    assert [m.code for m in searcher.formation("FOR.1").metiers] == ["D1102"]


def test_an_unknown_code_is_not_found(searcher):
    with pytest.raises(NotFoundError, match="Z9999"):
        searcher.metier("Z9999")


def test_a_result_says_what_it_is_in_the_terms_of_the_facets_and_nothing_that_is_unknown(searcher):
    assert dict(first(searcher, "CAP boulanger", "formation").traits) == {
        "niveau": "3",
        "domaine": "D",
        "editeur": "onisep",
    }
    assert "niveau" not in dict(first(searcher, "électricien").traits)
