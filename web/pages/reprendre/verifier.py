"""Check a file before publishing it: one pastes it or sends it, a report comes back, nothing is kept."""

from typing import NamedTuple

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from debouches.errors import DebouchesError
from mappings.conformity import Rapport
from mappings.conformity.report import Apercu, exemple, rules
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


class Relie(NamedTuple):
    """A record of the file, and the pages of the site that it would be linked to."""

    apercu: Apercu
    metiers: tuple[tuple[str, str | None], ...]
    """Code, and title of the page that has it; None: no page has it."""


def _relies(site: Site, rapport: Rapport) -> tuple[Relie, ...]:
    return tuple(
        Relie(one, tuple((code, _title(site, code)) for code in one.codes_metiers)) for one in rapport.apercus
    )


def _title(site: Site, code: str) -> str | None:
    try:
        return site.searcher.metier(code).titre
    except DebouchesError:
        return None


def _page(
    request: Request, site: Site, rapport: Rapport | None = None, *, est_vide: bool = False
) -> Response:
    """`est_vide`: nothing was sent, which is no fault of a file."""
    return site.page(
        request,
        "verifier.html",
        rapport=rapport,
        relies=_relies(site, rapport) if rapport else (),
        est_vide=est_vide,
        regles=rules(),
        octets=MAX_BYTES,
        exemple=exemple(),
    )
