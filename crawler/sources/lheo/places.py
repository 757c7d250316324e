"""Places and contacts: where, and how to reach a service. Names of people are never read."""

import re
from typing import Any, TypeVar

from crawler.readers.france_competences import SIRET, part
from crawler.sources.lheo.node import Node
from mappings.records import Contact, Coordonnees, LieuFormation
from mappings.records.codes import EN_MOTS

M = TypeVar("M", bound=Coordonnees)
COMMUNE = re.compile(r"^(?:\d{2}|2[AB])\d{3}$")
POSTCODE = re.compile(r"^\d{5}$")
DEPARTMENT = re.compile(r"^(?:\d{2}|2[AB]|9[78]\d)$")
REGION = re.compile(r"^\d{2}$")
COUNTRY = re.compile(r"^[A-Z]{2}$")
UAI = re.compile(r"^\d{7}[A-Z]$")
PEOPLE = ("civilite", "nom", "prenom")


def lieux(action: Node) -> tuple[LieuFormation, ...]:
    found = [_lieu(node) for node in action.nodes("lieu-de-formation")]
    return tuple(lieu for lieu in found if lieu)


def _lieu(node: Node) -> LieuFormation | None:
    return _filled(
        node,
        LieuFormation,
        siret=node.code(SIRET, "SIRET-lieu-formation/SIRET"),
        code_uai=node.code(UAI, "code-UAI-lieu-formation/code-UAI"),
        **_reach(node.node("coordonnees")),
    )


def contacts(node: Node, path: str) -> tuple[Contact, ...]:
    """Services to write to or to call, each once."""
    found = [_contact(contact) for contact in node.nodes(path)]
    return tuple(dict.fromkeys(contact for contact in found if contact))


def _contact(node: Node) -> Contact | None:
    """A type alone reaches nobody."""
    reach = _reach(node.node("coordonnees") or node)
    kind = node.meaning("type-contact", "type-contact")
    return _filled(node, Contact, **reach, type_contact=kind) if any(reach.values()) else None


def coordonnees(node: Node | None) -> Coordonnees | None:
    return _filled(node, Coordonnees, **_reach(node)) if node else None


def address(node: Node | None) -> Coordonnees | None:
    """An `adresse` alone."""
    return _filled(node, Coordonnees, **_address(node)) if node else None


def summary_place(node: Node) -> LieuFormation | None:
    """The place of a search answer: its parts are side by side, its coordinates in the extras."""
    extra = "extras[@info='geolocalisation']/extra[@info='{}']"
    return _filled(
        node,
        LieuFormation,
        **_area(node),
        latitude=_degrees(node, extra.format("latitude"), 90),
        longitude=_degrees(node, extra.format("longitude"), 180),
    )


def _reach(node: Node | None) -> dict[str, Any]:
    """A mobile phone or a mail that comes with somebody's name is theirs, not the service's."""
    if node is None:
        return {}
    place = node.node("adresse")
    where = _address(place) if place else {}
    lines, personal = node.all_raw("ligne"), any(map(node.raw, PEOPLE))
    return {
        **where,
        "denomination": where.get("denomination") or " ".join(lines) or None,
        "telephones": node.phones("telfixe/numtel") + (() if personal else node.phones("portable/numtel")),
        "courriel": None if personal else node.mail("courriel"),
        "liens": node.links("web/urlweb"),
    }


def _address(node: Node) -> dict[str, Any]:
    return {
        "denomination": node.words("denomination"),
        "adresse": node.all_raw("ligne"),
        **_area(node),
        "latitude": _degrees(node, "geolocalisation/latitude", 90),
        "longitude": _degrees(node, "geolocalisation/longitude", 180),
    }


def _area(node: Node) -> dict[str, Any]:
    """Some feeds write the department as the postcode, or the postcode as the department."""
    postcode, department = node.raw("codepostal"), node.raw("departement")
    if DEPARTMENT.match(postcode):
        department, postcode = department or postcode, ""
    if POSTCODE.match(department):
        postcode, department = postcode or department, _department_of(department)
    return {
        "code_postal": _checked(node, POSTCODE, "codepostal", postcode),
        "ville": node.words("ville"),
        "code_insee": node.code(COMMUNE, "code-INSEE-commune"),
        "code_departement": _checked(node, DEPARTMENT, "departement", department),
        "code_region": node.code(REGION, "region"),
        "pays": node.code(COUNTRY, "pays"),
    }


def _department_of(postcode: str) -> str:
    """Corsica shares « 20 » between two departments: the postcode does not say which."""
    if postcode.startswith("20"):
        return ""
    return postcode[:3] if postcode.startswith(("97", "98")) else postcode[:2]


def _checked(node: Node, pattern: re.Pattern[str], field: str, value: str) -> str | None:
    if value and not pattern.match(value):
        node.report(field, value, EN_MOTS.get(pattern.pattern, ""))
        return None
    return value or None


def _degrees(node: Node, path: str, limit: int) -> float | None:
    """Decimal degrees; 0 is what some feeds write when they do not know."""
    value = node.raw(path).replace(",", ".")
    if not value:
        return None
    try:
        degrees = float(value)
    except ValueError:
        degrees = 0.0
    if 0 < abs(degrees) <= limit:
        return degrees
    node.report(path, value)
    return None


def _filled(node: Node, model: type[M], **facts: Any) -> M | None:
    """None rather than an empty object."""
    known = {name: value for name, value in facts.items() if value not in (None, ())}
    return part(node.run, model, record=node.record, **known) if known else None
