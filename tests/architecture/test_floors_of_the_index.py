"""Which way a record goes inside `index/`: each module imports its own floor's place, or the floors below."""

from tests.architecture.code import Module, imports, program, snippet, under

SHARED = (
    *("index.answering", "index.documents", "index.facet_table", "index.facets", "index.lexicon"),
    *("index.manifest", "index.plan", "index.references", "index.relevance", "index.results", "index.sets"),
    *("index.specificity", "index.validity", "index.views"),
    "index.lieux.model",
)
"""The terms in which the others speak to each other: they import nothing but one another."""

FLOORS = (
    ("index.engines",),
    ("index.lieux",),
    ("index.annexes", "index.query"),
    ("index.tools", "index.service"),
    ("index.building", "index.searching"),
    ("index.generations",),
    ("index.evaluation",),
)
"""Two places of one floor do not know each other: what searches never imports what builds."""

GROUND = 0


def floor_of(name: str) -> tuple[int, str]:
    """The floor of a module and its place there; the package itself is nowhere."""
    if any(under(name, place) for place in SHARED):
        return GROUND, "shared"
    return next(
        (
            (height, place)
            for height, places in enumerate(FLOORS, 1)
            for place in places
            if under(name, place)
        ),
        (-1, ""),
    )


def climbing_imports(module: Module) -> list[str]:
    """Imports of a higher floor, or of the place next door."""
    height, place = floor_of(module.name)
    return [
        f"{module.name}:{line} importe {target}, d'un étage plus haut ou de la pièce d'à côté"
        for target, line in imports(module)
        if under(target, "index")
        for other_height, other_place in [floor_of(target)]
        if other_place != place and other_height >= height
    ]


def test_inside_the_index_imports_run_one_way() -> None:
    assert [problem for module in program("index") for problem in climbing_imports(module)] == []


def test_every_module_of_the_index_has_its_floor() -> None:
    homeless = [module.name for module in program("index") if floor_of(module.name)[0] < GROUND]
    assert homeless == ["index"]


def test_the_floors_name_no_place_that_is_gone() -> None:
    names = {module.name for module in program("index")}
    assert {*SHARED, *(place for places in FLOORS for place in places)} <= names


def test_a_search_that_imports_the_build_is_caught() -> None:
    assert climbing_imports(snippet("from index.building.links import link", name="index.searching.search"))


def test_a_build_that_imports_the_search_is_caught() -> None:
    assert climbing_imports(snippet("from index.searching import rerank", name="index.building.links"))


def test_an_engine_that_imports_the_search_is_caught() -> None:
    assert climbing_imports(snippet("import index.searching.rerank", name="index.engines.base"))


def test_a_shared_term_that_imports_an_engine_is_caught() -> None:
    assert climbing_imports(snippet("from index.engines.base import Engine", name="index.results"))


def test_what_runs_downwards_is_welcome() -> None:
    assert (
        climbing_imports(snippet("from index.engines.base import Engine", name="index.annexes.aides")) == []
    )
    assert climbing_imports(snippet("from index.views import Lien", name="index.results")) == []
