"""French words of the interface: counts, dates, levels, kinds, reasons. Pure functions, used by templates."""

from datetime import date
from typing import Literal

from index.genders import both_titles
from index.results import Reason
from index.views import Genre
from mappings.genres import both_genders
from mappings.liens import EtatLien
from mappings.records import ActionFormation, NatureEvenement, Provenance
from mappings.records.files import SourceState
from nlp.normalise import fold

ABSENT = "non renseigné par la source"
FAR_KM = 200
_LEAST_DIPLOMA = 3
DAYS_BEFORE_WARNING = 731
"""Over 24 months, a text says its year instead of its date."""

GENRES: dict[Genre, tuple[str, str]] = {
    "metier": ("métier", "métiers"),
    "formation": ("formation", "formations"),
    "certification": ("certification", "certifications"),
}

_OURS = ("LHEO.", "SITE.")
"""Beginnings of the codes that we make from the number of a feed or the address of a page."""

NIVEAUX = {
    1: "niveau 1",
    2: "niveau 2",
    3: "CAP ou équivalent (niveau 3)",
    4: "bac ou équivalent (niveau 4)",
    5: "bac + 2 (niveau 5)",
    6: "bac + 3 ou bac + 4 (niveau 6)",
    7: "bac + 5 (niveau 7)",
    8: "bac + 8 (niveau 8)",
}

VOIES = {
    "scolaire": "à l’école",
    "apprentissage": "en apprentissage",
    "continue": "en formation continue",
    "professionnalisation": "en contrat de professionnalisation",
    "candidature-individuelle": "en candidat libre",
    "vae": "par la validation des acquis de l’expérience",
}

MODALITES = {"presentiel": "en présence", "mixte": "en présence et à distance", "distance": "à distance"}

SITUATIONS = {
    "salarie": "Je travaille (salarié, salariée)",
    "demandeur-emploi": "Je cherche un emploi",
    "independant": "Je travaille à mon compte",
    "agent-public": "Je travaille dans la fonction publique",
    "jeune": "J’ai entre 16 et 25 ans et je cherche ma voie",
    "sans-diplome": "J’ai quitté l’école sans diplôme",
    "scolaire": "Je suis au lycée",
    "etudiant": "J’étudie",
    "apprenti": "Je suis en alternance",
    "handicap": "Je suis en situation de handicap",
}
PUBLICS = {
    "salarie": "personnes salariées",
    "demandeur-emploi": "personnes qui cherchent un emploi",
    "independant": "personnes à leur compte",
    "agent-public": "agents publics",
    "jeune": "jeunes de 16 à 25 ans",
    "sans-diplome": "jeunes sortis de l’école sans diplôme",
    "scolaire": "lycéens et lycéennes",
    "etudiant": "étudiants et étudiantes",
    "apprenti": "alternants et alternantes",
    "handicap": "personnes en situation de handicap",
}
OBSTACLES = {
    "cout": "payer la formation",
    "revenu": "avoir un revenu pendant la formation",
    "transport": "me déplacer, passer le permis",
    "logement": "me loger",
    "garde": "faire garder un enfant",
    "diplome": "faire reconnaître ce que je sais faire",
    "orientation": "choisir, être accompagné",
    "handicap": "compenser un handicap",
}
AIDES = {
    "financement": "Payer la formation",
    "revenu": "Avoir un revenu pendant la formation",
    "contrat": "Se former en étant salarié",
    "accompagnement": "Être accompagné",
    "aide-sociale": "Se déplacer, se loger",
    "reconnaissance": "Faire reconnaître son expérience, ses droits",
}
"""Kinds of aids, in the order of the page."""

EVENEMENTS: dict[NatureEvenement, str] = {
    "salon": "Salon",
    "forum": "Forum",
    "portes-ouvertes": "Portes ouvertes",
    "atelier": "Atelier",
    "reunion-information": "Réunion d’information",
    "autre": "Autre événement",
}
"""Kinds of events, in the order of the page."""

RIASEC = {
    "R": "réaliste : agir sur le concret",
    "I": "investigateur : observer, comprendre",
    "A": "artistique : créer, exprimer",
    "S": "social : aider, transmettre",
    "E": "entreprenant : convaincre, diriger",
    "C": "conventionnel : organiser, vérifier",
}

