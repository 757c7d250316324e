"""The corpus as it is in the repository: complete, honest about its origin, light enough to carry."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import TypeVar, get_args

import pytest
import yaml

from crawler.catalog import SOURCES, load_source
from crawler.files.locate import locate
from crawler.files.raw_files import LocatedFiles
from crawler.runs.context import RunContext
from crawler.sources.depart.parse import parse
from mappings.records import (
    ActionInnovante,
    Appellation,
    Fiche,
    Formation,
    Metier,
    NiveauPorteur,
    Record,
    ThemeInnovant,
)

DEPART = SOURCES / "depart"
CORPUS = DEPART / "corpus"
MAX_BYTES = 6_000_000
R = TypeVar("R", bound=Record)


@pytest.fixture(scope="module")
def run() -> RunContext:
    return RunContext(load_source(DEPART), day=date(2026, 1, 1))


@pytest.fixture(scope="module")
def records(run: RunContext) -> list[Record]:
    spec = load_source(DEPART)
    return list(parse(LocatedFiles(spec, locate(spec, DEPART)), run))


def only(records: Iterable[Record], kind: type[R]) -> list[R]:
    return [record for record in records if isinstance(record, kind)]


def test_nothing_of_the_corpus_is_left_uninterpreted(records: list[Record], run: RunContext) -> None:
    assert records
    assert not run.issues.counts


def test_no_id_is_given_twice(records: list[Record]) -> None:
    assert [key for key, count in Counter(record.id for record in records).items() if count > 1] == []


def test_every_metier_and_every_appellation_is_there(records: list[Record]) -> None:
    assert (len(only(records, Metier)), len(only(records, Appellation))) == (1584, 13120)


def test_the_demonstration_touches_every_grand_domaine(records: list[Record]) -> None:
    fiches = only(records, Fiche)
    assert len(fiches) >= 66
    assert {fiche.code[0] for fiche in fiches} == set("ABCDEFGHIJKLMN")
    assert len(only(records, Formation)) >= 125


def test_every_fiche_leads_to_a_formation(records: list[Record]) -> None:
    assert [fiche.code for fiche in only(records, Fiche) if not fiche.formations] == []


def test_every_code_of_the_demonstration_is_a_metier_of_the_corpus(records: list[Record]) -> None:
    known = {metier.code_rome for metier in only(records, Metier)}
    written = only(records, Fiche) + only(records, Formation)
    assert [(record.id, code) for record in written for code in record.codes_rome if code not in known] == []


def test_no_working_life_gives_a_figure_that_no_source_backs(records: list[Record]) -> None:
    lives = [
        (fiche.code, text)
        for fiche in only(records, Fiche)
        for text in fiche.vie_professionnelle[0].paragraphes
    ]
    assert [life for life in lives if re.search(r"[\d€%]", life[1])] == []


def test_only_our_own_texts_are_marked_as_demonstration(records: list[Record]) -> None:
    marked = {record.id.split(":")[0] for record in records if record.provenance.est_demonstration}
    facts = {record.id.split(":")[0] for record in records if not record.provenance.est_demonstration}
    assert marked == {"fiche", "formation", "action-innovante"}
    assert facts == {"metier", "appellation", "competence", "centre-interet"}


def test_the_tables_are_those_that_were_made() -> None:
    for line in (CORPUS / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        checksum, name = line.split("  ")
        assert hashlib.sha256((CORPUS / name).read_bytes()).hexdigest() == checksum, name


def test_the_origin_of_the_tables_is_that_of_the_source() -> None:
    origin = yaml.safe_load((CORPUS / "ORIGINE.yml").read_text(encoding="utf-8"))
    spec = load_source(DEPART)
    assert (origin["editeur"], origin["licence"], origin["url"]) == (spec.editeur, spec.licence, spec.url)
    assert origin["version_fichiers"].removeprefix("v") in (spec.version or "")


def test_the_corpus_stays_light() -> None:
    assert sum(path.stat().st_size for path in CORPUS.iterdir()) <= MAX_BYTES


def test_every_example_of_an_action_is_ours_and_each_facet_has_one(records: list[Record]) -> None:
    actions = only(records, ActionInnovante)
    assert all(one.provenance.editeur == "Débouchés (démonstration)" for one in actions)
    assert all(one.code.startswith("demonstration-") for one in actions)
    assert {one.niveau for one in actions} == set(get_args(NiveauPorteur))
    assert {theme for one in actions for theme in one.themes} == set(get_args(ThemeInnovant))
