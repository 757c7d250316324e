"""LHEO feeds in other notations than the standard, where they have one reading; numbers that serve twice."""

from datetime import date

import pytest

from mappings.records import ActionFormation, Formation, SessionFormation
from tests.crawler.factories import issues_of
from tests.crawler.lheo_reading import action, of_type, one, parse, place, session
from tests.crawler.lheo_xml import ACTION, FORMATION, ORGANISME, SESSION, SUMMARY, answer, feed


@pytest.mark.parametrize(
    ("written", "debut", "precision"),
    [
        ("2027-09-01T00:00:00+02:00", date(2027, 9, 1), "jour"),
        ("2027-09-01 08:30", date(2027, 9, 1), "jour"),
        ("2027/09/01", date(2027, 9, 1), "jour"),
        ("1/9/2027", date(2027, 9, 1), "jour"),
        ("01-09-2027", date(2027, 9, 1), "jour"),
        ("01.09.2027", date(2027, 9, 1), "jour"),
        ("01092027", date(2027, 9, 1), "jour"),
        ("1er septembre 2027", date(2027, 9, 1), "jour"),
        ("Septembre 2027", date(2027, 9, 1), "mois"),
        ("09/2027", date(2027, 9, 1), "mois"),
        ("202709", date(2027, 9, 1), "mois"),
        ("20270999", date(2027, 9, 1), "mois"),
        ("2027", date(2027, 1, 1), "annee"),
    ],
)
def test_a_date_in_a_notation_of_one_reading(written: str, debut: date, precision: str) -> None:
    found, run = session(periode={"debut": written})
    assert (found.periode.debut, found.periode.precision) == (debut, precision)
    assert issues_of(run) == {}


@pytest.mark.parametrize("written", ["30/06/28", "201012", "du 1/9/2027 au 3/9/2027"])
def test_a_date_of_two_readings_is_reported(written: str) -> None:
    found, run = session(periode={"debut": written})
    assert found.periode.debut is None
    assert issues_of(run) == {"MALFORMED": 1}


@pytest.mark.parametrize("written", ["9999-12-31", "99991231", "20991231", "31/12/2099", "19000101"])
def test_an_end_that_no_one_knows_is_no_date(written: str) -> None:
    found, run = session(periode={"debut": "20270901", "fin": written})
    assert found.periode.fin is None
    assert issues_of(run) == {}


def test_an_end_whose_day_and_month_are_open_is_that_of_its_year() -> None:
    found, run = session(periode={"debut": "20270901", "fin": "20279999"})
    assert found.periode.fin == date(2027, 12, 31)
    assert issues_of(run) == {}


def test_actions_counted_anew_in_each_formation_are_all_kept() -> None:
    records, run = parse(feed(FORMATION, FORMATION | {"@numero": "F2"}))
    actions = of_type(records, ActionFormation)
    assert len({one.id for one in actions}) == 2
    assert {one.formation for one in actions} == {"formation:LHEO.F1", "formation:LHEO.F2"}
    assert len({one.action for one in of_type(records, SessionFormation)}) == 2
    assert issues_of(run) == {"DUPLICATE": 1}


def test_formations_that_two_organismes_number_alike_are_both_kept() -> None:
    other = ORGANISME | {"SIRET-organisme-formation": {"SIRET": "98765432100011"}}
    one_, two = feed(FORMATION), feed(FORMATION | {"organisme-formation-responsable": other})
    records, run = parse(one_, two)
    found = of_type(records, Formation)
    assert len({one.id for one in found}) == 2
    assert {one.organisme for one in found} == {
        "organisme-formation:12345678900011",
        "organisme-formation:98765432100011",
    }
    assert issues_of(run)["DUPLICATE"] >= 1


def test_the_same_formation_in_two_files_is_one() -> None:
    records, run = parse(feed(FORMATION), feed(FORMATION))
    assert len({record.id for record in of_type(records, Formation)}) == 1
    assert len({record.id for record in of_type(records, ActionFormation)}) == 1
    assert issues_of(run) == {}


def test_sessions_of_one_number_on_other_days_are_all_kept() -> None:
    later = SESSION | {"periode": {"debut": "20270101", "fin": "20270201"}}
    records, _ = parse(feed(FORMATION | {"action": ACTION | {"session": [SESSION, later]}}))
    assert len({record.id for record in of_type(records, SessionFormation)}) == 2


def test_without_a_number_only_the_same_element_is_the_same_thing() -> None:
    silent = {"@numero": None}
    here = ACTION | silent | {"lieu-de-formation": {"coordonnees": {"adresse": {"ville": "Ventbourg"}}}}
    there = ACTION | silent | {"lieu-de-formation": {"coordonnees": {"adresse": {"ville": "Brisebourg"}}}}
    records, run = parse(feed(FORMATION | {"action": [here, there, here]}))
    actions = of_type(records, ActionFormation)
    assert len(actions) == 3
    assert len({one.id for one in actions}) == 2
    assert issues_of(run) == {}


def test_summaries_of_two_organismes_under_one_number_are_both_kept() -> None:
    records, _ = parse(answer(SUMMARY, SUMMARY | {"SIRET": "98765432100011"}))
    assert len({record.id for record in of_type(records, ActionFormation)}) == 2


