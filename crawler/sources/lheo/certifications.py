"""Codes of certifications, which LHEO writes with or without their prefix."""

import re

from crawler.sources.lheo.node import Node

REGISTERS = ("RNCP", "RS")
_NUMBER = re.compile(
    r"^(?:(?P<register>RNCP|RS|CERTIFINFO|CI)[\s_:-]*)?(?:n°\s*)?0*(?P<number>\d+)$", re.ASCII | re.IGNORECASE
)
_CAISSE = re.compile(r"^[A-Z]*\d+$")


def certifications(node: Node, path: str, prefix: str = "") -> tuple[str, ...]:
    """« RNCP474 », « RS5000 » of the certifications at a path; `prefix` is « reference- » for a reference."""
    return tuple(
        dict.fromkeys(
            f"{said or register}{number}"
            for certification in node.nodes(path)
            for register in REGISTERS
            for said, number in _numbers(certification, f"{prefix}code-{register}")
        )
    )


def certifinfos(node: Node, path: str) -> tuple[str, ...]:
    return tuple(number for _, number in _numbers(node, f"{path}/code-CERTIFINFO"))


def references(node: Node, path: str) -> tuple[str, ...]:
    """What a session or an organisme refers to, each code with the name of its register."""
    certifinfo = _numbers(node, f"{path}/reference-code-CERTIFINFO")
    return (
        *certifications(node, path, "reference-"),
        *(f"CERTIFINFO{number}" for _, number in certifinfo),
    )


def caisse_codes(node: Node, *paths: str) -> tuple[str, ...]:
    """Codes of the Caisse des dépôts (CPF, ELU)."""
    return tuple(dict.fromkeys(code for path in paths for code in node.codes(_CAISSE, path)))


def _numbers(node: Node, path: str) -> tuple[tuple[str, str], ...]:
    """The register that a value names, if it does, and the number, without first zeros: 0 is no number."""
    found = []
    for value in node.all_raw(path):
        if match := _NUMBER.match(value):
            register = (match["register"] or "").upper()
            found.append((register if register in REGISTERS else "", match["number"]))
        else:
            node.report(path, value, "un numéro seul (474)")
    return tuple(dict.fromkeys(one for one in found if one[1] != "0"))
