"""The program read as text: every checker of this folder works on syntax trees and imports nothing."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("debouches", "mappings", "crawler", "nlp", "index", "web")

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    name: str
    """Dotted name; a package has the name of its folder."""
    source: str
    is_package: bool = False

    @property
    def tree(self) -> ast.Module:
        return parsed(self.source)

    @property
    def package(self) -> str:
        return self.name.partition(".")[0]


@cache
def parsed(source: str) -> ast.Module:
    return ast.parse(source)


@cache
def program(package: str | None = None) -> tuple[Module, ...]:
    """Every module of the program, or of one package."""
    wanted = PACKAGES if package is None else (package,)
    return tuple(read_module(path) for name in wanted for path in sorted((ROOT / name).rglob("*.py")))


def read_module(path: Path) -> Module:
    parts = path.relative_to(ROOT).with_suffix("").parts
    is_package = parts[-1] == "__init__"
    return Module(".".join(parts[:-1] if is_package else parts), path.read_text(encoding="utf-8"), is_package)


def snippet(source: str, name: str = "index.exemple") -> Module:
    """A module that exists only in a test, to show that a checker can fail."""
    return Module(name, source)


def functions(module: Module) -> Iterator[tuple[str, FunctionNode]]:
    """Every function with its dotted name inside the module, methods and inner functions included."""
    yield from _functions_in(module.tree, prefix="")


def _functions_in(node: ast.AST, prefix: str) -> Iterator[tuple[str, FunctionNode]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, FunctionNode):
            yield prefix + child.name, child
            yield from _functions_in(child, f"{prefix}{child.name}.")
        elif isinstance(child, ast.ClassDef):
            yield from _functions_in(child, f"{prefix}{child.name}.")
        else:
            yield from _functions_in(child, prefix)


def length(node: FunctionNode) -> int:
    """Lines from `def` to the last one."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def imports(module: Module) -> list[tuple[str, int]]:
    """Dotted names that the module imports, wherever it does, with the line."""
    found = []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(module, node)
            found += [(f"{base}.{alias.name}", node.lineno) for alias in node.names]
    return found


def _absolute(module: Module, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    parts = module.name.split(".")
    parents = parts[: len(parts) - node.level + module.is_package]
    return ".".join([*parents, node.module] if node.module else parents)


def dotted(node: ast.AST) -> str:
    """« a.b.c » for a name or a chain of attributes; the last attribute alone on anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else node.attr
    return ""


def under(name: str, prefix: str) -> bool:
    """True if `name` is `prefix` or inside it."""
    return name == prefix or name.startswith(prefix + ".")
