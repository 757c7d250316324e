"""How queries are read, apart from vocabularies: `mappings/requetes.yml`."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Literal, TypeVar

import yaml
from pydantic import ValidationError

from debouches.errors import ConfigError
from index.query.phrases import Phrases, Words, by_first_word
from index.views import Genre
from mappings.orientation import interlocuteurs
from mappings.records import Model
from mappings.yaml_files import load_yaml
from nlp.normalise import normalise

_FILE = Path(__file__).resolve().parents[2] / "mappings" / "requetes.yml"
_BETWEEN = frozenset({"a", "et", "ou"})
"""Words between the two ends of a range."""
_NUMBER = re.compile(r"(\d+)([a-z]*)(\d*)")


class _Ligne(Model):
    mots: str
    raison: str

    @property
    def words(self) -> Words:
        return tuple(normalise(self.mots).split())


class Annonce(_Ligne):
    """What announces a place: « à », « près »."""

    annonce: Literal["sure", "possible"]
    repere: bool = False
    """Announces well-known places, not a commune whose name may be a word: « en douze mois »."""
    sauf_apres: tuple[str, ...] = ()
    """Words after which it is another word: « qui a du sens »."""

    @property
    def is_sure(self) -> bool:
        return self.annonce == "sure"

    @cached_property
    def mots_contraires(self) -> frozenset[str]:
        return frozenset(map(normalise, self.sauf_apres))


class _Homonymes(Model):
    """Communes whose names are also words, or places of other countries."""

    mots: tuple[str, ...]
    raison: str


class Depart(_Ligne):
    """What announces the trade that is left: « quitter », « je suis »."""

    nature: Literal["quitte", "passe", "present"]
    """`quitte`: says it whatever follows. `passe`, `present`: before the name of a trade; the present, only
    if another is wanted (« je suis coiffeuse et je veux travailler à domicile » leaves nothing)."""
    debut: bool = False
    """Only as the first word, and if another trade is wanted."""
    fin: bool = False
    """Also after what is wanted: « libraire après avoir été professeur »."""
    suivi: tuple[str, ...] = ()
    """What announces the trade that is wanted, after this alone: « passer de… à… »."""


class Arrivee(_Ligne):
    """What announces the trade that is wanted: « devenir », « je veux »."""

    annonce: Literal["sure", "possible"]
    seule: bool = False
    """Says by itself that the trade before is left: « qui veut devenir »."""


class _Phrases(Model):
    """Several ways of saying one thing."""

    mots: tuple[str, ...]
    raison: str
    sauf: tuple[str, ...] = ()
    """Words beside which it says something else: « maître d'apprentissage »."""

    @cached_property
    def mots_contraires(self) -> frozenset[str]:
        return frozenset(map(normalise, self.sauf))

    @property
    def phrases(self) -> Iterator[Words]:
        return (tuple(normalise(one).split()) for one in self.mots)


OnePhrase = TypeVar("OnePhrase", bound=_Phrases)


def _by_first_word(lines: Iterable[OnePhrase]) -> Phrases[OnePhrase]:
    return by_first_word((words, line) for line in lines for words in line.phrases)


class Voie(_Phrases):
    """A way to prepare a diploma: « en alternance »."""

    texte: str
    """What the reader is told."""
    valeurs: tuple[str, ...]
    """Values of the facet."""


class Service(_Phrases):
    """What one asks a site, and no name of a métier or of a formation says: « je ne sais pas quoi faire »."""

    texte: str
    """What the reader is told."""
    service: str
    """The page that answers it; the site knows its address."""
    seul: bool = False
    """Only when nothing else is said: « conseiller en mission locale » asks for a métier."""
    nom_propre: bool = False
    """At the head of a query, what follows may say which one: « CIO Rangueil », « mission locale Lyon »."""
    cherche: bool = False
    """Its words are searched too."""


class Tournure(_Phrases):
    """Words that mean more than each of them: « de chez moi »."""

    lu: str
    """The words to search for instead."""
    appui: bool = False
    """Only supports what else is wanted: no source tells it of each métier."""


class SansDonnee(_Phrases):
    """Words that ask for what no source tells of each métier."""

    dit: str
    """What the reader is told."""


class _Lien(_Ligne):
    """A word that ties a refusal to what follows."""

    apres: tuple[str, ...] = ()
    """Only after these: « pas de contact avec le public », but « sans école, avec des animaux »."""


class _Demande(_Ligne):
    """Words that say what is asked for."""

    genre: Genre


