"""A small corpus written for the tests: one whole métier, one bare, formations, certifications."""

from datetime import date

from index.lieux.model import Lieu, LieuNomme
from index.views import (
    CertificationLiee,
    CertificationView,
    ComparaisonCompetences,
    CompetenceComparee,
    CompetenceDite,
    CompetenceLiee,
    CorpusFacts,
    FormationsParSuccession,
    FormationView,
    InteretLie,
    Lien,
    MetierView,
    SourceFacts,
)
from mappings.records import (
    Appellation,
    BlocCompetences,
    Certificateur,
    Certification,
    ContexteTravail,
    Fiche,
    Formation,
    Libelle,
    Metier,
    Provenance,
    SecteurActivite,
    Section,
    StatistiquesPromotion,
)
from mappings.records.files import SourceState

TODAY = date(2026, 3, 12)

ROME = Provenance(
    source="rome",
    editeur="France Travail",
    version="ROME 4.0, v460",
    url="https://candidat.francetravail.example/metierscope/fiche-metier/D1102",
    licence="Licence Ouverte 2.0",
    date_maj=date(2025, 9, 1),
    date_recolte=date(2026, 3, 12),
)
ONISEP = Provenance(
    source="onisep",
    editeur="ONISEP",
    url="https://www.onisep.example/",
    licence="ODbL 1.0",
    date_maj=date(2019, 5, 4),
    date_recolte=date(2026, 3, 12),
)
DEMO = ONISEP.model_copy(
    update={"editeur": "Débouchés", "est_demonstration": True, "date_maj": None, "url": None}
)


def section(*paragraphes: str, titre: str | None = None) -> Section:
    return Section(titre=titre, paragraphes=paragraphes)


def lien(genre: str, code: str, titre: str, relation: str = "formation requise", **extra: object) -> Lien:
    return Lien(genre=genre, code=code, titre=titre, relation=relation, editeur="ONISEP", **extra)


FICHE_ROME = Fiche(
    id="fiche:rome:D1102",
    provenance=ROME,
    code="D1102",
    type_editeur="public",
    titre="Boulanger / Boulangère",
    titre_masculin="Boulanger",
    titre_feminin="Boulangère",
    codes_rome=("D1102",),
    version_rome="4",
    nature_travail=(section("Pétrit la pâte. Façonne les pains. Surveille la cuisson."),),
    acces_metier=(section("Un certificat de boulanger est demandé."),),
)
FICHE_ONISEP = Fiche(
    id="fiche:onisep:MET.17",
    provenance=ONISEP,
    code="MET.17",
    type_editeur="public",
    titre="boulanger/ère",
    titre_masculin="boulanger",
    titre_feminin="boulangère",
    codes_rome=("D1102",),
    version_rome="3",
    synonymes=("artisan/e du pain",),
    accroche=(section("Levé avant l'aube, l'artisan nourrit son quartier."),),
    nature_travail=(section("La pâte repose, puis passe au four.", titre="Du pétrin au four"),),
    competences=(section("De l'endurance et du goût."),),
    conditions_travail=(section("Debout, dans la chaleur du fournil."),),
    vie_professionnelle=(
        section("Le salaire minimum au début.", titre="Salaire du débutant"),
        section("Les artisans cherchent du monde.", titre="Intégrer le marché du travail"),
    ),
    niveau_acces=Libelle(code="3", libelle="CAP ou équivalent"),
)
METIER = Metier(
    id="metier:D1102",
    provenance=ROME,
    code_rome="D1102",
    code_ogr="10",
    libelle="Boulanger / Boulangère",
    intitule_masculin="Boulanger",
    intitule_feminin="Boulangère",
    code_rome_parent="D1102",
    grand_domaine=Libelle(code="D", libelle="Commerce, vente et grande distribution"),
    domaine_professionnel=Libelle(code="D11", libelle="Commerce alimentaire et métiers de bouche"),
    riasec_majeur="R",
    riasec_mineur="C",
    transition_ecologique="Emploi Vert",
    est_reglemente=True,
    est_cadre=False,
    secteurs=(SecteurActivite(code="1", libelle="Artisanat du goût"),),
    contextes=(
        ContexteTravail(code_ogr="1", libelle="Travail de nuit", type="Horaires et durée du travail"),
        ContexteTravail(code_ogr="2", libelle="Station debout", type="Conditions de travail"),
    ),
)


def appellation(code: str, masculin: str, feminin: str) -> Appellation:
    return Appellation(
        id=f"appellation:{code}",
        provenance=ROME,
        code_ogr=code,
        code_rome="D1102",
        libelle=f"{masculin} / {feminin}",
        forme_masculine=masculin,
        forme_feminine=feminin,
    )


