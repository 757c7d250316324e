"""LHEO of other rules than the norm's: Mon Compte Formation, the versions 1.3 to 2.1, other roots."""

from datetime import date

import pytest

from crawler.conformity import verify
from debouches.errors import ParseError
from mappings.records import ActionFormation, Formation, OrganismeFormation, SessionFormation
from tests.crawler.factories import issues_of
from tests.crawler.lheo_reading import of_type, one, parse
from tests.crawler.lheo_xml import ACTION, FORMATION, SESSION, Node, feed, node

EDOF = "https://www.of.moncompteformation.gouv.fr"
STREET = [
    {"@info": "numero-voie", "#": "12"},
    {"@info": "code-nature-voie", "#": "RUE"},
    {"@info": "libelle-voie", "#": "des Brises"},
    {"@info": "conformite-reglementaire", "#": "1"},
]
ADDRESS: Node = {
    "ligne": "Maison du vent",
    "codepostal": "29000",
    "ville": "VENTBOURG",
    "extras": {"@info": "adresse", "extra": STREET},
}


def reach(number: str) -> Node:
    return {"coordonnees": {"telfixe": {"numtel": number}}}


OFFER: dict[str, Node] = {
    "@numero": "F_1",
    "intitule-formation": "Fabriquer un cerf-volant",
    "objectif-formation": "Voler",
    "contenu-formation": "Coudre",
    "certification": {"code-RS": "RS99"},
    "action": {
        "@numero": "A_1",
        "modalites-enseignement": "0",
        "lieu-de-formation": {"coordonnees": {"adresse": ADDRESS}},
        "session": {
            "@numero": "S_1",
            "extras": {
                "@info": "session",
                "extra": [
                    {"@info": "contact-inscription", **reach("01 99 00 00 01")},
                    {"@info": "modalites-particulieres", "#": "Sur dossier"},
                ],
            },
        },
        "extras": {
            "@info": "action",
            "extra": [
                {"@info": "contact-information", **reach("01 99 00 00 02")},
                {"@info": "modalites-handicap", "#": "Une référente"},
                {"@info": "info-admission", "#": "Un entretien"},
                {"@info": "duree-apprentissage", "#": "30"},
                {"@info": "frais-anpec", "#": "50.00"},
                {"@info": "detail-frais-anpec", "#": "La toile"},
            ],
            "extras": {"@info": "frais-pedagogiques", "extra": {"@info": "frais-ttc", "#": "1500.00"}},
        },
    },
    "organisme-formation-responsable": {"SIRET-organisme-formation": {"SIRET": "12345678900011"}},
    "extras": {"@info": "formation", "extra": {"@info": "resume-contenu", "#": "En plein air"}},
}


def edof(**changes: Node) -> bytes:
    return node("lheo", {"@xmlns": EDOF, "offres": {"formation": OFFER | changes}}).encode()


def test_what_mon_compte_formation_adds_is_read() -> None:
    records, run = parse(edof())
    (formation,), (action,) = of_type(records, Formation), of_type(records, ActionFormation)
    (session,), (organisme,) = of_type(records, SessionFormation), of_type(records, OrganismeFormation)
    assert formation.enseignement[-1].paragraphes == ("En plein air",)
    assert formation.contacts[0].telephones == ("01 99 00 00 02",)
    assert action.lieux[0].adresse == ("Maison du vent", "12 RUE des Brises")
    assert (action.prix_total_ttc, action.frais_restants) == ("1500.00", "50.00 € : La toile")
    assert (action.heures_total, action.acces_handicap) == (30, "Une référente")
    assert action.modalites_recrutement[0].paragraphes == ("Un entretien",)
    assert session.contacts[0].telephones == ("01 99 00 00 01",)
    assert session.modalites_inscription == "Sur dossier"
    assert (organisme.nom, organisme.siret) == ("SIRET 12345678900011", "12345678900011")
    assert "Mon Compte Formation" in formation.provenance.editeur
    assert "Carif" not in formation.provenance.licence
    assert issues_of(run) == {}


def test_an_organisme_without_a_name_takes_that_of_another_feed() -> None:
    for bodies in ((edof(), feed(FORMATION)), (feed(FORMATION), edof())):
        records, _ = parse(*bodies)
        names = {one.siret: one.nom for one in of_type(records, OrganismeFormation)}
        assert names["12345678900011"] == "La maison du vent"


