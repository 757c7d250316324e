"""Pure functions: French words, addresses, pages of numbers."""

from datetime import date

import pytest

from index.results import Reason, SearchRequest
from mappings.records.files import SourceState
from tests.web.fakes import METIER
from tests.web.samples import ONISEP, ROME, TODAY
from web.addresses import links
from web.wording import messages, periods, words
from web.wording.telephones import telephone


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("+33 4 78 28 37 09", "04 78 28 37 09"),
        ("+33 (0)4.78.28.37.09", "04 78 28 37 09"),
        ("0478283709", "04 78 28 37 09"),
        ("+262 2 62 93 81 20", "02 62 93 81 20"),
        ("3949", "3949"),
        ("+689 40 80 38 03", "+689 40 80 38 03"),
        ("02 40 02 68 63 (poste 4)", "02 40 02 68 63 (poste 4)"),
    ],
)
def test_a_telephone_number_is_written_as_one_dials_it(said: str, shown: str) -> None:
    assert telephone(said) == shown


@pytest.mark.parametrize(
    ("n", "text"), [(0, "0 métier"), (1, "1 métier"), (2, "2 métiers"), (1584, "1\u202f584 métiers")]
)
def test_counts_agree_in_french(n: int, text: str) -> None:
    assert words.compte_genre(n, "metier") == text


def test_the_first_of_the_month_is_ordinal() -> None:
    assert words.date_fr(date(2026, 8, 1)) == "1er août 2026"


@pytest.mark.parametrize(
    ("libelle", "text"),
    [
        ("Boulanger / Boulangère", "Boulanger, boulangère"),
        ("Conducteur / Conductrice d'engins", "Conducteur, conductrice d'engins"),
        ("Chef de rang", "Chef de rang"),
        ("Salarié/e agricole", "Salarié, salariée agricole"),
        ("Clerc significateur/trice", "Clerc significateur, clerc significatrice"),
        ("Lapidaire / Diamantaire", "Lapidaire, diamantaire"),
        ("Traducteur / LSF", "Traducteur, LSF"),
    ],
)
def test_both_genders_are_written_as_one_speaks(libelle: str, text: str) -> None:
    assert words.deux_genres(libelle) == text


def test_a_reason_without_label_still_makes_a_sentence() -> None:
    assert words.raison_en_mots(Reason("le texte de la fiche", "")) == "trouvé par le texte de la fiche"


def test_freshness_tells_the_date_then_the_year_then_the_absence() -> None:
    undated = ROME.model_copy(update={"date_maj": None})
    assert words.fraicheur(ROME, TODAY) == "mis à jour le 1er septembre 2025"
    assert words.fraicheur(ONISEP, TODAY) == "information de 2019"
    assert words.fraicheur(undated, TODAY) == "récolté le 12 mars 2026, date non renseignée par la source"


@pytest.mark.parametrize(
    ("precision", "text"), [("mois", "mis à jour en septembre 2025"), ("annee", "mis à jour en 2025")]
)
def test_a_date_is_said_as_precisely_as_it_is_known(precision: str, text: str) -> None:
    assert words.fraicheur(ROME.model_copy(update={"precision_maj": precision}), TODAY) == text


def test_a_harvest_says_what_it_changed() -> None:
    state = SourceState(le=TODAY, apparus=12, disparus=1, a_revoir=2)
    assert words.changements(state) == "12 apparus, 1 disparu ; 2 valeurs à revoir"
    assert words.changements(SourceState(le=TODAY)) == "rien de changé"


@pytest.mark.parametrize(("day", "is_old"), [(date(2024, 3, 12), False), (date(2024, 3, 10), True)])
def test_information_is_old_after_twenty_four_months(day: date, is_old: bool) -> None:
    assert words.est_ancien(ROME.model_copy(update={"date_maj": day}), TODAY) is is_old


def test_codes_appear_as_they_are_in_addresses() -> None:
    assert links.url_of("formation", "FOR.1563") == "/formations/FOR.1563"
    assert links.url_of("metier", "../x y") == "/metiers/..%2Fx%20y"


def test_a_search_address_keeps_only_what_is_not_the_default() -> None:
    assert links.url_search("à côté") == "/recherche?q=%C3%A0+c%C3%B4t%C3%A9"
    demande = SearchRequest("a", groupe="metier", page=2, est_exacte=True)
    assert links.url_demande(demande) == "/recherche?q=a&groupe=metier&exact=1&page=2"


def test_another_search_keeps_the_choices_of_this_one_and_starts_at_its_first_page() -> None:
    demande = SearchRequest("a", groupe="metier", page=2, est_large=True)
    assert links.url_demande(demande, q="b") == "/recherche?q=b&groupe=metier&larges=1"
    assert links.url_demande(demande, page=3) == "/recherche?q=a&groupe=metier&larges=1&page=3"


