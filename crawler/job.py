"""One source, from its bytes to its report: found, parsed, judged, published."""

import logging
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from crawler.addresses import host_of
from crawler.catalog import folder_name, load_parser
from crawler.contract import Issue, Parser
from crawler.declaration.source import SourceSpec
from crawler.files.archives import legible
from crawler.files.locate import Publication
from crawler.files.places import Place
from crawler.files.raw_files import LocatedFiles
from crawler.files.unnamed import find
from crawler.files.version import describe_version
from crawler.network.fetch import fetch
from crawler.network.reach import Reach
from crawler.network.snapshot import last_snapshot, prune_snapshots
from crawler.runs.assertions import accepted, check, check_edition
from crawler.runs.context import RunContext
from crawler.runs.progress import Listener
from crawler.runs.report import (
    Origin,
    RunReport,
    compare,
    issue_reports,
    read_report,
    state_of,
    unknown_values,
    write_report,
)
from crawler.runs.sink import RecordSink, prune, publish, read_marks, types_of
from crawler.runs.tidiness import harvesting, sweep
from crawler.sites.parse import parse as parse_site
from debouches.errors import AbsentError, ParseError, SourceError
from debouches.settings import Settings
from debouches.storage import Storage, read_pointer
from mappings.records.files import write_state

logger = logging.getLogger(__name__)
PROGRESS_STEP = 500
Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Bytes:
    """Where the files of a run are, and the day they were received."""

    folder: Path
    day: date


