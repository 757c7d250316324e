"""Texts that tools broke on their way; and texts that only look broken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.readers.html_text import html_sections
from crawler.readers.mending import mended, without_entities
from crawler.readers.rows import read_rows
from tests.crawler.factories import MemoryFiles, make_run, make_spec


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("MÃ‰DIAS ET INDUSTRIES CRÃ‰ATIVES", "MÉDIAS ET INDUSTRIES CRÉATIVES"),
        ("lâ€™emploi en Å“uvre", "l’emploi en œuvre"),
        ("l\u00e2\x80\x99\u00c3\x89t\u00e9 en \u00c5\x93uvre", "l’Été en œuvre"),
        ("gros \x9cuvre", "gros œuvre"),
        ("d\x92affaires", "d’affaires"),
        ("à l\x92'étranger", "à l’étranger"),
        ("\x81À l'étranger", "À l'étranger"),
        ("psycho\xadpathologie", "psychopathologie"),
        ("zéro\u200blargeur", "zérolargeur"),
        ("Directeur d''organisation", "Directeur d'organisation"),
    ],
)
def test_mends_what_has_one_reading(broken: str, whole: str) -> None:
    assert mended(broken) == whole


@pytest.mark.parametrize(
    "text",
    ["LIBERTÉ\xa0»", "À L’ÂGE DE L’ÉTÉ\xa0!", "São Paulo", "voilâ…", "«\xa0été\xa0»", "Ångström", "''cité''"],
)
def test_leaves_french_and_foreign_names_alone(text: str) -> None:
    assert mended(text) == text
    assert mended(text + "\xad") == text, "even beside something broken"


@given(st.text())
def test_mending_twice_is_mending_once_or_less_broken(text: str) -> None:
    assert len(mended(mended(text))) <= len(mended(text)) <= len(text)


def test_entities_are_read_but_not_in_the_middle_of_an_address() -> None:
    assert without_entities("Réseaux &amp; télécoms&#39;") == "Réseaux & télécoms'"
    assert without_entities("https://exemple.fr/?a=1&copy=2") == "https://exemple.fr/?a=1&copy=2"


def test_a_table_is_mended_as_it_is_read() -> None:
    files = MemoryFiles({"table": "code,libelle\n1,BUT - Réseaux &amp; Télécoms d\x92ici\n".encode()})
    (row,) = read_rows(files, make_run(make_spec()), "table")
    assert row["libelle"] == "BUT - Réseaux & Télécoms d’ici"


def test_html_escaped_twice_opens_lines_and_marks_of_bold_go() -> None:
    (section,) = html_sections(
        "<p>2 000 euros&lt;br/&gt;3 000 euros</p><p>**Statuts possibles :**</p><p>.</p>"
    )
    assert section.paragraphes == ("2 000 euros", "3 000 euros", "Statuts possibles :")


def test_an_escaped_sign_that_is_not_a_tag_is_text() -> None:
    (section,) = html_sections("<p>moins de &lt; 18 ans, 2 ** 3 ** 4</p>")
    assert section.paragraphes == ("moins de < 18 ans, 2 ** 3 ** 4",)
