"""Commands of the life of the index: build, generations, rollback, evaluate."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from debouches.cli_output import say, show, table, thousands
from debouches.cli_progress import Steps
from debouches.settings import read_settings

if TYPE_CHECKING:
    from index.evaluate import Evaluation
    from index.generations import Manifest

AsJson = Annotated[bool, typer.Option("--json", help="Sortie en JSON, même dans un terminal.")]


def build(*, as_json: AsJson = False) -> None:
    """Construit l'index à partir des dernières bonnes récoltes, le contrôle, puis le sert.

    Tout se fait à côté de l'index servi, qui n'est remplacé que si chaque contrôle est franchi.

    Exemple : debouches build
    """
    from index import lifecycle

    with Steps() as steps:
        report = lifecycle.build(read_settings(), steps)
    show(report.manifest, as_json=as_json, otherwise=lambda console: _show_build(console, report.manifest))


def _show_build(console: Console, manifest: "Manifest") -> None:
    console.print(table("Entités", ("Genre", "Nombre"), sorted(manifest.entites.items())))
    console.print(
        table(
            "Contrôles",
            ("Contrôle", "Franchi", "Constat"),
            [(g.nom, g.est_franchi, g.constat) for g in manifest.gates],
        )
    )
    console.print(f"Génération {manifest.nom} servie, construite en {manifest.secondes} s.", highlight=False)


def generations(*, as_json: AsJson = False) -> None:
    """Liste les générations de l'index gardées sur le disque, la plus récente d'abord.

    Exemple : debouches generations
    """
    from index import lifecycle

    found = lifecycle.generations(read_settings())
    rows = [
        (
            manifest.nom,
            is_served,
            f"{manifest.construite_le:%d/%m/%Y %H:%M}",
            sum(manifest.entites.values()),
            manifest.libelles,
            ", ".join(manifest.sources),
        )
        for manifest, is_served in found
    ]
    columns = ("Génération", "Servie", "Construite (UTC)", "Entités", "Libellés", "Sources")
    show(
        [manifest.model_dump(mode="json") | {"est_servie": is_served} for manifest, is_served in found],
        as_json=as_json,
        otherwise=lambda console: console.print(table("Générations", columns, rows)),
    )


def rollback(
    generation: Annotated[
        str | None,
        typer.Argument(metavar="GENERATION", help="Sans nom : celle qui précède la génération servie."),
    ] = None,
) -> None:
    """Revient à une génération plus ancienne, sans rien reconstruire ni redémarrer.

    Exemple : debouches rollback
    """
    from index import lifecycle

    say(f"Génération servie : {lifecycle.rollback(read_settings(), generation)}")


def evaluate(
    queries: Annotated[
        Path, typer.Argument(metavar="REQUETES.jsonl", help="Une requête par ligne : id, query.")
    ],
    run: Annotated[
        Path, typer.Option("--run", metavar="SORTIE.jsonl", help="Fichier de résultats à écrire.")
    ],
    *,
    as_json: AsJson = False,
) -> None:
    """Répond à un fichier de requêtes par le code même qui sert les pages, pour mesurer la pertinence.

    Chaque ligne écrite porte l'id de la requête et jusqu'à 60 identifiants d'éditeurs,
    dans l'ordre de lecture.

    Exemple : debouches evaluate requetes.jsonl --run resultats.jsonl
    """
    from index.evaluate import run_queries
    from index.opening import open_searcher

    if not queries.is_file():
        raise typer.BadParameter(f"le fichier {queries} n'existe pas", param_hint="REQUETES.jsonl")
    with Steps() as steps:
        found = run_queries(
            open_searcher(read_settings()), queries, run, lambda done, total: steps("requêtes", done, total)
        )
    show(found, as_json=as_json, otherwise=lambda console: _show_evaluation(console, found, run))


def _show_evaluation(console: Console, found: "Evaluation", run: Path) -> None:
    console.print(
        f"{thousands(found.requetes)} requêtes dont {thousands(found.sans_reponse)} sans réponse ; "
        f"médiane {found.p50_ms} ms, 95e centile {found.p95_ms} ms.\nRésultats : {run}",
        highlight=False,
        markup=False,
    )
