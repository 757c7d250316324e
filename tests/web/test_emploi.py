"""« L'emploi ici » and the pages of places: what a figure is shown with, what is said without one."""

import pytest
from fastapi.testclient import TestClient

from index.annexes.emploi.views import Chiffre, EmploiView
from index.lieux.model import LieuNomme
from mappings.records import Mesure
from tests.web import pages
from tests.web.chiffres import CHIFFRES
from tests.web.fakes import FakeSearcher
from tests.web.samples import FACTS, TODAY
from web.contenus.contents import load_contents
from web.pages.lire import emploi
from web.wording import chiffres
from web.wording.words import ABSENT

HERE = "/metiers/D1102?lieu=lyon"


def block(client: TestClient, address: str = HERE, id_: str = "perspectives") -> str:
    return pages.text_of(pages.parse(client.get(address).text).get_element_by_id(id_))


def mesure(valeur: float | None, unite: str, **facts: bool) -> Mesure:
    return Mesure(nom="essai", valeur=valeur, unite=unite, **facts)


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (mesure(139.0, "projets"), "139\u00a0projets"),
        (mesure(1.0, "projets"), "1\u00a0projet"),
        (mesure(464.0, "projets", est_minorant=True), "au moins 464\u00a0projets"),
        (mesure(None, "projets", est_secret=True), "secret statistique"),
        (mesure(None, "projets"), ABSENT),
        (mesure(22.21, "% des personnes en emploi"), "22,2\u00a0%"),
        (mesure(1558.0, "€ nets par mois"), "1\u202f558\u00a0€ nets par mois"),
        (mesure(9.133, "milliers de postes"), "9\u202f130\u00a0postes"),
        (mesure(-0.51, "milliers de postes"), "−510\u00a0postes"),
        (mesure(0.049, "milliers de postes"), "49\u00a0postes"),
        (mesure(4.0, "niveau de 1 à 5"), "4 sur 5"),
        (mesure(-4.0, "points"), "−4\u00a0points"),
        (mesure(6.0, "points"), "+6\u00a0points"),
        (mesure(0.0, "points"), "0\u00a0point"),
        (mesure(27300.0, "personnes, à la centaine près"), "27\u202f300\u00a0personnes"),
        (mesure(0.0, "personnes, à la centaine près"), "moins de 50\u00a0personnes"),
    ],
)
def test_a_value_is_said_in_french(shown: Mesure, words: str) -> None:
    assert chiffres.valeur_en_mots(shown) == words


@pytest.mark.parametrize(
    ("periode", "age"),
    [("2017-2019", "information de 2019"), ("2023", "information de 2023"), ("2024", None)],
)
def test_an_old_figure_says_its_year(periode: str, age: str | None) -> None:
    assert chiffres.age_en_mots(periode, TODAY) == age


@pytest.mark.parametrize(
    ("periode", "age"),
    [("2025", "année passée"), ("2026", None), ("2019-2030", None), ("2024", "année passée")],
)
def test_a_forecast_of_a_year_that_is_over_says_so(periode: str, age: str | None) -> None:
    assert chiffres.age_en_mots(periode, TODAY, "prevision") == age


@pytest.mark.parametrize("chiffre", CHIFFRES, ids=lambda c: f"{c.nom}-{c.lieu.id}-{c.famille.code}")
def test_no_figure_exists_without_what_it_is_shown_with(chiffre: Chiffre) -> None:
    for needed in ("nature", "periode", "lieu", "famille", "provenance"):
        with pytest.raises(ValueError, match=needed):
            Chiffre.model_validate(chiffre.model_dump(exclude={needed}))


def test_in_brief_too_a_figure_says_the_group_that_it_measures(client: TestClient) -> None:
    (bref,) = pages.parse(client.get(HERE).text).find_class("bref")
    said = {pages.text_of(term): pages.text_of(term.getnext()) for term in bref.iter("dt")}
    said_here = said["Emplois ici"]
    assert "« Boulangers, pâtissiers », groupe qui ne recouvre pas exactement ce métier" in said_here
    assert "FAP" not in said_here
    assert "métiers : «" in said["Salaire"]


def test_a_formation_says_the_employment_of_the_metiers_that_it_leads_to(client: TestClient) -> None:
    said = block(client, "/formations/FOR.1563?lieu=lyon", "metiers")
    assert "139 projets de recrutement, bassin d’emploi Lyon Centre, prévision 2025, année passée" in said
    assert "9 130 postes, Auvergne-Rhône-Alpes (région), prévision de 2019 à 2030" in said
    assert "écrivez un lieu" not in said


