"""Which addresses are shown, and which of them a run looks at: those never seen, then the oldest."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from crawler.addresses import host_of
from crawler.liens.judge import next_look
from debouches.storage import Storage
from mappings.liens import Constat, Regles, addresses_in, host_of_page
from mappings.records.files import read_raw, read_source

NEVER = datetime.min.replace(tzinfo=UTC)


def shown_addresses(storage: Storage, champs: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Every address of the records that pages show as a link; the same one may come twice."""
    for source in storage.harvested_sources():
        folder = storage.current_records(source)
        if folder is not None:
            yield from filter(host_of_page, _of_folder(folder, champs))


def _of_folder(folder: Path, champs: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    if info := read_source(folder):
        yield info.url
    for record_type, fields in champs.items():
        for record in read_raw(folder, record_type):
            yield from addresses_in(record, fields)


def due(
    addresses: Iterable[str], known: Mapping[str, Constat], regles: Regles, now: datetime
) -> tuple[str, ...]:
    """What a run looks at, within its limits."""
    asked: Counter[str] = Counter()
    chosen = []
    for url in overdue(addresses, known, regles, now):
        host = host_of(url)
        asked[host] += 1
        if asked[host] <= regles.passage.par_hote:
            chosen.append(url)
    return tuple(chosen[: regles.passage.par_passage])


def overdue(
    addresses: Iterable[str], known: Mapping[str, Constat], regles: Regles, now: datetime
) -> list[str]:
    """Those whose day has come, the longest overdue first."""
    days = ((_due_at(known.get(url), regles), url) for url in addresses)
    return [url for day, url in sorted(days) if day <= now]


def _due_at(constat: Constat | None, regles: Regles) -> datetime:
    return next_look(constat, regles) if constat else NEVER
