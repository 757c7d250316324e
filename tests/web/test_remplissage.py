"""What a source leaves empty is said, field by field."""

import pytest
from fastapi.testclient import TestClient

from tests.web import pages
from tests.web.fakes import FakeSearcher
from tests.web.samples import FACTS
from web.wording.remplissage import champs_incomplets


def test_fields_that_are_not_always_filled_are_named_the_fullest_first() -> None:
    shares = {"fiche": {"code": 1.0, "accroche": 0.42, "niveau_acces": 0.981, "vie_professionnelle": 0.001}}
    ((kind, fields),) = champs_incomplets(shares).items()
    assert kind == "fiche d’éditeur"
    assert [share.replace("\u00a0", " ") for _, share in fields] == ["98 %", "42 %", "moins de 1 %"]
    assert all(name[0].isupper() and "_" not in name for name, _ in fields)


def test_what_is_always_filled_or_unknown_says_nothing() -> None:
    assert champs_incomplets({"fiche": {"code": 1.0, "disparu": 0.5}, "inconnu": {"a": 0.5}}) == {}


def test_the_page_of_sources_says_it(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    first, *others = FACTS.sources
    told = first.model_copy(update={"remplissage": {"fiche": {"accroche": 0.42}}})
    facts = FACTS.model_copy(update={"sources": (told, *others)})
    monkeypatch.setattr(FakeSearcher, "facts", lambda self: facts)
    text = pages.main_text(client.get("/sources").text).replace("\u00a0", " ")
    assert "Complétude, par fiche d’éditeur" in text
    assert ": 42 %" in text
