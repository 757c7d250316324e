"""When the words of a query are not all answered together: what was given up, and where else to look."""

from collections.abc import Sequence

import numpy as np

from index.plan import QueryPlan, Term
from index.query.typed import as_typed, keeping, respelled
from index.results import Group, NatureComprise, NatureEchelon, Rung, Understood
from index.searching.ranking import Ranking
from index.views import Lien
from nlp.normalise import normalise

FIRST = 5
"""A word is said to be given up only if none of the first results says them all."""
FEW = 2
"""With at most so many métiers found, their neighbours are shown too."""
NEIGHBOURS = 6
_MOST_GIVEN_UP = 3
"""Beyond this, the words of a sentence are not listed one by one."""


def given_up(q: str, plan: QueryPlan, ranking: Ranking) -> tuple[Rung, ...]:
    """One rung for each word that the best result says nowhere, when no first result says them all."""
    required = [at for at, term in enumerate(plan.termes) if not term.est_appui]
    if len(required) < 2 or plan.codes or not len(ranking.entities):
        return ()
    said = [_said(ranking, int(entity), len(plan.termes))[required] for entity in ranking.entities[:FIRST]]
    if any(one.all() for one in said) or (plan.est_jointe and np.any(said, axis=0).all()):
        return ()  # « photo et mer »: each part is answered by some of them
    missing = [plan.termes[at] for at, is_said in zip(required, said[0], strict=True) if not is_said]
    if len(missing) > _MOST_GIVEN_UP:
        return (_a_part(q, [plan.termes[at] for at in required]),)
    return tuple(_without(q, term) for term in missing)


def all_kept_is_nothing(q: str, plan: QueryPlan) -> Rung:
    """The rung for words that the reader keeps, and that nothing says together."""
    words = " et ".join(f"« {as_typed(q, term.mot)} »" for _, term in plan.exiges)
    every = len(plan.exiges) > 1
    return Rung(
        nature="mots-gardes",
        texte=f"sans exiger {words} : aucune fiche ne {'les dit ensemble' if every else 'le dit'}",
        mots=" ".join(term.mot for _, term in plan.exiges),
        geste="ne plus les exiger" if every else "ne plus l'exiger",
        q_sans=keeping(q, ()),
    )


def narrowing_given_up(given_up: Understood) -> Rung:
    """The words of a level are searched instead; undone, what narrowed gives by itself all that has it."""
    mots = given_up.mots.strip(" ()")
    nature, texte, geste = _GIVEN_UP[given_up.nature]
    return Rung(nature, f"« {mots} » {texte}", mots, geste, q_sans=mots)


_GIVEN_UP: dict[NatureComprise, tuple[NatureEchelon, str, str]] = {
    "niveau": (
        "niveau-abandonne",
        "cherché comme des mots : rien n'est à ce niveau avec le reste",
        "voir tout ce qui est à ce niveau",
    ),
    "voie": (
        "voie-abandonnee",
        "laissé de côté : nos sources n'annoncent rien ainsi avec le reste",
        "voir tout ce qui se prépare ainsi",
    ),
}


def neighbours(groups: Sequence[Group], near: Sequence[Lien]) -> tuple[Lien, ...]:
    """Métiers near the one that was found, without those already shown."""
    shown = {code for group in groups for result in group.results for code in result.codes}
    others = {lien.code: lien for lien in near if lien.code not in shown}
    return tuple(others.values())[:NEIGHBOURS]


def is_short_of_metiers(groups: Sequence[Group]) -> str | None:
    """Code of the only métier found, or of the first of two."""
    found = next((group for group in groups if group.genre == "metier"), None)
    return found.results[0].code if found and found.total <= FEW and found.results else None


def _without(q: str, term: Term) -> Rung:
    """« sans « licorne » »; a word that no fiche writes is kept under its nearest spelling."""
    why = "qu'aucun nom ni mot clé ne dit avec le reste"
    if term.orthographe:
        why = f"que nos fiches n'écrivent pas (« {term.orthographe} » s'en approche)"
    return Rung(
        nature="mot-abandonne",
        texte=f"sans « {as_typed(q, term.mot)} », {why}",
        mots=term.mot,
        geste=_keep(q, term),
        q_sans=_keeping(q, term),
    )


def _a_part(q: str, required: Sequence[Term]) -> Rung:
    """A sentence: the rarest word is what it says most."""
    rarest = max(required, key=lambda term: term.poids)
    return Rung(
        nature="une-partie",
        texte="avec une partie de vos mots seulement",
        mots=" ".join(term.mot for term in required),
        geste=_keep(q, rarest),
        q_sans=_keeping(q, rarest),
    )


def _keep(q: str, term: Term) -> str:
    return f"garder « {term.orthographe or as_typed(q, term.mot)} »"


def _keeping(q: str, term: Term) -> str:
    forme = term.orthographe or term.mot
    return keeping(respelled(q, term.mot, forme) if term.orthographe else q, [normalise(forme)])


def _said(ranking: Ranking, entity: int, count: int) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Which words the labels of an entity say, taken together."""
    said = np.zeros(count, dtype=np.bool_)
    for scored in ranking.labels:
        labels = scored.hits.target_label[scored.hits.target_entity == entity]
        if len(labels):
            said |= scored.hits.matched[labels].max(axis=0) > 0
    return said
