"""LHEO 2.2 and 2.3, element by element: each is a field of a record, or declared ignored."""

from copy import deepcopy
from datetime import date
from itertools import pairwise

import pytest
from lxml import etree

from mappings.records import ActionFormation, Formation, OrganismeFormation, SessionFormation
from tests.crawler.factories import issues_of, real_spec
from tests.crawler.lheo_reading import (
    facts,
    of_type,
    one,
    parse,
    section,
)
from tests.crawler.lheo_xml import (
    FORMATION,
    SUMMARY,
    answer,
    feed,
    without_2_3,
)

PLACE = {
    "denomination": "Maison du vent",
    "adresse": ("1 rue des Essais", "Bâtiment B"),
    "code_postal": "99100",
    "ville": "Ventbourg",
    "code_insee": "29233",
    "code_departement": "29",
    "code_region": "53",
    "pays": "FR",
    "latitude": 47.88,
    "longitude": -3.55,
}


def test_every_element_of_a_formation() -> None:
    found, run = one(Formation)
    assert facts(found) == {
        "id": "formation:LHEO.F1",
        "code": "LHEO.F1",
        "intitule": "Facteur de cerfs-volants",
        "niveau": 4,
        "niveau_sortie": "niveau 4",
        "niveau_entree": "niveau V (CAP, BEP)",
        "code_certification": "RNCP99001",
        "codes_certification": ("RNCP99001", "RS99"),
        "codes_certifinfo": ("77",),
        "codes_cpf": ("CPF12", "CPF13"),
        "codes_elu": ("ELU14",),
        "codes_formacode": ("45094", "15436"),
        "version_formacode": "14",
        "codes_nsf": ("234",),
        "codes_rome": ("B1801", "H2206"),
        "voies": ("apprentissage",),
        "descriptif": section("Faire voler.", "Haut", "Longtemps"),
        "resultats_attendus": section("Un vol"),
        "enseignement": section("Bois", "Toile"),
        "est_certifiante": True,
        "objectif_general": "Certification",
        "parcours": "individualisé",
        "positionnement": "pédagogique",
        "liens": ("https://www.exemple.fr/f1",),
        "contacts": ({"type_contact": "Référent VAE", "courriel": "vae@exemple.fr"},),
        "organisme": "organisme-formation:12345678900011",
    }
    assert found.provenance.date_maj == date(2026, 1, 1)
    assert issues_of(run) == {}


def test_every_element_of_an_action() -> None:
    found, _ = one(ActionFormation)
    assert facts(found) == {
        "id": "action-formation:A1",
        "numero": "A1",
        "formation": "formation:LHEO.F1",
        "organisme": "organisme-formation:12345678900037",
        "organisme_responsable": "organisme-formation:12345678900011",
        "organismes_formateurs": ("organisme-formation:12345678900037",),
        "code_insee": "29233",
        "lieux": (
            PLACE
            | {
                "telephones": ("01 99 00 00 01", "06 99 00 00 02"),
                "courriel": "accueil@exemple.fr",
                "liens": ("https://exemple.fr/vent",),
                "siret": "12345678900029",
                "code_uai": "0290000A",
            },
        ),
        "voies": ("apprentissage",),
        "est_conventionnee": True,
        "prise_en_charge_possible": True,
        "conditions_prise_en_charge": "Selon le vent",
        "financeurs": ({"code": "2", "libelle": "Conseil régional", "nb_places": 6},),
        "frais_restants": "Le fil",
        "prix_horaire_ttc": "10.5",
        "prix_total_ttc": "1050",
        "codes_public": ("83056", "82044"),
        "version_formacode_public": "14",
        "public": "Qui aime le vent",
        "est_niveau_entree_obligatoire": True,
        "conditions_specifiques": section("Savoir courir"),
        "modalites_recrutement": section("Sur entretien"),
        "perimetre_recrutement": "région",
        "precision_perimetre": "Et au-delà",
        "entrees_sorties": "permanentes",
        "modalites_enseignement": "mixte",
        "rythme": "Temps plein",
        "alternance": "Deux semaines sur trois dehors",
        "duree": "Trois semaines",
        "duree_cycle": 2,
        "heures_total": 100,
        "heures_centre": 60,
        "heures_entreprise": 40,
        "heures_conventionnees": 90,
        "langues": ("fr", "en"),
        "modalites_pedagogiques": "Dehors",
        "codes_modalite_pedagogique": ("96128",),
        "version_formacode_modalite": "14",
        "enseignements": (
            {
                "libelle": "Météo",
                "type_enseignement": "enseignement général",
                "est_obligatoire": False,
                "commentaire": "Le matin",
            },
        ),
        "equipements": (
            {"type_equipement": "protection des mains", "cout_indicatif": 20, "commentaire": "Des gants"},
        ),
        "restauration": "Cantine",
        "hebergement": "Sous la tente",
        "transport": "À pied",
        "acces_handicap": "Plain-pied",
        "lieu_information": {"ville": "Ventbourg"},
        "dates_information": (date(2026, 1, 15),),
        "liens": ("https://exemple.fr/a1",),
    }


