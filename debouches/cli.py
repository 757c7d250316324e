"""The command line: which commands exist, and how every command ends.

Exit codes: 0 done, 1 the work failed (the reason is printed), 2 badly written command, 130 interrupted.
"""

import re
import sys
from collections.abc import Callable, Sequence
from typing import Any

import typer

from debouches.commands import (
    evaluate,
    exporter,
    harvest,
    index,
    liens,
    project,
    recensement,
    requetes,
    satisfaction,
    search,
    site,
    sources,
)
from debouches.commands.output import say, say_error
from debouches.errors import DebouchesError

HELP = """Recherche unifiée sur les métiers, les formations et les certifications.

Pour commencer : debouches run

Chaque commande montre une table dans un terminal, et du JSON dans un fichier ou un tube (ou avec --json).
"""

COMMANDS: dict[str, Callable[..., None]] = {
    "run": site.run,
    "harvest": harvest.harvest,
    "report": harvest.report,
    "sources": sources.sources,
    "build": index.build,
    "generations": index.generations,
    "rollback": index.rollback,
    "search": search.search,
    "suggest": search.suggest,
    "requetes": requetes.requetes,
    "satisfaction": satisfaction.satisfaction,
    "verifier-liens": liens.verifier_liens,
    "recensement": recensement.recensement,
    "exporter": exporter.exporter,
    "evaluate": evaluate.evaluate,
    "serve": site.serve,
    "format": project.format_,
    "verifier": project.verifier,
    "settings": project.settings,
}

FAILED, MISUSED, INTERRUPTED = 1, 2, 130

FRENCH = (
    (r"No such option: (\S+)\.?", r"option inconnue : \1."),
    (r"No such command '(.+?)'\.?", r"commande inconnue : \1."),
    (r"Missing (?:argument|option|parameter) '(.+?)'\.?", r"il manque \1."),
    (r"Option '(.+?)' requires an argument\.?", r"l'option \1 attend une valeur."),
    (r"Got unexpected extra argument(?:s|\(s\))? \((.+)\)", r"en trop : \1."),
    (r"Input should be a valid integer.*", r"un nombre entier est attendu."),
    (r"Input should be less than or equal to (\S+)", r"au plus \1."),
    (r"Input should be greater than or equal to (\S+)", r"au moins \1."),
    (r"(?:file|path|directory) '(.+?)' does not exist\.?", r"« \1 » n'existe pas."),
    (r"(?:file|path) '(.+?)' is a directory\.?", r"« \1 » est un dossier : donner un fichier."),
    (r"(?:file|path) '(.+?)' is not readable\.?", r"« \1 » ne peut pas être lu."),
    (r"Invalid value for '?(.+?)'?: (.+)", r"valeur refusée pour \1 : \2"),
    (r"\(Possible options: (.+)\)|Did you mean (.+)\?", r"Proche : \1\2."),
)
"""What typer says of a badly written command → what we say."""


def main() -> None:
    sys.exit(exit_code_of(sys.argv[1:]))


def exit_code_of(arguments: Sequence[str]) -> int:
    """Run a command, turn whatever stops it into a French sentence and an exit code."""
    try:
        code: Any = build_app()(args=list(arguments), prog_name="debouches", standalone_mode=False)
    except DebouchesError as error:
        say_error(error)
        return FAILED
    except OSError as error:
        say(
            f"Le système refuse : {error.strerror or error}"
            + (f" ({error.filename})" if error.filename else "")
        )
        return FAILED
    except typer.TyperException as error:
        say(f"Commande mal écrite : {in_french(error.format_message())}\n{_where_is_help(error)}")
        return MISUSED
    if code == INTERRUPTED:  # typer turns Ctrl-C into this code
        say("Interrompu. Ce qui était servi le reste.")
    return code if isinstance(code, int) else 0


def build_app() -> typer.Typer:
    app = typer.Typer(
        help=HELP,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    for name, command in COMMANDS.items():
        app.command(name)(command)
    app.callback(invoke_without_command=True)(_welcome)
    return app


def _welcome(context: typer.Context) -> None:
    """Without a command: the list of commands."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def in_french(message: str) -> str:
    for english, french in FRENCH:
        message = re.sub(english, french, message)
    return message


def _where_is_help(error: typer.TyperException) -> str:
    context = getattr(error, "ctx", None)
    return f"Aide : {context.command_path if context else 'debouches'} --help"
