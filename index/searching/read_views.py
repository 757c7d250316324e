"""The page of an entity, by its code."""

from debouches.errors import NotFoundError
from index.engines.base import Engine
from index.views import Genre, Lien, Voisinage


def read_view(engine: Engine, code: str, genre: Genre) -> bytes:
    """The view of an entity, as JSON; a fiche without one is shown on the page of its métier.

    NotFoundError if nothing of this genre bears the code.
    """
    found = engine.view(code)
    if found and found.carte.genre == genre and found.vue is None and found.carte.pliee_dans:
        found = engine.view(found.carte.pliee_dans)
    if found is None or found.carte.genre != genre or found.vue is None:
        raise NotFoundError(f"Aucune page ne porte le code « {code} ».")
    return found.vue


def links_of(engine: Engine, code: str) -> tuple[Lien, ...]:
    """The near métiers of a métier: of its whole view, the links alone."""
    return Voisinage.model_validate_json(read_view(engine, code, "metier")).metiers_proches
