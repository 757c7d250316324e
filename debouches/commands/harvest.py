"""Commands of the harvest: harvest, report."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from debouches.commands.output import AsJson, Cell, say, show, table
from debouches.commands.progress import HarvestBars
from debouches.errors import NotFoundError
from debouches.settings import read_settings
from debouches.storage import Storage

if TYPE_CHECKING:
    from rich.console import Console

    from crawler.runs.report import Origin, RunReport

MOST_LEFTOVERS = 20


def harvest(
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="[SOURCES]...", help="Noms de sources, comme « rome ».")
    ] = None,
    *,
    every: Annotated[
        bool, typer.Option("--all", help="Toutes les sources, ou toutes celles du dossier.")
    ] = False,
    folder: Annotated[
        Path | None, typer.Option("--from", metavar="DOSSIER", help="Lire ce dossier au lieu du réseau.")
    ] = None,
    replay: Annotated[
        bool, typer.Option("--replay", help="Relire les derniers octets reçus, sans réseau.")
    ] = False,
    processes: Annotated[
        int | None, typer.Option("--processes", min=1, help="Sources récoltées en même temps.")
    ] = None,
    accept: Annotated[
        bool,
        typer.Option("--accept", help="Publier même ce qui déçoit les attentes, comme un extrait."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Récolte des sources : lit les fichiers des éditeurs, en fait des enregistrements et un rapport.

    Une récolte qui déçoit les attentes de sa source est refusée : les derniers bons enregistrements restent,
    et les autres sources continuent. Avec --all --from, ce dont le dossier n'a rien reste comme il est.
    Code de sortie : 0 si toutes sont bonnes, 1 si l'une est refusée, 2 si la commande est mal écrite,
    130 après Ctrl-C. « debouches sources bmo » dit quels fichiers une source attend, et leurs colonnes.

    Exemple : debouches harvest rome onisep-fiches-metiers --from ~/donnees
    """
    from crawler.catalog import load_catalog
    from crawler.files.unnamed import ordinary
    from crawler.harvest import harvest as run_harvest

    _check_choice(sources, every=every, folder=folder, replay=replay)
    settings = read_settings()
    if folder:
        settings = settings.model_copy(update={"data": folder})
    names = sources or ordinary(load_catalog(), settings.data)
    with HarvestBars(len(names)) as bars:
        found = run_harvest(
            settings,
            sources=names,
            origin=_origin(folder, replay=replay),
            listener=bars,
            processes=processes or settings.crawl.process_count,
            accept=accept,
            if_there=every,
        )
    show(found, as_json=as_json, otherwise=lambda console: _show_runs(console, found))
    if settings.data and not replay and (every or _is_bad(found)):
        say_leftovers(settings.data, names if every else None)
    _end(found)


def _end(found: "Sequence[RunReport]") -> None:
    if any(report.violations and not report.is_good for report in found):
        say("Si c'est voulu (un extrait, une édition plus petite), recommencer avec --accept.")
    if _is_bad(found):
        raise typer.Exit(code=1)


def _is_bad(reports: "Sequence[RunReport]") -> bool:
    """True if a source is refused, or if the folder has no file of any."""
    of_folder = [report for report in reports if report.origin == "dossier"]
    is_empty = bool(of_folder) and all(report.is_absent for report in of_folder)
    return is_empty or not all(report.is_good or report.is_absent for report in reports)


def say_leftovers(folder: Path, harvested: Collection[str] | None) -> None:
    """Files that no report of the harvested sources mentions; None: files that belong to no source at all."""
    from crawler.catalog import load_catalog
    from crawler.files.leftovers import leftovers, told

    catalog = load_catalog()
    if found := leftovers(catalog, catalog.keys() if harvested is None else harvested, folder):
        title = f"Fichiers du dossier que rien n'a lus ({len(found)}) :"
        say("\n".join((title, *told(found, MOST_LEFTOVERS))))


def _check_choice(sources: list[str] | None, *, every: bool, folder: Path | None, replay: bool) -> None:
    if bool(sources) == every:
        raise typer.BadParameter(
            "nommer des sources, ou demander --all, l'un ou l'autre", param_hint="SOURCES"
        )
    if folder and replay:
        raise typer.BadParameter("--from et --replay ne vont pas ensemble", param_hint="--replay")
    if folder and not folder.is_dir():
        raise typer.BadParameter(f"le dossier {folder} n'existe pas", param_hint="--from")


