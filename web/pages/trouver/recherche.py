"""Results: groups in the order of what was understood, or the pages of one group."""

from contextlib import suppress
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from debouches.errors import NotFoundError, RequestError
from index.facets import SANS_FILTRE
from index.results import PER_PAGE, SearchPage, SearchRequest
from index.views import Genre, SourceFacts
from web.addresses import links
from web.asked.demande import Demande
from web.asked.inputs import MAX_PAGE, SearchInput
from web.asked.lieux import lieu_compris, lieu_demande
from web.blocks import facettes, grouping
from web.blocks.couverture import combien, couverture
from web.blocks.criteres import criteres
from web.blocks.services import services
from web.blocks.structures import structures_dites
from web.counters.sans_reponse import NEARLY_NOTHING
from web.pages.trouver.explorer import domaines
from web.rendering.site import Site, SiteDep
from web.wording import messages, words

router = APIRouter(include_in_schema=False)


@router.get("/recherche")
def recherche(request: Request, site: SiteDep, asked: Annotated[SearchInput, Query()]) -> Response:
    if asked.depuis or asked.vers:
        return RedirectResponse(_with_ways(site, asked), status_code=303)
    if not (asked.q or asked.filtres):
        return _invitation(request, site, asked.groupe)
    demande = lieu_demande(site.searcher, asked.lieu)
    page = site.searcher.search(_as_request(asked, demande))
    _count_if_unanswered(site, page)
    ou = demande if asked.lieu else lieu_compris(site.searcher, page)
    if asked.groupe is None or not page.groups:
        return _all_groups(request, site, page, ou)
    return _one_group(request, site, page, asked.groupe, ou)


def _with_ways(site: Site, asked: SearchInput) -> str:
    """The same search, where the pages that the reader names are written by their codes."""
    filtres = asked.filtres
    for sens, texte in (("depuis", asked.depuis), ("vers", asked.vers)):
        if texte:
            filtres = filtres.avec("passerelle", f"{sens}-{_page_named(site, sens, texte)}")
    demande = lieu_demande(site.searcher, asked.lieu)
    return links.avec_lieu(links.url_demande(SearchRequest(asked.q, asked.groupe, filtres=filtres)), demande)


def _page_named(site: Site, sens: str, texte: str) -> str:
    """The code of what a name designates: a métier or a formation; RequestError if nothing has this name."""
    found = site.searcher.search(SearchRequest(texte, par_page=1))
    results = [group.results[0] for group in found.groups if group.results]
    if not results:
        raise RequestError(messages.NO_SUCH_PAGE_NAMED.format(texte=texte), parameter=sens)
    return results[0].code


def _as_request(asked: SearchInput, demande: Demande) -> SearchRequest:
    number = asked.page if asked.groupe else 1
    return SearchRequest(
        q=asked.q,
        groupe=asked.groupe,
        page=number,
        par_page=PER_PAGE,
        est_exacte=asked.exact,
        est_large=asked.larges,
        filtres=asked.filtres,
        lieu=demande.id,
    )


def _count_if_unanswered(site: Site, page: SearchPage) -> None:
    """Only what somebody types and that finds nothing: not a page of a group, nor what a filter empties."""
    asked = page.request
    is_answered = page.services or page.etablissements.total
    is_plain = asked.groupe is None and not (asked.filtres or is_answered)
    if site.sans_reponse and is_plain and page.total <= NEARLY_NOTHING:
        with suppress(OSError):
            site.sans_reponse.note(asked.q, site.today())


def _invitation(request: Request, site: Site, groupe: Genre | None) -> Response:
    """Nothing was typed yet: the field, and examples."""
    return site.page(
        request, "chercher.html", contents=site.contents, groupe_cherche=groupe, domaines=domaines(site),
        criteres=criteres(), a_des_chiffres=bool(site.secteurs()),
    )  # fmt: skip


def _all_groups(request: Request, site: Site, page: SearchPage, ou: Demande) -> Response:
    if page.request.page > 1:
        raise NotFoundError(messages.NO_SUCH_PAGE.format(page=page.request.page, q=page.request.q))
    return site.page(
        request, "recherche.html", recherche=page, resume=resume_of(page),
        sans_filtre=_without_filter(site, page), q=page.request.q, contents=site.contents, ou=ou,
        groupe_cherche=page.request.groupe, domaines=() if page.groups else domaines(site),
        services=list(services(page, site.contents.services)),
        par_niveau=grouping.par_niveau(page.poursuite.formations if page.poursuite else ()),
        structures=structures_dites(site.searcher, page, ou.lieu),
        couverture=_couverture(site), combien=combien,
        a_des_chiffres=bool(site.secteurs()), **facettes.shown(page),
    )  # fmt: skip


def _without_filter(site: Site, page: SearchPage) -> int:
    """What the words alone would find, when the filters leave nothing."""
    if page.groups or not page.request.filtres:
        return 0
    return site.searcher.search(replace(page.request, filtres=SANS_FILTRE)).total


def _one_group(request: Request, site: Site, page: SearchPage, groupe: Genre, ou: Demande) -> Response:
    group = page.groups[0]
    last = min(links.last_page(group.total, page.request.par_page), MAX_PAGE)
    if not group.results:
        raise NotFoundError(messages.NO_SUCH_PAGE.format(page=page.request.page, q=page.request.q))
    return site.page(
        request, "groupe.html", recherche=page, group=group, q=page.request.q, last=last, ou=ou,
        resume=words.compte_genre(group.total, groupe), groupe_cherche=groupe,
        numbers=links.page_numbers(page.request.page, last), couverture=_couverture(site), combien=combien,
        a_des_chiffres=bool(site.secteurs()), **facettes.shown(page),
    )  # fmt: skip


def _couverture(site: Site) -> tuple[SourceFacts, ...]:
    """The sources of formations, whose offer is the one that nobody has whole."""
    offered: Genre = "formation"
    return couverture(site.searcher.facts(), (offered,))


def resume_of(page: SearchPage) -> str:
    """« 12 métiers, 37 formations »: the title, the heading and the live region say the same."""
    counts = ", ".join(words.compte_genre(group.total, group.genre) for group in page.groups)
    return counts or _without_results(page)


def _without_results(page: SearchPage) -> str:
    """A service answers by a page of its own, so does a name of place of training; a place alone asks what is
    looked for there."""
    if named := page.etablissements.total:
        return words.compte(named, "établissement")
    if page.services:
        return "une page vous répond"
    return "un lieu, et ce que nous en savons" if page.lieu and not page.filtres else "aucun résultat"
