"""The shape of the code: lengths, names, what is printed, what is caught, what runs at import."""

import ast
import statistics
from collections.abc import Iterator

import pytest

from tests.architecture.code import PACKAGES, Module, dotted, functions, length, program, snippet, under

MAX_FUNCTION = 60
MAX_FILE = 400
MAX_MEDIAN = 10

BROAD_HANDLERS = {
    "index.building.workers": "what breaks in another process is told to the command, which raises it",
    "crawler.sites.schema_org": "what a library throws at a strange page is listed nowhere: it is reported",
    "crawler.job": "a parser that breaks does not stop the other sources: its report carries the error",
    "web.serving.middleware": "a bug in a page becomes a French page with a number, and a log entry",
}
"""Process boundaries where any error may be caught, each with its reason."""


def long_functions(module: Module) -> list[str]:
    return [
        f"{module.name}.{name}: {length(node)} lignes"
        for name, node in functions(module)
        if length(node) > MAX_FUNCTION
    ]


def long_file(module: Module) -> list[str]:
    lines = module.source.count("\n")
    return [f"{module.name}: {lines} lignes"] if lines > MAX_FILE else []


def prints(module: Module) -> list[str]:
    if under(module.name, "debouches.commands"):
        return []
    calls = (node for node in ast.walk(module.tree) if isinstance(node, ast.Call))
    return [f"{module.name}:{call.lineno} print" for call in calls if dotted(call.func) == "print"]


def broad_handlers(module: Module) -> list[str]:
    """Handlers that swallow any error; one that cleans up and raises again swallows nothing."""
    handlers = (node for node in ast.walk(module.tree) if isinstance(node, ast.ExceptHandler))
    return [
        f"{module.name}:{h.lineno} intercepte tout" for h in handlers if _is_broad(h) and not _raises_again(h)
    ]


def _is_broad(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    types = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(dotted(kind) in {"Exception", "BaseException"} for kind in types)


def _raises_again(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def accented_identifiers(module: Module) -> list[str]:
    names = ((name, getattr(node, "lineno", 0)) for node in ast.walk(module.tree) for name in _names_of(node))
    return [f"{module.name}:{line} {name}" for name, line in names if not name.isascii()]


def _names_of(node: ast.AST) -> Iterator[str]:
    for attribute in ("id", "attr", "arg", "name", "asname"):
        value = getattr(node, attribute, None)
        if isinstance(value, str):
            yield value


@pytest.mark.parametrize("package", PACKAGES)
def test_no_function_is_longer_than_a_screen(package: str) -> None:
    assert [problem for module in program(package) for problem in long_functions(module)] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_no_file_is_longer_than_a_sitting(package: str) -> None:
    assert [problem for module in program(package) for problem in long_file(module)] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_half_of_the_functions_are_short(package: str) -> None:
    lengths = [length(node) for module in program(package) for _, node in functions(module)]
    assert statistics.median(lengths or [0]) <= MAX_MEDIAN


def test_only_the_command_line_prints() -> None:
    assert [problem for module in program() for problem in prints(module)] == []


def test_any_error_is_caught_only_at_a_process_boundary() -> None:
    guarded = (module for module in program() if module.name not in BROAD_HANDLERS)
    assert [problem for module in guarded for problem in broad_handlers(module)] == []


def test_every_process_boundary_still_catches_any_error() -> None:
    names = {module.name for module in program() if broad_handlers(module)}
    assert set(BROAD_HANDLERS) - names == set(), "une exception de la liste n'a plus d'objet : la retirer"


def test_identifiers_carry_no_accent() -> None:
    assert [problem for module in program() for problem in accented_identifiers(module)] == []


def test_a_long_function_is_caught() -> None:
    body = "\n".join(f"    x{i} = {i}" for i in range(MAX_FUNCTION))
    assert long_functions(snippet(f"class A:\n  def f(self):\n{body}".replace("    x", "     x")))


def test_a_long_file_is_caught() -> None:
    assert long_file(snippet("x = 1\n" * (MAX_FILE + 1)))
    assert long_file(snippet("x = 1\n" * MAX_FILE)) == []


def test_a_print_is_caught() -> None:
    assert prints(snippet("def f():\n    print('bonjour')"))


@pytest.mark.parametrize("caught", ["", " Exception", " BaseException", " (ValueError, Exception)"])
def test_a_handler_that_swallows_everything_is_caught(caught: str) -> None:
    assert broad_handlers(snippet(f"try:\n    f()\nexcept{caught}:\n    pass"))


def test_a_handler_that_cleans_up_and_raises_again_is_welcome() -> None:
    assert broad_handlers(snippet("try:\n    f()\nexcept BaseException:\n    clean()\n    raise")) == []


def test_a_handler_of_one_error_is_welcome() -> None:
    assert broad_handlers(snippet("try:\n    f()\nexcept ValueError:\n    pass")) == []


@pytest.mark.parametrize(
    "source", ["métier = 1", "def f(métier): ...", "class Métier: ...", "x.métier", "f(métier=1)"]
)
def test_an_accent_in_an_identifier_is_caught(source: str) -> None:
    assert accented_identifiers(snippet(source))


def test_an_accent_in_a_text_is_welcome() -> None:
    assert accented_identifiers(snippet("titre = 'métier'")) == []
