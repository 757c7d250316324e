"""Commands of the life of the index: build, generations, rollback."""

from typing import TYPE_CHECKING, Annotated

import typer

from debouches.commands.output import AsJson, say, show, table
from debouches.commands.progress import Steps
from debouches.settings import read_settings

if TYPE_CHECKING:
    from rich.console import Console

    from index.manifest import Manifest


def build(*, as_json: AsJson = False) -> None:
    """Construit l'index à partir des dernières bonnes récoltes, le contrôle, puis le sert.

    Tout se fait à côté de l'index servi, qui n'est remplacé que si chaque contrôle est franchi.

    Exemple : debouches build
    """
    from index.generations import lifecycle

    with Steps() as steps:
        report = lifecycle.build(read_settings(), steps)
    show(report.manifest, as_json=as_json, otherwise=lambda console: _show_build(console, report.manifest))


def _show_build(console: "Console", manifest: "Manifest") -> None:
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
    from index.generations import lifecycle

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
    from index.generations import lifecycle

    say(f"Génération servie : {lifecycle.rollback(read_settings(), generation)}")
