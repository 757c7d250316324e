"""A place where somebody can be met: for whom, for what, how, and how sure its address is."""

from fastapi import APIRouter, Request, Response

from web.rendering.site import SiteDep

router = APIRouter(include_in_schema=False)


@router.get("/lieux-d-accueil/{code}")
def structure(request: Request, site: SiteDep, code: str) -> Response:
    view = site.searcher.structure(code)
    people = site.contents.interlocuteurs
    return site.page(
        request, "structure.html", view=view, structure=view.structure,
        qui=next((one for one in people if one.reseau == view.structure.reseau), None),
        sources=[view.structure.provenance],
    )  # fmt: skip
