"""The command that looks at the addresses of other sites, so that no page shows a dead link."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from debouches.commands.output import AsJson, say, show, table, thousands
from debouches.commands.progress import Steps
from debouches.settings import read_settings

if TYPE_CHECKING:
    from crawler.liens.journal import Passage
    from mappings.liens import Etat, Regles

ETATS: "dict[Etat, str]" = {
    "vivant": "répond",
    "deplace": "déplacée : le lien mène à la nouvelle adresse",
    "accueil": "ne mène qu'à une page d'accueil : n'est plus un lien",
    "mort": "morte : n'est plus un lien",
    "incertain": "en panne, pas depuis assez longtemps pour la dire morte",
    "non-verifiable": "refusée aux robots : montrée comme avant",
}
SHOWN = 20
"""Newly dead links shown in a terminal; the JSON has them all."""


def verifier_liens(
    *,
    limite: Annotated[
        int | None, typer.Option("--limite", min=1, metavar="N", help="Adresses vérifiées, au plus.")
    ] = None,
    par_hote: Annotated[
        int | None, typer.Option("--par-hote", min=1, metavar="N", help="Adresses d'un même hôte, au plus.")
    ] = None,
    adresse: Annotated[
        list[str] | None, typer.Option("--adresse", metavar="URL", help="Seulement celle-ci, tout de suite.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Vérifie les adresses d'autres sites que le site montre ; ce qui est mort n'y est plus un lien.

    À lancer chaque nuit : un passage prend les adresses dont l'échéance est venue, les plus anciennes
    d'abord, une à la fois chez chaque éditeur. Les pages suivent sans redémarrage ni reconstruction.
    Interrompu, il garde ce qu'il a vu.

    Exemple : debouches verifier-liens --limite 2000
    """
    from crawler.liens.check import check_links
    from mappings.liens import read_regles

    settings = read_settings()
    regles = _limited(read_regles(), limite, par_hote)
    with Steps() as steps:
        passage = check_links(settings, regles, steps, ours=_ours(), only=tuple(adresse or ()))
    show(passage, as_json=as_json, otherwise=lambda console: console.print(_as_table(passage)))
    _say_what_changed(passage)


def _limited(regles: "Regles", limite: int | None, par_hote: int | None) -> "Regles":
    asked = {"par_passage": limite, "par_hote": par_hote}
    given = {name: value for name, value in asked.items() if value is not None}
    return regles.model_copy(update={"passage": regles.passage.model_copy(update=given)})


def _ours() -> Iterator[str]:
    """Addresses of our own pages."""
    from web.contenus.contents import load_contents

    return (one.url for one in load_contents().interlocuteurs if one.url)


def _as_table(passage: "Passage") -> object:
    lines = [(words, passage.etats.get(etat, 0)) for etat, words in ETATS.items()]
    lines.append(("jamais vérifiée encore", passage.jamais_vues))
    return table("Adresses d'autres sites", ("État", "Adresses"), lines)


def _say_what_changed(passage: "Passage") -> None:
    say(
        f"{thousands(passage.verifiees)} adresses vérifiées sur {thousands(passage.montrees)} ; "
        f"{thousands(passage.remises)} attendent le prochain passage."
    )
    for words, urls in (
        ("Ne sont plus des liens", passage.nouveaux_morts),
        ("Sont de nouveau des liens", passage.revenus),
    ):
        if urls:
            say("\n  ".join([f"{words} ({thousands(len(urls))}) :", *urls[:SHOWN]]))
