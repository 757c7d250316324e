"""The command that reviews queries without answer, with a vocabulary line to start from."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from debouches.commands.output import AsJson, show, table
from debouches.settings import read_settings

if TYPE_CHECKING:
    from index.service import Searcher


def requetes(*, as_json: AsJson = False) -> None:
    """Montre les recherches restées sans réponse, et une ligne de vocabulaire à relire pour chacune.

    Rien n'est compté tant que DEBOUCHES_COMPTER_SANS_REPONSE n'est pas « true ».

    Exemple : debouches requetes --json
    """
    from index.generations.opening import open_searcher
    from web.counters.sans_reponse import read_counts

    settings = read_settings()
    counted = read_counts(settings.home).en_clair
    searcher = open_searcher(settings)
    rows = [
        (month, days, q, suggested_line(q, month, days, searcher))
        for month, queries in sorted(counted.items(), reverse=True)
        for q, days in sorted(queries.items(), key=lambda one: (-one[1], one[0]))
    ]
    columns = ("Mois", "Jours", "Recherche", "Ligne à relire pour synonymes.yml")
    title = "Recherches sans réponse" if rows else "Aucune recherche sans réponse n'a été assez répétée"
    content = [dict(zip(("mois", "jours", "recherche", "ligne"), row, strict=True)) for row in rows]
    show(content, as_json=as_json, otherwise=lambda console: console.print(table(title, columns, rows)))


def suggested_line(q: str, month: str, days: int, searcher: "Searcher") -> str:
    """A line in the shape of the file; a person chooses the synonyms among the nearest labels."""
    nearest = ", ".join(dict.fromkeys(_nearest(q, searcher))) or "à trouver"
    return f'- {{terme: {q}, synonymes: [{nearest}], poids: 0.7, raison: "cherché {days} jours en {month}"}}'


def _nearest(q: str, searcher: "Searcher") -> Iterator[str]:
    """Names that begin like it, then those found when only the beginning of its longest word is kept."""
    longest = max(q.split(), key=len)
    for beginning in (q, longest[: max(4, len(longest) - 3)]):
        yield from (one.texte.lower() for one in searcher.suggest(beginning, 3).suggestions)
