"""What structures say of themselves: kept as it is said, told where no code says it, never dropped."""

import json

import pytest

from crawler.catalog import load_parser
from crawler.contract import Issue
from debouches.errors import ParseError
from tests.crawler.factories import MemoryFiles, issues_of, make_run, real_spec

SOURCE = "structures-declarees"
SAID = {
    "id": "structure:cio-2017",
    "provenance": {
        "editeur": "CIO du Vieux Pont",
        "licence": "Licence Ouverte 2.0",
        "date_maj": "2026-05-12",
    },
    "code": "cio-2017",
    "nom": "CIO du Vieux Pont",
    "reseau": "CIO",
    "services": ["metier-conseil", "Atelier CV", "Salle de sport"],
    "referents": ["Accueil des adultes"],
    "modalites_accueil": ["sans rendez-vous le matin"],
    "statut_cep": "non-operateur",
    "date_confirmation": "2026-05-12",
}


def read(*records: dict):
    return read_files({"commun": "\n".join(json.dumps(one) for one in records).encode()})


def read_files(files: dict[str, bytes]):
    run = make_run(real_spec(SOURCE))
    return list(load_parser(SOURCE)(MemoryFiles(files), run)), run


def test_what_a_structure_says_is_kept_and_what_no_code_says_is_told() -> None:
    (one,), run = read(SAID)
    assert one.services == ("metier-conseil", "Atelier CV", "Salle de sport")
    assert (one.provenance.editeur, one.provenance.source) == ("CIO du Vieux Pont", SOURCE)
    assert one.referents == ("Accueil des adultes",)
    assert issues_of(run) == {"UNKNOWN_VALUE": 1}


def test_of_one_place_given_twice_the_first_is_kept_and_the_other_told() -> None:
    found, run = read(SAID | {"services": []}, SAID | {"services": [], "nom": "Autre"})
    assert [one.nom for one in found] == ["CIO du Vieux Pont"]
    assert issues_of(run) == {"DUPLICATE": 1}


def test_what_is_no_structure_is_refused() -> None:
    found, run = read(SAID | {"id": "metier:D1102"}, SAID | {"id": "structure:x", "niveaux_cep": [7]})
    assert found == []
    assert issues_of(run) == {"REJECTED": 2}


def test_a_file_that_cannot_be_read_hides_no_other_and_alone_is_an_error() -> None:
    found, run = read_files({"commun:a.json": b"{", "commun:b.json": json.dumps(SAID).encode()})
    assert [one.nom for one in found] == ["CIO du Vieux Pont"]
    assert run.issues.samples[Issue.MALFORMED][0].record == "commun:a.json"
    with pytest.raises(ParseError):
        read_files({"commun:a.json": b"{"})


def test_the_same_place_given_twice_alike_is_not_told() -> None:
    found, run = read(SAID | {"services": []}, SAID | {"services": []})
    assert (len(found), issues_of(run)) == (1, {})
