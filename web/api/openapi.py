"""The OpenAPI description: French prose, runnable examples, errors as they really are."""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.openapi.utils import get_openapi

from web.addresses.links import API
from web.api import schemas
from web.api.answers import respond
from web.api.exemples import add_examples
from web.rendering.problems import PROBLEM_JSON

ADDRESS = f"{API}/openapi.json"

DESCRIPTION = """\
Chercher et lire les métiers, les formations et les certifications, avec la source et la date de chaque texte.

- Libre d'accès, sans clé, depuis toute page (CORS `*`) ; `GET`, sauf pour vérifier un fichier (`POST`).
- Un paramètre inconnu, ou donné deux fois, est refusé (400) : l'ignorer répondrait à une autre question.
- Les adresses sont en UTF-8 ; ce qui n'en est pas est lu comme du Windows-1252.
- Les erreurs suivent la RFC 9457 : `code` stable, `detail` en français, valeurs acceptées.
- `ETag` et `Cache-Control` sur chaque réponse ; `Retry-After` quand il faut attendre.
- `meta` donne la génération de l'index et les licences : citez l'éditeur.
"""

_ERRORS = {
    "400": "La demande est à corriger : `parameter` et `accepted` disent comment",
    "404": "Rien n'a ce code ou ce nom",
    "413": "Le fichier dépasse un mégaoctet",
    "410": "Les changements demandés ne sont plus gardés",
    "503": "La recherche se prépare ou ne répond pas : revenir après `Retry-After` secondes",
    "504": "La recherche a mis trop de temps",
}


def describe(app: FastAPI) -> None:
    """Publish the description at its address and as `app.openapi()`, built once."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _build(app)
        return app.openapi_schema

    def read_openapi(request: Request) -> Response:
        return respond(request, openapi())

    app.openapi = openapi  # type: ignore[method-assign]
    app.add_api_route(ADDRESS, read_openapi, include_in_schema=False)


def _build(app: FastAPI) -> dict[str, Any]:
    schema = get_openapi(
        title="Débouchés, API publique", version="1", description=DESCRIPTION, routes=app.routes
    )
    components = schema["components"]["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        components.pop(unused, None)
    components["Problem"] = schemas.Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    add_examples(components)
    for path, operation in _operations(schema):
        operation["operationId"] = operation["operationId"].partition("_api_v1")[0]
        _declare_errors(path, operation)
    return schema


def _operations(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in schema["paths"].items():
        yield from ((path, operation) for operation in methods.values())


def _declare_errors(path: str, operation: dict[str, Any]) -> None:
    """FastAPI announces its own 422, which is never sent."""
    responses = operation["responses"]
    responses.pop("422", None)
    content = {PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for status, description in _ERRORS.items():
        if _may_answer(status, path):
            responses[status] = {"description": description, "content": content}


def _may_answer(status: str, path: str) -> bool:
    """Some errors belong to some addresses only."""
    of_its_own = {
        "404": "{" in path or "/donnees" in path or path.endswith("/recensement"),
        "410": "changements" in path,
        "413": path.endswith("/verifier"),
    }
    return of_its_own.get(status, True)


def examples(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Each operation with an address that one can open as it is."""
    for path, operation in _operations(schema):
        address, query = path, []
        for parameter in operation.get("parameters", ()):
            for value in (parameter.get("examples") or parameter["schema"].get("examples") or ())[:1]:
                if parameter["in"] == "path":
                    address = address.replace(f"{{{parameter['name']}}}", value)
                else:
                    query.append(f"{parameter['name']}={value}")
        yield path, operation, address + (f"?{'&'.join(query)}" if query else "")
