"""What a page or the API shows of one entity: its records, with every link resolved.

Built once per generation (`index.building.entities`), kept as JSON beside the search documents, read back
whole. The names are those of the records: one concept, one name.
"""

from datetime import date
from typing import Annotated, Literal, NamedTuple

from pydantic import ConfigDict, Field

from mappings.records import (
    Appellation,
    Certification,
    Fiche,
    Formation,
    Libelle,
    Metier,
    Model,
    Provenance,
    TypeCompetence,
)
from mappings.records.files import SourceState
from nlp.gazetteer import TypeMotCle

Genre = Literal["metier", "formation", "certification"]
"""The groups of a results page, in their default order."""
MOBILITE = "mobilité professionnelle (ROME)"
Y_MENE = "y mène"
FAMILLE_Y_MENE = "mène à un métier de la même famille"
DEBOUCHE = "débouché"
PREPARE = "prépare cette certification"
PREPARE_LA_SUIVANTE = "prépare la certification qui la remplace"
PREPARE_LA_PRECEDENTE = "prépare la certification qu'elle remplace"
DEBOUCHE_DE_FORMATION = "débouché d'une formation qui y prépare"
"""Relations of a link, in words, where no publisher gives a name to it."""
FICHE_DE_BRANCHE = "fiche de branche"
"""The mention of what a branche publishes."""


class Lien(Model):
    """A link to another entity of the corpus."""

    genre: Genre = Field(description="Nature de la cible")
    code: str = Field(description="Code de la cible : D1102, MET.17, FOR.1563, RNCP38565")
    titre: str = Field(description="Titre de la cible, aux deux genres pour un métier")
    relation: str = Field(
        description="Nom de la relation, en mots : « mobilité ROME », « formation requise (ONISEP) »"
    )
    editeur: str = Field(description="Qui affirme ce lien")
    niveau: int | None = Field(
        default=None, description="Niveau de la formation ou de la certification visée"
    )
    type_formation: str | None = Field(default=None, description="Type de diplôme de la cible")
    duree: str | None = Field(default=None, description="Durée de la formation visée")
    mention: str | None = Field(
        default=None, description="Ce qu'il faut savoir de la certification visée : « remplacée »"
    )


class CompetenceLiee(Model):
    code_ogr: str = Field(description="Code OGR")
    libelle: str = Field(description="Libellé")
    type: TypeCompetence = Field(description="Savoir-faire, savoir-être ou savoir")
    enjeu: str | None = Field(default=None, description="Enjeu ou catégorie, pour grouper à l'affichage")
    est_coeur: bool = Field(default=False, description="Vrai si le ROME la dit au cœur du métier")


class CompetenceDite(Model):
    """A skill in the words of one publisher."""

    editeur: str = Field(description="Qui la dit")
    mots: tuple[str, ...] = Field(description="Ses mots : intitulés de sa liste, ou mots de son texte")
    codes_ogr: tuple[str, ...] = Field(default=(), description="Codes OGR, quand la source est une liste")
    extrait: str | None = Field(default=None, description="Ces mots dans leur phrase, quand c'est un texte")
    fiche: str | None = Field(default=None, description="Fiche dont c'est le texte")


class CompetenceComparee(Model):
    libelle: str = Field(description="Nom donné par ce site à ce que chacun dit avec ses mots")
    dites: tuple[CompetenceDite, ...] = Field(description="Une par éditeur qui la dit")

    def dite_par(self, editeur: str) -> CompetenceDite | None:
        return next((one for one in self.dites if one.editeur == editeur), None)


class ComparaisonCompetences(Model):
    """Skills of one métier as its publishers say them, side by side: nothing is merged nor averaged."""

    editeurs: tuple[str, ...] = Field(description="Éditeurs qui parlent de compétences")
    communes: tuple[CompetenceComparee, ...] = Field(default=(), description="Reconnues chez tous")
    differentes: tuple[CompetenceComparee, ...] = Field(
        default=(), description="Reconnues chez certains seulement ; les autres peuvent le dire autrement"
    )

    def tues_par(self, editeur: str) -> list[CompetenceComparee]:
        """Those that others say and in whose words it does not."""
        return [one for one in self.differentes if one.dite_par(editeur) is None]


class InteretLie(Model):
    code: str | None = Field(default=None, description="Code dans la nomenclature de l'éditeur")
    libelle: str = Field(description="Libellé")
    editeur: str = Field(description="Qui l'associe au métier")
    est_principal: bool | None = Field(default=None, description="Principal ou non, si la source le dit")


