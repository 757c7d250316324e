"""Census of dead ends: what is missing, for whom, and the address that repairs it."""

from mappings.records import Libelle
from tests.web import samples, samples_structures
from tests.web.fakes import FakeSearcher
from web.addresses.recensement import census, of_view, services_sans_code

ROME = samples.BOULANGER.metier.provenance


def rows(view):
    return {(row.editeur, row.nature): row.cible for row in of_view(view)}


def test_a_publisher_who_gives_no_link_that_others_give_is_told_where_they_are() -> None:
    found = rows(samples.BOULANGER)
    assert found[ROME.editeur, "formations-a-relier"] == "/metiers/D1102#formations"


def test_publishers_who_do_not_say_the_same_level_are_told_what_each_says() -> None:
    said = [
        samples.FICHE_ONISEP.model_copy(update={"id": libelle, "niveau_acces": Libelle(libelle=libelle)})
        for libelle in ("bac", "bac + 2")
    ]
    view = samples.BOULANGER.model_copy(update={"fiches": tuple(said)})
    found = [row for row in of_view(view) if row.nature == "niveaux-differents"]
    assert [row.titre for row in found] == ["Boulanger, boulangère : bac", "Boulanger, boulangère : bac + 2"]
    assert {row.cible for row in found} == {"/metiers/D1102#qualifications"}
    agreed = samples.BOULANGER.model_copy(update={"fiches": tuple(said[:1])})
    assert not [row for row in of_view(agreed) if row.nature == "niveaux-differents"]


def test_a_publisher_is_told_the_skills_that_only_others_say() -> None:
    view = samples.BOULANGER
    found = {row.editeur: row for row in of_view(view) if row.nature == "competences-differentes"}
    assert found[ROME.editeur].titre == "Boulanger, boulangère : Condition physique (ONISEP)"
    assert found["ONISEP"].titre == f"Boulanger, boulangère : Autonomie ({ROME.editeur})"
    assert {row.cible for row in found.values()} == {"/metiers/D1102#competences-comparees"}
    agreed = samples.COMPARAISON.model_copy(update={"differentes": ()})
    view = view.model_copy(update={"competences_comparees": agreed})
    assert not [row for row in of_view(view) if row.nature == "competences-differentes"]


def test_what_nobody_links_is_searched() -> None:
    alone = samples.BOULANGER.model_copy(update={"formations": ()})
    assert rows(alone)[ROME.editeur, "sans-formations"].startswith("/recherche?q=Boulanger")


def test_a_certification_that_was_replaced_leads_to_the_formations_of_the_other() -> None:
    replaced = samples.CERTIFICATION_ECHUE.model_copy(update={"sources": (ROME,)})
    assert not any(nature == "sans-formations" for _, nature in rows(replaced))
    bare = replaced.model_copy(update={"formations_par_succession": ()})
    assert any(nature == "sans-formations" for _, nature in rows(bare))


def test_a_page_that_is_a_home_page_or_none_is_said() -> None:
    for url, nature in ((None, "page-absente"), ("https://onisep.example/", "page-d-accueil")):
        source = ROME.model_copy(update={"url": url})
        metier = samples.BOULANGER.metier.model_copy(update={"provenance": source})
        found = rows(samples.BOULANGER.model_copy(update={"metier": metier, "fiches": ()}))
        assert found[ROME.editeur, nature] == "/metiers/D1102"


def test_a_page_is_read_once_whatever_leads_to_it_and_an_unknown_code_is_passed() -> None:
    codes = ["D1102", "D1102", "FOR.1563", "RNCP38565", "Z9999"]
    found = [(row.code, row.editeur, row.nature) for row in census(FakeSearcher(), codes)]
    assert len(found) == len(set(found))
    assert {code for code, _, _ in found} <= {"D1102", "FOR.1563", "RNCP38565"}


def test_a_service_that_no_code_says_is_listed_with_the_words_of_its_source() -> None:
    told = samples_structures.LYCEE.structure.model_copy(
        update={"services": ("Salle de sport", "Atelier CV")}
    )
    (row,) = services_sans_code([told, samples_structures.AGENCE.structure])
    assert (row.nature, row.code, row.cible) == ("service-sans-code", "uai-1", "/lieux-d-accueil/uai-1")
    assert row.titre.endswith("Salle de sport")
