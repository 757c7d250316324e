"""Codes of certifications, which LHEO writes with or without their prefix."""

import re

from crawler.sources.lheo.node import Node

_NUMBER = re.compile(r"^\d+$")
_CAISSE = re.compile(r"^[A-Z]*\d+$")


def certifications(node: Node, path: str, prefix: str = "") -> tuple[str, ...]:
    """« RNCP474 », « RS5000 » of the certifications at a path; `prefix` is « reference- » for a reference."""
    return tuple(
        dict.fromkeys(
            f"{register}{number}"
            for certification in node.nodes(path)
            for register in ("RNCP", "RS")
            for number in _numbers(certification, f"{prefix}code-{register}", register)
        )
    )


def certifinfos(node: Node, path: str) -> tuple[str, ...]:
    return _numbers(node, f"{path}/code-CERTIFINFO", "")


def references(node: Node, path: str) -> tuple[str, ...]:
    """What a session or an organisme refers to, each code with the name of its register."""
    certifinfo = _numbers(node, f"{path}/reference-code-CERTIFINFO", "")
    return (
        *certifications(node, path, "reference-"),
        *(f"CERTIFINFO{number}" for number in certifinfo),
    )


def caisse_codes(node: Node, *paths: str) -> tuple[str, ...]:
    """Codes of the Caisse des dépôts (CPF, ELU)."""
    return tuple(dict.fromkeys(code for path in paths for code in node.codes(_CAISSE, path)))


def _numbers(node: Node, path: str, register: str) -> tuple[str, ...]:
    found = []
    for value in node.all_raw(path):
        number = value.upper().removeprefix(register).strip()
        if _NUMBER.match(number):
            found.append(number)
        else:
            node.report(path, value)
    return tuple(dict.fromkeys(found))