def test_the_element_of_the_language_is_read_before_the_complement() -> None:
    action = OFFER["action"] | {"prix-total-TTC": "1200", "nombre-heures-total": "28"}
    records, _ = parse(edof(action=action))
    (found,) = of_type(records, ActionFormation)
    assert (found.prix_total_ttc, found.heures_total) == ("1200", 28)


def test_a_street_that_is_said_already_is_not_said_again() -> None:
    adresse = ADDRESS | {"ligne": "12 rue des Brises"}
    action = OFFER["action"] | {"lieu-de-formation": {"coordonnees": {"adresse": adresse}}}
    records, _ = parse(edof(action=action))
    assert of_type(records, ActionFormation)[0].lieux[0].adresse == ("12 rue des Brises",)


def test_a_file_of_other_rules_is_not_judged_by_the_norm() -> None:
    report = verify(edof())
    assert report.est_conforme
    assert [said.regle for said in report.constats if said.regle.startswith("lheo")] == ["lheo-version"]
    assert "Mon Compte Formation" in next(s.message for s in report.constats if s.regle == "lheo-version")


def test_what_nobody_knows_in_a_file_of_other_rules_is_still_said() -> None:
    report = verify(edof(surprise="?"))
    assert any(said.champ == "formation/surprise" for said in report.constats)


def test_before_the_2_2_an_action_says_when_and_where_to_enrol() -> None:
    session = {key: value for key, value in SESSION.items() if "inscription" not in key}
    action = {
        **ACTION,
        "adresse-inscription": {"adresse": {"ville": "Ventbourg"}},
        "date-inscription": {"date": "20260101"},
        "date-limite-inscription": {"date": "20260131"},
        "session": session,
    }
    found, run = one(SessionFormation, FORMATION | {"action": action})
    assert found.lieu_inscription.ville == "Ventbourg"
    assert (found.periode_inscription.debut, found.periode_inscription.fin) == (
        date(2026, 1, 1),
        date(2026, 1, 31),
    )
    assert issues_of(run) == {}


@pytest.mark.parametrize("space", ["http://www.lheo.org/2.0", "http://www.lheo.org/2.1"])
def test_the_version_before_is_known(space: str) -> None:
    _, run = parse(feed(FORMATION).replace(b"http://lheo.gouv.fr/2.3", space.encode()))
    assert issues_of(run) == {}


FORMATIONS = node("formation", FORMATION)


@pytest.mark.parametrize(
    "body",
    [
        f"<offres>{FORMATIONS}</offres>",
        FORMATIONS,
        f"<formations>{FORMATIONS}</formations>",
        f"<s:Envoi xmlns:s='urn:s'><s:Corps><lheo><offres>{FORMATIONS}</offres></lheo></s:Corps></s:Envoi>",
    ],
    ids=["offres", "formation", "formations", "enveloppe"],
)
def test_formations_under_another_root_are_read_and_the_root_is_said(body: str) -> None:
    report = verify(body.encode())
    assert (report.nature, report.enregistrements["formation"]) == ("lheo", 1)
    assert any("commence par « lheo »" in said.message for said in report.constats)
    records, _ = parse(body.encode())
    assert len(of_type(records, ActionFormation)) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"<lheo><offres><offre-formation><intitule-formation>X</intitule-formation></offre-formation></offres></lheo>",
        b"<lheo-leger><resumes-offres/></lheo-leger>",
    ],
)
def test_the_1_3_is_refused_in_words(body: bytes) -> None:
    with pytest.raises(ParseError, match=r"LHEO 1\.3"):
        parse(body)
    assert any("LHEO 2.3" in said.message for said in verify(body).constats if said.regle == "lecture")


def test_an_organisme_without_name_nor_siret_is_reported() -> None:
    _, run = parse(feed(FORMATION | {"organisme-formation-responsable": {"numero-activite": "53290000000"}}))
    assert issues_of(run) == {"MALFORMED": 1}


def test_a_file_with_a_formation_of_another_source_is_not_taken_for_a_feed() -> None:
    report = verify(b"<formations><formation><identifiant>FOR.1</identifiant></formation></formations>")
    assert report.nature == "editeur"
