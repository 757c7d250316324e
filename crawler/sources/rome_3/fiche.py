"""A fiche of the ROME 3, whichever edition it was read in → Fiche, Appellation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from crawler.contract import Run
from crawler.readers.values import make
from mappings.genres import both_genders
from mappings.records import Fiche, LienMetier, Section

PUBLISHER = "rome-3"
"""The same in both editions, and apart from that of the ROME 4.0."""
ENVIRONMENTS = "Environnements de travail"
BLOCKS = ("Activités de base", "Savoirs de base", "Activités spécifiques", "Savoirs spécifiques")
EVOLUTIONS = "Mobilités si évolution"
Blocks = Mapping[str, Sequence[str]]
"""Title of a block → what it lists, in the publisher's order."""


@dataclass(frozen=True)
class Said:
    """What one fiche says."""

    code: str
    libelle: str
    definition: Sequence[str] = ()
    access: Sequence[str] = ()
    conditions: Sequence[str] = ()
    blocks: Blocks = field(default_factory=dict)
    near: Sequence[LienMetier] = ()
    evolutions: Sequence[str] = ()


def fiche(run: Run, said: Said, **stated: Any) -> Fiche | None:
    """`stated`: what the fiche says of its own version, for its provenance."""
    masculine, feminine = both_genders(said.libelle)
    return make(
        run,
        Fiche,
        PUBLISHER,
        said.code,
        provenance=run.provenance(**stated),
        code=said.code,
        type_editeur="public",
        titre=said.libelle,
        titre_masculin=masculine,
        titre_feminin=feminine,
        codes_rome=(said.code,),
        version_rome="3",
        nature_travail=_sections(None, said.definition),
        acces_metier=_sections(None, said.access),
        conditions_travail=(
            *_sections(None, said.conditions),
            *_sections(ENVIRONMENTS, said.blocks.get(ENVIRONMENTS, ())),
        ),
        competences=tuple(
            section for title in BLOCKS for section in _sections(title, said.blocks.get(title, ()))
        ),
        vie_professionnelle=_sections(EVOLUTIONS, said.evolutions),
        metiers_associes=tuple(dict.fromkeys(said.near)),
    )


def _sections(title: str | None, lines: Sequence[str]) -> tuple[Section, ...]:
    paragraphs = tuple(line for line in (" ".join(line.split()) for line in lines) if line)
    return (Section(titre=title, paragraphes=paragraphs),) if paragraphs else ()
