"""An organisme: who it is, what vouches for its quality, what it gives."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from web.addresses import links
from web.asked.inputs import OrganismeInput
from web.rendering.site import SiteDep

router = APIRouter(include_in_schema=False)


@router.get("/organismes/{code}")
def organisme(
    request: Request, site: SiteDep, code: str, asked: Annotated[OrganismeInput, Query()]
) -> Response:
    view = site.searcher.organisme(code, site.today(), asked.page)
    last = links.last_page(view.total, view.par_page)
    return site.page(
        request, "organisme.html", view=view, organisme=view.organisme, last=last,
        numbers=links.page_numbers(view.page, last), sources=[view.organisme.provenance],
    )  # fmt: skip
