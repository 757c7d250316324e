"""Faults that pydantic finds in a record, in French."""

from collections.abc import Iterable, Iterator
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from rapidfuzz import process

from mappings.conformity.report import Constat, finding, shown
from mappings.records import Record
from mappings.records.codes import EN_MOTS

_MESSAGES = {
    "missing": "Champ obligatoire absent.",
    "string_pattern_mismatch": "« {value} » n'a pas la forme attendue. Attendu : {pattern}.",
    "literal_error": "« {value} » n'est pas une valeur admise : {expected}.",
    "string_type": "« {value} » : un texte est attendu.",
    "string_too_short": "Le texte est vide.",
    "bool_type": "« {value} » : vrai ou faux est attendu.",
    "bool_parsing": "« {value} » : vrai ou faux est attendu.",
    "tuple_type": "« {value} » : une liste est attendue.",
    "model_type": "« {value} » : un objet est attendu.",
    "greater_than_equal": "« {value} » est trop petit : au moins {ge}.",
    "less_than_equal": "« {value} » est trop grand : au plus {le}.",
}
_FAMILIES = {
    "int": "« {value} » : un nombre entier est attendu.",
    "float": "« {value} » : un nombre est attendu.",
    "date": "« {value} » : une date AAAA-MM-JJ est attendue.",
}
_NEAR = 80
_OTHERWISE = "« {value} » n'est pas accepté."
_RULES = {"missing": "champ-obligatoire", "extra_forbidden": "champ-inconnu"}


def in_french(fault: Any, record_type: type[Record], *, record: str, line: int) -> Constat:
    kind, path = str(fault["type"]), ".".join(map(str, fault["loc"]))
    if kind == "extra_forbidden":
        message = _unknown(str(fault["loc"][-1]), record_type)
    elif kind == "value_error":
        message = f"{str(fault['ctx']['error']).capitalize()}."
    else:
        template = _MESSAGES.get(kind) or _FAMILIES.get(kind.split("_", maxsplit=1)[0], _OTHERWISE)
        context = fault.get("ctx", {})
        asked = EN_MOTS.get(context.get("pattern"), context.get("pattern"))
        message = template.format_map({"value": shown(fault["input"]), **context, "pattern": asked})
    if kind == "missing" and (said := _described(record_type, fault["loc"])):
        message = f"{message[:-1]} : {said}."
    return finding(_RULES.get(kind, "valeur"), message, line=line, record=record, field=path or None)


def _described(model: type[BaseModel] | None, path: Iterable[str | int]) -> str:
    """What the common format says of a field, which may be inside others."""
    said = ""
    for name in (part for part in path if isinstance(part, str)):
        field = model.model_fields.get(name) if model else None
        said = _words_of(field) if field else ""
        model = next(_models(field.annotation), None) if field else None
    return said


def _words_of(field: FieldInfo) -> str:
    said = (field.description or "").rstrip(".")
    values = get_args(field.annotation) if get_origin(field.annotation) is Literal else ()
    return said[:1].lower() + said[1:] + (f" ({', '.join(map(str, values))})" if values else "")


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


def _unknown(field: str, record_type: type[Record]) -> str:
    near = process.extractOne(field[:100], record_type.model_fields.keys(), score_cutoff=_NEAR)
    hint = f" Peut-être « {near[0]} » ?" if near else ""
    return f"Le format commun n'a pas ce champ.{hint}"
