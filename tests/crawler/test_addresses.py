"""Addresses of directories: what has one reading is mended, the rest stays as its source writes it."""

import pytest

from crawler.readers.addresses import web
from mappings.liens import host_of_page


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("http://www.ac-ville.frcio-romans", "http://www.ac-ville.fr/cio-romans"),
        ("http://www.ac-ville.frCio_Nord.aspx", "http://www.ac-ville.fr/Cio_Nord.aspx"),
        ("http://www.ville.frindex.php/bij", "http://www.ville.fr/index.php/bij"),
        ("https://www.ville.fr25-jeunesse.htm?a=1", "https://www.ville.fr/25-jeunesse.htm?a=1"),
        ("http://ac-ville.frcid71471/cio.html#ici", "http://ac-ville.fr/cid71471/cio.html#ici"),
        ("ville-de-france.frjeunes", "http://ville-de-france.fr/jeunes"),
        ("www.ville.fr/jeunes", "http://www.ville.fr/jeunes"),
    ],
)
def test_a_lost_slash_or_scheme_is_given_back(written, read):
    assert web(written) == read


@pytest.mark.parametrize(
    "written",
    [
        "http://www.ville.fr",
        "http://www.ville.fr:8080/cio",
        "http://www.france-emploi.fr/cio",
        "http://www.france-emploi.com/cio",
        "http://frise.org/cio",
        "http://cours.free/cio",
        "http://www.ville.com/frcio",
        "http://www.ville.frise.com/page",
        "http://www.mission-locale-nord",
        "mailto.fr",
    ],
)
def test_what_may_be_right_or_has_several_readings_stays_as_it_is(written):
    assert web(written) in {written, f"http://{written}"}


def test_nothing_is_no_address():
    assert web("") is None


def test_an_address_that_lost_its_end_is_never_a_link():
    assert host_of_page("https://www.ville.f/jeunes") is None
    assert host_of_page("https://www.ville.fr/jeunes") == "www.ville.fr"