@dataclass(frozen=True)
class Job:
    """One source, from its bytes to its report."""

    spec: SourceSpec
    origin: Origin
    settings: Settings
    root: Path
    now: Clock
    reach: Reach
    accept: bool = False
    """Publish it even if it falls short of what is expected of the source: an extract, a smaller edition."""
    if_there: bool = False
    """A source that has no file in the folder is left as it is, and no report of it is kept."""

    @property
    def source(self) -> str:
        return self.spec.name

    @property
    def hosts(self) -> frozenset[str]:
        return frozenset(map(host_of, self.spec.addresses)) if self.origin is Origin.RESEAU else frozenset()

    @property
    def memory_mb(self) -> int:
        return self.settings.crawl.memory_mb

    def run_with(self, listener: Listener) -> RunReport:
        listener.source_started(self.source, self.origin)
        with harvesting(self._storage, self.source) as is_alone:
            report = self._run(listener) if is_alone else self._refused_entry()
        listener.source_done(report)
        return report

    def lost(self, reason: str) -> RunReport:
        """The report of this source when its process died before writing one."""
        started = self.now()
        report = self._failure(self._new_run(started), started, reason)
        write_report(self._storage.report(self.source, report.run), report)
        write_state(self._storage.current_run(self.source).parent, state_of(report))
        return report

    def _refused_entry(self) -> RunReport:
        """Nothing is written: the other harvest will report."""
        return self._failure("en-cours", self.now(), "Une autre récolte de cette source est en cours.")

    def _run(self, listener: Listener) -> RunReport:
        sweep(self._storage, self.source)
        started = self.now()
        run = self._new_run(started)
        try:
            report = self._attempt(run, started, listener)
        except SourceError as error:
            report = self._failure(run, started, f"[{error.code}] {error}")
            if self.if_there and isinstance(error, AbsentError):
                return report.model_copy(update={"verdict": "absent"})
        except MemoryError:
            reason = f"Plus de {self.memory_mb} Mo de mémoire (DEBOUCHES_CRAWL__MEMORY_MB)."
            report = self._failure(run, started, reason)
        except Exception as error:
            logger.exception("Le lecteur de la source %s a échoué", self.source)
            report = self._failure(run, started, f"Erreur du lecteur : {type(error).__name__} : {error}")
        write_report(self._storage.report(self.source, run), report)
        write_state(self._storage.current_run(self.source).parent, state_of(report))
        prune_snapshots(self._storage, self.source)
        return report

    @property
    def _storage(self) -> Storage:
        return Storage(self.settings.home)

    def _new_run(self, started: datetime) -> str:
        """A name that sorts by date and that no earlier run has, even killed."""
        base = started.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
        names = (base, *(f"{base}-{number}" for number in range(2, 1000)))
        storage = self._storage
        places = (storage.report, storage.raw, storage.records)
        return next(name for name in names if not any(place(self.source, name).exists() for place in places))

    def _attempt(self, run: str, started: datetime, listener: Listener) -> RunReport:
        found = self._bytes(run, started, listener)
        publication = find(self.spec, found.folder)
        files = LocatedFiles(self.spec, publication)
        context = self._context(publication, files, found.day)
        with closing(RecordSink(context, self._storage.records(self.spec.name, run).parent)) as sink:
            try:
                self._parse(files, context, sink, listener)
            except ParseError as error:
                raise _named_for_a_reader(error, files) from error
            report = self._judge(run, started, publication, context, sink)
            if report.is_good:
                publish(self._storage, self.spec, run, sink)
                prune(self._storage, self.spec.name)
        return report

    def _bytes(self, run: str, started: datetime, listener: Listener) -> Bytes:
        if self.origin is Origin.DEPART:
            return Bytes(self.root / folder_name(self.spec.name), started.date())
        if self.origin is Origin.DOSSIER:
            assert self.settings.data is not None
            return Bytes(self.settings.data, started.date())
        if self.origin is Origin.REJEU:
            return Bytes(*last_snapshot(self._storage, self.spec.name))
        folder = fetch(self.spec, self.settings, run, listener, self.reach)
        return Bytes(folder, started.date())

    def _context(self, publication: Publication, files: LocatedFiles, day: date) -> RunContext:
        version, dated = describe_version(self.spec, publication, files)
        context = RunContext(self.spec, day=day, version=version, dated=dated)
        for name in publication.unknown:
            context.report(Issue.UNREAD_FIELD, record=name, field="fichier", value="")
        for name in publication.renamed:
            context.report(
                Issue.MALFORMED, record=name, field="nom de fichier", value="reconnu à son contenu"
            )
        for name, read in publication.aside.items():
            value = f"lu à sa place : {read}"
            context.report(Issue.SET_ASIDE, record=name, field="fichier", value=value)
        return context

    def _parse(self, files: LocatedFiles, context: RunContext, sink: RecordSink, listener: Listener) -> None:
        parser: Parser = parse_site if self.spec.site else load_parser(self.spec.name)
        count = 0
        for count, record in enumerate(parser(files, context), start=1):
            sink.add(record)
            if count % PROGRESS_STEP == 0:
                listener.records_read(self.source, count)
        listener.records_read(self.source, count)

    def _judge(
        self, run: str, started: datetime, publication: Publication, context: RunContext, sink: RecordSink
    ) -> RunReport:
        counts, fill_rates = sink.counts(), sink.fill_rates()
        before = self._storage.current_records(self.spec.name)
        names = sorted({*counts, *types_of(before)})
        changes = {name: compare(read_marks(before, name), sink.marks(name)) for name in names}
        violations = (
            *check_edition(context.version, self._version_in_place()),
            *check(self.spec.expectations, counts, fill_rates, changes),
        )
        if self.accept and counts:
            violations = accepted(violations)
        refused = any(violation.severity == "refus" for violation in violations)
        return RunReport(
            source=self.spec.name,
            run=run,
            origin=self.origin,
            place=legible(_first_place(publication).container),
            version=context.version,
            started=started,
            ended=self.now(),
            records=counts,
            fill_rates=fill_rates,
            issues=issue_reports(context.issues),
            unknown_values=unknown_values(context.issues),
            unused_lookups=tuple(context.unused_lookups()),
            changes=changes,
            violations=violations,
            verdict="refused" if refused else "good",
        )

    def _version_in_place(self) -> str | None:
        run = read_pointer(self._storage.current_run(self.source))
        path = self._storage.report(self.source, run) if run else None
        return read_report(path).version if path and path.exists() else None

    def _failure(self, run: str, started: datetime, error: str) -> RunReport:
        return RunReport(
            source=self.spec.name,
            run=run,
            origin=self.origin,
            started=started,
            ended=self.now(),
            error=error,
            verdict="refused",
        )


def _first_place(publication: Publication) -> Place:
    return next(iter(publication.places.values()))


def _named_for_a_reader(error: ParseError, files: LocatedFiles) -> ParseError:
    """Parsers name the entry of source.yml; whoever gave the file knows it by its own name."""
    if error.file is None or error.file not in files.names():
        return error
    return error.about(files.place(error.file).shown)
