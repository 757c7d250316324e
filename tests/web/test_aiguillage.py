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
    Personne(*said)
    for said in product(
        ("", *AIGUILLAGE.situations),
        ("", *AIGUILLAGE.demandes),
        BOOLEANS,
        BOOLEANS,
        ("", *AIGUILLAGE.contrats),
        BOOLEANS,
        BOOLEANS,
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


def test_two_doors_are_enough_every_first_door_takes_the_demand_to_its_end() -> None:
    for personne in EVERYBODY:
        reponse = orienter(AIGUILLAGE, PEOPLE, personne)
        shown = (*reponse.premieres, *reponse.autres)
        assert all(personne.demande in ("", *porte.qui.demandes) for porte in shown), personne
        assert reponse.premieres or not personne.situation, personne


def test_who_cannot_do_it_is_said_to_be_of_the_situation_alone_and_who_can_is_to_confirm() -> None:
    reponse = orienter(AIGUILLAGE, PEOPLE, Personne("salarie", "entreprise"))
    assert [porte.qui.id for porte in reponse.premieres] == ["cma", "cci"]
    assert reponse.a_confirmer
    assert [porte.qui.id for porte in reponse.de_la_situation] == ["cep"]
    assert not orienter(AIGUILLAGE, PEOPLE, Personne("salarie", "vae")).de_la_situation


@pytest.mark.parametrize(
    ("personne", "qui"),
    [
        (Personne("eleve", "vae"), ["greta"]),
        (Personne("eleve", "emploi"), ["information-jeunesse"]),
        (Personne("etudiant", "financement"), ["crous"]),
        (Personne("agent-public", "entreprise"), ["cma", "cci"]),
        (Personne("etudiant", "entreprise"), ["cma", "cci"]),
        (Personne("demandeur-emploi", "droits", handicap=True), ["mdph", "cidff"]),
    ],
)
def test_those_who_can_are_put_first_when_the_operator_of_the_situation_cannot(
    personne: Personne, qui: list[str]
) -> None:
    assert first(personne) == qui
    assert orienter(AIGUILLAGE, PEOPLE, personne).a_confirmer


@pytest.mark.parametrize(
    ("personne", "qui"),
    [
        (Personne("demandeur-emploi", contrat="interim"), ["france-travail", "transitions-pro"]),
        (Personne("demandeur-emploi", "financement", contrat="cdd"), ["france-travail", "transitions-pro"]),
        (Personne("salarie", "financement", contrat="cdd"), ["cep", "transitions-pro"]),
        (Personne("demandeur-emploi", non_inscrit=True), ["france-travail", "cep"]),
        (Personne("agent-public", change_statut=True), ["cep", "cma", "cci"]),
        (Personne("salarie", cadre=True, change_statut=True), ["apec", "cep", "cma", "cci"]),
    ],
)
def test_where_the_contract_or_the_status_decides_the_candidates_are_named(
    personne: Personne, qui: list[str]
) -> None:
    assert first(personne) == qui
    assert orienter(AIGUILLAGE, PEOPLE, personne).a_confirmer


def test_a_contract_that_decides_nothing_changes_nothing() -> None:
    assert first(Personne("demandeur-emploi", contrat="cdi")) == first(Personne("demandeur-emploi"))
    assert first(Personne("demandeur-emploi", "emploi", contrat="interim")) == ["france-travail"]


def test_the_bodies_of_before_2019_are_said_to_be_over_where_one_would_look_for_them() -> None:
    assert "OPACIF" in orienter(AIGUILLAGE, PEOPLE, Personne("demandeur-emploi", contrat="interim")).note
    assert not orienter(AIGUILLAGE, PEOPLE, Personne("demandeur-emploi")).note


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
