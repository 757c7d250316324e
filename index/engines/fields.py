"""The fields of the documents, whichever the engine: each engine says how it keeps each kind.

A field is written here once; the tantivy schema and the Elasticsearch mapping are both made from it.
"""

from collections.abc import Mapping
from enum import StrEnum


class Kind(StrEnum):
    CLES = "cles"
    """Keys analysed by `nlp/`, joined by spaces: searched, never given back."""
    POSITION = "position"
    """Number of the document in its group: given back with a hit, breaks ties."""
    CODE = "code"
    """Looked up whole."""
    CONTENU = "contenu"
    """Bytes given back for tens or hundreds of documents at once."""
    PAGE = "page"
    """Text given back for one document at a time."""
    RANG = "rang"
    """Looked up whole, or by its first letters, in alphabetical order."""


ORDRE = "ordre"
CLES = "cles"
TEXTE = "texte"
CODE = "code"
CARTE = "carte"
VUE = "vue"
REFERENCES = "references"
CLE = "cle"

LABEL_FIELDS: Mapping[str, Kind] = {
    ORDRE: Kind.POSITION,
    CLES: Kind.CLES,
    TEXTE: Kind.CONTENU,
}
ENTITY_FIELDS: Mapping[str, Kind] = {
    ORDRE: Kind.POSITION,
    CLES: Kind.CLES,
    REFERENCES: Kind.CLES,
    CODE: Kind.CODE,
    CARTE: Kind.CONTENU,
    VUE: Kind.PAGE,
}
ANNEX_FIELDS: Mapping[str, Kind] = {
    CLE: Kind.RANG,
    VUE: Kind.PAGE,
}
"""What is read by its key and never searched: places by name, figures by territory."""
