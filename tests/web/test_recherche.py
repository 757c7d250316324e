"""The results page: grouped, explained, undoable, and safe whatever is typed."""

from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from index.facets import Filtres
from index.results import PER_PAGE, SearchPage, SearchRequest, Understood
from tests.web import pages, samples
from tests.web.fakes import FakeSearcher
from web.addresses import links
from web.blocks.couverture import combien
from web.pages.trouver.recherche import resume_of

HOSTILE = {
    "dix mille caractères": "a" * 10_000,
    "dix mille accents": "é" * 10_000,
    "contrôle": "boul\x00ang\x1b[2J\x07",
    "opérateurs": '+boulanger -"pain" AND (OR) titre:* ~2 ^5 [a TO z] /re/ \\',
    "emoji": "👩‍🍳🥖",
    "HTML": "<script>alert(1)</script>",
    "attribut": '" onfocus="alert(1)" x="',
    "gabarit": "{{ 7*7 }}{% raise %}",
    "SQL": "'; DROP TABLE metier; --",
    "bidi": "\u202eregnaluob",
    "espaces": "   \t  ",
}


def answer_to(client: TestClient, q: str, **parameters):
    return client.get("/recherche", params={"q": q} | parameters)


@pytest.mark.parametrize("q", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("address", ["/recherche", "/api/v1/search", "/api/v1/suggest"])
def test_answers_or_refuses_in_french_whatever_is_typed(client: TestClient, address: str, q: str) -> None:
    answer = client.get(address, params={"q": q})
    assert answer.status_code in {200, 400}
    assert "<script>alert" not in answer.text or answer.headers["content-type"].startswith("application/")
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("encoded", ["%ff%fe", "%ed%a0%80", "%", "%u00e9", "a&q=b&q", "%26%23"])
def test_a_badly_encoded_query_is_answered(client: TestClient, encoded: str) -> None:
    assert client.get(f"/recherche?q={encoded}").status_code == 200


@pytest.mark.parametrize("q", ["<script>alert(1)</script>", '" onfocus="alert(1)" x="'])
def test_what_was_typed_comes_back_as_text(client: TestClient, q: str) -> None:
    page = pages.parse(answer_to(client, q).text)
    assert page.get_element_by_id("q").get("value") == " ".join(q.split())
    assert not page.xpath("//main//script | //@onfocus")


@pytest.mark.parametrize("address", ["/recherche?q=piège", "/metiers/MET.97"])
def test_html_in_a_source_is_shown_as_text(client: TestClient, address: str) -> None:
    page = pages.parse(client.get(address).text)
    assert "<script>alert(1)</script>" in pages.text_of(page.get_element_by_id("contenu"))
    assert not page.xpath("//main//script | //main//img[@src='x'] | //@onerror")


def test_a_long_query_says_what_to_do_and_keeps_its_beginning(client: TestClient) -> None:
    answer = answer_to(client, "boulanger " * 1000)
    page = pages.parse(answer.text)
    assert answer.status_code == 400
    assert "200 caractères" in pages.main_text(answer.text)
    assert page.get_element_by_id("q").get("value").startswith("boulanger boulanger")


def test_results_come_in_groups_with_their_counts(client: TestClient) -> None:
    page = pages.parse(answer_to(client, "boulanger").text)
    assert page.findtext(".//title") == "boulanger\u00a0: 1 métier, 37 formations · Débouchés"
    assert pages.text_of(page.find(".//h1")) == "« boulanger »"
    assert [section.get("aria-labelledby") for section in page.find_class("groupe")] == [
        "g-metier",
        "g-formation",
    ]


def test_the_count_stands_in_a_live_region(client: TestClient) -> None:
    (status,) = pages.parse(answer_to(client, "boulanger").text).xpath("//main//*[@role='status']")
    assert status.get("aria-live") == "polite"
    assert "38 résultats" in pages.text_of(status)


def test_a_card_says_kind_title_reason_publisher_and_next_step(client: TestClient) -> None:
    card = pages.parse(answer_to(client, "boulanger").text).find_class("carte")[0]
    assert "Métier · D1102" in pages.text_of(card)
    assert "Boulanger, boulangère" in pages.text_of(card)
    assert "Trouvé par l'appellation « Tourier, tourière »" in pages.text_of(card)
    assert "France Travail (2025) · ONISEP (2019)" in pages.text_of(card)
    assert pages.links(card) == {
        "/metiers/D1102",
        "/metiers/D1102#formations",
        "/classement/resultat?q=boulanger&code=D1102",
    }


def test_a_card_of_a_certification_that_is_over_says_it(client: TestClient) -> None:
    (card,) = pages.parse(answer_to(client, "boulanger certifié").text).find_class("carte-certification")
    assert "remplacée" in pages.text_of(card.find(".//h3"))


def test_an_acronym_of_several_senses_offers_them(client: TestClient) -> None:
    choice = pages.parse(answer_to(client, "boulanger BTM").text).find_class("sens")[0]
    assert "« BTM » a plusieurs sens" in pages.text_of(choice)
    assert "/recherche?q=boulanger+b%C3%A2timent" in pages.links(choice)


def test_a_card_without_sentence_says_so_and_marks_demonstrations(client: TestClient) -> None:
    card = pages.parse(answer_to(client, "boulanger").text).find_class("carte-formation")[0]
    assert "non renseigné par la source" in pages.text_of(card)
    assert "démonstration" in pages.text_of(card)


def test_what_was_understood_can_be_undone(client: TestClient) -> None:
    (chip,) = pages.parse(answer_to(client, "boulanger btm").text).find_class("compris")[0].iter("a")
    assert chip.get("href") == "/recherche?q=boulanger"
    assert "BTM : brevet technique des métiers" in pages.text_of(chip)


def test_the_only_thing_asked_is_told_without_a_way_to_leave_it_out(client: TestClient) -> None:
    said = pages.parse(answer_to(client, "le boulanger").text).find_class("correction")[0]
    assert "Nous avons compris : métier « boulanger »." in pages.text_of(said)
    assert not list(said.iter("a"))


def test_a_far_spelling_is_proposed_where_nothing_answers(client: TestClient, searcher: FakeSearcher) -> None:
    page = pages.parse(answer_to(client, "boulngre").text)
    (proposed,) = (
        link for link in page.iter("a") if link.text_content().strip("«» \u00a0\u202f") == "boulanger"
    )
    client.get(proposed.get("href"))
    assert searcher.requests[-1].q == "boulanger"
    assert client.get("/api/v1/search", params={"q": "boulngre"}).json()["proposition"] == "boulanger"


def test_a_correction_says_it_and_can_be_refused(client: TestClient, searcher: FakeSearcher) -> None:
    page = pages.parse(answer_to(client, "boulangé").text)
    (refuse,) = page.find_class("correction")[0].iter("a")
    client.get(refuse.get("href"))
    assert "Résultats pour boulanger" in pages.text_of(page.find_class("correction")[0])
    assert searcher.requests[-1].est_exacte


def test_a_degraded_search_says_it(client: TestClient) -> None:
    assert "mode dégradé : les synonymes manquent" in pages.main_text(
        answer_to(client, "boulanger lent").text
    )


def test_a_group_has_numbered_pages(client: TestClient, searcher: FakeSearcher) -> None:
    answer = answer_to(client, "boulanger", groupe="formation", page=2)
    page = pages.parse(answer.text)
    assert searcher.requests[-1].par_page == PER_PAGE
    assert page.findtext(".//title").startswith("boulanger\u00a0: 37 formations, page 2 sur 2")
    assert len(page.find_class("carte")) == 37 - PER_PAGE
    assert page.xpath("//a[@rel='prev']/@href") == ["/recherche?q=boulanger&groupe=formation"]
    assert not page.xpath("//a[@rel='next']")


@pytest.mark.parametrize("page", [3, 50])
def test_a_page_past_the_end_is_not_found(client: TestClient, page: int) -> None:
    assert answer_to(client, "boulanger", groupe="formation", page=page).status_code == 404


@pytest.mark.parametrize(
    "parameters", [{"page": 0}, {"page": 51}, {"page": "deux"}, {"groupe": "lieu"}, {"exact": "peut-être"}]
)
def test_a_wrong_parameter_is_refused_with_what_is_accepted(client: TestClient, parameters: dict) -> None:
    answer = answer_to(client, "boulanger", **parameters)
    assert answer.status_code == 400
    assert "Valeurs acceptées" in pages.main_text(answer.text)


def test_a_decorated_link_still_works(client: TestClient) -> None:
    assert answer_to(client, "boulanger", utm_source="lettre").status_code == 200


def test_an_empty_answer_names_the_rungs_and_people_to_ask(client: TestClient) -> None:
    answer = answer_to(client, "introuvable")
    text = pages.main_text(answer.text)
    assert answer.status_code == 200
    assert "sans « quantique »" in text
    assert "Parler à un conseiller" in text
    assert "aucun résultat" in pages.parse(answer.text).findtext(".//title")


def test_a_place_alone_is_no_search_without_results() -> None:
    page = SearchPage(request=SearchRequest("Lyon"), groups=(), lieu=samples.LYON)
    assert resume_of(page) == "un lieu, et ce que nous en savons"
    assert resume_of(replace(page, lieu=None)) == "aucun résultat"
    assert resume_of(replace(page, filtres=Filtres(niveau=("8",)))) == "aucun résultat"


def test_a_rung_is_undone_by_a_link_of_its_own(client: TestClient) -> None:
    page = pages.parse(answer_to(client, "introuvable").text)
    assert "/recherche?q=boucher+%2Bquantique" in pages.links(page)


def test_exact_words_can_be_given_up_again(client: TestClient) -> None:
    page = pages.parse(answer_to(client, "boulanger", exact=1).text)
    assert "/recherche?q=boulanger" in pages.links(page)


def test_the_api_gives_rungs_and_near_metiers_under_their_names(client: TestClient) -> None:
    answer = client.get("/api/v1/search", params={"q": "introuvable"}).json()
    assert answer["relaxed"][0]["q_sans"] == "boucher +quantique"
    assert answer["proches"][0] | {"code": "D1104", "url": "/metiers/D1104"} == answer["proches"][0]


def test_a_departement_without_formation_leads_to_its_neighbours(client: TestClient) -> None:
    answer = answer_to(client, "boulanger", departement="23")
    assert answer.status_code == 200
    assert "/recherche?q=boulanger&departement=87" in pages.links(pages.parse(answer.text))
    assert client.get("/api/v1/search", params={"q": "boulanger", "departement": "23"}).json()[
        "ailleurs"
    ] == [{"libelle": "Haute-Vienne (87)", "departements": ["87"], "total": 3}]


def test_the_order_is_explained_on_the_spot(client: TestClient) -> None:
    assert "/classement" in pages.links(pages.parse(answer_to(client, "boulanger").text))


def test_without_words_the_page_invites(client: TestClient, searcher: FakeSearcher) -> None:
    assert answer_to(client, "  ").status_code == 200
    assert searcher.requests == []


def test_invisible_characters_are_cleaned_before_searching(
    client: TestClient, searcher: FakeSearcher
) -> None:
    answer_to(client, "boul\x00anger\u200b  e\u0301t\u00e9")
    assert searcher.requests[-1].q == "boul anger été"


@pytest.mark.parametrize("groupe", [None, "formation"])
def test_wider_results_are_counted_and_asked_by_a_link(client: TestClient, groupe: str | None) -> None:
    parameters = {"groupe": groupe} if groupe else {}
    page = answer_to(client, "boulanger", **parameters)
    assert "3 résultats plus larges sont mis de côté" in page.text
    assert "larges=1" in page.text
    wide = answer_to(client, "boulanger", larges="1", **parameters).text
    assert "mis de côté" not in wide
    assert "Avec les résultats plus larges" in wide


def test_a_place_said_in_the_query_is_kept_by_the_links(client: TestClient) -> None:
    page = answer_to(client, "boulanger à Lyon").text
    assert f"lieu={samples.LYON.id}" in page
    assert "q=boulanger+%22%C3%A0+Lyon%22" in page
    assert page.count("retirer ce lieu") == 1


def test_homonyms_of_a_place_said_in_the_query_are_offered(
    client: TestClient, searcher: FakeSearcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = samples.LYON.model_copy(update={"id": "commune-01001", "contexte": "Ailleurs (01)"})
    monkeypatch.setattr(searcher, "lieux", lambda q, limit=8: (samples.LYON, other, samples.LIEUX[1]))
    chips = [pages.text_of(one) for one in pages.parse(answer_to(client, "boulanger à Lyon").text).iter("li")]
    assert "Lyon, Ailleurs (01)" in chips
    assert not any("Lyons-la-Forêt" in chip for chip in chips)


@pytest.mark.parametrize(
    ("address", "parameters"),
    [
        ("/recherche", {}),
        ("/recherche", {"groupe": "formation"}),
        ("/classement/resultat", {"code": "FOR.1563"}),
    ],
)
def test_an_order_that_owes_nothing_to_words_says_so(
    client: TestClient,
    searcher: FakeSearcher,
    monkeypatch: pytest.MonkeyPatch,
    address: str,
    parameters: dict[str, str],
) -> None:
    def text(q: str = "boulanger") -> str:
        return pages.main_text(client.get(address, params={"q": q} | parameters).text)

    assert "Par ordre alphabétique" not in text()
    monkeypatch.setattr(searcher, "ordre", "alphabetique")
    assert "Par ordre alphabétique" in text()
    monkeypatch.setattr(searcher, "ordre", "domaines")
    assert "Un résultat de chaque domaine" in text()
    assert "Vous avez dit ce que vous ne voulez pas" in text("boulanger sans nuit")


def test_a_card_gives_its_origin_and_explains_its_place_on_one_line(client: TestClient) -> None:
    card = pages.parse(answer_to(client, "boulanger").text).find_class("carte")[0]
    origin = card.find_class("origine")[0]
    assert "France Travail (2025)" in pages.text_of(origin)
    assert origin.find_class("pourquoi")


def test_what_no_source_tells_is_a_sentence_not_something_to_undo(client: TestClient) -> None:
    page = pages.parse(answer_to(client, "boulanger bien payé").text)
    [said] = page.xpath("//p[contains(., 'aucune source ne dit la paie')]")
    assert said.text_content().startswith("À savoir")
    assert not page.xpath("//a[contains(., 'aucune source')]")


def test_a_place_alone_says_what_is_not_known_and_offers_what_is(client, searcher, monkeypatch):
    """« formations à Lyon »: the open data hardly say where one learns."""
    said = Understood("lieu", samples.LYON.nom_complet, "à Lyon", "formations")
    asked = SearchRequest("formations à Lyon")
    place_alone = SearchPage(request=asked, groups=(), understood=(said,), lieu=samples.LYON)
    monkeypatch.setattr(searcher, "search", lambda request, explain=False: place_alone)
    page = client.get("/recherche?q=formations+à+Lyon").text
    assert "disent rarement où une formation se donne" in page
    for way in (
        links.url_territoire(samples.LYON),
        links.url_conseiller(samples.LYON.id),
        "groupe=formation",
    ):
        assert way.replace("&", "&amp;") in page


def test_a_place_that_narrows_nothing_says_so(client: TestClient) -> None:
    said = "Les résultats sont ceux de toute la France"
    assert said in client.get("/recherche?q=boulanger&lieu=lyon").text
    assert said not in client.get("/recherche?q=boulanger").text
    assert said not in client.get("/recherche?q=boulanger&lieu=lyon&departement=69").text


@pytest.mark.parametrize("parameters", [{}, {"groupe": "formation"}])
def test_a_list_of_formations_says_what_its_sources_do_not_cover(client: TestClient, parameters) -> None:
    page = pages.parse(answer_to(client, "boulanger", **parameters).text)
    (notice,) = page.find_class("couverture")
    said = pages.text_of(notice)
    assert said.startswith("D’après 1 source : l’offre privée n’est pas exhaustive")
    assert "Idéo-Fiches métiers (ONISEP) : 2 342 formations, information de 2019." in said
    assert "formation initiale seulement" in said
    assert "/sources" in pages.links(page)


def test_a_list_without_formation_has_no_such_notice(client: TestClient) -> None:
    page = pages.parse(answer_to(client, "boulanger", groupe="metier").text)
    assert page.find_class("couverture") == []


def test_the_api_gives_the_coverage_of_each_source_of_its_groups(client: TestClient) -> None:
    (one,) = client.get("/api/v1/search?q=boulanger&groupe=formation").json()["coverage"]
    assert one == {
        "source": "onisep",
        "titre": "Idéo-Fiches métiers",
        "editeur": "ONISEP",
        "date_maj": one["date_maj"],
        "date_recolte": one["date_recolte"],
        "enregistrements": {"formation": 2342},
        "lacunes": ["formation initiale seulement"],
    }
    of_all = client.get("/api/v1/search?q=boulanger").json()["coverage"]
    assert {genre for one in of_all for genre in one["enregistrements"]} == {"metier", "formation"}


def test_a_source_that_says_a_metier_in_two_records_is_counted_once() -> None:
    source = samples.FACTS.sources[0].model_copy(update={"enregistrements": {"Metier": 12, "Fiche": 10}})
    assert combien(source, ("metier",)) == 12
    assert combien(source, ("metier", "formation")) == 12


def test_a_place_that_is_taken_for_another_is_said(client: TestClient) -> None:
    def said(lieu: str) -> str:
        return pages.text_of(pages.parse(client.get(f"/recherche?q=boulanger&lieu={lieu}").text))

    assert "ne s’appelle exactement « lyom » : nous avons pris Lyon, Rhône (69)" in said("lyom")
    assert "ne s’appelle exactement" not in said("lyon")
