"""What checks have found, kept in the home: a killed run loses nothing that it had found.

liens/constats.jsonl   one `Constat` a line, added as checks come; the last line about an address holds
liens/table.json       the `Table` that pages read
liens/passages.jsonl   one `Passage` a line: the trend
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from typing import IO

from pydantic import Field, ValidationError

from debouches.errors import ConfigError
from debouches.storage import Storage, write_atomically
from mappings.liens import A_SAVOIR, Constat, Etat, Table
from mappings.records import Model


class Passage(Model):
    """What one run of checks saw."""

    debut: datetime = Field(description="Début du passage")
    fin: datetime = Field(description="Fin du passage")
    montrees: int = Field(description="Adresses que le site montre")
    verifiees: int = Field(description="Adresses vérifiées dans ce passage")
    remises: int = Field(description="Adresses à voir, laissées au prochain passage : limites, hôtes muets")
    jamais_vues: int = Field(description="Adresses que nul passage n'a encore vues")
    etats: dict[Etat, int] = Field(description="État → nombre d'adresses, toutes vérifications réunies")
    nouveaux_morts: tuple[str, ...] = Field(description="Adresses qui ne sont plus montrées comme des liens")
    revenus: tuple[str, ...] = Field(description="Adresses mortes qui répondent de nouveau")


class Journal:
    """The state of every address, in memory and on disk."""

    def __init__(self, storage: Storage) -> None:
        self._folder, self._table = storage.links, storage.link_table
        self.known: dict[str, Constat] = dict(_read(self._folder / "constats.jsonl"))

    def keep_only(self, addresses: frozenset[str]) -> None:
        """Forget the addresses that no page shows any more, and what a killed run half wrote."""
        self.known = {url: constat for url, constat in self.known.items() if url in addresses}
        lines = b"".join(_line(constat) for constat in self.known.values())
        write_atomically(self._folder / "constats.jsonl", lines)

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        with (self._folder / "constats.jsonl").open("ab") as file:
            yield file

    def add(self, file: IO[bytes], constat: Constat) -> None:
        self.known[constat.url] = constat
        file.write(_line(constat))
        file.flush()

    def publish(self, now: datetime) -> None:
        """Replace the table that pages read, in one step."""
        write_atomically(self._table, table_of(self.known, now).model_dump_json().encode())

    def end(self, passage: Passage) -> None:
        with (self._folder / "passages.jsonl").open("ab") as file:
            file.write(passage.model_dump_json().encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())


def table_of(known: Mapping[str, Constat], now: datetime) -> Table:
    kept = {url: constat.a_savoir() for url, constat in known.items() if constat.etat in A_SAVOIR}
    return Table(le=now, liens=kept)


def _line(constat: Constat) -> bytes:
    return constat.model_dump_json(exclude_defaults=True).encode() + b"\n"


def _read(path: Path) -> Iterator[tuple[str, Constat]]:
    if path.exists():
        with path.open("rb") as file:
            for line in file:
                try:
                    constat = Constat.model_validate_json(line)
                except ValidationError:
                    continue  # what a killed run did not finish to write
                yield constat.url, constat


@contextmanager
def checking_alone(storage: Storage) -> Iterator[None]:
    """One run at a time: two would ask the same hosts at twice the pace."""
    storage.links.mkdir(parents=True, exist_ok=True)
    with (storage.links / ".lock").open("w") as file:
        try:
            flock(file, LOCK_EX | LOCK_NB)
        except OSError:
            raise ConfigError("Une autre vérification des liens est en cours. Attendre sa fin.") from None
        yield
