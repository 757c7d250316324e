"""The directory of structures: a name leads to a sheet, a need to a list; the standing of each is said."""

import json
from itertools import product

import pytest
from fastapi.testclient import TestClient

from debouches.errors import NotReadyError
from mappings.conformity import check_json
from mappings.orientation import Statut, Titre, facettes_structures, nomenclature, of_reseau
from tests.web import pages
from tests.web.fakes import FakeSearcher
from tests.web.samples_structures import ALL
from web.api import schemas
from web.asked.inputs import StructuresFilter
from web.blocks.structures import LICENCE
from web.contenus.aiguillage import Personne, orienter
from web.contenus.contents import load_contents
from web.wording import statuts

CONTENTS = load_contents()
DIRECTORY = "/lieux-d-accueil"


def cards(client: TestClient, query: str) -> list[str]:
    page = pages.parse(client.get(f"{DIRECTORY}?{query}").text)
    return [pages.text_of(one) for one in page.find_class("carte")]


def test_a_name_leads_to_the_sheet_of_the_structure(client: TestClient) -> None:
    page = pages.parse(client.get(f"{DIRECTORY}?q=confluence").text)
    (card,) = page.find_class("carte")
    assert f"{DIRECTORY}/ft-1" in pages.links(card)


def test_each_entry_says_its_standing_its_field_and_when_it_was_confirmed(client: TestClient) -> None:
    for said in cards(client, ""):
        assert all(title in said for title in (statuts.CEP, statuts.SPRO))
        assert "Champ d’intervention" in said
        assert "confirmé le" in said or "date de confirmation non renseignée" in said
    assert any("non renseigné" in said for said in cards(client, "q=lycee"))


@pytest.mark.parametrize(
    ("statut", "cep", "spro"),
    [
        (
            Statut(cep="operateur-loi", niveaux=(1, 2), spro=(Titre(place="reconnue", publics="jeunes"),)),
            "opérateur par la loi, niveaux 1 et 2",
            "reconnue par la Région (jeunes)",
        ),
        (
            Statut(cep="operateur-designe", spro=(Titre(place="associee"), Titre(place="de-plein-droit"))),
            "opérateur désigné pour la région, niveaux : non renseigné",
            "associée ; de plein droit",
        ),
        (Statut(cep="operateur-loi", niveaux=(3,)), "opérateur par la loi, niveau 3", "non renseigné"),
        (
            Statut(cep="non-operateur"),
            "la loi ne la désigne pas comme opérateur",
            "non renseigné",
        ),
        (Statut(), "non renseigné", "non renseigné"),
    ],
)
def test_each_title_is_said_under_its_own_name(statut: Statut, cep: str, spro: str) -> None:
    assert statuts.en_mots(statut) == {
        "Conseil en évolution professionnelle": cep,
        "Service public régional de l’orientation": spro,
    }


def test_a_field_is_in_the_words_of_the_structure_else_in_those_of_its_network() -> None:
    views = {view.code: view for view in ALL}
    network = of_reseau("France Travail")
    assert network is not None
    assert statuts.champ_en_mots(views["ft-1"]) == network.pour_quoi
    own = views["ft-1"].structure.model_copy(update={"champ_intervention": "Les métiers du port"})
    assert statuts.champ_en_mots(views["ft-1"].model_copy(update={"structure": own})) == "Les métiers du port"
    assert statuts.champ_en_mots(views["uai-1"]) == ""


def test_the_directory_is_narrowed_by_standing_on_the_page_and_in_the_api(client: TestClient) -> None:
    (card,) = cards(client, "cep=operateur-loi")
    assert "opérateur par la loi, niveaux 1, 2 et 3" in card
    said = client.get("/api/v1/repertoire?cep=operateur-loi").json()["data"]
    assert [one["view"]["code"] for one in said["structures"]] == ["ft-1"]
    refused = client.get("/api/v1/repertoire?cep=zut")
    assert (refused.status_code, refused.json()["parameter"]) == (400, "cep")


