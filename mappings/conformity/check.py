"""JSON in the common format: read, validated, judged."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from pydantic import ValidationError

from mappings.conformity.apercu import apercu
from mappings.conformity.connus import CodesConnus
from mappings.conformity.partial import beyond, readable
from mappings.conformity.reading import Placed, UnreadableError, placed_objects
from mappings.conformity.report import (
    MAX_APERCUS,
    MAX_FINDINGS,
    Apercu,
    Constat,
    Famille,
    Nature,
    Rapport,
    finding,
    report,
    shown,
)
from mappings.conformity.rules import OF_A_FICHE, completeness, judge, judge_said, said_by
from mappings.conformity.words import in_french
from mappings.records import RECORD_TYPES, Appellation, Fiche, Formation, Metier, Record

MAX_FAULTS_OF_ONE = 50
MAX_NAMES = 8
MAX_SAME = 50
"""Findings of one rule on one field that a report holds one by one."""
_Said = tuple[str, str, str | None]
"""Type of record, rule, field."""
_Key = tuple[str, str]


class Judged(NamedTuple):
    """What records say, read from another format."""

    counts: dict[str, int]
    constats: list[Constat]
    familles: list[Famille]
    apercus: list[Apercu]


class _Waiting(NamedTuple):
    """A fiche, until the whole file is read."""

    record: str
    keys: tuple[_Key, ...]
    said: frozenset[str]
    placed: Placed | None
    faults: tuple[Constat, ...]
    """None: it is read whole, and counts in what the file completes."""


def check_json(
    content: bytes, _name: str = "", *, limit: int | None = None, known: CodesConnus | None = None
) -> Rapport:
    """The report of a file of the common format; `limit`: records past which the rest is not checked."""
    checking = _Checking(known=known)
    try:
        for placed in placed_objects(content.decode("utf-8-sig")):
            if checking.must_stop(limit):
                break
            checking.see(placed)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        checking.findings.append(finding("lecture", "Le fichier n'est pas en UTF-8.", line=line))
    except UnreadableError as error:
        checking.findings.append(finding("lecture", f"{error}.", line=error.line))
    return checking.report()


def check_records(
    records: Iterable[Record], known: CodesConnus | None = None, limit: int | None = None
) -> Judged:
    """Records already read from another format: only what they say is judged."""
    checking = _Checking(known=known)
    for record in records:
        if checking.must_stop(limit):
            break
        checking.objects += 1
        checking.note_repeated(record)
        checking.judge(record)
    checking.settle()
    findings = checking.all_findings()
    return Judged(dict(checking.counts), findings, checking.completeness(), checking.apercus)


@dataclass
class _Checking:
    known: CodesConnus | None = None
    counts: Counter[str] = field(default_factory=Counter)
    examined: Counter[str] = field(default_factory=Counter)
    """Those that are read, and those whose faults are all that is read."""
    findings: list[Constat] = field(default_factory=list)
    families: Counter[str] = field(default_factory=Counter)
    judged: Counter[_Said] = field(default_factory=Counter)
    seen: dict[str, int] = field(default_factory=dict)
    fiches: list[_Waiting] = field(default_factory=list)
    beside: dict[_Key, frozenset[str]] = field(default_factory=dict)
    """Publisher and code of a métier → what its records other than fiches say."""
    apercus: list[Apercu] = field(default_factory=list)
    objects: int = 0

    def must_stop(self, limit: int | None) -> bool:
        """True, and said in the report, when the rest of the file is not worth the time."""
        if self.objects == limit or len(self.findings) >= MAX_FINDINGS:
            message = (
                f"La vérification s'arrête après {self.objects} enregistrements : la suite n'est pas lue."
            )
            self.findings.append(finding("limite", message))
            return True
        return False

    def see(self, placed: Placed) -> None:
        self.objects += 1
        if not placed.is_readable:
            message = f"« {shown(placed.text.strip())} » : cette ligne n'est pas un objet JSON entier."
            self.findings.append(finding("lecture", message, line=placed.line))
            return
        record_type = self._type_of(placed)
        if record_type is None:
            return
        identifier = str(placed.value["id"])
        self._note_double(identifier, placed.line)
        try:
            record = record_type.model_validate(placed.value)
        except ValidationError as error:
            faults = tuple(_faults(error, record_type, identifier, placed))
            self.findings += faults
            self._judge_said(readable(record_type, placed.value), placed, faults)
        else:
            self.judge(record, placed)

    def judge(self, record: Record, placed: Placed | None = None) -> None:
        self.counts[_kind(record)] += 1
        if isinstance(record, Fiche | Formation) and len(self.apercus) < MAX_APERCUS:
            self.apercus.append(apercu(record))
        self._judge_said(record, placed)

    def _judge_said(
        self, record: Record, placed: Placed | None = None, faults: tuple[Constat, ...] = ()
    ) -> None:
        """What it says, whatever the faults that keep it from being read whole."""
        self.examined[_kind(record)] += 1
        said, source = said_by(record), record.provenance.source
        if isinstance(record, Fiche):
            keys = tuple((source, code) for code in dict.fromkeys((record.code, *record.codes_rome)))
            self.fiches.append(_Waiting(record.id, keys, said, placed, faults))
        elif isinstance(record, Metier | Appellation):
            key = source, record.code_rome
            self.beside[key] = self.beside.get(key, frozenset()) | said
        self._note(_kind(record), beyond(judge(record, self.known), faults), placed)

    def _note(self, kind: str, found: Iterable[Constat], placed: Placed | None) -> None:
        for one in found:
            if self._is_news(kind, one):
                line = placed and placed.line_of((one.champ or "id").rsplit(".", 1)[-1])
                self.findings.append(one.model_copy(update={"ligne": line}))

    def settle(self) -> None:
        """Once all is read: a fiche may be completed by what its publisher says beside it."""
        for one in self.fiches:
            said = one.said.union(*(self.beside.get(key, frozenset()) for key in one.keys))
            if not one.faults:
                self.families.update(said.intersection(OF_A_FICHE))
            self._note("fiche", beyond(judge_said(one.record, said), one.faults), one.placed)

    def _is_news(self, kind: str, one: Constat) -> bool:
        """True for the first of a rule on a field: a file often has the same fault in every record."""
        self.judged[kind, one.regle, one.champ] += 1
        return self.judged[kind, one.regle, one.champ] <= MAX_SAME

    def note_repeated(self, record: Record) -> None:
        """The same number for another content: one of the two would be lost."""
        mark = hash(record.model_dump_json(exclude={"provenance"}))
        if self.seen.setdefault(record.id, mark) == mark:
            return
        message = "Numéro déjà vu dans ce fichier, avec un autre contenu : le premier seul est gardé."
        found = finding("doublon", message, record=record.id, field="id")
        if self._is_news(_kind(record), found):
            self.findings.append(found)

    def report(self) -> Rapport:
        self.settle()
        if not self.objects and not self.findings:
            self.findings.append(finding("lecture", "Le fichier ne contient aucun enregistrement."))
        counts = {name: count for name, count in self.counts.items() if count}
        nature: Nature = "json" if self.objects else "inconnu"
        return report(nature, counts, self.all_findings(), self.completeness(), self.apercus)

    def all_findings(self) -> list[Constat]:
        """With how many more there were of each; what no record says is told once."""
        beyond = {said: count for said, count in self.judged.items() if count > MAX_SAME}
        never = {said for said, count in beyond.items() if count == self.examined[said[0]]}
        kept = [one for one in self.findings if _kind_of(one) not in never]
        return [*kept, *(self._gathered(said, count, said in never) for said, count in beyond.items())]

    def _gathered(self, said: _Said, count: int, is_everywhere: bool) -> Constat:
        _, rule, champ = said
        if not is_everywhere:
            times = count - MAX_SAME
            return finding(
                rule, f"Et {times} autres fois, après les {MAX_SAME} premières.", field=champ, times=times
            )
        first = next(one for one in self.findings if _kind_of(one) == said)
        message = f"Dans tous les enregistrements de ce type : {first.message}"
        return finding(rule, message, field=champ, times=count)

    def completeness(self) -> list[Famille]:
        fiches = self.counts["fiche"]
        return completeness(fiches, self.families, self.counts) if fiches else []

    def _type_of(self, placed: Placed) -> type[Record] | None:
        if not isinstance(placed.value, dict):
            message = f"« {shown(placed.value)} » : un objet est attendu."
            self.findings.append(finding("type", message, line=placed.line))
            return None
        identifier = placed.value.get("id")
        kind = identifier.split(":", 1)[0] if isinstance(identifier, str) else ""
        if kind not in RECORD_TYPES:
            self.findings.append(finding("type", _untyped(placed.value), line=placed.line, field="id"))
            return None
        return RECORD_TYPES[kind]

    def _note_double(self, identifier: str, line: int) -> None:
        first = self.seen.setdefault(identifier, line)
        if first != line:
            message = f"Déjà vu à la ligne {first}."
            self.findings.append(finding("doublon", message, line=line, record=identifier, field="id"))


def _untyped(value: dict[str, object]) -> str:
    """Of an object of another format, what tells it from the common one."""
    identifier = value.get("id")
    if identifier is not None:
        return f"« {shown(identifier)} » ne dit aucun type connu : {', '.join(RECORD_TYPES)}."
    if kind := value.get("@type") or ("@context" in value and "@graph"):
        seen = f"JSON-LD (« {shown(kind)} ») : il se lit dans les pages d'un site, non dans un fichier."
    else:
        seen = f"Cet objet n'est pas du format commun : {_held(value)}."
    return (
        f"{seen} Chaque enregistrement commence par un « id », comme « fiche:votre-nom:12 » ; voir l'exemple."
    )


def _held(value: dict[str, object]) -> str:
    names = [f"« {shown(name)} »" for name in value]
    return (
        f"il a {', '.join(names[:MAX_NAMES])}{'…' if len(names) > MAX_NAMES else ''}"
        if names
        else "il est vide"
    )


def _kind(record: Record) -> str:
    return record.id.split(":", 1)[0]


def _kind_of(one: Constat) -> _Said:
    return (one.objet or "").split(":", 1)[0], one.regle, one.champ


def _faults(
    error: ValidationError, record_type: type[Record], identifier: str, placed: Placed
) -> Iterator[Constat]:
    for fault in error.errors(include_url=False)[:MAX_FAULTS_OF_ONE]:
        names = [part for part in fault["loc"] if isinstance(part, str)]
        line = placed.line_of(names[-1]) if names else placed.line
        yield in_french(fault, record_type, record=identifier, line=line)