class Nomenclature(Model):
    """How the codes of a nomenclature are typed."""

    nom: str
    libelle: str
    mots: tuple[str, ...]
    """What announces a code; the longest first. Empty words: its form says enough."""
    forme: str
    """Regular expression of a code, in lower case and without spaces."""
    raison: str

    @cached_property
    def annonces(self) -> tuple[Words, ...]:
        return tuple(sorted((tuple(normalise(one).split()) for one in self.mots), key=len, reverse=True))

    def is_a_code(self, texte: str) -> bool:
        return re.fullmatch(self.forme, texte) is not None


class Lecture(Model):
    """The file as it is written, and what the readers need of it."""

    faux_refus: tuple[_Ligne, ...] = ()
    annonces_de_refus: tuple[_Ligne, ...] = ()
    attenuations: tuple[_Ligne, ...] = ()
    refus_brefs: tuple[_Ligne, ...] = ()
    liens_de_refus: tuple[_Lien, ...] = ()
    suites_de_refus: tuple[_Lien, ...] = ()
    fins_de_refus: tuple[_Ligne, ...] = ()
    verbes_de_refus: tuple[_Ligne, ...] = ()
    refus_de_parcours: tuple[_Ligne, ...] = ()
    annonces_de_lieu: tuple[Annonce, ...] = ()
    homonymes: tuple[_Homonymes, ...] = ()
    hors_de_france: tuple[_Homonymes, ...] = ()
    villes_a_arrondissements: tuple[_Ligne, ...] = ()
    nomenclatures: tuple[Nomenclature, ...] = ()
    unites: tuple[_Ligne, ...] = ()
    annonces_de_secteur: tuple[_Ligne, ...] = ()
    genres_demandes: tuple[_Demande, ...] = ()
    voies: tuple[Voie, ...] = ()
    services: tuple[Service, ...] = ()
    tournures: tuple[Tournure, ...] = ()
    sans_donnees: tuple[SansDonnee, ...] = ()
    departs: tuple[Depart, ...] = ()
    arrivees: tuple[Arrivee, ...] = ()
    voeux_apres_un_diplome: tuple[_Ligne, ...] = ()

    @cached_property
    def avant_un_lieu(self) -> tuple[tuple[Words, Annonce], ...]:
        """What announces a place, the longest first."""
        longest_first = sorted(self.annonces_de_lieu, key=lambda one: -len(one.words))
        return tuple((one.words, one) for one in longest_first)

    @cached_property
    def avant_un_secteur(self) -> frozenset[str]:
        return frozenset(normalise(line.mots) for line in self.annonces_de_secteur)

    def genre_demande(self, mots: Words, peuvent_seuls: Sequence[bool]) -> Genre | None:
        """What the first words to say it ask for. `peuvent_seuls`: whether each may say it by itself."""
        for at, may_alone in enumerate(peuvent_seuls):
            for words, genre in self._demandes.get(mots[at], ()):
                if mots[at : at + len(words)] == words and (may_alone or len(words) > 1):
                    return genre
        return None

    @cached_property
    def demandent(self) -> frozenset[str]:
        """Words that say by themselves what is asked for."""
        return frozenset(first for first, phrases in self._demandes.items() if len(phrases[-1][0]) == 1)

    @cached_property
    def _demandes(self) -> Phrases[Genre]:
        return by_first_word((line.words, line.genre) for line in self.genres_demandes)

    @cached_property
    def voies_dites(self) -> Phrases[Voie]:
        return _by_first_word(self.voies)

    @cached_property
    def services_dits(self) -> Phrases[Service]:
        return _by_first_word(self.services)

    @cached_property
    def tournures_dites(self) -> Phrases[Tournure]:
        return _by_first_word(self.tournures)

    @cached_property
    def sans_donnees_dites(self) -> Phrases[SansDonnee]:
        return _by_first_word(self.sans_donnees)

    @cached_property
    def avant_ce_qui_est_quitte(self) -> dict[Words, Depart]:
        """The longest first."""
        return {_pieces(one.mots): one for one in sorted(self.departs, key=lambda one: -len(one.mots))}

    @cached_property
    def apres_ce_qui_est_quitte(self) -> dict[Words, Arrivee]:
        return {_pieces(one.mots): one for one in self.arrivees if one.seule}

    @cached_property
    def apres_un_diplome(self) -> tuple[Words, ...]:
        """What announces what is wanted after the diploma that one has."""
        return tuple(_pieces(one.mots) for one in self.voeux_apres_un_diplome)

    def arrivees_apres(self, depart: Depart) -> tuple[Words, ...]:
        """What announces the trade that is wanted, after this departure."""
        heard = (one.mots for one in self.arrivees if one.annonce == "sure" or depart.nature != "present")
        return tuple(map(_pieces, (*heard, *depart.suivi)))

    @cached_property
    def sont_aussi_des_mots(self) -> frozenset[str]:
        return frozenset(normalise(mot) for line in self.homonymes for mot in line.mots)

    @cached_property
    def sont_a_l_etranger(self) -> frozenset[str]:
        """Names of countries and foreign towns, also those of a commune."""
        return frozenset(normalise(mot) for line in self.hors_de_france for mot in line.mots)

    @cached_property
    def ont_des_arrondissements(self) -> frozenset[str]:
        return frozenset(normalise(line.mots) for line in self.villes_a_arrondissements)

    @cached_property
    def refusent(self) -> Phrases[_Ligne]:
        """What refuses without being a negation of the analysis."""
        return by_first_word((line.words, line) for line in (*self.annonces_de_refus, *self.attenuations))

    @cached_property
    def refusent_un_parcours(self) -> frozenset[Words]:
        """What refuses only the place, the way or the diploma that comes next."""
        return frozenset(line.words for line in self.refus_de_parcours)

    @cached_property
    def diminuent(self) -> frozenset[str]:
        """What lessens, and refuses only what a wish refuses too."""
        return frozenset(normalise(line.mots) for line in self.attenuations)

    @cached_property
    def seuls_refuses(self) -> frozenset[str]:
        return frozenset(normalise(line.mots) for line in self.refus_brefs)

    @cached_property
    def liens(self) -> dict[str, frozenset[str]]:
        """Each with the words after which alone it ties, none if it always does."""
        return {normalise(line.mots): frozenset(map(normalise, line.apres)) for line in self.liens_de_refus}

    @cached_property
    def precedent_un_refus(self) -> frozenset[str]:
        """What may come between a negation and the place, the way or the diploma that it refuses."""
        return frozenset(normalise(line.mots) for line in self.verbes_de_refus) | self.liens.keys()

    def ties(self, refused: str, word: str) -> bool:
        """Whether this word, after what is refused, ties it to what follows."""
        after = self.liens.get(word)
        return after is not None and (not after or refused in after)

    @cached_property
    def qualifient(self) -> frozenset[Words]:
        """A refused word and the one that says of which it is: « personnes âgées »."""
        lines = (
            (normalise(first), normalise(line.mots)) for line in self.suites_de_refus for first in line.apres
        )
        return frozenset(lines)

    @cached_property
    def fins(self) -> frozenset[str]:
        return frozenset(normalise(line.mots) for line in self.fins_de_refus)

    @cached_property
    def mesures(self) -> frozenset[str]:
        return frozenset(normalise(line.mots) for line in self.unites)

    def quantites(self, mots: Sequence[str]) -> set[int]:
        """Positions of the words of an age, a duration, a salary: « 20 ans », « 1800 à 2000 euros »."""
        found: set[int] = set()
        for at in reversed(range(len(mots))):
            number = _NUMBER.fullmatch(mots[at])
            if number and number[2] in self.mesures:
                found.add(at)
            elif number and not number[3] and number[2] in {"", "k"}:
                after = next((one for one in range(at + 1, len(mots)) if mots[one] not in _BETWEEN), None)
                if after is not None and (after in found or mots[after] in self.mesures):
                    found |= {at, after}
        rates = {at + 2 for at in found if mots[at + 1 : at + 2] == ["par"] and mots[at + 2 : at + 3]}
        return found | {at for at in rates if mots[at] in self.mesures}

    @cached_property
    def sans_refus(self) -> Phrases[_Ligne]:
        return by_first_word((line.words, line) for line in self.faux_refus)


@cache
def _pieces(mots: str) -> Words:
    """Words freed of their elisions: « j'étais » is two."""
    return tuple(normalise(mots).replace("'", " ").split())


def _networks() -> Iterator[Service]:
    """The networks of structures: one asks for a place or for somebody, not for a métier."""
    for one in interlocuteurs():
        if one.noms:
            yield Service(
                service="conseil",
                texte="une personne à qui parler",
                mots=one.noms,
                raison="le nom d'un réseau de structures",
                seul=True,
                nom_propre=True,
                cherche=one.ses_mots_se_cherchent,
            )


def read_lecture(path: Path = _FILE) -> Lecture:
    """ConfigError names the line that is not understood."""
    try:
        read = Lecture.model_validate(load_yaml(path))
        return read.model_copy(update={"services": (*read.services, *_networks())})
    except (yaml.YAMLError, ValidationError) as error:
        raise ConfigError(f"Lecture des requêtes mal écrite : {path.name} : {error}") from error