def test_every_element_of_a_session() -> None:
    found, _ = one(SessionFormation)
    assert facts(found) == {
        "id": "session-formation:A1:S1",
        "numero": "S1",
        "action": "action-formation:A1",
        "periode": {"debut": date(2026, 3, 1), "fin": date(2026, 4, 30), "precision": "mois"},
        "etat_recrutement": "ouvert",
        "modalites_inscription": "Par lettre",
        "periode_inscription": {"debut": date(2026, 1, 1), "fin": date(2026, 1, 31)},
        "lieu_inscription": {"ville": "Ventbourg"},
        "recrutements": (
            {
                "modalite": "entretien ou rendez-vous individuel",
                "perimetre": "département",
                "precision_perimetre": "Le pays du vent",
                "est_a_distance": False,
                "lieu": {"ville": "Ventbourg"},
                "liens": ("https://exemple.fr/rdv",),
                "nb_places": 9,
                "periode": {"debut": date(2026, 2, 1), "fin": date(2026, 2, 2)},
                "heure_debut": "9h",
                "heure_fin": "12h",
                "commentaire": "Apporter du fil",
            },
        ),
        "liens": ("https://exemple.fr/s1",),
        "contacts": ({"type_contact": "Accueil", "telephones": ("01 99 00 00 04",)},),
        "certifications": ("RNCP99001",),
        "blocs": (
            {
                "code": "RNCP99001BC01",
                "intitule": "Nouer",
                "validation": "tous les blocs",
                "certifications": ("RS99", "CERTIFINFO77"),
            },
        ),
        "cycles": (
            {
                "type_cycle": "contrat d'apprentissage",
                "annees": (1, 2),
                "effectif_minimal": 5,
                "capacite_simultanee": 12,
                "capacite_cumulee": 24,
                "type_alternance": "contrat d'apprentissage",
                "unite_alternance": "semaine",
                "unites_entreprise": 2,
                "unites_centre": 1,
            },
        ),
    }
    assert found.provenance.date_maj == date(2026, 1, 2)


def test_every_element_of_an_organisme() -> None:
    responsible, trainer = of_type(parse(feed(FORMATION))[0], OrganismeFormation)
    assert facts(responsible) == {
        "id": "organisme-formation:12345678900011",
        "nom": "La maison du vent",
        "raison_sociale": "VENT SARL",
        "siret": "12345678900011",
        "numero": "O1",
        "numero_activite": "53290000000",
        "code_uai": "0290002C",
        "labels": ({"libelle": "Qualiopi"},),
        "renseignements": section("Certifié Qualiopi. H+ en cours"),
        "coordonnees": PLACE
        | {
            "telephones": ("01 99 00 00 01", "06 99 00 00 02"),
            "courriel": "accueil@exemple.fr",
            "liens": ("https://exemple.fr/vent",),
        },
        "contacts": ({"type_contact": "Référent handicap", "courriel": "handicap@exemple.fr"},),
        "codes_formacode": ("45094", "15436"),
        "version_formacode": "14",
    }
    assert facts(trainer) == {
        "id": "organisme-formation:12345678900037",
        "nom": "L'école du fil",
        "siret": "12345678900037",
        "code_uai": "0290001B",
        "contacts": ({"telephones": ("01 99 00 00 05",)},),
        "codes_formacode": ("45094",),
        "version_formacode": "14",
        "certifications": ("RNCP99001",),
    }


