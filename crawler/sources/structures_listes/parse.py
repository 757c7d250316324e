"""Lists of places of a region, an académie or a network, each with its own columns → Structure."""

import re
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from typing import Any

from crawler.contract import Issue, RawFiles, Run
from crawler.declaration.source import MEMBER
from crawler.readers.addresses import web
from crawler.readers.figures import departement_code
from crawler.readers.france_competences import SIRET
from crawler.readers.phones import numbers
from crawler.readers.rows import read_rows
from crawler.readers.values import MAIL, code_of, day_of, make, split_list
from crawler.sources.structures_listes.reach import place_of
from mappings.letters import same_words
from mappings.records import Record, Structure
from mappings.records.codes import departement_of

_NO_WORD = re.compile(r"[\W_]+")
_LINES = re.compile(r"\s*[\n|]\s*")
Row = dict[str, str]


def parse(files: RawFiles, run: Run) -> Iterator[Record]:
    for name in files.names():
        for row in read_rows(files, run, name):
            reseau = _network(run, row, name.partition(MEMBER)[2])
            if reseau and (place := _structure(run, row, reseau)):
                yield place


def _network(run: Run, row: Row, file: str) -> str | None:
    """Without it nobody knows who is received there: the place is reported and left."""
    for text in (row["réseau"], row["nom"], file):
        if found := _named(run, text):
            return found
    run.report(Issue.MALFORMED, record=row["nom"], field="réseau", value=row["réseau"])
    return None


def _named(run: Run, text: str) -> str | None:
    words = f" {_NO_WORD.sub(' ', same_words(text))} "
    known = run.spec.lookups["reseau"].valeurs
    return next((known[word] for word in sorted(known, key=len, reverse=True) if _plain(word) in words), None)


@cache
def _plain(word: str) -> str:
    return f" {_NO_WORD.sub(' ', same_words(word))} "


def _structure(run: Run, row: Row, reseau: str) -> Structure | None:
    nom, place = row["nom"], place_of(run, row)
    said = "\x1f".join(str(part or "") for part in (reseau, nom, place["code_postal"], place["adresse"]))
    key = blake2b(said.encode(), digest_size=6).hexdigest()
    day = day_of(run, row["mise à jour"][:10], record=nom, field="mise à jour")
    publisher = {"editeur": row["éditeur"]} if row["éditeur"] else {}
    return make(
        run,
        Structure,
        "liste",
        key,
        provenance=run.provenance(date_maj=day, **publisher),
        code=f"liste-{key}",
        nom=nom,
        reseau=reseau,
        publics=split_list(run.spec.lookups["publics"].valeurs.get(reseau, "")),
        date_confirmation=day,
        horaires=tuple(filter(None, _LINES.split(row["horaires"]))),
        siret=code_of(run, SIRET, "".join(row["siret"].split()), record=nom, field="siret"),
        code_departement=_departement(run, row, place["code_postal"]),
        **place,
        **_reach(run, row),
    )


def _departement(run: Run, row: Row, postcode: str | None) -> str | None:
    """Its code, not its name; Corsica shares « 20 » between two."""
    code = row["département"].partition(" ")[0]
    if code[:1].isdecimal():
        return departement_code(run, code, record=row["nom"], field="département")
    if postcode is None or postcode.startswith("20"):
        return None
    return departement_of(postcode)


def _reach(run: Run, row: Row) -> dict[str, Any]:
    phones = numbers(run, row["téléphone"], record=row["nom"])
    return {
        "telephone": next(iter(phones), None),
        "autres_telephones": phones[1:],
        "courriel": code_of(run, MAIL, row["courriel"], record=row["nom"], field="courriel"),
        "url": web(row["site"]),
        "url_rendez_vous": web(row["rendez-vous"]),
    }
