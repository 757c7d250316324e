"""Acronyms of diplomas are explained in titles, and nothing else is."""

import pytest

from web.wording.sigles import Sigles


@pytest.mark.parametrize(
    ("titre", "marked"),
    [
        ("BM boulanger", '<abbr title="brevet de maîtrise">BM</abbr> boulanger'),
        ("Ébéniste (BTM)", 'Ébéniste (<abbr title="brevet technique des métiers">BTM</abbr>)'),
        (
            "CS (ex MC)",
            '<abbr title="certificat de spécialisation (ex mention complémentaire)">CS</abbr> (ex MC)',
        ),
        ("TP - Maçon <x>", '<abbr title="titre professionnel">TP</abbr> - Maçon &lt;x&gt;'),
        ("CAP boulanger", "CAP boulanger"),
        ("Soudeur TP", "Soudeur TP"),
        ("Conducteur (TP) de travaux", "Conducteur (TP) de travaux"),
        ("Gestion", "Gestion"),
    ],
)
def test_a_title_explains_the_type_of_its_diploma(titre: str, marked: str) -> None:
    assert Sigles().mark(titre) == marked
