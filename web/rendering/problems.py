"""The single place where an error becomes an answer: a page for a reader, RFC 9457 for the API."""

import logging
import re
import secrets
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

import orjson
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from debouches.errors import DebouchesError, NotFoundError, RequestError
from index.results import MAX_QUERY_LENGTH, Result, SearchRequest
from web.addresses.links import API
from web.asked import codes
from web.asked.inputs import clean_query
from web.rendering.site import HTML, Site
from web.wording import messages

log = logging.getLogger("debouches.web")

PROBLEM_JSON = "application/problem+json"
DOCUMENTATION = "/api-et-donnees"
RETRY_AFTER_S = 30
NEAREST_PER_GROUP = 3

_PROGRAMS = "/api/"
"""Whatever the version that they ask."""
_WORD = re.compile(r"[^\W_]+(?:[.'’+][^\W_]+)*")
# Robots ask for favicon.ico or wp-login.php: their names are nobody's query.
_FILE = re.compile(r"\.[a-z]{2,5}$")


@dataclass(frozen=True, slots=True)
class Problem:
    status: int
    code: str
    titre: str
    detail: str
    parameter: str | None = None
    accepted: tuple[str, ...] = ()
    retry_after: int | None = None
    incident: str | None = None
    headers: tuple[tuple[str, str], ...] = ()


def install(app: FastAPI) -> None:
    """Everything foreseen is answered here; the rest reaches `answer_incident` through the middleware."""
    for error in (DebouchesError, HTTPException, RequestValidationError):
        app.add_exception_handler(error, answer)


async def answer(request: Request, error: Exception) -> Response:
    problem = _problem_of(request, error)
    if problem.retry_after:
        log.error("incident %s sur %r : %s", problem.incident, request.url.path, error)
    elif problem.incident:
        log.error("incident %s sur %r", problem.incident, request.url.path, exc_info=error)
    # In a thread: the page of an error may search for the nearest pages.
    return await run_in_threadpool(_respond, request, problem)


def answer_incident(request: Request, error: Exception) -> Response:
    """For what nobody foresaw. It asks nothing of the searcher, which may be the culprit."""
    problem = _incident(error)
    log.error("incident %s sur %r", problem.incident, request.url.path, exc_info=error)
    if _wants_json(request):
        return _problem_json(request, problem)
    site: Site = request.app.state.site
    return _html(problem, site.render("erreur.html", problem=problem, proches=(), q="", page=""))


def _problem_of(request: Request, error: Exception) -> Problem:
    if isinstance(error, DebouchesError):
        return _of_our_tree(error)
    if isinstance(error, RequestValidationError):
        return _of_our_tree(_as_request_error(request, error))
    if isinstance(error, HTTPException):
        return _of_http(error)
    return _incident(error)


def _of_our_tree(error: DebouchesError) -> Problem:
    text = _text_of(error)
    problem = Problem(
        status=error.status,
        code=error.code,
        titre=text.titre,
        detail=str(error) if text.montre_le_detail else text.conseil,
        retry_after=RETRY_AFTER_S if error.retryable else None,
    )
    if isinstance(error, RequestError):
        return replace(problem, parameter=error.parameter, accepted=error.accepted)
    return (
        problem if error.status < HTTPStatus.INTERNAL_SERVER_ERROR else replace(problem, incident=_number())
    )


def _text_of(error: DebouchesError) -> messages.ErrorText:
    """Text of the nearest class of the tree that has one, so that a new class is never without words."""
    codes = (getattr(cls, "code", "") for cls in type(error).__mro__)
    return next((messages.BY_CODE[code] for code in codes if code in messages.BY_CODE), messages.UNKNOWN)


def _of_http(error: HTTPException) -> Problem:
    if error.status_code == HTTPStatus.NOT_FOUND:
        return _of_our_tree(NotFoundError(messages.NO_SUCH_ADDRESS))
    code = "E-METHODE" if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED else "E-REQUETE"
    if error.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        code = "E-INCIDENT"
    text = messages.BY_CODE[code]
    headers = tuple((name, _with_head(value)) for name, value in (error.headers or {}).items())
    return Problem(error.status_code, code, text.titre, text.conseil, headers=headers)


def _with_head(allowed: str) -> str:
    """`HeadAsGet` answers HEAD wherever GET is answered; the router does not know."""
    return f"{allowed}, HEAD" if allowed == "GET" else allowed


def _incident(error: Exception) -> Problem:
    text = messages.UNKNOWN
    status = getattr(error, "status", 500) if isinstance(error, DebouchesError) else 500
    return Problem(status, "E-INCIDENT", text.titre, text.conseil, incident=_number())


def _number() -> str:
    return secrets.token_hex(4).upper()


def _as_request_error(request: Request, error: RequestValidationError) -> RequestError:
    """The first validation error, in French, with the values that would be accepted."""
    first = error.errors()[0]
    name = str(first["loc"][-1])
    message, accepted = _french(first["type"], name, first.get("ctx", {}))
    if first["type"] == "extra_forbidden":
        accepted = _declared_parameters(request)
    elif first["type"] == "string_pattern_mismatch":
        accepted = _described(request, name)
    return RequestError(message, parameter=name, accepted=accepted)


