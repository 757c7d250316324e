"""The type of a diploma, beside its acronym or the words of its code."""

from mappings.intitules import type_en_mots
from web.wording.words import initiale


def diplome_en_mots(type_diplome: str | None, sigle: str | None) -> str:
    """« Brevet professionnel (BP) », « Bachelor, grade de licence »; what the type says is said once."""
    mots = type_en_mots(sigle or "")
    if not type_diplome or _is_said(mots, type_diplome, is_acronym=mots == sigle):
        return initiale(type_diplome or mots)
    return initiale(f"{type_diplome} ({mots})" if mots == sigle else f"{type_diplome}, {mots}")


def titre_avec_type(titre: str, sigle: str | None) -> str:
    """« Boulanger (CAP) »: pages of the same name, told apart in a list of tabs."""
    mots = type_en_mots(sigle or "")
    return titre if _is_said(mots, titre, is_acronym=mots == sigle) else f"{titre} ({mots})"


def _is_said(mots: str, text: str, *, is_acronym: bool) -> bool:
    """« DE » is not said by « diplôme d'État de musicien »; « master » is, by « Master »."""
    return mots in text if is_acronym else mots.casefold() in text.casefold()
