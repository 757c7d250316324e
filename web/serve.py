"""Run the site. Access logs are ours (path without query string), not the server's."""

import copy
import gc
from typing import Any

import uvicorn
from uvicorn.config import LOGGING_CONFIG

from debouches.settings import Settings
from index.service import Searcher
from mappings.conformity import Verifier, check_json
from web.app import create_app

# An accent takes six bytes in an address: a query of 10 000 characters must reach us to get a French answer.
MAX_HEAD_BYTES = 256 * 1024


def serve(settings: Settings, searcher: Searcher, verify: Verifier = check_json) -> None:
    """Serve until interrupted. `verify` reads the files that publishers have checked."""
    app = create_app(searcher, settings=settings, verify=verify)
    gc.freeze()  # what the start made lives as long as the process: looking through it again delays a page
    gc.enable()
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        access_log=False,
        log_config=_log_config(),
        server_header=False,
        h11_max_incomplete_event_size=MAX_HEAD_BYTES,
    )


def _log_config() -> dict[str, Any]:
    """Uvicorn's own, with ours beside: `debouches.acces` (requests), `debouches.web` (incidents)."""
    config = copy.deepcopy(LOGGING_CONFIG)
    config["loggers"]["debouches"] = {"handlers": ["default"], "level": "INFO", "propagate": False}
    return config
