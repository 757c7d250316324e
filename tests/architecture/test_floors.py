"""Which way things go inside the large packages: a module imports its own place, or the floors below."""

import pytest

from tests.architecture.code import Module, imports, program, snippet, under

Floors = tuple[tuple[str, ...], ...]

INDEX: Floors = (
    (
        *("index.deadline", "index.documents", "index.facet_table", "index.facets", "index.genders"),
        *(
            "index.lexicon",
            "index.manifest",
            "index.plan",
            "index.references",
            "index.relevance",
            "index.results",
        ),
        *("index.arrays", "index.specificity", "index.validity", "index.views", "index.word_shapes"),
        "index.lieux.model",
    ),
    ("index.engines",),
    ("index.lieux",),
    ("index.annexes", "index.query"),
    ("index.tools", "index.service"),
    ("index.building", "index.searching"),
    ("index.generations",),
    ("index.evaluation",),
)
CRAWLER: Floors = (
    ("crawler.addresses", "crawler.dates", "crawler.declaration", "crawler.contract"),
    ("crawler.catalog", "crawler.readers", "crawler.runs"),
    ("crawler.files", "crawler.norms", "crawler.sites", "crawler.workers"),
    ("crawler.conformity", "crawler.network", "crawler.sources"),
    ("crawler.job", "crawler.liens"),
    ("crawler.harvest",),
    ("crawler.corpus",),
)
WEB: Floors = (
    ("web.wording",),
    ("web.asked", "web.contenus", "web.counters"),
    ("web.addresses",),
    ("web.blocks",),
    ("web.rendering",),
    ("web.api",),
    (
        *("web.pages.accompagner", "web.pages.garder", "web.pages.lire", "web.pages.reprendre"),
        *("web.pages.trouver", "web.pages.avis", "web.pages.debuts", "web.pages.moteurs", "web.pages.textes"),
    ),
    ("web.pages",),
    ("web.serving",),
)
PACKAGES = {"index": INDEX, "crawler": CRAWLER, "web": WEB}
"""From the ground up. On the ground, the terms in which the others speak: they import only one another.

Two places of one floor do not know each other: what searches never imports what builds.
"""

NOWHERE = (-1, "")
GROUND = 0


def floor_of(name: str) -> tuple[int, str]:
    """The floor of a module and its place there; a package itself is nowhere."""
    floors = PACKAGES.get(name.partition(".")[0], ())
    found = (
        (height, place if height else "")
        for height, places in enumerate(floors)
        for place in places
        if under(name, place)
    )
    return next(found, NOWHERE)


def climbing_imports(module: Module) -> list[str]:
    """Imports of a higher floor, or of the place next door."""
    height, place = floor_of(module.name)
    return [
        f"{module.name}:{line} importe {target}, d'un étage plus haut ou de la pièce d'à côté"
        for target, line in imports(module)
        if under(target, module.package)
        for other_height, other_place in [floor_of(target)]
        if other_place != place and other_height >= height
    ]


@pytest.mark.parametrize("package", PACKAGES)
def test_inside_a_package_imports_run_one_way(package: str) -> None:
    assert [problem for module in program(package) for problem in climbing_imports(module)] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_every_module_has_its_floor(package: str) -> None:
    homeless = [module.name for module in program(package) if floor_of(module.name) == NOWHERE]
    assert homeless == [package]


@pytest.mark.parametrize("package", PACKAGES)
def test_the_floors_name_no_place_that_is_gone(package: str) -> None:
    names = {module.name for module in program(package)}
    assert {place for places in PACKAGES[package] for place in places} <= names


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("index.searching.search", "from index.building.links import link"),
        ("index.building.links", "from index.searching import rerank"),
        ("index.engines.base", "import index.searching.rerank"),
        ("index.results", "from index.engines.base import Engine"),
        ("index.query.words", "def f():\n    from index.tools import Tools"),
        ("crawler.declaration.source", "from crawler.sites.walk import Walk"),
        ("crawler.network.fetch", "from crawler.sources.rome import parse"),
        ("web.wording.words", "from web.asked.inputs import clean_query"),
        ("web.api.aides", "from web.pages.accompagner import financer"),
        ("web.pages.lire.metier", "from web.pages.trouver.explorer import domaines"),
    ],
)
def test_what_climbs_is_caught(name: str, source: str) -> None:
    assert climbing_imports(snippet(source, name=name))


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("index.annexes.aides", "from index.engines.base import Engine"),
        ("index.results", "from index.views import Lien"),
        ("index.searching.rerank", "from index.searching.job_titles import is_a_title"),
        ("crawler.sources.rome.parse", "from crawler.contract import Run"),
        ("web.pages.reprendre.api_et_donnees", "from web.api.openapi import examples"),
    ],
)
def test_what_runs_downwards_is_welcome(name: str, source: str) -> None:
    assert climbing_imports(snippet(source, name=name)) == []
