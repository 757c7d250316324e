"""Aids and financing: few enough to be kept and given together, in the order of their names."""

from collections.abc import Iterable, Iterator

from pydantic import TypeAdapter

from index.engines.base import Annexe, Engine
from mappings.records import Aide

CLE = "aides"
_AIDES = TypeAdapter(tuple[Aide, ...])


def annexes_of_aides(aides: Iterable[Aide]) -> Iterator[Annexe]:
    known = {aide.code: aide for aide in aides}
    ordered = tuple(sorted(known.values(), key=lambda aide: aide.intitule.casefold()))
    yield CLE, _AIDES.dump_json(ordered, exclude_defaults=True)


def read_aides(engine: Engine) -> tuple[Aide, ...]:
    kept = engine.annexes([CLE]).get(CLE)
    return _AIDES.validate_json(kept) if kept else ()
