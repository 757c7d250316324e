"""What the publications of the RNCP (XML flow, CSV export) write in the same way."""

import re
from typing import Any, TypeVar

from pydantic import ValidationError

from crawler.contract import Issue, Run
from crawler.readers.values import code_of, declared, matching
from mappings.records import Certificateur, Model
from mappings.records.codes import ROME

M = TypeVar("M", bound=Model)
SIRET = re.compile(r"^\d{14}$")
FORMACODE = re.compile(r"^\d{5}$")
NSF = re.compile(r"^\d{2,3}[a-z]?$")
_NUMBER = re.compile(r"^(?P<register>RNCP|RS)(?P<number>\d+)$")
_INCOMPLETE = re.compile(r"\s*\(fiche incomplète\)", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"]+", re.IGNORECASE)
_WORD = re.compile(r"\w")


def page_of(run: Run, code: str) -> str | None:
    """Each register has its own pages: « recherche/rncp/34762 », « recherche/rs/5000 »."""
    match = _NUMBER.match(code)
    return run.spec.page("certification", f"{match['register'].lower()}/{match['number']}") if match else None


def title_facts(intitule: str) -> dict[str, Any]:
    """The publisher writes « (Fiche incomplète) » inside the title."""
    plain = _INCOMPLETE.sub("", intitule)
    return {"intitule": plain, "est_incomplete": plain != intitule}


def level_of(run: Run, value: str, *, record: str) -> int | None:
    level = declared(run, "niveau", value, record=record)
    return int(level) if level else None


def yes_no(run: Run, value: str, *, record: str) -> bool | None:
    meaning = declared(run, "oui_non", value, record=record)
    return None if meaning is None else meaning == "oui"


def nomenclature_codes(
    run: Run, *, record: str, rome: tuple[str, ...], formacode: tuple[str, ...], nsf: tuple[str, ...]
) -> dict[str, tuple[str, ...]]:
    """Codes that are whole; a partial ROME code (« F11 », « M ») is reported."""
    return {
        "codes_rome": matching(run, ROME, rome, record=record, field="codes_rome"),
        "codes_formacode": matching(run, FORMACODE, formacode, record=record, field="codes_formacode"),
        "codes_nsf": matching(run, NSF, nsf, record=record, field="codes_nsf"),
    }


def certificateur(run: Run, *, record: str, nom: str, siret: str, **facts: Any) -> Certificateur | None:
    number = code_of(run, SIRET, siret, record=record, field="siret_certificateur")
    if not nom:
        run.report(Issue.MALFORMED, record=record, field="nom_certificateur", value=siret)
        return None
    return Certificateur(nom=nom, siret=number, **facts)


def addresses(run: Run, text: str, *, record: str, field: str) -> tuple[str, ...]:
    """Web addresses in a text; words without any address are reported, bullets alone are nothing."""
    found = tuple(_with_scheme(address.rstrip(".,;)")) for address in _ADDRESS.findall(text))
    if not found and _WORD.search(text):
        run.report(Issue.MALFORMED, record=record, field=field, value=text)
    return tuple(dict.fromkeys(found))


def _with_scheme(address: str) -> str:
    return address if address.lower().startswith("http") else f"https://{address}"


def part(run: Run, model: type[M], *, record: str, **facts: Any) -> M | None:
    """An object inside a record, or None and a report that names the field at fault."""
    try:
        return model(**facts)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        field = f"{model.__name__}.{'.'.join(map(str, fault['loc']))}"
        run.report(Issue.REJECTED, record=record, field=field, value=str(fault["input"]))
        return None
