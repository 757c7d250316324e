"""The directory of structures, by name, network, place and need: words, then choices, then the nearest."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import orjson

from debouches.errors import NotReadyError
from index.annexes.choices import Values, check_choices, facets_of, is_chosen
from index.annexes.structures.make import LEXICON, WORDS
from index.annexes.structures.offer import Declaration, declaration_of, values_of
from index.annexes.structures.read import Candidate, StructureReader
from index.annexes.structures.views import RepertoirePage
from index.annexes.words import Roots
from index.engines.base import Engine
from index.lexicon import Lexicon
from index.lieux.model import Lieu
from index.lieux.noms import Ecritures
from mappings.orientation import NOMS, facettes_structures, interlocuteurs

PER_PAGE = 20
_SHORTEST_BEGUN, _SHORTEST_CORRECTED = 3, 5
"""Letters from which a word may be the beginning of another, or a typo of it."""
_MOST_BEGUN = 20
_Positions = frozenset[int]
"""Of structures, in the order of their names."""


@dataclass(frozen=True, slots=True)
class RepertoireRequest:
    """Values of one facet are alternatives; facets add up."""

    q: str = ""
    lieu: Lieu | None = None
    reseau: tuple[str, ...] = ()
    situation: tuple[str, ...] = ()
    demande: tuple[str, ...] = ()
    cep: tuple[str, ...] = ()
    niveau: tuple[str, ...] = ()
    spro: tuple[str, ...] = ()
    page: int = 1
    par_page: int = PER_PAGE

    @property
    def choix(self) -> Values:
        return {nom: getattr(self, nom) for nom in NOMS}


@dataclass(frozen=True, slots=True)
class _Term:
    """A word that is asked, or the name of a network, and who says it."""

    mot: str
    who: _Positions
    forme: str = ""
    """The word that is meant, if another one was typed."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is read of the words."""

    networks: tuple[_Term, ...]
    words: tuple[str, ...]
    """Those that name no network, folded."""


@dataclass(frozen=True, slots=True)
class _Found:
    who: Sequence[int]
    asked: _Asked
    terms: tuple[_Term, ...] = ()
    lieu: Lieu | None = None
    lieux: tuple[Lieu, ...] = ()
    est_partielle: bool = False


class Places(Protocol):
    """What tells which places a text names."""

    def lieux(self, q: str, limit: int = 8) -> tuple[Lieu, ...]: ...
    def nommes(self, nom: str) -> tuple[Lieu, ...]: ...
    def parties(self, identifiant: str) -> tuple[Lieu, ...]: ...


