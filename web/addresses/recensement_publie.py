"""The last census that was published: a manifest, and a table for each publisher, in a folder of its own.

To make one reads the page of every entity, which takes minutes of a national corpus: it is done once after a
build, and what was found is read as it is.
"""

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from pydantic import Field

from debouches.storage import write_atomically
from mappings.records import Model

COLUMNS = ("editeur", "nature", "genre", "code", "titre", "page", "cible", "resolveur", "depuis")
_MANIFEST = "manifeste.json"
Row = Mapping[str, str]


class TableDeRecensement(Model):
    editeur: str = Field(description="Éditeur")
    fichier: str = Field(description="Nom de son fichier CSV")
    lignes: int = Field(description="Nombre de lignes")
    natures: dict[str, int] = Field(
        description="Lignes par nature : « page-absente », « page-d-accueil », « lien-mort », "
        "« renvoi-a-l-accueil » ; « formations-a-relier » : d'autres donnent ces liens, pas lui ; "
        "« sans-formations » : personne ne les donne ; « niveaux-differents » : des fiches d'un même métier "
        "ne disent pas le même niveau d'accès ; « competences-differentes » : d'autres éditeurs disent ces "
        "compétences du même métier, où ses mots à lui ne sont pas reconnus"
    )
    evolution: dict[str, int] | None = Field(
        description="Par nature, lignes de plus ou de moins depuis le recensement d'avant ; null : le premier"
    )


class Recensement(Model):
    le: datetime = Field(description="Moment du recensement")
    tables: tuple[TableDeRecensement, ...] = Field(description="Une par éditeur")


def tables_of(rows: Sequence[Row], names: Mapping[str, str]) -> dict[str, list[Row]]:
    """Rows by file; `names`: that of each publisher, whose case changes from one source to another."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[f"{names[row['editeur']]}.csv"].append(row)
    return dict(found)


def publish(
    folder: Path, tables: Mapping[str, Sequence[Row]], before: Counter[tuple[str, str]] | None, le: datetime
) -> None:
    """The tables first: a manifest names only files that are there."""
    for name, rows in tables.items():
        write_atomically(folder / name, as_csv(rows))
    found = tuple(_table(name, rows, before) for name, rows in sorted(tables.items()))
    manifest = Recensement(le=le, tables=found)
    write_atomically(folder / _MANIFEST, manifest.model_dump_json().encode())
    for old in set(folder.glob("*.csv")) - {folder / name for name in tables}:
        old.unlink()


def read(folder: Path) -> Recensement | None:
    """None where no census was made, or not on this machine."""
    path = folder / _MANIFEST
    return Recensement.model_validate_json(path.read_bytes()) if path.exists() else None


def as_csv(rows: Sequence[Row]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _table(name: str, rows: Sequence[Row], before: Counter[tuple[str, str]] | None) -> TableDeRecensement:
    editeurs = {row["editeur"] for row in rows}
    natures = Counter(row["nature"] for row in rows)
    past = None if before is None else _past(before, editeurs)
    return TableDeRecensement(
        editeur=rows[0]["editeur"],
        fichier=name,
        lignes=len(rows),
        natures=dict(natures),
        evolution=None if past is None else {one: natures[one] - past[one] for one in {*natures, *past}},
    )


def _past(before: Counter[tuple[str, str]], editeurs: set[str]) -> Counter[str]:
    past: Counter[str] = Counter()
    for (editeur, nature), count in before.items():
        past[nature] += count if editeur in editeurs else 0
    return past
