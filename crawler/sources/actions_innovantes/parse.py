"""Innovative actions, from a table that a person fills or from the common format → ActionInnovante."""

from collections.abc import Iterator

from crawler.contract import Issue, RawFiles, Run
from crawler.declaration.source import logical_name
from crawler.readers.common_format import common_records
from crawler.readers.rows import read_rows
from crawler.sources.actions_innovantes.table import action_of
from debouches.errors import ParseError
from mappings.records import ActionInnovante, Record
from mappings.records.ids import make_id

TABLE = "table"


def parse(files: RawFiles, run: Run) -> Iterator[Record]:
    """Of a code given twice, the first action is kept and the other told."""
    seen: dict[str, ActionInnovante] = {}
    for name in files.names():
        for action in _sound_actions(files, run, name):
            if (first := seen.setdefault(action.code, action)) is action:
                yield action
            elif first != action:
                run.report(Issue.DUPLICATE, record=action.code, field="code", value=action.intitule)


def _sound_actions(files: RawFiles, run: Run, name: str) -> Iterator[ActionInnovante]:
    """One unreadable file must not hide the others; if it is alone, it is an error."""
    try:
        yield from _actions(files, run, name)
    except ParseError as error:
        if len(files.names()) == 1:
            raise
        run.report(Issue.MALFORMED, record=name, field="fichier", value=str(error))


def _actions(files: RawFiles, run: Run, name: str) -> Iterator[ActionInnovante]:
    if logical_name(name) == TABLE:
        for row in read_rows(files, run, name):
            if action := action_of(run, row):
                yield action
        return
    for action, where in common_records(files, run, name, ActionInnovante):
        if action.id == make_id(ActionInnovante, action.code):
            yield action
        else:
            run.report(Issue.REJECTED, record=where, field="id", value=action.id)
