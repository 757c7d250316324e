"""The catalogue of sources: loads and validates every `crawler/sources/<name>/source.yml`.

A source named `onisep-fiches-metiers` lives in the folder `onisep_fiches_metiers` (an importable package).
"""

from collections.abc import Hashable
from importlib import import_module
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from crawler.contract import Parser
from crawler.declaration.source import SourceSpec
from debouches.errors import ConfigError

SOURCES = Path(__file__).parent / "sources"


def folder_name(source: str) -> str:
    return source.replace("-", "_")


def load_catalog(root: Path = SOURCES) -> dict[str, SourceSpec]:
    """Every source of a folder, by name."""
    specs = [load_source(path.parent) for path in sorted(root.glob("*/source.yml"))]
    return {spec.name: spec for spec in specs}


def load_source(folder: Path) -> SourceSpec:
    """The declaration of one source; `ConfigError` names the file and the key at fault."""
    path = folder / "source.yml"
    content = _read_yaml(path)
    try:
        spec = SourceSpec.model_validate(content)
    except ValidationError as error:
        raise ConfigError(f"{path} : {_first_fault(error)}") from error
    if folder_name(spec.name) != folder.name:
        raise ConfigError(f"{path} : name : « {spec.name} » ne correspond pas au dossier « {folder.name} »")
    return spec


def load_parser(source: str) -> Parser:
    """The `parse` function of a source."""
    try:
        parser: Parser = import_module(f"crawler.sources.{folder_name(source)}.parse").parse
    except (ModuleNotFoundError, AttributeError) as error:
        raise ConfigError(f"La source « {source} » n'a pas de fonction parse : {error}") from error
    return parser


def select(catalog: dict[str, SourceSpec], names: list[str]) -> list[SourceSpec]:
    """The named sources, in the order asked."""
    if unknown := [name for name in names if name not in catalog]:
        accepted = ", ".join(sorted(catalog))
        raise ConfigError(f"Source inconnue : {', '.join(unknown)}. Sources connues : {accepted}")
    return [catalog[name] for name in names]


def _first_fault(error: ValidationError) -> str:
    faults = error.errors(include_url=False)
    lines = (f"{'.'.join(map(str, fault['loc'])) or '(racine)'} : {_in_french(fault)}" for fault in faults)
    return " ; ".join(lines)


_FAULTS = {
    "missing": "clé obligatoire, absente",
    "extra_forbidden": "clé inconnue",
    "string_type": "un texte est attendu",
    "int_type": "un nombre entier est attendu",
    "int_parsing": "un nombre entier est attendu",
    "bool_parsing": "oui ou non (true, false) est attendu",
    "tuple_type": "une liste est attendue",
    "dict_type": "des clés et des valeurs sont attendues",
    "model_type": "des clés et des valeurs sont attendues",
    "too_short": "la liste est vide",
    "literal_error": "valeur hors de la liste : {expected}",
    "string_pattern_mismatch": "ne suit pas le motif {pattern}",
    "greater_than": "doit être plus grand que {gt}",
    "greater_than_equal": "doit être au moins {ge}",
}
"""Kind of fault of pydantic → words."""


def _in_french(fault: ErrorDetails) -> str:
    if fault["type"] in _FAULTS:
        return _FAULTS[fault["type"]].format(**fault.get("ctx", {}))
    return fault["msg"].removeprefix("Value error, ")


MERGE = "tag:yaml.org,2002:merge"
"""`<<`: a mapping that repeats another one but for some keys."""


class _UniqueKeyLoader(yaml.SafeLoader):
    """YAML keeps the last of two equal keys without a word; a declaration must not."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value if key.tag != MERGE]
        if repeated := {key for key in keys if keys.count(key) > 1}:
            raise yaml.constructor.ConstructorError(None, None, f"clé répétée : {repeated}", node.start_mark)
        return super().construct_mapping(node, deep)


def _read_yaml(path: Path) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_UniqueKeyLoader)  # noqa: S506 (a SafeLoader)
    except OSError as error:
        raise ConfigError(f"{path} : fichier illisible : {error}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} : YAML illisible : {error}") from error
