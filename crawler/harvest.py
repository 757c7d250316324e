"""The harvest: which sources, from where, in what order. A bad source never stops the others."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from crawler.catalog import SOURCES, load_catalog, select
from crawler.declaration.source import SourceSpec
from crawler.files.unnamed import ordinary
from crawler.job import Clock, Job
from crawler.network.reach import Reach
from crawler.runs.progress import Listener, NullListener
from crawler.runs.report import Origin, RunReport, read_report
from crawler.workers import run_all
from debouches.errors import ConfigError
from debouches.settings import Settings
from debouches.storage import Storage


def utc_now() -> datetime:
    return datetime.now(UTC)


def harvest(
    settings: Settings,
    *,
    sources: Sequence[str] | None = None,
    origin: Origin | None = None,
    listener: Listener | None = None,
    root: Path = SOURCES,
    now: Clock = utc_now,
    processes: int = 1,
    accept: bool = False,
    if_there: bool = False,
) -> list[RunReport]:
    """Run the named sources (by default every source that does not only stand in for others).

    With several processes, one source each: `settings.crawl.process_count` says how many a command uses.
    `accept`: what disappoints the expectations of its source is published too, with a warning.
    `if_there`: sources of which the folder has nothing are left as they are.
    """
    catalog = load_catalog(root)
    names = list(sources) if sources else ordinary(catalog, settings.data)
    reach = Reach()
    jobs = [
        Job(spec, _origin_of(spec, settings, origin), settings, root, now, reach, accept, if_there)
        for spec in select(catalog, names)
    ]
    listener = listener or NullListener()
    if processes == 1 or len(jobs) == 1:
        return [job.run_with(listener) for job in jobs]
    reach.probe([url for job in jobs if job.origin is Origin.RESEAU for url in job.spec.addresses])
    ordered: list[Job] = sorted(jobs, key=_longest_first)
    return _in_asked_order(run_all(ordered, processes, listener), jobs)


def _in_asked_order(reports: list[RunReport], jobs: Sequence[Job]) -> list[RunReport]:
    by_source = {report.source: report for report in reports}
    return [by_source[job.source] for job in jobs]


def _longest_first(job: Job) -> float:
    """A long source started last would keep everyone waiting; one never harvested may be long."""
    reports = Storage(job.settings.home).report(job.source, "*").parent
    last = max(reports.glob("[0-9]*.json"), default=None)
    return -read_report(last).seconds if last else float("-inf")


def _origin_of(spec: SourceSpec, settings: Settings, origin: Origin | None) -> Origin:
    if spec.bundled:
        return Origin.DEPART
    if origin is Origin.DOSSIER and settings.data is None:
        raise ConfigError("Récolte d'un dossier demandée, mais DEBOUCHES_DATA n'est pas réglé.")
    if origin is not None:
        return origin
    return Origin.DOSSIER if settings.data else Origin.RESEAU
