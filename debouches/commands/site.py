"""Commands that show the site: serve, and run, which does everything before."""

import gc
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from itertools import chain, islice
from pathlib import Path
from subprocess import DEVNULL, Popen
from threading import Event, Thread
from typing import TYPE_CHECKING, Annotated

import typer

from debouches.commands.harvest import say_leftovers
from debouches.commands.output import GENRES, say, say_error, thousands
from debouches.commands.progress import HarvestBars, Steps
from debouches.errors import BuildError, ConfigError, EngineError, NotReadyError
from debouches.settings import Settings, read_settings
from debouches.storage import Storage

if TYPE_CHECKING:
    from crawler.runs.report import RunReport
    from index.service import Searcher
    from mappings.conformity import Rapport


RETRY_S, LONGEST_RETRY_S = 10.0, 3600.0
"""Between two looks at a cluster that does not answer; doubled each time a build fails."""
MAX_VERIFIED = 5000
"""Records of a file that the site checks for one request; the command line has no limit."""
MAX_UNPACKED = 20_000_000
"""Bytes of an archive that the site opens for one request, once decompressed."""


def serve(
    host: Annotated[str | None, typer.Option("--host", help="Adresse d'écoute.")] = None,
    port: Annotated[int | None, typer.Option("--port", min=0, max=65535, help="Port d'écoute.")] = None,
    processes: Annotated[
        int | None,
        typer.Option("--processes", min=1, max=64, metavar="N", help="Processus qui répondent ensemble."),
    ] = None,
    borne: Annotated[
        bool,
        typer.Option("--borne", help="Pour une borne en libre accès : tout s'efface entre deux personnes."),
    ] = False,
) -> None:
    """Sert le site et l'API à partir de l'index déjà construit.

    Exemple : debouches serve --port 9000 --processes 4
    """
    gc.disable()  # until it serves: a start throws nothing away, and looking for it is a tenth of the start
    from index.generations.opening import open_searcher

    asked = {"host": host, "port": port, "processes": processes}
    given: dict[str, object] = {name: value for name, value in asked.items() if value is not None}
    settings = read_settings()
    if borne:
        given["borne"] = settings.borne.model_copy(update={"active": True})
    settings = settings.model_copy(update=given)
    _serve(settings, partial(open_searcher, settings))


def run() -> None:
    """Fait tout : récolte le corpus, construit l'index s'il a changé, et sert le site.

    Le corpus est, dans cet ordre : le dossier DEBOUCHES_DATA, les fichiers des éditeurs si le réseau
    le permet, le corpus de départ du dépôt.

    Exemple : DEBOUCHES_DATA=~/donnees PORT=9000 debouches run
    """
    from crawler.corpus import harvest_corpus
    from index.generations.opening import open_searcher

    settings = read_settings()
    with HarvestBars() as bars:
        corpus = harvest_corpus(settings, bars)
    for sentence in corpus.explanation:
        say(sentence)
    if settings.data:
        say_leftovers(settings.data, [report.source for report in corpus.reports])
    with _built_now_or_later(settings):
        _serve(settings, partial(open_searcher, settings))


@contextmanager
def _built_now_or_later(settings: Settings) -> Iterator[None]:
    """Build what has to be. A cluster that does not answer stops nobody: it is tried again later."""
    from index.generations.lifecycle import build

    stopped, later = Event(), None
    try:
        with Steps() as steps:
            if needs_build(settings):
                build(settings, steps)
    except (EngineError, BuildError) as error:
        if settings.elasticsearch.url is None:
            raise
        say_error(error)
        if isinstance(error, EngineError):
            say("L'index sera construit, s'il le faut, dès que le cluster répondra.")
            later = Thread(target=build_when_it_answers, args=(settings, stopped), name="construction")
            later.start()
    try:
        yield
    finally:
        stopped.set()
        if later:
            later.join()


def build_when_it_answers(settings: Settings, stopped: Event) -> None:
    """Try until it is built, or need not be; each failure makes the next wait longer."""
    pause_s = RETRY_S
    while not stopped.wait(pause_s):
        try:
            if not needs_build(settings) or _build_aside(stopped):
                return
        except EngineError:
            continue
        pause_s = min(2 * pause_s, LONGEST_RETRY_S)


