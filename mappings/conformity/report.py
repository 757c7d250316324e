"""What a check found, in words for who publishes the file."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Literal

import yaml
from pydantic import Field, computed_field

from mappings.records import Model

RULES = Path(__file__).with_name("regles.yml")
EXEMPLE = RULES.with_name("exemple.json")
MAX_SHOWN = 200
"""Findings that a report lists; all are counted."""
MAX_FINDINGS = 2000
"""Past them, the file is not what it should be: the check stops and says so."""
MAX_APERCUS = 5
MAX_VALUE = 80
MAX_PATH = 300
_RANK = re.compile(r"\[[^\]]*\]|\.\d+")
Gravite = Literal["erreur", "avertissement"]
Nature = Literal["json", "lheo", "editeur", "inconnu"]


class Regle(Model):
    gravite: Gravite
    exigence: str


class Constat(Model):
    """One finding: where, what, and the rule that says so."""

    gravite: Gravite = Field(description="Une erreur rend le fichier non conforme, un avertissement non")
    regle: str = Field(description="Nom de la règle")
    exigence: str = Field(description="Ce que demande la règle")
    message: str = Field(description="Ce qui ne va pas")
    fichier: str | None = Field(default=None, description="Fichier de l'archive, si c'en est une")
    ligne: int | None = Field(default=None, description="Ligne du fichier, si elle est connue")
    objet: str | None = Field(default=None, description="Identifiant de l'enregistrement")
    champ: str | None = Field(default=None, description="Champ, avec son chemin : « provenance.licence »")
    valeur: str | None = Field(
        default=None, description="Ce qui est écrit, quand c'est une valeur que le constat met en cause"
    )
    nombre: int = Field(
        default=1, description="Plus de 1 : d'autres fois la même chose, que le rapport n'énumère pas"
    )


class Famille(Model):
    """One of the nine families of information of articles L6111-3 and L6111-5 of the code du travail."""

    nom: str = Field(description="Nom de la famille")
    presentes: int = Field(description="Fiches, ou enregistrements, qui la renseignent")
    attendues: int | None = Field(
        default=None, description="Fiches du fichier ; absent si d'autres enregistrements la portent"
    )


class Compte(Model):
    """How many times the same thing is to be mended: what to begin with."""

    gravite: Gravite = Field(description="Comme celle des constats")
    regle: str = Field(description="Nom de la règle")
    champ: str | None = Field(default=None, description="Champ, sans les numéros")
    nombre: int = Field(description="Constats de cette règle sur ce champ, dans tout le fichier")


class Apercu(Model):
    """One of the first records, as the site would link and find it."""

    objet: str = Field(description="Identifiant de l'enregistrement")
    titre: str = Field(description="Titre")
    codes_metiers: tuple[str, ...] = Field(
        default=(), description="Codes, ROME ou Onisep, des métiers auxquels il serait relié ; les premiers"
    )
    est_rome_3: bool = Field(
        default=False, description="Vrai si ces codes sont du ROME 3 : chacun mène à ceux qui en descendent"
    )
    mots_cles: tuple[str, ...] = Field(
        default=(), description="Mots clés que l'éditeur lui donne ; le site y ajoute ceux de ses textes"
    )


class Rapport(Model):
    nature: Nature = Field(description="Ce que le fichier semble être")
    source: str | None = Field(default=None, description="La source dont il a le format, s'il est reconnu")
    enregistrements: dict[str, int] = Field(description="Enregistrements lus, par type")
    erreurs: int = Field(description="Nombre d'erreurs")
    avertissements: int = Field(description="Nombre d'avertissements")
    constats: tuple[Constat, ...] = Field(
        default=(), description="Les premiers constats, les erreurs d'abord"
    )
    bilan: tuple[Compte, ...] = Field(
        default=(), description="Tous les constats, comptés par règle et par champ ; les erreurs d'abord"
    )
    familles: tuple[Famille, ...] = Field(default=(), description="Complétude ; vide sans fiche de métier")
    apercus: tuple[Apercu, ...] = Field(
        default=(), description="Les premières fiches et formations, telles que le site les relierait"
    )

    @computed_field(description="Aucune erreur, et au moins un enregistrement")  # type: ignore[prop-decorator]
    @property
    def est_conforme(self) -> bool:
        return self.erreurs == 0 and bool(self.enregistrements)


@cache
def exemple() -> str:
    """A fiche of the common format that leaves nothing to say: what a publisher may start from."""
    return EXEMPLE.read_text(encoding="utf-8")


Verifier = Callable[[bytes, str], Rapport]
"""Of a content, and of the name of its file, which often says its version and date; empty if unknown."""


@cache
def rules() -> dict[str, Regle]:
    read = yaml.safe_load(RULES.read_text(encoding="utf-8"))
    return {name: Regle.model_validate(one) for name, one in read.items()}


def finding(
    rule: str,
    message: str,
    *,
    line: int | None = None,
    record: str | None = None,
    field: str | None = None,
    value: str | None = None,
    times: int = 1,
) -> Constat:
    one = rules()[rule]
    return Constat(
        gravite=one.gravite,
        regle=rule,
        exigence=one.exigence,
        message=message,
        ligne=line,
        objet=shown(record) if record else None,
        champ=shown(field, MAX_PATH) if field else None,
        valeur=shown(value) if value else None,
        nombre=times,
    )


def report(
    nature: Nature,
    counts: dict[str, int],
    findings: Iterable[Constat],
    families: Sequence[Famille] = (),
    apercus: Sequence[Apercu] = (),
    *,
    source: str | None = None,
) -> Rapport:
    """The graver first, then in the order of the file."""
    found = sorted(_folded(findings), key=lambda one: (one.gravite != "erreur", one.ligne or 0))
    errors = sum(one.nombre for one in found if one.gravite == "erreur")
    return Rapport(
        nature=nature,
        source=source,
        enregistrements=counts,
        erreurs=errors,
        avertissements=sum(one.nombre for one in found) - errors,
        constats=tuple(found[:MAX_SHOWN]),
        bilan=_sums(found),
        familles=tuple(families),
        apercus=tuple(apercus),
    )


def _folded(findings: Iterable[Constat]) -> list[Constat]:
    """What would be written twice in the same words is written once, with how many times."""
    times: Counter[Constat] = Counter()
    for one in findings:
        times[one.model_copy(update={"nombre": 1})] += one.nombre
    return [one.model_copy(update={"nombre": count}) for one, count in times.items()]


def merged(reports: Sequence[Rapport]) -> Rapport:
    """The report of several files as of one."""
    if len(reports) == 1:
        return reports[0]
    counts: Counter[str] = Counter()
    families: dict[str, Famille] = {}
    for one in reports:
        counts.update(one.enregistrements)
        families |= {family.nom: _added(families.get(family.nom), family) for family in one.familles}
    whole = report(
        next((one.nature for one in reports if one.enregistrements), "inconnu"),
        dict(counts),
        [said for one in reports for said in one.constats],
        tuple(families.values()),
        tuple(chain.from_iterable(one.apercus for one in reports))[:MAX_APERCUS],
        source=" ; ".join(dict.fromkeys(one.source for one in reports if one.source)) or None,
    )
    sums = {
        "erreurs": sum(one.erreurs for one in reports),
        "avertissements": sum(one.avertissements for one in reports),
        "bilan": _together([said for one in reports for said in one.bilan]),
    }
    return whole.model_copy(update=sums)


def _added(first: Famille | None, other: Famille) -> Famille:
    if first is None:
        return other
    expected = (first.attendues or 0) + (other.attendues or 0) if other.attendues is not None else None
    return Famille(nom=other.nom, presentes=first.presentes + other.presentes, attendues=expected)


def _together(sums: Iterable[Compte]) -> tuple[Compte, ...]:
    counts: Counter[tuple[Gravite, str, str | None]] = Counter()
    for one in sums:
        counts[one.gravite, one.regle, one.champ] += one.nombre
    return _ordered(counts)


def _sums(found: Iterable[Constat]) -> tuple[Compte, ...]:
    sums: Counter[tuple[Gravite, str, str | None]] = Counter()
    for one in found:
        sums[one.gravite, one.regle, _RANK.sub("", one.champ) if one.champ else None] += one.nombre
    return _ordered(sums)


def _ordered(sums: Counter[tuple[Gravite, str, str | None]]) -> tuple[Compte, ...]:
    ordered = sorted(sums.items(), key=lambda item: (item[0][0] != "erreur", -item[1]))
    return tuple(
        Compte(gravite=gravity, regle=rule, champ=field, nombre=count)
        for (gravity, rule, field), count in ordered
    )


def shown(value: object, most: int = MAX_VALUE) -> str:
    """A value of the file, short, and such that it can be written anywhere."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    text = str(value)[: most + 1].encode("utf-8", errors="replace").decode()
    visible = "".join(char if char.isprintable() else " " for char in text)
    return visible if len(visible) <= most else visible[:most] + "…"
