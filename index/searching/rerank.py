"""The second stage: scores the candidates of any engine the same way, in named parts.

    label   = (said / (asked + b · unsaid) · head + exact + complete) · nature
    entity  = best family of labels + a part of the others + what its labels say between them + its full text

`said` is the weight of the query found in the label, `unsaid` the rarity of the label's other words.
The full text comes last, for the first entities only: it lets nothing in. The engine's score counts there
alone, relative to the best: two engines give the same order.
"""

from collections.abc import Sequence

import numpy as np

from index.arrays import Booleans, Floats, Ints, distinct
from index.documents import FAMILLES, GROUPES, NATURES, Nature
from index.engines.base import LabelHits
from index.plan import QueryPlan, Rang
from index.relevance import Relevance
from index.searching.combined_wishes import WHOLE, are_apart, evened, joins_wishes, said_together
from index.searching.corroboration import said_firmly, said_often
from index.searching.job_titles import are_of_rank, is_a_title
from index.searching.natures import (
    FAMILLE_OF,
    IS_CHOSEN,
    IS_GIVEN_BY_PUBLISHERS,
    IS_NAME,
    IS_NAME_OF_METIER,
    IS_NAME_OR_DIPLOMA,
    IS_OF_METIERS,
    IS_WIDE,
    IS_WISH,
    IS_WISH_OR_INTEREST,
)
from index.searching.ranking import RANG, LabelScores, Ranking