def _build_aside(stopped: Event) -> bool:
    """In a process of its own, so that readers are served meanwhile. True if it went well."""
    with Popen([sys.executable, "-m", "debouches", "build"], stdout=DEVNULL) as process:
        while process.poll() is None:
            if stopped.wait(1):
                process.terminate()
        return process.returncode == 0


def needs_build(settings: Settings) -> bool:
    """True if nothing that this version can read is served, or if what it was made from has changed."""
    from index.generations.lifecycle import generations
    from index.manifest import is_readable

    served = [m.construite_le for m, is_served in generations(settings) if is_served and is_readable(m.nom)]
    changes = chain(_changes(Storage(settings.home)), _changes_of_words())
    return not served or any(moment > served[0] for moment in changes)


def _changes_of_words() -> Iterator[datetime]:
    """When the vocabularies and the weights were last written."""
    from mappings.vocabulary import FOLDER

    paths = chain(FOLDER.parent.rglob("*.yml"), FOLDER.glob("*.csv"))
    return (datetime.fromtimestamp(path.stat().st_mtime, UTC) for path in paths)


def _changes(storage: Storage) -> Iterator[datetime]:
    """When the good records of each source last changed; a harvest that finds the same changes nothing."""
    from crawler.runs.report import read_report

    for source in storage.harvested_sources():
        paths = sorted(storage.report(source, "*").parent.glob("*.json"), reverse=True)
        moments = (report.ended for report in map(read_report, paths) if _has_changed(report))
        yield from islice(moments, 1)


def _has_changed(report: "RunReport") -> bool:
    counts = ((c.appeared, c.changed, c.vanished) for c in report.changes.values())
    return report.is_good and any(map(any, counts))


def _serve(settings: Settings, open_searcher: Callable[[], "Searcher"]) -> None:
    """Say which corpus is shown, then serve until Ctrl-C, the normal way to stop."""
    from web.serving.serve import serve as serve_site

    searcher = open_searcher()
    _announce(settings, searcher)
    say(f"Site : http://{settings.host}:{settings.port}  (Ctrl-C pour arrêter)")
    if settings.borne.active:
        minutes = f"{settings.borne.minutes:g}".replace(".", ",")
        say(f"Borne : tout s'efface après {minutes} min sans geste.")
    if settings.borne.active and not settings.adresse:
        say("Sans DEBOUCHES_ADRESSE, les codes QR ne mènent pas au site public.")
    _configure_logs()
    try:
        with suppress(KeyboardInterrupt):
            opened = open_searcher if settings.processes > 1 else lambda: searcher
            serve_site(settings, opened, partial(_verify, settings.home))
    except SystemExit as error:
        raise ConfigError(
            f"Le site n'a pas pu écouter sur {settings.host}:{settings.port}, sans doute déjà pris. "
            f"Choisir un autre port : PORT={settings.port + 1} make run"
        ) from error
    say("Site arrêté.")


def _verify(home: Path, content: bytes, name: str) -> "Rapport":
    """Imported with the first file: no page waits for it."""
    from crawler.conformity import verify
    from mappings.conformity import CodesConnus

    known = CodesConnus(Storage(home))
    return verify(content, name, limit=MAX_VERIFIED, most_bytes=MAX_UNPACKED, known=known)


def _announce(settings: Settings, searcher: "Searcher") -> None:
    """Which corpus is shown. A cluster may answer later; on one machine, nobody else builds the index."""
    try:
        facts = searcher.facts()
    except (EngineError, NotReadyError) as error:
        if settings.elasticsearch.url is None:
            raise
        say_error(error)
        say("Le site démarre sans index : ses pages répondent 503, et il sert l'index dès qu'il l'atteint.")
        return
    entities = ", ".join(f"{thousands(count)} {GENRES[genre]}" for genre, count in facts.entites.items())
    say(f"Index : {facts.corpus} ({entities})")


def _configure_logs() -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    # Our errors say it in French, once; the client would add two lines a page, and its stack at each attempt.
    logging.getLogger("elastic_transport").setLevel(logging.ERROR)
