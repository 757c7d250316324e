"""The handover sheet of a first accueil: made with consent, printed or saved, kept nowhere."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import orjson
from fastapi import APIRouter, Request, Response
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool

from mappings.liaison import ITEMS, FicheLiaison, schema_liaison
from web.asked.inputs import clean_query
from web.asked.uploads import limited
from web.contenus.contents import Contents
from web.rendering.site import Site, SiteDep
from web.wording import messages
from web.wording.words import niveaux_de_diplome

router = APIRouter(include_in_schema=False)
SCHEMA = "/liaison/schema.json"
_FIELDS = len(ITEMS) + 3
"""The items, the consent, what is asked for."""
Said = Mapping[str, str]


@router.get("/liaison")
def liaison(request: Request, site: SiteDep) -> Response:
    return _form(request, site, {}, ())


@router.get(SCHEMA)
def schema() -> Response:
    return Response(
        orjson.dumps(schema_liaison(), option=orjson.OPT_INDENT_2), media_type="application/schema+json"
    )


@router.post("/liaison")
async def fiche(request: Request, site: SiteDep) -> Response:
    """What is said of a person is sent in the body: it is in no address, no log, no history."""
    async with limited(request).form(max_files=0, max_fields=_FIELDS) as form:
        said = {name: clean_query(value) for name, value in form.items() if isinstance(value, str)}
    answer = await run_in_threadpool(_answer, request, site, said)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _answer(request: Request, site: Site, said: Said) -> Response:
    """The form, filled with what another page knows; the sheet, once there is consent."""
    if "vers" not in said:
        return _form(request, site, said, ())
    if "consentement" not in said:
        return _form(request, site, said, (messages.WITHOUT_CONSENT,))
    try:
        made = _read(said, site.today())
    except ValidationError as error:
        return _form(request, site, said, _corrections(site.contents, error))
    return _file(made) if said["vers"] == "fichier" else _sheet(request, site, made)


def _read(said: Said, today: date) -> FicheLiaison:
    items = {name: said[name] for name in ITEMS if said.get(name)}
    return FicheLiaison.model_validate({"consentement": today, **items})


def _corrections(contents: Contents, error: ValidationError) -> tuple[str, ...]:
    items = contents.liaison.items
    return tuple(f"{items[str(one['loc'][0])]} : {_why(one)}." for one in error.errors(include_url=False))


def _why(error: Any) -> str:
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    return messages.TOO_LONG_A_LINE if error["type"] == "string_too_long" else messages.NOT_A_CHOICE


def _form(request: Request, site: Site, said: Said, corrections: tuple[str, ...]) -> Response:
    return site.page(
        request, "liaison.html", mots=site.contents.liaison, choix=_choices(site.contents), dit=said,
        corrections=corrections, fiche=None, schema=SCHEMA,
    )  # fmt: skip


def _sheet(request: Request, site: Site, made: FicheLiaison) -> Response:
    return site.page(
        request, "liaison.html", mots=site.contents.liaison, choix=_choices(site.contents),
        dit=made.model_dump(mode="json", include=set(ITEMS), exclude_none=True), corrections=(), fiche=made,
        schema=SCHEMA,
    )  # fmt: skip


def _choices(contents: Contents) -> dict[str, dict[str, str]]:
    """The items that are chosen in a list: value, words."""
    return {
        "tranche_age": contents.liaison.tranches_age,
        "statut": contents.aiguillage.situations,
        "formation_initiale": niveaux_de_diplome(contents.liaison.sans_diplome),
        "demande": {code: besoin.libelle for code, besoin in contents.aiguillage.demandes.items()},
    }


def _file(made: FicheLiaison) -> Response:
    name = f'attachment; filename="fiche-de-liaison-{made.consentement}.json"'
    content = made.model_dump_json(indent=1, exclude_none=True)
    return Response(content, media_type="application/json", headers={"Content-Disposition": name})