ENREGISTREMENTS = {
    "metier": ("métier", "métiers"),
    "fiche": ("fiche d’éditeur", "fiches d’éditeurs"),
    "appellation": ("appellation", "appellations"),
    "competence": ("compétence", "compétences"),
    "centreinteret": ("centre d’intérêt", "centres d’intérêt"),
    "formation": ("formation", "formations"),
    "certification": ("certification", "certifications"),
    "termeformacode": ("terme du Formacode", "termes du Formacode"),
    "actionformation": ("action de formation", "actions de formation"),
    "sessionformation": ("session", "sessions"),
    "organismeformation": ("organisme de formation", "organismes de formation"),
    "indicateur": ("chiffre de l’emploi", "chiffres de l’emploi"),
    "territoire": ("territoire", "territoires"),
    "structure": ("lieu d’accueil", "lieux d’accueil"),
    "aide": ("aide ou financement", "aides et financements"),
    "evenement": ("événement", "événements"),
    "actioninnovante": ("action innovante", "actions innovantes"),
}

MOTS_CLES = {
    "appetence": "Ce que l’on aime",
    "competence": "Savoir-faire",
    "qualification": "Qualifications",
    "secteur": "Secteurs",
    "outil": "Outils et équipements",
    "lieu": "Lieux de travail",
    "condition": "Conditions de travail",
    "editeur": "Mots clés de l’éditeur",
}
CHAMPS = {
    "accroche": "présentation",
    "nature_travail": "nature du travail",
    "competences": "compétences requises",
    "conditions_travail": "conditions de travail",
    "acces_metier": "accès au métier",
    "descriptif": "descriptif",
}
"""Fields of the texts that keywords are drawn from."""
COMPRIS = {
    "code": "code reconnu",
    "code-inconnu": "aucune page ne porte le code",
    "acronyme": "sigle",
    "synonyme": "mot voisin",
    "debut": "début de mot",
    "mot-garde": "avec le mot",
    "mot-ignore": "mot laissé de côté",
    "niveau": "niveau des formations",
    "diplome": "diplôme",
    "lieu": "où",
    "refus": "sans",
    "quitte": "vous quittez",
    "situation": "situation",
    "voie": "voie",
    "service": "demande",
    "sans-donnee": "à savoir",
    "metier": "métier",
    "mot-courant": "métiers",
    "formation": "formation",
    "certification": "certification",
    "envie": "envie ou besoin",
    "competence": "savoir-faire",
    "condition": "condition de travail",
    "domaine": "domaine",
}

JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MOIS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)


def nombre(n: int) -> str:
    """`nombre(1584)` → « 1 584 », with the narrow space of French."""
    return f"{n:,}".replace(",", "\u202f")


def compte(n: int, singulier: str, pluriel: str | None = None) -> str:
    """« 1 métier », « 12 métiers », « aucun métier » is left to the caller."""
    return f"{nombre(n)} {singulier if n < 2 else pluriel or singulier + 's'}"


def nature(genre: Genre, code: str) -> str:
    """« Métier · D1102 »; a code that nobody says but us, as « LHEO.14_AF_12 », is left to addresses."""
    genre_dit = GENRES[genre][0].capitalize()
    return genre_dit if code.startswith(_OURS) else f"{genre_dit} · {code}"


def compte_genre(n: int, genre: Genre) -> str:
    return compte(n, *GENRES[genre])


def compte_type(n: int, record_type: str) -> str:
    """`compte_type(30, "centre-interet")` → « 30 centres d’intérêt »."""
    return compte(n, *noms_du_type(record_type))


def noms_du_type(record_type: str) -> tuple[str, str]:
    """« centre-interet » → « centre d’intérêt », « centres d’intérêt »."""
    return ENREGISTREMENTS.get(record_type.replace("-", "").lower(), (record_type, record_type))


def changements(etat: SourceState) -> str:
    """« 12 apparus, 3 changés, 1 disparu ; 2 valeurs à revoir »."""
    counts = (
        (etat.apparus, "apparu", "apparus"),
        (etat.changes, "changé", "changés"),
        (etat.disparus, "disparu", "disparus"),
    )
    said = ", ".join(compte(*count) for count in counts if count[0]) or "rien de changé"
    return f"{said} ; {compte(etat.a_revoir, 'valeur')} à revoir" if etat.a_revoir else said


def points(value: float) -> str:
    """`points(2.345)` → « 235 points »: a score in whole numbers."""
    return compte(round(value * 100), "point")


def date_fr(day: date) -> str:
    """`date_fr(date(2026, 3, 1))` → « 1er mars 2026 »."""
    quantieme = "1er" if day.day == 1 else str(day.day)
    return f"{quantieme} {MOIS[day.month - 1]} {day.year}"


