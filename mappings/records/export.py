"""JSON Schema and readable page of the common format, generated from the records so that they cannot lie."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import yaml
from pydantic.json_schema import models_json_schema

from mappings.records import FORMAT_VERSION, RECORD_TYPES

Schema = dict[str, Any]

GENERATED = Path(__file__).resolve().parent.parent / "generated"
PRESENTATION = Path(__file__).with_name("presentation.yml")

WORDS = {
    "string": "texte",
    "integer": "nombre entier",
    "number": "nombre",
    "boolean": "vrai ou faux",
    "date": "date `AAAA-MM-JJ`",
}

HEAD = """\
# Format commun, version {version}

Page engendrée par `make generated` à partir de `mappings/records/` : ne pas la modifier à la main.
Le même contenu pour un programme : [records.schema.json](records.schema.json).

Une récolte garde ses enregistrements en JSON Lines, un fichier par type (`metier.jsonl`, `fiche.jsonl`…),
dans l'ordre des identifiants. Un champ facultatif qui garde sa valeur par défaut n'est pas écrit.
Un champ que le format ne connaît pas est refusé.
"""


def generated_files() -> dict[Path, bytes]:
    """Path → content of every file generated from the records."""
    return {
        GENERATED / "records.schema.json": schema_as_json(),
        GENERATED / "format-commun.md": readable_page().encode(),
    }


def schema_as_json() -> bytes:
    return orjson.dumps(json_schema(), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def json_schema() -> Schema:
    """One schema for any line of any file of records; `$defs` holds the types by name."""
    references, schema = models_json_schema([(cls, "validation") for cls in RECORD_TYPES.values()])
    for name, words in presentation().items():
        schema["$defs"][name]["description"] = words["phrase"]
    files = {f"{name}.jsonl": references[(cls, "validation")] for name, cls in RECORD_TYPES.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Débouchés, format commun",
        "version": FORMAT_VERSION,
        "anyOf": list(files.values()),
        "x-fichiers": files,
        "$defs": schema["$defs"],
    }


def readable_page() -> str:
    definitions: dict[str, Schema] = json_schema()["$defs"]
    words = presentation()
    records = [cls.__name__ for cls in RECORD_TYPES.values()]
    nested = sorted(definitions.keys() - set(records))
    lines = [
        HEAD.format(version=FORMAT_VERSION),
        *_summary(records, words),
        "\n## Enregistrements\n",
        *(line for name in records for line in _chapter(name, definitions[name], words[name])),
        "## Objets contenus\n",
        *(line for name in nested for line in _chapter(name, definitions[name], words[name])),
    ]
    return "\n".join(lines).rstrip() + "\n"


def presentation() -> dict[str, dict[str, str]]:
    """French words about each type."""
    words: dict[str, dict[str, str]] = yaml.safe_load(PRESENTATION.read_text(encoding="utf-8"))
    return words


def _summary(records: list[str], words: dict[str, dict[str, str]]) -> Iterator[str]:
    yield "| Type | Ce que c'est |\n|---|---|"
    for name in records:
        yield f"| {_link(name)} | {words[name]['phrase']} |"


def _chapter(name: str, schema: Schema, words: dict[str, str]) -> Iterator[str]:
    yield f"### {name}\n\n{words['phrase']}"
    if definition := words.get("definition"):
        yield f"\nDéfinition officielle : {definition}"
    yield "\n| Champ | Type | Obligation | Description |\n|---|---|---|---|"
    required = schema.get("required", [])
    for field, facts in schema["properties"].items():
        obligation = "obligatoire" if field in required else "facultatif"
        yield f"| `{field}` | {type_in_words(facts)} | {obligation} | {_cell(facts.get('description', ''))} |"
    yield ""


def type_in_words(schema: Schema) -> str:
    """« liste de texte », a link to another type, the values of a closed list."""
    if "$ref" in schema:
        return _link(schema["$ref"].rpartition("/")[2])
    if "anyOf" in schema:
        return " ou ".join(
            type_in_words(option) for option in schema["anyOf"] if option.get("type") != "null"
        )
    if "enum" in schema or "const" in schema:
        return _values(schema.get("enum", [schema.get("const")]))
    if schema["type"] == "array":
        return f"liste de {type_in_words(schema['items'])}"
    return _scalar(schema)


def _scalar(schema: Schema) -> str:
    word = WORDS.get(str(schema.get("format"))) or WORDS[schema["type"]]
    return f"{word} `{_cell(schema['pattern'])}`" if "pattern" in schema else word


def _values(values: list[object]) -> str:
    return ", ".join(f"`{value}`" for value in values)


def _link(name: str) -> str:
    return f"[{name}](#{name.lower()})"


def _cell(text: str) -> str:
    """A bar would close the cell of the table."""
    return text.replace("|", "\\|")
