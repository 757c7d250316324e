"""Commands that ask the index: search, suggest."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from debouches.commands.output import GENRES, AsJson, show, table, thousands
from debouches.settings import read_settings

if TYPE_CHECKING:
    from rich.console import Console

    from index.facets import Facet, Filtres
    from index.results import Group, Result, SearchPage


def search(
    q: Annotated[str, typer.Argument(metavar='"REQUETE"', help="Ce que l'on cherche, en toutes lettres.")],
    *,
    explain: Annotated[bool, typer.Option("--explain", help="Montre de quoi chaque score est fait.")] = False,
    groupe: Annotated[
        str | None, typer.Option("--groupe", help="metier, formation ou certification : ce groupe seul.")
    ] = None,
    page: Annotated[int, typer.Option("--page", min=1, help="Page du groupe choisi.")] = 1,
    exacte: Annotated[bool, typer.Option("--exacte", help="Sans correction de l'orthographe.")] = False,
    filtre: Annotated[
        list[str] | None,
        typer.Option("--filtre", help="FACETTE=VALEUR, par exemple niveau=3 ; se répète."),
    ] = None,
    facettes: Annotated[bool, typer.Option("--facettes", help="Montre ce qui peut affiner.")] = False,
    as_json: AsJson = False,
) -> None:
    """Cherche, comme la page de résultats du site, dans le même ordre.

    Exemple : debouches search "boulanger" --filtre niveau=3 --filtre voie=apprentissage --facettes
    """
    from index.generations.opening import open_searcher
    from index.results import SearchRequest

    request = SearchRequest(
        q=q, groupe=_checked_genre(groupe), page=page, est_exacte=exacte, filtres=_read_filters(filtre or [])
    )
    answer = open_searcher(read_settings()).search(request, explain=explain)

    def otherwise(console: "Console") -> None:
        _show_page(console, answer, explain=explain)
        for facet in answer.facettes if facettes else ():
            console.print(_facet_table(facet))

    show(answer, as_json=as_json, otherwise=otherwise)


def _read_filters(choices: list[str]) -> "Filtres":
    from index.facets import NOMS_FACETTES, SANS_FILTRE

    filtres = SANS_FILTRE
    for choice in choices:
        nom, _, value = choice.partition("=")
        known = next((one for one in NOMS_FACETTES if one == nom), None)
        if known is None or not value:
            raise typer.BadParameter(
                f"« {choice} » ; attendu FACETTE=VALEUR, avec pour facette {', '.join(NOMS_FACETTES)}",
                param_hint="--filtre",
            )
        filtres = filtres.avec(known, value)
    return filtres


def _facet_table(facet: "Facet") -> Any:
    rows = [
        (value.valeur, value.libelle, thousands(value.total), "×" if value.est_choisie else "")
        for value in facet.valeurs
    ]
    return table(f"{facet.titre} ({facet.nom})", ("Valeur", "En mots", "Résultats", "Choisie"), rows)


def _checked_genre(groupe: str | None) -> Any:
    if groupe is not None and groupe not in GENRES:
        raise typer.BadParameter(
            f"« {groupe} » n'est pas un groupe ; choisir {', '.join(GENRES)}", param_hint="--groupe"
        )
    return groupe


def _show_page(console: "Console", page: "SearchPage", *, explain: bool) -> None:
    for sentence in _remarks(page):
        console.print(sentence, markup=False, highlight=False)
    for group in page.groups:
        console.print(_group_table(group, explain=explain))
    console.print(f"Génération {page.generation}, {page.took_ms:.1f} ms", style="dim", highlight=False)


def _remarks(page: "SearchPage") -> Iterator[str]:
    """What the site says above its results."""
    if page.correction:
        yield f"Résultats pour « {page.correction.cherchee} » au lieu de « {page.correction.demandee} »."
    for item in page.understood:
        yield f"Compris ({item.nature}) : {item.texte}"
    for rung in page.relaxed:
        yield f"Recherche élargie : {rung.texte} ; {rung.geste} : {rung.q_sans}"
    if not page.groups:
        yield "Rien ne répond à cette recherche."


def _group_table(group: "Group", *, explain: bool) -> Any:
    columns = ("Code", "Titre", "Pourquoi", "Éditeurs", "Score")
    rows = [
        (
            " ".join(result.codes),
            result.titre,
            _why(result, explain=explain),
            ", ".join(result.editeurs),
            result.score,
        )
        for result in group.results
    ]
    return table(f"{GENRES[group.genre].capitalize()} : {thousands(group.total)}", columns, rows)


def _why(result: "Result", *, explain: bool) -> str:
    reason = f"{result.raison.nature} : {result.raison.libelle}"
    details = [f"{part.nom} {part.valeur:.3f}" for part in result.details] if explain else []
    return "\n".join([reason, *details])


def suggest(
    q: Annotated[str, typer.Argument(metavar='"DEBUT"', help="Le début de ce que l'on tape.")],
    *,
    limit: Annotated[int, typer.Option("--limit", min=1, max=50, help="Nombre de propositions.")] = 8,
    as_json: AsJson = False,
) -> None:
    """Propose la suite de ce que l'on tape, comme la boîte de recherche du site.

    Exemple : debouches suggest "infi"
    """
    from index.generations.opening import open_searcher

    found = open_searcher(read_settings()).suggest(q, limit)
    rows = [(item.genre, item.texte, item.code) for item in found.suggestions]
    show(
        found,
        as_json=as_json,
        otherwise=lambda console: console.print(table(f"« {q} »", ("Genre", "Texte", "Code"), rows)),
    )
