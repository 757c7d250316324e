"""Counts under statistical secrecy: a hidden count is never zero, so a sum may be a minimum."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Count:
    """A number of projects; None is hidden by secrecy, or was not readable. A sum may lack hidden counts."""

    value: int | None = None
    is_secret: bool = False
    is_partial: bool = False

    def add(self, other: "Count") -> None:
        if other.value is None:
            self.is_partial = True
        else:
            self.value = (self.value or 0) + other.value

    def facts(self) -> dict[str, Any]:
        """Fields of a figure or of a measure. A sum of hidden counts only is hidden too."""
        if self.value is None:
            return {"valeur": None, "est_secret": self.is_secret or self.is_partial}
        return {"valeur": self.value, "est_minorant": self.is_partial}

    def share_of(self, whole: "Count") -> float | None:
        """Percentage, where both are known exactly."""
        if self.value is None or not whole.value or self.is_partial or whole.is_partial:
            return None
        return round(100 * self.value / whole.value, 1)


@dataclass(slots=True)
class Total:
    """The three counts of a métier in a place."""

    annee: int
    metier: str
    libelle: str
    place: Any
    projets: Count = field(default_factory=Count)
    difficiles: Count = field(default_factory=Count)
    saisonniers: Count = field(default_factory=Count)

    def add(self, projets: Count, difficiles: Count, saisonniers: Count) -> None:
        self.projets.add(projets)
        self.difficiles.add(difficiles)
        self.saisonniers.add(saisonniers)
