"""Labour figures for the pages: each kind of value, each kind of absence."""

from index.annexes.emploi.views import (
    Chiffre,
    EmploiView,
    Etablissement,
    EtablissementView,
    Famille,
    GroupeSecteur,
    MesureEtablissement,
    Palmares,
    Point,
    Rang,
    SecteurBref,
    SecteurView,
    TerritoireView,
)
from index.lieux.model import LieuNomme
from mappings.records import Mesure, Provenance
from tests.web.samples import FRANCE, LYON, REGION, RHONE, TODAY

BASSIN = LieuNomme(id="bassin-emploi-8428", niveau="bassin-emploi", code="8428", libelle="Lyon Centre")
S0X42 = Famille(
    nomenclature="fap2021",
    code="S0X42",
    libelle="Boulangers, pâtissiers",
    confiance="moyenne",
    origine="essai",
)
S0Z42 = Famille(
    nomenclature="fap2009",
    code="S0Z42",
    libelle="Boulangers",
    confiance="moyenne",
    qualifications=("ouvrier qualifié",),
)
S0Z20 = Famille(
    nomenclature="fap2009",
    code="S0Z20",
    libelle="Apprentis de l'alimentation",
    confiance="moyenne",
    qualifications=("manœuvre",),
)


def provenance(editeur: str) -> Provenance:
    return Provenance(source=editeur.lower(), editeur=editeur, licence="LO", date_recolte=TODAY)


def chiffre(nom: str, valeur: float | None, unite: str, **facts: object) -> Chiffre:
    defaults = {
        "nature": "observe",
        "periode": "2017-2019",
        "lieu": FRANCE,
        "famille": S0Z42,
        "provenance": provenance("Dares"),
    }
    return Chiffre.model_validate({"nom": nom, "valeur": valeur, "unite": unite, **defaults, **facts})


def mesure(nom: str, valeur: float | None, unite: str, **facts: object) -> Mesure:
    return Mesure.model_validate({"nom": nom, "valeur": valeur, "unite": unite, **facts})


PROJETS = {
    "nature": "prevision",
    "periode": "2025",
    "famille": S0X42,
    "provenance": provenance("France Travail"),
}
LEVEL = "niveau de 1 à 5"
CHIFFRES = (
    chiffre(
        "projets-recrutement",
        139.0,
        "projets",
        lieu=BASSIN,
        details=(
            mesure("part-difficiles", 77.0, "%"),
            mesure("projets-saisonniers", None, "projets", est_secret=True),
        ),
        **PROJETS,
    ),
    chiffre(
        "projets-recrutement", 464.0, "projets", lieu=RHONE, est_minorant=True, est_calcule=True, **PROJETS
    ),
    chiffre("projets-recrutement", None, "projets", est_secret=True, **PROJETS),
    chiffre(
        "tension",
        1.09,
        "indice",
        periode="2019",
        details=(mesure("categorie-tension", 4.0, LEVEL), mesure("manque-main-oeuvre", 2.0, LEVEL)),
    ),
    chiffre(
        "postes-a-pourvoir",
        9.133,
        "milliers de postes",
        nature="prevision",
        periode="2019-2030",
        lieu=REGION,
        details=(
            mesure("departs-fin-carriere", 7.185, "milliers de postes"),
            mesure("desequilibre", -0.51, "milliers de postes"),
        ),
    ),
    chiffre("part-temps-partiel", 5.77, "% des personnes en emploi", champ="France métropolitaine"),
    chiffre(
        "part-femmes",
        22.21,
        "% des personnes en emploi",
        champ="France métropolitaine",
        avant=(Point(periode="1982-1984", valeur=10.0), Point(periode="2003-2005", valeur=20.0)),
    ),
    chiffre("emploi-par-age", 93.6, "milliers de personnes", details=(mesure("15-24 ans", 17.1, "%"),)),
    chiffre("salaire-median", 1558.0, "€ nets par mois", champ="France métropolitaine"),
    chiffre("part-femmes", 25.0, "% des personnes en emploi", famille=S0Z20),
)
S = Famille(nomenclature="fap2009", code="S", libelle="Hôtellerie, restauration, alimentation")
S0Z = Famille(nomenclature="fap2009", code="S0Z", libelle="Bouchers, charcutiers, boulangers")
METROPOLE = {"famille": S, "champ": "France métropolitaine"}
DE_S = (
    chiffre(
        "emploi-par-age",
        1226.48,
        "milliers de personnes",
        est_calcule=True,
        details=(mesure("15-24 ans", 17.1, "%"), mesure("60 ans ou plus", 5.2, "%")),
        **METROPOLE,
    ),
    chiffre("part-femmes", 41.7, "% des personnes en emploi", **METROPOLE),
)
SECTEUR = SecteurView(
    code="S",
    libelle="Hôtellerie, restauration, alimentation",
    familles=(S,),
    chiffres=DE_S,
    groupes=(
        GroupeSecteur(
            famille=S0Z,
            metiers=("D1102",),
            chiffres=(
                chiffre("part-cdd", 9.3, "% des personnes en emploi", famille=S0Z),
                chiffre("tension", 4.0, LEVEL, periode="2019", famille=S0Z),
            ),
        ),
    ),
    regions=(
        chiffre(
            "emploi-regional",
            140.2,
            "milliers de personnes",
            lieu=REGION,
            periode="2019",
            famille=S,
            est_calcule=True,
        ),
    ),
)
SECTEURS = (SecteurBref(code="S", libelle=SECTEUR.libelle, metiers=("D1102",), chiffres=DE_S),)
EMPLOI = EmploiView(code="D1102", lieu=LYON, familles=(S0X42, S0Z42, S0Z20), chiffres=CHIFFRES)


