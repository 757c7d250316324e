"""Where one may come from: the mobilities of the ROME and the further studies, read backwards.

Forwards, they are on the page of what one leaves.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson

from index.engines.base import Annexe

Raw = Mapping[str, Any]
VERS = "passerelle-vers:"


def annexes_of_passerelles(metiers: Iterable[Raw], formations: Iterable[Raw]) -> Iterator[Annexe]:
    """The codes that lead to each code; records as they are written, of which two fields are needed."""
    leading: dict[str, set[str]] = defaultdict(set)
    for metier in metiers:
        for mobilite in metier.get("mobilites", ()):
            leading[mobilite["code_rome"]].add(metier["code_rome"])
    for formation in formations:
        for poursuite in formation.get("poursuites", ()):
            if code := poursuite.get("code"):
                leading[code].add(formation["code"])
    return ((VERS + code, orjson.dumps(sorted(codes))) for code, codes in leading.items())
