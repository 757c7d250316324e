"""Names in the cluster, built and parsed here only.

debouches                               alias of the indexes of the generation served
debouches-20261121t091500123z-f1-…-noms  one index per group of labels, one of entities, annexes, facts
debouches-etat                          lock and history
"""

import re
from dataclasses import dataclass

from debouches.errors import ConfigError
from index.documents import Groupe

ENTITES = "entites"
ANNEXES = "annexes"
META = "meta"
PARTS = (*(groupe.value for groupe in Groupe), ENTITES, ANNEXES, META)
_PREFIX = re.compile(r"[a-z][a-z0-9_-]*")
_GENERATION = re.compile(r"(?P<date>\d{8}t\d{9}z)-(?P<rest>f\d+-[0-9a-f]{8})")


@dataclass(frozen=True, slots=True)
class Indices:
    """Indexes of one generation."""

    prefix: str
    generation: str

    def of(self, part: str) -> str:
        return f"{self.prefix}-{self.generation.lower()}-{part}"

    @property
    def all(self) -> list[str]:
        return [self.of(part) for part in PARTS]


@dataclass(frozen=True, slots=True)
class Names:
    prefix: str

    def __post_init__(self) -> None:
        if not _PREFIX.fullmatch(self.prefix):
            raise ConfigError(
                f"DEBOUCHES_ELASTICSEARCH__PREFIX « {self.prefix} » ne convient pas : "
                "une lettre, puis lettres minuscules, chiffres, tirets."
            )

    @property
    def alias(self) -> str:
        return self.prefix

    @property
    def state(self) -> str:
        return f"{self.prefix}-etat"

    @property
    def pattern(self) -> str:
        """To list only: what is listed is parsed, and what is deleted is named in full."""
        return f"{self.prefix}-*"

    def of(self, generation: str) -> Indices:
        return Indices(self.prefix, generation)

    def generation_of(self, index: str) -> str | None:
        """Generation that an index is part of; None for an index of someone else."""
        name, _, part = index.removeprefix(f"{self.prefix}-").rpartition("-")
        found = _GENERATION.fullmatch(name)
        if not index.startswith(f"{self.prefix}-") or part not in PARTS or not found:
            return None
        return f"{found['date'].upper()}-{found['rest']}"
