"""Structures that a search names, and what one of them sends to correct its own entry."""

from collections.abc import Iterator
from datetime import date

from debouches.errors import NotReadyError
from index.annexes.choices import Values, is_chosen
from index.annexes.structures.directory import RepertoireRequest
from index.annexes.structures.offer import values_of_network
from index.annexes.structures.views import RepertoirePage, StructureView
from index.lieux.model import Lieu
from index.results import SearchPage
from index.service import Searcher
from mappings.orientation import Interlocuteur, interlocuteurs
from mappings.records import Provenance, Structure

PEOPLE = "conseil"
"""Service of `mappings/requetes.yml` that a query asks when it names a network of structures."""
SHOWN = 3
CORRECTED = "structures-declarees"
"""The source that reads what structures say of themselves."""
LICENCE = "Licence Ouverte 2.0"
_KEPT = {"id", "provenance", "code", "est_historique", "latitude", "longitude", "communes_couvertes", "siret"}
"""What somebody who corrects an entry by letter has no need to write again."""


def structures_dites(searcher: Searcher, page: SearchPage, lieu: Lieu | None) -> RepertoirePage | None:
    """The structures that a query names, if it names some: all its words are theirs, or a place."""
    if PEOPLE not in page.services:
        return None
    try:
        found = searcher.repertoire(RepertoireRequest(q=page.request.q, lieu=lieu, par_page=SHOWN))
    except NotReadyError:  # an older index has no directory: the page of results does without
        return None
    return found if found.total and not found.est_partielle else None


def sans_lieu(page: RepertoirePage, asked: Values) -> list[Interlocuteur]:
    """Who answers a need too, and of whom the list has no place: at a distance, or in no directory."""
    if not (asked["situation"] or asked["demande"]):
        return []
    (networks,) = (facet for facet in page.facettes if facet.nom == "reseau")
    listed = {value.valeur for value in networks.valeurs if value.total}
    need = {nom: values for nom, values in asked.items() if nom != "reseau"}
    others = (one for one in interlocuteurs() if one.reseau not in listed)
    return [one for one in others if is_chosen(values_of_network(one), need)]


def correction_of(view: StructureView, today: date) -> Structure:
    """The same entry as the structure would send it: in its own name, of today, to be corrected."""
    provenance = Provenance(
        source=CORRECTED, editeur=view.nom, licence=LICENCE, date_maj=today, date_recolte=today
    )
    said = {"nom": view.nom, "provenance": provenance, "date_confirmation": today, "est_historique": False}
    return view.structure.model_copy(update=said)


def lettre(structure: Structure) -> Iterator[tuple[str, str]]:
    """What is known, field by field, in the words of the common format; empty where nothing is."""
    for name, field in Structure.model_fields.items():
        if name not in _KEPT:
            value = getattr(structure, name)
            said = " | ".join(map(str, value)) if isinstance(value, tuple) else str(value or "")
            yield field.description or name, said
