"""Code officiel géographique and the meshes of employment → Territoire, the codes that ended among them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from crawler.contract import Issue, RawFiles, Run
from crawler.readers.rows import read_rows
from crawler.readers.values import declared, make, padded
from crawler.sources.territoires.around import INSEE, Around, read_around
from crawler.sources.territoires.changes import Changes, read_changes
from debouches.errors import ParseError
from mappings.crosswalks import FIN_ANCIENNES_REGIONS, anciennes_regions
from mappings.records import Record, Territoire
from mappings.records.territoire import FRANCE

NATURES = {"COM": "commune", "ARM": "arrondissement", "COMD": "deleguee", "COMA": "associee"}
FORMER = ("COMD", "COMA")
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Atlas:
    """Everything that is known before the first territory is told."""

    communes: Mapping[str, Row]
    """Communes and arrondissements of today, by code."""
    former: Mapping[str, Row]
    """Communes déléguées and associées, by code; some have the code of a commune of today."""
    changes: Changes
    around: Around
    old_regions: Mapping[str, str]
    """Département → its region of before 2016."""
    millesime: int


def parse(files: RawFiles, run: Run) -> Iterator[Record]:
    atlas = _atlas(files, run)
    yield from filter(None, _wide(files, run, atlas))
    yield from filter(None, _meshes(run, atlas))
    merged = _merged_names(atlas)
    for code in atlas.communes:
        if territory := _commune(run, atlas, code, merged.get(code, ())):
            yield territory
    yield from filter(None, (_ended(run, atlas, code) for code in _former_codes(atlas)))
    yield from filter(None, _overseas(files, run, atlas))


def _atlas(files: RawFiles, run: Run) -> Atlas:
    communes: dict[str, Row] = {}
    former: dict[str, Row] = {}
    for row in _coded(files, run, "communes", COM=INSEE, COMPARENT=INSEE, DEP=2, REG=2):
        kind = declared(run, "typecom", row["TYPECOM"], record=row["COM"])
        if not (row["TYPECOM"] and row["COM"]):
            run.report(Issue.MALFORMED, record=row["COM"], field="TYPECOM", value=row["LIBELLE"])
        elif kind:
            (former if kind in FORMER else communes)[row["COM"]] = row
    changes = read_changes(_dated(files, run), communes)
    old_regions = {departement: old.code for old in anciennes_regions() for departement in old.departements}
    return Atlas(communes, former, changes, read_around(files, run), old_regions, _millesime(run, changes))


def _coded(files: RawFiles, run: Run, name: str, **lengths: int) -> Iterator[Row]:
    """Rows with the zeros that a spreadsheet ate from the codes of these columns."""
    for row in read_rows(files, run, name):
        yield row | {column: padded(row[column], length) for column, length in lengths.items()}


def _dated(files: RawFiles, run: Run) -> Iterator[tuple[date, Row]]:
    if "mouvements" not in files.names():
        return
    for row in _coded(files, run, "mouvements", COM_AV=INSEE, COM_AP=INSEE):
        try:
            yield date.fromisoformat(row["DATE_EFF"]), row
        except ValueError:
            run.report(Issue.MALFORMED, record=row["COM_AV"], field="DATE_EFF", value=row["DATE_EFF"])


def _millesime(run: Run, changes: Changes) -> int:
    """The year in the name of the file, else that of the last change: a code is worth nothing without it."""
    year = (run.provenance().version or "")[-4:]
    if year.isascii() and year.isdigit():
        return int(year)
    if changes.last is None:
        raise ParseError("Année du code officiel géographique inconnue", source=run.source, file="communes")
    return changes.last.year


def _territory(
    run: Run, atlas: Atlas, niveau: str, code: str, libelle: str, **facts: Any
) -> Territoire | None:
    return make(
        run,
        Territoire,
        *(niveau, code),
        provenance=run.provenance(version=f"code officiel géographique {atlas.millesime}"),
        niveau=niveau,
        code=code,
        libelle=libelle,
        millesime=atlas.millesime,
        **facts,
    )


def _ids(niveau: str, *codes: str | None) -> tuple[str, ...]:
    return tuple(f"territoire:{niveau}:{code}" for code in codes if code)


def _wide(files: RawFiles, run: Run, atlas: Atlas) -> Iterator[Territoire | None]:
    """France, its regions of today and of before 2016, its départements."""
    france = _ids("france", FRANCE)
    yield _territory(run, atlas, "france", FRANCE, "France")
    for row in _coded(files, run, "regions", REG=2):
        yield _territory(run, atlas, "region", row["REG"], row["LIBELLE"], codes_parents=france)
    for old in anciennes_regions():
        heirs = _ids("region", old.successeur)
        ends = {"date_fin": FIN_ANCIENNES_REGIONS, "successeurs": heirs}
        yield _territory(run, atlas, "region", old.code, old.libelle, codes_parents=france, **ends)
    for row in _coded(files, run, "departements", DEP=2, REG=2):
        regions = _ids("region", row["REG"], atlas.old_regions.get(row["DEP"]))
        yield _territory(run, atlas, "departement", row["DEP"], row["LIBELLE"], codes_parents=regions)


def _meshes(run: Run, atlas: Atlas) -> Iterator[Territoire | None]:
    around = atlas.around
    for code, name in sorted(around.zone_names.items()):
        yield _territory(run, atlas, "zone-emploi", code, name or f"Zone d'emploi {code}")
    for code, name in sorted(around.bassin_names.items()):
        yield _territory(run, atlas, "bassin-emploi", code, name or f"Bassin d'emploi {code}")


def _merged_names(atlas: Atlas) -> dict[str, tuple[str, ...]]:
    """Commune of today → the names of those that it took over."""
    found: dict[str, list[str]] = defaultdict(list)
    for code, row in atlas.former.items():
        found[row["COMPARENT"] or code].append(row["LIBELLE"])
    for code, ended in atlas.changes.ended.items():
        for heir in atlas.changes.heirs_today(code, atlas.communes):
            found[heir].append(ended.libelle)
    return {code: tuple(names) for code, names in found.items()}


def _commune(run: Run, atlas: Atlas, code: str, merged: tuple[str, ...]) -> Territoire | None:
    row = atlas.communes[code]
    names = dict.fromkeys((*atlas.changes.names.get(code, ()), *merged))
    return _territory(
        run,
        atlas,
        "commune",
        code,
        row["LIBELLE"],
        nature=NATURES[row["TYPECOM"]],
        codes_parents=_parents(atlas, row),
        autres_noms=tuple(name for name in names if name != row["LIBELLE"]),
        **_place(atlas, code),
    )


def _parents(atlas: Atlas, row: Row) -> tuple[str, ...]:
    """From the narrowest; an arrondissement of Paris is in Paris."""
    codes, around = (row["COM"], row["COMPARENT"]), atlas.around
    zone = next((around.zones[code] for code in codes if code in around.zones), None)
    bassin = next((around.bassins[code] for code in codes if code in around.bassins), None)
    return (
        *_ids("commune", row["COMPARENT"]),
        *_ids("zone-emploi", zone),
        *_ids("bassin-emploi", bassin),
        *_ids("departement", row["DEP"]),
        *_ids("region", row["REG"], atlas.old_regions.get(row["DEP"])),
    )


def _place(atlas: Atlas, code: str) -> dict[str, Any]:
    latitude, longitude = atlas.around.points.get(code, (None, None))
    postcodes = atlas.around.postcodes.get(code, ())
    return {"codes_postaux": postcodes, "latitude": latitude, "longitude": longitude}


def _former_codes(atlas: Atlas) -> list[str]:
    """Codes that no commune of today has."""
    return sorted({*atlas.former, *atlas.changes.ended} - set(atlas.communes))


def _ended(run: Run, atlas: Atlas, code: str) -> Territoire | None:
    row, ended = atlas.former.get(code), atlas.changes.ended.get(code)
    heirs = (row["COMPARENT"],) if row else atlas.changes.heirs_today(code, atlas.communes)
    if not heirs:
        run.report(Issue.DANGLING, record=code, field="COM_AP", value=ended.libelle if ended else "")
    return _territory(
        run,
        atlas,
        "commune",
        code,
        row["LIBELLE"] if row else ended.libelle if ended else "",
        nature=NATURES[row["TYPECOM"]] if row else "ancienne",
        date_fin=ended.date_fin if ended else None,
        successeurs=_ids("commune", *heirs),
        **_place(atlas, code),
    )


def _overseas(files: RawFiles, run: Run, atlas: Atlas) -> Iterator[Territoire | None]:
    if "outremer" in files.names():
        for row in read_rows(files, run, "outremer"):
            code, postcodes = row["code_commune"], (row["code_postal"],) if row["code_postal"] else ()
            place = _place(atlas, code) | ({"codes_postaux": postcodes} if postcodes else {})
            yield _territory(run, atlas, "commune", code, row["nom_commune"], nature="commune", **place)
