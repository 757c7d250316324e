"""Labour figures: of a métier in a place, of a territory, of a training place. The views, whole."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from web.addresses.links import API
from web.api import schemas
from web.api.answers import etablissements_json, meta_of, respond, respond_there, respond_view
from web.asked import codes
from web.asked.api_inputs import ApiEmploiInput, ApiEtablissementsInput
from web.asked.lieux import known_place
from web.asked.rules import API_RULES, no_parameter
from web.rendering.site import SiteDep

router = APIRouter(prefix=API, tags=["Situer"], dependencies=API_RULES)

CodeMetier = Annotated[str, Path(description="Code ROME", examples=["D1102"])]
CodeLieu = Annotated[str, Path(description="Identifiant d'un lieu", examples=["commune-69123"])]
CodeSecteur = Annotated[str, Path(description="Lettre d'un domaine de la FAP", examples=["S"])]
CodeUai = Annotated[str, Path(description="Code UAI d'un établissement", examples=["0693764S"])]


@router.get(
    "/metiers/{code}/emploi",
    response_model=schemas.EmploiAnswer,
    summary="Lire l'emploi d'un métier dans un lieu",
)
def emploi(
    request: Request, site: SiteDep, code: CodeMetier, asked: Annotated[ApiEmploiInput, Query()]
) -> Response:
    """Besoins, tension, prévisions, conditions d'emploi et salaires du métier, autour d'un lieu. Chaque
    chiffre porte son territoire, sa période, sa nature, sa source et le groupe de métiers qu'il mesure ; ceux
    du groupe le plus juste viennent d'abord, puis ceux du territoire le plus étroit. Une valeur absente est
    secrète (`est_secret`) ou n'est pas publiée ; `est_minorant` veut dire « au moins ».
    """
    ou = known_place(site.searcher, asked.lieu)
    metier = site.searcher.metier(codes.expect(code, "metier"))
    return respond_there(request, site.searcher.emploi(metier.code, ou.id or None), site, ou)


@router.get(
    "/secteurs",
    response_model=schemas.SecteursAnswer,
    summary="Lister les secteurs",
    dependencies=[Depends(no_parameter)],
)
def secteurs(request: Request, site: SiteDep) -> Response:
    """Les domaines des familles professionnelles (FAP), les métiers du ROME de chacun, et ses chiffres pour
    toute la France.
    """
    found = site.secteurs()
    body = {"data": [one.model_dump(mode="json") for one in found], "meta": meta_of(site.searcher.facts())}
    return respond(request, body)


@router.get(
    "/secteurs/{code}",
    response_model=schemas.SecteurAnswer,
    summary="Lire un secteur dans un lieu",
)
def secteur(
    request: Request, site: SiteDep, code: CodeSecteur, asked: Annotated[ApiEmploiInput, Query()]
) -> Response:
    """Personnes en emploi, femmes, âges, salaires, régions, besoins et prévisions d'un secteur, puis ce qui
    n'est publié que groupe de métiers par groupe de métiers : contrats, tension. Un nombre que Débouchés a
    additionné porte `est_calcule` ; une part, un salaire ou une tension n'est jamais calculé.
    """
    ou = known_place(site.searcher, asked.lieu)
    return respond_there(request, site.searcher.secteur(code, ou.id or None), site, ou)


@router.get(
    "/territoires/{identifiant}",
    response_model=schemas.TerritoireAnswer,
    summary="Lire un territoire",
    dependencies=[Depends(no_parameter)],
)
def territoire(request: Request, site: SiteDep, identifiant: CodeLieu) -> Response:
    """Ce qu'il contient, ses voisins, ses métiers observés et prévus, ses lieux d'apprentissage."""
    return respond_view(request, site.searcher.territoire(identifiant), site)


@router.get(
    "/etablissements",
    response_model=schemas.EtablissementsAnswer,
    summary="Trouver un établissement par son nom",
)
def etablissements(
    request: Request, site: SiteDep, asked: Annotated[ApiEtablissementsInput, Query()]
) -> Response:
    """Ceux dont le nom dit tous les mots demandés, ceux qui en disent le moins d'autres d'abord : nul chiffre
    n'entre dans cet ordre. Une recherche donne les premiers dans `etablissements`.
    """
    found = site.searcher.etablissements(asked.q, asked.limite)
    body = {"q": asked.q, **etablissements_json(found), "meta": meta_of(site.searcher.facts())}
    return respond(request, body)


@router.get(
    "/etablissements/{uai}",
    response_model=schemas.EtablissementAnswer,
    summary="Lire ce que deviennent les apprentis d'un établissement",
    dependencies=[Depends(no_parameter)],
)
def etablissement(request: Request, site: SiteDep, uai: CodeUai) -> Response:
    """Une mesure par couple de promotions, la plus récente d'abord ; une valeur absente n'est pas publiée."""
    return respond_view(request, site.searcher.etablissement(uai), site)
