"""The documents that a newcomer reads exist, stay short, and point to things that exist."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.architecture.code import PACKAGES, ROOT

ONE_PAGE = 70
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)")
FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
OUTSIDE = re.compile(r"^([a-z][a-z0-9+.-]*:|#|//)", re.IGNORECASE)
NOT_OURS = {".venv", "var", ".git", "node_modules", ".pytest_cache", ".hypothesis"}


def documents() -> list[Path]:
    """Every Markdown file of the project."""
    return [path for path in sorted(ROOT.rglob("*.md")) if not NOT_OURS & set(path.relative_to(ROOT).parts)]


def dead_links(text: str, folder: Path) -> list[str]:
    """Relative links that lead nowhere; a link written as code is an example."""
    prose = re.sub(r"`[^`\n]*`", "", FENCE.sub("", text))
    targets = (unquote(link.partition("#")[0]) for link in LINK.findall(prose) if not OUTSIDE.match(link))
    return [target for target in targets if not (folder / target).exists()]


@pytest.mark.parametrize("path", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_relative_link_leads_somewhere(path: Path) -> None:
    assert dead_links(path.read_text(encoding="utf-8"), path.parent) == []


@pytest.mark.parametrize("package", PACKAGES)
def test_each_package_explains_itself_on_one_page(package: str) -> None:
    lines = (ROOT / package / "README.md").read_text(encoding="utf-8").count("\n")
    assert 0 < lines <= ONE_PAGE


@pytest.mark.parametrize("package", PACKAGES)
def test_the_first_readme_leads_to_each_package(package: str) -> None:
    assert f"({package}/README.md)" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text", ["[a](rien.md)", "[a](rien.md#titre)", '[a](rien.md "titre")', "![image](rien.png)"]
)
def test_a_dead_link_is_caught(text: str, tmp_path: Path) -> None:
    assert dead_links(text, tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "[a](https://exemple.fr/x)",
        "[a](#titre)",
        "`[a](rien.md)`",
        "```\n[a](rien.md)\n```",
        "[a](ici.md#titre)",
    ],
)
def test_another_link_is_left_alone(text: str, tmp_path: Path) -> None:
    (tmp_path / "ici.md").touch()
    assert dead_links(text, tmp_path) == []
