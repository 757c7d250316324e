"""The QR code of one of our pages, as a picture that only paper asks for."""

import re

from fastapi import APIRouter, Request, Response

from debouches.errors import NotFoundError
from web.rendering.qr import adresse_publique
from web.rendering.site import SiteDep
from web.wording import messages

router = APIRouter(include_in_schema=False)
_PAGE = re.compile(r"[a-z-]+/[A-Za-z0-9._-]{1,60}")
"""A folder and a code: no query, nothing of a reader."""
_ONE_DAY_S = 86_400


@router.get("/qr/{page:path}")
def qr(request: Request, site: SiteDep, page: str) -> Response:
    address = adresse_publique(site.settings, request, f"/{page}") if _PAGE.fullmatch(page) else None
    if address is None:
        raise NotFoundError(messages.NO_SUCH_ADDRESS)
    headers = {"Cache-Control": f"public, max-age={_ONE_DAY_S}"}
    return Response(site.codes.svg(address), media_type="image/svg+xml", headers=headers)
