"""What real LHEO feeds write otherwise than the standard says, and what is kept of it."""

from datetime import date

import pytest

from mappings.records import ActionFormation, Formation, OrganismeFormation
from tests.crawler.factories import issues_of
from tests.crawler.lheo_reading import (
    action,
    again,
    extra,
    facts,
    of_type,
    one,
    parse,
    place,
    section,
    session,
)
from tests.crawler.lheo_xml import (
    ACTION,
    FORMATION,
    ORGANISME,
    SESSION,
    feed,
)


@pytest.mark.parametrize(
    ("written", "debut", "precision"),
    [
        ("20170901", date(2017, 9, 1), "jour"),
        ("20170900", date(2017, 9, 1), "mois"),
        ("20170000", date(2017, 1, 1), "annee"),
        ("2017-09-01", date(2017, 9, 1), "jour"),
        ("01/09/2017", date(2017, 9, 1), "jour"),
        ("00000000", None, "jour"),
        ("99999999", None, "jour"),
        ("-", None, "jour"),
    ],
)
def test_dates(written: str, debut: date | None, precision: str) -> None:
    found, run = session(periode={"debut": written})
    assert (found.periode.debut, found.periode.precision) == (debut, precision)
    assert issues_of(run) == {}


@pytest.mark.parametrize(
    ("written", "fin"), [("20160200", date(2016, 2, 29)), ("20170000", date(2017, 12, 31))]
)
def test_a_session_known_to_the_month_ends_with_the_month(written: str, fin: date) -> None:
    found, _ = session(periode={"fin": written})
    assert found.periode.fin == fin


@pytest.mark.parametrize("written", ["20171301", "20170230", "20170012", "demain", "٢٠١٧٠٩٠١"])
def test_an_impossible_date_is_reported(written: str) -> None:
    found, run = session(periode={"debut": written, "fin": "20260301"})
    assert (found.periode.debut, found.periode.fin) == (None, date(2026, 3, 1))
    assert issues_of(run) == {"MALFORMED": 1}


def test_dates_the_wrong_way_round_are_kept_and_reported() -> None:
    found, run = session(periode={"debut": "20260301", "fin": "20260201"})
    assert found.periode.debut > found.periode.fin
    assert issues_of(run) == {"MALFORMED": 1}


@pytest.mark.parametrize(("code", "state"), [("1", "ouvert"), ("2", "ferme"), ("3", "suspendu"), ("-", None)])
def test_state_of_the_recruitment(code: str, state: str | None) -> None:
    assert session(**{"etat-recrutement": code})[0].etat_recrutement == state


def test_a_code_out_of_its_dictionary_is_reported() -> None:
    found, run = session(**{"etat-recrutement": "7"})
    assert found.etat_recrutement is None
    assert [*run.issues.unknown_values] == [("etat-recrutement", "7")]


@pytest.mark.parametrize(
    ("changes", "postcode", "department"),
    [
        ({"codepostal": "29", "departement": None}, None, "29"),
        ({"codepostal": "974", "departement": "974"}, None, "974"),
        ({"departement": "29300"}, "99100", "29"),
        ({"departement": "97400", "codepostal": "-"}, "97400", "974"),
        ({"departement": "20000"}, "99100", None),
        ({"departement": "2A"}, "99100", "2A"),
    ],
)
def test_department_and_postcode_may_have_changed_places(changes, postcode, department) -> None:
    found, run = place(**changes)
    assert (found.code_postal, found.code_departement) == (postcode, department)
    assert issues_of(run) == {}


@pytest.mark.parametrize(
    "changes",
    [
        {"codepostal": "CEDEX"},
        {"departement": "Finistère"},
        {"code-INSEE-commune": "292"},
        {"region": "Bretagne"},
        {"geolocalisation": {"latitude": "0", "longitude": "-3.5"}},
        {"geolocalisation": {"latitude": "91", "longitude": "-3.5"}},
        {"geolocalisation": {"latitude": "nord", "longitude": "-3.5"}},
        {"geolocalisation": {"latitude": "NaN", "longitude": "-3.5"}},
    ],
)
def test_a_malformed_part_of_an_address_is_reported_and_the_rest_kept(changes) -> None:
    found, run = place(**changes)
    assert found.ville == "Ventbourg"
    assert issues_of(run) == {"MALFORMED": 1}


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("exemple.fr/a", "https://exemple.fr/a"),
        ("http://exemple.fr", "http://exemple.fr"),
        ("HTTPS://exemple.fr", "HTTPS://exemple.fr"),
        ("-", None),
    ],
)
def test_addresses_of_pages(written: str, link: str | None) -> None:
    found, run = action(**{"url-action": {"urlweb": written}})
    assert found.liens == ((link,) if link else ())
    assert issues_of(run) == {}


