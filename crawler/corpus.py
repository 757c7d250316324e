"""Chooses what is shown: the given folder, else the official downloads, else the starter corpus."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from pydantic import Field

from crawler.catalog import SOURCES, load_catalog
from crawler.declaration.source import SourceSpec
from crawler.files.unnamed import is_there, ordinary
from crawler.harvest import harvest
from crawler.runs.progress import Listener
from crawler.runs.report import Origin, RunReport, read_report
from debouches.errors import ConfigError
from debouches.settings import Settings
from debouches.storage import Storage, read_pointer
from mappings.records import Model

NOMENCLATURE = "rome"
LESSER = "rome-fiches"
"""The same métiers from another archive, which says less about them."""
STARTER = "depart"
BY_MERIT = (NOMENCLATURE, LESSER, STARTER)


class CorpusReport(Model):
    """Which corpus is shown and why, for the terminal, the band of the site and the page of sources."""

    corpus: Literal["dossier", "réseau", "rejeu", "départ"] = Field(
        description="Where the métiers that are shown come from"
    )
    explanation: tuple[str, ...] = Field(
        description="What is shown, in French, then one sentence per failure"
    )
    shown: tuple[str, ...] = Field(description="Sources that have good records, in alphabetical order")
    reports: tuple[RunReport, ...] = Field(description="Every run of this harvest")


def harvest_corpus(
    settings: Settings, listener: Listener | None = None, *, root: Path = SOURCES
) -> CorpusReport:
    """Harvest what can be had; without any ROME, fall back on the starter corpus."""
    if settings.data is not None and not settings.data.is_dir():
        raise ConfigError(f"DEBOUCHES_DATA ne désigne pas un dossier : {settings.data}")
    catalog = load_catalog(root)
    storage = Storage(settings.home)
    wanted = ordinary(catalog, settings.data)
    processes = settings.crawl.process_count
    reports = harvest(settings, sources=wanted, listener=listener, root=root, processes=processes)
    for stand_in in (name for name in (LESSER, STARTER) if name in catalog):
        if _has_metiers(storage, before=stand_in):
            storage.current_run(stand_in).unlink(missing_ok=True)
        elif stand_in == STARTER or is_there(catalog[stand_in], settings.data):
            reports += harvest(settings, sources=[stand_in], listener=listener, root=root)
    shown_metiers = _shown_metiers(storage)
    return CorpusReport(
        corpus=shown_metiers.origin.value,
        explanation=(_headline(shown_metiers, settings), *_failures(catalog, reports, storage)),
        shown=tuple(storage.harvested_sources()),
        reports=tuple(reports),
    )


def _has_metiers(storage: Storage, before: str) -> bool:
    """Whether a better source than this one gives the métiers."""
    better = BY_MERIT[: BY_MERIT.index(before)]
    return any(storage.current_records(source) for source in better)


def _shown_metiers(storage: Storage) -> RunReport:
    """The run whose métiers are shown."""
    source = next((source for source in BY_MERIT if storage.current_records(source)), STARTER)
    run = read_pointer(storage.current_run(source))
    if run is None:
        raise ConfigError("Aucun corpus : même le corpus de départ du dépôt n'a pas pu être lu.")
    return read_report(storage.report(source, run))


def _headline(shown: RunReport, settings: Settings) -> str:
    day = f"{shown.ended:%d/%m/%Y}"
    version = f" ({shown.version})" if shown.version else ""
    return {
        Origin.DOSSIER: f"Données ouvertes du dossier {settings.data}{version}, lues le {day}.",
        Origin.RESEAU: f"Données ouvertes téléchargées chez les éditeurs le {day}{version}.",
        Origin.REJEU: f"Données ouvertes rejouées le {day}{version}.",
        Origin.DEPART: (
            "Corpus de départ du dépôt : tous les métiers du ROME, sans leurs descriptions ; "
            "les textes marqués « démonstration » sont du projet."
        ),
    }[shown.origin]


def _failures(catalog: dict[str, SourceSpec], reports: Sequence[RunReport], storage: Storage) -> list[str]:
    return [_why(catalog[report.source], report, storage) for report in reports if not report.is_good]


def _why(spec: SourceSpec, report: RunReport, storage: Storage) -> str:
    """One sentence: what failed, why, and what is shown instead."""
    reason = report.reason.removesuffix(".")
    kept = read_pointer(storage.current_run(spec.name))
    if kept:
        day = read_report(storage.report(spec.name, kept)).ended
        return f"{spec.titre} : {reason} ; la récolte du {day:%d/%m/%Y} reste en place."
    return f"{spec.titre} : {reason} ; cette source n'est pas montrée."