COMPARAISON = ComparaisonCompetences(
    editeurs=(ROME.editeur, "ONISEP"),
    communes=(
        CompetenceComparee(
            libelle="Rigueur et précision",
            dites=(
                CompetenceDite(editeur=ROME.editeur, mots=("Rigueur",), codes_ogr=("6",)),
                CompetenceDite(editeur="ONISEP", mots=("minutieux",), extrait="Il est minutieux"),
            ),
        ),
    ),
    differentes=(
        CompetenceComparee(
            libelle="Autonomie",
            dites=(CompetenceDite(editeur=ROME.editeur, mots=("Tenir une caisse",), codes_ogr=("7",)),),
        ),
        CompetenceComparee(
            libelle="Condition physique",
            dites=(CompetenceDite(editeur="ONISEP", mots=("endurance",), extrait="De l'endurance"),),
        ),
    ),
)
BOULANGER = MetierView(
    code="D1102",
    titre="Boulanger, boulangère",
    metier=METIER,
    fiches=(FICHE_ROME, FICHE_ONISEP),
    appellations=(appellation("1", "Tourier", "Tourière"), appellation("2", "Pétrisseur", "Pétrisseuse")),
    competences=(
        CompetenceLiee(code_ogr="7", libelle="Tenir une caisse", type="savoir-faire", enjeu="Vente"),
        CompetenceLiee(
            code_ogr="5", libelle="Pétrir la pâte", type="savoir-faire", enjeu="Production", est_coeur=True
        ),
        CompetenceLiee(code_ogr="6", libelle="Rigueur", type="savoir-etre"),
    ),
    competences_comparees=COMPARAISON,
    centres_interet=(InteretLie(libelle="Travailler de ses mains", editeur="ONISEP", est_principal=True),),
    metiers_proches=(lien("metier", "D1104", "Pâtissier, pâtissière", "mobilité ROME"),),
    formations=(
        *(lien("formation", f"FOR.{n}", f"CAP boulanger, option {n}", niveau=3) for n in range(1, 16)),
        lien("formation", "FOR.1563", "BTM boulanger", niveau=4, duree="2 ans"),
    ),
    certifications=(
        lien(
            "certification",
            "RNCP38565",
            "Boulanger",
            "certification du métier",
            niveau=3,
            mention="remplacée",
        ),
        lien("certification", "RNCP500", "Chocolatier", "certification du métier", niveau=3),
    ),
)

PATISSIER = MetierView(code="MET.99", titre="Pâtissier, pâtissière", metier=None, fiches=())
"""The barest métier there can be: every family is missing."""

DEMONSTRATION = MetierView(
    code="MET.98",
    titre="Chocolatier, chocolatière",
    metier=None,
    fiches=(
        FICHE_ONISEP.model_copy(update={"id": "fiche:demo:MET.98", "code": "MET.98", "provenance": DEMO}),
    ),
)

HTML = "<script>alert(1)</script><img src=x onerror=alert(2)>"
PIEGE = MetierView(
    code="MET.97",
    titre=HTML,
    metier=None,
    fiches=(
        FICHE_ONISEP.model_copy(
            update={
                "provenance": ONISEP.model_copy(update={"editeur": HTML, "version": HTML, "licence": HTML}),
                "accroche": (section(HTML, titre=HTML),),
                "synonymes": (HTML,),
                "niveau_acces": Libelle(libelle=HTML),
            }
        ),
    ),
    metiers_proches=(lien("metier", HTML, HTML, HTML),),
)
"""A source whose every text is HTML."""

