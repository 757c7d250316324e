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
    asked: Annotated[
        str | None,
        typer.Argument(
            metavar="[SOURCE | DOSSIER]",
            help="Le nom d'une source, pour ses fichiers et leurs colonnes ; ou son dossier, à vérifier.",
        ),
    ] = None,
    *,
    page: Annotated[
        Path | None,
        typer.Option("--page", metavar="FICHIER", help="Une page enregistrée, à lire avec ce plan."),
    ] = None,
    url: Annotated[str, typer.Option("--url", help="L'adresse de cette page.")] = "",
    as_json: AsJson = False,
) -> None:
    """Montre les sources connues, les fichiers et les colonnes de l'une, ou vérifie une déclaration.

    Exemple : debouches sources bmo
    Exemple : debouches sources crawler/sources/mon_site --page page.html --url https://site.fr/metiers/passeur
    """
    from crawler.catalog import load_catalog, load_source

    catalog = load_catalog()
    if asked in catalog and page is None:
        spec = catalog[asked]
        show(_files(spec), as_json=as_json, otherwise=lambda console: _show_files(console, spec))
        return
    folder = Path(asked) if asked else None
    if (page is None) != (not url) or (page and folder is None):
        raise typer.BadParameter("un dossier, --page et --url vont ensemble", param_hint="--page")
    if page is not None and folder is not None:
        found = _trial(load_source(folder), page, url)
        show(found, as_json=as_json, otherwise=lambda console: _show_trial(console, found))
        return
    specs = [load_source(folder)] if folder else list(catalog.values())
    if folder:
        say(f"La déclaration de « {specs[0].name} » est valable.")
    show([_line(spec) for spec in specs], as_json=as_json, otherwise=lambda console: _show(console, specs))


def _files(spec: "SourceSpec") -> list[dict[str, object]]:
    """What to give, for who brings a file: its names, its columns, the other names of each."""
    return [
        {
            "fichier": file.description or name,
            "noms": [_readable(pattern) for pattern in file.patterns],
            "necessaire": not file.optional,
            "colonnes": list(file.columns),
            "colonnes_facultatives": list(file.optional_columns),
            "autres_noms": {column: list(names) for column, names in file.aliases.items()},
        }
        for name, file in spec.files.items()
        if not file.ignored
    ]


_PLACEHOLDERS = {
    "{version3}": "3xx",
    "{version}": "N",
    "{annee}": "AAAA",
    "{jjmmaaaa}": "JJMMAAAA",
    "{aaaammjj}": "AAAA-MM-JJ",
    "{rome}": "M1805",
    "*": "…",
}


def _readable(pattern: str) -> str:
    for placeholder, words in _PLACEHOLDERS.items():
        pattern = pattern.replace(placeholder, words)
    return pattern


def _show_files(console: "Console", spec: "SourceSpec") -> None:
    say(f"{spec.titre}. Un fichier d'un autre nom est reconnu à ses colonnes, dont ni l'ordre, ni la casse,")
    say("ni les accents ne comptent. CSV, classeur .xlsx, JSON ; seuls, en zip ou en gz.")
    for file in (one for one in spec.files.values() if not one.ignored):
        title = f"{file.description or 'Fichier'}{' (facultatif)' if file.optional else ''}"
        say(f"{title} : {', '.join(map(_readable, file.patterns))}")
        kinds = ((file.columns, "nécessaire"), (file.optional_columns, "facultative"))
        rows = [
            (column, kind, ", ".join(file.aliases.get(column, ())))
            for columns, kind in kinds
            for column in columns
        ]
        if rows:
            console.print(table(title, ("Colonne ou élément", "", "Autres noms connus"), rows))


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