class MotCle(Model):
    """A typed keyword with its origin: a code of the source, or words of one of its texts."""

    type: TypeMotCle = Field(description="Sorte de mot clé")
    libelle: str = Field(description="Le mot clé, comme on l'affiche")
    editeur: str = Field(description="Qui le dit")
    code: str | None = Field(
        default=None, description="Le code d'où il vient ; absent s'il est extrait d'un texte"
    )
    champ: str | None = Field(default=None, description="Champ du texte d'où il est extrait")
    mots: str | None = Field(default=None, description="Les mots de la source où il a été reconnu")
    extrait: str | None = Field(default=None, description="Ces mots dans leur phrase")


class Voisinage(Model):
    """The part of the page of a métier that a page of results shows."""

    model_config = ConfigDict(extra="ignore")

    metiers_proches: tuple[Lien, ...] = ()


class MetierView(Model):
    """The page of a métier: a ROME métier with the fiches about it, or a fiche without ROME métier."""

    genre: Literal["metier"] = Field(default="metier", description="Nature de la page")
    code: str = Field(
        description="Code ROME, ou identifiant de la fiche (MET.x) si le métier n'a pas de code ROME sûr"
    )
    titre: str = Field(description="« Boulanger, boulangère »")
    metier: Metier | None = Field(description="Enregistrement du ROME ; absent pour une fiche seule")
    fiches: tuple[Fiche, ...] = Field(description="Fiches de chaque éditeur, côte à côte, jamais fondues")
    copies: dict[str, str] = Field(
        default_factory=dict, description="Fiche qui reprend un texte → fiche dont c'est le texte"
    )
    appellations: tuple[Appellation, ...] = Field(default=(), description="Noms de ce métier")
    competences: tuple[CompetenceLiee, ...] = Field(
        default=(), description="Compétences du ROME ; de la provenance de `metier`"
    )
    competences_comparees: ComparaisonCompetences | None = Field(
        default=None, description="Ce que chaque éditeur en dit, côte à côte ; absent : un seul en parle"
    )
    centres_interet: tuple[InteretLie, ...] = Field(
        default=(), description="Centres d'intérêt de chaque éditeur"
    )
    metiers_proches: tuple[Lien, ...] = Field(default=(), description="Métiers voisins, relation nommée")
    formations: tuple[Lien, ...] = Field(default=(), description="Formations qui y mènent")
    formations_en_tout: int | None = Field(
        default=None, description="Nombre de formations connues, quand la liste n'en donne que les premières"
    )
    certifications: tuple[Lien, ...] = Field(default=(), description="Certifications qui y mènent")
    mots_cles: tuple[MotCle, ...] = Field(default=(), description="Mots clés typés, avec leur origine")

    @property
    def mene_par_sa_famille(self) -> bool:
        """True if no source links a formation to this very métier: those listed lead to its family."""
        return any(lien.relation == FAMILLE_Y_MENE for lien in self.formations)


class FormationView(Model):
    genre: Literal["formation"] = Field(default="formation", description="Nature de la page")
    code: str = Field(description="Code de la formation")
    titre: str = Field(description="Intitulé")
    formation: Formation = Field(description="Enregistrement")
    sources: tuple[Provenance, ...] = Field(
        default=(), description="Chaque publication réunie dans cet enregistrement"
    )
    aussi: tuple[Lien, ...] = Field(
        default=(), description="La même formation chez d'autres éditeurs : rien n'est effacé"
    )
    metiers: tuple[Lien, ...] = Field(default=(), description="Métiers où elle mène")
    certifications: tuple[Lien, ...] = Field(default=(), description="Certifications visées")
    poursuites: tuple[Lien, ...] = Field(default=(), description="Formations où poursuivre")
    formations_proches: tuple[Lien, ...] = Field(
        default=(), description="Autres formations vers les mêmes métiers"
    )
    mots_cles: tuple[MotCle, ...] = Field(default=(), description="Mots clés typés, avec leur origine")


Place = Literal["avant", "celle-ci", "apres"]


class CertificationLiee(Model):
    """One point of the line of time of a certification."""

    code: str = Field(description="Numéro d'enregistrement")
    place: Place = Field(description="Avant, celle-ci, ou après")
    titre: str | None = Field(default=None, description="Intitulé ; absent : aucune source ne la décrit")
    sigle_type: str | None = Field(default=None, description="Sigle du type de diplôme")
    date_effet: date | None = Field(default=None, description="Début des parcours")
    date_fin: date | None = Field(default=None, description="Fin de l'enregistrement")
    mention: str | None = Field(default=None, description="« remplacée », « n'est plus délivrée »…")


