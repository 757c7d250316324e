"""The API for people who write programs: the page is made from the OpenAPI description, so it cannot lie."""

from collections.abc import Callable, Sequence
from typing import Any

from fastapi import APIRouter, Request, Response

from debouches.errors import DebouchesError
from debouches.storage import Storage
from web.addresses.links import API
from web.addresses.recensement_publie import read
from web.api.openapi import ADDRESS, examples
from web.rendering.site import Site, SiteDep
from web.wording import messages

router = APIRouter(include_in_schema=False)


@router.get("/api-et-donnees")
def api_et_donnees(request: Request, site: SiteDep) -> Response:
    operations = [
        (path, operation, example, _is_here(site, example))
        for path, operation, example in examples(request.app.openapi())
    ]
    return site.page(
        request, "api_et_donnees.html", operations=operations,
        erreurs=messages.BY_CODE, adresse_openapi=ADDRESS,
    )  # fmt: skip


def _is_here(site: Site, example: str) -> bool:
    """False if the code of an example is not in the corpus that is served: it is then no link."""
    folder, *codes = example.removeprefix(f"{API}/").partition("?")[0].split("/")
    if folder == "recensement":
        return _is_published(site, codes)
    try:
        return not codes or _read(site, folder, codes[0]) is not None
    except DebouchesError:
        return False


def _is_published(site: Site, files: Sequence[str]) -> bool:
    """Whether a census was made here, and has these files."""
    published = read(Storage(site.settings.home).census)
    return published is not None and {*files} <= {table.fichier for table in published.tables}


def _read(site: Site, folder: str, code: str) -> Any:
    """What the address reads; the address itself for what is read by no code."""
    searcher = site.searcher
    readers: dict[str, Callable[[str], Any]] = {
        "metiers": searcher.metier,
        "formations": searcher.formation,
        "certifications": searcher.certification,
        "structures": searcher.structure,
        "evenements": searcher.evenement,
        "etablissements": searcher.etablissement,
        "territoires": searcher.territoire,
        "secteurs": searcher.secteur,
        "organismes": lambda code: searcher.organisme(code, site.today()),
    }
    return readers[folder](code) if folder in readers else code
