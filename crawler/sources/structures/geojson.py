"""The GeoJSON layout of 2017, no longer kept up: what it says is history, never today's address."""

from collections.abc import Iterator
from typing import Any

from crawler.contract import Run
from crawler.readers.addresses import web
from crawler.readers.values import code_of, declared
from crawler.sources.structures.shapes import (
    INSEE,
    Item,
    days,
    degrees,
    iso_day,
    items,
    opening,
    text,
    texts,
)

VERSION = "ancien format (2017)"


def historic_facts(run: Run, feature: Item) -> dict[str, Any] | None:
    """Fields of a Structure; None if the service is of no known network."""
    place = next(iter(items(feature.get("properties"))), {})
    code = text(place.get("id"))
    reseau = declared(run, "reseau", text(place.get("pivotLocal")), record=code)
    if reseau is None:
        return None
    day = iso_day(run, text(place.get("dateMiseAJour")), record=code, field="dateMiseAJour")
    insee = code_of(run, INSEE, text(place.get("codeInsee")), record=code, field="codeInsee")
    return {
        "code": code,
        "provenance": run.provenance(date_maj=day, version=VERSION),
        "nom": text(place.get("Nom")),
        "reseau": reseau,
        "code_insee": insee,
        "code_departement": text(place.get("_departement_path")) or None,
        "date_confirmation": day,
        "est_historique": True,
        "horaires": tuple(_openings(place.get("Ouverture"))),
        **_contacts(place.get("CoordonnéesNum")),
        **_address(run, place.get("Adresse"), record=code),
    }


def _contacts(value: Any) -> dict[str, Any]:
    contacts = next(iter(items(value)), {})
    phones = texts(contacts.get("Téléphone"))
    return {
        "telephone": phones[0] if phones else None,
        "autres_telephones": phones[1:],
        "url": web(text(contacts.get("Url"))),
    }


def _address(run: Run, value: Any, *, record: str) -> dict[str, Any]:
    """The place to go to rather than the postal box."""
    found = items(value)
    address: Item = next(
        (item for item in found if "géo" in text(item.get("type"))), found[0] if found else {}
    )
    point = next(iter(items(address.get("Localisation"))), {})
    return {
        "adresse": ", ".join(texts(address.get("Ligne"))) or None,
        "code_postal": text(address.get("CodePostal")) or None,
        "ville": text(address.get("NomCommune")) or None,
        "latitude": degrees(run, point.get("Latitude"), "latitude", record=record),
        "longitude": degrees(run, point.get("Longitude"), "longitude", record=record),
    }


def _openings(value: Any) -> Iterator[str]:
    for ouverture in items(value):
        for span in items(ouverture.get("PlageJ")):
            hours = [(text(h.get("début")), text(h.get("fin"))) for h in items(span.get("PlageH"))]
            if first := text(span.get("début")):
                yield opening(days(first, text(span.get("fin"))), hours, text(span.get("Note")))
