"""Sessions: when, how to enrol, how far the enrolment is. Whether they are over depends on the day."""

from collections.abc import Callable
from typing import Any, TypeVar

from crawler.readers.france_competences import part
from crawler.readers.values import make
from crawler.sources.lheo.certifications import references
from crawler.sources.lheo.extras import extra
from crawler.sources.lheo.keys import Numbers, key_of
from crawler.sources.lheo.node import Node
from crawler.sources.lheo.places import address, contacts
from mappings.records import (
    BlocSession,
    Cycle,
    Model,
    Periode,
    Provenance,
    Recrutement,
    SessionFormation,
)

M = TypeVar("M", bound=Model)


def session(
    numbers: Numbers, node: Node, action: str, action_key: str, provenance: Provenance, *, above: Node
) -> SessionFormation | None:
    numero, dates = node.attribute("numero"), [node.raw(f"periode/{end}") for end in ("debut", "fin")]
    key = numbers.distinct(node, key_of(numero, *dates, *_town(node)), " ".join(filter(None, dates)))
    return make(
        node.run,
        SessionFormation,
        action_key,
        key,
        provenance=provenance,
        numero=numero or key,
        action=action,
        periode=node.period("periode") or Periode(),
        etat_recrutement=node.meaning("etat-recrutement", "etat-recrutement"),
        modalites_inscription=node.words("modalites-inscription")
        or node.words(extra("modalites-particulieres")),
        **_enrolment(node, above),
        recrutements=parts(node, "recrutement", Recrutement, _recruitment),
        liens=node.links("url-session/urlweb"),
        contacts=contacts(node, "contact-session", extra("contact-inscription")),
        certifications=references(node, "reference-certification"),
        blocs=tuple(bloc for group in node.nodes("blocs-competences") for bloc in _blocs(group)),
        cycles=parts(node, "cycle", Cycle, _cycle),
    )


def _enrolment(node: Node, action: Node) -> dict[str, Any]:
    """Up to the LHEO 2.1, an action said it for all its sessions."""
    where = address(node.node("adresse-inscription/adresse"))
    when = node.period("periode-inscription/periode")
    return {
        "lieu_inscription": where or address(action.node("adresse-inscription/adresse")),
        "periode_inscription": when
        or action.period(".", "date-inscription/date", "date-limite-inscription/date"),
    }


def _town(node: Node) -> tuple[str, ...]:
    return node.all_raw("adresse-inscription/adresse/ville")


def parts(node: Node, path: str, model: type[M], facts: Callable[[Node], dict[str, Any]]) -> tuple[M, ...]:
    """The objects at a path, each made of the facts read in its element."""
    found = (part(node.run, model, record=node.record, **facts(child)) for child in node.nodes(path))
    return tuple(one for one in found if one)


def _recruitment(node: Node) -> dict[str, Any]:
    return {
        "modalite": node.meaning("modalite-recrutement", "modalite-recrutement"),
        "perimetre": node.meaning("perimetre-recrutement", "code-perimetre-recrutement"),
        "precision_perimetre": node.words("infos-perimetre-recrutement"),
        "est_a_distance": node.flag("a-distance"),
        "lieu": address(node.node("adresse")),
        "liens": node.links("urlweb"),
        "nb_places": node.number("nb-places"),
        "periode": node.period("periode"),
        "heure_debut": node.words("heure-debut"),
        "heure_fin": node.words("heure-fin"),
        "commentaire": node.words("commentaire"),
    }


def _blocs(group: Node) -> tuple[BlocSession, ...]:
    validation = group.meaning("type-validation-blocs", "validation-blocs")
    certifications = references(group, "reference-certification")
    shared = {"validation": validation, "certifications": certifications}
    return parts(group, "bloc-competences", BlocSession, lambda node: shared | _bloc(node))


def _bloc(node: Node) -> dict[str, Any]:
    return {"code": node.raw("code-bloc"), "intitule": node.words("libelle-bloc")}


def _cycle(node: Node) -> dict[str, Any]:
    return {
        "type_cycle": node.meaning("type-cycle", "type-cycle"),
        "annees": tuple(
            year for child in node.nodes("annee-cycle") if (year := child.number(".")) is not None
        ),
        "effectif_minimal": node.number("effectif-minimal"),
        "capacite_simultanee": node.number("capacite-simultanee"),
        "capacite_cumulee": node.number("capacite-cumulee"),
        "type_alternance": node.meaning("type-alternance", "alternance/type-alternance"),
        "unite_alternance": node.meaning(
            "unite-rythme", "alternance/rythme-alternance/unite-rythme-alternance"
        ),
        "unites_entreprise": node.number("alternance/rythme-alternance/unites-entreprise"),
        "unites_centre": node.number("alternance/rythme-alternance/unites-centre"),
    }
