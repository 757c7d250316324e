"""From words and choices to the actions that answer. No weight: words said, then how fresh it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pydantic import TypeAdapter

from debouches.errors import NotFoundError
from index.annexes.choices import Values, check_choices, facets_of, is_chosen
from index.annexes.innovantes.make import ACTION, POINTS, WORDS
from index.annexes.innovantes.views import (
    ActionInnovantePage,
    ActionInnovanteView,
    InnovantesPage,
    LienAction,
    Point,
)
from index.annexes.words import Roots
from index.engines.base import Engine
from index.facets import NON_RENSEIGNE
from index.lexicon import Lexicon
from mappings.innovantes import NOMS, facettes_innovantes
from nlp.normalise import normalise

PER_PAGE = 20
NEIGHBOURS = 5
_POINTS = TypeAdapter(tuple[Point, ...])


@dataclass(frozen=True, slots=True)
class InnovantesRequest:
    """Values of one facet are alternatives; facets add up."""

    q: str = ""
    theme: tuple[str, ...] = ()
    niveau: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    page: int = 1
    par_page: int = PER_PAGE

    @property
    def choix(self) -> Values:
        return {nom: getattr(self, nom) for nom in NOMS}


@dataclass(frozen=True, slots=True)
class _Said:
    """What words found, before any choice."""

    points: Sequence[Point]
    est_partielle: bool = False
    unknown: tuple[str, ...] = ()
    correction: str | None = None


class InnovantesReader:
    """The actions of one generation; their points are read once, on the first question."""

    def __init__(self, engine: Engine, roots: Roots) -> None:
        self._engine, self._roots = engine, roots

    def action(self, code: str) -> ActionInnovantePage:
        kept = self._engine.annexes([ACTION + code]).get(ACTION + code)
        if kept is None:
            raise NotFoundError("Cette action n'est pas, ou plus, dans la collection.")
        return ActionInnovantePage(
            view=ActionInnovanteView.model_validate_json(kept), proches=tuple(self._neighbours(code))
        )

    def page(self, request: InnovantesRequest) -> InnovantesPage:
        words, asked = facettes_innovantes(), request.choix
        check_choices(words, asked, map(_choices_of, self._points))
        said = self._said(request.q)
        chosen = [point for point in said.points if is_chosen(_choices_of(point), asked)]
        start = (request.page - 1) * request.par_page
        return InnovantesPage(
            page=request.page,
            par_page=request.par_page,
            total=len(chosen),
            connues=len(self._points),
            est_partielle=said.est_partielle,
            mots_sans_reponse=said.unknown,
            correction=said.correction,
            facettes=facets_of(words, asked, [(_choices_of(point), 1) for point in said.points]),
            actions=self._views(chosen[start : start + request.par_page]),
        )

    def _said(self, q: str) -> _Said:
        """Those that say every word; if none does, those that say some, the most first."""
        asked = self._roots.asked(q)
        if not asked:
            return _Said(self._points)
        words = self._words
        unknown = tuple(
            word for root, word in asked.items() if not any(root in said for said in words.values())
        )
        told = {code: len(said & asked.keys()) for code, said in words.items()}
        most = max(told.values(), default=0)
        found = [
            point for point in self._points if told[point.code] and told[point.code] >= _least(asked, most)
        ]
        found.sort(key=lambda p: (-told[p.code], -len(asked.keys() & set(p.mots_titre.split()))))
        return _Said(
            found,
            est_partielle=most < len(asked),
            unknown=unknown,
            correction=self._respelled(asked, unknown),
        )

    def _respelled(self, asked: dict[str, str], unknown: Sequence[str]) -> str | None:
        """What was asked, if some of its words are near words of the collection."""
        near = {word: found[0].forme for word in unknown if (found := self._lexicon.near(normalise(word)))}
        return " ".join(near.get(word, word) for word in asked.values()) if near else None

    def _views(self, points: Sequence[Point]) -> tuple[ActionInnovanteView, ...]:
        keys = [ACTION + point.code for point in points]
        kept = self._engine.annexes(keys) if keys else {}
        return tuple(ActionInnovanteView.model_validate_json(kept[key]) for key in keys)

    def _neighbours(self, code: str) -> list[LienAction]:
        """Those that have the most in common; among equals, the freshest."""
        (mine,) = (point for point in self._points if point.code == code)
        shared = [(len(_signs(mine) & _signs(other)), other) for other in self._points if other is not mine]
        near = sorted((one for one in shared if one[0]), key=lambda one: -one[0])[:NEIGHBOURS]
        return [
            LienAction(code=p.code, intitule=p.intitule, est_demonstration=p.est_demonstration)
            for _, p in near
        ]

    @cached_property
    def _words(self) -> dict[str, frozenset[str]]:
        """The roots that each action says, by code."""
        return {point.code: frozenset(point.mots.split()) for point in self._points}

    @cached_property
    def _lexicon(self) -> Lexicon:
        """The words of the actions, read when one is first asked for that no action says."""
        return Lexicon.load(self._engine.annexes([WORDS])[WORDS])

    @cached_property
    def _points(self) -> tuple[Point, ...]:
        """The freshest first."""
        return _POINTS.validate_json(self._engine.annexes([POINTS])[POINTS])


def _least(asked: dict[str, str], most: int) -> int:
    """How many words an action must say: all of them if some action does, otherwise one."""
    return len(asked) if most == len(asked) else 1


def _choices_of(point: Point) -> Values:
    return {nom: getattr(point, nom) for nom in NOMS}


def _signs(point: Point) -> frozenset[tuple[str, str]]:
    """What makes two actions alike."""
    said = _choices_of(point)
    signs = {(nom, value) for nom in NOMS if nom != "niveau" for value in said[nom]}
    return frozenset(sign for sign in signs if sign[1] != NON_RENSEIGNE)
