"""Shape of the answers, for OpenAPI and for the tests. The routes build them by hand, which is faster."""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from index.annexes.emploi.model import EmploiView, EtablissementView, TerritoireView
from index.annexes.offre.views import OffrePage, OrganismeView
from index.annexes.structures.views import StructuresPage, StructureView
from index.facets import NomFacette
from index.lieux.model import LieuNomme
from index.results import NatureComprise, NatureEchelon, Ordre
from index.views import CertificationView, FormationView, Genre, MetierView, SourceFacts
from mappings.liens import Etat, EtatLien
from mappings.records import Aide


class _Answer(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Licence(_Answer):
    source: str = Field(description="Nom de la source")
    editeur: str = Field(description="Organisme à citer")
    licence: str = Field(description="Licence de réutilisation")
    version: str | None = Field(description="Version de la source")
    date_maj: date | None = Field(description="Date donnée par l'éditeur ; null : non renseignée")


class Meta(_Answer):
    """Joined to every answer: which corpus spoke, and under which licences it may be reused."""

    generation: str = Field(description="Génération de l'index qui a répondu")
    version_api: Literal["1"] = Field(description="Version de l'API")
    documentation: str = Field(description="Adresse de la documentation")
    licences: list[Licence] = Field(description="Licence de chaque source")


class EtatLienOut(EtatLien):
    url: str = Field(description="Adresse, telle que la source la donne")


ETATS_LIENS: Any = Field(
    description="Adresses de cette réponse que leur éditeur a supprimées, déplacées ou fait mener à une page "
    "d'accueil, selon la dernière vérification ; les autres sont ce que leur source en dit"
)


class ReasonOut(_Answer):
    nature: str = Field(description="Nature du libellé trouvé : « l'appellation », « la compétence »…")
    libelle: str = Field(description="Libellé trouvé, dans les mots de la source")
    texte: str = Field(description="La raison en une phrase")


class ResultOut(_Answer):
    genre: Genre = Field(description="Nature du résultat")
    code: str = Field(description="Code de l'éditeur : D1102, MET.17, FOR.1563, RNCP38565")
    titre: str = Field(description="Titre, aux deux genres pour un métier")
    phrase: str | None = Field(description="Une phrase d'un éditeur ; null : non renseigné")
    raison: ReasonOut = Field(description="Pourquoi ce résultat est là")
    editeurs: list[str] = Field(description="Qui en parle, et l'année")
    suites: list[str] = Field(description="Étapes suivantes, en mots")
    codes: list[str] = Field(description="Codes réunis dans ce résultat, le meilleur d'abord")
    est_demonstration: bool = Field(description="Vrai pour un texte de démonstration du projet")
    acces: str | None = Field(description="Niveau d'accès au métier, selon un éditeur ; null : non renseigné")
    mention: str | None = Field(description="« remplacée », « fiche de branche »… ; null : rien à dire")
    url: str = Field(description="Page du site")
    url_api: str = Field(description="Fiche complète dans l'API")


class GroupOut(_Answer):
    genre: Genre = Field(description="Nature des résultats du groupe")
    total: int = Field(description="Nombre de résultats du groupe")
    results: list[ResultOut] = Field(description="Résultats, le meilleur d'abord")


class UnderstoodOut(_Answer):
    nature: NatureComprise = Field(description="Ce que c'est ; « debut » : un mot inachevé")
    texte: str = Field(description="Ce qui a été compris")
    mots: str = Field(description="Mots de la demande")
    q_sans: str = Field(description="Demande qui l'annule")


class RungOut(_Answer):
    """Un échelon : ce qui a été abandonné pour que quelque chose réponde."""

    nature: NatureEchelon = Field(
        description="mot-abandonne : un mot que rien ne dit avec le reste ; une-partie : plusieurs ; "
        "mots-gardes : les mots exigés (« +mot ») que rien ne dit ensemble ; "
        "niveau-abandonne : un niveau que rien n'a avec le reste, cherché comme des mots"
    )
    texte: str = Field(description="L'échelon, en une phrase")
    mots: str = Field(description="Mots de la demande")
    geste: str = Field(description="Ce que fait la demande qui l'annule : « garder « plongée » »")
    q_sans: str = Field(description="Demande qui l'annule ; « +mot » exige un mot")


class ProcheOut(_Answer):
    """Un métier proche de ce qui est trouvé."""

    genre: Genre = Field(description="Nature de la cible")
    code: str = Field(description="Code de la cible")
    titre: str = Field(description="Titre, aux deux genres")
    relation: str = Field(description="Nom de la relation, en mots")
    editeur: str = Field(description="Qui affirme ce lien")
    url: str = Field(description="Page du site")
    url_api: str = Field(description="Fiche complète dans l'API")


class AilleursOut(_Answer):
    """Un territoire voisin ou plus large, où des résultats existent."""

    libelle: str = Field(description="« Rhône (69) », « toute la région Bretagne »")
    departements: list[str] = Field(description="Valeurs à donner au paramètre « departement »")
    total: int = Field(description="Résultats que l'on y trouve")


class CorrectionOut(_Answer):
    demandee: str = Field(description="Ce qui a été écrit")
    cherchee: str = Field(description="Ce qui a été cherché")


class SenseOut(_Answer):
    developpe: str = Field(description="Nom développé")
    contexte: str = Field(description="Domaine qui le distingue")
    q: str = Field(description="Demande qui ne veut dire que lui")


class AmbiguityOut(_Answer):
    sigle: str = Field(description="Sigle de la demande")
    sens: list[SenseOut] = Field(description="Ses sens, le plus demandé d'abord")


class FacetValueOut(_Answer):
    valeur: str = Field(description="À donner au paramètre ; « non-renseigne » : aucune source ne le dit")
    libelle: str = Field(description="Ce qu'elle veut dire")
    total: int = Field(
        description="Résultats qui l'ont, compte tenu des choix faits dans les autres facettes"
    )
    est_choisie: bool = Field(description="Vrai si elle est appliquée")


class FacetOut(_Answer):
    nom: NomFacette = Field(description="Nom du paramètre")
    titre: str = Field(description="Nom de la facette")
    precision: str = Field(description="Ce que veut dire une valeur, et d'où elle vient")
    valeurs: list[FacetValueOut] = Field(description="Valeurs que des résultats ont, ou qui sont choisies")


class SearchAnswer(_Answer):
    q: str = Field(description="Demande, nettoyée")
    groupe: Genre | None = Field(description="Groupe demandé")
    page: int = Field(description="Page rendue")
    par_page: int = Field(description="Résultats par page")
    total: int = Field(description="Nombre de résultats de tous les groupes")
    groups: list[GroupOut] = Field(description="Groupes, dans l'ordre de lecture ; un groupe vide est absent")
    understood: list[UnderstoodOut] = Field(description="Ce qui a été compris")
    correction: CorrectionOut | None = Field(description="Correction d'orthographe appliquée")
    ambiguities: list[AmbiguityOut] = Field(description="Sigles à plusieurs sens")
    filtres: dict[NomFacette, list[str]] = Field(description="Filtres appliqués, par facette")
    facettes: list[FacetOut] = Field(description="Ce qui peut affiner ; une facette sans valeur est absente")
    ordre: Ordre = Field(description="« alphabetique » quand la demande n'est qu'un niveau ou un diplôme")
    relaxed: list[RungOut] = Field(
        description="Échelons descendus parce que rien ne disait tous les mots, chacun annulable"
    )
    proches: list[ProcheOut] = Field(
        description="Métiers proches, quand un ou deux métiers seulement sont trouvés"
    )
    ailleurs: list[AilleursOut] = Field(
        description="Où chercher, quand rien n'est donné dans le département demandé"
    )
    larges: int = Field(
        description="Résultats mis de côté : une partie seulement d'un nom connu ; « larges=1 » les rend"
    )
    degraded: list[str] = Field(description="Ce qui manque à cette réponse, en mots ; vide d'ordinaire")
    meta: Meta


class SuggestionOut(_Answer):
    genre: Genre = Field(description="Nature de la suggestion")
    texte: str = Field(description="Texte à montrer")
    code: str = Field(description="Code de la cible")
    url: str = Field(description="Page de la cible")


class SuggestAnswer(_Answer):
    q: str = Field(description="Lettres tapées")
    suggestions: list[SuggestionOut] = Field(description="Suggestions, par nature")
    meta: Meta


class LieuOut(LieuNomme):
    texte: str = Field(description="Nom complet, à montrer : « Lyon, Rhône (69) »")
    contexte: str = Field(description="De quoi distinguer deux homonymes")
    nom_demande: str | None = Field(description="Nom d'avant par lequel on l'a trouvé ; null : son nom")
    codes_postaux: list[str] = Field(description="Codes postaux")
    latitude: float | None = Field(description="Latitude d'un point central ; null : non renseignée")
    longitude: float | None = Field(description="Longitude d'un point central ; null : non renseignée")
    millesime: int = Field(description="Année du référentiel géographique")
    parents: list[LieuNomme] = Field(description="Ce qui le contient, du plus étroit au plus large")
    ancienne_region: str | None = Field(description="Région d'avant 2016, si elle a changé")


class PlacesAnswer(_Answer):
    q: str = Field(description="Lieu demandé")
    lieux: list[LieuOut] = Field(description="Lieux, le plus probable d'abord")
    meta: Meta


class EmploiAnswer(_Answer):
    data: EmploiView
    etats_liens: list[EtatLienOut] = ETATS_LIENS
    meta: Meta


class TerritoireAnswer(_Answer):
    data: TerritoireView
    etats_liens: list[EtatLienOut] = ETATS_LIENS
    meta: Meta


class EtablissementAnswer(_Answer):
    data: EtablissementView
    etats_liens: list[EtatLienOut] = ETATS_LIENS
    meta: Meta


class MetierAnswer(_Answer):
    data: MetierView
    etats_liens: list[EtatLienOut] = ETATS_LIENS
    meta: Meta


class FormationAnswer(_Answer):
    data: FormationView
    etats_liens: list[EtatLienOut] = ETATS_LIENS
    meta: Meta


class CertificationAnswer(_Answer):
    data: CertificationView
    etats_liens: list[EtatLienOut] = ETATS_LIENS
    meta: Meta


class OffreAnswer(_Answer):
    data: OffrePage
    etats_liens: list[EtatLienOut] = ETATS_LIENS
    meta: Meta


class OrganismeAnswer(_Answer):
    data: OrganismeView
    etats_liens: list[EtatLienOut] = ETATS_LIENS
    meta: Meta


class StructuresAnswer(_Answer):
    data: StructuresPage
    etats_liens: list[EtatLienOut] = ETATS_LIENS
    meta: Meta


class StructureAnswer(_Answer):
    data: StructureView
    etats_liens: list[EtatLienOut] = ETATS_LIENS
    meta: Meta


class AidesAnswer(_Answer):
    data: list[Aide]
    total: int = Field(description="Aides de cette réponse")
    avertissement: str = Field(description="Ce qu'un site ne peut pas faire")
    etats_liens: list[EtatLienOut] = ETATS_LIENS
    meta: Meta


class EtapeOut(_Answer):
    nature: Literal["metiers", "formations", "certifications", "emploi", "conseiller"] = Field(
        description="Ce que l'on y trouve"
    )
    total: int | None = Field(description="Objets liés ; 0 : l'adresse est celle d'une recherche plus large")
    url: str = Field(description="Adresse précise sur ce site")


class PageEditeurOut(_Answer):
    editeur: str = Field(description="Éditeur")
    adresse: str = Field(description="Adresse, telle que la source la donne")
    url: str | None = Field(
        description="Où mener un lecteur : cette adresse, ou la nouvelle si l'éditeur l'a déplacée ; null : "
        "nulle part, le lien est mort ou ne mène qu'à une page d'accueil"
    )
    etat: Etat | None = Field(description="« mort », « accueil » ou « deplace » ; null : rien à signaler")
    constate_le: date | None = Field(description="Jour de la vérification qui le dit")


class LiensOut(_Answer):
    code: str = Field(description="Code de la page : celui d'aujourd'hui, pour un code remplacé")
    genre: Genre = Field(description="Nature")
    titre: str = Field(description="Titre, aux deux genres pour un métier")
    url: str = Field(description="Page du site")
    url_api: str = Field(description="La fiche entière, dans l'API")
    pages_editeurs: list[PageEditeurOut] = Field(description="La page de chaque éditeur sur le même objet")
    etapes: list[EtapeOut] = Field(description="Où aller ensuite ; une personne, toujours, en dernier")


class LiensAnswer(_Answer):
    data: LiensOut
    meta: Meta


class SourcesAnswer(_Answer):
    data: list[SourceFacts]
    entites: dict[str, int] = Field(description="Nombre d'entités par nature")
    corpus: str = Field(description="Ce qui est servi, en une phrase")
    est_corpus_de_depart: bool = Field(description="Vrai si seul le corpus de départ est servi")
    etats_liens: list[EtatLienOut] = ETATS_LIENS
    meta: Meta


class LicenceDonnees(_Answer):
    licence: str = Field(description="Licence, dans les mots de la source")
    enregistrements: int = Field(description="Nombre d'enregistrements sous cette licence")
    est_partagee: bool = Field(description="Faux : ces enregistrements ne sont pas dans l'export")


class SourceDonnees(_Answer):
    source: str = Field(description="Nom de la source, comme dans `provenance`")
    titre: str = Field(description="Nom pour un lecteur")
    url: str | None = Field(description="Page du jeu de données chez l'éditeur")
    recolte: str | None = Field(description="Récolte en place")
    enregistrements: dict[str, int] = Field(
        description="Type → nombre ; vide : récolte d'une version antérieure"
    )
    licences: list[LicenceDonnees] = Field(description="Nombre d'enregistrements par licence")
    changements_depuis: datetime | None = Field(
        description="Depuis quand les changements sont connus ; null : toujours"
    )


class Donnees(_Answer):
    curseur: datetime = Field(description="À redonner à `changements` après avoir repris tout")
    sources: list[SourceDonnees] = Field(description="Une source qui n'y est plus n'est plus publiée")


class DonneesAnswer(_Answer):
    data: Donnees
    meta: Meta


class HealthAnswer(_Answer):
    etat: Literal["ok"] = Field(description="« ok » : une génération est ouverte")
    generation: str = Field(description="Génération servie")


class Problem(BaseModel):
    """An error, as RFC 9457 says it."""

    type: str = Field(description="Adresse de l'explication")
    title: str = Field(description="Résumé, en français")
    status: int = Field(description="Code HTTP")
    detail: str = Field(description="Ce qui ne va pas et que faire, en français")
    instance: str = Field(description="Adresse demandée, sans ses paramètres")
    code: str = Field(description="Code stable, par exemple E-REQUETE")
    parameter: str | None = Field(default=None, description="Paramètre en cause")
    accepted: list[str] | None = Field(default=None, description="Valeurs acceptées")
    incident: str | None = Field(default=None, description="Numéro à nous donner")
