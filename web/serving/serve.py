"""Run the site. Access logs are ours (path without query string), not the server's."""

import copy
import gc
from collections.abc import Callable
from functools import partial
from typing import Any

import uvicorn
from fastapi import FastAPI
from uvicorn.config import LOGGING_CONFIG

from debouches.settings import Settings
from index.service import Searcher
from mappings.conformity import Verifier, check_json
from web.serving.app import create_app
from web.serving.processes import work_together

OpenSearcher = Callable[[], Searcher]
_NO_APP = "web.serving.app:create_app"
"""For the process that only listens; those that answer have an application each."""

_BACKLOG = 2048
"""The default of uvicorn."""

# An accent takes six bytes in an address: a query of 10 000 characters must reach us to get a French answer.
MAX_HEAD_BYTES = 256 * 1024


def serve(settings: Settings, open_searcher: OpenSearcher, verify: Verifier = check_json) -> None:
    """Serve until interrupted. `verify` reads the files that publishers have checked."""
    if settings.processes == 1:
        uvicorn.run(_app(settings, open_searcher, verify), **_options(settings))
        return
    with uvicorn.Config(_NO_APP, **_options(settings)).bind_socket() as ours:
        ours.listen(_BACKLOG)  # who comes while they start, or while one is replaced, waits for an answer
        work_together(partial(_answer_on, ours, settings, open_searcher, verify), settings.processes)


def _app(settings: Settings, open_searcher: OpenSearcher, verify: Verifier) -> FastAPI:
    app = create_app(open_searcher(), settings=settings, verify=verify)
    gc.freeze()  # what the start made lives as long as the process: looking through it again delays a page
    gc.enable()
    return app


def _answer_on(ours: Any, settings: Settings, open_searcher: OpenSearcher, verify: Verifier) -> None:
    """In one of several processes: connections of a cluster and files of an index cannot be shared."""
    app = _app(settings, open_searcher, verify)
    uvicorn.Server(uvicorn.Config(app, **_options(settings))).run(sockets=[ours])


def _options(settings: Settings) -> dict[str, Any]:
    return {
        "host": settings.host,
        "port": settings.port,
        "access_log": False,
        "log_config": _log_config(),
        "server_header": False,
        "h11_max_incomplete_event_size": MAX_HEAD_BYTES,
    }


def _log_config() -> dict[str, Any]:
    """Uvicorn's own, with ours beside: `debouches.acces` (requests), `debouches.web` (incidents)."""
    config = copy.deepcopy(LOGGING_CONFIG)
    config["loggers"]["debouches"] = {"handlers": ["default"], "level": "INFO", "propagate": False}
    return config
