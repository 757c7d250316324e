"""The command that lists dead ends, publisher by publisher, for those who can repair them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import orjson
import typer

from debouches.commands.output import AsJson, say, show, table
from debouches.settings import Settings, read_settings
from debouches.storage import Storage, write_atomically

if TYPE_CHECKING:
    from web.addresses.recensement import CulDeSac
    from web.addresses.recensement_publie import Row

OURS = ("cible", "resolveur")
"""Columns that hold addresses of this site."""
Counts = Counter[tuple[str, str]]
"""Publisher and nature → number of dead ends."""


def recensement(
    *,
    vers: Annotated[
        Path | None, typer.Option("--vers", metavar="DOSSIER", help="Écrit un fichier CSV par éditeur.")
    ] = None,
    site: Annotated[
        str,
        typer.Option(
            "--site", help="Adresse du site, mise devant chaque cible ; DEBOUCHES_ADRESSE à défaut."
        ),
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Recense les culs-de-sac : pages d'éditeurs absentes, liens à créer, fiches que rien ne relie.

    « formations-a-relier » : l'éditeur ne donne pas ces liens, d'autres si. « sans-formations » : personne.
    « niveaux-differents » : des fiches d'un même métier ne disent pas le même niveau d'accès.
    « competences-differentes » : d'autres éditeurs disent ces compétences du métier, pas lui.
    « service-sans-code » : un service qu'aucun code de la nomenclature des prestations ne dit.
    « lien-mort » et « renvoi-a-l-accueil » : ce que « debouches verifier-liens » a constaté.
    Chaque ligne donne l'adresse de ce site qui répare ; l'évolution se compte depuis le recensement d'avant.
    Le site donne le dernier à qui le demande : page « Sources et fraîcheur », /api/v1/recensement.

    Exemple : debouches recensement --vers culs-de-sac --site https://debouches.exemple.fr
    """
    settings = read_settings()
    storage = Storage(settings.home)
    here = (site or settings.adresse or "").rstrip("/")
    rows = [_with_site(asdict(row), here) for row in _found(settings, storage)]
    counts = Counter((row["editeur"], row["nature"]) for row in rows)
    before = _last_counts(storage)
    lines, found = list(_lines(counts, before)), tables(rows)
    _publish(storage, found, before)
    if vers is not None:
        write_csv(vers, found)
    _remember(storage, counts)
    totals = [dict(zip(("editeur", "nature", "lignes", "evolution"), line, strict=True)) for line in lines]
    columns = ("Éditeur", "Nature", "Lignes", "Évolution")
    show(
        rows if vers is None else totals,
        as_json=as_json,
        otherwise=lambda console: console.print(table("Culs-de-sac", columns, lines)),
    )


def _with_site(row: dict[str, Any], site: str) -> dict[str, Any]:
    return row | {name: site + row[name] for name in OURS if row[name]}


def _lines(counts: Counts, before: Counts | None) -> Iterator[tuple[str, str, int, str]]:
    """What is counted now, and what was: a publisher who has repaired everything is told so."""
    for editeur, nature in sorted(counts | (before or Counter())):
        key = editeur, nature
        yield *key, counts[key], _trend(counts[key], before, key)


def _publish(storage: Storage, found: Mapping[str, Sequence["Row"]], before: Counts | None) -> None:
    from web.addresses.recensement_publie import publish

    publish(storage.census, found, before, datetime.now(UTC))


def _found(settings: Settings, storage: Storage) -> Iterator["CulDeSac"]:
    from index.generations.opening import open_searcher
    from mappings.liens import read_regles
    from mappings.records import Structure
    from mappings.records.files import read_records
    from web.addresses.liens_externes import LiensExternes
    from web.addresses.recensement import census, liens_morts, services_sans_code

    champs = read_regles().champs
    yield from census(open_searcher(settings), _codes(storage))
    for folder in _folders(storage):
        yield from services_sans_code(read_records(folder, Structure))
    yield from liens_morts(_shown(storage, champs), champs, LiensExternes(storage.link_table).etat)


def _shown(storage: Storage, types: Iterable[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every record that has an address on a page."""
    from mappings.records.files import read_raw

    for folder in _folders(storage):
        for record_type in types:
            yield from ((record_type, record) for record in read_raw(folder, record_type))


def _folders(storage: Storage) -> list[Path]:
    found = (storage.current_records(source) for source in storage.harvested_sources())
    return [folder for folder in found if folder is not None]


def _last_counts(storage: Storage) -> Counts | None:
    """Those of the census before this one."""
    path = storage.census_history
    if not path.exists():
        return None
    last = orjson.loads(path.read_bytes().splitlines()[-1])
    return Counter({(editeur, nature): count for editeur, nature, count in last["comptes"]})


def _remember(storage: Storage, counts: Counts) -> None:
    """One line for each census; a line is whole or absent."""
    line = {"le": datetime.now(UTC), "comptes": [(*key, count) for key, count in sorted(counts.items())]}
    path = storage.census_history
    before = path.read_bytes() if path.exists() else b""
    write_atomically(path, before + orjson.dumps(line) + b"\n")


def _trend(now: int, before: Counts | None, key: tuple[str, str]) -> str:
    if before is None:
        return "premier recensement"
    change = now - before[key]
    return f"{change:+d}".replace("-", "−") if change else "="


def _codes(storage: Storage) -> Iterator[str]:
    """Codes of everything that has a page, in the order of the sources."""
    from mappings.records import Certification, Fiche, Formation, Metier
    from mappings.records.files import read_records

    for folder in _folders(storage):
        yield from (metier.code_rome for metier in read_records(folder, Metier))
        yield from (fiche.code for fiche in read_records(folder, Fiche))
        yield from (formation.code for formation in read_records(folder, Formation))
        yield from (certification.code for certification in read_records(folder, Certification))


def write_csv(folder: Path, tables: Mapping[str, Sequence["Row"]]) -> None:
    from web.addresses.recensement_publie import as_csv

    for name, lines in tables.items():
        path = folder / name
        write_atomically(path, as_csv(lines))
        say(f"Écrit : {path}, {len(lines)} lignes")


def tables(rows: Sequence["Row"]) -> dict[str, list["Row"]]:
    """By file: whatever the case of its name, a publisher has one."""
    from index.building.entities.traits import slug
    from web.addresses.recensement_publie import tables_of

    return tables_of(rows, {row["editeur"]: slug(row["editeur"]) for row in rows})