def test_both_entries_give_the_same_sets_on_the_site(client: TestClient) -> None:
    words = facettes_structures()
    for situation, demande in product(words["situation"].valeurs, words["demande"].valeurs):
        said = client.get(f"/api/v1/repertoire?situation={situation}&demande={demande}").json()["data"]
        by_need = {one["view"]["code"] for one in said["structures"]}
        by_structure = {
            view.code for view in ALL if {situation, demande} <= {*view.offre.publics, *view.offre.demandes}
        }
        assert by_need == by_structure, (situation, demande)


def test_a_network_that_no_directory_gives_says_who_it_is_and_how_to_reach_it(client: TestClient) -> None:
    text = pages.main_text(client.get(f"{DIRECTORY}?q=cap+emploi").text)
    assert "Aucun lieu d’accueil de nos annuaires ne répond" in text
    assert "France Travail vous met en relation" in text


def test_what_is_read_otherwise_is_said(client: TestClient) -> None:
    assert "Vous avez écrit « conflunce »" in pages.main_text(client.get(f"{DIRECTORY}?q=conflunce").text)


def test_a_sheet_says_what_the_structure_does_by_the_codes_of_the_nomenclature(client: TestClient) -> None:
    text = pages.main_text(client.get(f"{DIRECTORY}/ft-1").text)
    assert f"nomenclature des prestations {nomenclature().version}" in text
    assert nomenclature().prestations["vae-conseil"].libelle in text
    assert "Référents non renseigné" in text
    assert "opérateur par la loi" in text
    unknown = pages.main_text(client.get(f"{DIRECTORY}/uai-1").text)
    assert f"{statuts.CEP} non renseigné" in unknown
    assert f"{statuts.SPRO} non renseigné" in unknown


def test_a_structure_takes_its_entry_corrects_it_and_checks_it(client: TestClient) -> None:
    page = pages.parse(client.get(f"{DIRECTORY}/cio-2017").text)
    address = f"{DIRECTORY}/cio-2017/fiche.json"
    assert {address, "/verifier"} <= pages.links(page)
    answer = client.get(address)
    assert 'filename="lieux-d-accueil-cio-2017.json"' in answer.headers["content-disposition"]
    said = json.loads(answer.content)
    assert (said["id"], said["provenance"]["editeur"]) == ("structure:cio-2017", "CIO du Vieux Pont")
    assert (said["provenance"]["licence"], said["est_historique"]) == (LICENCE, False)
    said["services"] = ["metier-conseil", "Salle de sport"]
    report = check_json(json.dumps(said).encode())
    assert [one.regle for one in report.constats] == ["service-sans-code"]


def test_the_letter_holds_each_field_and_nothing_of_anybody(client: TestClient) -> None:
    page = pages.parse(client.get(f"{DIRECTORY}/cio-2017").text)
    (letter,) = page.find_class("lettre")
    said = letter.text_content().replace("\u00a0", " ")
    assert "Téléphone : 04 00 00 00 02" in said
    assert "Services rendus" in said
    forms = page.get_element_by_id("contenu").findall(".//form")
    assert {form.get("action") for form in forms} == {"/avis"}, "nothing is sent to us from there"


def test_a_search_that_names_a_structure_leads_to_its_sheet(client: TestClient) -> None:
    page = pages.parse(client.get("/recherche?q=CIO+Vieux+Pont").text)
    assert f"{DIRECTORY}/cio-2017" in pages.links(page.get_element_by_id("contenu"))
    said = client.get("/api/v1/search?q=CIO+Vieux+Pont").json()
    assert [one["code"] for one in said["structures"]] == ["cio-2017"]
    assert client.get("/api/v1/search?q=boulanger").json()["structures"] == []


def test_a_search_that_names_none_lists_none(client: TestClient) -> None:
    page = pages.parse(client.get("/recherche?q=CIO+zymoscope").text)
    assert not [one for one in pages.links(page) if one.startswith(f"{DIRECTORY}/")]


