"""Aids: our own table, read like any source."""

from datetime import date

import pytest

from crawler.catalog import SOURCES
from crawler.contract import Issue
from crawler.sources.aides.parse import parse
from tests.crawler.factories import MemoryFiles, csv_bytes, make_run, real_spec

SPEC = real_spec("aides")
COLUMNS = SPEC.files["aides"].columns
LINE = {
    "code": "bon-de-vol",
    "intitule": "Bon de vol",
    "sigle": "BDV",
    "nature": "financement",
    "objet": "Payer un vol.",
    "situations": "salarie|jeune",
    "obstacles": "transport",
    "conditions": "Avoir des ailes|Voler bas",
    "montant": "12 €",
    "montant_date": "2025-02-01",
    "interlocuteurs": "La tour|Le vent",
    "url": "https://exemple.fr/vol",
    "reference": "Code du ciel, art. 1",
    "editeur": "Ministère des nuages",
    "verite_au": "2025-01-01",
    "a_verifier": "tout",
}


def read(**changes):
    run = make_run(SPEC)
    table = csv_bytes(COLUMNS, [(LINE | changes)[column] for column in COLUMNS], separator=";")
    return list(parse(MemoryFiles({"aides": table}), run)), run


def test_every_column_becomes_a_field():
    ((aide,), run) = read()
    assert not run.issues.counts
    assert (aide.id, aide.code, aide.intitule, aide.sigle) == (
        "aide:bon-de-vol",
        "bon-de-vol",
        "Bon de vol",
        "BDV",
    )
    assert (aide.nature, aide.objet) == ("financement", "Payer un vol.")
    assert (aide.situations, aide.obstacles) == (("salarie", "jeune"), ("transport",))
    assert aide.conditions == ("Avoir des ailes", "Voler bas")
    assert (aide.montant, aide.date_montant) == ("12 €", date(2025, 2, 1))
    assert aide.interlocuteurs == ("La tour", "Le vent")
    assert (aide.reference, aide.editeur_officiel) == ("Code du ciel, art. 1", "Ministère des nuages")
    assert (aide.date_verite, aide.a_verifier) == (date(2025, 1, 1), "tout")
    assert (aide.provenance.url, aide.provenance.date_maj) == ("https://exemple.fr/vol", date(2025, 1, 1))


def test_a_situation_that_is_not_declared_is_reported_and_the_line_kept():
    ((aide,), run) = read(situations="salarie|oiseau")
    assert aide.situations == ("salarie",)
    assert run.issues.counts[Issue.UNKNOWN_VALUE] == 1


@pytest.mark.parametrize(
    ("changes", "issue"),
    [
        ({"montant_date": "hier"}, Issue.REJECTED),
        ({"verite_au": ""}, Issue.REJECTED),
        ({"url": "", "reference": ""}, Issue.REJECTED),
        ({"nature": "cadeau"}, Issue.REJECTED),
    ],
)
def test_a_line_that_cannot_be_checked_is_refused_and_said(changes, issue):
    (aides, run) = read(**changes)
    assert aides == []
    assert run.issues.counts[issue] == 1


def test_the_lines_of_the_repository_are_read_without_a_doubt():
    run = make_run(SPEC)
    content = (SOURCES / "aides" / "aides.csv").read_bytes()
    aides = list(parse(MemoryFiles({"aides": content}), run))
    assert len(aides) >= 24
    assert not run.issues.counts
    assert all(aide.a_verifier for aide in aides), "aucune n'a encore été vérifiée auprès de son éditeur"
