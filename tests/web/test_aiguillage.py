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


def test_who_receives_people_finds_the_desk_from_any_page(client: TestClient) -> None:
    foot = pages.parse(client.get("/metiers/D1102").text).find(".//footer")
    (desk,) = [link for link in foot.iter("a") if link.text_content() == "Au comptoir"]
    address, _, anchor = desk.get("href").partition("#")
    form = pages.parse(client.get(address).text).get_element_by_id(anchor)
    assert {"situation", "demande", "lieu"} <= set(form.fields.keys())
    assert "/liaison" in pages.links(form)


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


def test_what_no_text_settles_is_always_to_confirm_whatever_else_is_said() -> None:
    for one in EVERYBODY:
        unregistered = one.situation == "demandeur-emploi" and one.non_inscrit
        leaving = one.situation in {"salarie", "agent-public", "independant"} and one.change_statut
        temporary = one.contrat in {"cdd", "interim"} and one.situation in {"demandeur-emploi", "salarie"}
        funding = temporary and one.demande in {"", "financement"} and not one.handicap
        if unregistered or leaving or funding:
            assert orienter(AIGUILLAGE, PEOPLE, one).a_confirmer, one


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


def ask(client: TestClient, **said: str) -> str:
    return pages.main_text(client.post("/conseiller", data=said).text)


def test_the_answer_says_who_cannot_who_can_and_that_it_is_to_confirm(client: TestClient) -> None:
    text = ask(client, situation="salarie", demande="entreprise")
    doors = text.index("La chambre de métiers"), text.index("Pour le reste de sa situation")
    assert doors[0] < doors[1]
    assert "(CEP) : pour sa situation, mais pas pour « Créer ou reprendre une entreprise »" in text


def test_the_last_contract_is_asked_and_what_has_changed_since_is_said(client: TestClient) -> None:
    text = ask(client, situation="demandeur-emploi", contrat="interim")
    assert "À confirmer avec la personne" in text
    assert "Transitions Pro" in text
    assert "OPACIF" in text
    assert "Ils n’existent plus" in text


def test_what_was_said_stays_in_the_form_and_a_place_chosen_beside_it_keeps_it(client: TestClient) -> None:
    said = {
        "situation": "salarie",
        "contrat": "cdd",
        "change_statut": "1",
        "lieu": "lyon",
        "ici": "commune-27377",
    }
    page = pages.parse(client.post("/conseiller", data=said).text)
    assert page.xpath("//option[@selected]/@value") == ["salarie", "cdd"]
    assert page.xpath("//form[@id='comptoir']//details/@open")
    assert page.xpath("//input[@name='lieu' and @id='ou-conseiller']/@value") != ["lyon"]


def test_without_number_nor_address_of_today_the_answer_says_so_and_gives_somebody_to_reach(
    client: TestClient,
) -> None:
    text = ask(client, situation="salarie", demande="bilan", lieu="lyon")
    assert "ni téléphone ni adresse à jour" in text
    assert "Pour une première réponse : France Travail (3949)" in text
    assert "ni téléphone ni adresse" not in ask(client, situation="demandeur-emploi", lieu="lyon")


def test_pupils_are_told_of_the_service_at_a_distance_whose_number_is_not_known(client: TestClient) -> None:
    text = ask(client, situation="eleve", demande="formation")
    assert "Mon orientation en ligne" in text
    assert "Téléphone non renseigné" in text


def test_pupils_whom_nobody_near_can_answer_are_given_a_service_at_a_distance(client: TestClient) -> None:
    text = ask(client, situation="eleve", demande="vae", lieu="lyon")
    assert "Pour une première réponse : Mon orientation en ligne" in text
    assert "(à distance, numéro non renseigné)" in text


def test_a_list_of_aids_that_would_be_empty_is_no_link_but_people_to_ask(client: TestClient) -> None:
    page = pages.parse(client.post("/conseiller", data={"demande": "obstacle"}).text)
    assert not any("obstacle=garde" in link for link in pages.links(page))
    assert "Pour faire garder un enfant : aucune aide dans notre liste." in pages.text_of(page)
    empty = pages.main_text(client.get("/financer?obstacle=garde").text)
    assert "À qui demander : La mission locale" in empty
    assert "ont leurs propres aides" in empty


def test_each_demand_stands_under_one_theme_of_the_desk(client: TestClient) -> None:
    under = [code for codes in AIGUILLAGE.onglets.values() for code in codes]
    assert sorted(under) == sorted(AIGUILLAGE.demandes)
    page = pages.parse(client.get("/conseiller").text)
    anchors = [link.get("href") for link in page.xpath("//nav[@aria-label='Par thème']//a")]
    assert len(anchors) == len(AIGUILLAGE.onglets)
    assert all(page.get_element_by_id(anchor.removeprefix("#")) is not None for anchor in anchors)
