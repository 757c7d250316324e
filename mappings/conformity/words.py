"""Faults that pydantic finds in a record, in French."""

from typing import Any

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
    return finding(_RULES.get(kind, "valeur"), message, line=line, record=record, field=path or None)


def _unknown(field: str, record_type: type[Record]) -> str:
    near = process.extractOne(field[:100], record_type.model_fields.keys(), score_cutoff=_NEAR)
    hint = f" Peut-être « {near[0]} » ?" if near else ""
    return f"Le format commun n'a pas ce champ.{hint}"
