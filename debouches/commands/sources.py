"""Command of the catalogue: sources."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from debouches.commands.output import AsJson, say, show, table

if TYPE_CHECKING:
    from rich.console import Console

    from crawler.declaration.source import SourceSpec
    from crawler.sites.trial import Trial


def sources(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DOSSIER]", help="Le dossier d'une source, avec son source.yml.")
    ] = None,
    *,
    page: Annotated[
        Path | None,
        typer.Option("--page", metavar="FICHIER", help="Une page enregistrée, à lire avec ce plan."),
    ] = None,
    url: Annotated[str, typer.Option("--url", help="L'adresse de cette page.")] = "",
    as_json: AsJson = False,
) -> None:
    """Montre les sources connues, ou vérifie la déclaration d'une source et l'essaie sur une page.

    Exemple : debouches sources crawler/sources/mon_site --page page.html --url https://site.fr/metiers/passeur
    """
    from crawler.catalog import load_catalog, load_source

    if (page is None) != (not url) or (page and folder is None):
        raise typer.BadParameter("un dossier, --page et --url vont ensemble", param_hint="--page")
    if page is not None and folder is not None:
        found = _trial(load_source(folder), page, url)
        show(found, as_json=as_json, otherwise=lambda console: _show_trial(console, found))
        return
    specs = [load_source(folder)] if folder else list(load_catalog().values())
    if folder:
        say(f"La déclaration de « {specs[0].name} » est valable.")
    show([_line(spec) for spec in specs], as_json=as_json, otherwise=lambda console: _show(console, specs))


def _trial(spec: "SourceSpec", page: Path, url: str) -> "Trial":
    from crawler.sites.trial import try_page

    return try_page(spec, page.read_bytes(), url, datetime.now(UTC).date())


def _line(spec: "SourceSpec") -> dict[str, str]:
    kind = "site" if spec.site else "jointe" if spec.bundled else "fichiers"
    return {"nom": spec.name, "titre": spec.titre, "editeur": spec.editeur, "sorte": kind}


def _show(console: "Console", specs: "list[SourceSpec]") -> None:
    rows = [tuple(_line(spec).values()) for spec in specs]
    console.print(table("Sources", ("Nom", "Titre", "Éditeur", "Sorte"), rows))


def _show_trial(console: "Console", trial: "Trial") -> None:
    if trial.record:
        rows = [(name, str(value)) for name, value in trial.record.items()]
        console.print(table("Enregistrement", ("Champ", "Valeur"), rows))
    lines = [
        (str(issue), sample.field, sample.value)
        for issue, found in trial.issues.items()
        for sample in found.samples
    ]
    console.print(table("À revoir", ("Nature", "Où", "Valeur"), lines))