def fraicheur(provenance: Provenance, today: date) -> str:
    """How old the publisher's text is, in words; the harvest date when the publisher gives none."""
    if provenance.date_maj is None:
        return f"récolté le {date_fr(provenance.date_recolte)}, date non renseignée par la source"
    if est_ancien(provenance, today):
        return f"information de {provenance.date_maj.year}"
    return f"mis à jour {moment(provenance.date_maj, provenance.precision_maj)}"


def constat_en_mots(etat: EtatLien) -> str:
    """What became of an address of another site, for who would have followed it."""
    le = date_fr(etat.constate_le)
    if etat.etat == "mort":
        return f"lien mort, constaté le {le}"
    return f"cette page ne s’ouvre plus : son adresse mène à l’accueil du site, constaté le {le}"


def moment(day: date, precision: Literal["jour", "mois", "annee"]) -> str:
    """« le 1er mars 2026 », « en mars 2026 », « en 2026 »: no more precise than the publisher."""
    if precision == "jour":
        return f"le {date_fr(day)}"
    return f"en {MOIS[day.month - 1]} {day.year}" if precision == "mois" else f"en {day.year}"


def est_ancien(provenance: Provenance, today: date) -> bool:
    return provenance.date_maj is not None and (today - provenance.date_maj).days > DAYS_BEFORE_WARNING


def deux_genres(libelle: str) -> str:
    """« Boulanger / Boulangère », « boulanger/ère » → « Boulanger, boulangère », as one writes it."""
    forms = both_genders(libelle)
    if forms[0] != forms[1]:
        return both_titles(*forms)
    one, separateur, other = libelle.partition(" / ")
    return f"{one}, {minuscule(other)}" if separateur else libelle


def raison_en_mots(raison: Reason) -> str:
    """« trouvé par l'appellation « Tourier, tourière » », « trouvé par le texte de la fiche »."""
    libelle = f" «\u00a0{deux_genres(raison.libelle)}\u00a0»" if raison.libelle else ""
    return f"trouvé par {raison.nature}{libelle}"


def niveau_en_mots(niveau: int | None) -> str:
    return NIVEAUX[niveau] if niveau else "niveau non renseigné"


def niveaux_de_diplome(sans: str) -> dict[str, str]:
    """The diplomas that one may have, by level; `sans`: the words for none."""
    diplomas = {str(niveau): initiale(mots) for niveau, mots in NIVEAUX.items() if niveau >= _LEAST_DIPLOMA}
    return {str(_LEAST_DIPLOMA - 1): sans} | diplomas


def distance_en_mots(km: float) -> str:
    """« à 4 km environ », « à moins d’1 km »: no finer than its points, no further than it matters."""
    if km > FAR_KM:
        return f"à plus de {FAR_KM}\u00a0km"
    return "à moins d’1\u00a0km" if km < 1 else f"à {nombre(round(km))}\u00a0km environ"


def de_nom(nom: str) -> str:
    """« de Lyon », « d’Oyonnax », « du Havre », « des Abymes »."""
    for article, contraction in (("Le ", "du "), ("Les ", "des ")):
        if nom.startswith(article):
            return contraction + nom.removeprefix(article)
    return f"d’{nom}" if fold(nom[:1]) in "aeiouyh" else f"de {nom}"


def minuscule(texte: str) -> str:
    """« Cours du soir » → « cours du soir », inside a list; « CFA de Lyon » stays."""
    return texte[:1].lower() + texte[1:] if texte[1:2].islower() else texte


def euros(montant: str) -> str:
    """« 1450.00 » → « 1 450 € »; what is not a number stays as the source writes it."""
    try:
        value = float(montant.replace(",", ".").replace(" ", ""))
    except ValueError:
        return montant
    cents = f",{round(value % 1 * 100):02}" if round(value % 1, 2) else ""
    return f"{nombre(int(value))}{cents}\u00a0€"


def duree_en_mots(action: ActionFormation) -> str | None:
    """The words of the source, then the hours if those words do not give them."""
    hours = compte(action.heures_total, "heure") if action.heures_total else None
    if action.duree and action.heures_total and str(action.heures_total) in action.duree:
        return action.duree
    return ", ".join(filter(None, (action.duree, hours))) or None


def initiale(texte: str) -> str:
    """Capital first letter, the rest untouched (`str.capitalize` would lower « CAP »)."""
    return texte[:1].upper() + texte[1:]