@pytest.mark.parametrize("written", ["voir le site", "javascript:alert(1)", "contact@exemple.fr"])
def test_what_is_no_address_is_reported(written: str) -> None:
    found, run = action(**{"url-action": {"urlweb": written}})
    assert found.liens == ()
    assert issues_of(run) == {"MALFORMED": 1}


@pytest.mark.parametrize(
    "written",
    [
        "<p>Un</p><p>Deux &amp; trois</p>",
        "&lt;p&gt;Un&lt;/p&gt;&lt;p&gt;Deux &amp; trois&lt;/p&gt;",
        "Un\nDeux & trois",
    ],
)
def test_html_escaped_once_or_twice_is_text(written: str) -> None:
    found, _ = one(Formation, FORMATION | {"objectif-formation": written})
    assert facts(found)["descriptif"] == section("Un", "Deux & trois")


def test_a_short_text_of_several_paragraphs_keeps_its_lines() -> None:
    assert action(**{"rythme-formation": "<p>Matin</p><p>Soir</p>"})[0].rythme == "Matin\nSoir"


@pytest.mark.parametrize(("filler"), ["-", "", "NC", "néant"])
def test_fillers_are_absent(filler: str) -> None:
    found, run = action(
        hebergement=filler, **{"conditions-specifiques": filler, "nombre-heures-total": filler}
    )
    assert (found.hebergement, found.conditions_specifiques, found.heures_total) == (None, (), None)
    assert issues_of(run) == {}


def domain(*codes):
    return one(Formation, FORMATION | {"domaine-formation": {"code-FORMACODE": list(codes)}})


def test_a_formacode_without_version_has_none() -> None:
    found, run = domain("45094")
    assert (found.codes_formacode, found.version_formacode) == (("45094",), None)
    assert issues_of(run) == {}


def test_a_rome_code_has_the_version_that_the_feed_says_and_no_other() -> None:
    silent, _ = one(Formation, FORMATION | {"domaine-formation": {"code-ROME": "D1102"}})
    said, run = one(Formation, FORMATION | {"domaine-formation": {"code-ROME": {"@ref": "V4", "#": "D1102"}}})
    assert (silent.codes_rome, silent.version_rome) == (("D1102",), None)
    assert (said.codes_rome, said.version_rome) == (("D1102",), "4")
    assert issues_of(run) == {}


def test_of_formacodes_of_two_versions_the_newest_are_read() -> None:
    found, run = domain({"@ref": "V11", "#": "34582"}, {"@ref": "V14", "#": "45094"})
    assert (found.codes_formacode, found.version_formacode) == (("45094",), "14")
    assert issues_of(run) == {"MALFORMED": 1}


def test_an_old_rome_code_is_reported() -> None:
    found, run = one(Formation, FORMATION | {"domaine-formation": {"code-ROME": ["23221", "B1801"]}})
    assert found.codes_rome == ("B1801",)
    assert issues_of(run) == {"MALFORMED": 1}


@pytest.mark.parametrize(
    ("written", "code"), [("474", "RNCP474"), ("RNCP474", "RNCP474"), ("rncp 474", "RNCP474"), ("-", None)]
)
def test_codes_of_certifications(written: str, code: str | None) -> None:
    found, run = one(Formation, FORMATION | {"certification": {"code-RNCP": written}})
    assert found.code_certification == code
    assert issues_of(run) == {}


@pytest.mark.parametrize(
    ("code", "level", "words"),
    [
        ("4", 3, "niveau V (CAP, BEP)"),
        ("6", 5, "niveau III (BTS, DUT)"),
        ("8", None, "niveau I (au-dessus de la maîtrise)"),
        ("17", 7, "niveau 7"),
        ("0", None, None),
        ("9", None, None),
    ],
)
def test_levels_of_both_nomenclatures(code: str, level: int | None, words: str | None) -> None:
    found, run = one(Formation, FORMATION | {"code-niveau-sortie": code})
    assert (found.niveau, found.niveau_sortie) == (level, words)
    assert issues_of(run) == {}


