"""Shape of the answers of a search and of its suggestions, as `schemas.py` says those of the other routes."""

from datetime import date

from pydantic import Field

from index.facets import NomFacette
from index.results import NatureComprise, NatureEchelon, Ordre
from index.views import Genre
from web.api.schemas import Answer, EtablissementsOut, Meta


class ReasonOut(Answer):
    nature: str = Field(description="Nature du libellé trouvé : « l'appellation », « la compétence »…")
    libelle: str = Field(description="Libellé trouvé, dans les mots de la source")
    texte: str = Field(description="La raison en une phrase")


class ResultOut(Answer):
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


class GroupOut(Answer):
    genre: Genre = Field(description="Nature des résultats du groupe")
    total: int = Field(description="Nombre de résultats du groupe")
    results: list[ResultOut] = Field(description="Résultats, le meilleur d'abord")


class UnderstoodOut(Answer):
    nature: NatureComprise = Field(
        description="Ce que c'est ; « debut » : un mot inachevé ; « metier », « envie », « competence »… :"
        " ce que le premier résultat porte de ces mots"
    )
    texte: str = Field(description="Ce qui a été compris")
    mots: str = Field(description="Mots de la demande")
    q_sans: str = Field(description="Demande qui l'annule ; vide si rien d'autre n'est demandé")


class RungOut(Answer):
    """Un échelon : ce qui a été abandonné pour que quelque chose réponde."""

    nature: NatureEchelon = Field(
        description="mot-abandonne : un mot que rien ne dit avec le reste ; une-partie : plusieurs ; "
        "mots-gardes : les mots exigés (« +mot ») que rien ne dit ensemble ; "
        "niveau-abandonne : un niveau que rien n'a avec le reste, cherché comme des mots ; "
        "voie-abandonnee : une voie (alternance…) que rien n'annonce avec le reste"
    )
    texte: str = Field(description="L'échelon, en une phrase")
    mots: str = Field(description="Mots de la demande")
    geste: str = Field(description="Ce que fait la demande qui l'annule : « garder « plongée » »")
    q_sans: str = Field(description="Demande qui l'annule ; « +mot » exige un mot")


class CibleOut(Answer):
    """Une page du corpus."""

    genre: Genre = Field(description="Nature de la cible")
    code: str = Field(description="Code de la cible")
    titre: str = Field(description="Titre, aux deux genres")
    url: str = Field(description="Page du site")
    url_api: str = Field(description="Fiche complète dans l'API")


class ProcheOut(CibleOut):
    """Ce qui est proche de ce qui est trouvé."""

    relation: str = Field(description="Nom de la relation, en mots")
    editeur: str = Field(description="Qui affirme ce lien")


class PoursuiteOut(Answer):
    """« après un BTS SP3S » : où continuer après le diplôme que la demande nomme."""

    depuis: CibleOut = Field(description="Le diplôme obtenu")
    formations: list[ProcheOut] = Field(
        description="Formations d'un niveau au-dessus qui mènent aux mêmes métiers, le niveau le plus proche "
        "d'abord : aucune source ne donne la liste de ce qui suit un diplôme ; vide : aucune n'est connue"
    )


class AilleursOut(Answer):
    """Un territoire voisin ou plus large, où des résultats existent."""

    libelle: str = Field(description="« Rhône (69) », « toute la région Bretagne »")
    departements: list[str] = Field(description="Valeurs à donner au paramètre « departement »")
    total: int = Field(description="Résultats que l'on y trouve")


class CorrectionOut(Answer):
    demandee: str = Field(description="Ce qui a été écrit")
    cherchee: str = Field(description="Ce qui a été cherché")


class SenseOut(Answer):
    developpe: str = Field(description="Nom développé")
    contexte: str = Field(description="Domaine qui le distingue")
    q: str = Field(description="Demande qui ne veut dire que lui")


class AmbiguityOut(Answer):
    sigle: str = Field(description="Sigle de la demande")
    sens: list[SenseOut] = Field(description="Ses sens, le plus demandé d'abord")


class FacetValueOut(Answer):
    valeur: str = Field(description="À donner au paramètre ; « non-renseigne » : aucune source ne le dit")
    libelle: str = Field(description="Ce qu'elle veut dire")
    total: int = Field(
        description="Résultats qui l'ont, compte tenu des choix faits dans les autres facettes"
    )
    est_choisie: bool = Field(description="Vrai si elle est appliquée")


class FacetOut(Answer):
    nom: NomFacette = Field(description="Nom du paramètre")
    titre: str = Field(description="Nom de la facette")
    precision: str = Field(description="Ce que veut dire une valeur, et d'où elle vient")
    valeurs: list[FacetValueOut] = Field(description="Valeurs que des résultats ont, ou qui sont choisies")


class CoverageOut(Answer):
    """What a source of these results covers, and what it does not."""

    source: str = Field(description="Nom de la source, comme dans `provenance`")
    titre: str = Field(description="Nom pour un lecteur")
    editeur: str = Field(description="Organisme à citer")
    date_maj: date | None = Field(description="Date donnée par l'éditeur ; null : non renseignée")
    date_recolte: date = Field(description="Jour où Débouchés l'a lue")
    enregistrements: dict[Genre, int] = Field(description="Enregistrements de chaque groupe de la réponse")
    lacunes: list[str] = Field(description="Ce qu'elle ne couvre pas, en phrases ; vide : rien de connu")


