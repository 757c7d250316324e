"""Codes typed in full: ROME, ONISEP, RNCP, and those that this project gives."""

import re

from index.results import Understood

_CODE = re.compile(
    r"(?<![\w.])(?:[A-N]\d{4}|(?:MET|FOR|DEMO)\.\d+|(?:RNCP|RS)\s?\d+"
    r"|(?:LHEO|SITE)\.[\w.-]*\w)(?![\w.])",
    re.IGNORECASE,
)


def read_codes(q: str) -> tuple[str, ...]:
    """Each once, as pages write them."""
    return tuple(dict.fromkeys(_clean(match[0]) for match in _CODE.finditer(q)))


def without_codes(q: str) -> str:
    return _CODE.sub(" ", q)


def chip(q: str, code: str) -> Understood:
    rest = _CODE.sub(lambda match: "" if _clean(match[0]) == code else match[0], q)
    return Understood(nature="code", texte=code, mots=code, q_sans=" ".join(rest.split()))


def _clean(typed: str) -> str:
    """« for.12 » → « FOR.12 »; what comes after « SITE. » keeps its own letters."""
    prefix, dot, rest = typed.partition(".")
    return prefix.upper().replace(" ", "") + dot + rest
