"""The same small corpus in each engine, by the real path; the cluster half skips where there is none."""

import os
from secrets import token_hex

import pytest

from debouches.settings import Settings
from index.generations.lifecycle import build
from index.generations.opening import open_searcher
from tests.index.conftest import SMALL_CORPUS, harvested
from tests.index.factories import (
    action,
    appellation,
    certification,
    competence,
    fiche,
    formation,
    metier,
    territoire,
)

VARIABLE = "DEBOUCHES_TEST_ELASTICSEARCH"
URL = os.environ.get(VARIABLE)
"""Read before the tests are given an environment of their own."""

CORPUS = (
    *SMALL_CORPUS,
    metier("F1202", "Chef de chantier"),
    metier("F1703", "Maçon / Maçonne", competences=("13",), transition_ecologique="Emploi Vert"),
    metier("A1101", "Apiculteur / Apicultrice"),
    appellation("3", "F1703", "Maçon / Maçonne de chantier"),
    competence("13", "Monter un mur de briques"),
    fiche("MET.21", "maçon/ne", codes_rome=("F1703",), accroche="Elle ou il monte les murs d'un chantier."),
    *(formation(f"FOR.{n}", f"BTS bâtiment option {n}", niveau=5) for n in range(20, 32)),
    formation(
        "FOR.60",
        "Lettres et sciences humaines",
        type_formation="classe préparatoire littéraire et artistique",
    ),
    formation("FOR.61", "Constructeur de murets", type_formation="titre professionnel", sigle_type="TP"),
    formation("FOR.62", "TP de la route", type_formation="baccalauréat professionnel"),
    action("A1", formation="FOR.20", lieu=("69", "Lyon")),
    formation("FOR.63", "Titre de muretier", metiers=("maçon/ne",)),
    action("A2", formation="FOR.63", lieu=("2A", "Ajaccio")),
    territoire("departement", "69", "Rhône"),
    certification("RNCP1235", "PETRIR LA PATE (BP)"),
    certification("RNCP1234", "Maçon", niveau=3, est_active=True, voies_acces=("apprentissage", "vae")),
)

ENGINES = [
    "embarque",
    pytest.param(
        "elasticsearch",
        marks=[
            pytest.mark.elasticsearch,
            pytest.mark.skipif(
                URL is None, reason=f"pas de cluster : {VARIABLE} donne son adresse (make test-es)"
            ),
        ],
    ),
]


def make_settings(engine, home, prefix):
    url = URL if engine == "elasticsearch" else None
    facts = {"url": url, "prefix": prefix, "timeout_s": 10}
    return Settings(home=home, data=None, elasticsearch=facts)


def sweep_cluster(prefix):
    """Remove what a test left, by full name: this is somebody's cluster."""
    from index.engines.elastic.client import connect

    with connect(make_settings("elasticsearch", ".", prefix).elasticsearch) as client:
        for index in client.indices.get_alias(index=f"{prefix}-*"):
            client.indices.delete(index=index)


@pytest.fixture(scope="session")
def prefixes():
    """Prefixes of this run: no two runs, nor a real site, share an index."""
    given = []

    def give():
        given.append(f"debouches-test-{token_hex(4)}")
        return given[-1]

    yield give
    if URL:
        for prefix in given:
            sweep_cluster(prefix)


@pytest.fixture(scope="session", params=ENGINES)
def searcher(request, tmp_path_factory, prefixes):
    """A searcher over the corpus, in each engine."""
    settings = make_settings(request.param, tmp_path_factory.mktemp("home"), prefixes())
    build(harvested(settings, *CORPUS))
    return open_searcher(settings)


@pytest.fixture(params=ENGINES)
def small(request, tmp_path, prefixes):
    """Settings of an engine that has built nothing yet, with the small corpus at hand."""
    return harvested(make_settings(request.param, tmp_path, prefixes()), *SMALL_CORPUS)
