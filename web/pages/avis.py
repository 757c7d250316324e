"""The answer to « Cette page vous a-t-elle aidé ? »: counted, thanked for on the same page."""

from http import HTTPStatus
from urllib.parse import urlsplit

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from debouches.errors import NotFoundError, RequestError
from web.asked.uploads import limited
from web.counters.satisfaction import REPONSES, Satisfaction
from web.rendering.site import SiteDep
from web.wording import messages

router = APIRouter(include_in_schema=False)
_SAME_SITE = "same-origin"
_NO_ORIGIN = "null"
"""What a browser sends as origin from a page without referrer, like ours."""


@router.post("/avis")
async def avis(request: Request, site: SiteDep) -> Response:
    """`retour` brings the reader back and tells the type of page; it is not kept."""
    if site.satisfaction is None:
        raise NotFoundError(messages.NO_SUCH_ADDRESS)
    if not comes_from_here(request):
        raise RequestError(messages.FROM_ELSEWHERE)
    async with limited(request).form(max_files=0, max_fields=2) as form:
        reponse, retour = (str(form.get(name, "")) for name in ("reponse", "retour"))
    await run_in_threadpool(_note, site, site.satisfaction, reponse, retour)
    return RedirectResponse(
        f"{retour}#merci-{reponse}", HTTPStatus.SEE_OTHER, headers={"Cache-Control": "no-store"}
    )


def comes_from_here(request: Request) -> bool:
    """Whether a page of this site was sent, as far as the browser says."""
    if said := request.headers.get("sec-fetch-site"):
        return said == _SAME_SITE
    origin = request.headers.get("origin", _NO_ORIGIN)
    return origin == _NO_ORIGIN or urlsplit(origin).netloc == request.headers.get("host")


def _note(site: SiteDep, counters: Satisfaction, reponse: str, retour: str) -> None:
    page = counters.type_of(retour)
    if page is None or "#" in retour:
        raise RequestError(messages.WRONG_VALUE.format(name="retour"), parameter="retour")
    if reponse not in REPONSES:
        raise RequestError(
            messages.WRONG_VALUE.format(name="reponse"), parameter="reponse", accepted=REPONSES
        )
    counters.note(page, reponse, site.today())
