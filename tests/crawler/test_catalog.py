"""A declaration that is not understood is refused, with the file and the key."""

from pathlib import Path

import pytest

from crawler.catalog import SOURCES, load_catalog, load_parser, load_source, select
from debouches.errors import ConfigError

GOOD = """
name: essai
titre: Essai
editeur: Éditeur
licence: Licence Ouverte 2.0
url: https://exemple.fr
description: Pour voir.
frequence: jamais
files:
  table: {patterns: ["table.csv"], columns: [code]}
"""


def write_source(root: Path, text: str, name: str = "essai") -> Path:
    folder = root / name
    folder.mkdir()
    (folder / "source.yml").write_text(text, encoding="utf-8")
    return folder


def test_loads_a_declaration(tmp_path: Path) -> None:
    spec = load_source(write_source(tmp_path, GOOD))
    assert spec.files["table"].columns == ("code",)


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ("inconnu: 1", "inconnu"),
        ("url: https://autre.fr", "clé répétée"),
        ("expectations: {counts: {metiers: {min: 1}}}", "metiers"),
        ("expectations: {fill_rates: {metier: {libelé: 0.5}}}", "libelé"),
        ("expectations: {fill_rates: {metier: {libelle: 5}}}", "taux hors"),
        ("expectations: {counts: {metier: {min: -1}}}", r"expectations\.counts\.metier\.min"),
        ("downloads: [{name: x, kind: zip, urls: ['ftp://exemple.fr']}]", r"downloads\.0\.urls"),
        ("version_file: version", "version"),
        ("pages: {truc: 'https://exemple.fr/{code}'}", "truc"),
        ("lookups: {niveau: {valeurs: {a: b}}}", r"lookups\.niveau\.raison"),
        ("lookups: {n: {raison: r, valeurs: {a: b}}}\nenumerations: {n: [a]}", "à la fois"),
        ("titre: [", "YAML illisible"),
    ],
)
def test_names_the_file_and_the_key_at_fault(tmp_path: Path, change: str, key: str) -> None:
    folder = write_source(tmp_path, GOOD + change + "\n")
    with pytest.raises(ConfigError, match=rf"source\.yml : .*{key}"):
        load_source(folder)


def test_refuses_an_alias_of_no_column(tmp_path: Path) -> None:
    folder = write_source(
        tmp_path, GOOD.replace("columns: [code]", "columns: [code], aliases: {cod: [kode]}")
    )
    with pytest.raises(ConfigError, match=r"files\.table.*cod"):
        load_source(folder)


def test_refuses_a_name_that_is_not_its_folder(tmp_path: Path) -> None:
    folder = write_source(tmp_path, GOOD, name="autre")
    with pytest.raises(ConfigError, match="ne correspond pas au dossier"):
        load_source(folder)


def test_names_the_known_sources_when_one_is_misspelt() -> None:
    with pytest.raises(ConfigError, match=r"Source inconnue : romme.*rome"):
        select(load_catalog(), ["romme"])


@pytest.mark.parametrize("name", sorted(load_catalog()))
def test_every_source_of_the_repository_has_a_parser(name: str) -> None:
    assert callable(load_parser(name))


@pytest.mark.parametrize("name", sorted(load_catalog()))
def test_every_source_says_what_a_good_run_looks_like(name: str) -> None:
    assert load_catalog(SOURCES)[name].expectations.counts
