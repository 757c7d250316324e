"""Kit apprentissage (XLSX or CSV): rows of diploma code × RNCP code → one Certification per RNCP code."""

from collections.abc import Iterator
from typing import Any

from crawler.contract import Issue, RawFiles, Run
from crawler.readers.formations import SCOLARITE
from crawler.readers.rows import read_rows
from crawler.readers.values import day_of, declared, make, matching, padded, split_list
from mappings.records import Certification, Record
from mappings.records.codes import RNCP

FILE = "codes"
DIPLOMA_CODE_LENGTH = 8
DATES = {
    "date_decision": "Date de décision (enregistrement sur demande)",
    "date_publication": "Date de publication de la fiche (enregistrement de droit)",
    "date_effet": "Date de début des parcours certifiants (enregistrement de droit)",
    "date_fin_enregistrement": "Date d'échéance de la fiche RNCP",
    "date_limite_delivrance": "Date limite de la délivrance",
}
REPLACEMENTS = {
    "remplacee_par": "Nouvelle Certification rempla (RNCP)",
    "remplace": "Ancienne Certification (RNCP)",
}
Row = dict[str, str]


def parse(files: RawFiles, run: Run) -> Iterator[Record]:
    groups: dict[str, list[Row]] = {}
    for row in read_rows(files, run, FILE):
        code = row["FicheRNCP"]
        if RNCP.match(code):
            groups.setdefault(code, []).append(row)
        elif code or not SCOLARITE.match(_diploma_code(row)):
            run.report(Issue.MALFORMED, record=row["Code Diplôme"], field="FicheRNCP", value=code)
    for code, rows in groups.items():
        if certification := _certification(run, code, rows):
            yield certification


def _certification(run: Run, code: str, rows: list[Row]) -> Certification | None:
    facts = _Facts(run, code, rows)
    acronym = facts.only("Abrégé de diplôme (RNCP)")
    title = _without_acronym(facts.only("Intitulé certification (RNCP)"), acronym)
    diplomas = facts.all("Intitulé diplôme (DEPP)")
    return make(
        run,
        Certification,
        code,
        provenance=run.provenance(url=run.spec.page("certification", code.removeprefix("RNCP"))),
        code=code,
        intitule=title or next(iter(diplomas), ""),
        sigle_type=acronym or None,
        autres_intitules=diplomas if title else diplomas[1:],
        codes_scolarite=facts.diploma_codes(),
        **facts.status(),
        **facts.ways_in(),
        **{field: facts.day(column) for field, column in DATES.items()},
        **{field: facts.codes(column) for field, column in REPLACEMENTS.items()},
    )


def _without_acronym(title: str, acronym: str) -> str:
    """« TP - TP Chef de chantier » → « Chef de chantier »: the kit adds the acronym that the title has."""
    prefix = f"{acronym} - "
    return title.removeprefix(prefix).removeprefix(f"{acronym} ") if title.startswith(prefix) else title


class _Facts:
    """What the rows of one certification say together."""

    def __init__(self, run: Run, code: str, rows: list[Row]) -> None:
        self._run, self._code, self._rows = run, code, rows

    def all(self, column: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row[column] for row in self._rows if row[column]))

    def only(self, column: str) -> str:
        """The value that the rows repeat; another one is reported."""
        values = self.all(column)
        for other in values[1:]:
            self._run.report(Issue.DUPLICATE, record=self._code, field=column, value=other)
        return values[0] if values else ""

    def meaning(self, field: str, column: str) -> str | None:
        return declared(self._run, field, self.only(column), record=self._code)

    def day(self, column: str) -> Any:
        return day_of(self._run, self.only(column), record=self._code, field=column)

    def codes(self, column: str) -> tuple[str, ...]:
        given = split_list(self.only(column))
        return matching(self._run, RNCP, given, record=self._code, field=column)

    def diploma_codes(self) -> tuple[str, ...]:
        given = tuple(dict.fromkeys(code for row in self._rows if (code := _diploma_code(row))))
        return matching(self._run, SCOLARITE, given, record=self._code, field="Code Diplôme")

    def status(self) -> dict[str, Any]:
        level = self.meaning("niveau", "Niveau fiche RNCP")
        active = self.meaning("est_active", "Fiche ACTIVE/INACTIVE")
        return {
            "niveau": int(level) if level else None,
            "est_active": None if active is None else active == "oui",
            "type_enregistrement": self.meaning("type_enregistrement", "Type d'enregistrement"),
        }

    def ways_in(self) -> dict[str, tuple[str, ...]]:
        """Apprenticeship, the only way in that the kit knows: open, closed or not said."""
        answer = self.meaning("acces_apprentissage", "Accès à l'apprentissage de la fiche RNCP (oui/non)")
        field = {"oui": "voies_acces", "non": "voies_fermees"}.get(answer or "")
        return {field: ("apprentissage",)} if field else {}


def _diploma_code(row: Row) -> str:
    """One that was once a number has lost its leading zero."""
    return padded(row["Code Diplôme"], DIPLOMA_CODE_LENGTH)