def test_a_search_answer_gives_a_formation_its_action_and_its_sessions() -> None:
    records, run = parse(answer(SUMMARY))
    formation, offered, occurrence, organisme = records
    assert facts(formation) == {
        "id": "formation:LHEO.14_AF_1_SE_2",
        "code": "LHEO.14_AF_1_SE_2",
        "intitule": "Facteur de cerfs-volants",
        "niveau": 4,
        "niveau_sortie": "niveau 4",
        "niveau_entree": "sans niveau spécifique",
        "code_certification": "RNCP99001",
        "codes_certification": ("RNCP99001",),
        "codes_nsf": ("234",),
        "codes_rome": ("B1801",),
        "codes_formacode": ("45094",),
        "est_certifiante": False,
        "contacts": ({"telephones": ("01 99 00 00 06",)},),
        "organisme": organisme.id,
    }
    assert formation.provenance.url == "https://exemple.fr/offre/14_AF_1_SE_2"
    assert facts(offered) == {
        "id": "action-formation:14_AF_1_SE_2",
        "numero": "14_AF_1_SE_2",
        "formation": formation.id,
        "organisme": organisme.id,
        "organisme_responsable": organisme.id,
        "code_insee": "29233",
        "lieux": (
            {
                "ville": "Ventbourg",
                "code_insee": "29233",
                "code_departement": "29",
                "code_region": "53",
                "latitude": 47.88,
                "longitude": -3.55,
            },
        ),
        "prise_en_charge_possible": False,
        "codes_public": ("83056",),
        "modalites_enseignement": "distance",
        "heures_total": 300,
    }
    assert (occurrence.action, occurrence.periode.debut) == (offered.id, date(2026, 3, 1))
    assert (organisme.nom, organisme.numero) == ("La maison du vent", "14_OF_3")
    assert organisme.provenance.url is None, "the page of an offer is not about its organisme"
    assert issues_of(run) == {}


@pytest.mark.parametrize("version", ["2.2", "2.3", ""])
def test_the_same_offer_in_any_namespace(version: str) -> None:
    old = without_2_3(FORMATION)
    (reference, _), (found, run) = parse(feed(old)), parse(feed(old, version=version))
    assert found == reference
    assert issues_of(run) == {}


def test_an_unknown_namespace_is_read_and_reported() -> None:
    body = feed(FORMATION).replace(b"http://lheo.gouv.fr/2.3", b"http://lheo.gouv.fr/9")
    records, run = parse(body)
    assert len(records) == 5
    assert issues_of(run) == {"UNKNOWN_VALUE": 1}


def leaves() -> list[tuple]:
    """Paths, in the dictionaries above, of every element that holds text."""

    def walk(content, path):
        if isinstance(content, list):
            for rank, child in enumerate(content):
                yield from walk(child, (*path, rank))
        elif isinstance(content, dict) and "#" not in content:
            for key, child in content.items():
                if key[0] != "@":
                    yield from walk(child, (*path, key))
        else:
            yield path

    return list(walk(FORMATION, ()))


def without(path: tuple):
    formation = deepcopy(FORMATION)
    above = formation
    for step in path[:-1]:
        above[step] = deepcopy(above[step])
        above = above[step]
    del above[path[-1]]
    return formation


def is_ignored(path: tuple) -> bool:
    names = [step for step in path if isinstance(step, str)]
    return any(f"{above}/{name}" in IGNORED for above, name in pairwise(names))


IGNORED = {*real_spec("lheo").files["flux"].ignored_columns, "formation/sous-modules"}


@pytest.mark.parametrize("path", leaves(), ids=lambda path: "/".join(map(str, path)))
def test_an_element_changes_the_records_unless_it_is_declared_ignored(path: tuple) -> None:
    whole, _ = parse(feed(FORMATION))
    names = ("formation", *path)
    assert (parse(feed(without(path)))[0] == whole) is is_ignored(names)


@pytest.mark.donnees
@pytest.mark.parametrize("version", ["2.2", "2.3"])
def test_every_element_of_the_official_definition_is_declared(donnees, version: str) -> None:
    path = next(iter(donnees.glob(f"lheo/lheo-{version}-definition*.xml")), None)
    if path is None:
        pytest.skip(f"définition LHEO {version} absente")
    tree = etree.parse(path, etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True))
    named = {"g": tree.getroot().nsmap[None]}
    official = {
        f"{definition.get('name')}/{child.get('name')}"
        for definition in tree.iterfind(".//g:definition", named)
        for child in definition.iterfind(".//g:element", named)
        if child.get("name") != "extras"
    }
    file = real_spec("lheo").files["flux"]
    assert official - {*file.optional_columns, *file.ignored_columns, "extras/extra"} == set()
