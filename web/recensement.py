"""Census of dead ends: pages of publishers that lead no further, and the address that would repair each."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from debouches.errors import NotFoundError
from index.service import Searcher
from index.views import Genre, Lien, View
from mappings.records import Provenance
from web import codes
from web.links import external_link, url_of, url_search

Champ = Literal["metiers", "formations", "certifications"]
_LEADS_TO: dict[Genre, tuple[Champ, ...]] = {
    "metier": ("formations", "certifications"),
    "formation": ("metiers",),
    "certification": ("metiers", "formations"),
}
_GENRES: dict[Champ, Genre] = {
    "metiers": "metier",
    "formations": "formation",
    "certifications": "certification",
}


@dataclass(frozen=True, slots=True)
class CulDeSac:
    editeur: str
    nature: str
    """« page-absente », « page-d-accueil », « formations-a-relier » (others do), « sans-formations »."""
    genre: Genre
    code: str
    titre: str
    page: str
    """Page of the publisher; empty if it has none."""
    cible: str
    """Our address that repairs it."""


def recenser(searcher: Searcher, known: Iterable[str]) -> Iterator[CulDeSac]:
    """Each page once, whatever codes lead to it."""
    seen: set[str] = set()
    for code in known:
        with suppress(NotFoundError):
            view = _read(searcher, code)
            if view.code not in seen:
                seen.add(view.code)
                yield from of_view(view)


def of_view(view: View) -> Iterator[CulDeSac]:
    here = url_of(view.genre, view.code)
    for source in _sources(view):
        if nature := _page_missing(source):
            yield _row(view, source, nature, here)
        for champ in _LEADS_TO[view.genre]:
            liens: Sequence[Lien] = getattr(view, champ)
            if not liens:
                yield _row(view, source, f"sans-{champ}", url_search(view.titre, groupe=_GENRES[champ]))
            elif not any(source.editeur in lien.editeur for lien in liens):
                yield _row(view, source, f"{champ}-a-relier", f"{here}#{champ}")


def _row(view: View, source: Provenance, nature: str, cible: str) -> CulDeSac:
    return CulDeSac(source.editeur, nature, view.genre, view.code, view.titre, source.url or "", cible)


def _page_missing(source: Provenance) -> str | None:
    if not source.url:
        return "page-absente"
    return None if external_link(source.url) else "page-d-accueil"


def _sources(view: View) -> list[Provenance]:
    """Each publisher once."""
    if view.genre == "metier":
        found = [
            *(fiche.provenance for fiche in view.fiches),
            *([view.metier.provenance] if view.metier else []),
        ]
    else:
        found = list(view.sources)
    return list({source.editeur: source for source in reversed(found)}.values())


def _read(searcher: Searcher, code: str) -> View:
    genre = codes.genre_of(code)
    if genre == "formation":
        return searcher.formation(code)
    return searcher.certification(code) if genre == "certification" else searcher.metier(code)
