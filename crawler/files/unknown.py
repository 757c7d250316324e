"""A file of no known format, in words for who sent it: what it looks like or lacks, what can be sent."""

from collections.abc import Iterable

from crawler.files.recognise import Resembled, columns_of, known_formats, resembled, root_of

_START = 4096
_SHOWN, _LONGEST = 12, 60
_WIDE = (b"\xff\xfe", b"\xfe\xff")
"""A text of two bytes a character: it holds zeros."""
_OTHERWISE = "prendre le format commun en JSON, dont un exemple est sur la page « Vérifier une fiche »"


def what_is_known(content: bytes) -> str:
    """Of a table that is nearly that of a source, the columns it lacks; otherwise, what can be sent."""
    if near := resembled(content):
        return said_of(near)
    return f"{_seen(content)} Que faire : {_OTHERWISE}, ou un format déjà récolté : {known_formats()}."


def said_of(near: Resembled) -> str:
    message = f"Ce fichier ressemble à « {near.spec.titre} », mais il lui manque {_columns(near.missing)}."
    if near.unknown:
        rename = "si l'une d'elles la porte sous un autre nom, le changer"
        message += f" Cette source ne connaît pas {_columns(near.unknown)} : {rename}."
    return message


def _columns(names: tuple[str, ...]) -> str:
    return f"{'la colonne' if len(names) == 1 else 'les colonnes'} {_quoted(names)}"


def _quoted(names: Iterable[str]) -> str:
    said = [f"« {name[:_LONGEST]} »" for name in names]
    return ", ".join(said[:_SHOWN]) + (f" et {len(said) - _SHOWN} autres" if len(said) > _SHOWN else "")


def _seen(content: bytes) -> str:
    """What the file seems to be."""
    if b"\0" in content[:_START] and not content.startswith(_WIDE):
        return "Ce fichier n'est pas un fichier de texte : c'est une image, un programme ou un document."
    if root := root_of(content):
        return f"Ce fichier XML commence par l'élément « {root} », qui n'est d'aucun format connu."
    columns = columns_of(content)
    if len(columns) > 1 and b"\n" in content.strip():
        return f"Tableau dont les colonnes ne sont d'aucun format connu : {_quoted(columns)}."
    return "Aucun format connu : ni JSON, ni XML, ni tableau à colonnes nommées."
