"""The application: `create_app(searcher, settings=settings)`. No global state, no work at import time."""

from collections.abc import Callable
from datetime import date

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware

from debouches.settings import Settings
from index.service import Searcher
from mappings.conformity import Verifier, check_json
from web import api, pages
from web.api.openapi import describe
from web.rendering import assets, problems
from web.rendering.site import build_site
from web.serving.middleware import AccessLog, Budget, HeadAsGet, Incidents, LegibleQuery, SecurityHeaders

# Level 9 costs three times as much as level 5 for two percent of the bytes.
GZIP_LEVEL = 5
READ_ELSEWHERE = ("ETag", "Retry-After", "Debouches-Curseur")
"""Headers of an answer that a page of another site may read: what it needs to ask again."""


def create_app(
    searcher: Searcher,
    *,
    settings: Settings,
    today: Callable[[], date] = date.today,
    verify: Verifier = check_json,
) -> FastAPI:
    """The site and the API over any searcher. `today` decides which information is old."""
    # The interactive pages of FastAPI load scripts of third parties: ours replaces them.
    # Routes are given as they are: a router that includes others analyses each of them again, at start
    # and on the way of every request.
    app = FastAPI(
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        middleware=_middleware(settings),
        routes=[*pages.routes(is_kiosk=settings.borne.active), *api.routes()],
    )
    app.state.site = build_site(searcher, settings, today, verify)
    app.mount("/static", StaticFiles(directory=assets.FOLDER))
    problems.install(app)
    describe(app)
    return app


def _middleware(settings: Settings) -> list[Middleware]:
    """Outermost first: even the page of an incident has its headers and its line in the log."""
    return [
        Middleware(SecurityHeaders),
        Middleware(AccessLog),
        Middleware(Budget, seconds=settings.elasticsearch.timeout_s),
        Middleware(HeadAsGet),
        Middleware(LegibleQuery),
        Middleware(
            CORSMiddleware,
            allow_origins=["*"],
            allow_methods=["GET", "POST"],
            allow_headers=["If-None-Match"],
            expose_headers=READ_ELSEWHERE,
        ),
        Middleware(GZipMiddleware, minimum_size=1000, compresslevel=GZIP_LEVEL),
        Middleware(Incidents, answer=problems.answer_incident),
    ]
