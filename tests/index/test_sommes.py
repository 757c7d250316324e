"""Figures of a sector: what is added up, what is not, and what is said of what is missing."""

from index.annexes.emploi.reglages import Somme, read_reglages
from index.annexes.emploi.sommes import SommesMaker
from tests.index.factories import chiffre

PROJETS = Somme(nom="projets-recrutement", mesures=("projets-difficiles",), raison="essai")
POSTES = Somme(nom="postes-a-pourvoir", pays=True, raison="essai")
SECTEURS = "ABS"


def projets(valeur, metier="fap2021:S0X42", lieu="departement:69", **facts):
    return chiffre("projets-recrutement", valeur, metier=metier, lieu=lieu, **facts)


def postes(valeur, metier="fap2009:S0Z", lieu="region:84", **facts):
    return chiffre("postes-a-pourvoir", valeur, metier=metier, lieu=lieu, source="horizon", **facts)


def sums(*chiffres, sommes=(PROJETS, POSTES)):
    maker = SommesMaker(sommes, SECTEURS)
    for one in chiffres:
        maker.add(one)
    return {(one.code_metier, one.niveau_territoire, one.code_territoire): one for one in maker.drained()}


def test_groups_of_one_sector_are_added_place_by_place():
    found = sums(
        projets(3),
        projets(4, "fap2021:S1X40"),
        projets(9, "fap2021:B0X20"),
        projets(5, lieu="departement:42"),
    )
    assert {key: one.valeur for key, one in found.items()} == {
        ("S", "departement", "69"): 7,
        ("B", "departement", "69"): 9,
        ("S", "departement", "42"): 5,
    }
    assert all(one.est_calcule and not one.est_minorant for one in found.values())


def test_what_is_secret_makes_the_sum_a_floor_and_only_secrets_stay_one():
    both = sums(projets(3), projets(None, "fap2021:S1X40", est_secret=True))["S", "departement", "69"]
    assert (both.valeur, both.est_minorant, both.est_secret) == (3, True, False)
    alone = sums(projets(None, est_secret=True))["S", "departement", "69"]
    assert (alone.valeur, alone.est_secret) == (None, True)


def test_a_part_of_a_territory_and_what_does_not_add_up_are_left_out():
    assert sums(projets(3, champ="partie du bassin")) == {}
    assert sums(chiffre("part-femmes", 20, metier="fap2009:S0Z", unite="%")) == {}


def test_details_are_added_only_where_they_are_counts():
    details = (("projets-difficiles", 2, "projets"), ("part-difficiles", 50, "%"))
    found = sums(projets(4, details=details), projets(4, "fap2021:S1X40", details=details))
    (only,) = found["S", "departement", "69"].details
    assert (only.nom, only.valeur, only.unite) == ("projets-difficiles", 4, "projets")


def test_what_two_sectors_share_is_in_none_and_makes_them_floors():
    shared = postes(5, "fap2009:S0Z;A1Z", codes_regroupes=("S0Z", "A1Z"))
    found = sums(postes(2, "fap2009:S1Z"), shared)
    assert (found["S", "region", "84"].valeur, found["S", "region", "84"].est_minorant) == (2, True)
    assert ("A", "region", "84") not in found


def test_groups_measured_together_within_a_sector_are_counted_once():
    together = postes(5, "fap2009:S0Z;S1Z", codes_regroupes=("S0Z", "S1Z"))
    found = sums(together)["S", "region", "84"]
    assert (found.valeur, found.est_minorant) == (5, False)


def test_a_group_and_its_members_are_not_added_together():
    found = sums(projets(10, "fap2021:S0X"), projets(3), projets(7, "fap2021:S0X40"))
    assert found["S", "departement", "69"].valeur == 10


def test_the_country_is_the_sum_of_its_regions_where_nobody_measured_it():
    found = sums(postes(2), postes(3, lieu="region:11"), projets(1))
    assert (found["S", "france", "FR"].valeur, found["S", "france", "FR"].champ) == (
        5,
        "les 2 régions mesurées",
    )
    assert [key for key in found if key[1] == "france"] == [("S", "france", "FR")]


def test_what_is_smaller_than_a_region_is_in_no_sum_of_the_country():
    found = sums(postes(2), postes(2, lieu="departement:69"))
    assert found["S", "france", "FR"].valeur == 2


def test_the_program_adds_people_and_posts_up_to_the_country_and_projects_with_their_kinds():
    def people(valeur, lieu):
        return chiffre("emploi-regional", valeur, metier="fap2009:S0Z", lieu=lieu, source="horizon")

    added, regions = read_reglages().sommes, ("region:84", "region:11")
    for one in (people, lambda valeur, lieu: postes(valeur, lieu=lieu)):
        found = sums(*(one(2, lieu) for lieu in regions), sommes=added)
        assert found["S", "france", "FR"].valeur == 4
    kinds = ("projets-difficiles", "projets-saisonniers")
    found = sums(projets(4, details=[(kind, 1, "projets") for kind in kinds]), sommes=added)
    assert [one.nom for one in found["S", "departement", "69"].details] == [*kinds]


def test_what_a_source_publishes_for_a_sector_is_never_computed():
    assert sums(projets(40, "fap2021:S"), projets(3)) == {}
