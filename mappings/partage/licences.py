"""Which records may be given to others: those whose licence is in `licences.yml`."""

from functools import cache
from pathlib import Path

import orjson

from mappings.yaml_files import load_yaml

RULES = Path(__file__).parent / "licences.yml"


@cache
def open_licences() -> frozenset[str]:
    return frozenset(rule["licence"] for rule in load_yaml(RULES)["licences"])


def is_shared(line: bytes) -> bool:
    return orjson.loads(line)["provenance"]["licence"] in open_licences()
