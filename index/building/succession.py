"""Which certification replaced which, and what must be said of one that is over."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from index.building.corpus.briefs import CertificationBrief
from index.validity import mention_of
from index.views import CertificationLiee, Place


class Succession:
    """The chains of a corpus: a source may tell the link from either end."""

    def __init__(
        self, certifications: Mapping[str, CertificationBrief], named: Callable[[str], str] = str
    ) -> None:
        """`named`: an intitulé as pages show it."""
        self._known, self._named = certifications, named
        self._before: dict[str, set[str]] = defaultdict(set)
        self._after: dict[str, set[str]] = defaultdict(set)
        for code, certification in certifications.items():
            self._link([(old, code) for old in certification.remplace])
            self._link([(code, new) for new in certification.remplacee_par])

    def mention(self, code: str) -> str | None:
        """As of the day of its harvest: what is built does not depend on the clock."""
        certification = self._known[code]
        day = certification.date_recolte
        return mention_of(certification, day, has_successor=code in self._after)

    def line(self, code: str) -> tuple[CertificationLiee, ...]:
        """The oldest first, then itself, then what came after; alone, it has no line."""
        before = [*reversed(_chain(code, self._before))]
        after = [one for one in _chain(code, self._after) if one not in before]
        if not before and not after:
            return ()
        return (
            *self._placed(before, "avant"),
            *self._placed([code], "celle-ci"),
            *self._placed(after, "apres"),
        )

    def _link(self, pairs: Iterable[tuple[str, str]]) -> None:
        for old, new in pairs:
            self._before[new].add(old)
            self._after[old].add(new)

    def _placed(self, codes: Iterable[str], place: Place) -> Iterable[CertificationLiee]:
        for code in codes:
            known = self._known.get(code)
            yield CertificationLiee(
                code=code,
                place=place,
                titre=known and self._named(known.intitule),
                sigle_type=known and known.sigle_type,
                date_effet=known and known.date_effet,
                date_fin=known and known.date_fin_enregistrement,
                mention=self.mention(code) if known else None,
            )


def _chain(code: str, edges: Mapping[str, set[str]]) -> list[str]:
    """What the links lead to, nearest first; a circle is walked once."""
    seen, nearest = {code}, [code]
    chain: list[str] = []
    while nearest:
        nearest = sorted({one for at in nearest for one in edges.get(at, ())} - seen)
        seen.update(nearest)
        chain += nearest
    return chain
