"""The layout of today, JSON V1.4, as a whole base or as an export of the API."""

from collections.abc import Iterator
from typing import Any

from crawler.contract import Run
from crawler.readers.addresses import web
from crawler.readers.values import code_of
from crawler.sources.structures.shapes import (
    INSEE,
    SIRET,
    Item,
    days,
    degrees,
    iso_day,
    items,
    opening,
    text,
    texts,
)

Facts = dict[str, Any]


def current_facts(run: Run, service: Item) -> Facts | None:
    """Fields of a Structure; None if the service is of no network that receives for guidance."""
    code = text(service.get("id"))
    reseau, covered = _network(run, service)
    if reseau is None:
        return None
    day = iso_day(run, text(service.get("date_modification")), record=code, field="date_modification")
    insee = code_of(
        run, INSEE, text(service.get("code_insee_commune")), record=code, field="code_insee_commune"
    )
    page = web(text(service.get("url_service_public")))
    return {
        "code": code,
        "provenance": run.provenance(date_maj=day, url=page),
        "nom": text(service.get("nom")),
        "reseau": reseau,
        "code_insee": insee,
        "communes_couvertes": tuple(commune for commune in covered if INSEE.match(commune)),
        "siret": code_of(run, SIRET, text(service.get("siret")), record=code, field="siret"),
        "date_confirmation": day,
        "horaires": tuple(_openings(service.get("plage_ouverture"))),
        **_contacts(service),
        **_address(run, service.get("adresse"), record=code),
    }


def _network(run: Run, service: Item) -> tuple[str | None, tuple[str, ...]]:
    """The network of a service, and the communes that it receives."""
    networks = run.spec.lookups["reseau"].valeurs
    for pivot in items(service.get("pivot")):
        kind = text(pivot.get("type_service_local"))
        if kind in networks:
            return run.lookup("reseau", kind, record=kind), texts(pivot.get("code_insee_commune"))
        if kind:
            run.lookup("autre_service", kind, record=text(service.get("id")))
    return None, ()


def _contacts(service: Item) -> Facts:
    phones = texts(service.get("telephone"))
    return {
        "telephone": phones[0] if phones else None,
        "autres_telephones": phones[1:],
        "courriel": text(service.get("adresse_courriel")) or None,
        "url": web(text(service.get("site_internet"))),
    }


def _address(run: Run, value: Any, *, record: str) -> Facts:
    """The place to go to rather than the postal address."""
    found = items(value)
    address: Item = next(
        (item for item in found if text(item.get("type_adresse")) == "Adresse"), found[0] if found else {}
    )
    lines = (text(address.get(key)) for key in ("complement1", "complement2", "numero_voie"))
    return {
        "adresse": ", ".join(line for line in lines if line) or None,
        "code_postal": text(address.get("code_postal")) or None,
        "ville": text(address.get("nom_commune")) or None,
        "latitude": degrees(run, address.get("latitude"), "latitude", record=record),
        "longitude": degrees(run, address.get("longitude"), "longitude", record=record),
    }


def _openings(value: Any) -> Iterator[str]:
    for span in items(value):
        hours = [
            (text(span.get(f"valeur_heure_debut_{n}")), text(span.get(f"valeur_heure_fin_{n}")))
            for n in (1, 2)
        ]
        if first := text(span.get("nom_jour_debut")):
            when = days(first, text(span.get("nom_jour_fin")))
            yield opening(when, hours, text(span.get("commentaire")))
