"""A word as it is heard."""

import pytest

from nlp.sounds import heard


@pytest.mark.parametrize(
    ("by_ear", "written"),
    [
        ("jandarme", "gendarme"),
        ("fotographe", "photographe"),
        ("kaissière", "caissière"),
        ("nourisse", "nourrice"),
        ("masson", "maçon"),
        ("psicologue", "psychologue"),
        ("chodronier", "chaudronnier"),
        ("contable", "comptable"),
        ("secretère", "secrétaire"),
    ],
)
def test_what_sounds_the_same_is_written_the_same(by_ear, written):
    assert heard(by_ear) == heard(written)


@pytest.mark.parametrize(
    ("one", "other"),
    [("poisson", "poison"), ("slack", "snack"), ("bain", "banc"), ("indeed", "index"), ("vin", "van")],
)
def test_what_sounds_otherwise_stays_otherwise(one, other):
    assert heard(one) != heard(other)