class FormationsParSuccession(Model):
    """Formations of the certification that replaced another, or that another replaced: under its number."""

    certification: CertificationLiee = Field(description="Celle qu'elles préparent, avec ses dates")
    formations: tuple[Lien, ...] = Field(description="Formations qui y mènent")
    formations_en_tout: int | None = Field(
        default=None, description="Nombre de formations connues, quand la liste n'en donne que les premières"
    )

    @property
    def nombre(self) -> int:
        return self.formations_en_tout or len(self.formations)


class CertificationView(Model):
    genre: Literal["certification"] = Field(default="certification", description="Nature de la page")
    code: str = Field(description="RNCP38565, RS5801")
    titre: str = Field(description="Intitulé")
    autres_noms: tuple[str, ...] = Field(default=(), description="Intitulés dans les autres nomenclatures")
    certification: Certification = Field(description="Enregistrement, tel que la source l'écrit")
    sources: tuple[Provenance, ...] = Field(
        default=(), description="Chaque publication réunie dans cet enregistrement"
    )
    formations: tuple[Lien, ...] = Field(default=(), description="Formations qui y mènent")
    formations_en_tout: int | None = Field(
        default=None, description="Nombre de formations connues, quand la liste n'en donne que les premières"
    )
    formations_par_succession: tuple[FormationsParSuccession, ...] = Field(
        default=(),
        description="Sans formation à elle : celles de la certification qui la remplace, ou qu'elle remplace",
    )
    metiers: tuple[Lien, ...] = Field(default=(), description="Métiers qu'elle ouvre")
    succession: tuple[CertificationLiee, ...] = Field(
        default=(), description="Ce qu'elle remplace, elle-même, ce qui la remplace ; vide : rien de connu"
    )
    domaines: tuple[Libelle, ...] = Field(default=(), description="Termes du Formacode, avec leur libellé")


class PageDuPlan(NamedTuple):
    """A page of an entity, on the map of the site."""

    genre: Genre
    code: str
    date_maj: date | None
    """The last day that its sources give it."""


View = Annotated[MetierView | FormationView | CertificationView, Field(discriminator="genre")]


class CorpusFacts(Model):
    """What the generation holds, for the home page, the band and /sources."""

    generation: str = Field(description="Nom de la génération servie")
    est_corpus_de_depart: bool = Field(description="Vrai si l'on montre le corpus de départ du dépôt")
    corpus: str = Field(description="Ce qui est montré, en une phrase française")
    entites: dict[str, int] = Field(description="Nombre d'entités par genre")
    sources: tuple["SourceFacts", ...] = Field(default=(), description="Une ligne par source")
    domaines: dict[str, tuple[str, ...]] = Field(
        default_factory=dict, description="Grand domaine du ROME (« A Agriculture… ») → codes de ses métiers"
    )

    @property
    def a_un_agenda(self) -> bool:
        """Whether a source gave events: no link leads to an agenda that has none."""
        return self._has("Evenement")

    @property
    def a_des_actions_innovantes(self) -> bool:
        """Whether a source gave any: no link leads to an empty collection."""
        return self._has("ActionInnovante")

    def _has(self, record_type: str) -> bool:
        return any(source.enregistrements.get(record_type) for source in self.sources)


class SourceFacts(Model):
    provenance: Provenance = Field(description="Éditeur, version, licence et dates de la source")
    titre: str = Field(description="Nom de la source pour un lecteur")
    enregistrements: dict[str, int] = Field(description="Nombre d'enregistrements par type")
    lacunes: tuple[str, ...] = Field(default=(), description="Lacunes connues, en phrases")
    frequence: str | None = Field(default=None, description="Rythme de publication chez l'éditeur")
    remplissage: dict[str, dict[str, float]] = Field(
        default_factory=dict,
        description="Type → champ → part des enregistrements remplis ; vide : récolte ancienne",
    )
    derniere_periode: str | None = Field(
        default=None, description="Période des chiffres les plus récents, pour une source de chiffres"
    )
    etat: SourceState | None = Field(
        default=None, description="Dernière récolte, bonne ou non, quand cette génération a été construite"
    )