class Reranker:
    """Scores with the weights of relevance.yml."""

    def __init__(self, relevance: Relevance) -> None:
        self._relevance = relevance
        self._nature_weights = np.array([relevance.natures[nature] for nature in NATURES], dtype=np.float32)
        self._lengths = np.array([relevance.longueur[groupe] for groupe in GROUPES], dtype=np.float32)
        self._firmness = np.minimum(self._nature_weights, np.float32(1.0))
        self._nom, self._envie = list(FAMILLES).index("nom"), list(FAMILLES).index("envie")

    def rank(self, plan: QueryPlan, hits: LabelHits, *, est_large: bool = False) -> Ranking:
        """`est_large`: what says only a part of a name enters too."""
        if not len(hits.ids):
            return Ranking.empty()
        is_joined = joins_wishes(plan, hits)
        plan = evened(plan) if is_joined and are_apart(plan, hits) else plan
        scored = self._score_labels(plan, hits, holds_name=not is_joined and _holds_a_name(plan, hits))
        entities, rows = _numbered(hits.target_entity)
        families, coverage = self._gather(len(entities), scored, rows)
        coverage = np.maximum(coverage, self._add_wishes(plan, scored, rows, families))
        if is_a_title(plan, hits):
            families[:, self._nom] *= np.float32(self._relevance.bonus["intitule"])
        parts = np.column_stack(
            [
                self._weighed(families),
                *self._between(plan, scored, rows, len(entities)),
                *np.zeros((2, len(entities)), dtype=np.float32),
            ]
        )
        scores: Floats = parts.sum(axis=1)
        best = float(scores.max(initial=0.0)) - scored.favour
        kept, aside = self._gate(scores, coverage, best, named=scored.is_name_of_metier and not est_large)
        if plan.rang:
            parts[:, RANG] = scores * self._of_rank(plan.rang, hits, rows, len(entities))
            scores = scores + parts[:, RANG]
        order = kept[np.lexsort((entities[kept], -scores[kept]))]
        return Ranking(entities[order], scores[order], parts[order], (scored,), entities[aside])

    def _score_labels(self, plan: QueryPlan, hits: LabelHits, *, holds_name: bool) -> LabelScores:
        """Once a label says the wish with its verb, labels without the verb are no longer exact."""
        bonus, length = self._relevance.bonus, self._lengths[hits.groupes]
        weights = np.array([term.poids for term in plan.termes], dtype=np.float32)
        asked = float(weights.sum()) or 1.0
        said = hits.matched @ weights
        weakest = hits.matched[:, plan.requis].min(axis=1)
        complete = weakest > 0
        whole = hits.rest < WHOLE
        is_the_query = complete & whole
        in_full = _says_the_wish(plan, hits)
        favour = bonus["role"] * _is_the_role(plan, hits) + bonus["mot_pour_mot"] * in_full
        values = (
            said / (asked + length * hits.rest) * np.where(hits.head == 0, bonus["tete"], 1.0)
            + bonus["complet"] * complete
            + bonus["exact"] * weakest * (whole & (in_full | (not in_full.any())))
            + bonus["debut"] * _begins_with_label(hits)
            + favour
        )
        natures = np.where(whole, self._nature_weights[hits.natures], self._firmness[hits.natures])
        return LabelScores(
            hits,
            (values * natures).astype(np.float32),
            (hits.matched @ _asked(plan, hits) * _lets_in(plan, hits)).astype(np.float32),
            favour=float((favour * natures).max(initial=0.0)),
            is_name_of_metier=bool((is_the_query & IS_NAME_OF_METIER[hits.natures]).any()),
            is_publishers_name=bool(
                (is_the_query & IS_GIVEN_BY_PUBLISHERS[hits.natures] & IS_OF_METIERS[hits.groupes]).any()
            ),
            holds_name=holds_name,
            is_name_or_diploma=bool((is_the_query & IS_NAME_OR_DIPLOMA[hits.natures]).any()),
        )

    def _add_wishes(self, plan: QueryPlan, scored: LabelScores, rows: Ints, families: Floats) -> Floats:
        """Add what several wishes say together; the share of the query that they say of each entity.

        « chef de chantier, maçonnerie » says two wishes and means neither: it holds a name.
        """
        if scored.holds_name:
            return np.zeros(len(families), dtype=np.float32)
        together = said_together(plan, scored.hits, rows, len(families))
        weight = self._relevance.natures[Nature.ENVIE] * (1.0 + self._relevance.bonus["exact"])
        envies = families[:, self._envie]
        np.maximum(envies, together.values * np.float32(weight), out=envies)
        return together.coverage

    def _gather(self, count: int, scored: LabelScores, rows: Ints) -> tuple[Floats, Floats]:
        """Best label of each family, and best coverage, for each entity."""
        hits, labels = scored.hits, scored.hits.target_label
        families = FAMILLE_OF[hits.natures[labels]]
        parts = np.zeros(count * len(FAMILLES), dtype=np.float32)  # flat: `maximum.at` is ten times faster so
        np.maximum.at(parts, rows * len(FAMILLES) + families, scored.values[labels] * hits.target_weight)
        coverage = np.zeros(count, dtype=np.float32)
        np.maximum.at(coverage, rows, scored.coverage[labels])
        return parts.reshape(count, len(FAMILLES)), coverage

    def full_text(self, scores: Floats) -> Floats:
        """What the whole texts of the best entities add, from what an engine scores them."""
        best = scores.max(initial=0.0)
        bonus = np.float32(self._relevance.bonus["plein_texte"])
        return scores / best * bonus if best > 0 else np.zeros_like(scores)

    def _between(self, plan: QueryPlan, scored: LabelScores, rows: Ints, count: int) -> tuple[Floats, Floats]:
        """What the labels of each entity say between them: each word by the firmest, then by how many say it.

        As in `_add_wishes`, wishes have no part in it if the query holds a name. If it is one, or a diploma,
        nothing is left to gather from what many say.
        """
        bonus = self._relevance.bonus
        weights = np.array([term.poids for term in plan.termes], dtype=np.float32)
        shares = weights / (weights.sum() or np.float32(1.0))
        heard = ~(IS_WISH & scored.holds_name)
        firmness: Floats = np.where(heard, self._firmness, np.float32(0.0))
        firm = said_firmly(shares, scored.hits, rows, firmness, count) * np.float32(bonus["ensemble"])
        if scored.is_name_or_diploma:
            return firm, np.zeros_like(firm)
        often = said_often(shares, scored.hits, rows, IS_CHOSEN & heard, count)
        return firm, often * np.float32(bonus["recoupement"])

    def _of_rank(self, rang: Rang, hits: LabelHits, rows: Ints, count: int) -> Floats:
        """What being of the rank that is asked adds to what passed the gate: it lets nothing in."""
        are = are_of_rank(hits, rows, count, self._relevance.seuils["rang"])
        return np.where(are, np.float32(self._relevance.bonus[f"rang_{rang.nom}"]), np.float32(0.0))

    def _weighed(self, families: Floats) -> Floats:
        """What each family brings: the best one the whole of it, the others less."""
        best = families.argmax(axis=1)
        weights = np.full(families.shape, self._relevance.bonus["autres_natures"], dtype=np.float32)
        weights[np.arange(len(families)), best] = 1.0
        return families * weights

    def _gate(self, scores: Floats, coverage: Floats, best: float, *, named: bool) -> tuple[Ints, Ints]:
        """What enters, which says enough of the query and is near the best; then what is only wider.

        When the query is the name of something (« contrôleur aérien »), its head alone says too little:
        other controllers are set aside. When it is not, half an answer is still an answer.
        """
        seuils = self._relevance.seuils
        said = coverage / max(coverage.max(initial=0.0), WHOLE)
        near = scores >= seuils["relatif"] * best
        enough = said >= seuils["couverture-nommee" if named else "couverture"]
        wide = ~enough & (said >= seuils["couverture"])
        return np.flatnonzero(near & enough), np.flatnonzero(near & wide)


