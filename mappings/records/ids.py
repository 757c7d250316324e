"""Stable ids, made of raw codes only: the same object has the same id at every harvest."""

from mappings.records import RECORD_TYPES, Record

_NAME_OF = {cls: name for name, cls in RECORD_TYPES.items()}


def make_id(record_type: type[Record], *codes: str) -> str:
    """`make_id(Metier, "D1102")` → « metier:D1102 »; a fiche has its source too: « fiche:rome:D1102 »."""
    for code in codes:
        if not code or ":" in code or code != code.strip():
            raise ValueError(f"code impropre à un identifiant : {code!r}")
    return ":".join((_NAME_OF[record_type], *codes))


def type_name(record: Record) -> str:
    """Name of the type of a record, as in its id and in file names."""
    return _NAME_OF[type(record)]
