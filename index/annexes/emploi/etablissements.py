"""Figures of training places: whole for each, and the list of those of a region or a département.

The source writes one name in nine in capitals: it is shown as a sentence writes it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from index.annexes.emploi.reglages import Reglages
from index.annexes.emploi.views import MesureEtablissement
from index.annexes.words import LearnCasing
from index.engines.base import Annexe
from index.lieux.model import id_of_lieu
from mappings.records import Indicateur
from nlp.casing import Casing, is_in_capitals

AT_SCHOOL = "emploi-6-mois-apres-voie-scolaire"
"""The figure of pupils: the lists are of places where one learns as an apprentice."""
ETABLISSEMENT, ETABLISSEMENTS = "emploi-etablissement:", "emploi-lieu-etablissements:"


class Etablissements:
    """Keeps the figures of each place as the JSON that will be written."""

    def __init__(self, reglages: Reglages, learn: LearnCasing = lambda _: Casing()) -> None:
        self._reglages, self._learn = reglages, learn
        self._of: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._names: dict[str, None] = {}

    def add(self, chiffre: Indicateur) -> None:
        self._names[chiffre.libelle_territoire or ""] = None
        self._of[chiffre.code_territoire].append(
            (chiffre.periode, orjson.dumps(self._told(chiffre)).decode())
        )

    def annexes(self) -> Iterator[Annexe]:
        places: dict[str, list[tuple[str, str, str, float | None]]] = defaultdict(list)
        casing = self._learn([name for name in self._names if is_in_capitals(name)])
        for uai, figures in self._of.items():
            told = [orjson.loads(body) for _, body in sorted(figures, reverse=True)]
            last = told[0]
            nom = casing.in_a_sentence(last["nom"])
            facts = {"nom": nom, **{name: last[name] for name in ("lieux", "provenance")}}
            all_of_it = [one["mesure"] for one in told]
            mesures = [one for one in all_of_it if "formation" not in one]
            formations = _latest_of_each(one for one in all_of_it if "formation" in one)
            sources = {one["mesure"]["nom"]: one["provenance"] for one in reversed(told)}
            lists = {"mesures": mesures, "formations": formations, "provenances": sources}
            yield ETABLISSEMENT + uai, orjson.dumps(facts | lists)
            if listed := next((one for one in mesures if one["nom"] != AT_SCHOOL), None):
                for lieu in last["lieux"]:
                    places[lieu].append((nom, uai, listed["periode"], listed.get("valeur")))
        for lieu, lines in places.items():
            yield ETABLISSEMENTS + lieu, orjson.dumps(sorted(lines, key=lambda line: line[:2]))

    def _told(self, chiffre: Indicateur) -> dict[str, object]:
        return {
            "nom": chiffre.libelle_territoire or chiffre.code_territoire,
            "lieux": self._lieux_of(chiffre),
            "provenance": chiffre.provenance.model_dump(mode="json", exclude_defaults=True),
            "mesure": _measure(chiffre).model_dump(exclude_defaults=True),
        }

    def _lieux_of(self, chiffre: Indicateur) -> list[str]:
        """The département is in the code of the establishment; the region is said by the source."""
        regions = [id_of_lieu(parent) for parent in chiffre.codes_parents]
        return [f"departement-{self._reglages.departement_of(chiffre.code_territoire)}", *regions]


def _latest_of_each(mesures: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The first that is met of each formation and way of training, in alphabetical order."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for one in mesures:
        found.setdefault((one["champ"], one["nom"]), one)
    return [found[key] for key in sorted(found)]


def _measure(chiffre: Indicateur) -> MesureEtablissement:
    return MesureEtablissement(
        nom=chiffre.nom,
        valeur=chiffre.valeur,
        unite=chiffre.unite,
        est_secret=chiffre.est_secret,
        periode=chiffre.periode,
        champ=chiffre.champ,
        formation=chiffre.libelle_formation,
        details=chiffre.details,
    )
