"""The invented ROME of `rome_fictif.yml`, as files and as text."""

import csv
from pathlib import Path

import yaml

TABLES: dict[str, str] = yaml.safe_load(
    (Path(__file__).parent / "rome_fictif.yml").read_text(encoding="utf-8")
)


def write_rome(folder: Path, **replaced: str) -> Path:
    """Write the invented ROME as version v999; `replaced` changes some tables."""
    for name, content in {**TABLES, **replaced}.items():
        (folder / f"unix_{name}_v999_utf8.csv").write_text(content, encoding="utf-8")
    return folder


def read_table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(content.decode().splitlines()))
