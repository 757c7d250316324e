"""Importing a module defines things: it reads no file, no environment, opens nothing."""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.code import Module, dotted, program, snippet

DEFINING_CALLS = frozenset(
    {
        *("all", "any", "chr", "date", "dict", "enumerate", "frozenset", "int", "len", "list", "map", "max"),
        *(
            "min",
            "next",
            "object",
            "ord",
            "range",
            "set",
            "sorted",
            "str",
            "sum",
            "timedelta",
            "tuple",
            "zip",
        ),
        *("chain", "chain.from_iterable", "itemgetter", "attrgetter", "partial", "str.maketrans", "np.array"),
        *("re.compile", "logging.getLogger", "auto", "field", "get_args", "namedtuple"),
        *("typer.Typer", "typer.Option", "typer.Argument"),
    }
)
"""Calls that build a value from what the module itself says."""

PURE_METHODS = frozenset(
    {
        *("encode", "format", "join", "lower", "replace", "split", "splitlines", "strip", "upper"),
        *("fromkeys", "items", "keys", "values", "union"),
        *("resolve", "with_suffix", "with_name", "joinpath"),
    }
)
"""Methods of a text, a table or a path that touch nothing but their own value."""
COMPUTED_CONSTANTS = {
    "nlp.normalise": "two hundred Latin letters folded once, by the very function that folds the others",
}
"""Modules that compute a small constant with a function of theirs, each with its reason."""
REGISTRATIONS = frozenset({"add_typer", "command"})
"""Statements that attach what the module defines to what it defines."""


def work_at_import(module: Module) -> list[str]:
    return [
        f"{module.name}:{node.lineno} {ast.unparse(node)[:60]}" for node in _working(module.tree.body, module)
    ]


def _working(body: list[ast.stmt], module: Module) -> Iterator[ast.stmt | ast.expr]:
    for statement in body:
        if isinstance(
            statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.Import | ast.ImportFrom | ast.Pass
        ):
            continue
        if isinstance(statement, ast.ClassDef):
            yield from _working(statement.body, module)
        elif isinstance(statement, ast.Assign | ast.AnnAssign | ast.Expr):
            yield from (call for call in _calls(statement) if not _only_defines(call))
        elif not _is_guard(statement):
            yield statement


def _calls(node: ast.AST) -> Iterator[ast.Call]:
    """Calls that run when the statement runs: the body of a lambda waits."""
    if isinstance(node, ast.Call):
        yield node
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.Lambda):
            yield from _calls(child)


def _only_defines(call: ast.Call) -> bool:
    name = dotted(call.func)
    if name in DEFINING_CALLS:
        return True
    method = name.rpartition(".")[2]
    return method in PURE_METHODS | REGISTRATIONS or _is_a_class(method)


def _is_a_class(name: str) -> bool:
    return name.lstrip("_")[:1].isupper()


def _is_guard(statement: ast.stmt) -> bool:
    """`if TYPE_CHECKING` and `if __name__ == "__main__"`."""
    return isinstance(statement, ast.If) and any(
        word in ast.unparse(statement.test) for word in ("TYPE_CHECKING", "__name__")
    )


def test_importing_a_module_does_no_work() -> None:
    judged = (module for module in program() if module.name not in COMPUTED_CONSTANTS)
    assert [problem for module in judged for problem in work_at_import(module)] == []


def test_every_computed_constant_is_still_there() -> None:
    assert {module.name for module in program() if work_at_import(module)} >= COMPUTED_CONSTANTS.keys()


@pytest.mark.parametrize(
    "source",
    [
        "settings = read_settings()",
        "import os\nHOME = os.environ.get('HOME')",
        "TEXT = open('mots.txt').read()",
        "from pathlib import Path\nTEXT = Path('mots.txt').read_text()",
        "WORDS = yaml.safe_load('a: 1')",
        "for x in range(3):\n    pass",
        "with x:\n    pass",
        "class A:\n    words = load()",
        "logging.basicConfig()",
        "WORDS = {word for word in load()}",
    ],
)
def test_work_at_import_is_caught(source: str) -> None:
    assert work_at_import(snippet(source))


@pytest.mark.parametrize(
    "source",
    [
        "CODE = re.compile('x')",
        "LOG = logging.getLogger(__name__)",
        "ROOT = Path(__file__).resolve().parent",
        "WORDS = frozenset('le la les'.split())",
        "NAMES = {cls: name for name, cls in TYPES.items()}",
        "class A(BaseModel):\n    x: int = Field(default_factory=lambda: load())",
        "app = typer.Typer()\napp.add_typer(other)",
        "if TYPE_CHECKING:\n    import x",
        "DEFAULT = Weights(a=1)",
    ],
)
def test_a_definition_is_welcome(source: str) -> None:
    assert work_at_import(snippet(source)) == []
