"""Neighbours of a fiche that is shown by itself: each under the name of its relation, and who says it."""

from index.building.entities.make import EntityMaker
from index.building.links import link
from index.views import MetierView
from mappings.records import Libelle
from nlp.analysis import Analyser
from tests.index import factories as make

ANALYSER = Analyser()


def near(*records):
    """Relation → (code, publisher) of each neighbour of MET.1."""
    corpus = make.corpus(*records)
    documents = EntityMaker(corpus, link(corpus, ANALYSER), ANALYSER).make()
    (vue,) = (one.vue for one in documents if one.carte.code == "MET.1")
    found: dict[str, list[tuple[str, str]]] = {}
    for lien in MetierView.model_validate_json(vue).metiers_proches:
        found.setdefault(lien.relation, []).append((lien.code, lien.editeur))
    return found


def of_domain(n, *domaines, interets=()):
    named = tuple(Libelle(libelle=one) for one in interets)
    return make.fiche(f"MET.{n}", f"métier {n}", domaines=domaines, centres_interet=named)


def test_fiches_of_one_domain_are_near_and_those_that_share_an_interest_first():
    found = near(
        of_domain(1, "sport/neige", interets=("bouger",)),
        of_domain(2, "sport/neige"),
        of_domain(3, "sport/neige", interets=("bouger",)),
        of_domain(4, "droit/justice"),
    )
    assert found["même domaine"] == [("MET.3", "Onisep"), ("MET.2", "Onisep")]


def test_fiches_that_one_formation_leads_to_are_near():
    fiches = [make.fiche(f"MET.{n}", f"métier {n}") for n in (1, 2, 3)]
    formation = make.formation("FOR.1", "BTS neige", metiers=("métier 1", "métier 2"))
    assert near(*fiches, formation) == {"formations communes": [("MET.2", "Onisep")]}


def test_a_formation_that_leads_everywhere_brings_nobody_near():
    fiches = [make.fiche(f"MET.{n}", f"métier {n}") for n in range(1, 43)]
    formation = make.formation("FOR.1", "Master", metiers=tuple(fiche.titre for fiche in fiches))
    assert near(*fiches, formation) == {}


def test_a_neighbour_is_reached_on_the_page_where_it_is_shown():
    metier = make.metier("G1204", "Moniteur de ski")
    shown = make.fiche("MET.2", "moniteur de ski", codes_rome=("G1204",), domaines=("sport/neige",))
    assert near(metier, shown, of_domain(1, "sport/neige")) == {"même domaine": [("G1204", "Onisep")]}


def test_a_liking_leads_to_another_domain_and_the_more_are_shared_the_nearer():
    found = near(
        of_domain(1, "sport/neige", interets=("bouger", "enseigner")),
        of_domain(2, "droit/justice", interets=("enseigner",)),
        of_domain(3, "arts/danse", interets=("enseigner", "bouger")),
    )
    assert found == {"centres d'intérêt communs": [("MET.3", "Onisep"), ("MET.2", "Onisep")]}