class DirectoryReader:
    """The directory of one generation; words are read once, on the first question that has some."""

    def __init__(
        self, engine: Engine, near: StructureReader, roots: Roots, ecritures: Ecritures, places: Places
    ) -> None:
        self._engine, self._near, self._roots = engine, near, roots
        self._ecritures, self._places = ecritures, places

    def page(self, request: RepertoireRequest) -> RepertoirePage:
        words, asked = facettes_structures(), request.choix
        check_choices(words, asked, map(values_of, set(self._declarations)))
        found = self._found(request.q)
        lieu = request.lieu or found.lieu
        candidates = self._candidates(found.who, lieu)
        said = self._declarations
        chosen = [one for one in candidates if is_chosen(values_of(said[one.rank]), asked)]
        chosen.sort(key=lambda one: self._order(one, found, lieu))
        start = (request.page - 1) * request.par_page
        return RepertoirePage(
            page=request.page,
            par_page=request.par_page,
            total=len(chosen),
            connues=len(self._near.points),
            lieu=lieu,
            lieux_possibles=() if lieu else found.lieux,
            reseaux_dits=tuple(one.mot for one in found.asked.networks),
            est_partielle=found.est_partielle,
            mots_sans_reponse=tuple(one.mot for one in found.terms if not one.who),
            correction=_respelled(found),
            facettes=facets_of(words, asked, _counted(said[one.rank] for one in candidates)),
            structures=self._near.seen(chosen[start : start + request.par_page]),
        )

    def _order(self, one: Candidate, found: _Found, lieu: Lieu | None) -> tuple[object, ...]:
        """Who is there today, of the network that is named; then the nearest, or the names that say most."""
        networks = {term.mot for term in found.asked.networks}
        is_of_another = bool(networks) and one.point.reseau not in networks
        said = -sum(root in self._names[one.rank] for root in self._asked_roots(found)) if not lieu else 0
        return (one.point.est_historique, is_of_another, *(one.key if lieu else (said, one.rank)))

    def _asked_roots(self, found: _Found) -> list[str]:
        return [root for term in found.terms for root in self._roots.of(term.forme or term.mot)]

    def _candidates(self, who: Iterable[int], lieu: Lieu | None) -> list[Candidate]:
        if lieu is None:
            points = self._near.points
            return [Candidate(points[at], float("inf"), is_mine=False, rank=at) for at in who]
        wanted = frozenset(who)
        inside = [one.code for one in self._places.parties(lieu.id) if one.niveau == "departement"]
        return [one for one in self._near.candidates(lieu, inside) if one.rank in wanted]

    # --- What the words say.

    def _found(self, q: str) -> _Found:
        """Those that say every word; else those near a place that words name; else those that say most."""
        everyone = range(len(self._near.points))
        asked = self._asked(q)
        if not asked.networks and not asked.words:
            return _Found(everyone, asked)
        terms = tuple(self._terms(asked.words))
        lieux = self._places.nommes(" ".join(asked.words)) if asked.words else ()
        if who := _all_of((*asked.networks, *terms)):
            is_sure = not any(term.forme for term in terms)
            if is_sure or not lieux:
                return _Found(sorted(who), asked, terms, lieux=lieux)
        return self._around(asked) or self._partly(asked, terms)

    def _around(self, asked: _Asked) -> _Found | None:
        """« mission locale Bègles »: no name says so, a place is called so, from which some are near."""
        for words, name in _ends(asked.words):
            lieu = self._place(name)
            terms = tuple(self._terms(words)) if lieu else ()
            if lieu and all(term.who for term in terms):
                said = (*asked.networks, *terms)
                who = _all_of(said) if said else frozenset(range(len(self._near.points)))
                if who or not terms:
                    return _Found(sorted(who), asked, terms, lieu=lieu)
        return None

    def _place(self, name: str) -> Lieu | None:
        found = self._places.lieux(name, 1) if name.isdigit() else self._places.nommes(name)
        return found[0] if found else None

    def _partly(self, asked: _Asked, terms: tuple[_Term, ...]) -> _Found:
        told = Counter(at for term in terms for at in term.who)
        network = _all_of(asked.networks) if asked.networks else None
        within = dict(told) if network is None else {at: told[at] for at in network}
        most = max(within.values(), default=0)
        who = sorted(at for at, count in within.items() if count == most)
        return _Found(who, asked, terms, est_partielle=bool(terms))

    def _asked(self, q: str) -> _Asked:
        """« cap emploi 33 » names a network, whether or not the directory knows any place of it."""
        words = tuple(self._ecritures.cle(q).split())
        networks: list[_Term] = []
        left: list[str] = []
        at = 0
        while at < len(words):
            named = next((one for one in self._networks if words[at : at + len(one[0])] == one[0]), None)
            if named:
                networks.append(_Term(named[1], self._of_network(*named)))
            else:
                left.append(words[at])
            at += len(named[0]) if named else 1
        return _Asked(tuple(networks), tuple(left))

    def _of_network(self, words: tuple[str, ...], reseau: str) -> _Positions:
        """Those of the network, and those of another whose own name says it as it is: « Espace CIO »."""
        said = f" {' '.join(root for _, root in self._rooted(words))} "
        return frozenset(
            at
            for at, (point, (name, _)) in enumerate(zip(self._near.points, self._texts, strict=True))
            if point.reseau == reseau or said in f" {name} "
        )

    def _terms(self, words: Iterable[str]) -> Iterator[_Term]:
        for word, root in self._rooted(words):
            who = self._saying.get(root)
            yield _Term(word, who) if who else self._meant(word)

    def _meant(self, word: str) -> _Term:
        """The words that begin so, else the one that it may be a typo of."""
        if len(word) >= _SHORTEST_BEGUN and (begun := self._lexicon.completions(word, _MOST_BEGUN)):
            return _Term(word, self._saying_any(begun))
        if len(word) >= _SHORTEST_CORRECTED and (near := self._lexicon.near(word)):
            return _Term(word, self._saying_any([near[0].cle]), near[0].forme)
        return _Term(word, frozenset())

    def _saying_any(self, cles: Iterable[str]) -> _Positions:
        roots = (self._roots.families.root(cle) for cle in cles)
        return frozenset(at for root in roots for at in self._saying.get(root, ()))

    def _rooted(self, words: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Each word and its root; grammar words excepted."""
        for token in self._roots.analyser.tokens(" ".join(words)):
            if not token.est_vide:
                yield token.mot, self._roots.families.root(token.cle)

    @cached_property
    def _networks(self) -> tuple[tuple[tuple[str, ...], str], ...]:
        """Words that name a network, the longest first."""
        written = {
            (tuple(self._ecritures.cle(nom).split()), one.reseau)
            for one in interlocuteurs()
            if one.reseau
            for nom in (*one.noms, *one.sigles)
        }
        return tuple(sorted(written, key=lambda one: (-len(one[0]), one)))

    @cached_property
    def _saying(self) -> dict[str, _Positions]:
        """Root → the structures that say it."""
        found: dict[str, list[int]] = defaultdict(list)
        for at, (name, beside) in enumerate(self._texts):
            for root in {*name.split(), *beside.split()}:
                found[root].append(at)
        return {root: frozenset(who) for root, who in found.items()}

    @cached_property
    def _names(self) -> tuple[frozenset[str], ...]:
        return tuple(frozenset(name.split()) for name, _ in self._texts)

    @cached_property
    def _texts(self) -> list[list[str]]:
        kept = self._engine.annexes([WORDS]).get(WORDS)
        if kept is None:
            raise NotReadyError("L'index n'a pas de répertoire des structures. Lancez « debouches build ».")
        return list(orjson.loads(kept))

    @cached_property
    def _lexicon(self) -> Lexicon:
        """Read when a word is first asked for that no structure says."""
        return Lexicon.load(self._engine.annexes([LEXICON])[LEXICON])

    @cached_property
    def _declarations(self) -> tuple[Declaration, ...]:
        """What each says of its offer, in the order of names."""
        return tuple(map(declaration_of, self._near.points))


def _all_of(terms: Iterable[_Term]) -> _Positions:
    """Those that say every term; nobody, if there is none."""
    every = [term.who for term in terms]
    return frozenset.intersection(*every) if every else frozenset()


def _ends(words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """What may name a place, at the end then at the beginning, the longest first; and the other words."""
    count = len(words)
    for size in range(count, 0, -1):
        yield words[: count - size], " ".join(words[count - size :])
    for size in range(count - 1, 0, -1):
        yield words[size:], " ".join(words[:size])


def _counted(said: Iterable[Declaration]) -> list[tuple[Values, int]]:
    return [(values_of(one), count) for one, count in Counter(said).items()]


def _respelled(found: _Found) -> str | None:
    """What was searched, where a word was read as another."""
    if not any(term.forme for term in found.terms):
        return None
    said = [*(one.mot for one in found.asked.networks), *(one.forme or one.mot for one in found.terms)]
    return " ".join(said)