def _holds_a_name(plan: QueryPlan, hits: LabelHits) -> bool:
    """Whether the query says every word of a name; an everyday one (« enfants »), only if it is a title."""
    natures = IS_NAME if is_a_title(plan, hits) else IS_GIVEN_BY_PUBLISHERS
    are_names = natures[hits.natures] & IS_OF_METIERS[hits.groupes]
    said = (hits.matched > 1 - WHOLE).any(axis=1)
    return bool((are_names & (hits.rest < WHOLE) & said).any())


def _numbered(entities: Ints) -> tuple[Ints, Ints]:
    """Each entity once, and the row of each target: `np.unique` with its inverse, without sorting."""
    is_present = np.zeros(int(entities.max(initial=-1)) + 1, dtype=np.bool_)
    is_present[entities] = True
    each = np.flatnonzero(is_present)
    place = np.empty(len(is_present), dtype=np.int64)
    place[each] = np.arange(len(each))
    return each, place[entities]


def said_wholly(asked: Sequence[int], hits: LabelHits, among: Booleans | bool = True) -> Ints:
    """Entities of which a label, `among` these, says every word asked, by their positions in the plan."""
    says = among & (hits.matched[:, asked].min(axis=1, initial=1.0) > 0)
    return distinct(hits.target_entity[says[hits.target_label]])


def _begins_with_label(hits: LabelHits) -> Booleans:
    """Labels of two words or more that the query begins with, whole: the role, then the place."""
    said = hits.matched > 0
    leading = np.cumprod(said, axis=1).sum(axis=1)
    begins: Booleans = (leading == said.sum(axis=1)) & (leading >= 2) & (hits.rest < WHOLE)
    return begins


def _asked(plan: QueryPlan, hits: LabelHits) -> Floats:
    """Share of the query that each word is, diplomas apart: « bac pro cuisine » asks for no other bac pro.

    Diplomas are what is asked when nothing else is said, or when nothing says the rest.
    """
    others = [at for at in plan.requis if not plan.termes[at].est_diplome]
    is_heard = hits.matched[:, others].any()
    counts = [term.poids * (not (is_heard and term.est_diplome)) for term in plan.termes]
    return np.array(counts, dtype=np.float32) / np.float32(sum(counts) or 1.0)


def _lets_in(plan: QueryPlan, hits: LabelHits) -> Booleans:
    """Labels that let in: all, but for domains beside a diploma whose other words a name says.

    « bac pro vente » does not ask for all that « commerce, vente » holds.
    """
    others = [at for at in plan.requis if not plan.termes[at].est_diplome]
    is_wide = IS_WIDE[hits.natures]
    if not others or len(others) == len(plan.requis):
        return np.ones_like(is_wide)
    says_them = (hits.matched[:, others] > 0).all(axis=1)
    is_named = (says_them & IS_NAME_OR_DIPLOMA[hits.natures]).any()
    return np.asarray(~(is_wide & is_named))


def _is_the_role(plan: QueryPlan, hits: LabelHits) -> Booleans:
    """Names that say who, whole, and nothing of the place that the query says after: « secrétaire »."""
    if not plan.role:
        return np.zeros(len(hits.matched), dtype=np.bool_)
    others = [at for at in plan.requis if at not in plan.role]
    said = hits.matched > 0
    is_role = said[:, plan.role].all(axis=1) & ~said[:, others].any(axis=1)
    return np.asarray(is_role & (hits.rest < WHOLE) & IS_NAME[hits.natures])


def _says_the_wish(plan: QueryPlan, hits: LabelHits) -> Booleans:
    """Wishes and interests said whole with the word of wish around: « travailler à la maison », « les vieux
    métiers », not « la maison » nor « les vieux »."""
    first, last = min(plan.requis, default=0), max(plan.requis, default=0)
    around = [at for at in (first - 1, last + 1) if 0 <= at < len(plan.termes)]
    is_wished = (hits.matched[:, around] > 0).any(axis=1)
    said = is_wished & (hits.matched[:, plan.requis] > 0).all(axis=1)
    return np.asarray(said & IS_WISH_OR_INTEREST[hits.natures] & (hits.rest < WHOLE))