@pytest.mark.parametrize(
    ("element", "written", "codes"),
    [
        ("code-ROME", "k1602", ("K1602",)),
        ("code-ROME", "K1601 K1602", ("K1601", "K1602")),
        ("code-ROME", "K1601;K1602", ("K1601", "K1602")),
        ("code-ROME", "M1805 - Études et développement", ("M1805",)),
        ("code-NSF", "326 : Informatique", ("326",)),
        ("code-NSF", "326T", ("326t",)),
        ("code-FORMACODE", "15437,15436", ("15437", "15436")),
    ],
)
def test_codes_that_can_be_read_in_one_way(element: str, written: str, codes: tuple[str, ...]) -> None:
    found, run = one(Formation, FORMATION | {"domaine-formation": {element: written}})
    field = {"code-ROME": "codes_rome", "code-NSF": "codes_nsf", "code-FORMACODE": "codes_formacode"}[element]
    assert getattr(found, field) == codes
    assert issues_of(run) == {}


@pytest.mark.parametrize("written", ["FORMACODE V14", "Formacode 14", "14.0", "v14", "Version 14"])
def test_the_version_of_a_formacode_in_words(written: str) -> None:
    codes = {"code-FORMACODE": {"@ref": written, "#": "45094"}}
    found, run = one(Formation, FORMATION | {"domaine-formation": codes})
    assert found.version_formacode == "14"
    assert issues_of(run) == {}


@pytest.mark.parametrize(
    ("element", "written", "codes"),
    [
        ("code-RNCP", "00474", ("RNCP474",)),
        ("code-RNCP", "RS5000", ("RS5000",)),
        ("code-RS", "rs 5000", ("RS5000",)),
        ("code-RNCP", "0", ()),
    ],
)
def test_the_number_of_a_certification(element: str, written: str, codes: tuple[str, ...]) -> None:
    found, run = one(Formation, FORMATION | {"certification": {element: written}})
    assert found.codes_certification == codes
    assert issues_of(run) == {}


@pytest.mark.parametrize(
    ("changes", "field", "value"),
    [
        ({"codepostal": "29 000"}, "code_postal", "29000"),
        ({"codepostal": "1000", "departement": "01"}, "code_postal", "01000"),
        ({"codepostal": "F-29000"}, "code_postal", "29000"),
        ({"codepostal": "B-1000", "pays": "BE"}, "code_postal", "B-1000"),
        ({"code-INSEE-commune": "1004"}, "code_insee", "01004"),
        ({"code-INSEE-commune": "2a004"}, "code_insee", "2A004"),
        ({"departement": "29 - Finistère"}, "code_departement", "29"),
        ({"departement": "2a"}, "code_departement", "2A"),
        ({"departement": "1"}, "code_departement", "01"),
        ({"region": "R53"}, "code_region", "53"),
        ({"region": "4"}, "code_region", "04"),
        ({"pays": "France"}, "pays", "FR"),
        ({"pays": "fr"}, "pays", "FR"),
    ],
)
def test_a_part_of_an_address_in_another_notation(changes: dict, field: str, value: str) -> None:
    found, run = place(**changes)
    assert getattr(found, field) == value
    assert issues_of(run) == {}


def test_a_country_that_nobody_knows_is_reported() -> None:
    found, run = place(pays="Bretagne")
    assert found.pays is None
    assert issues_of(run) == {"UNKNOWN_VALUE": 1}


def test_a_position_the_other_way_round_is_turned_and_reported() -> None:
    found, run = place(geolocalisation={"latitude": "-3.55", "longitude": "47.88"})
    assert (found.latitude, found.longitude) == (47.88, -3.55)
    assert issues_of(run) == {"MALFORMED": 1}


def test_half_a_position_is_none() -> None:
    found, run = place(geolocalisation={"latitude": "47.88", "longitude": "inconnue"})
    assert (found.latitude, found.longitude) == (None, None)
    assert issues_of(run) == {"MALFORMED": 1}


def test_a_position_abroad_is_kept() -> None:
    found, run = place(pays="BE", geolocalisation={"latitude": "50.85", "longitude": "4.35"})
    assert (found.latitude, found.longitude) == (50.85, 4.35)
    assert issues_of(run) == {}


@pytest.mark.parametrize(
    ("element", "written", "field", "value"),
    [
        ("conventionnement", "oui", "est_conventionnee", True),
        ("conventionnement", "FALSE", "est_conventionnee", False),
        ("modalites-enseignement", "02", "modalites_enseignement", "distance"),
        ("nombre-heures-total", "1 050", "heures_total", 1050),
        ("nombre-heures-total", "35.0", "heures_total", 35),
        ("nombre-heures-total", "70 heures", "heures_total", 70),
        ("langue-formation", "Français", "langues", ("fr",)),
        ("restauration", "Non renseigné", "restauration", None),
        ("hebergement", "SANS OBJET", "hebergement", None),
        ("transport", "N/A", "transport", None),
    ],
)
def test_a_value_of_an_action_in_words(element: str, written: str, field: str, value: object) -> None:
    found, run = action(**{element: written})
    assert getattr(found, field) == value
    assert issues_of(run) == {}


@pytest.mark.parametrize("written", ["35,5", "une semaine", "70 jours"])
def test_a_number_that_is_not_whole_is_reported(written: str) -> None:
    found, run = action(**{"nombre-heures-total": written})
    assert found.heures_total is None
    assert issues_of(run) == {"MALFORMED": 1}
