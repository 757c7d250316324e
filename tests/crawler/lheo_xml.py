"""Offers in LHEO 2.2 and 2.3, and a search answer, written for the tests: kites have no real school."""

from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

Node = str | list[Any] | Mapping[str, Any] | None

NAMESPACES = {"2.2": "http://www.lheo.org/2.2", "2.3": "http://lheo.gouv.fr/2.3", "": ""}

ADDRESS: dict[str, Node] = {
    "denomination": "Maison du vent",
    "ligne": ["1 rue des Essais", "Bâtiment B"],
    "codepostal": "99100",
    "ville": "Ventbourg",
    "departement": "29",
    "code-INSEE-commune": "29233",
    "code-INSEE-canton": "2901",
    "region": "53",
    "pays": "FR",
    "geolocalisation": {"latitude": "47,88", "longitude": "-3.55"},
}
REACH: dict[str, Node] = {
    "adresse": ADDRESS,
    "telfixe": {"numtel": "01 99 00 00 01"},
    "portable": {"numtel": "06 99 00 00 02"},
    "fax": {"numtel": "01 99 00 00 03"},
    "courriel": "accueil@exemple.fr",
    "web": {"urlweb": "exemple.fr/vent"},
}
SESSION: dict[str, Node] = {
    "@numero": "S1",
    "@datemaj": "20260102",
    "periode": {"debut": "20260300", "fin": "20260400"},
    "adresse-inscription": {"adresse": {"ville": "Ventbourg"}},
    "modalites-inscription": "Par lettre",
    "periode-inscription": {"periode": {"debut": "20260101", "fin": "20260131"}},
    "etat-recrutement": "1",
    "recrutement": {
        "modalite-recrutement": "8",
        "code-perimetre-recrutement": "2",
        "infos-perimetre-recrutement": "Le pays du vent",
        "a-distance": "0",
        "adresse": {"ville": "Ventbourg"},
        "urlweb": "https://exemple.fr/rdv",
        "nb-places": "9",
        "periode": {"debut": "20260201", "fin": "20260202"},
        "heure-debut": "9h",
        "heure-fin": "12h",
        "commentaire": "Apporter du fil",
    },
    "url-session": {"urlweb": "exemple.fr/s1"},
    "contact-session": {"type-contact": "4", "coordonnees": {"telfixe": {"numtel": "01 99 00 00 04"}}},
    "reference-certification": {"reference-code-RNCP": "99001"},
    "blocs-competences": {
        "validation-blocs": "1",
        "reference-certification": {"reference-code-RS": "RS99", "reference-code-CERTIFINFO": "77"},
        "bloc-competences": {"libelle-bloc": "Nouer", "code-bloc": "RNCP99001BC01"},
    },
    "cycle": {
        "type-cycle": "1",
        "annee-cycle": ["1", "2"],
        "effectif-minimal": "5",
        "capacite-simultanee": "12",
        "capacite-cumulee": "24",
        "alternance": {
            "type-alternance": "1",
            "rythme-alternance": {
                "unite-rythme-alternance": "3",
                "unites-entreprise": "2",
                "unites-centre": "1",
            },
        },
    },
}
ACTION: dict[str, Node] = {
    "@numero": "A1",
    "rythme-formation": "Temps plein",
    "code-public-vise": [{"@ref": "V14", "#": "83056"}, {"@ref": "V14", "#": "82044"}],
    "info-public-vise": "Qui aime le vent",
    "niveau-entree-obligatoire": "1",
    "modalites-alternance": "Deux semaines sur trois dehors",
    "modalites-enseignement": "1",
    "conditions-specifiques": "Savoir courir",
    "prise-en-charge-frais-possible": "1",
    "lieu-de-formation": {
        "SIRET-lieu-formation": {"SIRET": "12345678900029"},
        "code-UAI-lieu-formation": {"code-UAI": "0290000A"},
        "coordonnees": REACH,
    },
    "modalites-entrees-sorties": "1",
    "url-action": {"urlweb": "https://exemple.fr/a1"},
    "duree-cycle": "2",
    "session": SESSION,
    "adresse-information": {"adresse": {"ville": "Ventbourg"}},
    "date-information": {"date": "20260115"},
    "restauration": "Cantine",
    "hebergement": "Sous la tente",
    "transport": "À pied",
    "acces-handicapes": "Plain-pied",
    "langue-formation": ["fr", "EN"],
    "modalites-recrutement": "Sur entretien",
    "modalites-pedagogiques": "Dehors",
    "code-modalite-pedagogique": {"@ref": "V14", "#": "96128"},
    "equipement": {"type-equipement": "3", "cout-indicatif-equipement": "20", "commentaire": "Des gants"},
    "frais-restants": "Le fil",
    "code-perimetre-recrutement": "3",
    "infos-perimetre-recrutement": "Et au-delà",
    "prix-horaire-TTC": "10.5",
    "prix-total-TTC": "1050",
    "duree-indicative": "Trois semaines",
    "nombre-heures-centre": "60",
    "nombre-heures-entreprise": "40",
    "nombre-heures-total": "100",
    "detail-conditions-prise-en-charge": "Selon le vent",
    "conventionnement": "1",
    "duree-conventionnee": "90",
    "organisme-formateur": {
        "SIRET-formateur": {"SIRET": "12345678900037"},
        "raison-sociale-formateur": "L'école du fil",
        "contact-formateur": {"coordonnees": {"telfixe": {"numtel": "01 99 00 00 05"}}},
        "potentiel": {"code-FORMACODE": {"@ref": "V14", "#": "45094"}},
        "code-UAI-formateur": {"code-UAI": "0290001B"},
        "reference-certification": {"reference-code-RNCP": "RNCP99001"},
    },
    "organisme-financeur": {"code-financeur": "2", "nb-places-financees": "6"},
    "enseignement": {
        "libelle-enseignement": "Météo",
        "type-enseignement": "9",
        "obligatoire": "0",
        "commentaire": "Le matin",
    },
}
ORGANISME: dict[str, Node] = {
    "@numero": "O1",
    "numero-activite": "53290000000",
    "SIRET-organisme-formation": {"SIRET": "12345678900011"},
    "nom-organisme": "La maison du vent",
    "raison-sociale": "VENT SARL",
    "coordonnees-organisme": {"coordonnees": REACH},
    "contact-organisme": {
        "type-contact": "1",
        "coordonnees": {"courriel": "handicap@exemple.fr"},
    },
    "renseignements-specifiques": "Certifié Qualiopi. H+ en cours",
    "potentiel": {"code-FORMACODE": [{"@ref": "V14", "#": "45094"}, "15436"]},
    "code-UAI-organisme-formation": {"code-UAI": "0290002C"},
}
FORMATION: dict[str, Node] = {
    "@numero": "F1",
    "@datemaj": "20260101",
    "domaine-formation": {
        "code-FORMACODE": [{"@ref": "V14", "@tag": "principal", "#": "45094"}, "15436"],
        "code-NSF": "234",
        "code-ROME": ["B1801", "H2206"],
    },
    "intitule-formation": "Facteur de cerfs-volants",
    "objectif-formation": "<p>Faire voler.</p><ul><li>Haut</li><li>Longtemps</li></ul>",
    "resultats-attendus": "Un vol",
    "contenu-formation": "Bois\nToile",
    "certifiante": "1",
    "contact-formation": {"type-contact": "13", "coordonnees": {"courriel": "vae@exemple.fr"}},
    "parcours-de-formation": "2",
    "code-niveau-entree": "4",
    "objectif-general-formation": "6",
    "certification": [
        {"code-RNCP": "99001", "code-CERTIFINFO": "77", "code-CPF": "CPF12"},
        {"code-RS": "RS99"},
    ],
    "code-type-formation": {"code-CPF": "CPF13", "code-ELU": "ELU14"},
    "code-niveau-sortie": "14",
    "url-formation": {"urlweb": "www.exemple.fr/f1"},
    "action": ACTION,
    "organisme-formation-responsable": ORGANISME,
    "positionnement": "2",
    "sous-modules": {"sous-module": {"reference-module": "M2", "type-module": "1"}},
}
SUMMARY: dict[str, Node] = {
    "@numero": "14_AF_1_SE_2",
    "@file": "https://exemple.fr/offre/14_AF_1_SE_2",
    "@href": "https://exemple.fr",
    "domaine-formation": {"code-FORMACODE": "45094", "code-NSF": "234", "code-ROME": "B1801"},
    "intitule-formation": "Facteur de cerfs-volants",
    "nom-organisme": {"@numero": "14_OF_3", "#": "La maison du vent"},
    "SIRET": "12345678900011",
    "codepostal": "29",
    "code-INSEE-commune": "29233",
    "ville": "Ventbourg",
    "departement": "29",
    "region": "53",
    "certifiante": "0",
    "code-niveau-entree": "1",
    "prise-en-charge-frais-possible": "0",
    "modalites-enseignement": "2",
    "code-public-vise": "83056",
    "nombre-heures-total": "300",
    "session": {"periode": {"debut": "20260301", "fin": "20260331"}},
    "contact-formation-resume": {"nom": "DUPONT-FICTIF", "telfixe": {"numtel": "01 99 00 00 06"}},
    "certification": {"code-RNCP": "99001"},
    "extras": [
        {
            "@info": "geolocalisation",
            "extra": [{"@info": "latitude", "#": "47.88"}, {"@info": "longitude", "#": "-3.55"}],
        },
        {"@info": "complements", "extra": {"@info": "code-niveau-sortie", "#": "14"}},
    ],
}


