"""BMO survey (XLSX) → one Indicateur per métier and bassin, then the sums left to the reader."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from sys import intern
from typing import Any

from crawler.contract import Issue, RawFiles, Run
from crawler.readers.figures import FAP, count_of, departement_code, fap_of, is_hidden, region_code
from crawler.readers.rows import read_rows
from crawler.readers.values import code_of, key_of, make, padded
from crawler.sources.bmo.totals import Count, Total
from mappings.records import Indicateur, Mesure, Record
from mappings.records.territoire import FRANCE

FILE = "projets"
NOM, UNITE = "projets-recrutement", "projets"
COUNTS = ("met", "xmet", "smet")
DETAILS = ("difficiles", "saisonniers")
LAST_YEAR_OF_FAP2009 = 2023
YEAR = re.compile(r"20\d\d$", re.ASCII)
BASSIN = re.compile(r"\d{4}$", re.ASCII)
Row = dict[str, str]
Figure = Indicateur | None


@dataclass(frozen=True, slots=True)
class Place:
    """A territory of the survey: its mesh, its code that year, and the territories around it."""

    niveau: str
    code: str
    libelle: str
    parents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One row, its codes checked; places from the narrowest (a bassin, if the row has one) to France."""

    annee: int
    metier: str
    libelle: str
    places: tuple[Place, ...]
    counts: tuple[Count, Count, Count]

    @property
    def key(self) -> tuple[object, ...]:
        return self.annee, self.metier, *(place.code for place in self.places)


def parse(files: RawFiles, run: Run) -> Iterator[Record]:
    lines = list(_unique(run, _lines(files, run)))
    shared = _shared_bassins(lines)
    given = {(line.annee, line.metier, line.places[0].niveau, line.places[0].code) for line in lines}
    yield from filter(None, (_published(run, line, shared) for line in lines))
    sums = {key: total for key, total in _totals(lines).items() if key not in given or key[-1] in shared}
    yield from filter(None, (_figure(run, total, est_calcule=True) for total in sums.values()))


def _lines(files: RawFiles, run: Run) -> Iterator[Line]:
    for row in read_rows(files, run, FILE):
        if line := _line(run, row):
            yield line


def _line(run: Run, row: Row) -> Line | None:
    record = f"{row['Code métier BMO']}/{row['BE']}"
    annee = key_of(run, YEAR, row["annee"], record=record, field="annee")
    metier = key_of(run, FAP, row["Code métier BMO"], record=record, field="Code métier BMO")
    places = _places(run, row, record)
    if annee is None or metier is None or places is None:
        return None
    met, xmet, smet = (_count(run, row[column], record, column) for column in COUNTS)
    return Line(int(annee), intern(metier), intern(row["Nom métier BMO"]), places, (met, xmet, smet))


def _count(run: Run, value: str, record: str, field: str) -> Count:
    """How many projects, and whether the survey hides it."""
    if is_hidden(value):
        return Count(None, is_secret=True)
    if not value:
        run.report(Issue.MALFORMED, record=record, field=field, value=value)
    return Count(count_of(run, value, record=record, field=field))


def _places(run: Run, row: Row, record: str) -> tuple[Place, ...] | None:
    """The places of a row, None if one of its codes cannot be read."""
    region = region_code(run, row["REG"], record=record, field="REG")
    departement = departement_code(run, row["Dept"], record=record, field="Dept")
    be = padded(row["BE"], 4, zeros=3)
    bassin = code_of(run, BASSIN, be, record=record, field="BE")
    if any(
        text and not code for text, code in ((row["REG"], region), (row["Dept"], departement), (be, bassin))
    ):
        return None
    france = Place("france", FRANCE, "France")
    found = [
        Place("bassin-emploi", bassin, intern(row["NOMBE"])) if bassin else None,
        Place("departement", departement, intern(row["NomDept"])) if departement else None,
        Place("region", region, intern(row["NOM_REG"])) if region else None,
        france,
    ]
    return tuple(place for place in found if place)


def _unique(run: Run, lines: Iterable[Line]) -> Iterator[Line]:
    """Each métier and place once: a row counted twice would spoil the sums."""
    seen = set()
    for line in lines:
        if line.key in seen:
            run.report(Issue.DUPLICATE, record=line.metier, field="ligne", value=str(line.key))
        else:
            seen.add(line.key)
            yield line


def _shared_bassins(lines: Iterable[Line]) -> set[str]:
    """Codes of the bassins that several départements share."""
    around = defaultdict(set)
    for line in lines:
        if line.places[0].niveau == "bassin-emploi":
            around[line.places[0].code].add(line.places[1].code)
    return {code for code, departements in around.items() if len(departements) > 1}


def _published(run: Run, line: Line, shared: set[str]) -> Figure:
    """The figure of a row, as published; of a shared bassin it covers a part."""
    place, *around = line.places
    part = around[0] if place.code in shared else None
    parents = tuple(f"territoire:{p.niveau}:{p.code}" for p in around if p.niveau != "france")
    total = Total(line.annee, line.metier, line.libelle, place, *line.counts)
    extra = {"champ": f"partie du bassin située dans le département {part.code}"} if part else {}
    return _figure(run, total, *([part.code] if part else []), codes_parents=parents, **extra)


def _totals(lines: Iterable[Line]) -> dict[tuple[int, str, str, str], Total]:
    """Sums of the rows of bassins, for each wider place and for the bassin itself."""
    totals: dict[tuple[int, str, str, str], Total] = {}
    for line in lines:
        if line.places[0].niveau == "bassin-emploi":
            for place in line.places:
                key = (line.annee, line.metier, place.niveau, place.code)
                total = totals.setdefault(key, Total(line.annee, line.metier, line.libelle, place))
                total.add(*line.counts)
    return totals


def _figure(run: Run, total: Total, *part: str, **extra: Any) -> Figure:
    place, projets = total.place, total.projets
    return make(
        run,
        Indicateur,
        *("bmo", str(total.annee), total.metier, place.niveau, place.code, *part),
        provenance=run.provenance(version=f"enquête {total.annee}"),
        nom=NOM,
        nature="prevision",
        periode=str(total.annee),
        niveau_territoire=place.niveau,
        code_territoire=place.code,
        libelle_territoire=place.libelle or None,
        millesime_territoire=total.annee,
        code_metier=total.metier,
        nomenclature_metier=fap_of(total.metier, _fap_of_year(total.annee)),
        libelle_metier=total.libelle or None,
        unite=UNITE,
        **projets.facts(),
        details=tuple(_details(total)),
        **extra,
    )


def _fap_of_year(annee: int) -> str:
    return "fap2009" if annee <= LAST_YEAR_OF_FAP2009 else "fap2021"


def _details(total: Total) -> Iterator[Mesure]:
    """Difficult and seasonal projects, and their share where no secret blurs it."""
    for name, count in zip(DETAILS, (total.difficiles, total.saisonniers), strict=True):
        yield Mesure(nom=f"projets-{name}", unite=UNITE, **count.facts())
        if (share := count.share_of(total.projets)) is not None:
            yield Mesure(nom=f"part-{name}", unite="%", valeur=share)
