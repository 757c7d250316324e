"""Idéo-Actions de formation initiale (CSV, JSON) → ActionFormation, OrganismeFormation, Formation."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from crawler.contract import Issue, RawFiles, Run
from crawler.readers.figures import decimal
from crawler.readers.formations import split_type
from crawler.readers.france_competences import addresses
from crawler.readers.phones import numbers
from crawler.readers.rows import read_rows
from crawler.readers.values import code_of, day_of, make, padded, split_list
from mappings.records import (
    ActionFormation,
    Coordonnees,
    Enseignement,
    Formation,
    LieuFormation,
    OrganismeFormation,
    Record,
)
from mappings.records.codes import departement_of
from mappings.records.ids import make_id

AF, FOR, ENS = "Action de Formation (AF) identifiant Onisep", "FOR URL et ID Onisep", "ENS URL et ID Onisep"
TITLE, PLACE = "Formation (FOR) libellé", "Lieu d'enseignement (ENS) libellé"
ID = re.compile(r"(?P<kind>AF|FOR|ENS)\.\d+")
UAI = re.compile(r"^\d{7}[A-Z]$")
POSTCODE = re.compile(r"^\d{5}$")
DEPARTEMENT = re.compile(r"0?(?P<code>\d{2}|2[AB]|9[78]\d)(?!\d)", re.IGNORECASE)
LIMITS = {"ENS latitude": 90, "ENS longitude": 180}
Row = dict[str, str]


def parse(files: RawFiles, run: Run) -> Iterator[Record]:
    """Formations and places are repeated on each of their rows: each is given once."""
    seen: set[str] = set()
    for name in files.names():
        for row in read_rows(files, run, name):
            for record in _records(run, row):
                if record.id not in seen or isinstance(record, ActionFormation):
                    seen.add(record.id)
                    yield record


@dataclass(frozen=True)
class _Line:
    """One row, its codes checked: who gives which formation, and where."""

    row: Row
    action: str
    formation: str
    uai: str | None
    place: str | None
    where: dict[str, Any]


def _records(run: Run, row: Row) -> Iterator[Record]:
    if line := _line(run, row):
        yield from filter(None, (_formation(run, line), _organisme(run, line), _action(run, line)))


def _line(run: Run, row: Row) -> _Line | None:
    action, formation = _id(run, row, AF, "AF"), _id(run, row, FOR, "FOR")
    if action is None or formation is None:
        return None
    uai = code_of(run, UAI, row["ENS code UAI"], record=action, field="ENS code UAI")
    place = uai or _id(run, row, ENS, "ENS", required=False)
    return _Line(row, action, formation, uai, place, _where(run, row, action))


def _id(run: Run, row: Row, column: str, kind: str, *, required: bool = True) -> str | None:
    """« FOR.1234 », alone or at the end of an address."""
    found = ID.search(row[column])
    if found and found["kind"] == kind:
        return found[0]
    if required or row[column]:
        run.report(Issue.MALFORMED, record=row[TITLE], field=column, value=row[column])
    return None


def _formation(run: Run, line: _Line) -> Formation | None:
    code, row = line.formation, line.row
    words, acronym = split_type(row["FOR type"])
    return make(
        run,
        Formation,
        code,
        provenance=run.provenance(url=run.spec.page("formation", code)),
        code=code,
        intitule=row[TITLE],
        type_formation=words or None,
        sigle_type=acronym,
        niveau_sortie=row["FOR niveau de sortie"] or None,
        domaines=split_list(row["FOR indexation domaine web Onisep"]),
    )


def _organisme(run: Run, line: _Line) -> OrganismeFormation | None:
    if line.place is None:
        return None
    return make(
        run,
        OrganismeFormation,
        line.place,
        provenance=run.provenance(),
        nom=line.row[PLACE],
        numero=_id(run, line.row, ENS, "ENS", required=False),
        code_uai=line.uai,
        coordonnees=Coordonnees(**line.where) if line.where else None,
    )


def _action(run: Run, line: _Line) -> ActionFormation | None:
    row, code = line.row, line.action
    day = day_of(run, row["AF date de modification"], record=code, field="AF date de modification")
    organisme = make_id(OrganismeFormation, line.place) if line.place else None
    return make(
        run,
        ActionFormation,
        code,
        provenance=run.provenance(date_maj=day),
        numero=code,
        formation=make_id(Formation, line.formation),
        organisme=organisme,
        organismes_formateurs=(organisme,) if organisme else (),
        lieux=(LieuFormation(denomination=row[PLACE] or None, code_uai=line.uai, **line.where),),
        duree=row["AF durée cycle standard"] or None,
        rythme=row["AF modalités scolarité"] or None,
        frais_restants=row["AF coût scolarité"] or None,
        hebergement=row["ENS hébergement"] or None,
        acces_handicap=row["ENS accessibilité"] or None,
        enseignements=tuple(map(_teaching, split_list(row["AF éléments d'enseignement"]))),
        liens=addresses(run, row["AF page web"], record=code, field="AF page web"),
    )


def _teaching(libelle: str) -> Enseignement:
    return Enseignement(libelle=libelle)


def _where(run: Run, row: Row, code: str) -> dict[str, Any]:
    """Address of the place, without its name."""
    said = {
        "adresse": (row["ENS adresse"],) if row["ENS adresse"] else (),
        "code_postal": code_of(
            run, POSTCODE, padded(row["ENS code postal"], 5), record=code, field="ENS code postal"
        ),
        "ville": row["ENS commune"] or None,
        "code_departement": _departement(run, row),
        "latitude": _degrees(run, row, "ENS latitude", code),
        "longitude": _degrees(run, row, "ENS longitude", code),
        "telephones": numbers(run, row["ENS n° téléphone"], record=code),
        "liens": addresses(run, row["ENS site web"], record=code, field="ENS site web"),
    }
    return {name: value for name, value in said.items() if value not in (None, ())}


def _departement(run: Run, row: Row) -> str | None:
    """« 69 - Rhône » → « 69 »; where only its name is said, the post code tells."""
    said, post = DEPARTEMENT.match(row["ENS département"]), padded(row["ENS code postal"], 5)
    if said:
        return said["code"].upper()
    if not POSTCODE.match(post):
        return None
    return run.spec.lookups["corse"].valeurs.get(post[:3]) or departement_of(post)


def _degrees(run: Run, row: Row, column: str, code: str) -> float | None:
    found = decimal(run, row[column], record=code, field=column)
    if found is None or abs(found) <= LIMITS[column]:
        return found
    run.report(Issue.MALFORMED, record=code, field=column, value=row[column])
    return None
