"""A figure on disk: what thousands of figures share is told once, in a « gabarit »; the rest is a short row.

emploi-gabarit:12    {"nom": "projets-recrutement", "unite": "projets", "details": […]…}
emploi:bmo:fap2021:S0X42:departement-69    [[12, "2024", 340, [210, 61.8, [null, 1], …]], …]
"""

from collections.abc import Iterable, Sequence
from typing import Any

import orjson

from mappings.records import Indicateur, Mesure

_SECRET, _MINORANT, _CALCULE = 1, 2, 4
Valeur = float | None | list[Any]


class Gabarits:
    """Numbers the facts that figures share; a figure is then a row of a few values."""

    def __init__(self) -> None:
        self._numbers: dict[bytes, int] = {}

    def row(self, chiffre: Indicateur, libelle_territoire: str | None) -> list[Any]:
        """`libelle_territoire`: the publisher's, when ours would say another thing."""
        gabarit = self._number(_shared(chiffre, libelle_territoire))
        details = [_value(m.valeur, _flags(m)) for m in chiffre.details]
        value = _value(chiffre.valeur, _flags(chiffre) | (_CALCULE if chiffre.est_calcule else 0))
        return [gabarit, chiffre.periode, value, *([details] if details else [])]

    def annexes(self, prefix: str) -> Iterable[tuple[str, bytes]]:
        return ((f"{prefix}{number}", body) for body, number in self._numbers.items())

    def _number(self, shared: dict[str, Any]) -> int:
        body = orjson.dumps({name: value for name, value in shared.items() if value})
        return self._numbers.setdefault(body, len(self._numbers))


def _shared(chiffre: Indicateur, libelle_territoire: str | None) -> dict[str, Any]:
    is_group = bool(chiffre.codes_regroupes)
    return {
        "source": chiffre.provenance.source,
        "nom": chiffre.nom,
        "nature": chiffre.nature,
        "unite": chiffre.unite,
        "champ": chiffre.champ,
        "millesime_territoire": chiffre.millesime_territoire,
        "libelle_territoire": libelle_territoire,
        "code_groupe": chiffre.code_metier if is_group else None,
        "libelle_groupe": chiffre.libelle_metier if is_group else None,
        "codes_regroupes": chiffre.codes_regroupes,
        "details": [(mesure.nom, mesure.unite) for mesure in chiffre.details],
    }


def _flags(mesure: Mesure | Indicateur) -> int:
    return (_SECRET if mesure.est_secret else 0) | (_MINORANT if mesure.est_minorant else 0)


def _value(valeur: float | None, flags: int) -> Valeur:
    number = int(valeur) if valeur is not None and valeur == int(valeur) else valeur
    return [number, flags] if flags else number


def unpacked(value: Valeur) -> dict[str, Any]:
    """The fields of a `Mesure` that a packed value carries."""
    valeur, flags = value if isinstance(value, list) else (value, 0)
    return {"valeur": valeur, "est_secret": bool(flags & _SECRET), "est_minorant": bool(flags & _MINORANT)}


def is_computed(value: Valeur) -> bool:
    return isinstance(value, list) and bool(value[1] & _CALCULE)


def details_of(gabarit: dict[str, Any], row: Sequence[Any]) -> tuple[Mesure, ...]:
    names, values = gabarit.get("details", ()), row[3] if len(row) > 3 else ()
    return tuple(
        Mesure(nom=nom, unite=unite, **unpacked(value))
        for (nom, unite), value in zip(names, values, strict=False)
    )
