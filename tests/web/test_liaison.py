"""The handover sheet: no consent, no sheet; nine items, nobody's name, nothing kept."""

import json
from datetime import date
from typing import get_args

import jsonschema
import pytest
from fastapi.testclient import TestClient

from mappings.liaison import ITEMS, Demande, FicheLiaison, Statut, TrancheAge, schema_liaison
from tests.web import pages
from web.contenus.contents import load_contents

SAID = {"tranche_age": "26-44", "statut": "salarie", "metier": "D1102", "formation_initiale": "3"}
AGREED = SAID | {"consentement": "1"}
CONTENTS = load_contents()


def asked(client: TestClient, vers: str, **said: str):
    return client.post("/liaison", data=said | {"vers": vers})


def test_a_sheet_holds_the_nine_items_and_names_nobody() -> None:
    assert len(ITEMS) == 9
    assert not {"nom", "prenom", "telephone", "courriel", "adresse"} & set(FicheLiaison.model_fields)
    assert list(CONTENTS.liaison.items) == list(ITEMS)


def test_the_words_of_the_desk_are_those_of_the_sheet() -> None:
    assert set(CONTENTS.aiguillage.situations) == set(get_args(Statut))
    assert set(CONTENTS.aiguillage.demandes) == set(get_args(Demande))
    assert set(CONTENTS.liaison.tranches_age) == set(get_args(TrancheAge))


@pytest.mark.parametrize("vers", ["fiche", "fichier"])
def test_without_consent_nothing_is_made_and_nothing_said_is_lost(client: TestClient, vers: str) -> None:
    answer = asked(client, vers, **SAID)
    form = pages.parse(answer.text)
    assert "aucune fiche n’est faite" in pages.main_text(answer.text)
    assert form.get_element_by_id("l-metier").get("value") == "D1102"
    assert form.get_element_by_id("l-consentement").get("checked") is None
    assert answer.headers["content-type"].startswith("text/html")


def test_with_consent_the_sheet_says_each_item_or_that_it_is_unknown(client: TestClient) -> None:
    answer = asked(client, "fiche", **AGREED)
    said = pages.main_text(answer.text)
    assert "Accord donné le" in said
    assert "26 à 44 ans" in said
    assert "CAP ou équivalent" in said
    assert said.count("non renseigné") == len(ITEMS) - len(SAID)
    assert answer.headers["cache-control"] == "no-store"


def test_the_file_follows_the_published_schema(client: TestClient) -> None:
    answer = asked(client, "fichier", **AGREED)
    sheet = json.loads(answer.text)
    schema = client.get("/liaison/schema.json").json()
    jsonschema.validate(sheet, schema)
    assert answer.headers["content-disposition"].startswith("attachment")
    assert {name: str(sheet[name]) for name in SAID} == SAID
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(sheet | {"nom": "Martin"}, schema)


@pytest.mark.parametrize(
    "texte", ["Mme Martin, boulangère", "06 12 34 56 78", "a.martin@exemple.fr", "1 85 05 78 006 084"]
)
def test_what_names_somebody_is_refused_and_said(client: TestClient, texte: str) -> None:
    answer = asked(client, "fiche", **AGREED, experience=texte)
    assert "Expérience professionnelle : ni nom, ni téléphone" in pages.main_text(answer.text)
    assert "Accord donné le" not in answer.text


@pytest.mark.parametrize("texte", ["10 ans en boulangerie, de 2005 à 2015", "monitrice, 35 h par semaine"])
def test_plain_experience_is_kept(client: TestClient, texte: str) -> None:
    assert texte in pages.main_text(asked(client, "fiche", **AGREED, experience=texte).text)


def test_values_that_are_not_in_the_lists_are_refused(client: TestClient) -> None:
    answer = asked(client, "fiche", consentement="1", statut="<b>", metier="x" * 300)
    said = pages.main_text(answer.text)
    assert "Statut : choisissez dans la liste." in said
    assert "une ligne suffit" in said


def test_the_desk_prepares_the_sheet_with_what_it_knows(client: TestClient) -> None:
    desk = pages.parse(client.post("/conseiller", data={"situation": "jeune", "demande": "emploi"}).text)
    form = next(form for form in desk.forms if form.get("action") == "/liaison")
    prepared = pages.parse(client.post("/liaison", data=dict(form.form_values())).text)
    assert prepared.get_element_by_id("l-statut").value == "jeune"
    assert "mission locale" in prepared.get_element_by_id("l-structure").get("value")


def test_an_item_more_is_not_a_sheet() -> None:
    with pytest.raises(ValueError, match="residence"):
        FicheLiaison.model_validate({"consentement": date(2026, 1, 1), "residence": "Lyon"})


def test_the_schema_is_closed() -> None:
    assert schema_liaison()["additionalProperties"] is False
