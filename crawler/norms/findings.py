"""The departures of a file from its norm, as findings: the first of each kind, and how many more."""

import re
from collections import Counter
from dataclasses import dataclass, field

from crawler.contract import Issue, RawFiles, Run
from crawler.declaration.source import MEMBER
from crawler.norms.departures import departures
from crawler.norms.ecarts import Ecart
from crawler.norms.norm import norms_of
from debouches.errors import ParseError
from mappings.conformity.report import Constat, finding

MAX_OF_A_KIND = 20
"""Of one fault at one place: a feed of ten thousand offers often has it ten thousand times."""
_LINE = re.compile(r"\bligne (\d+)")
_RULES = {"attribut": "precision", "autre": "version"}


@dataclass
class Departures:
    has_norm: bool
    """It knows every element: those that it does not know are departures."""
    constats: list[Constat] = field(default_factory=list)
    _said: set[tuple[str, str]] = field(default_factory=set)

    def already_say(self, issue: Issue, field_: str, value: str) -> bool:
        """True if the norm has been asked about this: the parser has nothing to add."""
        if issue is Issue.UNREAD_FIELD and self.has_norm and "@" not in field_ and "[" not in field_:
            return True
        return (field_.rpartition("/")[2], value.strip()) in self._said

    def forget_cut(self, message: str) -> None:
        """The line where a file is cut ends by half a name: « <organisme » is no element « o »."""
        cut = _LINE.search(message)
        if cut and self.constats and self.constats[-1].ligne == int(cut[1]):
            self.constats.pop()

    def add(self, rules: str, one: Ecart, name: str, times: int = 1) -> None:
        rule = f"{rules}-{_RULES.get(one.kind, 'norme')}"
        self._said |= {(name, one.value.strip()[:200]) for name in (one.word, one.place.rpartition("/")[2])}
        message = one.message if times == 1 else f"Et {times} autres fois, à partir d'ici."
        path = one.path if times == 1 else one.place
        record = one.record if times == 1 else None
        found = finding(rule, message, line=one.line, record=record, field=path, times=times)
        file = name.partition(MEMBER)[2]
        self.constats.append(found.model_copy(update={"fichier": file or None}))


def find_departures(files: RawFiles, run: Run) -> Departures:
    """Up to where a file stops being readable, which its parser says."""
    found = Departures(has_norm=bool(norms_of(run.source)))
    for name in files.names() if found.has_norm else ():
        _of_file(found, files, run, name)
    return found


def _of_file(found: Departures, files: RawFiles, run: Run, name: str) -> None:
    counts: Counter[tuple[str, str]] = Counter()
    beyond: dict[tuple[str, str], Ecart] = {}
    try:
        for one in departures(files, run, name, norms_of(run.source)):
            found.has_norm = found.has_norm and one.kind != "autre"
            kind = one.kind, one.place
            counts[kind] += 1
            if counts[kind] <= MAX_OF_A_KIND:
                found.add(run.source, one, name)
            else:
                beyond.setdefault(kind, one)
    except ParseError as error:  # told once, by the parser
        found.forget_cut(error.message)
    for said, first in beyond.items():
        found.add(run.source, first, name, times=counts[said] - MAX_OF_A_KIND)
