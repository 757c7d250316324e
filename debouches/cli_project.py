"""Commands about the program itself: format, settings."""

import sys
from typing import Annotated

import typer

from debouches.cli_index import AsJson
from debouches.cli_output import say, show, table, wants_json
from debouches.settings import read_settings
from debouches.storage import write_atomically

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


def settings(*, write: Write = False, as_json: AsJson = False) -> None:
    """Montre chaque réglage, sa valeur et d'où elle vient. Les secrets restent masqués.

    Exemple : PORT=9000 debouches settings
    """
    from debouches.cli_settings import README, readme_with_table, settings_in_use

    if write:
        write_atomically(README, readme_with_table(README.read_text(encoding="utf-8")).encode())
        say(f"Écrit : {README}")
        return
    found = settings_in_use(read_settings())
    rows = [(one.variable, one.valeur, one.origine, one.description) for one in found]
    columns = ("Variable", "Valeur", "Origine", "Ce qu'elle règle")
    show(found, as_json=as_json, otherwise=lambda console: console.print(table("Réglages", columns, rows)))
