"""Places where somebody is met: one current, one of an old directory."""

from collections.abc import Sequence
from datetime import date

from index.annexes.structures.directory import DirectoryReader
from index.annexes.structures.make import annexes_of_structures
from index.annexes.structures.read import StructureReader, StructuresRequest
from index.annexes.structures.views import ReseauProche, StructureProche, StructuresPage, StructureView
from index.annexes.words import Roots
from index.lieux.model import Lieu
from index.lieux.noms import read_ecritures
from mappings.records import Structure, Territoire
from nlp.analysis import Analyser
from nlp.families import Families
from tests.web import samples
from tests.web.samples import ONISEP

AGENCE = StructureView(
    code="ft-1",
    structure=Structure(
        id="structure:ft:1",
        provenance=ONISEP,
        code="ft-1",
        nom="Agence de la Confluence",
        reseau="France Travail",
        code_departement="69",
    ),
    precision="commune-deduite",
    commune="Lyon",
    code_commune="69123",
    latitude=45.75,
    longitude=4.83,
)
ANCIEN = StructureView(
    code="cio-2017",
    structure=Structure(
        id="structure:cio-2017",
        provenance=ONISEP,
        code="cio-2017",
        nom="CIO du Vieux Pont",
        reseau="CIO",
        telephone="04 00 00 00 02",
        adresse="2 quai du Pont",
        ville="Lyon",
        horaires=("du lundi au vendredi : 09:00-17:00",),
        date_confirmation=date(2017, 10, 2),
        est_historique=True,
    ),
    precision="adresse",
    commune="Lyon",
    code_commune="69123",
)
LYCEE = StructureView(
    code="uai-1",
    structure=Structure(
        id="structure:uai-1",
        provenance=ONISEP,
        code="uai-1",
        nom="Lycée des Deux Rives",
        reseau="Lycée",
        publics=("lycéens et leurs familles",),
        telephone="04 00 00 00 03",
        adresse="1 rue du Quai",
        ville="Lyon",
    ),
    precision="adresse",
    commune="Lyon",
    code_commune="69123",
)
ALL = (AGENCE, ANCIEN, LYCEE)


def near(request: StructuresRequest) -> StructuresPage:
    return StructuresPage(
        lieu=request.lieu,
        reseaux=(
            ReseauProche(reseau="France Travail", actuelles=(StructureProche(view=AGENCE, distance_km=4.2),)),
            ReseauProche(reseau="Lycée", actuelles=(StructureProche(view=LYCEE, distance_km=2.0),)),
            ReseauProche(reseau="CIO", anciennes=(StructureProche(view=ANCIEN, distance_km=1.4),)),
        ),
    )


class _Engine:
    """Annexes of the places above, and nothing else."""

    def __init__(self, roots: Roots) -> None:
        records = (view.structure for view in ALL)
        self._kept = dict(annexes_of_structures(records, _territoires, read_ecritures(), roots))

    def annexes(self, cles: Sequence[str]) -> dict[str, bytes]:
        return {cle: self._kept[cle] for cle in cles if cle in self._kept}


class _Places:
    def lieux(self, q: str, limit: int = 8) -> tuple[Lieu, ...]:
        return samples.LIEUX[:1] if q.startswith("69") else ()

    def nommes(self, nom: str) -> tuple[Lieu, ...]:
        return samples.LIEUX[:1] if nom == "lyon" else ()

    def parties(self, identifiant: str) -> tuple[Lieu, ...]:
        return ()


def _territoires() -> list[Territoire]:
    return [
        Territoire(
            id="territoire:commune:69123",
            provenance=ONISEP,
            niveau="commune",
            code="69123",
            libelle="Lyon",
            millesime=2026,
            latitude=45.75,
            longitude=4.83,
        )
    ]


def _directory() -> DirectoryReader:
    roots = Roots(Analyser(stop_words=("de", "la", "du")), Families())
    engine = _Engine(roots)
    return DirectoryReader(engine, StructureReader(engine), roots, read_ecritures(), _Places())


REPERTOIRE = _directory()
