"""A telephone number as one dials it in France, in one writing whatever the source's."""

import re

_PREFIX = re.compile(r"(?:\+|00)(?:33|262|508|590|594|596)(?=\d{9}$)")
_SPACES = re.compile(r"[\s.\-]+|\(0\)")


def telephone(numero: str) -> str:
    """« +33 4 78 28 37 09 » is « 04 78 28 37 09 »; any other number than ten French digits is left alone."""
    digits = _PREFIX.sub("0", _SPACES.sub("", numero))
    if not re.fullmatch(r"0\d{9}", digits):
        return numero
    return " ".join(digits[start : start + 2] for start in range(0, 10, 2))
