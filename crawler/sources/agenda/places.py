"""Where an event is, in the words of its source: a name, an address, a postcode, a commune."""

import re
from typing import Any

_POSTCODE = re.compile(r"(?<!\d)(\d{5})(?!\d)\s*([^\d,;()\n]*)")
_PARTS = re.compile(r"\s*[,;\n]\s*")
_CEDEX = re.compile(r"\s*\bcedex\b.*", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+")


def place_of(location: str) -> dict[str, Any]:
    """« Halle, 3 rue X, 44000 Nantes » → its name, its address, its postcode and its commune."""
    said = " ".join(_ADDRESS.sub("", location).split(" ")).strip(" ,;\n")
    parts = [part for part in _PARTS.split(said) if part]
    if not parts:
        return {}
    found = _POSTCODE.search(said)
    is_named = len(parts) > 1 and not parts[0][0].isdigit()
    return {
        "lieu": parts[0] if is_named or len(parts) == 1 else None,
        "adresse": ", ".join(parts[1:] if is_named else parts) if len(parts) > 1 else None,
        "code_postal": found[1] if found else None,
        "commune": (_CEDEX.sub("", found[2]).strip(" -") or None) if found else None,
    }
