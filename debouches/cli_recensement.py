"""The command that lists dead ends, publisher by publisher, for those who can repair them."""

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from debouches.cli_index import AsJson
from debouches.cli_output import say, show, table
from debouches.settings import Settings, read_settings
from debouches.storage import Storage, write_atomically

COLUMNS = ("editeur", "nature", "genre", "code", "titre", "page", "cible")


def recensement(
    *,
    vers: Annotated[
        Path | None, typer.Option("--vers", metavar="DOSSIER", help="Écrit un fichier CSV par éditeur.")
    ] = None,
    site: Annotated[str, typer.Option("--site", help="Adresse du site, mise devant chaque cible.")] = "",
    as_json: AsJson = False,
) -> None:
    """Recense les culs-de-sac : pages d'éditeurs absentes, liens à créer, fiches que rien ne relie.

    « formations-a-relier » : l'éditeur ne donne pas ces liens, d'autres si. « sans-formations » : personne.
    Chaque ligne finit par l'adresse de ce site qui répare.

    Exemple : debouches recensement --vers culs-de-sac --site https://debouches.exemple.fr
    """
    from index.opening import open_searcher
    from web.recensement import recenser

    settings = read_settings()
    rows = [
        asdict(row) | {"cible": site.rstrip("/") + row.cible}
        for row in recenser(open_searcher(settings), _codes(settings))
    ]
    counts = Counter((row["editeur"], row["nature"]) for row in rows)
    if vers is not None:
        write_csv(vers, rows)
    lines = [(editeur, nature, count) for (editeur, nature), count in sorted(counts.items())]
    shown = (
        rows
        if vers is None
        else [dict(zip(("editeur", "nature", "lignes"), line, strict=True)) for line in lines]
    )
    title = "Culs-de-sac"
    show(
        shown,
        as_json=as_json,
        otherwise=lambda console: console.print(table(title, ("Éditeur", "Nature", "Lignes"), lines)),
    )


def _codes(settings: Settings) -> Iterator[str]:
    """Codes of everything that has a page, in the order of the sources."""
    from mappings.records import Certification, Fiche, Formation, Metier
    from mappings.records.files import read_records

    storage = Storage(settings.home)
    folders = [
        folder for source in storage.harvested_sources() if (folder := storage.current_records(source))
    ]
    for folder in folders:
        yield from (metier.code_rome for metier in read_records(folder, Metier))
        yield from (fiche.code for fiche in read_records(folder, Fiche))
        yield from (formation.code for formation in read_records(folder, Formation))
        yield from (certification.code for certification in read_records(folder, Certification))


def write_csv(folder: Path, rows: list[dict[str, str]]) -> None:
    from index.traits import slug

    by_publisher: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        by_publisher[slug(row["editeur"])].append(row)
    for name, lines in by_publisher.items():
        text = io.StringIO(newline="")
        writer = csv.DictWriter(text, COLUMNS, delimiter=";")
        writer.writeheader()
        writer.writerows(lines)
        path = folder / f"{name}.csv"
        write_atomically(path, text.getvalue().encode("utf-8-sig"))
        say(f"Écrit : {path}, {len(lines)} lignes")
