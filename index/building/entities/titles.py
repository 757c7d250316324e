"""Titles of métiers and of fiches, as readers see them."""

from index.building.corpus.read import Corpus
from index.genders import both_titles, capitalised


def titles_of_metiers(corpus: Corpus) -> dict[str, str]:
    """Title of every métier, and of every fiche, by its code."""
    titles = {
        code: capitalised(both_titles(m.intitule_masculin, m.intitule_feminin))
        for code, m in corpus.metiers.items()
    }
    for fiche in corpus.fiches.values():
        title = both_titles(fiche.titre_masculin, fiche.titre_feminin)
        titles.setdefault(fiche.code, capitalised(title))
    return titles
