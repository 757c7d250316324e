"""Names in capitals are read as words; what a structure does is said by itself, else by its network."""

from datetime import date

import orjson
import pytest

from index.annexes.structures.locate import read_communes
from index.annexes.structures.make import STRUCTURE, annexes_of_structures
from index.annexes.structures.names import readable
from index.annexes.structures.offer import declaration_of, offer_of, values_of
from index.lieux.noms import read_ecritures
from nlp.casing import learn_casing
from tests.index.factories import structure, territoire
from tests.index.test_structures import ROOTS

ECRITURES = read_ecritures()
HERE = read_communes(
    (
        territoire("commune", "62498", "Lens", dans=("departement:62",)),
        territoire("commune", "62041", "Béthune", dans=("departement:62",)),
        territoire("commune", "62765", "Saint-Omer", dans=("departement:62",)),
    ),
    ECRITURES,
).by_name["62"]
CASING = learn_casing(lambda: ["MISSION LOCALE DE L'ARTOIS", "la mission locale de la ville"])


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("MISSION LOCALE DE BETHUNE", "Mission locale de Béthune"),
        ("Agence Pôle emploi LENS GARE", "Agence Pôle emploi Lens Gare"),
        ("Agence Pôle emploi ST OMER", "Agence Pôle emploi Saint-Omer"),
        ("ML BETHUNE", "ML Béthune"),
        ("07-Ml Lens", "07-ML Lens"),
        ("Agence Apec Lens", "Agence Apec Lens"),
        ("Agence Pôle emploi BLANCARDE", "Agence Pôle emploi Blancarde"),
        ("Mission Locale CESG", "Mission Locale CESG"),
        ("Centre d'information (CIDFF) - Nord", "Centre d'information (CIDFF) - Nord"),
        ("Mission locale de Lens", "Mission locale de Lens"),
    ],
)
def test_a_name_in_capitals_is_read_and_an_acronym_stays(written: str, read: str) -> None:
    assert readable(written, HERE, ECRITURES, CASING) == read


def test_what_a_structure_says_of_itself_comes_before_what_its_network_does() -> None:
    plain = structure("a", "CIO A", reseau="CIO")
    own = structure(
        "b", "CIO B", reseau="CIO", services=("Atelier CV", "Salle de sport"), statut_cep="operateur-designe"
    )
    said = offer_of(declaration_of(plain))
    assert (said.origine, said.origine_statut, said.services_sans_code) == ("reseau", "reseau", ())
    mine = offer_of(declaration_of(own))
    assert [one.code for one in mine.prestations] == ["emploi-conseil"]
    assert (mine.origine, mine.demandes, mine.services_sans_code) == (
        "structure",
        ("emploi",),
        ("Salle de sport",),
    )
    assert mine.statut.cep == "operateur-designe"


def test_services_without_any_code_are_kept_beside_what_the_network_does() -> None:
    one = offer_of(declaration_of(structure("c", "CIO C", reseau="CIO", services=("Salle de sport",))))
    assert (one.origine, one.services_sans_code) == ("reseau", ("Salle de sport",))


def test_of_an_unknown_network_nothing_is_guessed() -> None:
    values = values_of(declaration_of(structure("d", "Lieu D", reseau="Lycée")))
    assert {nom for nom, said in values.items() if said != ("non-renseigne",)} == {"reseau"}


def test_a_structure_that_corrects_its_entry_is_heard_if_it_speaks_last() -> None:
    old = structure("x", "Avant", reseau="CIO", date_confirmation=date(2024, 1, 1))
    new = structure("x", "Après", reseau="CIO", date_confirmation=date(2026, 1, 1))
    for order in ([old, new], [new, old]):
        made = dict(annexes_of_structures(order, lambda: (), ECRITURES, ROOTS))
        assert orjson.loads(made[STRUCTURE + "x"])["structure"]["nom"] == "Après"
