"""What structures say of themselves, in the common format → Structure."""

from collections.abc import Iterator

from crawler.contract import Issue, RawFiles, Run
from crawler.readers.common_format import common_records
from debouches.errors import ParseError
from mappings.orientation import nomenclature
from mappings.records import Record, Structure


def parse(files: RawFiles, run: Run) -> Iterator[Record]:
    """Of a place given twice, the first is kept and the other told."""
    seen: dict[str, Structure] = {}
    for name in files.names():
        for one in _sound(files, run, name):
            if (first := seen.setdefault(one.id, one)) is one:
                _tell_without_code(run, one)
                yield one
            elif first != one:
                run.report(Issue.DUPLICATE, record=one.id, field="id", value=one.nom)


def _sound(files: RawFiles, run: Run, name: str) -> Iterator[Structure]:
    """One unreadable file must not hide the others; if it is alone, it is an error."""
    try:
        yield from (one for one, _ in common_records(files, run, name, Structure))
    except ParseError as error:
        if len(files.names()) == 1:
            raise
        run.report(Issue.MALFORMED, record=name, field="fichier", value=str(error))


def _tell_without_code(run: Run, one: Structure) -> None:
    """Nothing is dropped: the service stays in its words, until the nomenclature has a code for it."""
    for service in nomenclature().without_code(one.services):
        run.report(Issue.UNKNOWN_VALUE, record=one.id, field="services", value=service)