PAR_SUCCESSION = (
    FormationsParSuccession(
        certification=CertificationLiee(
            code="RNCP38565", place="apres", titre="Boulanger", date_effet=date(2024, 9, 1)
        ),
        formations=(lien("formation", "FOR.1563", "BTM boulanger"),),
    ),
)
FORMATION = FormationView(
    code="FOR.1563",
    titre="BTM boulanger",
    formation=Formation(
        id="formation:FOR.1563",
        provenance=ONISEP,
        code="FOR.1563",
        intitule="BTM boulanger",
        type_formation="brevet technique des métiers",
        sigle_type="BTM",
        duree="2 ans",
        niveau=4,
        code_certification="RNCP38565",
        voies=("apprentissage",),
        acces=(section("Après un premier diplôme du pain."),),
        poursuite_etudes=(section("Le brevet supérieur."),),
    ),
    metiers=(lien("metier", "D1102", "Boulanger, boulangère", "métier visé"),),
    certifications=(lien("certification", "RNCP38565", "Boulanger", "certification visée"),),
    poursuites=(lien("formation", "FOR.9", "Brevet supérieur du pain", "poursuite d'études", niveau=5),),
)
FORMATION_NUE = FormationView(
    code="FOR.2",
    titre="formation sans détail",
    formation=Formation(
        id="formation:FOR.2", provenance=DEMO, code="FOR.2", intitule="formation sans détail"
    ),
)
CERTIFICATION = CertificationView(
    code="RNCP38565",
    titre="Boulanger",
    certification=Certification(
        id="certification:RNCP38565",
        provenance=ONISEP,
        code="RNCP38565",
        intitule="Boulanger",
        niveau=3,
        est_active=False,
        remplacee_par=("RNCP40000",),
        remplace=("RNCP100",),
    ),
    formations=(lien("formation", "FOR.1563", "BTM boulanger"),),
    succession=(
        CertificationLiee(code="RNCP100", place="avant"),
        CertificationLiee(code="RNCP38565", place="celle-ci", titre="Boulanger", mention="remplacée"),
        CertificationLiee(
            code="RNCP40000", place="apres", titre="Boulanger d'aujourd'hui", sigle_type="CAP",
            date_effet=date(2025, 9, 1),
        ),
    ),
)  # fmt: skip
CERTIFICATION_COMPLETE = CertificationView(
    code="RNCP500",
    titre="Chocolatier",
    certification=Certification(
        id="certification:RNCP500",
        provenance=ROME,
        code="RNCP500",
        intitule="Chocolatier",
        type_diplome="brevet technique des métiers",
        sigle_type="BTM",
        niveau=4,
        est_active=True,
        date_fin_enregistrement=date(2028, 12, 31),
        voies_acces=("apprentissage", "vae"),
        voies_fermees=("candidature-individuelle",),
        certificateurs=(Certificateur(nom="Chambre du chocolat"),),
        activites_visees=(section("Tempérer le chocolat."),),
        prerequis_entree_formation=(section("Un premier diplôme de bouche."),),
        blocs=(
            BlocCompetences(
                code="RNCP500BC01", intitule="Mouler", competences=(section("Préparer les moules."),)
            ),
        ),
        statistiques_promotions=(
            StatistiquesPromotion(annee=2024, nombre_certifies=1200, taux_insertion_global_6mois=81),
        ),
        codes_formacode=("21538",),
        version_formacode="14",
    ),
    domaines=(Libelle(code="21538", libelle="chocolaterie"),),
    metiers=(lien("metier", "D1102", "Boulanger, boulangère", "débouché"),),
)
CERTIFICATION_ECHUE = CertificationView(
    code="RNCP600",
    titre="Glacier",
    certification=Certification(
        id="certification:RNCP600",
        provenance=ROME.model_copy(update={"url": "https://registre.example/rncp/600/"}),
        code="RNCP600",
        intitule="Glacier",
        est_active=True,
        date_fin_enregistrement=date(2025, 8, 31),
    ),
    formations_par_succession=PAR_SUCCESSION,
)
CERTIFICATION_NUE = CertificationView(
    code="RS5801",
    titre="certificat sans détail",
    certification=Certification(
        id="certification:RS5801", provenance=DEMO, code="RS5801", intitule="certificat sans détail"
    ),
)

RHONE = LieuNomme(id="departement-69", niveau="departement", code="69", libelle="Rhône")
REGION = LieuNomme(id="region-84", niveau="region", code="84", libelle="Auvergne-Rhône-Alpes")
FRANCE = LieuNomme(id="france-FR", niveau="france", code="FR", libelle="France")
LYON = Lieu(
    id="commune-69123",
    niveau="commune",
    code="69123",
    libelle="Lyon",
    contexte="Rhône (69)",
    codes_postaux=("69001", "69003"),
    latitude=45.75,
    longitude=4.83,
    millesime=2026,
    parents=(
        LieuNomme(id="bassin-emploi-8428", niveau="bassin-emploi", code="8428", libelle="Lyon Centre"),
        RHONE,
        REGION,
        FRANCE,
    ),
    ancienne_region="Rhône-Alpes",
)
LIEUX = (
    LYON,
    Lieu(
        id="commune-27377",
        niveau="commune",
        code="27377",
        libelle="Lyons-la-Forêt",
        contexte="Eure (27)",
        millesime=2026,
        parents=(FRANCE,),
    ),
)

FACTS = CorpusFacts(
    generation="debouches-1-abcd-20260312",
    est_corpus_de_depart=True,
    corpus="les faits des nomenclatures et des textes de démonstration.",
    entites={"metier": 1584, "formation": 2342, "certification": 800},
    sources=(
        SourceFacts(
            provenance=ROME, titre="ROME 4.0", enregistrements={"metier": 1584}, lacunes=("aucun salaire",)
        ),
        SourceFacts(
            provenance=ONISEP,
            titre="Idéo-Fiches métiers",
            enregistrements={"fiche": 1043, "formation": 2342},
            lacunes=("formation initiale seulement",),
            frequence="dix fois par an",
            etat=SourceState(
                le=date(2026, 3, 12), incident="fiche : 3 enregistrements, au moins 900 attendus"
            ),
        ),
    ),
)
