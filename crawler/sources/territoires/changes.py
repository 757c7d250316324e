"""Communes that are no more: when their code ended, and which communes of today took over."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Ended:
    """A code of commune that ended, under its last name."""

    libelle: str
    date_fin: date
    heirs: tuple[str, ...]
    """Codes on that day: they may have ended since."""


@dataclass(frozen=True, slots=True)
class Changes:
    ended: dict[str, Ended]
    names: dict[str, tuple[str, ...]]
    """Code → the names it had before."""
    last: date | None

    def heirs_today(self, code: str, today: Collection[str]) -> tuple[str, ...]:
        """Communes of today, from merger to merger."""
        found: dict[str, None] = {}
        waiting, seen = [code], set()
        while waiting:
            current = waiting.pop()
            if current in seen:
                continue
            seen.add(current)
            if current in today:
                found[current] = None
            elif current in self.ended:
                waiting += self.ended[current].heirs
        return tuple(sorted(found))


def read_changes(rows: Iterable[tuple[date, Row]], today: Collection[str]) -> Changes:
    """What happened to communes, from dated rows in any order."""
    events = sorted(
        ((row["COM_AV"], day, row) for day, row in rows if row["TYPECOM_AV"] == "COM"), key=itemgetter(0, 1)
    )
    names = defaultdict(list)
    for code, _, row in events:
        names[code].append(row["LIBELLE_AV"])
    return Changes(
        ended=dict(_ended(events, today)),
        names={code: tuple(dict.fromkeys(found)) for code, found in names.items()},
        last=max((day for _, day, _ in events), default=None),
    )


def _ended(events: Iterable[tuple[str, date, Row]], today: Collection[str]) -> Iterator[tuple[str, Ended]]:
    for code, group in groupby(events, key=itemgetter(0)):
        if code in today:
            continue
        steps = list(group)
        day = steps[-1][1]
        last = [row for _, when, row in steps if when == day]
        heirs = dict.fromkeys(row["COM_AP"] for row in last if row["TYPECOM_AP"] in ("COM", "ARM"))
        yield code, Ended(last[-1]["LIBELLE_AV"], day, tuple(heir for heir in heirs if heir != code))
