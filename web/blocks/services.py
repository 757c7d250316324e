"""What a query asks of the site rather than of a search, and the pages that answer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from index.results import SearchPage
from web.addresses.links import url_of
from web.contenus.contents import Reponse


@dataclass(frozen=True, slots=True)
class PageUtile:
    libelle: str
    url: str


@dataclass(frozen=True, slots=True)
class Service:
    titre: str
    dit: str
    pages: tuple[PageUtile, ...]


def services(page: SearchPage, reponses: Mapping[str, Reponse]) -> Iterator[Service]:
    """In the order in which they are asked; the page of the métier that is found comes first."""
    metiers = next((group.results for group in page.groups if group.genre == "metier"), ())
    for nom in page.services:
        reponse = reponses[nom]
        pages = [PageUtile(libelle, url) for libelle, url in reponse.pages.items()]
        if reponse.sur_le_metier and metiers:
            found = metiers[0]
            said = f"{reponse.sur_le_metier} : {found.titre}"
            pages.insert(0, PageUtile(said, f"{url_of('metier', found.code)}#{reponse.partie}"))
        yield Service(reponse.titre, reponse.dit, tuple(pages))
