"""Codes that count as one answer: judgements mix versions of the ROME; older métiers became families."""

from functools import lru_cache

from debouches.errors import NotFoundError
from index.service import Searcher
from mappings.records.codes import is_rome


class Families:
    """The older ROME métier from which each métier descends, as the corpus that is served says it."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self.of = lru_cache(maxsize=None)(self._of)

    def _of(self, code: str) -> str:
        if not is_rome(code):
            return code
        try:
            metier = self._searcher.metier(code).metier
        except NotFoundError:
            return code
        return metier.code_rome_parent if metier else code
