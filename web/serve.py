"""Run the site. Access logs are ours (path without query string), not the server's."""

import uvicorn

from debouches.settings import Settings
from index.service import Searcher
from web.app import create_app

# An accent takes six bytes in an address: a query of 10 000 characters must reach us to get a French answer.
MAX_HEAD_BYTES = 256 * 1024


def serve(settings: Settings, searcher: Searcher) -> None:
    """Serve until interrupted."""
    uvicorn.run(
        create_app(searcher, settings=settings),
        host=settings.host,
        port=settings.port,
        access_log=False,
        server_header=False,
        h11_max_incomplete_event_size=MAX_HEAD_BYTES,
    )
