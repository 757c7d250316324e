"""What Mon Compte Formation adds to the language, in `extras`: street, price, whom to call, how to enrol."""

from typing import Any

from crawler.readers.values import number
from crawler.sources.lheo.node import Node

_GROUP = "extras"
"""Most elements have none: they are asked once, not for each complement."""
_STREET = ("numero-voie", "code-nature-voie", "libelle-voie")
_FREE = frozenset({"0", "0.0", "0.00", "0,00"})


def extra(info: str) -> str:
    """Path of a complement, wherever it is among the `extras` of an element."""
    return f"extras//extra[@info='{info}']"


def street(node: Node) -> tuple[str, ...]:
    """The lines of an address, with the street that may be told apart from them."""
    lines = node.all_raw("ligne")
    if node.node(_GROUP) is None:
        return lines
    parts = [node.raw(extra(info)) for info in _STREET]
    if parts[2].upper().startswith(parts[1].upper()):
        parts[1] = ""
    told = " ".join(filter(None, parts)) or node.raw(extra("ligne5-adresse"))
    return lines if not parts[2] or any(parts[2] in line for line in lines) else (*lines, told)


def action_extras(node: Node) -> dict[str, Any]:
    """To be used where the language's own element says nothing."""
    if node.node(_GROUP) is None:
        return {}
    hours = node.raw(extra("duree-apprentissage"))
    return {
        "heures_total": number(node.run, hours, record=node.record, field="extra[duree-apprentissage]"),
        "prix_total_ttc": node.raw(extra("frais-ttc")) or None,
        "frais_restants": _remaining(node),
        "acces_handicap": node.words(extra("modalites-handicap")),
        "modalites_recrutement": node.sections(extra("info-admission")),
    }


def _remaining(node: Node) -> str | None:
    """Costs that the account does not pay, and what they are for."""
    amount, why = node.raw(extra("frais-anpec")), node.words(extra("detail-frais-anpec"))
    told = (f"{amount} €" if amount and amount not in _FREE else None, why)
    return " : ".join(filter(None, told)) or None
