"""Small sources, files and archives, written for the tests."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, BinaryIO

from crawler.catalog import SOURCES, SourceSpec, folder_name, load_source
from crawler.run import RunContext

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
