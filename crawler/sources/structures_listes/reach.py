"""Where a place of a list is, in the notations of spreadsheets."""

import re
from typing import Any

from crawler.contract import Issue, Run
from crawler.readers.positions import Position
from crawler.readers.values import code_of, padded
from crawler.sources.structures.shapes import degrees

_INSEE = re.compile(r"^(\d{2}|2[AB])\d{3}$")
_POSTCODE = re.compile(r"^\d{5}$")
_POSTCODE_AND_TOWN = re.compile(
    r"^(?P<street>.*?)[\s,;–-]*\b(?P<code>\d{2}\s?\d{3})\s+(?P<town>[^\d\W].*)$", re.DOTALL
)


def place_of(run: Run, row: dict[str, str]) -> dict[str, Any]:
    """A town and a postcode may be in the only column of the address."""
    nom, street, town = row["nom"], row["adresse"], row["ville"]
    postcode = "".join(row["code postal"].split())
    if not postcode and (said := _POSTCODE_AND_TOWN.match(" ".join(street.split()))):
        street, postcode, town = said["street"], said["code"].replace(" ", ""), town or said["town"]
    return {
        "adresse": ", ".join(filter(None, (street, row["complément"]))) or None,
        "code_postal": code_of(run, _POSTCODE, padded(postcode, 5), record=nom, field="code postal"),
        "ville": town or None,
        "code_insee": code_of(
            run, _INSEE, padded(row["code commune"].upper(), 5), record=nom, field="code commune"
        ),
        **_position(run, row),
    }


def _position(run: Run, row: dict[str, str]) -> dict[str, float]:
    """Two columns, or both degrees in one: « 47.99, -4.10 »."""
    nom, written = row["nom"], [row["latitude"], row["longitude"]]
    if not any(written) and row["position"]:
        written = [part for part in re.split(r"[\s;,]+", row["position"].strip("[]() ")) if part]
    if len(written) != len(Position._fields):
        run.report(Issue.MALFORMED, record=nom, field="position", value=row["position"])
        return {}
    latitude, longitude = (degrees(run, value, "longitude", record=nom) for value in written)
    if latitude is None or longitude is None:
        return {}
    found = Position(latitude, longitude)
    if not found.is_in_france and not found.is_other_way_round:
        run.report(Issue.MALFORMED, record=nom, field="position", value=f"{latitude} {longitude}")
        return {}
    return (found.other_way_round if found.is_other_way_round else found)._asdict()
