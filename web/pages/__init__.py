"""The pages that people read. One module each, named as its address."""

from collections.abc import Iterator
from itertools import chain

from starlette.routing import BaseRoute

from web.pages import avis, debuts, moteurs, textes
from web.pages.accompagner import (
    actions_innovantes,
    agenda,
    conseiller,
    financer,
    liaison,
    lieux_d_accueil,
    prestations,
)
from web.pages.garder import profil, qr, selection
from web.pages.lire import certification, formation, metier, organisme, secteurs, sources, territoires
from web.pages.reprendre import api_et_donnees, bloc, correction, verifier
from web.pages.trouver import accueil, classement, explorer, recherche


def routes(*, is_kiosk: bool = False) -> Iterator[BaseRoute]:
    """In the order in which addresses are tried: what is asked most comes first.

    A kiosk has no page for those who write programs or sites: from there, nobody would come back.
    """
    pages = (
        accueil, recherche, metier, formation, certification, debuts, explorer, sources, classement,
        organisme, secteurs, territoires, conseiller, liaison, lieux_d_accueil, prestations, financer, agenda,
        actions_innovantes, selection, profil, textes, moteurs, avis, qr,
    )  # fmt: skip
    professional = () if is_kiosk else (api_et_donnees, verifier, bloc, correction)
    return chain.from_iterable(page.router.routes for page in (*pages, *professional))
