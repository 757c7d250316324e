"""Variants are what people type, and always the same."""

import pytest
from rapidfuzz.distance import OSA

from index.evaluation.generated import AS_IS, NO_ACCENT, OTHER_GENDER, PLURAL, TYPO, measure, queries_of
from index.evaluation.names import Name, spelled
from index.evaluation.variants import plural, sample, typo
from index.results import Group, Reason, Result, SearchPage
from mappings.letters import without_accents

GRAMMAR = {"de", "d", "en"}
NAMES = ["Boulanger", "Agent de sécurité", "Chef de cuisine", "Éleveur de chèvres", "Conseiller en formation"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Boulanger", "Boulangers"),
        ("Technicien commercial", "Techniciens commerciaux"),
        ("Agent de sécurité", "Agents de sécurité"),
        ("Chauffeur VTC", "Chauffeurs VTC"),
        ("Commis", "Commis"),
        ("Contrôleur non destructif", "Contrôleurs non destructif"),
        ("Tourneur sur tableau", "Tourneurs sur tableau"),
    ],
)
def test_plural(name, expected):
    assert plural(name, GRAMMAR) == expected


def test_accents_go_and_nothing_else():
    assert without_accents("Éleveur de chèvres, à l'œil") == "Eleveur de chevres, a l'œil"


@pytest.mark.parametrize("name", NAMES)
def test_a_typo_is_one_slip_in_a_long_word(name):
    slipped = typo(name)
    assert OSA.distance(name, slipped) == 1
    assert typo(name) == slipped


def test_short_words_are_never_mistyped():
    assert typo("Chef de rang") is None


def test_a_sample_keeps_its_texts_when_others_come():
    kept = sample(NAMES, 3)
    assert set(sample([*NAMES, "Fleuriste"], 4)) >= set(kept)


def test_punctuation_does_not_make_another_name():
    assert spelled("Licence - Humanités") == spelled("licence humanites")


BOULANGER = Name("titre", "metier", "Boulanger", "Boulangère")
BEARERS = {("metier", "boulanger"): frozenset({"D1102"}), ("metier", "boulangere"): frozenset({"D1102"})}


def queries(name=BOULANGER, bearers=BEARERS):
    return {query.variante: query for query in queries_of([name], bearers, GRAMMAR)}


def test_each_variant_of_a_name_is_searched():
    found = {variante: query.texte for variante, query in queries().items()}
    assert found.pop(TYPO) not in ("Boulanger", None)
    assert found == {
        AS_IS: "Boulanger",
        OTHER_GENDER: "Boulangère",
        NO_ACCENT: "Boulangere",
        PLURAL: "Boulangers",
    }


def test_formations_have_neither_gender_nor_plural():
    name = Name("titre", "formation", "CAP boulanger", "CAP boulanger")
    found = queries(name, {("formation", "cap boulanger"): frozenset({"FOR.1"})})
    assert set(found) == {AS_IS, TYPO}


class Scripted:
    """Answers every query with the same cards."""

    def __init__(self, *codes):
        self._codes = codes

    def search(self, request, *, explain=False):
        results = tuple(
            Result("metier", code, code, None, Reason("", ""), (), (), (code,), 1.0) for code in self._codes
        )
        return SearchPage(request, (Group("metier", len(results), results),) if results else ())


def figures(query, *codes):
    report = measure(Scripted(*codes), [query])
    return report.figures[0], report.echecs


def test_a_name_of_one_metier_must_be_first():
    query = queries()[AS_IS]
    line, misses = figures(query, "D1104", "D1102")
    assert (line.rang_1, line.rang_3, line.juste) == (0.0, 1.0, 0.0)
    assert (misses[0].rang, misses[0].premiers[0]) == (2, "D1104 D1104")
    assert figures(query, "D1102")[0].juste == 1.0


def test_those_who_share_a_name_must_all_be_among_the_first_three():
    query = queries(bearers={**BEARERS, ("metier", "boulanger"): frozenset({"D1102", "MET.9"})})[AS_IS]
    assert figures(query, "X1", "MET.9", "D1102")[0].juste == 1.0
    assert figures(query, "D1102", "X1", "X2")[0].juste == 0.0


def test_an_empty_page_is_the_worst_miss():
    line, misses = figures(queries()[AS_IS])
    assert (line.zero, misses[0].rang) == (1.0, None)
