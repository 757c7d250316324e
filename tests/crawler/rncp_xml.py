"""Fiches of the RNCP in the layout of the V4.1 flow, written for the tests: kites have no certification."""

from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape

Node = str | list[Any] | Mapping[str, Any]

FICHE: dict[str, Node] = {
    "ID_FICHE": "1",
    "NUMERO_FICHE": "RNCP99001",
    "NOUVELLES_CERTIFICATIONS": {"NOUVELLE_CERTIFICATION": {"ID_FICHE_NOUVELLE_CERTIFICATION": "RNCP99008"}},
    "ANCIENNES_CERTIFICATIONS": {
        "ANCIENNE_CERTIFICATION": [
            {"ID_FICHE_ANCIENNE_CERTIFICATION": "RNCP99002"},
            {"ID_FICHE_ANCIENNE_CERTIFICATION": "RNCP99003"},
        ]
    },
    "INTITULE": "Facteur de cerfs-volants",
    "ABREGE": {"CODE": "CAP", "LIBELLE": "Certificat d'aptitude professionnelle"},
    "ETAT_FICHE": "Publiée",
    "FORMACODES": {"FORMACODE": {"CODE": "99054", "LIBELLE": "Jeu de plein air"}},
    "NOMENCLATURE_EUROPE": {"NIVEAU": "NIV3", "LIBELLE": "Niveau 3"},
    "CODES_IDCC": {"IDCC": {"CODE": "9999", "LIBELLE": "Jeux d'air"}},
    "CODES_NSF": {"NSF": {"CODE": "234u", "LIBELLE": "Bois"}},
    "CERTIFICATEURS": {
        "CERTIFICATEUR": [
            {
                "SIRET_CERTIFICATEUR": "12345678900011",
                "NOM_CERTIFICATEUR": "MAISON DU VENT",
                "NOM_COMMERCIAL": "Le Vent",
                "SITE_INTERNET": "www.exemple.fr/vent",
                "ETAT_CERTIFICATEUR": "Actif",
            },
            {"NOM_CERTIFICATEUR": "MAISON DU FIL", "ETAT_CERTIFICATEUR": "Inactif"},
        ]
    },
    "PARTENAIRES": {"PARTENAIRE": {"NOM_PARTENAIRE": "X", "HABILITATION_PARTENAIRE": "Y"}},
    "ACTIVITES_VISEES": "* Tendre une toile      * Nouer un fil",
    "CAPACITES_ATTESTEES": "Choisir un bois    Coudre une toile",
    "SECTEURS_ACTIVITE": "Ateliers",
    "TYPE_EMPLOI_ACCESSIBLES": "Facteur de cerfs-volants, voilier",
    "CODES_ROME": {"ROME": {"CODE": "B1999", "LIBELLE": "Jouets"}},
    "REGLEMENTATIONS_ACTIVITES": "Pas près d'un aérodrome",
    "SI_JURY_FI": {"ACTIF": "Oui", "COMPOSITION": "Trois juges"},
    "SI_JURY_CA": {"ACTIF": "Non"},
    "SI_JURY_VAE": {"ACTIF": "Oui"},
    "ACCESSIBLE_NOUVELLE_CALEDONIE": "Oui",
    "ACCESSIBLE_POLYNESIE_FRANCAISE": "Non",
    "DATE_DECISION": "04/05/2023",
    "DATE_DE_PUBLICATION": "02/03/2023",
    "STATISTIQUES_PROMOTIONS": {
        "STATISTIQUES_PROMOTION": {
            "ANNEE": "2022",
            "NOMBRE_CERTIFIES": "12",
            "NOMBRE_CERTIFIES_VAE": "3",
            "TAUX_INSERTION_GLOBAL_6MOIS": "75",
            "TAUX_INSERTION_METIER_6MOIS": "66",
            "TAUX_INSERTION_METIER_2ANS": "50",
        }
    },
    "LIEN_URL_DESCRIPTION": "https://exemple.fr/cap",
    "DATE_FIN_ENREGISTREMENT": "31/08/2028",
    "DATE_EFFET": "01/09/2023",
    "DATE_LIMITE_DELIVRANCE": "31/12/2030",
    "TYPE_ENREGISTREMENT": "Enregistrement de droit",
    "BLOCS_COMPETENCES": {
        "BLOC_COMPETENCES": {
            "CODE": "RNCP99001BC01",
            "LIBELLE": "Construire",
            "LISTE_COMPETENCES": "- Scier  - Coller",
            "MODALITES_EVALUATION": "Un cerf-volant qui vole",
            "PREREQUIS_ENTREE_FORMATION_BLOC": "Deux mains",
            "PREREQUIS_VALIDATION_BLOC": "Un jour de vent",
        }
    },
    "OBJECTIFS_CONTEXTE": "Faire voler",
    "PREREQUIS_ENTREE_FORMATION": "Aimer le vent",
    "PREREQUIS_VALIDATION_CERTIFICATION": "Un vol",
    "ACTIF": "Oui",
}


def node(tag: str, content: Node | None) -> str:
    """An element, or several of the same tag if the content is a list; none for None."""
    if content is None:
        return ""
    if isinstance(content, list):
        return "".join(node(tag, one) for one in content)
    if isinstance(content, str):
        return f"<{tag}>{escape(content)}</{tag}>"
    return f"<{tag}>{''.join(node(name, inner) for name, inner in content.items())}</{tag}>"


def fiche(**changes: Node | None) -> str:
    return node("FICHE", FICHE | changes)


def flow(*fiches: str, version: str | None = "4.1") -> bytes:
    return f"<FICHES>{node('VERSION_FLUX', version)}{''.join(fiches)}</FICHES>".encode()
