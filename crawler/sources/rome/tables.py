"""Tables of the ROME archive joined by métier: each function gives code_rome → what that métier has."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from operator import itemgetter
from typing import TypeVar

from crawler.contract import Issue, RawFiles, Run
from crawler.readers.rows import read_rows
from crawler.readers.values import declared, number
from mappings.records import (
    ContexteTravail,
    Libelle,
    LienCentreInteret,
    LienCompetence,
    Mobilite,
    SecteurActivite,
    Section,
)

Row = dict[str, str]
_WORD = re.compile(r"\w")
T = TypeVar("T")
ByMetier = dict[str, tuple[T, ...]]


def table(files: RawFiles, run: Run, name: str) -> Iterator[Row]:
    """Rows of one table; the publisher doubles apostrophes as SQL does (« l''entretien »)."""
    for row in read_rows(files, run, name):
        yield {column: value.replace("''", "'") for column, value in row.items()}


def yes_no(run: Run, value: str, *, record: str) -> bool | None:
    meaning = declared(run, "oui_non", value, record=record)
    return None if meaning is None else meaning == "oui"


def by_metier(
    files: RawFiles, run: Run, name: str, codes: Collection[str], read: Callable[[Row], T | None]
) -> ByMetier[T]:
    """What `read` makes of the rows of each known métier, each thing once, in the order of the file."""
    found: defaultdict[str, dict[T, None]] = defaultdict(dict)
    for row in table(files, run, name):
        code = row["code_rome"]
        if code not in codes:
            run.report(Issue.DANGLING, record=name, field="code_rome", value=code)
        elif (item := read(row)) is not None:
            found[code][item] = None
    return {code: tuple(items) for code, items in found.items()}


def read_profiles(files: RawFiles, run: Run, name: str, key: str) -> dict[str, tuple[str | None, str | None]]:
    """RIASEC profiles of métiers or macro-compétences, by `key`."""
    return {
        row[key]: (
            declared(run, "riasec", row["riasec_majeur"], record=row[key]),
            declared(run, "riasec", row["riasec_mineur"].upper(), record=row[key]),
        )
        for row in table(files, run, name)
    }


def read_domains(files: RawFiles, run: Run, codes: Collection[str]) -> ByMetier[tuple[Libelle, Libelle]]:
    """Grand domaine and domaine professionnel of each métier."""

    def read(row: Row) -> tuple[Libelle, Libelle]:
        return (
            Libelle(code=row["code_grand_domaine"], libelle=row["libelle_grand_domaine"]),
            Libelle(code=row["code_domaine_professionnel"], libelle=row["libelle_domaine_professionnel"]),
        )

    return by_metier(files, run, "cr_gd_dp", codes, read)


def read_interests(
    files: RawFiles, run: Run, codes: Collection[str], known: Collection[str]
) -> ByMetier[LienCentreInteret]:
    def read(row: Row) -> LienCentreInteret | None:
        code = row["code_centre_interet"]
        if code not in known:
            run.report(Issue.DANGLING, record=row["code_rome"], field="code_centre_interet", value=code)
            return None
        return LienCentreInteret(
            code=code, est_principal=yes_no(run, row["principal"], record=row["code_rome"])
        )

    return by_metier(files, run, "arborescence_centre_interet", codes, read)


def read_themes(files: RawFiles, run: Run, codes: Collection[str]) -> ByMetier[Libelle]:
    def read(row: Row) -> Libelle:
        return Libelle(code=row["code_theme"], libelle=row["libelle_theme"])

    return by_metier(files, run, "arborescence_thematique", codes, read)


def read_naf(files: RawFiles, run: Run, codes: Collection[str]) -> ByMetier[Libelle]:
    def read(row: Row) -> Libelle:
        return Libelle(code=row["code_secteur_naf"], libelle=row["libelle_secteur_naf"])

    return by_metier(files, run, "arborescence_secteur_naf", codes, read)


def read_sectors(files: RawFiles, run: Run, codes: Collection[str]) -> ByMetier[SecteurActivite]:
    """Sectors, then sub-sectors; a sector named only through its sub-sector is added."""
    rows = by_metier(files, run, "arborescence_secteur_activite", codes, lambda row: tuple(row.items()))
    return {code: _sectors(run, code, map(dict, found)) for code, found in rows.items()}


def _sectors(run: Run, code_rome: str, rows: Iterator[Row]) -> tuple[SecteurActivite, ...]:
    sectors: dict[str, SecteurActivite] = {}
    implied: dict[str, SecteurActivite] = {}
    for row in rows:
        code, sub = row["code_sect_activite"], row["code_ss_sect_activite"]
        principal = yes_no(run, row["principal"], record=code_rome)
        libelle = row["libelle_sect_activite"]
        if sub:
            name = row["libelle_ss_sect_activite"]
            implied.setdefault(code, SecteurActivite(code=code, libelle=libelle))
            implied[sub] = SecteurActivite(code=sub, libelle=name, code_parent=code, est_principal=principal)
        else:
            sectors[code] = SecteurActivite(code=code, libelle=libelle, est_principal=principal)
    return tuple((implied | sectors).values())


def read_mobilities(files: RawFiles, run: Run, codes: Collection[str]) -> ByMetier[Mobilite]:
    """Mobilities in the publisher's order of preference."""

    def read(row: Row) -> Mobilite | None:
        target = row["code_rome_cible"]
        if target not in codes:
            run.report(Issue.DANGLING, record=row["code_rome"], field="code_rome_cible", value=target)
            return None
        rank = number(run, row["numero_ordre"], record=row["code_rome"], field="numero_ordre")
        return Mobilite(code_rome=target, rang=rank)

    found = by_metier(files, run, "mobilite", codes, read)
    return {code: tuple(sorted(items, key=lambda item: item.rang or 0)) for code, items in found.items()}


