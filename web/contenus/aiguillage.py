"""Whom to see first, and whom besides, for somebody at the desk: rules of `contenus/aiguillage.yml`."""

from collections.abc import Iterable
from dataclasses import dataclass

from mappings.orientation import Interlocuteur, nomenclature
from web.contenus.contents import Aiguillage, Regle


@dataclass(frozen=True, slots=True)
class Personne:
    """What was said of somebody at the desk: answered and forgotten, never in an address nor in a log."""

    situation: str = ""
    demande: str = ""
    handicap: bool = False
    cadre: bool = False
    contrat: str = ""
    """The one of today, or the last."""
    non_inscrit: bool = False
    change_statut: bool = False

    @property
    def est_dite(self) -> bool:
        return self != Personne()

    @property
    def est_precisee(self) -> bool:
        """True if more was said than most people need to say."""
        return bool(self.contrat or self.non_inscrit or self.change_statut)


@dataclass(frozen=True, slots=True)
class Porte:
    """Somebody to see, and why."""

    qui: Interlocuteur
    raison: str
    hors_cep: bool = False
    """True where somebody who may have the conseil en évolution professionnelle is sent for advice to who is
    no operator of it: the page says so."""


@dataclass(frozen=True, slots=True)
class Reponse:
    premieres: tuple[Porte, ...]
    """Who can take the person all the way."""
    a_confirmer: bool
    """True if no text says which of them, or that it is this one."""
    autres: tuple[Porte, ...]
    de_la_situation: tuple[Porte, ...] = ()
    """Who follows such a person but does not take this demand to its end: never in place of who does."""
    note: str = ""
    """What has changed since the texts that one may have in mind."""


def orienter(aiguillage: Aiguillage, people: Iterable[Interlocuteur], personne: Personne) -> Reponse:
    """Whom to see; nobody is left without an answer, nor sent to someone who sends them on."""
    known, why = {one.id: one for one in people}, _why(aiguillage, personne)

    def porte(one: Interlocuteur, raison: str) -> Porte:
        return Porte(one, raison, _is_outside_cep(aiguillage, one, personne))

    answering = [porte(one, why) for one in known.values() if _answers(one, personne)]
    regle = next((one for one in aiguillage.operateurs if _holds(one, personne)), None)
    if regle is None:
        return Reponse((), a_confirmer=False, autres=tuple(answering))
    named = [porte(known[id_], regle.raison) for id_ in regle.qui]
    note = aiguillage.notes[regle.note] if regle.note else ""
    if able := _able(named, personne):
        return Reponse(tuple(able), regle.a_confirmer, _besides(answering, able), note=note)
    able = _able([porte(known[id_], aiguillage.raison_sinon) for id_ in regle.sinon], personne)
    instead = (*able, *_besides(answering, able))
    return Reponse(instead, a_confirmer=True, autres=(), de_la_situation=tuple(named), note=note)


def _able(portes: Iterable[Porte], personne: Personne) -> list[Porte]:
    return [porte for porte in portes if _does(porte.qui, personne)]


def _besides(portes: Iterable[Porte], shown: Iterable[Porte]) -> tuple[Porte, ...]:
    already = {porte.qui.id for porte in shown}
    return tuple(porte for porte in portes if porte.qui.id not in already)


def _does(one: Interlocuteur, personne: Personne) -> bool:
    return personne.demande in ("", *one.demandes)


def _is_outside_cep(aiguillage: Aiguillage, one: Interlocuteur, personne: Personne) -> bool:
    """Levels 2 and 3 of the conseil, to whoever works or looks for a job, by somebody who is no operator."""
    if one.statut.est_operateur or not _may_have_cep(aiguillage, personne):
        return False
    done = (nomenclature().prestations[code] for code in one.prestations)
    return any(each.niveau > 1 for each in done if personne.demande in ("", each.demande))


def _may_have_cep(aiguillage: Aiguillage, personne: Personne) -> bool:
    if personne.situation:
        return personne.situation in aiguillage.actifs
    return bool(personne.cadre or personne.contrat or personne.non_inscrit or personne.change_statut)


def _holds(regle: Regle, personne: Personne) -> bool:
    return all(
        (
            not regle.situations or personne.situation in regle.situations,
            not regle.demandes or personne.demande in regle.demandes,
            not regle.contrats or personne.contrat in regle.contrats,
            regle.handicap in (None, personne.handicap),
            regle.cadre in (None, personne.cadre),
            regle.non_inscrit in (None, personne.non_inscrit),
            regle.change_statut in (None, personne.change_statut),
        )
    )


def _answers(one: Interlocuteur, personne: Personne) -> bool:
    receives = not personne.situation or personne.situation in one.situations
    is_asked = bool(personne.situation or personne.demande)
    return is_asked and receives and _does(one, personne)


def _why(aiguillage: Aiguillage, personne: Personne) -> str:
    besoin = aiguillage.demandes.get(personne.demande)
    said = (aiguillage.situations.get(personne.situation), besoin and besoin.libelle)
    return " ; ".join(word[0].lower() + word[1:] for word in said if word)
