"""Records that a publisher already gives in the common format: JSON, or one object a line."""

from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import ValidationError

from crawler.contract import Issue, RawFiles, Run
from crawler.readers.first_bytes import first_bytes
from debouches.errors import ParseError
from mappings.conformity.reading import UnreadableError, placed_objects
from mappings.records import Record
from mappings.records.ids import make_id

R = TypeVar("R", bound=Record)


def common_records(files: RawFiles, run: Run, name: str, record_type: type[R]) -> Iterator[tuple[R, str]]:
    """Those of one type, and where each was read; the others are reported. They are of this harvest."""
    for value, where in _objects(files, run, name):
        if (record := _record(run, value, record_type, where)) is not None:
            yield record, where


def _objects(files: RawFiles, run: Run, name: str) -> Iterator[tuple[Any, str]]:
    first_bytes(files, run, name)
    with files.open(name) as stream:
        try:
            text = stream.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise ParseError("Le fichier n'est pas en UTF-8", source=run.source, file=name) from error
    try:
        for placed in placed_objects(text):
            yield placed.value, f"{name}, ligne {placed.line}"
    except UnreadableError as error:
        message = f"{error}, ligne {error.line}"
        raise ParseError(message, source=run.source, file=name) from error


def _record(run: Run, value: Any, record_type: type[R], where: str) -> R | None:
    identifier = str(value.get("id")) if isinstance(value, dict) else ""
    if not identifier.startswith(make_id(record_type, "x").removesuffix("x")):
        run.report(Issue.REJECTED, record=identifier or where, field="id", value=identifier or str(value))
        return None
    try:
        return record_type.model_validate(value | {"provenance": _harvested(run, value.get("provenance"))})
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            field = ".".join(map(str, fault["loc"]))
            run.report(Issue.REJECTED, record=identifier, field=field, value=str(fault["input"]))
        return None


def _harvested(run: Run, said: Any) -> Any:
    """What the publisher says of its origin, but for the source and the day, which are ours."""
    ours = run.provenance().model_dump()
    given = said if isinstance(said, dict) else {}
    return (
        {"editeur": ours["editeur"], "licence": ours["licence"]}
        | given
        | {
            "source": ours["source"],
            "date_recolte": ours["date_recolte"],
        }
    )
