"""The examples of the OpenAPI description, drawn from the answers of the samples: none is made up.

`python -m tests.web.exemples` writes them again.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from fastapi.testclient import TestClient

from debouches.settings import Settings
from tests.web import samples
from tests.web.addresses import API
from tests.web.fakes import FakeSearcher
from web.api.exemples import FILE
from web.serving.app import create_app

LONGEST, MOST = 120, 2
"""Characters of a text, and items of a list: enough to see their form."""
HEADER = "# Exemples des champs de l'API, tirés des réponses des essais : « make generated » les réécrit.\n"
Examples = dict[str, Any]


def drawn(client: TestClient) -> Examples:
    """« Schema.champ » → the first value that an answer gives to it."""
    description = client.get("/api/v1/openapi.json").json()
    schemas = description["components"]["schemas"]
    found: Examples = {}
    for schema, answer in _answers(client, description["paths"]):
        for name, value in _walk(schema, answer, schemas):
            found.setdefault(name, value)
    return dict(sorted(found.items()))


def _answers(client: TestClient, paths: dict[str, Any]) -> Iterator[tuple[dict[str, Any], Any]]:
    """Each answer, under the schema that describes it."""
    for address in (*API, "/api/v1"):
        asked = next(path for path in paths if _leads_to(path, address))
        yield _answered(paths[asked]["get"]), client.get(address).json()
    checked = client.post("/api/v1/verifier", content=b'{"id": "fiche:1"}')
    yield _answered(paths["/api/v1/verifier"]["post"]), checked.json()
    for refused in ("/api/v1/search?zut=1", "/api/v1/metiers/D1199"):
        yield {"$ref": "#/components/schemas/Problem"}, client.get(refused).json()


def _answered(operation: dict[str, Any]) -> dict[str, Any]:
    described: dict[str, Any] = operation["responses"]["200"]["content"]["application/json"]["schema"]
    return described


def _leads_to(path: str, address: str) -> bool:
    return bool(re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", path), address.partition("?")[0]))


def _walk(schema: dict[str, Any], value: Any, schemas: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for option in schema.get("anyOf") or schema.get("oneOf") or ():
        yield from _walk(option, value, schemas)
    if name := schema.get("$ref", "").rpartition("/")[2]:
        yield from _fields(name, schemas[name], value, schemas)
    elif isinstance(value, list):
        for one in value:
            yield from _walk(schema.get("items", {}), one, schemas)
    elif isinstance(value, dict) and isinstance(schema.get("additionalProperties"), dict):
        for one in value.values():
            yield from _walk(schema["additionalProperties"], one, schemas)


def _fields(
    name: str, schema: dict[str, Any], value: Any, schemas: dict[str, Any]
) -> Iterator[tuple[str, Any]]:
    fields = schema.get("properties", {})
    if not isinstance(value, dict) or not value.keys() <= fields.keys():
        return
    for field, one in value.items():
        if (shown := _shown(one)) is not None:
            yield f"{name}.{field}", shown
        yield from _walk(fields[field], one, schemas)


def _shown(value: Any) -> Any:
    """A value, or the first of a list of values, as an example; None if it is no value or too long a one."""
    if isinstance(value, list):
        shown = [_shown(one) for one in value[:MOST] if not isinstance(one, list)]
        return shown if shown and None not in shown else None
    is_value = isinstance(value, (str, int, float)) and value != ""
    return value if is_value and len(str(value)) <= LONGEST else None


def written(examples: Examples) -> str:
    return HEADER + yaml.safe_dump(examples, allow_unicode=True, width=1000, sort_keys=False)


def main() -> None:
    with TemporaryDirectory() as home:
        app = create_app(FakeSearcher(), settings=Settings(home=Path(home)), today=lambda: samples.TODAY)
        FILE.write_text(written(drawn(TestClient(app))), encoding="utf-8")


if __name__ == "__main__":
    main()
