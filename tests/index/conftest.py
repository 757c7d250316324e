"""A small corpus, harvested and built through the real path."""

from collections import defaultdict

import pytest

from debouches.storage import Storage, write_pointer
from index.generations.lifecycle import build
from index.generations.opening import open_searcher
from mappings.records.ids import type_name
from tests.index.factories import appellation, competence, fiche, formation, metier
from tests.mappings.on_disk import write_records

SMALL_CORPUS = (
    metier("D1102", "Boulanger / Boulangère", competences=("10", "11")),
    metier("D1104", "Pâtissier / Pâtissière", competences=("10",)),
    metier("D1202", "Coiffeur / Coiffeuse", competences=("12",)),
    metier("F1602", "Electricien / Electricienne du bâtiment"),
    metier("J1506", "Infirmier / Infirmière en soins généraux"),
    appellation("1", "D1102", "Tourier / Tourière"),
    appellation("2", "D1202", "Coiffeur / Coiffeuse mixte"),
    competence("10", "Pétrir la pâte"),
    competence("11", "Cuire le pain"),
    competence("12", "Régler le zymoscope"),
    fiche("MET.17", "boulanger/ère", codes_rome=("D1102",), accroche="Il ou elle fait le pain."),
    fiche("MET.99", "illustrateur/trice", accroche="Elle dessine."),
    formation("FOR.1", "CAP boulanger", metiers=("boulanger / boulangère",), niveau=3),
    formation("FOR.2", "CAP métiers de la coiffure", niveau=3),
)


def harvested(settings, *records, run="r1", source="test"):
    """Write records as a good run of a source."""
    storage = Storage(settings.home)
    by_type = defaultdict(list)
    for record in records:
        by_type[type_name(record)].append(record)
    for name, same in by_type.items():
        write_records(storage.records(source, run) / f"{name}.jsonl", same)
    write_pointer(storage.current_run(source), run)
    return settings


@pytest.fixture
def small(settings):
    """Settings of a home where the small corpus is harvested."""
    return harvested(settings, *SMALL_CORPUS)


@pytest.fixture(scope="module")
def searcher(tmp_path_factory):
    from debouches.settings import Settings

    settings = Settings(home=tmp_path_factory.mktemp("home"), data=None)
    build(harvested(settings, *SMALL_CORPUS))
    return open_searcher(settings)
