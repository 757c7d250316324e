"""The command that measures relevance: judged queries, every name of the corpus, traps."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from debouches.commands.output import AsJson, Cell, show, table, thousands
from debouches.commands.progress import Steps
from debouches.settings import read_settings

if TYPE_CHECKING:
    from pydantic import BaseModel
    from rich.console import Console

    from index.evaluation.evaluate import Evaluation
    from index.evaluation.generated import GeneratedReport
    from index.evaluation.traps import TrapReport

_MISSES_SHOWN = 30


def evaluate(
    queries: Annotated[
        Path | None,
        typer.Argument(
            metavar="REQUETES.jsonl",
            help="Une requête par ligne : id, query ; avec expected ou grades, elles sont aussi notées.",
        ),
    ] = None,
    run: Annotated[
        Path | None, typer.Option("--run", metavar="SORTIE.jsonl", help="Fichier de résultats à écrire.")
    ] = None,
    *,
    generated: Annotated[
        bool, typer.Option("--generated", help="Chercher chaque titre et chaque appellation du corpus.")
    ] = False,
    sample: Annotated[
        int | None,
        typer.Option("--sample", min=1, metavar="N", help="Avec --generated : au plus N noms par variante."),
    ] = None,
    misses: Annotated[
        Path | None,
        typer.Option("--misses", metavar="ECHECS.jsonl", help="Avec --generated : écrire les échecs."),
    ] = None,
    traps: Annotated[
        Path | None,
        typer.Option("--traps", metavar="PIEGES.yml", help="Chercher ce qui ne doit jamais sortir."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Mesure la pertinence par le code même qui sert les pages.

    Un fichier de requêtes : chaque ligne écrite par --run porte l'id de la requête et jusqu'à
    60 identifiants d'éditeurs, dans l'ordre de lecture. --generated : tous les noms du corpus, tels quels,
    à l'autre genre, sans accents, au pluriel, et mille avec une faute. --traps : les contresens connus ;
    le code de sortie est 1 s'il y en a.

    Exemple : debouches evaluate requetes.jsonl --run resultats.jsonl
    """
    if [queries is not None, generated, traps is not None].count(True) != 1:
        raise typer.BadParameter("donner REQUETES.jsonl, --generated ou --traps", param_hint="evaluate")
    if (run and not queries) or ((sample or misses) and not generated):
        raise typer.BadParameter(
            "--run va avec REQUETES.jsonl, --sample et --misses avec --generated", param_hint="evaluate"
        )
    if queries:
        _evaluate_queries(queries, run, as_json=as_json)
    elif traps:
        _evaluate_traps(traps, as_json=as_json)
    else:
        _evaluate_names(sample, misses, as_json=as_json)


def _evaluate_queries(queries: Path, run: Path | None, *, as_json: bool) -> None:
    from index.evaluation.evaluate import run_queries
    from index.generations.opening import open_searcher

    _check_file(queries, "REQUETES.jsonl")
    with Steps() as steps:
        found = run_queries(open_searcher(read_settings()), queries, run, _listener(steps))
    show(found, as_json=as_json, otherwise=lambda console: _show_evaluation(console, found, run))


def _evaluate_names(sample: int | None, misses: Path | None, *, as_json: bool) -> None:
    from index.evaluation.generated import evaluate_names
    from index.generations.opening import open_searcher

    settings = read_settings()
    with Steps() as steps:
        found = evaluate_names(settings, open_searcher(settings), sample, _listener(steps))
    if misses:
        lines = "".join(f"{miss.model_dump_json()}\n" for miss in found.echecs)
        misses.write_text(lines, encoding="utf-8")
    shown = found.model_copy(update={"echecs": found.echecs[:_MISSES_SHOWN]})
    show(shown, as_json=as_json, otherwise=lambda console: _show_names(console, shown, len(found.echecs)))


def _evaluate_traps(path: Path, *, as_json: bool) -> None:
    from index.evaluation.traps import read_traps, spring
    from index.generations.opening import open_searcher

    _check_file(path, "--traps")
    with Steps() as steps:
        found = spring(open_searcher(read_settings()), read_traps(path), _listener(steps))
    show(found, as_json=as_json, otherwise=lambda console: _show_traps(console, found))
    if found.violations:
        raise typer.Exit(code=1)


def _check_file(path: Path, parameter: str) -> None:
    if not path.is_file():
        raise typer.BadParameter(f"le fichier {path} n'existe pas", param_hint=parameter)


def _listener(steps: Steps) -> Callable[[int, int], None]:
    return lambda done, total: steps("requêtes", done, total)


_JUDGED = ("Requêtes", "n", "hit@1", "hit@5", "hit@10", "MRR", "P@10", "Sans réponse")
_GRADED = ("Requêtes", "n", "bon@1", "nDCG@10", "non notés@5")
_VARIANTS = ("Variante", "Nom", "n", "1er", "≤ 3", "Juste", "Groupe en tête", "Sans réponse")
"""Columns, in the order of the fields of `Figures`, `GradedFigures` and `VariantFigures`."""


def _show_evaluation(console: "Console", found: "Evaluation", run: Path | None) -> None:
    if found.par_nature:
        console.print(table("Réponses attendues", _JUDGED, map(_cells, found.par_nature)))
    if found.par_note:
        console.print(table("Réponses notées par un lecteur", _GRADED, map(_cells, found.par_note)))
    written = f"\nRésultats : {run}" if run else ""
    console.print(
        f"{thousands(found.requetes)} requêtes dont {thousands(found.sans_reponse)} sans réponse ; "
        f"médiane {found.p50_ms} ms, 95e centile {found.p95_ms} ms.{written}",
        highlight=False,
        markup=False,
    )


def _show_names(console: "Console", found: "GeneratedReport", misses: int) -> None:
    console.print(table("Chaque nom trouve-t-il sa page ?", _VARIANTS, map(_cells, found.figures)))
    rows = [
        (one.variante, one.requete, " ".join(one.attendus[:3]), one.rang, next(iter(one.premiers), None))
        for one in found.echecs
    ]
    columns = ("Variante", "Requête", "Attendu", "Rang", "Premier")
    console.print(table(f"{thousands(misses)} échecs, les pires d'abord", columns, rows))


def _show_traps(console: "Console", found: "TrapReport") -> None:
    rows = [(one.requete, one.rang, one.titre, one.trouve_par) for one in found.violations]
    title = f"{len(rows)} contresens pour {found.pieges} pièges"
    console.print(table(title, ("Requête", "Rang", "Titre interdit", "Trouvé par"), rows))


def _cells(figures: "BaseModel") -> tuple[Cell, ...]:
    return tuple(figures.model_dump().values())
