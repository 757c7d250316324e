"""Records of a nomenclature, held in memory: what several of them say is kept once.

Half of what pydantic takes for a small record is the set of the fields that were given, the same for
thousands of them; most of the rest is who says it, when, and labels that come back.
"""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from pydantic import BaseModel

from mappings.records import Record

R = TypeVar("R", bound=Record)
_GIVEN = "__pydantic_fields_set__"


class Sharer:
    """Records are frozen, and so are the values in them: one may stand for all its equals."""

    def __init__(self) -> None:
        self._given: dict[frozenset[str], set[str]] = {}
        self._values: dict[tuple[int, BaseModel], BaseModel] = {}

    def shared(self, records: Iterable[R]) -> Iterator[R]:
        """The same records, as they are read: nobody else may hold them yet."""
        for record in records:
            self._share(record)
            yield record

    def _share(self, model: BaseModel) -> int:
        """Identity of the set of its fields: two values that were not given the same way are not one."""
        fields = model.model_fields_set
        given = self._given.setdefault(frozenset(fields), fields)
        object.__setattr__(model, _GIVEN, given)
        said = model.__dict__
        for name, value in said.items():
            if isinstance(value, BaseModel):
                said[name] = self._once(value)
            elif isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
                said[name] = tuple(map(self._once, value))
        return id(given)

    def _once(self, value: BaseModel) -> BaseModel:
        return self._values.setdefault((self._share(value), value), value)
