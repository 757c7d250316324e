"""Nothing is kept that nobody calls: what only tests use is dead too."""

import ast
import re
from collections.abc import Iterable, Iterator

from tests.architecture.code import ROOT, FunctionNode, Module, dotted, program, read_module, snippet

CALLED_BY_LIBRARIES = {
    "handle_starttag": "HTMLParser",
    "handle_endtag": "HTMLParser",
    "handle_data": "HTMLParser",
    "preprocess": "jinja2",
    "process_request": "Scrapy",
}
_TRANSPARENT = {
    *("property", "cached_property", "staticmethod", "classmethod"),
    *("cache", "lru_cache", "contextmanager"),
}
"""Decorators that call nothing by themselves; others (a route, a validator) hand a function to a library."""
_WORD = re.compile(r"\w+")


def definitions(module: Module) -> Iterator[tuple[str, int]]:
    """Functions, classes and constants, with their lines; fields of models are data, and are left alone."""
    for node in ast.walk(module.tree):
        if isinstance(node, FunctionNode | ast.ClassDef) and not _is_handed_over(node):
            yield node.name, node.lineno
    for node in module.tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        yield from ((one.id, one.lineno) for one in targets if isinstance(one, ast.Name))


def _is_handed_over(node: FunctionNode | ast.ClassDef) -> bool:
    called = (one.func if isinstance(one, ast.Call) else one for one in node.decorator_list)
    names = {dotted(one).rpartition(".")[2] for one in called}
    return not isinstance(node, ast.ClassDef) and bool(names - _TRANSPARENT)


def uses(module: Module) -> Iterator[str]:
    """Names that are read, imported or given, and words of texts: a registry may name what it calls."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.keyword) and node.arg:
            yield node.arg
        elif isinstance(node, ast.ImportFrom | ast.Import):
            yield from (alias.name.rpartition(".")[2] for alias in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier():
            yield node.value


def words_outside_python() -> set[str]:
    """What templates call, and what pyproject.toml runs."""
    templates = sorted((ROOT / "web" / "templates").glob("*.html"))
    return {
        word
        for path in (*templates, ROOT / "pyproject.toml")
        for word in _WORD.findall(path.read_text(encoding="utf-8"))
    }


def dead(modules: Iterable[Module], users: Iterable[Module], known: Iterable[str] = ()) -> list[str]:
    used = {name for module in users for name in uses(module)}.union(known, CALLED_BY_LIBRARIES)
    return [
        f"{module.name}:{line} {name}"
        for module in modules
        for name, line in definitions(module)
        if name not in used and not name.startswith("__")
    ]


def test_everything_is_called_by_something() -> None:
    benchmarks = tuple(read_module(path) for path in sorted((ROOT / "benchmarks").glob("*.py")))
    assert dead(program(), (*program(), *benchmarks), words_outside_python()) == []


def test_what_nobody_calls_is_caught() -> None:
    module = snippet("LIMIT = 3\nclass A:\n    @property\n    def b(self): ...\ndef c(): ...\n")
    assert {problem.rpartition(" ")[2] for problem in dead([module], [module])} == {"A", "b", "c", "LIMIT"}


def test_what_is_called_or_handed_to_a_library_is_left_alone() -> None:
    module = snippet("LIMIT = 3\n@router.get('/')\ndef page(): return LIMIT\n")
    assert dead([module], [module]) == []
