"""What can be read of a record that has faults, so that all of them are said at once."""

from collections.abc import Iterable
from functools import cache
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError

from mappings.conformity.report import Constat
from mappings.records import Record

M = TypeVar("M", bound=BaseModel)


def readable(record_type: type[Record], value: dict[str, Any]) -> Record:
    """A record to judge, never to keep: a faulty value stays as it is written, what is missing is nothing."""
    return _model(record_type, value)


def beyond(found: Iterable[Constat], faults: Iterable[Constat]) -> list[Constat]:
    """Findings about fields in which no fault was found."""
    faulty = [one.champ for one in faults if one.champ]
    return [one for one in found if not any(_is_within(one.champ, path) for path in faulty)]


def _is_within(path: str | None, other: str) -> bool:
    return path is not None and (f"{path}.".startswith(f"{other}.") or f"{other}.".startswith(f"{path}."))


def _model(model: type[M], value: dict[str, Any]) -> M:
    fields: dict[str, Any] = {name: _field(model, name, value) for name in model.model_fields}
    return model.model_construct(**fields)


def _field(model: type[BaseModel], name: str, value: dict[str, Any]) -> object:
    info = model.model_fields[name]
    if name not in value:
        return _as_written(info.annotation, None) if info.is_required() else info.get_default()
    try:
        return _adapter(model, name).validate_python(value[name])
    except ValidationError:
        return _as_written(info.annotation, value[name])


@cache
def _adapter(model: type[BaseModel], name: str) -> TypeAdapter[Any]:
    info = model.model_fields[name]
    asked: Any = Annotated[info.annotation, info]
    return TypeAdapter(asked)


def _as_written(annotation: Any, value: object) -> object:
    """Of the shape that who judges it expects: a list, an object or a text."""
    inner = _without_none(annotation)
    if isinstance(inner, type) and issubclass(inner, BaseModel):
        return _model(inner, value if isinstance(value, dict) else {})
    if get_origin(inner) is tuple:
        return tuple(_as_written(get_args(inner)[0], one) for one in _listed(value))
    return None if value is None else str(value)


def _listed(value: object) -> list[object]:
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def _without_none(annotation: Any) -> Any:
    if get_origin(annotation) is Annotated:
        return _without_none(get_args(annotation)[0])
    if get_origin(annotation) not in {Union, UnionType}:
        return annotation
    return _without_none(next(one for one in get_args(annotation) if one is not type(None)))