def node(tag: str, content: Node) -> str:
    """An element; one per item of a list; none for None. « @x » is an attribute, « # » the text."""
    if content is None:
        return ""
    if isinstance(content, list):
        return "".join(node(tag, one) for one in content)
    if isinstance(content, str):
        return f"<{tag}>{escape(content)}</{tag}>"
    attributes = "".join(
        f" {key[1:]}={quoteattr(str(v))}" for key, v in content.items() if v and key[0] == "@"
    )
    inner = "".join(node(key, value) for key, value in content.items() if key[0] not in "@#")
    return f"<{tag}{attributes}>{escape(str(content.get('#', '')))}{inner}</{tag}>"


def feed(*formations: Mapping[str, Node], version: str = "2.3") -> bytes:
    inner = {"offres": {"formation": list(formations)}}
    return node("lheo", {"@xmlns": NAMESPACES[version], **inner}).encode()


def answer(*summaries: Mapping[str, Node], notices: Node = None, version: str = "2.2") -> bytes:
    extras = notices and {"@info": "FLUX-CARIF", "extra": notices}
    inner = {"resumes-offres": {"resume-offre": list(summaries), "extras": extras}}
    return node("lheo-index", {"@xmlns": NAMESPACES[version], **inner}).encode()


def without_2_3(content: Node) -> Node:
    """The same offer without what the 2.2 does not know."""
    if isinstance(content, list):
        return [without_2_3(one) for one in content]
    if isinstance(content, Mapping):
        return {key: without_2_3(value) for key, value in content.items() if key not in ONLY_2_3}
    return content


ONLY_2_3 = {
    "type-contact",
    "contact-session",
    "code-CPF",
    "code-RS",
    "code-type-formation",
    "duree-cycle",
    "equipement",
    "enseignement",
    "code-UAI-organisme-formation",
    "code-UAI-formateur",
    "reference-certification",
    "code-UAI-lieu-formation",
    "SIRET-lieu-formation",
    "url-session",
    "cycle",
    "blocs-competences",
    "recrutement",
    "denomination",
}
