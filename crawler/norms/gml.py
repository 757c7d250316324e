"""The table of a norm, out of its definition in GML, the language in which LHEO is defined.

    python -m crawler.norms.gml lheo-2.3-definition-gml.xml > crawler/sources/lheo/norme-2.3.yml

The definitions, lists and bounds are those of the file; its sentences are left out.
"""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from lxml import etree

from crawler.norms.norm import WITHOUT_END

_ROOTS = ("lheo", "lheo-index", "lheo-plus")
_OBJECTS = ("formation", "resume-offre", "resume-organisme", "organisme-formation-responsable")
_LABEL = re.compile(r"\.\s|\s?:\s")
"""Past it, an entry of a list is a sentence: what stands before is its name."""
_HEAD = """# What the {nom} asks for, out of the definition of the language (lheo/lheo-schema, lheo-gml.xml).
# Written by `python -m crawler.norms.gml DEFINITION`: it is not edited by hand.
"""


def table(definition: bytes) -> dict[str, Any]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    root = etree.fromstring(definition, parser)
    (space,) = root.findall("{*}namespace")
    return {
        "nom": f"{root.get('language')} {root.get('version')}",
        "espace": space.get("href"),
        "racines": list(_ROOTS),
        "objets": list(_OBJECTS),
        "elements": {str(one.get("name")): _element(one) for one in root.findall("{*}definition")},
        "listes": {_name(one): _entries(one) for one in root.findall("{*}dict")},
    }


def as_yaml(definition: bytes) -> str:
    content = table(definition)
    written = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=110, default_flow_style=None)
    return _HEAD.format_map(content) + written


def _name(one: etree._Element) -> str:
    return str(one.get("name") or one.get("ref")).removeprefix("dict-")


def _entries(one: etree._Element) -> dict[str, str]:
    """An entry may hold several codes, for one meaning."""
    return {
        str(key.get("val")): next((_label(value) for value in entry.iterfind("{*}value")), "")
        for entry in one.iterfind("{*}entry")
        for key in entry.iterfind("{*}key")
    }


def _label(value: etree._Element) -> str:
    return _LABEL.split(str(value.get("val")), 1)[0]


def _element(definition: etree._Element) -> dict[str, Any]:
    (kind,) = definition.iterfind("{*}element_type/*")
    content = _CONTENT[etree.QName(kind).localname]
    attributes = definition.findall("{*}attribute[@type='required']")
    asked = {"attributs": [one.get("name") for one in attributes]} if attributes else {}
    return content(kind) | asked


def _interval(least: str | None, most: str | None) -> str:
    """A maximum of 0 is none."""
    return f"{least or 1}..{WITHOUT_END if most == '0' else most or 1}"


def _sequence(kind: etree._Element) -> dict[str, Any]:
    return {"contient": {str(one.get("name")): _interval(one.get("min"), one.get("max")) for one in kind}}


def _choice(kind: etree._Element) -> dict[str, Any]:
    interval = f"0..{WITHOUT_END}"
    return {"contient": {str(one.get("name")): interval for one in kind}, "en_desordre": True}


_CONTENT: dict[str, Callable[[etree._Element], dict[str, Any]]] = {
    "sequence": _sequence,
    "choice": _choice,
    "basic_text": lambda kind: {"texte": _interval(kind.get("lgmin"), kind.get("lgmax"))},
    "basic_int": lambda kind: {"entier": f"{kind.get('vmin')}..{kind.get('vmax')}"},
    "basic_date": lambda _: {"date": True},
    "basic_key": lambda kind: {"liste": _name(kind)},
    "basic_any": lambda _: {"libre": True},
}


if __name__ == "__main__":
    sys.stdout.write(as_yaml(Path(sys.argv[1]).read_bytes()))
