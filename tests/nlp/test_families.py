"""Families of words: what they join, and what they must keep apart."""

from pathlib import Path

import pytest

from debouches.errors import ConfigError
from index.tools import read_tools
from nlp.families import Families, read_families

FAMILIES = Families([("souder", "soudage", "soudeur"), ("semer", "semis")])


def written(folder: Path, *lines: str) -> Path:
    path = folder / "familles.csv"
    path.write_text("\n".join(("mots,origine", *lines)), encoding="utf-8")
    return path


def test_one_key_stands_for_the_family():
    assert {FAMILIES.root(key) for key in ("souder", "soudage", "soudeur")} == {"souder"}
    assert FAMILIES.root("boulanger") == "boulanger"


def test_a_key_answers_for_the_rest_of_its_family_and_not_for_itself():
    assert FAMILIES.others("soudage") == ("souder", "soudeur")
    assert FAMILIES.others("boulanger") == ()


def test_words_are_read_as_the_analysis_writes_them(tmp_path):
    families = read_families(written(tmp_path, "mesurés mesure,main"), lambda word: word.rstrip("s"))
    assert families.others("mesure") == ("mesuré",)


def test_a_word_of_two_families_is_refused_by_its_name(tmp_path):
    with pytest.raises(ConfigError, match="« semis » est dans deux familles"):
        read_families(written(tmp_path, "semer semis,main", "semis semoir,main"), str)


def test_a_family_of_one_key_joins_nothing(tmp_path):
    with pytest.raises(ConfigError, match="ne joint rien"):
        read_families(written(tmp_path, "semer semer,main"), str)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("police", "polisseur"),
        ("développement", "développeur"),
        ("facture", "facteur"),
        ("réaliser", "réalisateur"),
        ("service", "serveur"),
        ("porte", "porteur"),
    ],
)
def test_words_that_only_look_alike_are_not_joined(one, other):
    tools = read_tools()
    (first,), (second,) = tools.analyser.keys(one), tools.analyser.keys(other)
    assert tools.families.root(first) != tools.families.root(second)


@pytest.mark.parametrize(
    ("one", "other"), [("vendre", "vente"), ("bagagiste", "bagages"), ("conduite", "conductrice")]
)
def test_words_that_no_ending_joins_are_in_the_table(one, other):
    tools = read_tools()
    (first,), (second,) = tools.analyser.keys(one), tools.analyser.keys(other)
    assert second in tools.families.others(first)
