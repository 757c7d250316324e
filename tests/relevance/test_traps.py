"""No trap is sprung that is not known to be, on the starter corpus and on the real data."""

from pathlib import Path

import pytest

from debouches.errors import ConfigError, NotReadyError
from debouches.settings import Settings
from index.evaluation.traps import Trap, read_traps, spring
from index.generations.opening import open_searcher
from tests.conftest import ROOT

TRAPS = read_traps(Path(__file__).with_name("pieges.yml"))
REASON = "une erreur vue ailleurs"


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.requete)
def test_trap_on_the_starter_corpus(searcher, trap):
    found = spring(searcher, [trap]).violations
    assert trap.ouvert or found == ()


@pytest.mark.donnees
def test_traps_on_the_real_data():
    settings = Settings(home=ROOT / "var", data=None)
    searcher = open_searcher(settings)
    try:
        is_real = not searcher.facts().est_corpus_de_depart
    except NotReadyError as error:
        pytest.skip(str(error))
    if not is_real:
        pytest.skip("aucun index des données réelles dans var/ : debouches build")
    assert [one for one in spring(searcher, TRAPS).violations if not one.est_connue] == []


def test_a_forbidden_title_is_a_violation_whatever_its_accents_and_gender(searcher):
    found = spring(searcher, [Trap(requete="boulanger", jamais=("boulangère",), raison=REASON)]).violations
    assert (found[0].genre, found[0].rang) == ("metier", 1)
    assert found[0].raison == REASON


def test_only_beginnings_of_words_are_forbidden(searcher):
    assert spring(searcher, [Trap(requete="boulanger", jamais=("langer",), raison=REASON)]).violations == ()


def test_no_query_has_two_traps():
    queries = [trap.requete for trap in TRAPS]
    assert len(queries) == len(set(queries)) >= 40


@pytest.mark.parametrize(
    "content", ["- {requete: a}", "- requete: [", "- {requete: a, jamais: [], raison: x}"]
)
def test_a_trap_badly_written_is_named(tmp_path, content):
    path = tmp_path / "pieges.yml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"pieges\.yml"):
        read_traps(path)
