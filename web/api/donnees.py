"""Raw data for other sites: what there is, all of it, and what changed since they last asked."""

import os
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import blake2b
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import StreamingResponse

from debouches.errors import NotFoundError
from debouches.storage import Storage
from mappings.partage.changes import changes
from mappings.partage.cursors import as_cursor, moment
from mappings.partage.manifest import manifest
from mappings.partage.whole import chunks, compressed, prepared, sources_of
from web.addresses.links import API
from web.api import schemas
from web.api.answers import meta_of, respond
from web.asked.api_inputs import ApiChangementsInput, ApiExportInput
from web.asked.rules import API_RULES, no_parameter
from web.rendering.site import Site, SiteDep
from web.wording import messages

router = APIRouter(prefix=API, tags=["Reprendre les données"], dependencies=API_RULES)

GZIP = "application/gzip"
_GZIP: dict[int | str, dict[str, Any]] = {200: {"content": {GZIP: {}}, "description": "JSON Lines compressé"}}


@router.get(
    "/donnees",
    response_model=schemas.DonneesAnswer,
    summary="Savoir ce qui se reprend en bloc",
    dependencies=[Depends(no_parameter)],
)
def donnees(request: Request, site: SiteDep) -> Response:
    """Chaque source : sa récolte, ses enregistrements par type et par licence, et depuis quand ses
    changements sont connus. Une licence qui n'est pas `est_partagee` laisse lire la fiche ici, pas la
    reprendre en bloc.
    """
    body = manifest(_storage(site))
    return respond(request, {"data": body, "meta": meta_of(site.searcher.facts())})


@router.get(
    "/donnees/tout.ndjson.gz",
    response_class=Response,
    responses=_GZIP,
    summary="Reprendre tous les enregistrements",
)
def tout(request: Request, site: SiteDep, asked: Annotated[ApiExportInput, Query()]) -> Response:
    """Un enregistrement du format commun par ligne, compressé : son identifiant, sa `provenance` (source,
    éditeur, version, adresse, licence, dates), puis ses champs. Le même identifiant peut venir de deux
    sources : rien n'est fusionné. `Debouches-Curseur` est à redonner à `changements` la fois suivante.
    """
    storage, now = _storage(site), datetime.now(UTC)
    paths = [prepared(storage, source) for source in sources_of(storage, asked.source)]
    files = [path.open("rb") for path in paths]
    states = [os.fstat(file.fileno()) for file in files]
    etag = f'"{blake2b("".join(map(str, paths)).encode(), digest_size=12).hexdigest()}"'
    if etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers={"ETag": etag})
    latest = datetime.fromtimestamp(max(state.st_mtime for state in states), UTC)
    headers = _headers("debouches.ndjson.gz", now) | {
        "ETag": etag,
        "Content-Length": str(sum(state.st_size for state in states)),
        "Last-Modified": format_datetime(latest, usegmt=True),
    }
    return StreamingResponse(chunks(files), media_type=GZIP, headers=headers)


@router.get(
    "/donnees/changements.ndjson.gz",
    response_class=Response,
    responses=_GZIP,
    summary="Reprendre ce qui a changé",
)
def changements(site: SiteDep, asked: Annotated[ApiChangementsInput, Query()]) -> Response:
    """Une ligne par enregistrement changé depuis le curseur ou le jour donné : `ecrire` porte
    l'enregistrement entier, `retirer` son identifiant. La dernière ligne, `fin`, porte le curseur suivant :
    sans elle, la réponse est coupée. Une ligne peut revenir d'une fois à l'autre. 410 : le curseur est trop
    ancien, reprendre l'export entier.
    """
    storage, now = _storage(site), datetime.now(UTC)
    sources = sources_of(storage, asked.source)
    lines = changes(storage, sources, moment(asked.depuis))
    headers = _headers("debouches-changements.ndjson.gz", now) | {"Cache-Control": "no-store"}
    return StreamingResponse(compressed(lines), media_type=GZIP, headers=headers)


def _storage(site: Site) -> Storage:
    """The records may be on another machine than the site: then there is nothing to give."""
    storage = Storage(site.settings.home)
    if not storage.harvested_sources():
        raise NotFoundError(messages.NO_RECORDS)
    return storage


def _headers(name: str, now: datetime) -> dict[str, str]:
    return {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Debouches-Curseur": as_cursor(now),
        "Link": f'<{API}/donnees>; rel="describedby"',
    }
