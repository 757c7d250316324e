"""Does every name find its page? As is, in the other gender, in the plural, without accents, mistyped."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean

from debouches.settings import Settings
from debouches.storage import Storage
from index.evaluation.listening import Listener, deaf
from index.evaluation.names import Bearers, Name, read_names, spelled
from index.evaluation.variants import plural, sample, typo
from index.results import MAX_QUERY_LENGTH, SearchPage, SearchRequest
from index.service import Searcher
from index.tools import read_tools
from index.views import Genre
from mappings.letters import without_accents
from mappings.records import Model
from nlp.normalise import normalise

AS_IS, OTHER_GENDER, NO_ACCENT, PLURAL, TYPO = (
    "tel quel",
    "autre genre",
    "sans accents",
    "pluriel",
    "une faute",
)
TYPOS = 1000
"""Names that are mistyped, unless another number is asked."""
FIRST = 3
"""Where a name that several entities share may be found."""
ALL = "TOUTES"


@dataclass(frozen=True, slots=True)
class Query:
    """A name as someone may type it, and the pages it should find."""

    variante: str
    nature: str
    genre: Genre
    texte: str
    attendus: frozenset[str]


class Miss(Model):
    """A query whose page is not where it should be."""

    variante: str
    nature: str
    requete: str
    attendus: tuple[str, ...]
    rang: int | None
    """In the group of its genre; None if it is not among the cards of the first page."""
    premiers: tuple[str, ...]
    """Cards found in its place: code and title."""
    correction: str | None = None


class VariantFigures(Model):
    variante: str
    nature: str
    n: int
    rang_1: float
    """Share of the names whose page is the first of its group."""
    rang_3: float
    juste: float
    """Share at rank 1 or, for a shared name, whose pages fill the first ranks."""
    groupe_en_tete: float
    """Share of the pages that open with the group of the name."""
    zero: float


class GeneratedReport(Model):
    requetes: int
    figures: tuple[VariantFigures, ...]
    echecs: tuple[Miss, ...]
    """The worst first."""


def evaluate_names(
    settings: Settings, searcher: Searcher, size: int | None = None, listener: Listener = deaf
) -> GeneratedReport:
    """Every name of the corpus of this machine, on what it serves."""
    tools = read_tools()
    names, bearers = read_names(Storage(settings.home), tools.analyser)
    grammar = frozenset(normalise(line.mot) for line in tools.vocabularies.mots_vides.grammaire)
    return measure(searcher, queries_of(names, bearers, grammar, size), listener)


def queries_of(
    names: Sequence[Name], bearers: Bearers, grammar: Collection[str], size: int | None = None
) -> list[Query]:
    """Queries of every variant; `size` of each at most (default: all, and TYPOS mistyped ones)."""
    found: list[Query] = []
    for variante in (AS_IS, OTHER_GENDER, NO_ACCENT, PLURAL, TYPO):
        limit = size or (TYPOS if variante == TYPO else len(names) * 2)
        of_variant = {
            (name.nature, text): (name, form)
            for name in names
            for form, text in _texts(variante, name, grammar)
        }
        kept = sample((f"{nature}\n{text}" for nature, text in of_variant), limit)
        for nature, _, text in (key.partition("\n") for key in kept):
            name, form = of_variant[nature, text]
            found.append(_query(variante, name, form, text, bearers))
    return found


def _texts(variante: str, name: Name, grammar: Collection[str]) -> Iterator[tuple[str, str]]:
    """(form of the name, what is typed for it)."""
    masculin, feminin = name.masculin, name.feminin
    if variante == AS_IS:
        yield masculin, masculin
    elif variante == OTHER_GENDER and feminin != masculin:
        yield feminin, feminin
    elif variante == NO_ACCENT:
        for form in dict.fromkeys((masculin, feminin)):
            if (plain := without_accents(form)) != form:
                yield form, plain
    elif variante == PLURAL and name.genre == "metier":
        if (several := plural(masculin, grammar)) != masculin:
            yield masculin, several
    elif variante == TYPO and (slipped := typo(masculin)):
        yield masculin, slipped


def _query(variante: str, name: Name, form: str, text: str, bearers: Bearers) -> Query:
    """A variant may fall on another name: both are then expected. The search box cuts what is too long."""
    expected = bearers[name.genre, spelled(form)] | bearers.get((name.genre, spelled(text)), frozenset())
    return Query(variante, name.nature, name.genre, text[:MAX_QUERY_LENGTH], expected)


@dataclass(frozen=True, slots=True)
class _Outcome:
    rank: int | None
    is_right: bool
    leads: bool
    is_empty: bool


def measure(
    searcher: Searcher,
    queries: Sequence[Query],
    listener: Listener = deaf,
) -> GeneratedReport:
    """Search every query as a reader would, on the page of all groups."""
    table: dict[tuple[str, str], list[_Outcome]] = defaultdict(list)
    misses: list[tuple[_Outcome, Miss]] = []
    for done, query in enumerate(queries, start=1):
        page = searcher.search(SearchRequest(query.texte))
        outcome = _outcome(query, page)
        for nature in (query.nature, ALL):
            table[query.variante, nature].append(outcome)
        if not outcome.is_right:
            misses.append((outcome, _miss(query, page, outcome)))
        listener(done, len(queries))
    misses.sort(key=lambda one: (not one[0].is_empty, -(one[0].rank or 99), one[1].requete))
    return GeneratedReport(
        requetes=len(queries),
        figures=tuple(_figures(*key, outcomes) for key, outcomes in table.items()),
        echecs=tuple(miss for _, miss in misses),
    )


def _outcome(query: Query, page: SearchPage) -> _Outcome:
    cards = _cards(query, page)
    found = [bool(query.attendus.intersection(codes)) for codes, _ in cards]
    expected_first = min(len(query.attendus), FIRST)
    right = found[:1] == [True] if expected_first == 1 else sum(found[:FIRST]) >= expected_first
    return _Outcome(
        rank=found.index(True) + 1 if True in found else None,
        is_right=right,
        leads=bool(page.groups) and page.groups[0].genre == query.genre,
        is_empty=not page.groups,
    )


def _cards(query: Query, page: SearchPage) -> list[tuple[tuple[str, ...], str]]:
    """Codes and title of each card of the group where the name belongs."""
    groups = (group for group in page.groups if group.genre == query.genre)
    return [(one.codes, f"{one.code} {one.titre}") for group in groups for one in group.results]


def _miss(query: Query, page: SearchPage, outcome: _Outcome) -> Miss:
    return Miss(
        variante=query.variante,
        nature=query.nature,
        requete=query.texte,
        attendus=tuple(sorted(query.attendus)),
        rang=outcome.rank,
        premiers=tuple(title for _, title in _cards(query, page)[:FIRST]),
        correction=page.correction.cherchee if page.correction else None,
    )


def _figures(variante: str, nature: str, outcomes: Sequence[_Outcome]) -> VariantFigures:
    return VariantFigures(
        variante=variante,
        nature=nature,
        n=len(outcomes),
        rang_1=round(fmean(one.rank == 1 for one in outcomes), 4),
        rang_3=round(fmean(one.rank is not None and one.rank <= FIRST for one in outcomes), 4),
        juste=round(fmean(one.is_right for one in outcomes), 4),
        groupe_en_tete=round(fmean(one.leads for one in outcomes), 4),
        zero=round(fmean(one.is_empty for one in outcomes), 4),
    )