def read_contexts(files: RawFiles, run: Run) -> dict[str, ContexteTravail]:
    """Work contexts by OGR code."""
    return {
        row["code_ogr"]: ContexteTravail(
            code_ogr=row["code_ogr"], libelle=row["libelle_cont_travail"], type=row["libelle_type_cont_trav"]
        )
        for row in table(files, run, "contexte_travail")
    }


def read_items(
    files: RawFiles,
    run: Run,
    codes: Collection[str],
    skills: Collection[str],
    contexts: dict[str, ContexteTravail],
) -> tuple[ByMetier[LienCompetence], ByMetier[ContexteTravail]]:
    """Skills and work contexts share one table of links."""

    def read(row: Row) -> LienCompetence | ContexteTravail | None:
        ogr = row["code_ogr"]
        if ogr in contexts:
            return contexts[ogr]
        if ogr not in skills:
            run.report(Issue.DANGLING, record=row["code_rome"], field="code_ogr", value=ogr)
            return None
        heart = declared(run, "coeur_metier", row["coeur_metier"], record=row["code_rome"])
        return LienCompetence.model_validate({"code_ogr": ogr, "coeur_metier": heart})

    found: ByMetier[LienCompetence | ContexteTravail] = by_metier(files, run, "coherence_item", codes, read)
    return _only(found, LienCompetence), _only(found, ContexteTravail)


def _only(found: ByMetier[LienCompetence | ContexteTravail], kind: type[T]) -> ByMetier[T]:
    return {code: tuple(item for item in items if isinstance(item, kind)) for code, items in found.items()}


def read_texts(files: RawFiles, run: Run, codes: Collection[str]) -> dict[tuple[str, str], Section]:
    """(code_rome, type of text) → its sentences in order; the ROME publishes one sentence a line."""
    lines: defaultdict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for row in table(files, run, "texte"):
        code = row["code_rome"]
        kind = declared(run, "libelle_type_texte", row["libelle_type_texte"], record=code)
        if code not in codes:
            run.report(Issue.DANGLING, record="texte", field="code_rome", value=code)
        elif kind is not None:
            position = number(run, row["position_phrase"], record=code, field="position_phrase")
            lines[code, kind] += [(position or 0, line) for line in _lines(row["libelle_texte"])]
    return {
        key: Section(paragraphes=tuple(text for _, text in sorted(found, key=itemgetter(0))))
        for key, found in lines.items()
    }


def _lines(text: str) -> Iterator[str]:
    """The lines of a text, without the tabulations of its lists; a dot alone says nothing."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return filter(_WORD.search, lines)
