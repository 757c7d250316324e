"""What search engines read: what they may visit, and the map of every page, with the date of its source."""

from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import Annotated
from xml.sax.saxutils import escape

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import StreamingResponse

from debouches.errors import NotFoundError
from web.addresses.links import url_of, url_secteur
from web.rendering.qr import adresse_publique
from web.rendering.responses import PAGE_MAX_AGE
from web.rendering.site import Site, SiteDep

router = APIRouter(include_in_schema=False)

XML = "application/xml"
Page = tuple[str, date | None]
"""Its address in the site, and the day its sources give it."""
PARTS_PER_FILE = 8
"""Parts of 5 000 addresses: the protocol allows 50 000 in a file."""
FERMEES = ("/recherche", "/classement/resultat", "/selection", "/api/", "/qr/")
"""Pages that answer one reader: there are as many as there are questions."""
FIXES = (
    *("/", "/explorer", "/secteurs", "/territoires", "/conseiller", "/lieux-d-accueil", "/prestations"),
    *("/financer", "/agenda", "/actions-innovantes", "/sources", "/classement", "/accessibilite"),
    *("/mentions", "/plan-du-site"),
)
"""Pages that do not come from the index."""
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


@router.get("/robots.txt")
def robots(request: Request, site: SiteDep) -> Response:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in FERMEES)]
    return Response(
        "\n".join([*lines, f"Sitemap: {_whole(site, request, '/sitemap.xml')}", ""]), media_type="text/plain"
    )


@router.get("/sitemap.xml")
def sitemap(request: Request, site: SiteDep) -> Response:
    """The files of the map: fixed pages, then as many as the index fills."""
    paths = ["/sitemap-0.xml", *(f"/sitemap-{number}.xml" for number in range(1, _files(site) + 1))]
    entries = "".join(_entry("sitemap", _whole(site, request, path), None) for path in paths)
    body = f"{_HEAD}<sitemapindex {_SPACE}>\n{entries}</sitemapindex>\n"
    return Response(body, media_type=XML, headers=_cached())


@router.get("/sitemap-{number}.xml")
def sitemap_file(request: Request, site: SiteDep, number: Annotated[int, Path(ge=0, le=99_999)]) -> Response:
    """Written part by part, as it is read: forty thousand addresses are never held together."""
    if number > _files(site):
        raise NotFoundError(f"Le plan du site n'a pas de fichier {number}")
    parts = _of_index(site, number) if number else (_fixed(site),)
    root = _whole(site, request, "")
    written = ("".join(_entry("url", root + path, day) for path, day in part) for part in parts)
    body = chain((f"{_HEAD}<urlset {_SPACE}>\n",), written, ("</urlset>\n",))
    return StreamingResponse(body, media_type=XML, headers=_cached())


def _files(site: Site) -> int:
    return -(-site.searcher.plan() // PARTS_PER_FILE)


def _fixed(site: Site) -> list[Page]:
    domaines = (f"/explorer/{title.split(' ', 1)[0]}" for title in site.searcher.domaines())
    secteurs = (url_secteur(one.code) for one in site.secteurs())
    return [(path, None) for path in (*FIXES, *domaines, *secteurs)]


def _of_index(site: Site, number: int) -> Iterator[list[Page]]:
    last = min(number * PARTS_PER_FILE, site.searcher.plan())
    for part in range((number - 1) * PARTS_PER_FILE, last):
        yield [(url_of(one.genre, one.code), one.date_maj) for one in site.searcher.pages_du_plan(part)]


def _entry(kind: str, address: str, day: date | None) -> str:
    modified = f"<lastmod>{day}</lastmod>" if day else ""
    return f"<{kind}><loc>{escape(address)}</loc>{modified}</{kind}>\n"


def _whole(site: Site, request: Request, path: str) -> str:
    """The protocol wants whole addresses, even on the machine of someone who tries the program."""
    known = adresse_publique(site.settings, request, path)
    return known or f"{request.url.scheme}://{request.url.netloc}{path}"


def _cached() -> dict[str, str]:
    return {"Cache-Control": f"public, max-age={PAGE_MAX_AGE}"}
