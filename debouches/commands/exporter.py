"""The command that gives the records to other sites, whole or what changed."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from debouches.commands.output import AsJson, say, show, table
from debouches.settings import read_settings
from debouches.storage import Storage


def exporter(
    *,
    vers: Annotated[
        Path | None,
        typer.Option("--vers", metavar="FICHIER", help="Où écrire, en JSON Lines compressé (.gz)."),
    ] = None,
    source: Annotated[
        str | None, typer.Option("--source", help="Une seule source ; sans elle, toutes.")
    ] = None,
    depuis: Annotated[
        str | None, typer.Option("--depuis", help="Seulement ce qui a changé depuis un jour ou un curseur.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Donne les enregistrements à d'autres sites : tout, ou ce qui a changé.

    Chaque ligne porte sa provenance et sa licence ; ce qui ne peut pas être rediffusé reste ici. Sans --vers,
    montre ce qu'il y a à donner. L'API donne la même chose : /api/v1/donnees.

    Exemple : debouches exporter --vers debouches.ndjson.gz
    """
    from mappings.partage.changes import changes
    from mappings.partage.cursors import moment
    from mappings.partage.manifest import manifest
    from mappings.partage.whole import chunks, compressed, prepared, sources_of

    storage = Storage(read_settings().home)
    if vers is None:
        found = manifest(storage)
        show(found, as_json=as_json, otherwise=lambda console: console.print(_as_table(found)))
        return
    names = sources_of(storage, source)
    if depuis is None:
        pieces: Iterable[bytes] = chunks([prepared(storage, name).open("rb") for name in names])
    else:
        pieces = compressed(changes(storage, names, moment(depuis)))
    say(f"Écrit : {vers}, {_write(vers, pieces)} octets")


def _write(path: Path, pieces: Iterable[bytes]) -> int:
    """Written aside, then renamed: a reader never finds half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    with partial.open("wb") as file:
        file.writelines(pieces)
        size = file.tell()
    partial.replace(path)
    return size


def _as_table(found: dict[str, Any]) -> Any:
    columns = ("Source", "Récolte", "Enregistrements", "Partagés", "Changements connus depuis")
    return table(f"À donner, curseur {found['curseur']}", columns, _lines(found))


def _lines(found: dict[str, Any]) -> Iterator[tuple[str | int | None, ...]]:
    for one in found["sources"]:
        shared = sum(line["enregistrements"] for line in one["licences"] if line["est_partagee"])
        total = sum(one["enregistrements"].values())
        yield one["source"], one["recolte"], total, shared, one["changements_depuis"] or "toujours"
