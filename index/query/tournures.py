"""Turns of phrase that their words, one by one, do not say: « de chez moi », « bien payé »."""

from collections.abc import Iterator

from index.query.phrases import Dite, Phrases, read_phrases
from index.query.requetes import SansDonnee, Tournure
from index.query.typed import Typed
from index.results import Understood


def chip(typed: Typed, read: Dite[Tournure]) -> Understood:
    """Undone, its words are searched as they are."""
    said = typed.texte(read.span)
    return Understood("synonyme", f"{said} → {read.ligne.lu}", said, typed.avec_guillemets(read.span))


def untold(typed: Typed, phrases: Phrases[SansDonnee]) -> Iterator[Understood]:
    """What is asked and that no source tells, each thing once; undone, its words are only words."""
    told = {one.ligne.dit: one for one in reversed([*read_phrases(typed, (), phrases)])}
    for dit, one in told.items():
        yield Understood("sans-donnee", dit, typed.texte(one.span), typed.avec_guillemets(one.span))
