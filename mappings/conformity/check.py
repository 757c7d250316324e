"""JSON in the common format: read, validated, judged."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pydantic import ValidationError

from mappings.conformity.reading import Placed, UnreadableError, placed_objects
from mappings.conformity.report import MAX_FINDINGS, Constat, Famille, Rapport, finding, report, shown
from mappings.conformity.rules import completeness, families_of, judge
from mappings.conformity.words import in_french
from mappings.records import RECORD_TYPES, Fiche, Record

MAX_FAULTS_OF_ONE = 50
MAX_SAME_ADVICE = 50
"""Of one rule on one field."""


def check_json(content: bytes, *, limit: int | None = None) -> Rapport:
    """The report of a file of the common format; `limit`: records past which the rest is not checked."""
    checking = _Checking()
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


def check_records(records: Iterable[Record]) -> tuple[dict[str, int], list[Constat], list[Famille]]:
    """Records already read from another format: only what they say is judged."""
    checking = _Checking()
    for record in records:
        checking.judge(record)
    return dict(checking.counts), checking.all_findings(), checking.completeness()


@dataclass
class _Checking:
    counts: Counter[str] = field(default_factory=Counter)
    findings: list[Constat] = field(default_factory=list)
    families: Counter[str] = field(default_factory=Counter)
    advised: Counter[tuple[str, str | None]] = field(default_factory=Counter)
    seen: dict[str, int] = field(default_factory=dict)
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
            self.findings += list(_faults(error, record_type, identifier, placed))
        else:
            self.judge(record, placed)

    def judge(self, record: Record, placed: Placed | None = None) -> None:
        self.counts[record.id.split(":", 1)[0]] += 1
        if isinstance(record, Fiche):
            self.families.update(families_of(record))
        for one in judge(record):
            self.advised[one.regle, one.champ] += one.gravite != "erreur"
            if self.advised[one.regle, one.champ] <= MAX_SAME_ADVICE:
                line = placed and placed.line_of((one.champ or "id").rsplit(".", 1)[-1])
                self.findings.append(one.model_copy(update={"ligne": line}))

    def report(self) -> Rapport:
        if not self.objects and not self.findings:
            self.findings.append(finding("lecture", "Le fichier ne contient aucun enregistrement."))
        counts = {name: count for name, count in self.counts.items() if count}
        return report("json" if self.objects else "inconnu", counts, self.all_findings(), self.completeness())

    def all_findings(self) -> list[Constat]:
        """With how many more there were of each advice: a file has often the same one for every record."""
        others = (
            finding(
                rule, f"Et {count - MAX_SAME_ADVICE} autres fois.", field=champ, times=count - MAX_SAME_ADVICE
            )
            for (rule, champ), count in self.advised.items()
            if count > MAX_SAME_ADVICE
        )
        return [*self.findings, *others]

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
            known = ", ".join(RECORD_TYPES)
            said = "L'identifiant manque ou" if identifier is None else f"« {shown(identifier)} »"
            message = f"{said} ne dit aucun type connu : {known}."
            self.findings.append(finding("type", message, line=placed.line, field="id"))
            return None
        return RECORD_TYPES[kind]

    def _note_double(self, identifier: str, line: int) -> None:
        first = self.seen.setdefault(identifier, line)
        if first != line:
            message = f"Déjà vu à la ligne {first}."
            self.findings.append(finding("doublon", message, line=line, record=identifier, field="id"))


def _faults(
    error: ValidationError, record_type: type[Record], identifier: str, placed: Placed
) -> Iterator[Constat]:
    for fault in error.errors(include_url=False)[:MAX_FAULTS_OF_ONE]:
        names = [part for part in fault["loc"] if isinstance(part, str)]
        line = placed.line_of(names[-1]) if names else placed.line
        yield in_french(fault, record_type, record=identifier, line=line)
