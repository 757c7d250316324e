"""The style sheet: contrast of every pair of tokens, in both schemes, and its weight."""

import gzip
import re

import pytest

from web.rendering.assets import FOLDER

CSS = (FOLDER / "site.css").read_text(encoding="utf-8")
TOKEN = re.compile(r"--([\w-]+): (#[0-9a-f]{6});")
LIGHT, DARK = (dict(TOKEN.findall(block)) for block in re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)[:2])
GROUNDS = ("papier", "carte", "creme")
TEXTS = ("encre", "encre-douce", "accent", "metier", "formation", "certification", "lieu")


def luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_the_one_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXTS)
def test_text_contrasts_at_least_seven_to_one(scheme: dict[str, str], ground: str, text: str) -> None:
    assert contrast(scheme[text], scheme[ground]) >= 7


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_a_button_contrasts_at_least_seven_to_one(scheme: dict[str, str]) -> None:
    assert contrast(scheme["sur-accent"], scheme["accent"]) >= 7


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("control", ["trait", "focus"])
def test_a_control_contrasts_at_least_three_to_one(scheme: dict[str, str], ground: str, control: str) -> None:
    assert contrast(scheme[control], scheme[ground]) >= 3


def test_both_schemes_give_the_same_colours() -> None:
    assert LIGHT.keys() == DARK.keys()


def test_style_and_script_stay_light() -> None:
    weights = {path.name: len(gzip.compress(path.read_bytes())) for path in FOLDER.iterdir()}
    assert weights["site.css"] < 15_000
    assert weights["suggestions.js"] < 5_000
