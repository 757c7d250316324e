"""Innovative actions of the fake corpus, searched by the real reader."""

from collections.abc import Iterable, Iterator
from datetime import date

from index.annexes.innovantes.make import annexes_of_innovantes
from index.annexes.innovantes.read import InnovantesReader
from index.annexes.words import Roots
from mappings.records import ActionInnovante, Periode, Provenance, Territoire
from nlp.analysis import Analyser
from nlp.families import Families
from tests.web import samples

BUS = ActionInnovante(
    id="action-innovante:carif-test-12",
    provenance=Provenance(
        source="actions-innovantes",
        editeur="Carif-Oref Test",
        licence="Licence Ouverte 2.0",
        url="https://exemple.fr/actions/bus",
        date_maj=date(2026, 2, 1),
        date_recolte=date(2026, 3, 1),
    ),
    code="carif-test-12",
    intitule="Le bus des métiers de l'eau",
    niveau="structure-territoire",
    themes=("connaissance-metiers", "outils-mutualises"),
    codes_regions=("84",),
    territoire="Bassin de Lyon",
    porteur="Mission locale Test",
    partenaires=("Rectorat, DRAIO", "Carif-Oref"),
    description=("Un bus va de collège en collège.", "On y touche des outils."),
    contact="Service orientation",
    telephone="04 78 00 00 00",
    courriel="orientation@exemple.fr",
    periode=Periode(debut=date(2024, 1, 1), fin=date(2026, 12, 31), precision="annee"),
)
OURS = BUS.provenance.model_copy(
    update={"editeur": "Débouchés (démonstration)", "url": None, "date_maj": None, "est_demonstration": True}
)
"""An example, of which nothing more is known."""
ACTIONS = (
    BUS,
    ActionInnovante(
        id="action-innovante:demonstration-bus-des-metiers",
        provenance=OURS,
        code="demonstration-bus-des-metiers",
        intitule=samples.HTML,
    ),
    *(
        ActionInnovante(
            id=f"action-innovante:a{n}",
            provenance=BUS.provenance.model_copy(update={"date_maj": date(2020, 1, 1)}),
            code=f"a{n}",
            intitule=f"Atelier numéro {n}",
            niveau="region",
            themes=("professionnalisation",),
            codes_regions=("53",),
        )
        for n in range(20)
    ),
    ActionInnovante(
        id="action-innovante:partout",
        provenance=BUS.provenance,
        code="partout",
        intitule="Une fiche écrite ensemble",
        niveau="reseau-national",
        themes=("outils-mutualises",),
        est_nationale=True,
    ),
)


class Kept:
    """The annexes of a generation, without the generation."""

    def __init__(self, actions: Iterable[ActionInnovante]) -> None:
        self._kept = dict(annexes_of_innovantes(actions, self._territoires, ROOTS))

    def annexes(self, keys: Iterable[str]) -> dict[str, bytes]:
        return {key: self._kept[key] for key in keys if key in self._kept}

    @staticmethod
    def _territoires() -> Iterator[Territoire]:
        yield from ()


ROOTS = Roots(Analyser(stop_words=("de", "des", "le", "la", "l", "du", "un", "une")), Families())
INNOVANTES = InnovantesReader(Kept(ACTIONS), ROOTS)  # type: ignore[arg-type]
EMPTY = InnovantesReader(Kept(()), ROOTS)  # type: ignore[arg-type]
