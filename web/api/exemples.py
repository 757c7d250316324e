"""An example for each field of the OpenAPI description."""

from pathlib import Path
from typing import Any

from mappings.yaml_files import load_yaml

FILE = Path(__file__).with_name("exemples.yml")
_OF_FORMAT = {"date": "2026-03-12", "date-time": "2026-03-12T04:00:00Z", "time": "14:00:00"}
"""For a field that no sample fills."""


def add_examples(schemas: dict[str, Any]) -> None:
    """What an answer gave it, else what its type allows."""
    drawn = load_yaml(FILE)
    fields = [
        (f"{name}.{field}", described)
        for name, schema in schemas.items()
        for field, described in schema.get("properties", {}).items()
    ]
    meant = {_meaning(name, described): drawn[name] for name, described in fields if name in drawn}
    for name, described in fields:
        example = drawn.get(name, meant.get(_meaning(name, described), _allowed(described, schemas)))
        if example is not None and "examples" not in described and "$ref" not in described:
            described["examples"] = [example]


def _meaning(name: str, described: dict[str, Any]) -> tuple[str, str]:
    """A field that bears the same name and the same description elsewhere is the same thing."""
    return name.rpartition(".")[2], described.get("description", "")


def _allowed(schema: dict[str, Any], schemas: dict[str, Any]) -> Any:
    for option in schema.get("anyOf", ()):
        if (found := _allowed(option, schemas)) is not None:
            return found
    if reference := schema.get("$ref", "").rpartition("/")[2]:
        return next(iter(schemas[reference].get("enum", ())), None)
    if schema.get("type") == "array":
        found = _allowed(schema.get("items", {}), schemas)
        return None if found is None else [found]
    if schema.get("type") == "boolean":
        return True
    return next(iter(schema.get("enum", ())), schema.get("const", _OF_FORMAT.get(schema.get("format", ""))))