def test_every_choice_of_the_directory_is_a_parameter_of_its_description() -> None:
    assert set(facettes_structures()) < set(StructuresFilter.model_fields)


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/metiers/D1102/emploi",
        "/api/v1/secteurs/S",
        "/api/v1/formations/FOR.1563/offre",
        "/api/v1/structures",
        "/api/v1/repertoire",
        "/api/v1/evenements",
    ],
)
def test_the_api_says_which_place_it_took(client: TestClient, address: str) -> None:
    taken = client.get(f"{address}?lieu=lyonnesse").json()["lieu"]
    assert (taken["demande"], taken["retenu"]["libelle"], taken["est_approche"]) == (
        "lyonnesse",
        "Lyon",
        True,
    )
    assert client.get(f"{address}?lieu=lyon").json()["lieu"]["est_approche"] is False
    assert client.get(f"{address}?lieu=zzz").status_code == 400


def test_a_place_of_blanks_is_no_place(client: TestClient) -> None:
    assert client.get("/api/v1/structures?lieu=%20").status_code == 400
    assert client.get("/api/v1/repertoire?lieu=%20").json()["lieu"] is None


def test_the_nomenclature_is_given_to_who_asks_for_it(client: TestClient) -> None:
    said = schemas.PrestationsAnswer.model_validate_json(client.get("/api/v1/prestations").content).data
    assert said == nomenclature()


def test_who_may_have_the_conseil_is_never_sent_to_another_for_it_without_being_told() -> None:
    told = 0
    for situation, demande, handicap, cadre in product(
        CONTENTS.aiguillage.situations, ("", *CONTENTS.aiguillage.demandes), (False, True), (False, True)
    ):
        personne = Personne(situation, demande, handicap, cadre)
        reponse = orienter(CONTENTS.aiguillage, CONTENTS.interlocuteurs, personne)
        for porte in (*reponse.premieres, *reponse.autres, *reponse.de_la_situation):
            levels = {
                nomenclature().prestations[code].niveau
                for code in porte.qui.prestations
                if demande in ("", nomenclature().prestations[code].demande)
            }
            is_active = situation not in {"eleve", "etudiant"}
            is_to_say = is_active and not porte.qui.statut.est_operateur and bool(levels & {2, 3})
            assert porte.hors_cep == is_to_say, (personne, porte.qui.id)
            told += is_to_say
    assert told


def test_the_desk_says_it(client: TestClient) -> None:
    said = client.post("/conseiller", data={"situation": "salarie", "demande": "entreprise"}).text
    assert CONTENTS.aiguillage.hors_cep[:60] in pages.main_text(said)
    operators = client.post("/conseiller", data={"situation": "salarie", "demande": "bilan"}).text
    assert CONTENTS.aiguillage.hors_cep[:60] not in pages.main_text(operators)


def test_a_need_also_names_who_answers_it_without_any_place_in_the_list(client: TestClient) -> None:
    text = pages.main_text(client.get(f"{DIRECTORY}?situation=salarie&demande=vae").text)
    assert "Répondent aussi, sans lieu dans cette liste" in text
    assert "Le conseil en évolution professionnelle (CEP)" in text
    assert "opérateur désigné pour la région" in text
    assert "sans lieu dans cette liste" not in pages.main_text(client.get(f"{DIRECTORY}?q=cio").text)


def test_the_page_of_the_nomenclature_has_every_code(client: TestClient) -> None:
    said = pages.main_text(client.get("/prestations").text)
    assert nomenclature().version in said
    assert all(code in said for code in nomenclature().prestations)


def test_an_index_without_a_directory_still_answers_a_search(client: TestClient, monkeypatch) -> None:
    def refuse(*_: object) -> None:
        raise NotReadyError("à reconstruire")

    monkeypatch.setattr(FakeSearcher, "repertoire", refuse)
    assert client.get("/recherche?q=CIO+Vieux+Pont").status_code == 200
    assert client.get(DIRECTORY).status_code == 503
