"""The settings in words: their value, where it comes from, and the page that lists them."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

from debouches.settings import PREFIX, PROJECT_ROOT, Settings

PAGE = PROJECT_ROOT / "docs" / "reglages.md"
_HEAD = """\
# Réglages

Page engendrée par `make generated` à partir de `debouches/settings.py` : ne pas la modifier à la main.

Chaque réglage est une variable d'environnement, lue une fois au démarrage. Une variable `DEBOUCHES_*` qui
n'est pas dans cette table est refusée. `debouches settings` montre les valeurs en cours et leur origine.

| Variable | Par défaut | Ce qu'elle règle |
|---|---|---|
"""


@dataclass(frozen=True)
class Setting:
    variable: str
    valeur: str | None
    origine: str
    description: str


def settings_in_use(settings: Settings, environ: Mapping[str, str] | None = None) -> list[Setting]:
    """Every setting with its value and its origin; a secret shows only that it is set."""
    given = {name.upper() for name in (os.environ if environ is None else environ)}
    return [
        Setting(variable, in_words(value), _origin(variable, given), field.description or "")
        for variable, field, value in _walk(settings, PREFIX)
    ]


def _walk(model: BaseModel, prefix: str) -> Iterator[tuple[str, FieldInfo, object]]:
    """(environment variable, field, value) of each leaf."""
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        if isinstance(value, BaseModel):
            yield from _walk(value, f"{prefix}{name.upper()}__")
        else:
            yield prefix + name.upper(), field, value


def _origin(variable: str, given: set[str]) -> str:
    if variable == PREFIX + "PORT" and "PORT" in given:
        return "PORT"
    return "environnement" if variable in given else "défaut"


def in_words(value: object) -> str | None:
    """As one would type it in the environment."""
    if value is None:
        return None
    if isinstance(value, SecretStr):
        return "••••••"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)


def page() -> str:
    """Name, default and meaning of each setting."""
    rows = (
        f"| `{variable}` | {_default_in_words(value)} | {field.description} |\n"
        for variable, field, value in _walk(_defaults(), PREFIX)
    )
    return _HEAD + "".join(rows)


def _defaults() -> Settings:
    """The settings of an empty environment, whatever the real one says."""
    return Settings.model_construct()


def _default_in_words(value: object) -> str:
    if isinstance(value, Path) and value.is_relative_to(PROJECT_ROOT):
        return f"`{value.relative_to(PROJECT_ROOT)}/` du dépôt"
    words = in_words(value)
    return f"`{words}`" if words is not None else "aucune"
