"""The pages that people read. One module each, named as its address."""

from fastapi import APIRouter

from web.pages import (
    accueil,
    api_et_donnees,
    certification,
    classement,
    conseiller,
    debuts,
    explorer,
    financer,
    formation,
    liaison,
    metier,
    organisme,
    recherche,
    selection,
    sources,
    structure,
    territoires,
    textes,
    verifier,
)


def build_router() -> APIRouter:
    router = APIRouter(include_in_schema=False)
    for page in (
        accueil, recherche, metier, formation, certification, debuts, explorer, sources, classement,
        organisme, territoires, conseiller, liaison, structure, financer, selection, api_et_donnees, textes,
        verifier,
    ):  # fmt: skip
        router.include_router(page.router)
    return router