def palmares(nom: str, nature: str, valeur: float, unite: str, **facts: object) -> Palmares:
    rangs = (
        Rang(famille=S0X42, valeur=valeur, metiers=("D1102",)),
        Rang(famille=Famille(nomenclature="fap2021", code="V0Z60"), valeur=1.0),
    )
    known = {"nom": nom, "mesure": "valeur", "nature": nature, "periode": "2019", "unite": unite}
    counts = {"total": valeur + 1, "publies": 2, "rangs": rangs, "provenance": provenance("Dares")}
    return Palmares.model_validate(known | counts | facts)


TERRITOIRE = TerritoireView(
    lieu=LYON,
    parties=(LieuNomme(id="commune-69383", niveau="commune", code="69383", libelle="Lyon 3e"),),
    voisins=(LieuNomme(id="commune-69266", niveau="commune", code="69266", libelle="Villeurbanne"),),
    palmares=(
        palmares("projets-recrutement", "prevision", 139.0, "projets", tus=7),
        palmares("tension", "observe", 2600.0, "personnes, à la centaine près", mesure="emploi-moyen"),
    ),
    lieux_des_palmares=(BASSIN, RHONE),
    lieu_des_etablissements=RHONE,
    etablissements=(
        Etablissement(code="0693764S", nom="CFA du pain", periode="2022-2023", valeur=61.0),
        Etablissement(code="0690002B", nom="CFA du sucre", periode="2022-2023", valeur=None),
    ),
)
ETABLISSEMENT = EtablissementView(
    code="0693764S",
    nom="CFA du pain",
    departement=RHONE,
    region=REGION,
    provenance=provenance("Dares"),
    mesures=(
        MesureEtablissement(nom="emploi-6-mois", valeur=None, unite="% des sortants", periode="2023-2024"),
        MesureEtablissement(
            nom="emploi-6-mois",
            valeur=61.0,
            unite="% des sortants",
            periode="2022-2023",
            details=(
                mesure("valeur-ajoutee-emploi-6-mois", -4.0, "points"),
                mesure("emploi-12-mois", 65.0, "% des sortants"),
            ),
        ),
    ),
)
LYCEE = EtablissementView(
    code="0690001A",
    nom="Lycée du pain",
    departement=RHONE,
    region=REGION,
    provenance=provenance("Dares"),
    mesures=(),
    formations=tuple(
        MesureEtablissement(
            nom="emploi-6-mois-apres-voie-scolaire",
            valeur=valeur,
            unite="% des sortants",
            periode="2022-2023",
            champ=champ,
            formation=champ.partition(",")[0],
        )
        for champ, valeur in (("Boulangerie, CAP, voie scolaire", 41.0), ("Vente, CAP, voie scolaire", None))
    ),
)
UNIVERSITE = EtablissementView(
    code="0690002B",
    nom="Université du pain",
    departement=RHONE,
    region=REGION,
    provenance=provenance("Dares"),
    provenances={"emploi-salarie-12-mois-apres-diplome": provenance("SIES")},
    mesures=(),
    formations=(
        *LYCEE.formations,
        MesureEtablissement(
            nom="emploi-salarie-12-mois-apres-diplome",
            valeur=72.5,
            unite="% des diplômés sortis d'études",
            periode="2022",
            champ="FERMENTATION, Master LMD, diplômés",
            formation="FERMENTATION",
            details=(mesure("salaire-net-median-12-mois", 1990.0, "€ nets par mois"),),
        ),
    ),
)
