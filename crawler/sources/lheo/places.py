"""Places and contacts: where, and how to reach a service. Names of people are never read."""

import math
import re
from typing import Any, TypeVar

from crawler.readers.france_competences import SIRET, part
from crawler.readers.positions import Position
from crawler.readers.values import padded
from crawler.sources.lheo.extras import street
from crawler.sources.lheo.node import Node
from mappings.records import Contact, Coordonnees, LieuFormation
from mappings.records.codes import EN_MOTS, departement_of

M = TypeVar("M", bound=Coordonnees)
COMMUNE = re.compile(r"^(?:\d{2}|2[AB])\d{3}$")
POSTCODE = re.compile(r"^\d{5}$")
DEPARTMENT = re.compile(r"^(?:\d{2}|2[AB]|9[78]\d)$")
REGION = re.compile(r"^\d{2}$")
COUNTRY = re.compile(r"^[A-Z]{2}$")
FRANCE = "FR"
_COUNTRY_OF_POSTCODE = re.compile(r"^(?:F|FR)-?(?=\d)")
_CODE_AND_WORDS = re.compile(r"(\d{1,3}|2[AaBb])\s*[-–:(]?\s*[^\W\d]{2}")
_POLE = 90
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


def contacts(node: Node, *paths: str) -> tuple[Contact, ...]:
    """Services to write to or to call, each once."""
    found = [_contact(contact) for path in paths for contact in node.nodes(path)]
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
        **_position(node, extra.format("latitude"), extra.format("longitude")),
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
        "adresse": street(node),
        **_area(node),
        **_position(node, "geolocalisation/latitude", "geolocalisation/longitude"),
    }


def _area(node: Node) -> dict[str, Any]:
    """Some feeds write the department as the postcode, or the postcode as the department."""
    country = _country(node)
    is_french = country in (None, FRANCE)
    postcode = _french_postcode(node.raw("codepostal")) if is_french else node.raw("codepostal")
    department = _plain_code(node.raw("departement"))
    if DEPARTMENT.match(postcode):
        department, postcode = department or postcode, ""
    if POSTCODE.match(department):
        postcode, department = postcode or department, _department_of(department)
    return {
        "code_postal": _checked(node, POSTCODE, "codepostal", postcode) if is_french else postcode or None,
        "ville": node.words("ville"),
        "code_insee": _checked(node, COMMUNE, "code-INSEE-commune", _commune(node)),
        "code_departement": _checked(node, DEPARTMENT, "departement", department),
        "code_region": _checked(node, REGION, "region", _plain_code(node.raw("region").removeprefix("R"))),
        "pays": country,
    }


def _country(node: Node) -> str | None:
    code = node.raw("pays").upper()
    return code if COUNTRY.match(code) else node.meaning("pays", "pays")


def _french_postcode(written: str) -> str:
    """« 29 000 », « F-29000 », « 1000 »."""
    return padded(_COUNTRY_OF_POSTCODE.sub("", "".join(written.split())), 5)


def _commune(node: Node) -> str:
    return padded("".join(node.raw("code-INSEE-commune").split()).upper(), 5)


def _plain_code(written: str) -> str:
    """« 29 - Finistère », « 2a », « 1 » → « 29 », « 2A », « 01 »."""
    label = _CODE_AND_WORDS.match(written)
    code = (label[1] if label else written).upper()
    return code.zfill(2) if code.isdecimal() else code


def _department_of(postcode: str) -> str:
    """Corsica shares « 20 » between two departments: the postcode does not say which."""
    if postcode.startswith("20"):
        return ""
    return departement_of(postcode)


def _checked(node: Node, pattern: re.Pattern[str], field: str, value: str) -> str | None:
    if value and not pattern.match(value):
        node.report(field, node.raw(field) or value, EN_MOTS.get(pattern.pattern, ""))
        return None
    return value or None


def _position(node: Node, *paths: str) -> dict[str, float]:
    """Both degrees or none."""
    found = [_degrees(node, path) for path in paths]
    if None in found or not any(found):
        return {}
    place = Position(*(degrees or 0.0 for degrees in found))
    if place.is_other_way_round:
        node.report(
            paths[0], node.raw(paths[0]), "la latitude ; ici, elle est écrite à la place de la longitude"
        )
        place = place.other_way_round
    if abs(place.latitude) > _POLE or abs(place.longitude) > 2 * _POLE:
        node.report(paths[0], f"{place.latitude} {place.longitude}", "des degrés décimaux (47,88 et -3,55)")
        return {}
    return {"latitude": place.latitude, "longitude": place.longitude}


def _degrees(node: Node, path: str) -> float | None:
    """0 is what some feeds write when they do not know."""
    value = node.raw(path).replace(",", ".")
    try:
        if value and math.isfinite(degrees := float(value)) and degrees:
            return degrees
    except ValueError:
        pass  # reported below with what is no number of degrees
    if value:
        node.report(path, value, "des degrés décimaux (47,88)")
    return None


def _filled(node: Node, model: type[M], **facts: Any) -> M | None:
    """None rather than an empty object."""
    known = {name: value for name, value in facts.items() if value not in (None, ())}
    return part(node.run, model, record=node.record, **known) if known else None
