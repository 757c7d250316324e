"""What an answer says of an address, given what was known of it."""

from datetime import datetime, timedelta

from crawler.network.dialogue import Answer
from mappings.liens import A_SAVOIR, NON_VIVANTS, Constat, Etat, Regles, host_of_page

REFUSED = 400


def judge(answer: Answer, known: Constat | None, regles: Regles, now: datetime) -> Constat:
    """The new line of the journal. What cannot be concluded leaves a firm state as it was."""
    said = state_of_answer(answer, regles)
    if said is None:
        return _after_a_failure(answer, known, regles, now)
    if said == "non-verifiable" and known and known.etat in A_SAVOIR:
        return known.model_copy(update={"vu_le": now, "echecs": 0, "echec_depuis": None})
    return _constat(answer, known, said, now)


def state_of_answer(answer: Answer, regles: Regles) -> Etat | None:
    """The state that an answer gives by itself; None for a transient failure."""
    if not answer.est_conclu:
        return "non-verifiable"
    if answer.code is None:
        return None
    if answer.code >= REFUSED:
        return regles.state_of_code(answer.code)
    if answer.vers and host_of_page(answer.vers) is None:
        return "accueil"
    return "deplace" if answer.est_permanent and answer.vers != answer.url else "vivant"


def _after_a_failure(answer: Answer, known: Constat | None, regles: Regles, now: datetime) -> Constat:
    failures = (known.echecs if known else 0) + 1
    since = (known and known.echec_depuis) or now
    counted = {"echecs": failures, "echec_depuis": since}
    if known and known.etat in A_SAVOIR:
        return known.model_copy(update={"vu_le": now, **counted})
    lasts = now - since >= timedelta(days=regles.mort.jours)
    etat: Etat = "mort" if lasts and failures >= regles.mort.echecs else "incertain"
    return _constat(answer, known, etat, now).model_copy(update=counted)


def _constat(answer: Answer, known: Constat | None, etat: Etat, now: datetime) -> Constat:
    return Constat(
        url=answer.url,
        etat=etat,
        vu_le=now,
        constate_le=now,
        depuis=known.depuis if known and known.etat == etat else now,
        code=answer.code,
        motif=answer.motif,
        vers=answer.vers,
    )


def next_look(constat: Constat, regles: Regles) -> datetime:
    """When an address is to be seen again: the next day if it fails, or has just died (a bad night)."""
    is_dead = constat.etat in NON_VIVANTS
    is_soon = constat.depuis == constat.constate_le if is_dead else constat.echecs > 0
    return constat.vu_le + timedelta(hours=regles.echeances["incertain" if is_soon else constat.etat])
