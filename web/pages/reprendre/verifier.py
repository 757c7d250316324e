"""Check a file before publishing it: one pastes it or sends it, a report comes back, nothing is kept."""

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from mappings.conformity import Rapport
from mappings.conformity.report import exemple, rules
from web.asked.uploads import MAX_BYTES, limited
from web.rendering.site import Site, SiteDep

router = APIRouter(include_in_schema=False)


@router.get("/verifier")
def verifier(request: Request, site: SiteDep) -> Response:
    return _page(request, site)


@router.post("/verifier")
async def verification(request: Request, site: SiteDep) -> Response:
    async with limited(request).form(max_files=1, max_fields=2, max_part_size=MAX_BYTES) as form:
        sent, pasted = form.get("fichier"), form.get("texte")
        is_file = isinstance(sent, UploadFile) and bool(sent.filename)
        content, name = (
            (await sent.read(), sent.filename or "") if isinstance(sent, UploadFile) else (b"", "")
        )
    if not content and isinstance(pasted, str):
        content, name = pasted.encode("utf-8", errors="replace"), ""
    rapport = await run_in_threadpool(site.verify, content, name) if content.strip() or is_file else None
    answer = await run_in_threadpool(_page, request, site, rapport, est_vide=rapport is None)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _page(
    request: Request, site: Site, rapport: Rapport | None = None, *, est_vide: bool = False
) -> Response:
    """`est_vide`: nothing was sent, which is no fault of a file."""
    return site.page(
        request,
        "verifier.html",
        rapport=rapport,
        est_vide=est_vide,
        regles=rules(),
        octets=MAX_BYTES,
        exemple=exemple(),
    )