def test_the_block_says_who_what_where_and_when(client: TestClient) -> None:
    said = block(client)
    for words in (
        "139 projets de recrutement, bassin d’emploi Lyon Centre, 2025",
        "France Travail · prévision, 2025",
        "« Boulangers, pâtissiers » (FAP 2021 S0X42), groupe qui ne recouvre pas exactement ce métier",
        "au moins 464",
        "secret statistique",
        "4 sur 5",
        "9 130 postes à pourvoir, Auvergne-Rhône-Alpes (région), de 2019 à 2030",
        "22,2 % (2017-2019), contre 10 % (1982-1984)",
        "information de 2019",
    ):
        assert words in said


def test_the_place_is_read_from_the_address_and_kept_in_its_links(
    client: TestClient, searcher: FakeSearcher
) -> None:
    page = pages.parse(client.get(HERE).text)
    assert searcher.lieux_demandes == ["commune-69123"]
    assert page.get_element_by_id("ou").get("value") == "Lyon, Rhône (69)"
    assert page.get_element_by_id("lieu-emploi").get("value") == "Lyon, Rhône (69)"
    assert "/conseiller?lieu=commune-69123" in pages.links(page)
    assert "/territoires/commune-69123" in pages.links(page)


def test_without_a_place_the_whole_country_is_shown_and_said(
    client: TestClient, searcher: FakeSearcher
) -> None:
    assert "toute la France" in block(client, "/metiers/D1102")
    assert searcher.lieux_demandes == [None]


def test_an_unknown_place_is_said_and_shows_the_country(client: TestClient, searcher: FakeSearcher) -> None:
    assert "Nous ne connaissons pas de lieu « zzz »" in block(client, "/metiers/D1102?lieu=zzz")
    assert searcher.lieux_demandes == [None]


def test_a_metier_without_figures_says_so(client: TestClient) -> None:
    assert ABSENT in block(client, "/metiers/MET.98?lieu=lyon")


def test_the_jobs_that_figures_are_about_may_be_chosen(client: TestClient) -> None:
    page = pages.parse(client.get(HERE).text)
    chips = [a for a in page.get_element_by_id("perspectives").iter("a") if "qualification=" in a.get("href")]
    assert [(pages.text_of(a), a.get("aria-current")) for a in chips] == [
        ("ouvrier qualifié", "true"),
        ("manœuvre", None),
    ]
    assert "lieu=commune-69123#perspectives" in chips[1].get("href")
    assert "25 % (2017-2019)" in block(client, HERE + "&qualification=manœuvre")


def test_a_curve_has_its_words_and_its_table(client: TestClient) -> None:
    figure = pages.parse(client.get(HERE).text).find(".//figure")
    assert figure is not None
    assert "22,2 % (2017-2019)" in pages.text_of(figure.find(".//title"))
    assert [th.text for th in figure.findall(".//tbody/tr/th")] == ["2017-2019", "2003-2005", "1982-1984"]


def test_the_salary_is_in_brief_and_in_its_block(client: TestClient) -> None:
    assert "1 558 € nets par mois" in block(client, id_="remuneration")
    assert "Dares" in block(client, id_="remuneration")


def test_in_brief_a_figure_says_its_nature_and_its_age(client: TestClient) -> None:
    said = pages.main_text(client.get(HERE).text)
    assert "139 projets de recrutement, bassin d’emploi Lyon Centre, prévision 2025" in said
    assert "salaire médian, France métropolitaine, observé de 2017 à 2019, information de 2019" in said


def test_a_bar_never_leaves_its_frame(client: TestClient) -> None:
    rects = pages.parse(client.get("/territoires/commune-69123").text).findall(".//rect")
    assert rects
    assert all(0 <= float(rect.get("width")) <= 100 for rect in rects)


def test_a_fiche_folded_in_a_metier_keeps_the_place(client: TestClient) -> None:
    answer = client.get("/metiers/MET.17?lieu=lyon")
    assert answer.headers["location"] == "/metiers/D1102?lieu=commune-69123"


def test_results_keep_the_place_of_the_address(client: TestClient) -> None:
    page = pages.parse(client.get("/recherche?q=boulanger&lieu=lyon").text)
    assert "/metiers/D1102?lieu=commune-69123#perspectives" in pages.links(page)
    assert "/recherche?q=boulanger&groupe=formation&lieu=commune-69123" in pages.links(page)


@pytest.mark.parametrize(
    ("lieu", "location"),
    [("lyon", "/territoires/commune-69123"), ("ly", "/territoires/commune-69123?nom=ly")],
)
def test_a_name_of_place_leads_to_its_page(client: TestClient, lieu: str, location: str) -> None:
    assert client.get(f"/territoires?lieu={lieu}").headers["location"] == location


def test_a_place_that_changed_leads_to_its_successor(client: TestClient) -> None:
    answer = client.get("/territoires/commune-69999")
    assert (answer.status_code, answer.headers["location"]) == (301, "/territoires/commune-69123")


def test_an_unknown_territory_is_not_found(client: TestClient) -> None:
    assert client.get("/territoires/commune-00000").status_code == 404
    assert client.get("/etablissements/0000000X").status_code == 404