@pytest.mark.parametrize(
    "url",
    [
        "http://www2.ac-lyon.frorientation/rhone/lyon-nord",
        "http://www.vendee.frmdph?page=1",
        "http://www.solidarite.haut-rhin.frSolidarite_PH_MDPH.aspx?x=1",
        "http://www.lozere.frla-mdph.html?x=1",
        "http://www.mission-locale-nord-isere/contact",
    ],
)
def test_an_address_whose_slash_or_end_was_lost_is_never_a_link(url: str) -> None:
    assert links.external_link(url) is None


@pytest.mark.parametrize("site", ["mlstmalo.bzh", "mio-reunion.re", "exemple.com", "exemple.community"])
def test_a_site_that_can_be_is_a_link(site: str) -> None:
    assert links.external_link(f"https://{site}/contact") is not None


@pytest.mark.parametrize(
    "url",
    [
        *("https://www.onisep.fr", "https://www.onisep.fr/", "https://www.onisep.fr/index.html", "", None),
        *("javascript:alert(1)", "ftp://exemple.fr/x", "//exemple.fr", "https://[", "/interne"),
    ],
)
def test_a_home_page_or_what_is_not_the_web_is_never_a_link(url: str | None) -> None:
    assert links.external_link(url) is None


def test_a_precise_page_is_a_link_that_names_its_site() -> None:
    link = links.external_link("https://www.onisep.fr/http/redirection/metier/slug/MET.17")
    assert link is not None
    assert link.site == "onisep.fr"


def test_a_code_that_nobody_says_is_not_shown_beside_the_kind_of_page() -> None:
    assert words.nature("metier", "ROME D1102") == "Métier · ROME D1102"
    assert words.nature("formation", "FOR.12") == "Formation · FOR.12"
    assert words.nature("formation", "LHEO.14_AF_0012") == "Formation"
    assert words.nature("formation", "SITE.cap-coiffure") == "Formation"


def test_a_next_step_leads_to_its_block() -> None:
    assert links.url_suite(METIER, "14 formations") == "/metiers/D1102#formations"
    assert links.url_suite(METIER, "L'emploi près de chez vous") == "/metiers/D1102"


@pytest.mark.parametrize(
    ("page", "last", "numbers"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (6, 12, [1, None, 4, 5, 6, 7, 8, None, 12]),
        (12, 12, [1, None, 10, 11, 12]),
    ],
)
def test_page_numbers_leave_gaps(page: int, last: int, numbers: list[int | None]) -> None:
    assert links.page_numbers(page, last) == numbers


@pytest.mark.parametrize(
    ("km", "said"), [(0.4, "à moins d’1 km"), (4.2, "à 4 km environ"), (8848.0, "à plus de 200 km")]
)
def test_a_distance_is_no_finer_than_its_points(km: float, said: str) -> None:
    assert words.distance_en_mots(km).replace("\u00a0", " ") == said


@pytest.mark.parametrize(
    ("nom", "said"),
    [
        ("Lyon", "de Lyon"),
        ("Oyonnax", "d’Oyonnax"),
        ("Évry", "d’Évry"),
        ("Le Havre", "du Havre"),
        ("Les Abymes", "des Abymes"),
    ],
)
def test_the_name_of_a_town_takes_its_article(nom: str, said: str) -> None:
    assert words.de_nom(nom) == said


@pytest.mark.parametrize(
    ("montant", "said"), [("1450.00", "1 450 €"), ("12,5", "12,50 €"), ("gratuit", "gratuit")]
)
def test_a_price_is_written_as_in_french(montant: str, said: str) -> None:
    assert words.euros(montant).replace("\u00a0", " ").replace("\u202f", " ") == said


def test_opening_hours_follow_the_week_and_are_written_as_one_says_them() -> None:
    said = ("le mardi : 09:00-12:00, 13:30-17:00", "Le lundi : 13:00-17:00", "fermé l'été")
    assert [line.replace("\u00a0", " ") for line in periods.horaires_en_mots(said)] == [
        "Le lundi : de 13 h à 17 h",
        "Le mardi : de 9 h à 12 h, de 13 h 30 à 17 h",
        "Fermé l'été",
    ]


def test_our_own_messages_have_the_apostrophe_of_print() -> None:
    ours = [value for name, value in vars(messages).items() if name.isupper() and isinstance(value, str)]
    ours += [text for one in messages.BY_CODE.values() for text in (one.titre, one.conseil)]
    assert [text for text in ours if "'" in text.replace("{", "").replace("}", "")] == []
