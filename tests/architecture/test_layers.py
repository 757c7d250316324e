"""Who may import whom. A layer that is crossed is found here, with the line."""

from collections.abc import Collection, Iterable
from graphlib import CycleError, TopologicalSorter

from tests.architecture.code import PACKAGES, ROOT, Module, imports, program, snippet, under

BELOW = {
    "debouches": (),
    "mappings": (),
    "nlp": ("mappings",),
    "crawler": ("mappings",),
    "index": ("nlp", "mappings"),
    "web": ("index", "nlp", "mappings"),
}
"""What each package may import, besides itself and the ground floor."""

GROUND_FLOOR = ("debouches.errors", "debouches.settings", "debouches.storage")
ROOF = ("debouches.cli", "debouches.commands", "debouches.__main__")

ONLY_IN = {
    "scrapy": ("crawler.network",),
    "twisted": ("crawler.network",),
    "itemadapter": (),
    "tantivy": ("index.engines",),
    "elasticsearch": ("index.engines",),
    "spacy": ("nlp",),
    "lxml": ("crawler",),
    "extruct": ("crawler.sites",),
    "fastapi": ("web",),
    "starlette": ("web",),
    "uvicorn": ("web",),
    "jinja2": ("web",),
    "typer": ("debouches.cli", "debouches.commands"),
    "rich": ("debouches.commands",),
    "index.engines": ("index",),
    "index.building": ("index", "debouches.commands"),
    "httpx": (),
    "requests": (),
    "aiohttp": (),
    "http.client": ("index.engines.elastic.node",),
    "urllib.request": ("crawler.network.reach",),
    "urllib3": (),
    "socket": ("crawler.network.reach",),
}
"""Library or package → the only places that may import it. The network belongs to scrapy, in one place."""

MODULES_OF_DEBOUCHES = {
    "debouches",
    "debouches.__main__",
    "debouches.cli",
    "debouches.commands",
    "debouches.commands.evaluate",
    "debouches.commands.exporter",
    "debouches.commands.harvest",
    "debouches.commands.index",
    "debouches.commands.liens",
    "debouches.commands.output",
    "debouches.commands.progress",
    "debouches.commands.project",
    "debouches.commands.recensement",
    "debouches.commands.requetes",
    "debouches.commands.satisfaction",
    "debouches.commands.search",
    "debouches.commands.settings_table",
    "debouches.commands.site",
    "debouches.commands.sources",
    "debouches.errors",
    "debouches.settings",
    "debouches.storage",
}
"""Closed list: what is neither command line nor ground floor belongs to another package."""


def is_roof(name: str) -> bool:
    return any(under(name, roof) for roof in ROOF)


def crossed_layers(module: Module) -> list[str]:
    """Imports of another package of the program that the layers forbid."""
    if is_roof(module.name):
        return []
    allowed = (module.package, *GROUND_FLOOR, *BELOW[module.package])
    return [
        f"{module.name}:{line} importe {target}"
        for target, line in imports(module)
        if target.partition(".")[0] in PACKAGES
        and not any(under(target, place) for place in allowed if place != "debouches")
    ]


def misplaced_imports(module: Module) -> list[str]:
    """Imports of a library outside the only places that may use it."""
    return [
        f"{module.name}:{line} importe {target}, réservé à {places or 'personne'}"
        for target, line in imports(module)
        for library, places in ONLY_IN.items()
        if under(target, library) and not any(under(module.name, place) for place in places)
    ]


def circle(modules: Iterable[Module]) -> list[str]:
    """Modules that import each other in a circle, for types only or inside a function included."""
    known = {module.name: module for module in modules}
    graph = {name: _imported(module, known.keys()) for name, module in known.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def _imported(module: Module, known: Collection[str]) -> set[str]:
    """« from a.b import c » imports the module a.b.c if there is one, else something of a.b."""
    targets = (target if target in known else target.rpartition(".")[0] for target, _ in imports(module))
    return {target for target in targets if target in known}


def test_no_module_imports_itself_through_others() -> None:
    assert circle(program()) == []


def test_no_package_imports_above_itself() -> None:
    assert [problem for module in program() for problem in crossed_layers(module)] == []


def test_each_library_is_used_in_its_only_place() -> None:
    assert [problem for module in program() for problem in misplaced_imports(module)] == []


def test_debouches_holds_nothing_but_its_closed_list_of_modules() -> None:
    assert {module.name for module in program("debouches")} <= MODULES_OF_DEBOUCHES


def test_the_closed_list_names_no_module_that_is_gone() -> None:
    assert {module.name for module in program("debouches")} == MODULES_OF_DEBOUCHES


def test_every_package_of_the_layers_exists() -> None:
    assert all((ROOT / package / "__init__.py").exists() for package in PACKAGES)


def test_a_crawler_that_imports_the_index_is_caught() -> None:
    assert crossed_layers(snippet("from index.views import View", name="crawler.runs.context"))


def test_an_import_inside_a_function_is_caught() -> None:
    assert crossed_layers(snippet("def f():\n    import web.serving.app", name="index.searching.search"))


def test_a_circle_is_caught() -> None:
    there, back = snippet("from a.y import f", name="a.x"), snippet("def f():\n    import a.x", name="a.y")
    assert circle([there, back])
    assert circle([there, snippet("f = 1", name="a.y")]) == []


def test_a_relative_import_is_resolved_before_it_is_judged() -> None:
    assert crossed_layers(snippet("from ..web import app", name="index.views"))
    assert crossed_layers(snippet("from . import views", name="index.results")) == []


def test_the_roof_is_forbidden_to_everyone() -> None:
    assert crossed_layers(snippet("from debouches.cli import main", name="web.serving.serve"))
    assert crossed_layers(snippet("from debouches.commands.output import say", name="web.serving.serve"))


def test_the_ground_floor_is_open_to_everyone() -> None:
    assert crossed_layers(snippet("from debouches.errors import SourceError", name="crawler.harvest")) == []


def test_the_ground_floor_imports_no_package_above_it() -> None:
    assert crossed_layers(snippet("from mappings.records import Record", name="debouches.storage"))


def test_an_engine_imported_from_the_web_is_caught() -> None:
    assert misplaced_imports(snippet("from index.engines.embedded import Engine", name="web.serving.app"))


def test_a_library_outside_its_place_is_caught() -> None:
    assert misplaced_imports(snippet("import tantivy", name="index.searching.search"))
    assert misplaced_imports(snippet("import tantivy", name="index.engines.embedded.schema")) == []


def test_a_parser_that_opens_the_network_is_caught() -> None:
    assert misplaced_imports(snippet("import urllib.request", name="crawler.sources.rome.parse"))
