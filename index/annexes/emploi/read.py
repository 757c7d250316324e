"""Figures of an open generation, unpacked with everything that they cannot be shown without."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from debouches.errors import NotFoundError
from index.annexes.emploi.etablissements import ETABLISSEMENT, ETABLISSEMENTS
from index.annexes.emploi.familles import FAPS
from index.annexes.emploi.make import FAMILLE, GABARIT, METIER, SECTEUR, SOURCES, chiffres_key
from index.annexes.emploi.packing import details_of, is_computed, unpacked
from index.annexes.emploi.palmares import PALMARES
from index.annexes.emploi.reglages import Reglages
from index.annexes.emploi.views import (
    Chiffre,
    EmploiView,
    Etablissement,
    EtablissementView,
    Famille,
    GroupeSecteur,
    MesureEtablissement,
    Palmares,
    Point,
    Rang,
    SecteurBref,
    SecteurView,
    TerritoireView,
)
from index.annexes.emploi.voisinage import Voisinage
from index.lieux.departements_voisins import Voisins
from index.lieux.finder import Annexes, LieuFinder
from index.lieux.model import FRANCE, PAYS, Lieu, LieuNomme
from mappings.records import Provenance

_ByFamille = dict[tuple[str, str], list[Chiffre]]
"""Figures by the nomenclature and the code of their group."""
BY_REGION = "emploi-regional"
"""The figure that says where a sector employs the most."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """One key that may hold figures: of which group, where, and from whom."""

    famille: Famille
    lieu: LieuNomme
    provenance: Provenance


class EmploiReader:
    def __init__(self, engine: Annexes, finder: LieuFinder, reglages: Reglages, voisins: Voisins) -> None:
        self._engine, self._finder, self._reglages = engine, finder, reglages
        self._voisinage = Voisinage(finder, voisins)

    def emploi(self, code: str, lieu: str | None = None) -> EmploiView:
        """Figures of a métier in a place and in what contains it; in the whole country without a place."""
        place = self._finder.lieu(lieu) if lieu else None
        found = self._engine.annexes([SOURCES, METIER + code])
        if METIER + code not in found:
            return EmploiView(code=code, lieu=place)
        familles = [Famille.model_validate(line) for line in orjson.loads(found[METIER + code])]
        chain = _chain(place) or [self._country()]
        asked = dict(_asked(orjson.loads(found[SOURCES]), familles, chain))
        return EmploiView(
            code=code,
            lieu=place,
            familles=tuple(familles),
            chiffres=tuple(chiffre for _, chiffre in self._chiffres(asked)),
        )

    def secteurs(self) -> tuple[SecteurBref, ...]:
        """Every sector, with its figures for the whole country; none while no source gives figures."""
        groups = self._sector_groups(self._reglages.secteurs)
        familles = [famille for code in groups for famille in self._as_familles(code)]
        figures = self._figures(familles, [self._country()]) if groups else {}
        return tuple(
            SecteurBref(
                code=code,
                libelle=self._reglages.secteur(code),
                metiers=tuple(code for group in of_sector for code in group["metiers"]),
                chiffres=tuple(_latest(_of(figures, self._as_familles(code)))),
            )
            for code, of_sector in groups.items()
        )

    def secteur(self, code: str, lieu: str | None = None) -> SecteurView:
        """A sector by its letter, in a place and in what contains it. Or NotFoundError."""
        place = self._finder.lieu(lieu) if lieu else None
        found = self._sector_groups([code]).get(code)
        if found is None:
            raise NotFoundError(f"Aucun secteur ne porte le code « {code} ».")
        familles = self._as_familles(code)
        groups = [(_group(one), one["metiers"]) for one in found]
        chain = _chain(place) or [self._country()]
        figures = self._figures([*familles, *(group for group, _ in groups)], chain)
        return SecteurView(
            code=code,
            libelle=self._reglages.secteur(code),
            lieu=place,
            familles=familles,
            chiffres=tuple(_of(figures, familles)),
            groupes=tuple(
                GroupeSecteur(famille=group, metiers=metiers, chiffres=tuple(_of(figures, [group])))
                for group, metiers in groups
            ),
            regions=self._by_region(familles),
        )

    def _sector_groups(self, codes: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
        keys = {SECTEUR + code: code for code in codes}
        found = self._engine.annexes(list(keys))
        return {code: orjson.loads(found[key]) for key, code in keys.items() if key in found}

    def _as_familles(self, code: str) -> tuple[Famille, ...]:
        """A sector is measured as a group of either edition of the FAP."""
        return tuple(
            Famille(nomenclature=name, code=code, libelle=self._reglages.secteur(code, name)) for name in FAPS
        )

    def _by_region(self, familles: Sequence[Famille]) -> tuple[Chiffre, ...]:
        """Where the sector employs the most."""
        regions = [_brief(lieu) for lieu in self._finder.parties(FRANCE) if lieu.niveau == "region"]
        found = (one for one in _of(self._figures(familles, regions), familles) if one.nom == BY_REGION)
        return tuple(sorted(found, key=lambda one: -(one.valeur or 0)))

    def _figures(self, familles: Sequence[Famille], chain: Sequence[LieuNomme]) -> _ByFamille:
        """Those of each group in each of these places, in the order of both."""
        sources = orjson.loads(self._engine.annexes([SOURCES]).get(SOURCES, b"[]"))
        found: _ByFamille = defaultdict(list)
        for famille, chiffre in self._chiffres(dict(_asked(sources, familles, chain))):
            found[famille.nomenclature, famille.code].append(chiffre)
        return found

    def territoire(self, identifiant: str) -> TerritoireView:
        """A place, what it contains, its métiers and its training places. Or NotFoundError."""
        lieu = self._finder.lieu(identifiant)
        parts = self._finder.parties(lieu.id)
        lists = list(self._palmares(_chain(lieu)))
        where, establishments = self._establishments(_chain(lieu))
        return TerritoireView(
            lieu=lieu,
            parties=tuple(_brief(part) for part in parts),
            voisins=tuple(_brief(one) for one in self._voisinage.of(lieu)),
            palmares=tuple(found for _, found in lists),
            lieux_des_palmares=tuple(where for where, _ in lists),
            lieu_des_etablissements=where,
            etablissements=establishments,
        )

    def etablissement(self, uai: str) -> EtablissementView:
        """A training place by its UAI code. Or NotFoundError."""
        found = self._engine.annexes([ETABLISSEMENT + uai])
        if not found:
            raise NotFoundError(f"Aucun établissement ne porte le code « {uai} ».")
        facts = orjson.loads(found[ETABLISSEMENT + uai])
        around = {lieu.niveau: _brief(lieu) for lieu in self._finder.with_ids(facts["lieux"])}
        return EtablissementView(
            code=uai,
            nom=facts["nom"],
            departement=around.get("departement"),
            region=around.get("region"),
            provenance=facts["provenance"],
            provenances=facts.get("provenances", {}),
            mesures=tuple(MesureEtablissement.model_validate(one) for one in facts["mesures"]),
            formations=tuple(MesureEtablissement.model_validate(one) for one in facts.get("formations", ())),
        )

    def _country(self) -> LieuNomme:
        """As the referential of places names it; known all the same while none is harvested."""
        return next(map(_brief, self._finder.with_ids([FRANCE])), PAYS)

    def _chiffres(self, asked: dict[str, _Asked]) -> Iterator[tuple[Famille, Chiffre]]:
        """(group that was asked for, figure): what is measured may be a wider group."""
        packed = self._engine.annexes(list(asked))
        rows = {key: orjson.loads(packed[key]) for key in asked if key in packed}
        gabarits = self._gabarits(row[0] for group in rows.values() for row in group)
        for key, group in rows.items():
            famille = asked[key].famille
            yield from ((famille, chiffre) for chiffre in _unpacked(asked[key], group, gabarits))

    def _gabarits(self, numbers: Iterable[int]) -> dict[int, dict[str, Any]]:
        keys = {f"{GABARIT}{number}": number for number in set(numbers)}
        found = self._engine.annexes(list(keys))
        return {keys[key]: orjson.loads(body) for key, body in found.items()}

    def _palmares(self, chain: Sequence[LieuNomme]) -> Iterator[tuple[LieuNomme, Palmares]]:
        """Each list, from the narrowest place that has it."""
        found = self._engine.annexes([SOURCES, *(PALMARES + lieu.id for lieu in chain)])
        sources = {s["source"]: s["provenance"] for s in orjson.loads(found.get(SOURCES, b"[]"))}
        seen: set[tuple[str, str]] = set()
        kept: list[tuple[LieuNomme, dict[str, Any]]] = []
        for lieu in chain:
            lists = orjson.loads(found.get(PALMARES + lieu.id, b"[]"))
            kept += [(lieu, one) for one in lists if (one["nom"], one["mesure"]) not in seen]
            seen |= {(one["nom"], one["mesure"]) for one in lists}
        groups = self._groups(one for _, one in kept)
        for lieu, one in kept:
            yield lieu, _palmares_of(one, sources[one["source"]], groups)

    def _groups(self, lists: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
        keys = {f"{FAMILLE}{one['nomenclature']}:{rang[1]}" for one in lists for rang in one["rangs"]}
        return {key: orjson.loads(body) for key, body in self._engine.annexes(sorted(keys)).items()}

    def _establishments(
        self, chain: Sequence[LieuNomme]
    ) -> tuple[LieuNomme | None, tuple[Etablissement, ...]]:
        found = self._engine.annexes([ETABLISSEMENTS + lieu.id for lieu in chain])
        where = next((lieu for lieu in chain if ETABLISSEMENTS + lieu.id in found), None)
        if where is None:
            return None, ()
        lines = orjson.loads(found[ETABLISSEMENTS + where.id])
        return where, tuple(
            Etablissement(nom=nom, code=code, periode=periode, valeur=valeur)
            for nom, code, periode, valeur in lines
        )


def _of(figures: _ByFamille, familles: Sequence[Famille]) -> Iterator[Chiffre]:
    return (one for famille in familles for one in figures.get((famille.nomenclature, famille.code), ()))


def _latest(chiffres: Iterable[Chiffre]) -> Iterator[Chiffre]:
    return (chiffre.model_copy(update={"avant": ()}) for chiffre in chiffres)


def _group(kept: dict[str, Any]) -> Famille:
    return Famille(nomenclature=kept["nomenclature"], code=kept["code"], libelle=kept["libelle"])


def around(finder: LieuFinder, identifiant: str) -> list[str]:
    """Ids of a place and of what contains it; of the whole country without a place."""
    return [one.id for one in _chain(finder.lieu(identifiant))] if identifiant else [FRANCE]


def _chain(lieu: Lieu | None) -> list[LieuNomme]:
    """A place and what contains it, the narrowest first; of several that share it, what holds most of it."""
    if lieu is None:
        return []
    wholes = {parent.niveau: parent for parent in reversed(lieu.parents)}
    return [_brief(lieu), *reversed(wholes.values())]


def _brief(lieu: LieuNomme) -> LieuNomme:
    return LieuNomme(id=lieu.id, niveau=lieu.niveau, code=lieu.code, libelle=lieu.libelle)


def _asked(
    sources: list[dict[str, Any]], familles: Sequence[Famille], chain: Sequence[LieuNomme]
) -> Iterator[tuple[str, _Asked]]:
    """Every key that may hold a figure, in the order in which figures are shown."""
    for famille in familles:
        for lieu in chain:
            for source in sources:
                if source["nomenclature"] == famille.nomenclature and lieu.niveau in source["niveaux"]:
                    key = chiffres_key(source["source"], famille.nomenclature, famille.code, lieu.id)
                    yield key, _Asked(famille, lieu, Provenance.model_validate(source["provenance"]))


def _unpacked(asked: _Asked, rows: list[list[Any]], gabarits: dict[int, dict[str, Any]]) -> Iterator[Chiffre]:
    """One figure for the rows of the same measure over the years."""
    same: dict[tuple[object, ...], list[list[Any]]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row[1], reverse=True):
        gabarit = gabarits[row[0]]
        same[gabarit["nom"], gabarit["unite"], gabarit.get("champ")].append(row)
    for latest, *earlier in same.values():
        yield _chiffre(asked, gabarits[latest[0]], latest, earlier)


def _chiffre(asked: _Asked, gabarit: dict[str, Any], row: list[Any], earlier: list[list[Any]]) -> Chiffre:
    libelle = gabarit.get("libelle_territoire", asked.lieu.libelle)
    return Chiffre(
        nom=gabarit["nom"],
        unite=gabarit["unite"],
        nature=gabarit["nature"],
        periode=row[1],
        lieu=asked.lieu.model_copy(update={"libelle": libelle}),
        famille=_measured(asked.famille, gabarit),
        provenance=asked.provenance,
        champ=gabarit.get("champ"),
        millesime_territoire=gabarit.get("millesime_territoire"),
        est_calcule=is_computed(row[2]),
        details=details_of(gabarit, row),
        avant=tuple(_point(one) for one in reversed(earlier)),
        **unpacked(row[2]),
    )


def _measured(famille: Famille, gabarit: dict[str, Any]) -> Famille:
    """The group that the source measures: a wider one when it counts several together."""
    if "code_groupe" not in gabarit:
        return famille
    wider = {
        "code": gabarit["code_groupe"],
        "libelle": gabarit.get("libelle_groupe"),
        "codes_regroupes": tuple(gabarit["codes_regroupes"]),
    }
    return famille.model_copy(update=wider)


def _point(row: list[Any]) -> Point:
    facts = unpacked(row[2])
    return Point(periode=row[1], valeur=facts["valeur"], est_secret=facts["est_secret"])


def _palmares_of(
    one: dict[str, Any], provenance: dict[str, Any], groups: dict[str, dict[str, Any]]
) -> Palmares:
    rangs = []
    for valeur, code, libelle, regroupes in one["rangs"]:
        group = groups.get(f"{FAMILLE}{one['nomenclature']}:{code}", {})
        famille = Famille(
            nomenclature=one["nomenclature"],
            code=code,
            libelle=libelle or group.get("libelle"),
            codes_regroupes=tuple(regroupes),
        )
        rangs.append(Rang(famille=famille, valeur=valeur, metiers=tuple(group.get("metiers", ()))))
    facts = {name: one[name] for name in ("nom", "mesure", "nature", "periode", "unite", "total")}
    return Palmares(
        **facts, publies=one["publies"], tus=one["tus"], provenance=provenance, rangs=tuple(rangs)
    )
