"""Downloads the files of a source through the spider, into a snapshot that can be resumed and replayed."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Timer

from pydantic import ValidationError

from crawler.addresses import host_of
from crawler.declaration.site import SiteMap
from crawler.declaration.source import Download, SourceSpec
from crawler.network.dialogue import Answer, Event, LinksPlan, Plan, SitePlan
from crawler.network.reach import Reach
from crawler.network.snapshot import FetchedFile, Manifest, read_manifest, sha256_of, write_manifest
from crawler.runs.progress import Listener
from crawler.sites.journal import copy_whole_lines
from crawler.sites.parse import PAGES
from debouches.errors import FetchError
from debouches.settings import PROJECT_ROOT, CrawlSettings, Settings
from debouches.storage import Storage

RESUME_WITHIN = timedelta(days=1)
"""An interrupted snapshot older than this would mix two publications."""
SPARE_SECONDS = 30.0
SPIDER = "crawler.network.spider"


def fetch(spec: SourceSpec, settings: Settings, run: str, listener: Listener, reach: Reach) -> Path:
    """Folder of the raw bytes of a run; raises `FetchError` naming source, file and address."""
    _check_network(spec, settings.crawl, reach)
    folder = Storage(settings.home).raw(spec.name, run)
    if spec.site is not None:
        return fetch_site(spec, spec.site, settings.crawl, folder, listener)
    manifest = _resume(spec, folder)
    missing = [download for download in spec.downloads if download.name not in manifest.files]
    failures: list[Event] = []
    for event in spider_events(missing, settings.crawl, folder, spec.name):
        if event.kind == "bytes":
            listener.bytes_received(spec.name, event.received)
        elif event.kind == "failure":
            failures.append(event)
        elif event.file is not None:
            manifest = _with_file(manifest, event.file)
            write_manifest(folder, manifest)
    _check_complete(spec, manifest, failures)
    write_manifest(folder, manifest.model_copy(update={"complete": True}))
    return folder


def _check_network(spec: SourceSpec, crawl: CrawlSettings, reach: Reach) -> None:
    if crawl.offline:
        raise FetchError("Réseau interdit par le réglage DEBOUCHES_CRAWL__OFFLINE", source=spec.name)
    if spec.site and (host := reach.first_unreachable(spec.site.starts)):
        raise FetchError(f"Hôte injoignable : {host}", source=spec.name)
    if not spec.downloads and not spec.site:
        raise FetchError("Cette source ne se télécharge pas", source=spec.name)
    for download in spec.downloads:
        if host := reach.first_unreachable(download.urls):
            raise FetchError(f"Hôte injoignable : {host}", source=spec.name, file=download.name)


def _with_file(manifest: Manifest, file: FetchedFile) -> Manifest:
    return manifest.model_copy(update={"files": {**manifest.files, file.name: file}})


def _check_complete(spec: SourceSpec, manifest: Manifest, failures: Sequence[Event]) -> None:
    for download in spec.downloads:
        if download.name not in manifest.files:
            told = " ; ".join(f"{f.url} : {f.message}" for f in failures if f.name == download.name)
            message = f"Téléchargement impossible : {told or 'le moissonneur s’est arrêté'}"
            raise FetchError(message, source=spec.name, file=download.name)


def _resume(spec: SourceSpec, folder: Path) -> Manifest:
    """Take over what an interrupted run had time to receive."""
    folder.mkdir(parents=True)
    manifest = Manifest(source=spec.name)
    previous = _interrupted(folder)
    if previous is not None:
        for file in _intact_files(*previous):
            shutil.copy2(previous[0] / file.name, folder / file.name)
            manifest = _with_file(manifest, file)
    write_manifest(folder, manifest)
    return manifest


def _interrupted(folder: Path) -> tuple[Path, Manifest] | None:
    """The last snapshot before this one, if it is incomplete."""
    earlier = sorted(path for path in folder.parent.glob("[0-9]*") if path.name < folder.name)
    manifest = read_manifest(earlier[-1]) if earlier else None
    return (earlier[-1], manifest) if manifest and not manifest.complete else None


def _intact_files(folder: Path, manifest: Manifest) -> Iterator[FetchedFile]:
    oldest = datetime.now(UTC) - RESUME_WITHIN
    for file in manifest.files.values():
        path = folder / file.name
        if file.received >= oldest and path.exists() and sha256_of(path) == file.sha256:
            yield file


def fetch_site(
    spec: SourceSpec, site: SiteMap, crawl: CrawlSettings, folder: Path, listener: Listener
) -> Path:
    """Folder of the pages of a site; pages received by an interrupted run are not fetched again."""
    journal = folder / spec.files[PAGES].patterns[0]
    folder.mkdir(parents=True)
    if (interrupted := _interrupted(folder)) and (interrupted[0] / journal.name).exists():
        copy_whole_lines(interrupted[0] / journal.name, journal, datetime.now(UTC) - RESUME_WITHIN)
    write_manifest(folder, Manifest(source=spec.name))
    plan = Plan(site=SitePlan(site=site, journal=journal.name, known=_last_whole(journal)), crawl=crawl)
    failures = []
    for event in _run_spider(plan, folder, spec.name, _patience_of_site(site, crawl)):
        if event.kind == "bytes":
            listener.bytes_received(spec.name, event.received)
        elif event.kind == "failure":
            failures.append(f"{event.url} : {event.message}")
    if failures:
        raise FetchError(f"Site injoignable : {' ; '.join(failures)}", source=spec.name)
    file = _describe(journal, site.starts[0])
    write_manifest(folder, Manifest(source=spec.name, files={PAGES: file}, complete=True))
    return folder


def _last_whole(journal: Path) -> Path | None:
    """The same journal in the last complete run."""
    earlier = sorted(
        (path for path in journal.parent.parent.glob("[0-9]*") if path != journal.parent), reverse=True
    )
    whole = (path for path in earlier if (manifest := read_manifest(path)) and manifest.complete)
    return next((path / journal.name for path in whole if (path / journal.name).exists()), None)


def _describe(path: Path, url: str) -> FetchedFile:
    return FetchedFile(
        name=path.name,
        url=url,
        sha256=sha256_of(path),
        size=path.stat().st_size,
        received=datetime.now(UTC),
    )


def _patience_of_site(site: SiteMap, crawl: CrawlSettings) -> float:
    delay = max(crawl.delay_s, site.delay_s or 0)
    return site.max_pages * (crawl.retries + 1) * (crawl.timeout_s + delay) + SPARE_SECONDS


def spider_events(
    downloads: Sequence[Download], crawl: CrawlSettings, folder: Path, source: str
) -> Iterator[Event]:
    """Download files; yields what becomes of each."""
    if downloads:
        plan = Plan(downloads=tuple(downloads), crawl=crawl)
        yield from _run_spider(plan, folder, source, _patience(downloads, crawl))


def link_events(plan: LinksPlan, crawl: CrawlSettings) -> Iterator[Answer]:
    """Look at addresses; yields what becomes of each. A host that is given up yields nothing more."""
    if not plan.adresses:
        return
    whole, patience = Plan(liens=plan, crawl=crawl), _patience_of_links(plan, crawl)
    with tempfile.TemporaryDirectory() as nothing_is_kept:
        events = _run_spider(whole, Path(nothing_is_kept), "liens", patience)
        yield from (event.answer for event in events if event.answer is not None)


def _patience_of_links(plan: LinksPlan, crawl: CrawlSettings) -> float:
    """The longest that they can take: so many hosts at once, but one address of a host after another."""
    rules = plan.regles
    busiest = Counter(host_of(url) for url in plan.adresses).most_common(1)[0][1]
    in_turn = max(busiest, len(plan.adresses) / rules.hotes_a_la_fois)
    return 2 * (rules.renvois + 1) * in_turn * (rules.delai_s + crawl.delay_s) + SPARE_SECONDS


def _run_spider(plan: Plan, folder: Path, source: str, patience: float) -> Iterator[Event]:
    """Run the spider in its own process and read its events, line by line."""
    with tempfile.TemporaryDirectory() as scratch, (Path(scratch) / "errors.log").open("w+b") as log:
        plan_path = Path(scratch) / "plan.json"
        plan_path.write_text(plan.model_dump_json(), encoding="utf-8")
        process = _start(plan_path, folder, log.fileno())
        guard = Timer(patience, process.kill)
        guard.start()
        try:
            assert process.stdout is not None
            yield from filter(None, map(_event, process.stdout))
            process.wait()
        finally:
            guard.cancel()
            process.kill()
            process.wait()
            assert process.stdin is not None
            process.stdin.close()
        if process.returncode != 0:
            log.seek(0)
            last_words = log.read().decode(errors="replace").strip().splitlines()[-1:] or ["sans un mot"]
            raise FetchError(f"Le moissonneur s'est arrêté : {last_words[0]}", source=source)


def _start(plan_path: Path, folder: Path, log: int) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(PROJECT_ROOT), *sys.path])}
    command = [sys.executable, "-m", SPIDER, str(plan_path), str(folder)]
    # Its standard input tells it, by closing, that the harvest is dead: it must not go on alone.
    return subprocess.Popen(  # noqa: S603
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, env=environment
    )


def _patience(downloads: Sequence[Download], crawl: CrawlSettings) -> float:
    """The longest that honest downloads can take: every address, every try, time limits and pauses."""
    tries = sum(len(download.urls) for download in downloads) * (crawl.retries + 1)
    return tries * (crawl.timeout_s + crawl.delay_s) * 2 + SPARE_SECONDS


def _event(line: bytes) -> Event | None:
    """None for a line that is not an event: some library printed it."""
    try:
        return Event.model_validate_json(line)
    except ValidationError:
        return None
