"""The official CSV files of the ROME, read strictly: what the tables are made from."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from debouches.errors import FetchError, ParseError

SOURCE = "depart"
Row = dict[str, str]


@dataclass(frozen=True)
class RomeFolder:
    """Where one version of the ROME is: `unix_<table>_<version>_utf8.csv`."""

    folder: Path
    version: str

    def rows(self, table: str) -> list[Row]:
        path = self.folder / f"unix_{table}_{self.version}_utf8.csv"
        try:
            content = path.read_bytes()
        except OSError as error:
            raise FetchError("fichier du ROME illisible", source=SOURCE, file=path.name) from error
        # The publisher doubles apostrophes as SQL does (« l''entretien »).
        text = _decode(content).replace("''", "'")
        return list(csv.DictReader(io.StringIO(text, newline=""), restval=""))


def find_rome(data: Path, version: str) -> RomeFolder:
    """The folder of `data` that holds this version of the ROME, however deep."""
    found = sorted(data.rglob(f"unix_referentiel_code_rome_{version}_utf8.csv"))
    if not found:
        raise FetchError(f"aucun fichier du ROME {version} sous {data}", source=SOURCE)
    return RomeFolder(found[0].parent, version)


def _decode(content: bytes) -> str:
    """Files are UTF-8 in spite of one of them (arborescence_secteur_naf), which is Windows-1252 in v460."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252")


def group(rows: Iterable[Row], key: str) -> dict[str, list[Row]]:
    """Rows by the value of a column, in the order of the file."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[key]].append(row)
    return groups


def code_of(codes: dict[str, str], table: str, field: str, row: Row) -> str:
    """The compact form of a value of a closed list."""
    if row[field] not in codes:
        refuse(table, field, row[field])
    return codes[row[field]]


def refuse(table: str, field: str, value: str) -> NoReturn:
    """Stop: a value that the tables cannot carry would be lost unseen."""
    raise ParseError(f"valeur inattendue : « {value} »", source=SOURCE, file=table, field=field)