class StructureDite(Answer):
    code: str = Field(description="Identifiant de la structure chez sa source")
    nom: str = Field(description="Nom")
    reseau: str | None = Field(description="Réseau ; null : non renseigné")
    commune: str | None = Field(description="Commune ; null : non renseignée")
    distance_km: float | None = Field(description="Du lieu demandé, à vol d'oiseau ; null : inconnue")
    est_historique: bool = Field(description="Vrai : annuaire arrêté, à ne pas montrer comme actuel")
    url: str = Field(description="Sa fiche")
    url_api: str = Field(description="Sa fiche, dans l'API")


class SearchAnswer(Answer):
    q: str = Field(description="Demande, nettoyée")
    groupe: Genre | None = Field(description="Groupe demandé")
    page: int = Field(description="Page rendue")
    par_page: int = Field(description="Résultats par page")
    total: int = Field(description="Nombre de résultats de tous les groupes")
    groups: list[GroupOut] = Field(description="Groupes, dans l'ordre de lecture ; un groupe vide est absent")
    understood: list[UnderstoodOut] = Field(description="Ce qui a été compris")
    correction: CorrectionOut | None = Field(description="Correction d'orthographe appliquée")
    proposition: str | None = Field(description="Autre écriture, trop loin de la demande pour être cherchée")
    ambiguities: list[AmbiguityOut] = Field(description="Sigles à plusieurs sens")
    filtres: dict[NomFacette, list[str]] = Field(description="Filtres appliqués, par facette")
    facettes: list[FacetOut] = Field(description="Ce qui peut affiner ; une facette sans valeur est absente")
    structures: list[StructureDite] = Field(
        description="Lieux d'accueil que nomment les mots : les trois premiers, le reste par `/repertoire`"
    )
    services: list[str] = Field(
        description="Ce que la demande attend d'un site plutôt que d'une recherche : idees, bilan, conseil, "
        "financement, emploi, salaire, agenda, inscription, stage, entreprise, vae, distance, libre…"
    )
    etablissements: EtablissementsOut = Field(
        description="Établissements et organismes que les mots nomment, à part de ce qui est classé ; vide "
        "avec un filtre ou un groupe"
    )
    ordre: Ordre = Field(
        description="« alphabetique » quand la demande n'est qu'un diplôme ; « domaines », quand elle n'est "
        "qu'un niveau, une voie ou un refus : une fiche de chaque domaine, tour à tour"
    )
    relaxed: list[RungOut] = Field(
        description="Échelons descendus parce que rien ne disait tous les mots, chacun annulable"
    )
    proches: list[ProcheOut] = Field(
        description="Métiers proches, quand un ou deux métiers seulement sont trouvés"
    )
    poursuite: PoursuiteOut | None = Field(
        description="Où continuer après le diplôme que la demande nomme ; null : elle n'en nomme pas"
    )
    ailleurs: list[AilleursOut] = Field(
        description="Où chercher, quand rien n'est donné dans le département demandé"
    )
    larges: int = Field(
        description="Résultats mis de côté : une partie seulement d'un nom connu ; « larges=1 » les rend"
    )
    coverage: list[CoverageOut] = Field(
        description="Sources des groupes de la réponse, celle qui donne le plus d'abord, et ce que chacune "
        "ne couvre pas : aucune liste de formations n'est exhaustive"
    )
    degraded: list[str] = Field(description="Ce qui manque à cette réponse, en mots ; vide d'ordinaire")
    meta: Meta = Field(description="Corpus qui a répondu, et licences")


class EntreeOut(Answer):
    genre: Genre = Field(description="Nature")
    code: str = Field(description="Code de l'éditeur : D1102, MET.17, FOR.1563, RNCP38565")
    titre: str = Field(description="Titre, aux deux genres pour un métier")
    phrase: str | None = Field(description="Une phrase d'un éditeur ; null : non renseigné")
    editeurs: list[str] = Field(description="Qui en parle, et l'année")
    suites: list[str] = Field(description="Étapes suivantes, en mots")
    est_demonstration: bool = Field(description="Vrai pour un texte de démonstration du projet")
    acces: str | None = Field(description="Niveau d'accès au métier, selon un éditeur ; null : non renseigné")
    mention: str | None = Field(description="« remplacée », « fiche de branche »… ; null : rien à dire")
    url: str = Field(description="Page du site")
    url_api: str = Field(description="Fiche complète dans l'API")


class ListAnswer(Answer):
    groupe: Genre = Field(description="Ce qui est listé")
    page: int = Field(description="Page rendue")
    par_page: int = Field(description="Lignes par page")
    total: int = Field(description="Nombre de lignes de toutes les pages")
    pages: int = Field(description="Nombre de pages")
    precedente: str | None = Field(description="Adresse de la page d'avant ; null : il n'y en a pas")
    suivante: str | None = Field(description="Adresse de la page d'après ; null : celle-ci est la dernière")
    data: list[EntreeOut] = Field(description="Dans l'ordre des titres ; vide au-delà de la dernière page")
    filtres: dict[NomFacette, list[str]] = Field(description="Filtres appliqués, par facette")
    facettes: list[FacetOut] = Field(description="Ce qui peut restreindre la liste")
    coverage: list[CoverageOut] = Field(description="Ses sources, et ce que chacune ne couvre pas")
    meta: Meta = Field(description="Corpus qui a répondu, et licences")


class SuggestionOut(Answer):
    genre: Genre = Field(description="Nature de la suggestion")
    texte: str = Field(description="Texte à montrer")
    code: str = Field(description="Code de la cible")
    url: str = Field(description="Page de la cible")


class SuggestAnswer(Answer):
    q: str = Field(description="Lettres tapées")
    suggestions: list[SuggestionOut] = Field(description="Suggestions, par nature")
    meta: Meta = Field(description="Corpus qui a répondu, et licences")
