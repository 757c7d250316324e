"""Whom to see first, and whom besides, for somebody at the desk: rules of `contenus/aiguillage.yml`."""

from collections.abc import Iterable
from dataclasses import dataclass

from web.contenus.contents import Aiguillage, Interlocuteur, Regle


@dataclass(frozen=True, slots=True)
class Personne:
    """What was said of somebody at the desk: answered and forgotten, never in an address nor in a log."""

    situation: str = ""
    demande: str = ""
    handicap: bool = False
    cadre: bool = False

    @property
    def est_dite(self) -> bool:
        return self != Personne()


@dataclass(frozen=True, slots=True)
class Porte:
    """Somebody to see, and why."""

    qui: Interlocuteur
    raison: str


@dataclass(frozen=True, slots=True)
class Reponse:
    premieres: tuple[Porte, ...]
    """Who can take the person all the way."""
    a_confirmer: bool
    """True if no text says which of them, or that it is this one."""
    autres: tuple[Porte, ...]


def orienter(aiguillage: Aiguillage, people: Iterable[Interlocuteur], personne: Personne) -> Reponse:
    """Whom to see; nobody is left without an answer."""
    known = {one.id: one for one in people}
    regle = next((one for one in aiguillage.operateurs if _holds(one, personne)), None)
    premiers = _able([known[id_] for id_ in regle.qui], personne.demande) if regle else []
    autres = [one for one in known.values() if one not in premiers and _answers(one, personne)]
    return Reponse(
        tuple(Porte(one, regle.raison) for one in premiers if regle),
        a_confirmer=bool(regle and regle.a_confirmer),
        autres=tuple(Porte(one, _why(aiguillage, personne)) for one in autres),
    )


def _able(people: list[Interlocuteur], demande: str) -> list[Interlocuteur]:
    """Those who can answer the demand themselves: nobody is sent to someone who sends them on."""
    return [one for one in people if demande in ("", *one.demandes)] or people


def _holds(regle: Regle, personne: Personne) -> bool:
    return (
        (not regle.situations or personne.situation in regle.situations)
        and regle.handicap in (None, personne.handicap)
        and regle.cadre in (None, personne.cadre)
    )


def _answers(one: Interlocuteur, personne: Personne) -> bool:
    receives = not personne.situation or personne.situation in one.situations
    is_asked = bool(personne.situation or personne.demande)
    return is_asked and receives and personne.demande in ("", *one.demandes)


def _why(aiguillage: Aiguillage, personne: Personne) -> str:
    besoin = aiguillage.demandes.get(personne.demande)
    said = (aiguillage.situations.get(personne.situation), besoin and besoin.libelle)
    return " ; ".join(word[0].lower() + word[1:] for word in said if word)
