"""Small sources, files and archives, written for the tests."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

import yaml

from crawler.catalog import SOURCES, folder_name, load_source
from crawler.declaration.source import SourceSpec
from crawler.runs.context import RunContext

DAY = date(2026, 1, 15)


def make_spec(**changes: Any) -> SourceSpec:
    """A source with one table of two columns."""
    fields: dict[str, Any] = {
        "name": "essai",
        "titre": "Source d'essai",
        "editeur": "Éditeur d'essai",
        "licence": "Licence Ouverte 2.0",
        "url": "https://exemple.fr/jeu",
        "description": "Pour les tests.",
        "frequence": "jamais",
        "files": {"table": {"patterns": ["table.csv"], "columns": ["code", "libelle"]}},
    }
    return SourceSpec.model_validate(fields | changes)


@cache
def real_spec(source: str) -> SourceSpec:
    return load_source(SOURCES / folder_name(source))


def make_run(spec: SourceSpec | None = None, **changes: Any) -> RunContext:
    return RunContext(spec or make_spec(), day=DAY, **changes)


class MemoryFiles:
    """`RawFiles` over bytes."""

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        self._contents = dict(contents)

    def names(self) -> Sequence[str]:
        return tuple(self._contents)

    def open(self, name: str) -> BinaryIO:
        return io.BytesIO(self._contents[name])


def csv_bytes(*rows: Sequence[str], separator: str = ",") -> bytes:
    quoted = (separator.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    return "\n".join(quoted).encode() + b"\n"


def zip_bytes(members: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return buffer.getvalue()


def issues_of(run: RunContext) -> dict[str, int]:
    return {issue.name: count for issue, count in run.issues.counts.items()}


SAMPLES = Path(__file__).parent / "samples"
NOT_UTF8 = "arborescence_secteur_naf"
"""The one table that the publisher encodes in Windows-1252."""


def mini_rome(version: str = "900", **changed: bytes | None) -> dict[str, bytes]:
    """A ROME of two métiers, in the official layout; `changed` replaces a table, None leaves it out."""
    tables = {**_mini_rome_tables(), **changed}
    named = {f"unix_{table}_v{version}_utf8.csv": body for table, body in tables.items()}
    return {name: body for name, body in named.items() if body is not None}


@cache
def _mini_rome_tables() -> dict[str, bytes]:
    text = (SAMPLES / "mini_rome.txt").read_text(encoding="utf-8")
    blocks = (block.splitlines() for block in text.split("== ")[1:])
    tables = {
        name: csv_bytes(*(line.replace("⏎", "\n").split("|") for line in lines)) for name, *lines in blocks
    }
    return tables | {NOT_UTF8: tables[NOT_UTF8].decode().encode("cp1252")}


def publish_folder(root: Path, files: Mapping[str, bytes]) -> Path:
    """Write files in a folder, as somebody who unpacked an archive would."""
    for name, body in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    return root


def tolerant_catalog(root: Path, *names: str, max_drop: float = 0.4, **changes: Any) -> Path:
    """The real declarations of some sources, with expectations that a small sample meets."""
    for name in names:
        spec = real_spec(name)
        counts = {kind: {"min": 1} for kind in spec.expectations.counts}
        expectations = {"counts": counts, "max_drop": max_drop, "fill_rates": {}}
        declared = spec.model_dump(mode="json") | {"expectations": expectations} | changes
        folder = root / folder_name(name)
        folder.mkdir(parents=True)
        (folder / "source.yml").write_text(
            yaml.safe_dump(declared, allow_unicode=True, sort_keys=False), encoding="utf-8"
        )
    return root