def _french(kind: str, name: str, context: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    message, accepted = messages.COMPLAINTS.get(kind, (messages.WRONG_VALUE, None))
    if kind == "literal_error":
        return message.format(name=name), tuple(re.findall(r"'([^']+)'", context["expected"]))
    return message.format(name=name), (accepted.format(**context),) if accepted else ()


def _declared_parameters(request: Request) -> tuple[str, ...]:
    return tuple(one["name"] for one in _parameters(request) if one["in"] == "query")


def _parameters(request: Request) -> list[dict[str, Any]]:
    """What the description says of this address, « {code} » or not."""
    path = getattr(request.scope.get("route"), "path", request.url.path)
    operation = request.app.openapi()["paths"].get(path, {}).get(request.method.lower(), {})
    parameters: list[dict[str, Any]] = operation.get("parameters", [])
    return parameters


def _described(request: Request, name: str) -> tuple[str, ...]:
    """Of a form that a pattern asks for, what the description says of it in words."""
    said = (one.get("description") for one in _parameters(request) if one["name"] == name)
    return tuple(filter(None, said))


def _respond(request: Request, problem: Problem) -> Response:
    return _problem_json(request, problem) if _wants_json(request) else _problem_page(request, problem)


def _wants_json(request: Request) -> bool:
    return request.url.path.startswith(_PROGRAMS)


def _problem_json(request: Request, problem: Problem) -> Response:
    voisins = _nearest_codes(request) if problem.status == HTTPStatus.NOT_FOUND else ()
    body = {
        "type": f"{DOCUMENTATION}#{problem.code}",
        "title": problem.titre,
        "status": problem.status,
        "detail": f"{problem.detail} Codes voisins : {', '.join(voisins)}." if voisins else problem.detail,
        "instance": request.url.path,
        "code": problem.code,
        "parameter": problem.parameter,
        "accepted": list(problem.accepted) or None,
        "chercher": _search_of(request) if problem.status == HTTPStatus.NOT_FOUND else None,
        "codes_voisins": list(voisins) or None,
        "incident": problem.incident,
    }
    known = {name: value for name, value in body.items() if value is not None}
    return Response(orjson.dumps(known), problem.status, _headers(problem), PROBLEM_JSON)


def _nearest_codes(request: Request) -> tuple[str, ...]:
    """Of a code of the ROME that no métier has; nothing when the searcher cannot say."""
    site: Site = request.app.state.site
    try:
        domaines = site.searcher.domaines()
    except DebouchesError:
        return ()
    known = (one for group in domaines.values() for one in group)
    return codes.nearest(str(request.path_params.get("code", "")), known)


def _search_of(request: Request) -> str | None:
    """Where a code that nothing has can be looked for."""
    words = clean_query(" ".join(map(str, request.path_params.values())))[:MAX_QUERY_LENGTH]
    return f"{API}/search?{urlencode({'q': words})}" if words else None


def _problem_page(request: Request, problem: Problem) -> Response:
    site: Site = request.app.state.site
    is_lost = problem.status == HTTPStatus.NOT_FOUND
    words = _words_of(request, is_lost=is_lost)
    proches = nearest(site, words) if is_lost else ()
    # What has just failed to answer is not asked again: the reader has waited once.
    facts = None if problem.retry_after else site.facts()
    is_to_mend = problem.status in {HTTPStatus.BAD_REQUEST, HTTPStatus.REQUEST_ENTITY_TOO_LARGE}
    page = request.url.path if is_to_mend and not words else ""
    body = site.render("erreur.html", problem=problem, proches=proches, q=words, facts=facts, page=page)
    return _html(problem, body)


def _html(problem: Problem, body: bytes) -> Response:
    return Response(body, problem.status, _headers(problem), HTML)


def _headers(problem: Problem) -> dict[str, str]:
    headers = dict(problem.headers) | {"Cache-Control": "no-store"}
    return headers | ({"Retry-After": str(problem.retry_after)} if problem.retry_after else {})


def _words_of(request: Request, *, is_lost: bool) -> str:
    """What the reader was after: the query if there is one, otherwise those of a lost address."""
    asked = request.query_params.get("q") or (_last_segments(request.url.path) if is_lost else "")
    if _FILE.search(asked):
        return ""
    return clean_query(" ".join(_WORD.findall(asked)))[:MAX_QUERY_LENGTH].strip()


def _last_segments(path: str) -> str:
    """« /metiers/boulanger-patissier » → « boulanger-patissier »: the folder's name is ours."""
    segments = [segment for segment in path.split("/") if segment]
    return " ".join(segments[1:] or segments)


def nearest(site: Site, words: str) -> tuple[Result, ...]:
    """Pages that answer these words; none when the search itself is the problem."""
    if not words:
        return ()
    try:
        page = site.searcher.search(SearchRequest(q=words))
    except DebouchesError:
        return ()
    return tuple(result for group in page.groups for result in group.results[:NEAREST_PER_GROUP])
