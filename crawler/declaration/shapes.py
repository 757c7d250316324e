"""The fields that a page may fill, and what each one is made of."""

from enum import StrEnum


class Shape(StrEnum):
    TEXT = "texte"
    LIST = "liste de textes"
    SECTIONS = "paragraphes"
    FORMATIONS = "formations nommées"
    METIERS = "métiers nommés"
    LABELS = "libellés"
    ROME = "codes ROME"
    RNCP = "codes RNCP"
    DECLARED = "valeur déclarée dans lookups"
    DATE = "date"


OF_EVERY_PAGE = {
    "date_maj": Shape.DATE,
    "editeur": Shape.TEXT,
    "licence": Shape.TEXT,
    "mots_cles": Shape.LIST,
    "codes_rome": Shape.ROME,
}

SHAPES: dict[str, dict[str, Shape]] = {
    "fiche": OF_EVERY_PAGE
    | {
        "titre": Shape.TEXT,
        "synonymes": Shape.LIST,
        "accroche": Shape.SECTIONS,
        "nature_travail": Shape.SECTIONS,
        "competences": Shape.SECTIONS,
        "conditions_travail": Shape.SECTIONS,
        "acces_metier": Shape.SECTIONS,
        "vie_professionnelle": Shape.SECTIONS,
        "formations": Shape.FORMATIONS,
        "centres_interet": Shape.LABELS,
        "secteurs": Shape.LABELS,
        "statuts": Shape.LABELS,
        "metiers_associes": Shape.METIERS,
        "domaines": Shape.LIST,
    },
    "formation": OF_EVERY_PAGE
    | {
        "intitule": Shape.TEXT,
        "sigle": Shape.TEXT,
        "type_formation": Shape.TEXT,
        "sigle_type": Shape.TEXT,
        "duree": Shape.TEXT,
        "niveau": Shape.DECLARED,
        "niveau_certification": Shape.TEXT,
        "codes_certification": Shape.RNCP,
        "tutelle": Shape.TEXT,
        "voies": Shape.DECLARED,
        "descriptif": Shape.SECTIONS,
        "acces": Shape.SECTIONS,
        "attendus": Shape.SECTIONS,
        "enseignement": Shape.SECTIONS,
        "poursuite_etudes": Shape.SECTIONS,
        "poursuites": Shape.FORMATIONS,
        "metiers": Shape.METIERS,
        "domaines": Shape.LIST,
        "resultats_attendus": Shape.SECTIONS,
    },
}
"""Type of record → field → shape."""
TITLES = {"fiche": "titre", "formation": "intitule"}
