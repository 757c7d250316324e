"""How completely a source fills its fields, in words."""

from mappings.records import RECORD_TYPES
from web.wording.words import noms_du_type

_LEAST, _WHOLE = 0.005, 0.995
"""Before and from them on, a share would be rounded to none or to all."""


def champs_incomplets(remplissage: dict[str, dict[str, float]]) -> dict[str, list[tuple[str, str]]]:
    """Kind of record → fields that some of its records leave empty, the fullest first, with its share."""
    kinds = {kind: _incomplete(kind, shares) for kind, shares in remplissage.items() if kind in RECORD_TYPES}
    return {noms_du_type(kind)[0]: fields for kind, fields in kinds.items() if fields}


def _incomplete(kind: str, shares: dict[str, float]) -> list[tuple[str, str]]:
    known = RECORD_TYPES[kind].model_fields
    fields = sorted(shares.items(), key=lambda one: (-one[1], one[0]))
    return [
        (_title(known[name].description or name), _percent(share))
        for name, share in fields
        if name in known and share < _WHOLE
    ]


def _title(description: str) -> str:
    """The first words of what the common format says of a field."""
    return description.partition(",")[0].partition(" ;")[0].partition(" :")[0]


def _percent(share: float) -> str:
    return f"{round(share * 100)}\u00a0%" if share >= _LEAST else "moins de 1\u00a0%"
