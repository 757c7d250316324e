"""The command that shows who says they were helped, month by month and by type of page."""

import csv
import sys
from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Annotated

import typer

from debouches.commands.output import AsJson, Cell, show, table
from debouches.settings import read_settings
from debouches.storage import Storage

if TYPE_CHECKING:
    from web.counters.satisfaction import Mesure

COLUMNS = ("Mois", "Page", "Réponses", "Oui", "Non", "Part de oui", "Entre", "Lecture")


def satisfaction(
    *,
    as_json: AsJson = False,
    as_csv: Annotated[
        bool, typer.Option("--csv", help="En CSV, une ligne par mois et type de page.")
    ] = False,
) -> None:
    """Montre les réponses à « Cette page vous a-t-elle aidé ? », par mois et par type de page.

    Un nombre trop petit pour dire quelque chose est montré comme tel. « Entre » : la part que l'on
    trouverait, dix-neuf fois sur vingt, si tous les lecteurs avaient répondu de même.

    Exemple : debouches satisfaction --csv > satisfaction.csv
    """
    from web.counters.satisfaction import read_measures

    measures = read_measures(Storage(read_settings().home).satisfaction)
    if as_csv:
        _write_csv(measures)
        return
    title = "Cette page vous a-t-elle aidé ?" if measures else "Personne n'a encore répondu"
    rows = [_row(one) for one in measures]
    show(measures, as_json=as_json, otherwise=lambda console: console.print(table(title, COLUMNS, rows)))


def _write_csv(measures: "Sequence[Mesure]") -> None:
    from web.counters.satisfaction import Mesure

    writer = csv.DictWriter(sys.stdout, [one.name for one in fields(Mesure)], delimiter=";")
    writer.writeheader()
    writer.writerows(asdict(one) for one in measures)


def _row(one: "Mesure") -> tuple[Cell, ...]:
    between = f"{_percent(one.au_moins)} et {_percent(one.au_plus)}" if one.au_moins is not None else None
    return one.mois, one.page, one.reponses, one.oui, one.non, _percent(one.part_oui), between, one.lecture


def _percent(share: float | None) -> str | None:
    return None if share is None else f"{share:.0%}".replace("%", "\u202f%")
