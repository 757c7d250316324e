"""Acronyms of diplomas, which titles begin or end with, explained where they stand."""

import re
from collections.abc import Mapping
from functools import cached_property

from markupsafe import Markup, escape

from index.facet_table import read_facet_table

_WHERE = re.compile(r"(?P<avant>^|\()(?P<sigle>[A-Z]{2,})(?P<apres>\)$|(?=[ ,]|$))")
"""« BM boulanger », « Ébéniste (BTM) »: elsewhere, capitals may be anything."""


class Sigles:
    """What each type of diploma is called, by its acronym; those that everybody says have no other name."""

    def mark(self, titre: str) -> Markup:
        """The title, with its acronyms as `<abbr>`."""
        marked, end = Markup(), 0
        for found in _WHERE.finditer(titre):
            if words := self._words.get(found["sigle"]):
                begin = found.start("sigle")
                marked += escape(titre[end:begin])
                marked += Markup('<abbr title="{}">{}</abbr>').format(words, found["sigle"])
                end = found.end("sigle")
        return marked + escape(titre[end:])

    @cached_property
    def _words(self) -> Mapping[str, str]:
        """From the facet « diplome »: the acronyms that sources write, and its own values."""
        diplome = read_facet_table()["diplome"]
        read = {**{value.upper(): value for value in diplome.valeurs}, **diplome.lus}
        named = {sigle: diplome.valeurs[value] for sigle, value in read.items() if value}
        return {sigle: words for sigle, words in named.items() if sigle not in words}
