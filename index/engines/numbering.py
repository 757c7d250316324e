"""The numbers that a generation gives to its entities, and what every writer refuses."""

from array import array
from collections import Counter

import numpy as np
from numpy.typing import NDArray

from debouches.errors import DocumentRejectedError
from index.documents import FIELDS, GENRES, EntityDocument, Groupe, LabelDocument, group_of
from index.engines.codes import codes_content
from index.engines.traits import TraitsBuilder
from index.relevance import Relevance
from nlp.normalise import fold

_SORTED_ON = 48
"""How many letters of a title order it; titles that share them keep the order of their codes."""


class Numbering:
    """Numbers entities in the order they come; labels may only name entities that have come."""

    def __init__(self, relevance: Relevance) -> None:
        self._repeats = {name: int(relevance.champs[name]) for name in FIELDS}
        self._ordre: dict[str, int] = {}
        self._genres = array("b")
        self._folded: dict[int, str] = {}
        self._titles = bytearray()
        self.traits = TraitsBuilder()

    def __len__(self) -> int:
        return len(self._ordre)

    def add(self, entity: EntityDocument) -> int:
        """Number of a new entity; DocumentRejectedError if it cannot be indexed."""
        unknown = set(entity.champs) - set(FIELDS)
        if unknown:
            raise DocumentRejectedError(f"{entity.code} : champs inconnus de l'index : {sorted(unknown)}")
        if entity.code in self._ordre:
            raise DocumentRejectedError(f"{entity.code} : deux documents portent ce code")
        ordre = self._ordre[entity.code] = len(self._ordre)
        self.traits.add(entity.traits)
        self._genres.append(GENRES.index(entity.carte.genre))
        self._titles += _sortable(entity.carte.titre)
        if entity.carte.pliee_dans:
            self._folded[ordre] = entity.carte.pliee_dans
        return ordre

    def counted_keys(self, entity: EntityDocument) -> Counter[str]:
        """Keys of every field, each counted as many times as its field weighs."""
        counted: Counter[str] = Counter()
        for name, cles in entity.champs.items():
            for cle, count in Counter(cles).items():
                counted[cle] += count * self._repeats[name]
        return counted

    def placed(self, label: LabelDocument) -> tuple[Groupe, list[tuple[int, float]]]:
        """Group of a label, and the numbers of the entities that it names, with their weights."""
        cibles = [(self._of(code, label), weight) for code, weight in label.cibles]
        genres = {self._genres[ordre] for ordre, _ in cibles}
        return group_of(label.nature, [GENRES[genre] for genre in genres]), cibles

    def codes(self) -> bytes:
        """What `Codes` reads."""
        return codes_content(self._ordre)

    def places(self) -> NDArray[np.int32]:
        """(entities, 3): genre, home and place in the order of titles of each."""
        homes = np.arange(len(self._genres), dtype=np.int32)
        for ordre, home in self._folded.items():
            homes[ordre] = self._ordre[home]
        genres = np.frombuffer(self._genres, dtype=np.int8)
        return np.column_stack([genres, homes, self._order_of_titles()]).astype(np.int32)

    def _order_of_titles(self) -> NDArray[np.int32]:
        titles = np.frombuffer(bytes(self._titles), dtype=f"S{_SORTED_ON}")
        rank = np.empty(len(titles), dtype=np.int32)
        rank[np.argsort(titles, kind="stable")] = np.arange(len(titles), dtype=np.int32)
        return rank

    def _of(self, code: str, label: LabelDocument) -> int:
        try:
            return self._ordre[code]
        except KeyError:
            message = f"le libellé « {label.texte} » désigne {code}, qui n'est pas dans l'index"
            raise DocumentRejectedError(message) from None


def _sortable(title: str) -> bytes:
    """« Élagueur » beside « elagage », whatever mark or bracket comes first."""
    letters = fold(title).encode("ascii", "ignore").lstrip(b" \"'(-")
    return letters[:_SORTED_ON].ljust(_SORTED_ON, b"\0")
