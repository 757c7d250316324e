"""The names, interests and texts that an entity is searched by."""

from collections.abc import Iterator, Sequence

from index.views import InteretLie
from mappings.records import Fiche, Section


def interets_of_fiche(fiche: Fiche) -> Iterator[InteretLie]:
    for interet in fiche.centres_interet:
        yield InteretLie(code=interet.code, libelle=interet.libelle, editeur=fiche.provenance.editeur)


def names_of_fiche(fiche: Fiche) -> Iterator[str]:
    yield from dict.fromkeys((fiche.titre_masculin, fiche.titre_feminin, *fiche.synonymes))


def texts_of_fiche(fiche: Fiche) -> list[str]:
    return texts_of(
        fiche.accroche,
        fiche.nature_travail,
        fiche.competences,
        fiche.conditions_travail,
        *(short.sections for short in fiche.formats_courts),
    )


def texts_of(*blocks: Sequence[Section]) -> list[str]:
    return [text for block in blocks for s in block for text in (s.titre, *s.paragraphes) if text]
