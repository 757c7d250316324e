"""Annexes of the offer. Records are never all in memory: what must be joined waits in a scratch database.

`action:<code>` one action with its sessions; `offre:<formation>` the actions of a formation in short;
`organisme:<code>` an organisme and what it gives.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from functools import cached_property
from itertools import groupby
from typing import Protocol, TypeVar

from index.annexes.offre.day import last_day_to_join
from index.annexes.offre.views import (
    ActionView,
    DatesSession,
    Dossier,
    FormationDonnee,
    Ligne,
    Lignes,
    OrganismeLie,
)
from index.engines.base import Annexe
from mappings.records import (
    ActionFormation,
    Model,
    OrganismeFormation,
    Record,
    SessionFormation,
    Territoire,
)

R = TypeVar("R", bound=Record)
_TABLES = """
CREATE TABLE session (id TEXT PRIMARY KEY, action TEXT NOT NULL, json BLOB NOT NULL);
CREATE TABLE organisme (code TEXT PRIMARY KEY, json BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE action (code TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE ligne (formation TEXT NOT NULL, json BLOB NOT NULL);
CREATE TABLE donnee (organisme TEXT NOT NULL, formation TEXT NOT NULL, json BLOB NOT NULL);
"""
_INDEXES = """
CREATE INDEX ligne_formation ON ligne (formation);
CREATE INDEX donnee_organisme ON donnee (organisme, formation);
"""


class Reading(Protocol):
    """The records of a type, of every source, one after the other."""

    def __call__(self, record_type: type[R]) -> Iterator[R]: ...


def annexes_of_offre(read: Reading, aside: Counter[str]) -> Iterator[Annexe]:
    """Everything the offer keeps; the database is a nameless file that goes with its connection.

    `aside` counts, by source, the records whose code another record had already: the first is the one shown.
    """
    with closing(sqlite3.connect("")) as scratch:
        yield from _Offre(scratch, read, aside).annexes()


class _Offre:
    def __init__(self, scratch: sqlite3.Connection, read: Reading, aside: Counter[str]) -> None:
        self._scratch, self._read, self._aside = scratch, read, aside
        scratch.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES)

    def annexes(self) -> Iterator[Annexe]:
        self._keep_sessions()
        self._keep_organismes()
        add_action = "INSERT OR IGNORE INTO action VALUES (?)"
        for action in self._read(ActionFormation):
            if self._is_new(action, add_action, code_of(action.id)):
                yield self._action(action)
        self._scratch.executescript(_INDEXES)
        yield from self._formations()
        yield from self._dossiers()

    def _keep_sessions(self) -> None:
        for s in self._read(SessionFormation):
            if s.action:
                add = "INSERT OR IGNORE INTO session VALUES (?, ?, ?)"
                self._is_new(s, add, s.id, code_of(s.action), as_json(s))
        self._scratch.execute("CREATE INDEX session_action ON session (action)")

    def _keep_organismes(self) -> None:
        for o in self._read(OrganismeFormation):
            self._is_new(o, "INSERT OR IGNORE INTO organisme VALUES (?, ?)", code_of(o.id), as_json(o))

    def _is_new(self, record: Record, insert: str, *row: str | bytes) -> bool:
        """Of two records with the same code, the first is kept and the other counted."""
        is_new = self._scratch.execute(insert, row).rowcount == 1
        if not is_new:
            self._aside[record.provenance.source] += 1
        return is_new

    def _action(self, action: ActionFormation) -> Annexe:
        """The annex of an action; what its formation and organismes need from it is kept for later."""
        whole = action.model_copy(update={"sessions": (*action.sessions, *self._sessions_of(action))})
        organismes = tuple(self._organismes_of(action))
        ligne, formation = self._placed(whole), code_of(action.formation)
        view = ActionView(action=whole, organismes=organismes)
        self._scratch.execute("INSERT INTO ligne VALUES (?, ?)", (formation, as_json(ligne)))
        self._scratch.executemany(
            "INSERT INTO donnee VALUES (?, ?, ?)",
            ((organisme.code, formation, as_json(ligne)) for organisme in organismes),
        )
        return f"action:{code_of(action.id)}", as_json(view)

    def _placed(self, action: ActionFormation) -> Ligne:
        """Where no source gives a point, that of the commune: right to a few kilometres."""
        ligne = ligne_of(action)
        if ligne.latitude is not None and ligne.longitude is not None:
            return ligne
        given = (action.lieux[0].code_insee if action.lieux else None) or action.code_insee
        latitude, longitude = self._communes.get(given, (None, None)) if given else (None, None)
        return ligne.model_copy(update={"latitude": latitude, "longitude": longitude})

    @cached_property
    def _communes(self) -> dict[str, tuple[float | None, float | None]]:
        """Read only if an action needs it."""
        read = (one for one in self._read(Territoire) if one.niveau == "commune")
        return {one.code: (one.latitude, one.longitude) for one in read}

    def _sessions_of(self, action: ActionFormation) -> Iterator[SessionFormation]:
        select = "SELECT json FROM session WHERE action = ?"
        for (json,) in self._scratch.execute(select, (code_of(action.id),)):
            yield SessionFormation.model_validate_json(json)

    def _organismes_of(self, action: ActionFormation) -> Iterator[OrganismeLie]:
        for code in _named_by(action):
            if organisme := self._organisme(code):
                yield in_short(organisme)

    def _organisme(self, code: str) -> OrganismeFormation | None:
        row = self._scratch.execute("SELECT json FROM organisme WHERE code = ?", (code,)).fetchone()
        return OrganismeFormation.model_validate_json(row[0]) if row else None

    def _formations(self) -> Iterator[Annexe]:
        rows = self._scratch.execute("SELECT formation, json FROM ligne ORDER BY formation, rowid")
        for formation, same in groupby(rows, key=lambda row: row[0]):
            lignes = tuple(Ligne.model_validate_json(json) for _, json in same)
            codes = dict.fromkeys(code for ligne in lignes for code in ligne.organismes)
            known = tuple(in_short(found) for code in codes if (found := self._organisme(code)))
            yield f"offre:{formation}", as_json(Lignes(lignes=lignes, organismes=known))

    def _dossiers(self) -> Iterator[Annexe]:
        """Every organisme has its page, even one that gives nothing any more."""
        for code, json in self._scratch.execute("SELECT code, json FROM organisme ORDER BY code"):
            given = tuple(self._given_by(code))
            organisme = OrganismeFormation.model_validate_json(json)
            yield f"organisme:{code}", as_json(Dossier(organisme=organisme, formations=given))

    def _given_by(self, organisme: str) -> Iterator[FormationDonnee]:
        rows = self._scratch.execute(
            "SELECT formation, json FROM donnee WHERE organisme = ? ORDER BY formation", (organisme,)
        )
        for formation, same in groupby(rows, key=lambda row: row[0]):
            yield donnee_of(formation, [Ligne.model_validate_json(json) for _, json in same])


def code_of(record_id: str) -> str:
    """« action-formation:14_AF_1 » → « 14_AF_1 »."""
    return record_id.partition(":")[2]


def in_short(organisme: OrganismeFormation) -> OrganismeLie:
    return OrganismeLie(
        code=code_of(organisme.id),
        nom=organisme.nom,
        siret=organisme.siret,
        numero_activite=organisme.numero_activite,
        labels=tuple(label.libelle for label in organisme.labels),
        editeur=organisme.provenance.editeur,
    )


def ligne_of(action: ActionFormation) -> Ligne:
    place = action.lieux[0] if action.lieux else None
    return Ligne(
        action=code_of(action.id),
        departement=place and place.code_departement,
        ville=place and place.ville,
        latitude=place and place.latitude,
        longitude=place and place.longitude,
        est_permanente=action.entrees_sorties == "permanentes",
        sessions=tuple(
            DatesSession(
                periode=session.periode,
                est_ouverte=session.etat_recrutement not in {"ferme", "suspendu"},
            )
            for session in action.sessions
        ),
        organismes=_named_by(action),
    )


def _named_by(action: ActionFormation) -> tuple[str, ...]:
    """Who trains, then who answers for it; each once."""
    named = (*action.organismes_formateurs, action.organisme, action.organisme_responsable)
    return tuple(dict.fromkeys(code_of(one) for one in named if one))


def donnee_of(formation: str, lignes: list[Ligne]) -> FormationDonnee:
    return FormationDonnee(
        code=formation,
        actions=len(lignes),
        departements=tuple(sorted({ligne.departement for ligne in lignes if ligne.departement})),
        jusqu_au=max(map(last_day_to_join, lignes)),
    )


def as_json(model: Model) -> bytes:
    return model.model_dump_json(exclude_defaults=True).encode()
