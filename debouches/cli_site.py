"""Commands that show the site: serve, and run, which does everything before."""

import logging
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

from debouches.cli_output import GENRES, say, thousands
from debouches.cli_progress import Steps
from debouches.errors import ConfigError
from debouches.settings import Settings, read_settings

if TYPE_CHECKING:
    from index.service import Searcher


def serve(
    host: Annotated[str | None, typer.Option("--host", help="Adresse d'écoute.")] = None,
    port: Annotated[int | None, typer.Option("--port", min=0, max=65535, help="Port d'écoute.")] = None,
) -> None:
    """Sert le site et l'API à partir de l'index déjà construit.

    Exemple : debouches serve --port 9000
    """
    from index.opening import open_searcher

    given = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    settings = read_settings().model_copy(update=given)
    _serve(settings, open_searcher(settings))


def run() -> None:
    """Fait tout : récolte le corpus, construit l'index s'il a changé, et sert le site.

    Le corpus est, dans cet ordre : le dossier DEBOUCHES_DATA, les fichiers des éditeurs si le réseau
    le permet, le corpus de départ du dépôt.

    Exemple : DEBOUCHES_DATA=~/donnees PORT=9000 debouches run
    """
    from crawler.corpus import harvest_corpus

    from index.lifecycle import build
    from index.opening import open_searcher

    settings = read_settings()
    with Steps() as steps:
        harvest_corpus(settings, steps)
        if needs_build(settings):
            build(settings, steps)
    _serve(settings, open_searcher(settings))


def needs_build(settings: Settings) -> bool:
    """True if nothing is served yet, or if a source has a newer good run than what is served."""
    from debouches.storage import Storage
    from index.lifecycle import generations

    storage = Storage(settings.home)
    served = [
        manifest.construite_le.timestamp() for manifest, is_served in generations(settings) if is_served
    ]
    runs = [storage.current_run(source).stat().st_mtime for source in storage.harvested_sources()]
    return not served or max(runs, default=0.0) > served[0]


def _serve(settings: Settings, searcher: "Searcher") -> None:
    """Say which corpus is shown, then serve until Ctrl-C, which is the ordinary way out."""
    from web.serve import serve as serve_site

    facts = searcher.facts()
    entities = ", ".join(f"{thousands(count)} {GENRES[genre]}" for genre, count in facts.entites.items())
    say(f"Corpus : {facts.corpus} ({entities})")
    say(f"Site : http://{settings.host}:{settings.port}  (Ctrl-C pour arrêter)")
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    try:
        with suppress(KeyboardInterrupt):
            serve_site(settings, searcher)
    except SystemExit as error:
        raise ConfigError(
            f"Le site n'a pas pu écouter sur {settings.host}:{settings.port}, sans doute déjà pris. "
            f"Choisir un autre port : PORT={settings.port + 1} make run"
        ) from error
    say("Site arrêté.")
