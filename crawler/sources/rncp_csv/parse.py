"""RNCP and RS, CSV export (one table of fiches, eight tables joined by number) → Certification."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, get_args

from crawler.contract import Issue, RawFiles, Run
from crawler.readers.france_competences import (
    certificateur,
    level_of,
    nomenclature_codes,
    page_of,
    part,
    title_facts,
    yes_no,
)
from crawler.readers.rows import each_once, read_rows
from crawler.readers.values import day_of, declared, make, matching
from mappings.records import BlocCompetences, Certificateur, Certification, Libelle, Record, VoieAcces
from mappings.records.codes import RNCP

KEY = "Numero_Fiche"
FICHES = "standard"
LAYOUT = "CSV"
BRANCHES = (1, 2, 3)
WAYS = get_args(VoieAcces)
"""The export shuffles them from one day to the next."""
DATES = {
    "date_decision": "Date_Decision",
    "date_effet": "Date_Effet",
    "date_fin_enregistrement": "Date_Fin_Enregistrement",
}
Row = dict[str, str]
Tables = dict[str, dict[str, list[Row]]]
"""Table → number of a fiche → its rows."""


def parse(files: RawFiles, run: Run) -> Iterator[Record]:
    fiches = {row[KEY]: row for row in each_once(run, _numbered(files, run), KEY)}
    tables = {name: _by_fiche(files, run, name, fiches) for name in files.names() if name != FICHES}
    for code, row in fiches.items():
        if certification := _certification(run, code, row, _Joined(tables, code)):
            yield certification


def _numbered(files: RawFiles, run: Run) -> Iterator[Row]:
    """The fiches with a number."""
    for row in read_rows(files, run, FICHES):
        if RNCP.match(row[KEY]):
            yield row
        else:
            run.report(Issue.MALFORMED, record=row[KEY], field=KEY, value=row[KEY])


def _by_fiche(files: RawFiles, run: Run, name: str, fiches: dict[str, Row]) -> dict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in read_rows(files, run, name):
        if row[KEY] in fiches:
            found[row[KEY]].append(row)
        else:
            run.report(Issue.DANGLING, record=row[KEY], field=name, value=row[KEY])
    return found


class _Joined:
    """What the other tables say of one fiche; a table that the export lacks says nothing."""

    def __init__(self, tables: Tables, code: str) -> None:
        self._tables, self._code = tables, code

    def rows(self, table: str) -> list[Row]:
        return self._tables.get(table, {}).get(self._code, [])

    def column(self, table: str, column: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row[column] for row in self.rows(table) if row[column]))


def _certification(run: Run, code: str, row: Row, joined: _Joined) -> Certification | None:
    return make(
        run,
        Certification,
        code,
        provenance=run.provenance(url=page_of(run, code)),
        code=code,
        **title_facts(row["Intitule"]),
        **_identity(run, code, row),
        **_nomenclatures(run, code, joined),
        **_replacements(run, code, joined),
        voies_acces=tuple(sorted(_ways_in(run, code, joined), key=WAYS.index)),
        certificateurs=tuple(dict.fromkeys(_certificateurs(run, code, joined))),
        blocs=tuple(sorted(_blocs(run, code, joined), key=lambda bloc: bloc.code)),
        conventions_collectives=tuple(dict.fromkeys(_conventions(joined))),
        **{field: day_of(run, row[column], record=code, field=column) for field, column in DATES.items()},
    )


def _identity(run: Run, code: str, row: Row) -> dict[str, Any]:
    return {
        "sigle_type": row["Abrege_Libelle"] or None,
        "type_diplome": row["Abrege_Intitule"] or None,
        "niveau": level_of(run, row["Nomenclature_Europe_Niveau"], record=code),
        "type_enregistrement": declared(run, "type_enregistrement", row["Type_Enregistrement"], record=code),
        "est_active": yes_no(run, row["Actif"], record=code),
        "est_accessible_nouvelle_caledonie": yes_no(run, row["Accessible_Nouvelle_Caledonie"], record=code),
        "est_accessible_polynesie": yes_no(run, row["Accessible_Polynesie_Francaise"], record=code),
    }


def _nomenclatures(run: Run, code: str, joined: _Joined) -> dict[str, Any]:
    codes = nomenclature_codes(
        run,
        record=code,
        rome=joined.column("rome", "Codes_Rome_Code"),
        formacode=joined.column("formacode", "Formacode_Code"),
        nsf=joined.column("nsf", "Nsf_Code"),
    )
    versions = {"version_rome": "codes_rome", "version_formacode": "codes_formacode"}
    return codes | {
        version: declared(run, version, LAYOUT, record=code)
        for version, field in versions.items()
        if codes[field]
    }


def _replacements(run: Run, code: str, joined: _Joined) -> dict[str, tuple[str, ...]]:
    columns = {"remplacee_par": "Nouvelle_Certification", "remplace": "Ancienne_Certification"}
    return {
        field: matching(run, RNCP, joined.column("remplacements", column), record=code, field=column)
        for field, column in columns.items()
    }


def _ways_in(run: Run, code: str, joined: _Joined) -> Iterator[str]:
    for jury in joined.column("voies_acces", "Si_Jury"):
        if way := declared(run, "voie_acces", jury, record=code):
            yield way


def _certificateurs(run: Run, code: str, joined: _Joined) -> Iterator[Certificateur]:
    for row in joined.rows("certificateurs"):
        name, siret = row["Nom_Certificateur"], row["Siret_Certificateur"]
        if found := certificateur(run, record=code, nom=name, siret=siret):
            yield found


def _blocs(run: Run, code: str, joined: _Joined) -> Iterator[BlocCompetences]:
    for row in joined.rows("blocs"):
        given, title = row["Bloc_Competences_Code"], row["Bloc_Competences_Libelle"]
        if bloc := part(run, BlocCompetences, record=code, code=given, intitule=title):
            yield bloc


def _conventions(joined: _Joined) -> Iterator[Libelle]:
    for row in joined.rows("ccn"):
        for rank in BRANCHES:
            number, label = row[f"Ccn_{rank}_Numero"], row[f"Ccn_{rank}_Libelle"]
            if label:
                yield Libelle(code=number or None, libelle=label)
