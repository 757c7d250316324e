"""The tree of errors is the one that its docstring draws, and each code says one thing."""

import ast
import re
from collections import Counter

import pytest

from tests.architecture.code import Module, dotted, program, snippet

ROOT_ERROR = "DebouchesError"
CODE = re.compile(r"^E-[A-Z]+(-[A-Z]+)*$")


def error_classes(modules: tuple[Module, ...]) -> dict[str, ast.ClassDef]:
    """Every class that descends from the root error, by name."""
    classes = {
        node.name: node for m in modules for node in ast.walk(m.tree) if isinstance(node, ast.ClassDef)
    }
    known = {ROOT_ERROR}
    while more := {name for name, node in classes.items() if known & _bases(node)} - known:
        known |= more
    return {name: classes[name] for name in sorted(known) if name in classes}


def _bases(node: ast.ClassDef) -> set[str]:
    return {dotted(base).rpartition(".")[2] for base in node.bases}


def own_code(node: ast.ClassDef) -> str | None:
    """The code that the class declares itself, without inheriting it."""
    for statement in node.body:
        targets = (
            statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
        )
        if any(isinstance(target, ast.Name) and target.id == "code" for target in targets):
            return str(ast.literal_eval(statement.value))
    return None


def faults(modules: tuple[Module, ...], drawing: str) -> list[str]:
    classes = error_classes(modules)
    codes = Counter(own_code(node) for node in classes.values())
    return [
        *(f"{name} n'a pas de code" for name, node in classes.items() if own_code(node) is None),
        *(f"le code {code} sert {count} fois" for code, count in codes.items() if code and count > 1),
        *(f"le code {code} est mal formé" for code in codes if code and not CODE.match(code)),
        *(f"{name} manque au dessin" for name, node in classes.items() if not _is_drawn(name, node, drawing)),
    ]


def _is_drawn(name: str, node: ast.ClassDef, drawing: str) -> bool:
    return name == ROOT_ERROR or any(
        name in line and f"{own_code(node)} " in line + " " for line in drawing.splitlines()
    )


def drawing_of_the_tree() -> str:
    module = next(m for m in program("debouches") if m.name == "debouches.errors")
    return ast.get_docstring(module.tree) or ""


def test_every_error_has_its_own_code_and_its_place_in_the_drawing() -> None:
    assert faults(program(), drawing_of_the_tree()) == []


def test_the_drawing_shows_no_error_that_is_gone() -> None:
    drawn = set(re.findall(r"\b[A-Z]\w+Error\b", drawing_of_the_tree()))
    assert drawn - error_classes(program()).keys() == set()


SOUND = (
    "class DebouchesError(Exception):\n    code = 'E-A'\nclass LateError(DebouchesError):\n    code = 'E-B'\n"
)


def test_a_sound_tree_has_no_fault() -> None:
    assert faults((snippet(SOUND),), "└── LateError  E-B") == []


@pytest.mark.parametrize(
    ("source", "drawing"),
    [
        (SOUND.replace("    code = 'E-B'", "    status = 400"), "LateError E-B"),
        (SOUND.replace("E-B", "E-A"), "LateError E-A"),
        (SOUND.replace("E-B", "perdu"), "LateError perdu"),
        (SOUND, "LateError E-C"),
        (SOUND + "class VeryLateError(LateError):\n    code = 'E-C'\n", "LateError E-B"),
    ],
    ids=["no code", "same code twice", "malformed code", "drawn with another code", "not drawn"],
)
def test_a_fault_of_the_tree_is_caught(source: str, drawing: str) -> None:
    assert faults((snippet(source),), drawing)