def _origin(folder: Path | None, *, replay: bool) -> "Origin | None":
    from crawler.runs.report import Origin

    if replay:
        return Origin.REJEU
    return Origin.DOSSIER if folder else None


def report(
    source: Annotated[
        str | None, typer.Argument(metavar="SOURCE", help="Sans nom : une ligne par source.")
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Montre ce que la dernière récolte a vu : nombres, remplissage, valeurs inconnues, changements, verdict.

    Exemple : debouches report rome
    """
    storage = Storage(read_settings().home)
    if source is None:
        found = list(_last_reports(storage))
        show(found, as_json=as_json, otherwise=lambda console: _show_runs(console, found))
        return
    one = _last_report(storage, source)
    if one is None:
        known = ", ".join(report.source for report in _last_reports(storage)) or "aucune"
        raise NotFoundError(f"La source « {source} » n'a pas de rapport. Sources récoltées : {known}.")
    show(one, as_json=as_json, otherwise=lambda console: _show_report(console, one))


def _last_reports(storage: Storage) -> "Iterator[RunReport]":
    for folder in sorted((storage.home / "reports").glob("*/")):
        if report := _last_report(storage, folder.name):
            yield report


def _last_report(storage: Storage, source: str) -> "RunReport | None":
    from crawler.runs.report import read_report

    path = max(storage.report(source, "*").parent.glob("*.json"), default=None)
    return read_report(path) if path else None


def _show_runs(console: "Console", reports: "Sequence[RunReport]") -> None:
    """One line per run, then why a run was refused."""
    columns = ("Source", "Verdict", "Origine", "Version", "Lus", "À revoir")
    there = [report for report in reports if not report.is_absent]
    console.print(table("Récoltes", columns, map(_summary_line, there)))
    for refused in (report for report in there if not report.is_good):
        console.print(f"{refused.source}, récolte refusée : {refused.reason}", markup=False, highlight=False)


def _summary_line(report: "RunReport") -> Sequence[Cell]:
    return [
        report.source,
        _verdict(report),
        str(report.origin),
        report.version,
        sum(report.records.values()),
        sum(issue.count for issue in report.issues.values()),
    ]


def _verdict(report: "RunReport") -> str:
    return "bonne" if report.is_good else "refusée"


def _show_report(console: "Console", report: "RunReport") -> None:
    _show_runs(console, [report])
    console.print(
        table("Enregistrements", ("Type", "Lus", "Apparus", "Changés", "Disparus"), _counts(report))
    )
    if rates := list(_fill_rates(report)):
        console.print(table("Champs remplis à moins de la moitié", ("Champ", "Rempli"), rates))
    if report.issues:
        console.print(table("À revoir", ("Nature", "Fois", "Exemple"), _issues(report)))
    if report.unknown_values:
        rows = [(value.field, value.value, value.count) for value in report.unknown_values[:20]]
        console.print(table("Valeurs inconnues les plus fréquentes", ("Champ", "Valeur", "Fois"), rows))
    for violation in report.violations:
        console.print(f"{violation.severity} : {violation.message}", markup=False, highlight=False)
    for lookup in report.unused_lookups:
        console.print(f"Correction qui ne sert plus : {lookup}", markup=False, highlight=False)


def _counts(report: "RunReport") -> Iterator[Sequence[Cell]]:
    for name, count in report.records.items():
        changes = report.changes.get(name)
        after = (changes.appeared, changes.changed, changes.vanished) if changes else (None, None, None)
        yield [name, count, *after]


def _fill_rates(report: "RunReport") -> Iterator[Sequence[Cell]]:
    for name, rates in report.fill_rates.items():
        yield from ((f"{name}.{field}", f"{rate:.0%}") for field, rate in rates.items() if rate < 0.5)


def _issues(report: "RunReport") -> Iterator[Sequence[Cell]]:
    for issue, found in report.issues.items():
        first = next(iter(found.samples), None)
        yield [str(issue), found.count, f"{first.record}, {first.field} : {first.value}" if first else None]
