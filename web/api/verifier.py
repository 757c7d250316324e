"""Check a file of a publisher: the same findings as the page and the command line."""

from typing import Annotated

import orjson
from fastapi import APIRouter, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from mappings.conformity import Rapport
from web.addresses.links import API
from web.asked.api_inputs import ApiVerifierInput
from web.asked.rules import API_RULES
from web.asked.uploads import limited
from web.rendering.site import SiteDep

router = APIRouter(prefix=API, tags=["Vérifier un fichier"], dependencies=API_RULES)
_BINARY = (
    "application/zip",
    "application/gzip",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)
_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            kind: {"schema": {"type": "string"}}
            for kind in ("application/json", "application/xml", "text/csv", *_BINARY)
        },
    }
}


@router.post(
    "/verifier", response_model=Rapport, summary="Vérifier un fichier d'éditeur", openapi_extra=_BODY
)
async def verifier(request: Request, site: SiteDep, asked: Annotated[ApiVerifierInput, Query()]) -> Response:
    """Le corps de la demande est le fichier, un mégaoctet au plus : format commun (JSON, un objet par
    ligne ou une liste), flux LHEO, ou fichier d'une source récoltée (Onisep, RNCP…), tel quel, en classeur
    ou dans son archive. La réponse dit chaque
    erreur avec sa ligne et son champ, les avertissements et la complétude des neuf familles de la loi.
    Rien n'est gardé.
    """
    rapport = await run_in_threadpool(site.verify, await limited(request).body(), asked.nom)
    body = orjson.dumps(rapport.model_dump(mode="json"))
    return Response(body, media_type="application/json", headers={"Cache-Control": "no-store"})
