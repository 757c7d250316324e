"""The French texts of errors: a title and what to do, by stable code. No technical word, never a stack."""

from dataclasses import dataclass

from index.results import MAX_QUERY_LENGTH


@dataclass(frozen=True, slots=True)
class ErrorText:
    titre: str
    conseil: str
    montre_le_detail: bool = False
    """True when the sentence of the error itself is written for the reader."""


UNKNOWN = ErrorText(
    titre="Une erreur s’est produite de notre côté",
    conseil="Vous n’y êtes pour rien. Réessayez dans un instant ; sinon, signalez le numéro d’incident.",
)

BY_CODE = {
    "E-DEBOUCHES": UNKNOWN,
    "E-REQUETE": ErrorText(
        titre="Cette demande ne peut pas être comprise",
        conseil="Corrigez la demande, ou repartez du champ de recherche.",
        montre_le_detail=True,
    ),
    "E-TROP-GROS": ErrorText(
        titre="Ce fichier est trop gros pour être vérifié ici",
        conseil="Envoyez-le compressé, par morceaux, ou vérifiez-le avec « debouches verifier ».",
        montre_le_detail=True,
    ),
    "E-INTROUVABLE": ErrorText(
        titre="Cette page n’existe pas, ou plus",
        conseil="Cherchez ce code ou ces mots : la page, ou le champ « chercher » de l’API, y mène.",
        montre_le_detail=True,
    ),
    "E-METHODE": ErrorText(
        titre="Cette adresse ne se demande pas ainsi",
        conseil="L’en-tête Allow dit les méthodes qu’elle accepte ; un navigateur emploie la bonne.",
    ),
    "E-TROP-ANCIEN": ErrorText(
        titre="Ces changements ne sont plus gardés",
        conseil="Reprenez l’export entier, puis les changements à partir de son curseur.",
        montre_le_detail=True,
    ),
    "E-INDEX-ABSENT": ErrorText(
        titre="La recherche se prépare",
        conseil="Les fiches sont en cours de chargement.",
    ),
    "E-MOTEUR": ErrorText(
        titre="La recherche est momentanément indisponible",
        conseil="En attendant, un conseiller peut vous répondre.",
    ),
    "E-MOTEUR-LENT": ErrorText(
        titre="La recherche a mis trop de temps à répondre",
        conseil="Réessayez, au besoin avec moins de mots.",
    ),
    "E-INCIDENT": UNKNOWN,
}

TOO_LONG = f"Votre recherche dépasse {MAX_QUERY_LENGTH} caractères. Gardez les mots les plus importants."
WITHOUT_CONSENT = "Sans l’accord de la personne, aucune fiche n’est faite : cochez la case si elle le donne."
FROM_ELSEWHERE = "Cette réponse ne vient pas d’une page de ce site : elle n’est pas comptée."
TOO_LONG_A_LINE = "une ligne suffit, de 200 caractères au plus"
NOT_A_CHOICE = "choisissez dans la liste"
TOO_BIG = (
    "Il dépasse un mégaoctet : envoyez-le compressé (.zip ou .gz) s’il tient alors dans un mégaoctet, "
    "en plusieurs morceaux, ou vérifiez-le chez vous avec « debouches verifier »."
)
EMPTY_QUERY = "Le paramètre « q » est vide : écrivez au moins un mot."
PAGE_WITHOUT_GROUP = (
    "Le paramètre « page » s’emploie avec « groupe » : les pages sont celles d’un seul groupe."
)
NO_PARAMETER = "Cette adresse n’accepte aucun paramètre ; « {name} » n’existe pas ici."
UNKNOWN_PARAMETER = "Le paramètre « {name} » n’existe pas ici."
SAID_TWICE = "Le paramètre « {name} » est donné plusieurs fois : n’en gardez qu’un."
MISSING_PARAMETER = "Le paramètre « {name} » est obligatoire."
WRONG_VALUE = "La valeur du paramètre « {name} » n’est pas acceptée."
COMPLAINTS: dict[str, tuple[str, str | None]] = {
    "extra_forbidden": (UNKNOWN_PARAMETER, None),
    "missing": (MISSING_PARAMETER, None),
    "string_too_long": (TOO_LONG, "{max_length} caractères au plus"),
    "greater_than_equal": (WRONG_VALUE, "{ge} ou plus"),
    "less_than_equal": (WRONG_VALUE, "{le} au plus"),
    "int_parsing": (WRONG_VALUE, "un nombre entier"),
    "bool_parsing": (WRONG_VALUE, "true ou false"),
    "literal_error": (WRONG_VALUE, None),
    "string_pattern_mismatch": (WRONG_VALUE, None),
}
"""Kind of validation error → our sentence, and what would be accepted."""

NO_SUCH_PAGE_NAMED = "Aucun métier ni aucune formation ne s’appelle « {texte} »."
RADIUS_WITHOUT_PLACE = "Un rayon se compte autour d’un lieu : donnez « lieu » aussi."
NO_SUCH_PAGE = "La page {page} n’existe pas pour « {q} » : la liste est plus courte."
NOT_IN_RESULTS = "« {code} » n’est pas dans cette page de résultats pour « {q} »."
OTHER_KIND = "Le code « {code} » est celui d’une autre page : {genre}."
ONLY_AN_ADVISER = (
    "Seul un conseiller peut engager un financement ; "
    "chaque aide dit ce qui n’a pas été vérifié auprès de son éditeur."
)
AGENDA = "Débouchés, agenda"
ALREADY_BEGUN = "déjà commencé"
SHORTER_LIST = "Cette liste n’a que {pages}."
NO_SUCH_PLACE = "Nous n’avons pas reconnu le lieu « {lieu} » : essayez une commune ou un code postal."
NO_RECORDS = (
    "Cette installation n’a pas les enregistrements d’origine : l’export se prend chez celle qui récolte."
)
NO_CENSUS = "Aucun recensement n’a encore été fait ici : c’est « debouches recensement » qui le fait."
NO_SUCH_CENSUS = "Le recensement n’a pas de fichier « {fichier} » : `/api/v1/recensement` donne leurs noms."
NO_SUCH_ADDRESS = "L’adresse demandée ne correspond à aucune page."
NO_SUCH_DOMAIN = "Le domaine « {code} » n’existe pas."
