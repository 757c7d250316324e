"""What there is to give, source by source."""

from datetime import UTC, datetime
from typing import Any

from debouches.storage import Storage
from mappings.partage.cursors import as_cursor
from mappings.partage.journals import horizon
from mappings.partage.licences import open_licences
from mappings.records.files import read_source


def manifest(storage: Storage) -> dict[str, Any]:
    """Each source: what it holds, under which licences, and from when its changes are known."""
    sources = [_described(storage, source) for source in storage.harvested_sources()]
    return {"curseur": as_cursor(datetime.now(UTC)), "sources": sources}


def _described(storage: Storage, source: str) -> dict[str, Any]:
    folder = storage.current_records(source)
    info = read_source(folder) if folder else None
    known = horizon(storage, source)
    licences = info.licences if info else {}
    return {
        "source": source,
        "titre": info.titre if info else source,
        "url": info.url if info else None,
        "recolte": folder.name if folder else None,
        "enregistrements": info.enregistrements if info else {},
        "licences": [
            {"licence": name, "enregistrements": count, "est_partagee": name in open_licences()}
            for name, count in licences.items()
        ],
        "changements_depuis": as_cursor(known) if known else None,
    }
