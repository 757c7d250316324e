"""Places where somebody is met: one current, one of an old directory."""

from datetime import date

from index.annexes.structures.read import StructuresRequest
from index.annexes.structures.views import ReseauProche, StructureProche, StructuresPage, StructureView
from mappings.records import Structure
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