@pytest.mark.parametrize("name", ["nom", "prenom", "civilite"])
def test_nothing_of_a_person_is_kept(name: str) -> None:
    coordonnees = {
        name: "DUPONT-FICTIF",
        "courriel": "d.fictif@exemple.fr",
        "portable": {"numtel": "06 99 00 00 09"},
    }
    formation = FORMATION | {"contact-formation": {"coordonnees": coordonnees}}
    records, run = parse(feed(formation))
    kept = "".join(record.model_dump_json() for record in records)
    assert not any(word in kept.casefold() for word in ("dupont", "d.fictif", "06 99 00 00 09"))
    assert issues_of(run) == {}


@pytest.mark.parametrize(
    ("said", "labels"),
    [
        ("Organisme certifié Qualiopi", ["Qualiopi"]),
        ("<p>QUALIOPI</p><p>Référencé Datadock</p>", ["Qualiopi", "Datadock"]),
        ("En cours de certification Qualiopi", []),
        ("Nous ne sommes pas Qualiopi. ISO 9001", ["ISO 9001"]),
        ("Un organisme sérieux", []),
    ],
)
def test_quality_labels(said: str, labels: list[str]) -> None:
    changed = ORGANISME | {"renseignements-specifiques": said}
    found, _ = one(OrganismeFormation, FORMATION | {"organisme-formation-responsable": changed})
    assert [label.libelle for label in found.labels] == labels
    assert found.renseignements, "the words are kept whatever they say"


@pytest.mark.parametrize("siret", ["00000000000000", "99999999999999", "-"])
def test_an_organisme_without_siret_is_known_by_its_number(siret: str) -> None:
    changed = ORGANISME | {"SIRET-organisme-formation": {"SIRET": siret}, "numero-activite": "99999999999"}
    found, run = one(OrganismeFormation, FORMATION | {"organisme-formation-responsable": changed})
    assert (found.id, found.siret, found.numero_activite) == ("organisme-formation:O1", None, None)
    assert issues_of(run) == {}


def test_an_organisme_gathers_what_its_formations_say() -> None:
    poor = FORMATION | {
        "organisme-formation-responsable": ORGANISME | {"potentiel": None, "numero-activite": "-"}
    }
    records, run = parse(feed(poor, again()))
    found = next(o for o in of_type(records, OrganismeFormation) if o.id.endswith("00011"))
    assert (found.codes_formacode, found.numero_activite) == (("45094", "15436"), "53290000000")
    assert issues_of(run) == {}


def test_formations_that_disagree_about_their_organisme_are_reported_once() -> None:
    other = again(**{"nom-organisme": "La maison de l'air"})
    records, run = parse(feed(FORMATION, other, other | {"@numero": "F3", "@datemaj": "20260109"}))
    found = next(o for o in of_type(records, OrganismeFormation) if o.id.endswith("00011"))
    assert found.nom == "La maison du vent"
    assert issues_of(run) == {"DUPLICATE": 1}


def test_actions_of_the_onisep_join_its_formation() -> None:
    initial = ACTION | {"extras": extra("formation-initiale", "1"), "session": SESSION | {"cycle": None}}
    offers = [
        FORMATION
        | {
            "@numero": f"12_{number}",
            "@datemaj": None,
            "action": initial | {"@numero": f"12_{number}"},
            "extras": [extra("FOR_ID ONISEP", "12"), extra("DATE EXPORT ONISEP", "20251203")],
        }
        for number in (1, 2)
    ]
    records, run = parse(feed(*offers))
    (formation,), actions = of_type(records, Formation), of_type(records, ActionFormation)
    assert (formation.code, formation.organisme, formation.voies) == ("FOR.12", None, ("scolaire",))
    assert [a.formation for a in actions] == ["formation:FOR.12"] * 2
    assert {(r.provenance.editeur, r.provenance.licence) for r in records} == {("Onisep", "ODbL 1.0")}
    assert actions[0].provenance.date_maj == date(2025, 12, 3)
    assert issues_of(run) == {}


def test_without_a_number_the_key_comes_from_the_content() -> None:
    bare = FORMATION | {
        "@numero": None,
        "action": ACTION | {"@numero": None, "session": SESSION | {"@numero": None}},
    }
    (first, _), (second, _) = parse(feed(bare)), parse(feed(bare))
    assert [r.id for r in first] == [r.id for r in second]
    other, _ = parse(feed(bare | {"intitule-formation": "Autre"}))
    assert other[0].id != first[0].id


def test_a_number_that_no_id_can_hold() -> None:
    found, _ = action(**{"@numero": "24|7:a b"})
    assert (found.id, found.numero) == ("action-formation:24_7_a_b", "24|7:a b")
