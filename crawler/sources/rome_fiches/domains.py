"""Domains of the métiers: from the tree of the archive, else from the names that every version has had."""

from collections.abc import Iterator

from crawler.contract import Issue, RawFiles, Run
from crawler.readers.json_stream import json_objects
from mappings.records import Libelle

FILE = "principale"
Domain = tuple[Libelle, Libelle]


class Domains:
    """Grand domaine and domaine professionnel by code ROME, whose first letters they are."""

    def __init__(self, files: RawFiles, run: Run) -> None:
        self._run = run
        self._names = dict(_tree(files, run)) if FILE in files.names() else {}

    def of(self, code: str) -> Domain | None:
        large, narrow = self._named("grand_domaine", code[:1]), self._named("domaine", code[:3])
        if large and narrow:
            return large, narrow
        self._run.report(Issue.REJECTED, record=code, field="domaine_professionnel", value=code[:3])
        return None

    def _named(self, field: str, code: str) -> Libelle | None:
        name = self._names.get(code) or self._run.spec.lookups[field].valeurs.get(code)
        return Libelle(code=code, libelle=name) if name else None


def _tree(files: RawFiles, run: Run) -> Iterator[tuple[str, str]]:
    for large in json_objects(files, run, FILE, key="arbo_principale"):
        yield from _named(large)
        for narrow in large.get("liste_domaine_prof") or ():
            yield from _named(narrow)


def _named(node: object) -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        yield str(node.get("code_metier") or ""), str(node.get("libelle") or "").strip()
