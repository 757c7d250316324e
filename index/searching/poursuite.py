"""Where to go on after a diploma: « après un BTS SP3S » names a formation, and asks for what is above it."""

from collections.abc import Callable

from index.engines.base import Engine
from index.query.understand import Understanding
from index.results import Group, Poursuite, SearchRequest
from index.searching.read_views import read_view
from index.views import FormationView, Lien
from nlp.normalise import normalise

MOST = 12
Ask = Callable[[SearchRequest], tuple[Group, ...]]
"""The groups that answer a request, if all its words are answered."""
RELATION = "mène aux mêmes métiers, à un niveau au-dessus"


class PoursuiteReader:
    """Over one open generation."""

    def __init__(self, engine: Engine, ask: Ask) -> None:
        self._engine, self._ask = engine, ask

    def of(self, understanding: Understanding) -> Poursuite | None:
        """None if what one comes after is not said, or names no formation by its title."""
        obtenu = understanding.obtenu
        code = self._named(obtenu.titre, obtenu.diplome) if obtenu else None
        return self._after(code) if code else None

    def _named(self, titre: str, diplome: str) -> str | None:
        """Of the formations that say all the words, the first: « BTS » must begin its title."""
        for group in self._ask(SearchRequest(titre, groupe="formation", par_page=1)):
            for result in group.results:
                if normalise(result.titre).startswith(normalise(diplome)):
                    return result.code
        return None

    def _after(self, code: str) -> Poursuite:
        view = FormationView.model_validate_json(read_view(self._engine, code, "formation"))
        level = view.formation.niveau
        told = {lien.code: lien for lien in view.poursuites}
        near = (lien for lien in view.formations_proches if level and lien.niveau and lien.niveau > level)
        above = {lien.code: lien.model_copy(update={"relation": RELATION}) for lien in near}
        formations = sorted((above | told).values(), key=lambda lien: lien.niveau or 0)
        depuis = Lien(
            genre="formation", code=view.code, titre=view.titre, relation="", editeur="", niveau=level
        )
        return Poursuite(depuis, tuple(formations[:MOST]))
