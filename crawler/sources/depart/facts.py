"""Reads back what `make_tables` wrote: the records of the source `rome`, without its texts."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from crawler.contract import Issue, RawFiles, Run
from crawler.readers.rows import read_rows
from crawler.readers.values import make
from mappings.genres import both_genders
from mappings.records import (
    Appellation,
    CentreInteret,
    Competence,
    ContexteTravail,
    Libelle,
    LienCentreInteret,
    LienCompetence,
    Metier,
    Mobilite,
    SecteurActivite,
)
from mappings.records.codes import family_of

Row = dict[str, str]
Fields = dict[str, Any]

YES_NO = {"O": True, "N": False}
CORE = {"*": "Principale", "+": "Émergente"}
CLASSIFICATION = {"P": "PRINCIPALE", "S": "SYNONYME"}
NOMENCLATURES = (
    "grands_domaines",
    "domaines",
    "themes",
    "naf",
    "secteurs",
    "contextes",
    "transitions",
    "categories",
)


class Marked(NamedTuple):
    """« 23376* »: a code of a list, and the mark that qualifies its link."""

    code: str
    mark: str


def marked_codes(cell: str) -> list[Marked]:
    codes = ((word, word.rstrip("*+")) for word in cell.split())
    return [Marked(code, word[len(code) :]) for word, code in codes]


class Nomenclatures:
    """The small tables whose codes fill the rows of the great ones."""

    def __init__(self, files: RawFiles, run: Run) -> None:
        self._run = run
        self._tables = {
            name: {row["code"]: row for row in read_rows(files, run, name)} for name in NOMENCLATURES
        }

    def find(self, table: str, code: str, record: str) -> Row | None:
        """The row of a code; a code that names nothing is reported."""
        row = self._tables[table].get(code)
        if row is None:
            self._run.report(Issue.DANGLING, record=record, field=table, value=code)
        return row

    def libelle(self, table: str, code: str, record: str) -> str | None:
        row = self.find(table, code, record) if code else None
        return row["libelle"] if row else None

    def libelles(self, table: str, codes: list[str], record: str) -> tuple[Libelle, ...]:
        found = ((code, self.libelle(table, code, record)) for code in codes)
        return tuple(Libelle(code=code, libelle=libelle) for code, libelle in found if libelle)


def metiers(files: RawFiles, run: Run) -> Iterator[Metier]:
    known = Nomenclatures(files, run)
    for row in read_rows(files, run, "metiers"):
        fields = _identity(row, run) | _flags(row, known) | _domains(row, known) | _links(row, known)
        if metier := make(run, Metier, row["code_rome"], **fields):
            yield metier


def _identity(row: Row, run: Run) -> Fields:
    masculine, feminine = both_genders(row["libelle"])
    code = row["code_rome"]
    return {
        "provenance": run.provenance(url=run.spec.page("metier", code)),
        "code_rome": code,
        "code_ogr": row["code_ogr"],
        "libelle": row["libelle"],
        "intitule_masculin": masculine,
        "intitule_feminin": feminine,
        "code_rome_parent": row["code_rome_parent"],
        **_riasec(row),
    }


def _riasec(row: Row) -> Fields:
    return {"riasec_majeur": row["riasec"][:1] or None, "riasec_mineur": row["riasec"][1:] or None}


def _flags(row: Row, known: Nomenclatures) -> Fields:
    """What the ROME says of a métier and of an appellation alike."""
    record = row.get("code_ogr", "")
    return {
        "transition_ecologique": known.libelle("transitions", row["transition_eco"], record),
        "transition_numerique": row["transition_num"] or None,
        "transition_demographique": row["transition_demo"] or None,
        "est_reglemente": YES_NO.get(row["emploi_reglemente"]),
        "est_cadre": YES_NO.get(row["emploi_cadre"]),
    }


def _domains(row: Row, known: Nomenclatures) -> Fields:
    code = row["code_rome"]
    letter, family = code[:1], family_of(code)
    return {
        "grand_domaine": {"code": letter, "libelle": known.libelle("grands_domaines", letter, code)},
        "domaine_professionnel": {"code": family, "libelle": known.libelle("domaines", family, code)},
        "themes": known.libelles("themes", row["themes"].split(), code),
        "secteurs": _secteurs(row, known),
        "secteurs_naf": known.libelles("naf", row["naf"].split(), code),
    }


def _secteurs(row: Row, known: Nomenclatures) -> tuple[SecteurActivite, ...]:
    """Sub-sectors and the sectors that they imply, then the other sectors, as in the source `rome`."""
    implied: dict[str, Fields] = {}
    sectors: dict[str, Fields] = {}
    for link in marked_codes(row["secteurs"]):
        sector, _, part = link.code.partition("/")
        if part:
            implied.setdefault(sector, {})
            implied[part] = {"code_parent": sector, "est_principal": link.mark == "*"}
        else:
            sectors[sector] = {"est_principal": link.mark == "*"}
    found = (
        (code, known.libelle("secteurs", code, row["code_rome"]), f)
        for code, f in (implied | sectors).items()
    )
    return tuple(
        SecteurActivite(code=code, libelle=libelle, **fields) for code, libelle, fields in found if libelle
    )


def _links(row: Row, known: Nomenclatures) -> Fields:
    interests, skills = marked_codes(row["centres_interet"]), marked_codes(row["competences"])
    targets = enumerate(row["mobilites"].split(), start=1)
    return {
        "centres_interet": tuple(
            LienCentreInteret(code=c, est_principal=mark == "*") for c, mark in interests
        ),
        "competences": tuple(LienCompetence(code_ogr=c, coeur_metier=CORE.get(mark)) for c, mark in skills),
        "contextes": _contextes(row, known),
        "mobilites": tuple(Mobilite(code_rome=target, rang=rank) for rank, target in targets),
    }


def _contextes(row: Row, known: Nomenclatures) -> tuple[ContexteTravail, ...]:
    found = (known.find("contextes", code, row["code_rome"]) for code in row["contextes"].split())
    return tuple(
        ContexteTravail(code_ogr=context["code"], libelle=context["libelle"], type=context["type"])
        for context in found
        if context
    )


def appellations(files: RawFiles, run: Run) -> Iterator[Appellation]:
    known, origin = Nomenclatures(files, run), run.provenance()
    for row in read_rows(files, run, "appellations"):
        masculine, feminine = both_genders(row["libelle"])
        appellation = make(
            run,
            Appellation,
            row["code_ogr"],
            provenance=origin,
            code_ogr=row["code_ogr"],
            code_rome=row["code_rome"],
            libelle=row["libelle"],
            libelle_court=row["libelle_court"] or None,
            forme_masculine=masculine,
            forme_feminine=feminine,
            classification=CLASSIFICATION.get(row["classification"]),
            est_peu_usitee=YES_NO.get(row["peu_usite"]),
            origine=row["origine"] or None,
            **_flags(row, known),
        )
        if appellation:
            yield appellation


def competences(files: RawFiles, run: Run) -> Iterator[Competence]:
    known, origin = Nomenclatures(files, run), run.provenance()
    for row in read_rows(files, run, "competences"):
        category = known.find("categories", row["categorie"], row["code_ogr"]) or {}
        competence = make(
            run,
            Competence,
            row["code_ogr"],
            provenance=origin,
            code_ogr=row["code_ogr"],
            libelle=row["libelle"],
            type=category.get("type"),
            categorie=category.get("categorie") or None,
            sous_categorie=category.get("sous_categorie") or None,
            code_macro=row["code_macro"] or None,
            transition_ecologique=row["transition_eco"] or None,
            transition_numerique=row["transition_num"] or None,
            **_riasec(row),
        )
        if competence:
            yield competence


def centres_interet(files: RawFiles, run: Run) -> Iterator[CentreInteret]:
    origin = run.provenance()
    for row in read_rows(files, run, "centres_interet"):
        interest = make(
            run,
            CentreInteret,
            row["code"],
            provenance=origin,
            code=row["code"],
            libelle=row["libelle"],
        )
        if interest:
            yield interest
