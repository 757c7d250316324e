"""Whom to see, at a desk: every case has a door, none is settled in silence, nothing of a person is kept."""

from itertools import product

import pytest
from fastapi.testclient import TestClient

from tests.web import pages
from web.contenus.aiguillage import Personne, orienter
from web.contenus.contents import load_contents

CONTENTS = load_contents()
AIGUILLAGE, PEOPLE = CONTENTS.aiguillage, CONTENTS.interlocuteurs
BOOLEANS = (False, True)
EVERYBODY = [
    Personne(situation, demande, handicap, cadre)
    for situation, demande, handicap, cadre in product(
        ("", *AIGUILLAGE.situations), ("", *AIGUILLAGE.demandes), BOOLEANS, BOOLEANS
    )
]


def first(personne: Personne) -> list[str]:
    return [porte.qui.id for porte in orienter(AIGUILLAGE, PEOPLE, personne).premieres]


def test_everybody_has_a_door_and_every_door_its_reason() -> None:
    for personne in EVERYBODY:
        reponse = orienter(AIGUILLAGE, PEOPLE, personne)
        portes = (*reponse.premieres, *reponse.autres)
        assert portes or not personne.est_dite, personne
        assert all(porte.raison for porte in portes)
        assert len({porte.qui.id for porte in portes}) == len(portes)


def test_several_first_doors_are_to_confirm_when_the_person_is_to_choose_among_operators() -> None:
    for personne in EVERYBODY:
        reponse = orienter(AIGUILLAGE, PEOPLE, personne)
        if len(reponse.premieres) > 1 and personne.situation != "etudiant":
            assert reponse.a_confirmer, personne


def test_a_first_door_answers_the_demand_itself_whenever_one_of_the_rule_can() -> None:
    entreprise = Personne("salarie", "entreprise")
    assert [porte.qui.id for porte in orienter(AIGUILLAGE, PEOPLE, entreprise).autres] == ["cma", "cci"]
    assert first(Personne("etudiant", "metier")) == ["suio", "cio"]


@pytest.mark.parametrize(
    ("personne", "qui"),
    [
        (Personne("demandeur-emploi"), ["france-travail"]),
        (Personne("demandeur-emploi", handicap=True), ["cap-emploi"]),
        (Personne("demandeur-emploi", cadre=True), ["apec"]),
        (Personne("jeune"), ["mission-locale"]),
        (Personne("jeune", handicap=True), ["cap-emploi", "mission-locale"]),
        (Personne("salarie", handicap=True, cadre=True), ["cap-emploi", "apec"]),
        (Personne("eleve"), ["cio"]),
    ],
)
def test_the_rules_of_the_law(personne: Personne, qui: list[str]) -> None:
    assert first(personne) == qui


def test_what_is_said_of_a_person_is_answered_and_kept_nowhere(client: TestClient) -> None:
    said = {"situation": "jeune", "demande": "financement", "handicap": "1", "lieu": "lyon"}
    answer = client.post("/conseiller", data=said)
    text = pages.main_text(answer.text)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    assert "dans les quinze jours" in text
    assert "À confirmer avec la personne" in text
    assert "seul un conseiller peut engager un financement" in text
    assert not any("situation" in link or "jeune" in link for link in pages.links(pages.parse(answer.text)))


def test_words_that_are_not_ours_say_nothing(client: TestClient) -> None:
    answer = client.post("/conseiller", data={"situation": "<b>", "demande": "zut", "lieu": "x" * 5000})
    assert answer.status_code == 200
    assert "Qui voir d’abord" not in answer.text


def test_every_page_that_a_demand_opens_exists(client: TestClient) -> None:
    for besoin in AIGUILLAGE.demandes.values():
        for page in besoin.pages.values():
            assert client.get(page).status_code == 200, page
