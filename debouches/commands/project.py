"""Commands about the program itself: format, settings."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from debouches.commands.output import AsJson, Cell, counted, say, show, table, wants_json
from debouches.settings import read_settings
from debouches.storage import Storage, write_atomically

if TYPE_CHECKING:
    from rich.console import Console

    from mappings.conformity import Rapport
    from mappings.conformity.report import Constat

LONG_TO_READ = 5
"""Megabytes past which who waits is told so: a second each, or a little more."""

_COLUMNS = ("Gravité", "Ligne", "Enregistrement", "Champ", "Constat")
Write = Annotated[bool, typer.Option("--ecrire", help="Réécrit les fichiers engendrés du dépôt.")]


def format_(*, write: Write = False, as_json: AsJson = False) -> None:
    """Montre le format commun : la page lisible dans un terminal, le JSON Schema pour un programme.

    Exemple : debouches format > schema.json
    """
    from mappings.records.export import generated_files, readable_page, schema_as_json

    if write:
        for path, content in generated_files().items():
            write_atomically(path, content)
            say(f"Écrit : {path}")
    elif wants_json(as_json):
        sys.stdout.write(schema_as_json().decode())
    else:
        sys.stdout.write(readable_page())


def verifier(
    fichiers: Annotated[
        list[Path],
        typer.Argument(
            exists=True, dir_okay=False, help="JSON, JSONL, XML, CSV, XLSX, ou leur archive (.zip, .gz)."
        ),
    ],
    *,
    as_json: AsJson = False,
) -> None:
    """Vérifie des fichiers d'éditeurs : ce que le format demande et ce qui manque, avec la ligne et le champ.

    Sort en 1 si l'un d'eux n'est pas conforme. Rien n'est gardé.

    Le format se reconnaît tout seul : format commun, LHEO, fichiers de l'Onisep, du RNCP… Une archive se lit
    en entier : celle du ROME, avec toutes ses tables.

    Exemple : debouches verifier fiches.jsonl flux-lheo.xml ideo-metiers_onisep.csv
    """
    from crawler.conformity import verify
    from mappings.conformity import CodesConnus

    known = CodesConnus(Storage(read_settings().home))
    for path in fichiers:
        if (size := path.stat().st_size // 1_000_000) >= LONG_TO_READ:
            say(f"Lecture de {path.name}, {size} Mo…")
    reports = {str(path): verify(path.read_bytes(), path.name, known=known) for path in fichiers}
    shown = {path: report.model_dump(mode="json") for path, report in reports.items()}
    show(shown, as_json=as_json, otherwise=lambda console: _print_reports(console, reports))
    if not all(report.est_conforme for report in reports.values()):
        raise typer.Exit(1)


def _print_reports(console: "Console", reports: Mapping[str, "Rapport"]) -> None:
    for path, report in reports.items():
        verdict = "conforme" if report.est_conforme else "non conforme"
        faults = counted(report.erreurs, "erreur"), counted(report.avertissements, "avertissement")
        title = f"{path} : {verdict}, {', '.join(faults)}"
        if report.source:
            console.print(f"Format reconnu : {report.source}", markup=False, highlight=False)
        console.print(table(title, _COLUMNS, map(_line, report.constats)))
        if sum(one.nombre for one in report.constats) < report.erreurs + report.avertissements:
            sums = [(one.gravite, one.champ or one.regle, str(one.nombre)) for one in report.bilan]
            console.print(table("Tout le fichier, par champ", ("Gravité", "Champ", "Fois"), sums))
        _print_families(console, report)


def _line(one: "Constat") -> tuple[Cell, ...]:
    return (
        one.gravite,
        " ".join(filter(None, (one.fichier, str(one.ligne or "")))),
        one.objet or "",
        one.champ or "",
        one.message + (f" {one.nombre} fois ici." if one.nombre > 1 and one.ligne else ""),
    )


def _print_families(console: "Console", report: "Rapport") -> None:
    if report.familles:
        console.print("Les neuf familles d'information de la loi :")
    for family in report.familles:
        if family.attendues is not None:
            said = f"{family.presentes} sur {family.attendues}"
        elif family.presentes:
            said = counted(family.presentes, "enregistrement")
        else:
            said = "portée par d'autres enregistrements, absents de ce fichier"
        console.print(f"  {family.nom} : {said}", highlight=False)


def settings(*, write: Write = False, as_json: AsJson = False) -> None:
    """Montre chaque réglage, sa valeur et d'où elle vient. Les secrets restent masqués.

    Exemple : PORT=9000 debouches settings
    """
    from debouches.commands.settings_table import PAGE, page, settings_in_use

    if write:
        write_atomically(PAGE, page().encode())
        say(f"Écrit : {PAGE}")
        return
    found = settings_in_use(read_settings())
    rows = [(one.variable, one.valeur, one.origine, one.description) for one in found]
    columns = ("Variable", "Valeur", "Origine", "Ce qu'elle règle")
    show(found, as_json=as_json, otherwise=lambda console: console.print(table("Réglages", columns, rows)))