def test_a_territory_parts_what_is_expected_from_what_was_observed(client: TestClient) -> None:
    page = pages.parse(client.get("/territoires/commune-69123").text)
    heads = [pages.text_of(head) for head in page.iter("h2", "h3")]
    order = [
        heads.index(head)
        for head in (
            "Ce qui est prévu",
            "Les métiers que les employeurs disaient vouloir recruter",
            "Ce qui a été observé",
            "Les métiers qui emploient le plus",
        )
    ]
    assert order == sorted(order)
    said = pages.text_of(page)
    assert "au moins 140 projets" in said
    assert "7 groupes dont la valeur est sous secret statistique" in said
    assert "non publiée" in said


def test_a_territory_leads_up_down_beside_and_to_people(client: TestClient) -> None:
    links = set(pages.links(pages.parse(client.get("/territoires/commune-69123").text)))
    assert {
        "/territoires/departement-69",
        "/territoires/commune-69383",
        "/territoires/commune-69266",
        "/etablissements/0693764S",
        "/metiers/D1102?lieu=commune-69123#perspectives",
        "/conseiller?lieu=commune-69123",
    } <= links


def test_what_is_not_published_of_a_training_place_is_said(client: TestClient) -> None:
    said = pages.text_of(pages.parse(client.get("/etablissements/0693764S").text))
    assert "Non publié : moins de vingt sortants" in said
    assert "61 % des sortants en emploi six mois après" in said
    assert "−4 points" in said


def test_a_lycee_says_what_its_pupils_become_formation_by_formation(client: TestClient) -> None:
    page = pages.parse(client.get("/etablissements/0690001A").text)
    said = pages.text_of(page)
    assert "Ce que deviennent ses élèves" in said
    rows = [pages.text_of(row) for row in page.iter("tr")]
    assert any("Boulangerie, CAP, voie scolaire" in row and "41 %" in row for row in rows)
    assert any("Vente, CAP, voie scolaire" in row and "non publié" in row for row in rows)


def test_a_university_says_what_its_graduates_become_with_who_counts_them(client: TestClient) -> None:
    page = pages.parse(client.get("/etablissements/0690002B").text)
    pupils, graduates = (
        pages.text_of(page.get_element_by_id(name).getparent()) for name in ("t-formations", "t-diplomes")
    )
    assert "Ce que deviennent ses élèves et ses diplômés" in pages.text_of(page)
    assert "FERMENTATION Master LMD" in graduates
    assert "72,5 %" in graduates
    assert "1 990 €" in graduates
    assert "SIES, InserSup" in graduates
    assert "FERMENTATION" not in pupils
    assert "Dares, InserJeunes" in pupils


def test_the_api_refuses_a_place_it_does_not_know(client: TestClient) -> None:
    answer = client.get("/api/v1/metiers/D1102/emploi?lieu=zzz")
    assert (answer.status_code, answer.json()["parameter"]) == (400, "lieu")


def test_a_total_says_which_groups_it_adds_up(client: TestClient) -> None:
    text = pages.main_text(client.get("/territoires/commune-69123").text)
    assert "en tout" not in text
    assert "groupes de métiers que publie cette source, " in text


def test_a_count_beside_shares_says_its_unit() -> None:
    share = CHIFFRES[0]
    floor = (Mesure(nom="projets-difficiles", valeur=1367.0, unite="projets", est_minorant=True),)
    wider = CHIFFRES[1].model_copy(update={"details": floor})
    page = emploi.compose(EmploiView(code="D1102", chiffres=(share, wider)), load_contents().emploi)
    assert page.besoins
    assert [ligne.cellules[1].replace("\u00a0", " ") for ligne in page.besoins.lignes] == [
        "77 %",
        "au moins 1\u202f367 projets",
    ]


def test_a_zone_without_a_name_is_no_bare_number(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    zone = LieuNomme(id="zone-emploi-8421", niveau="zone-emploi", code="8421", libelle="Zone d'emploi 8421")
    view = FakeSearcher().territoire("commune-69123")
    lieu = view.lieu.model_copy(update={"parents": (zone, *view.lieu.parents)})
    monkeypatch.setattr(FakeSearcher, "territoire", lambda self, one: view.model_copy(update={"lieu": lieu}))
    (bref,) = pages.parse(client.get("/territoires/commune-69123").text).find_class("bref")
    assert "celle où se trouve Lyon" in pages.text_of(bref)
    assert "8421" not in pages.text_of(bref)


def test_a_source_of_figures_without_a_date_says_their_period(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, *others = FACTS.sources
    undated = first.provenance.model_copy(update={"date_maj": None})
    told = first.model_copy(update={"provenance": undated, "derniere_periode": "2017-2019"})
    facts = FACTS.model_copy(update={"sources": (told, *others)})
    monkeypatch.setattr(FakeSearcher, "facts", lambda self: facts)
    assert "chiffres : de 2017 à 2019, information de 2019" in pages.main_text(client.get("/sources").text)
