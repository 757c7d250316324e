"""The offer of one formation: a session to come, one closed, one past; organismes with and without label."""

from datetime import date

from index.annexes.offre.day import is_over, rank_of
from index.annexes.offre.make import ligne_of
from index.annexes.offre.read import OffreRequest
from index.annexes.offre.views import (
    ActionView,
    DepartementOffert,
    FormationOfferte,
    OffrePage,
    OffreProche,
    OrganismeLie,
    OrganismeView,
    PointOffert,
)
from mappings.records import (
    ActionFormation,
    Coordonnees,
    Financeur,
    Libelle,
    LieuFormation,
    OrganismeFormation,
    Periode,
    SessionFormation,
)
from tests.web.samples import ONISEP

ORGANISME = OrganismeFormation(
    id="organisme-formation:12345678901234",
    provenance=ONISEP,
    nom="Fournil École",
    siret="12345678901234",
    numero_activite="82690000069",
    labels=(Libelle(libelle="Qualiopi"),),
    coordonnees=Coordonnees(adresse=("1 place du Four",), ville="Lyon", telephones=("04 00 00 00 00",)),
)
EN_BREF = OrganismeLie(
    code="12345678901234",
    nom="Fournil École",
    siret="12345678901234",
    numero_activite="82690000069",
    labels=("Qualiopi",),
    editeur="ONISEP",
)
ORGANISMES = (EN_BREF, OrganismeLie(code="12345678901234", nom="Pétrin Libre", editeur="ONISEP"))
PROCHES = (OffreProche(formation="FOR.1563", ville="Vienne", distance_km=24.6),)
ORGANISME_VIEW = OrganismeView(
    code="12345678901234",
    organisme=ORGANISME,
    formations=(
        FormationOfferte(
            code="FOR.1563", titre="BTM boulanger", actions=2, departements=("69",), est_a_venir=True
        ),
        FormationOfferte(
            code="FOR.2", titre="Formation d'hier", actions=1, departements=(), est_a_venir=False
        ),
    ),
    total=2,
    page=1,
    par_page=25,
)


def session(numero: str, periode: Periode, **facts: object) -> SessionFormation:
    return SessionFormation(
        id=f"session-formation:A:{numero}", provenance=ONISEP, numero=numero, periode=periode, **facts
    )


def action(numero: str, *sessions: SessionFormation, **facts: object) -> ActionFormation:
    return ActionFormation(
        id=f"action-formation:{numero}",
        provenance=ONISEP,
        numero=numero,
        formation="formation:FOR.1563",
        sessions=sessions,
        **facts,
    )


LYON = LieuFormation(ville="Lyon", code_departement="69", code_postal="69001", telephones=("04 00 00 00 01",))
A_VENIR = action(
    "A1",
    session("s1", Periode(debut=date(2026, 9, 1), fin=date(2027, 6, 30), precision="mois")),
    session("s2", Periode(debut=date(2026, 4, 6), fin=date(2026, 7, 3)), etat_recrutement="ferme"),
    session("s3", Periode(debut=date(2024, 9, 2), fin=date(2025, 6, 27))),
    lieux=(LYON,),
    modalites_enseignement="mixte",
    heures_total=1200,
    heures_entreprise=400,
    est_conventionnee=True,
    prise_en_charge_possible=True,
    financeurs=(Financeur(code="2", libelle="conseil régional", nb_places=12),),
)
PASSEE = action("A2", session("s4", Periode(debut=date(2023, 9, 1), fin=date(2024, 6, 30))))
ALL = (A_VENIR, PASSEE)
POINT = PointOffert(ville="Lyon", departement="69", latitude=45.76, longitude=4.84, actions=1)


def offre(request: OffreRequest) -> OffrePage:
    """As `index.annexes.offre.read` would answer, on two actions."""
    known = ALL if request.formation == "FOR.1563" else ()
    lignes = {one: ligne_of(one) for one in known}
    over = [one for one, ligne in lignes.items() if is_over(rank_of(ligne, request.day))]
    asked = over if request.est_passee else [one for one in known if one not in over]
    asked = [one for one in asked if request.departement in (None, lignes[one].departement)]
    return OffrePage(
        formation=request.formation,
        departement=request.departement,
        rayon_km=request.rayon_km,
        points=tuple(POINT for one in asked if one is A_VENIR),
        hors_rayon=1 if request.rayon_km else 0,
        page=request.page,
        par_page=request.par_page,
        connues=len(known),
        total=len(asked),
        passees=len(over),
        departements=(DepartementOffert(code="38", actions=1), DepartementOffert(code="69", actions=1)),
        actions=tuple(ActionView(action=one, organismes=(EN_BREF,)) for one in asked),
    )
