"""« Mon profil »: a form that no one sends. What is chosen there stays in the browser."""

from contextlib import suppress

from fastapi import APIRouter, Request, Response

from debouches.errors import NotFoundError
from index.lieux.model import Lieu
from web.blocks.profil import diplomes
from web.rendering.site import Site, SiteDep
from web.wording.words import VOIES, niveaux_de_diplome

router = APIRouter(include_in_schema=False)


@router.get("/profil")
def profil(request: Request, site: SiteDep) -> Response:
    words = site.contents.profil
    return site.page(
        request, "profil.html",
        situations=site.contents.aiguillage.situations,
        voies={code: [VOIES[one] for one in voies] for code, voies in words.voies.items()},
        codes_voies=words.voies,
        diplomes=diplomes(niveaux_de_diplome(site.contents.liaison.sans_diplome), words),
        departements=_departements(site),
    )  # fmt: skip


def _departements(site: Site) -> tuple[Lieu, ...]:
    """Those that the places served have; none in a corpus without places."""
    return site.once("départements", lambda: tuple(_known(site)))


def _known(site: Site) -> list[Lieu]:
    found = []
    for code in site.contents.profil.departements:
        with suppress(NotFoundError):
            found.append(site.searcher.lieu(f"departement-{code}"))
    return found
