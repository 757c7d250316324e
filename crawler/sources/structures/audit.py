"""Reports, once per file, the keys of the directory that source.yml does not declare."""

from collections.abc import Iterator

from crawler.contract import Issue, Run
from crawler.sources.structures.shapes import Item, items


class KeyAudit:
    def __init__(self, run: Run, name: str) -> None:
        spec = run.spec.file(name)
        self._run, self._name = run, name
        declared = (*spec.columns, *spec.optional_columns, *spec.ignored_columns)
        self._seen = {*declared, *(path.split("/")[0] for path in declared)}

    def check(self, service: Item) -> None:
        for path in _paths(service):
            if path not in self._seen:
                self._seen.add(path)
                self._run.report(Issue.UNREAD_FIELD, record=self._name, field=path, value="")


def _paths(service: Item) -> Iterator[str]:
    """Names of the values that are there, and of what is inside the composed ones."""
    for key, value in service.items():
        if value not in ("", None, [], {}):
            yield key
            yield from (f"{key}/{inner}" for item in items(value) for inner, said in item.items() if said)
