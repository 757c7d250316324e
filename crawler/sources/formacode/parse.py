"""Formacode (CSV) → one TermeFormacode per descriptor."""

import re
from collections.abc import Collection, Iterator
from typing import Any

from crawler.contract import Issue, RawFiles, Run
from crawler.readers.rows import read_rows
from crawler.readers.values import declared, make
from debouches.errors import ParseError
from mappings.records import Libelle, LienFormacode, Record, TermeFormacode

FILE = "termes"
SEPARATOR = "###"
CITED = re.compile(r"^(?P<libelle>.*\S)\s+-\s+(?P<code>\d{5})$")
LINK = re.compile(r"<a\b[^<>]*>\s*([^<>]*?)\s*</a>", re.IGNORECASE)
TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
FIELD = re.compile(r"^(?P<code>\d{3})\s+(?P<libelle>\S.*)$")
VERSION = re.compile(r"\d+")
RELATIONS = {"specifiques": "TS (Termes Spécifiques)", "associes": "TA (Termes Associés)"}
BROADER = "TG (Terme Générique)"
LISTS = {
    "synonymes": "Synonymes",
    "synonymes_metier": "Synonymes métier",
    "ex_synonymes": "ex-synonyme V-1",
}
NOTES = {
    "explication": "NE (Note d’Explication)",
    "application": "NA (Note d’Application)",
    "note_version": "Note de version",
    "code_arborescence": "Code arborescence",
}
Row = dict[str, str]


def parse(files: RawFiles, run: Run) -> Iterator[Record]:
    version = _version(run)
    rows = list(read_rows(files, run, FILE))
    codes = {row["Code du Terme"] for row in rows}
    for row in rows:
        if term := _term(run, row, codes, version):
            yield term


def _version(run: Run) -> str:
    """The number in the name of the file: without it, its codes could be read in the wrong version."""
    found = VERSION.search(run.provenance().version or "")
    if found is None:
        raise ParseError("Version du Formacode absente du nom du fichier", source=run.source, file=FILE)
    return found[0]


def _term(run: Run, row: Row, codes: Collection[str], version: str) -> Record | None:
    code = row["Code du Terme"]
    field = FIELD.match(row["Champ sémantique"])
    if field is None:
        run.report(Issue.MALFORMED, record=code, field="Champ sémantique", value=row["Champ sémantique"])
        return None
    return make(
        run,
        TermeFormacode,
        code,
        provenance=run.provenance(),
        code_formacode=code,
        version=version,
        libelle=row["Descripteur en typo riche"],
        champ_semantique=Libelle(code=field["code"], libelle=field["libelle"]),
        **_broader(run, row, codes),
        **{name: _links(run, row, column, codes) for name, column in RELATIONS.items()},
        **{name: _items(row[column]) for name, column in LISTS.items()},
        **{name: _note(row[column]) for name, column in NOTES.items()},
    )


def _note(text: str) -> str | None:
    """A note on one line; a link of the publisher's tool to another term is cited as the others are."""
    return " ".join(TAG.sub(" ", LINK.sub(r" [[\1]]", text)).split()) or None


def _items(text: str) -> tuple[str, ...]:
    """Each item once; spaces typed twice are one."""
    items = (" ".join(item.split()) for item in text.split(SEPARATOR))
    return tuple(dict.fromkeys(item for item in items if item))


def _broader(run: Run, row: Row, codes: Collection[str]) -> dict[str, Any]:
    """Broader terms; at the top of the tree, the name of a domain stands in their place."""
    text, code = row[BROADER], row["Code du Terme"]
    if text and text in run.spec.enumerations["domaine"]:
        return {"domaine": declared(run, "domaine", text, record=code)}
    return {"generiques": _links(run, row, BROADER, codes)}


def _links(run: Run, row: Row, column: str, codes: Collection[str]) -> tuple[LienFormacode, ...]:
    """The terms cited in a column, but the term itself."""
    code = row["Code du Terme"]
    found = []
    for item in _items(row[column]):
        match = CITED.match(item)
        if match is None:
            run.report(Issue.MALFORMED, record=code, field=column, value=item)
        elif match["code"] != code:
            if match["code"] not in codes:
                run.report(Issue.DANGLING, record=code, field=column, value=item)
            found.append(LienFormacode(code=match["code"], libelle=match["libelle"]))
    return tuple(dict.fromkeys(found))
