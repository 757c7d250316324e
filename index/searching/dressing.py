"""Dresses the results that are shown: their cards, their reasons, the parts of their scores."""

from collections.abc import Callable, Sequence

from index.arrays import Ints, union
from index.documents import NATURE_EN_MOTS, Card
from index.engines.base import Engine
from index.facets import NomFacette
from index.genders import in_one_line
from index.results import Group, Reason, Result, SubScore
from index.searching.paging import Cut
from index.searching.ranking import Ranking

TraitsOf = Callable[[Ints], list[tuple[tuple[NomFacette, str], ...]]]
"""What is known of entities, in the terms of the facets."""


class Dresser:
    """Dresses the cards of every group: the engine is asked once for all cards, once for all labels."""

    def __init__(
        self,
        engine: Engine,
        ranking: Ranking,
        homes: Ints,
        traits_of: TraitsOf,
        otherwise: Reason,
        *,
        explain: bool,
    ) -> None:
        """`otherwise`: why a result is there when no label says it."""
        self._engine, self._ranking, self._homes, self._explain = engine, ranking, homes, explain
        self._traits_of, self._otherwise = traits_of, otherwise

    def groups(self, cuts: Sequence[Cut]) -> tuple[Group, ...]:
        """The groups, in the order given."""
        cards, reasons = self._read(cuts)
        shown = [position for cut in cuts for position in cut.shown]
        traits = dict(zip(shown, self._traits_of(self._homes[shown]), strict=True))
        return tuple(
            Group(
                genre=cut.genre,
                total=cut.total,
                results=tuple(
                    self._result(position, folded, cards, reasons[position], traits[position])
                    for position, folded in cut.shown.items()
                ),
            )
            for cut in cuts
        )

    def _read(self, cuts: Sequence[Cut]) -> tuple[dict[int, Card], dict[int, Reason]]:
        """Cards by entity (shown, folded in what is shown, or its home), and the reason of each position."""
        folded = [position for cut in cuts for members in cut.shown.values() for position in members]
        needed = union(self._ranking.entities[folded], self._homes[folded]).tolist()
        shown = [position for cut in cuts for position in cut.shown]
        labels = self._ranking.best_labels(self._ranking.entities[shown].tolist())
        best = dict(zip(shown, labels, strict=True))
        cards, texts = self._engine.shown(needed, [label[:2] for label in best.values() if label])
        said = iter(texts)
        reasons = {
            position: Reason(NATURE_EN_MOTS[label[2]], in_one_line(next(said))) if label else self._otherwise
            for position, label in best.items()
        }
        return dict(zip(needed, cards, strict=True)), reasons

    def _result(
        self,
        position: int,
        folded: Ints,
        cards: dict[int, Card],
        reason: Reason,
        traits: tuple[tuple[NomFacette, str], ...],
    ) -> Result:
        home = cards[int(self._homes[position])]
        codes = dict.fromkeys([*(cards[int(self._ranking.entities[p])].code for p in folded), home.code])
        details = self._ranking.parts_of(position) if self._explain else {}
        return Result(
            genre=home.genre,
            code=home.code,
            titre=home.titre,
            phrase=home.phrase,
            raison=reason,
            editeurs=tuple(home.editeurs),
            suites=tuple(home.suites),
            codes=tuple(codes),
            score=float(self._ranking.scores[position]),
            details=tuple(SubScore(name, value) for name, value in details.items()),
            est_demonstration=home.est_demonstration,
            acces=home.acces,
            mention=home.mention,
            traits=traits,
        )
