"""Shape of the answers, for OpenAPI and for the tests. The routes build them by hand, which is faster."""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from index.annexes.agenda.views import AgendaPage, EvenementView
from index.annexes.emploi.views import (
    EmploiView,
    EtablissementView,
    SecteurBref,
    SecteurView,
    TerritoireView,
)
from index.annexes.innovantes.views import ActionInnovantePage, InnovantesPage
from index.annexes.offre.views import OffrePage, OrganismeView
from index.annexes.structures.views import RepertoirePage, StructuresPage, StructureView
from index.lieux.model import LieuNomme
from index.results import GenreEtablissement
from index.views import CertificationView, FormationView, Genre, MetierView, SourceFacts
from mappings.liens import Etat, EtatLien
from mappings.orientation import Nomenclature
from mappings.records import Aide
from web.addresses.recensement_publie import TableDeRecensement


class Answer(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Licence(Answer):
    source: str = Field(description="Nom de la source")
    editeur: str = Field(description="Organisme à citer")
    licence: str = Field(description="Licence de réutilisation")
    version: str | None = Field(description="Version de la source")
    date_maj: date | None = Field(description="Date donnée par l'éditeur ; null : non renseignée")


class Meta(Answer):
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


class LieuDemandeOut(Answer):
    demande: str = Field(description="Ce qui a été demandé")
    retenu: LieuOut = Field(description="Le lieu pour lequel la réponse vaut")
    est_approche: bool = Field(
        description="Vrai : aucun lieu ne s'écrit ainsi, celui-ci est le plus ressemblant"
    )
    autres: list[LieuOut] = Field(description="Ce que les mêmes mots peuvent aussi désigner")


LIEU_DEMANDE: Any = Field(description="Le lieu demandé et celui qui est retenu ; null : aucun")


class PlacesAnswer(Answer):
    q: str = Field(description="Lieu demandé")
    lieux: list[LieuOut] = Field(description="Lieux, le plus probable d'abord")
    meta: Meta = Field(description="Corpus qui a répondu, et licences")


class EmploiAnswer(Answer):
    data: EmploiView = Field(description="Ce qui est demandé")
    lieu: LieuDemandeOut | None = LIEU_DEMANDE
    etats_liens: list[EtatLienOut] = ETATS_LIENS
    meta: Meta = Field(description="Corpus qui a répondu, et licences")


class EtablissementOut(Answer):
    genre: GenreEtablissement = Field(description="« etablissement » (code UAI) ou « organisme »")
    code: str = Field(description="Code, celui de sa page")
    nom: str = Field(description="Nom")
    departement: str | None = Field(description="Numéro de son département ; null : non renseigné")
    url: str = Field(description="Sa page")


class EtablissementsOut(Answer):
    total: int = Field(description="Combien d'établissements répondent")
    data: list[EtablissementOut] = Field(description="Les premiers")


class EtablissementsAnswer(EtablissementsOut):
    q: str = Field(description="Nom demandé")
    meta: Meta = Field(description="Corpus qui a répondu, et licences")


class SecteursAnswer(Answer):
    data: list[SecteurBref] = Field(description="Les secteurs, dans l'ordre de leurs codes")
    meta: Meta = Field(description="Corpus qui a répondu, et licences")


class SecteurAnswer(Answer):
    data: SecteurView = Field(description="Ce qui est demandé")
    lieu: LieuDemandeOut | None = LIEU_DEMANDE
    etats_liens: list[EtatLienOut] = ETATS_LIENS
    meta: Meta = Field(description="Corpus qui a répondu, et licences")


class TerritoireAnswer(Answer):
    data: TerritoireView = Field(description="Ce qui est demandé")
    etats_liens: list[EtatLienOut] = ETATS_LIENS
    meta: Meta = Field(description="Corpus qui a répondu, et licences")


class EtablissementAnswer(Answer):
    data: EtablissementView = Field(description="Ce qui est demandé")
    etats_liens: list[EtatLienOut] = ETATS_LIENS
    meta: Meta = Field(description="Corpus qui a répondu, et licences")


class MetierAnswer(Answer):
    data: MetierView = Field(description="Ce qui est demandé")
    etats_liens: list[EtatLienOut] = ETATS_LIENS
    meta: Meta = Field(description="Corpus qui a répondu, et licences")


class FormationAnswer(Answer):
    data: FormationView = Field(description="Ce qui est demandé")
    etats_liens: list[EtatLienOut] = ETATS_LIENS
    meta: Meta = Field(description="Corpus qui a répondu, et licences")


class CertificationAnswer(Answer):
    data: CertificationView = Field(description="Ce qui est demandé")
    etats_liens: list[EtatLienOut] = ETATS_LIENS
    meta: Meta = Field(description="Corpus qui a répondu, et licences")


class OffreAnswer(Answer):
    data: OffrePage = Field(description="Ce qui est demandé")
    lieu: LieuDemandeOut | None = LIEU_DEMANDE
    etats_liens: list[EtatLienOut] = ETATS_LIENS
    meta: Meta = Field(description="Corpus qui a répondu, et licences")


class OrganismeAnswer(Answer):
    data: OrganismeView = Field(description="Ce qui est demandé")
    etats_liens: list[EtatLienOut] = ETATS_LIENS
    meta: Meta = Field(description="Corpus qui a répondu, et licences")


class StructuresAnswer(Answer):
    data: StructuresPage = Field(description="Ce qui est demandé")
    lieu: LieuDemandeOut | None = LIEU_DEMANDE
    etats_liens: list[EtatLienOut] = ETATS_LIENS
    meta: Meta = Field(description="Corpus qui a répondu, et licences")


class RepertoireAnswer(Answer):
    data: RepertoirePage = Field(description="Ce qui est demandé")
    lieu: LieuDemandeOut | None = LIEU_DEMANDE
    etats_liens: list[EtatLienOut] = ETATS_LIENS
    meta: Meta = Field(description="Corpus qui a répondu, et licences")


class PrestationsAnswer(Answer):
    data: Nomenclature = Field(description="Ce qui est demandé")
    etats_liens: list[EtatLienOut] = ETATS_LIENS
    meta: Meta = Field(description="Corpus qui a répondu, et licences")


class StructureAnswer(Answer):
    data: StructureView = Field(description="Ce qui est demandé")
    etats_liens: list[EtatLienOut] = ETATS_LIENS
    meta: Meta = Field(description="Corpus qui a répondu, et licences")


class AgendaAnswer(Answer):
    data: AgendaPage = Field(description="Ce qui est demandé")
    lieu: LieuDemandeOut | None = LIEU_DEMANDE
    etats_liens: list[EtatLienOut] = ETATS_LIENS
    meta: Meta = Field(description="Corpus qui a répondu, et licences")


class EvenementAnswer(Answer):
    data: EvenementView = Field(description="Ce qui est demandé")
    etats_liens: list[EtatLienOut] = ETATS_LIENS
    meta: Meta = Field(description="Corpus qui a répondu, et licences")


class InnovantesAnswer(Answer):
    data: InnovantesPage = Field(description="Ce qui est demandé")
    etats_liens: list[EtatLienOut] = ETATS_LIENS
    meta: Meta = Field(description="Corpus qui a répondu, et licences")


class InnovanteAnswer(Answer):
    data: ActionInnovantePage = Field(description="Ce qui est demandé")
    etats_liens: list[EtatLienOut] = ETATS_LIENS
    meta: Meta = Field(description="Corpus qui a répondu, et licences")


class AidesAnswer(Answer):
    data: list[Aide] = Field(description="Ce qui est demandé")
    total: int = Field(description="Aides de cette réponse")
    avertissement: str = Field(description="Ce qu'un site ne peut pas faire")
    etats_liens: list[EtatLienOut] = ETATS_LIENS
    meta: Meta = Field(description="Corpus qui a répondu, et licences")


class EtapeOut(Answer):
    nature: Literal["metiers", "formations", "certifications", "emploi", "conseiller"] = Field(
        description="Ce que l'on y trouve"
    )
    total: int | None = Field(description="Objets liés ; 0 : l'adresse est celle d'une recherche plus large")
    total_proche: int | None = Field(
        description="Parmi elles, les formations que l'on peut rejoindre à moins de 50 km du lieu demandé, "
        "ou dans son département, selon les offres connues, jamais exhaustives ; null : aucun lieu demandé, "
        "ou rien de tel pour cette nature"
    )
    url: str = Field(description="Adresse précise sur ce site")


class PageEditeurOut(Answer):
    editeur: str = Field(description="Éditeur")
    adresse: str = Field(description="Adresse, telle que la source la donne")
    url: str | None = Field(
        description="Où mener un lecteur : cette adresse, ou la nouvelle si l'éditeur l'a déplacée ; null : "
        "nulle part, le lien est mort ou ne mène qu'à une page d'accueil"
    )
    etat: Etat | None = Field(description="« mort », « accueil » ou « deplace » ; null : rien à signaler")
    constate_le: date | None = Field(description="Jour de la vérification qui le dit")


class LiensOut(Answer):
    code: str = Field(description="Code de la page : celui d'aujourd'hui, pour un code remplacé")
    genre: Genre = Field(description="Nature")
    titre: str = Field(description="Titre, aux deux genres pour un métier")
    lieu: LieuDemandeOut | None = LIEU_DEMANDE
    url: str = Field(description="Page du site")
    url_api: str = Field(description="La fiche entière, dans l'API")
    pages_editeurs: list[PageEditeurOut] = Field(description="La page de chaque éditeur sur le même objet")
    etapes: list[EtapeOut] = Field(description="Où aller ensuite ; une personne, toujours, en dernier")


class LiensAnswer(Answer):
    data: LiensOut = Field(description="Ce qui est demandé")
    meta: Meta = Field(description="Corpus qui a répondu, et licences")


class TableDeRecensementOut(TableDeRecensement):
    url: str = Field(description="Adresse du CSV")


class RecensementOut(Answer):
    le: datetime = Field(description="Moment du recensement")
    tables: list[TableDeRecensementOut] = Field(description="Une par éditeur")


class RecensementAnswer(Answer):
    data: RecensementOut = Field(description="Ce qui est demandé")
    meta: Meta = Field(description="Corpus qui a répondu, et licences")


class SourcesAnswer(Answer):
    data: list[SourceFacts] = Field(description="Ce qui est demandé")
    entites: dict[str, int] = Field(description="Nombre d'entités par nature")
    corpus: str = Field(description="Ce qui est servi, en une phrase")
    est_corpus_de_depart: bool = Field(description="Vrai si seul le corpus de départ est servi")
    etats_liens: list[EtatLienOut] = ETATS_LIENS
    meta: Meta = Field(description="Corpus qui a répondu, et licences")


class LicenceDonnees(Answer):
    licence: str = Field(description="Licence, dans les mots de la source")
    enregistrements: int = Field(description="Nombre d'enregistrements sous cette licence")
    est_partagee: bool = Field(description="Faux : ces enregistrements ne sont pas dans l'export")


class SourceDonnees(Answer):
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


class Donnees(Answer):
    curseur: datetime = Field(description="À redonner à `changements` après avoir repris tout")
    sources: list[SourceDonnees] = Field(description="Une source qui n'y est plus n'est plus publiée")


class DonneesAnswer(Answer):
    data: Donnees = Field(description="Ce qui est demandé")
    meta: Meta = Field(description="Corpus qui a répondu, et licences")


class HealthAnswer(Answer):
    etat: Literal["ok"] = Field(description="« ok » : une génération est ouverte")
    generation: str = Field(description="Génération servie")


class AdresseOut(Answer):
    methode: str = Field(description="GET ou POST")
    chemin: str = Field(description="Adresse ; entre accolades, ce qu'il faut remplacer")
    resume: str = Field(description="Ce qu'elle donne")


class RacineAnswer(Answer):
    openapi: str = Field(description="Adresse de la description OpenAPI")
    documentation: str = Field(description="Adresse de la page qui l'explique")
    adresses: list[AdresseOut] = Field(description="Toutes les adresses de l'API")
    meta: Meta = Field(description="Corpus qui a répondu, et licences")


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
    chercher: str | None = Field(
        default=None, description="Rien n'a ce code : adresse qui en cherche les mots dans tout le corpus"
    )
    codes_voisins: list[str] | None = Field(
        default=None, description="Aucun métier n'a ce code du ROME : les codes les plus proches qui existent"
    )
    incident: str | None = Field(default=None, description="Numéro à nous donner")
