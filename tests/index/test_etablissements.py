"""Training places: what is counted whole, what is counted formation by formation, and who is listed."""

import orjson

from index.annexes.emploi.etablissements import ETABLISSEMENT, ETABLISSEMENTS, Etablissements
from index.annexes.emploi.reglages import read_reglages
from tests.index.factories import chiffre

APPRENTIS, ELEVES = "emploi-6-mois-apres-apprentissage", "emploi-6-mois-apres-voie-scolaire"


def figure(nom, valeur, periode, *, uai="0690001A", formation=None, champ=None):
    return chiffre(
        nom,
        valeur,
        metier="",
        lieu=f"etablissement:{uai}",
        periode=periode,
        libelle_territoire="Lycée du pain",
        libelle_formation=formation,
        champ=champ,
    )


def annexes(*figures):
    places = Etablissements(read_reglages())
    for one in figures:
        places.add(one)
    return {key: orjson.loads(body) for key, body in places.annexes()}


def test_a_formation_is_told_apart_with_its_latest_figure() -> None:
    found = annexes(
        figure(APPRENTIS, 61, "2021-2022"),
        figure(APPRENTIS, 40, "2021-2022", formation="Cuisine", champ="Cuisine, CAP, apprentissage"),
        figure(APPRENTIS, 50, "2022-2023", formation="Cuisine", champ="Cuisine, CAP, apprentissage"),
        figure(ELEVES, 30, "2022-2023", formation="Cuisine", champ="Cuisine, CAP, voie scolaire"),
    )[ETABLISSEMENT + "0690001A"]
    assert [one["valeur"] for one in found["mesures"]] == [61]
    assert [(one["formation"], one["champ"], one["valeur"]) for one in found["formations"]] == [
        ("Cuisine", "Cuisine, CAP, apprentissage", 50),
        ("Cuisine", "Cuisine, CAP, voie scolaire", 30),
    ]


def test_each_measure_keeps_who_publishes_it() -> None:
    diplomes = "emploi-salarie-12-mois-apres-diplome"
    other = figure(diplomes, 70, "2022", formation="Pain", champ="Pain, master")
    other = other.model_copy(update={"provenance": other.provenance.model_copy(update={"editeur": "SIES"})})
    found = annexes(figure(APPRENTIS, 61, "2022-2023"), other)[ETABLISSEMENT + "0690001A"]
    assert found["provenances"][diplomes]["editeur"] == "SIES"
    assert found["provenances"][APPRENTIS]["editeur"] != "SIES"
    assert ETABLISSEMENTS + "departement-69" in annexes(figure(APPRENTIS, 61, "2022-2023"), other)


def test_places_of_apprentices_are_listed_by_the_figure_of_the_whole() -> None:
    found = annexes(
        figure(APPRENTIS, 61, "2021-2022"),
        figure(APPRENTIS, 99, "2022-2023", formation="Cuisine", champ="Cuisine"),
        figure(ELEVES, 12, "2022-2023"),
        figure(ELEVES, 12, "2022-2023", uai="0690002B"),
        figure(APPRENTIS, 80, "2022-2023", uai="0690003C", formation="Cuisine", champ="Cuisine"),
    )
    assert found[ETABLISSEMENTS + "departement-69"] == [["Lycée du pain", "0690001A", "2021-2022", 61]]
    assert {key for key in found if key.startswith(ETABLISSEMENT)} == {
        ETABLISSEMENT + uai for uai in ("0690001A", "0690002B", "0690003C")
    }
