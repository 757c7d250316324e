"""Actions: a formation given by somebody, somewhere, to somebody, at somebody's expense."""

import re
from typing import Any

from crawler.readers.france_competences import part
from crawler.readers.values import declared
from crawler.sources.lheo.extras import action_extras
from crawler.sources.lheo.node import Node
from crawler.sources.lheo.places import address, lieux
from crawler.sources.lheo.sessions import parts
from mappings.records import Enseignement, Equipement, Financeur, Voie

_LANGUAGE = re.compile(r"^[A-Za-z]{2}$")
_APPRENTICESHIP = ("session/cycle/type-cycle", "session/cycle/alternance/type-alternance")
"""Where « 1 » is a contract of apprenticeship, in either dictionary."""


def action_facts(node: Node) -> dict[str, Any]:
    """All that an `action` says of itself, but its formation, organismes and sessions."""
    said = {**_public(node), **_place(node), **_money(node), **_way(node), **_time(node)}
    return {
        **said,
        **{field: value for field, value in action_extras(node).items() if said[field] in (None, ())},
        "voies": voies(node),
        "liens": node.links("url-action/urlweb"),
        "enseignements": parts(node, "enseignement", Enseignement, _teaching),
    }


def _public(node: Node) -> dict[str, Any]:
    codes, version = node.formacodes("code-public-vise")
    return {
        "codes_public": codes,
        "version_formacode_public": version,
        "public": node.words("info-public-vise"),
        "est_niveau_entree_obligatoire": node.flag("niveau-entree-obligatoire"),
        "conditions_specifiques": node.sections("conditions-specifiques"),
        "modalites_recrutement": node.sections("modalites-recrutement"),
        "perimetre_recrutement": node.meaning("perimetre-recrutement", "code-perimetre-recrutement"),
        "precision_perimetre": node.words("infos-perimetre-recrutement"),
        "acces_handicap": node.words("acces-handicapes"),
    }


def _place(node: Node) -> dict[str, Any]:
    places = lieux(node)
    return {
        "lieux": places,
        "code_insee": next((place.code_insee for place in places if place.code_insee), None),
        "restauration": node.words("restauration"),
        "hebergement": node.words("hebergement"),
        "transport": node.words("transport"),
        "lieu_information": address(node.node("adresse-information/adresse")),
        "dates_information": tuple(
            found.first for child in node.nodes("date-information") if (found := child.moment("date"))
        ),
    }


def _money(node: Node) -> dict[str, Any]:
    return {
        "est_conventionnee": node.flag("conventionnement"),
        "prise_en_charge_possible": node.flag("prise-en-charge-frais-possible"),
        "conditions_prise_en_charge": node.words("detail-conditions-prise-en-charge"),
        "financeurs": tuple(filter(None, map(_funder, node.nodes("organisme-financeur")))),
        "frais_restants": node.words("frais-restants"),
        "prix_horaire_ttc": node.words("prix-horaire-TTC"),
        "prix_total_ttc": node.words("prix-total-TTC"),
        "equipements": parts(node, "equipement", Equipement, _equipment),
    }


def _way(node: Node) -> dict[str, Any]:
    codes, version = node.formacodes("code-modalite-pedagogique")
    return {
        "entrees_sorties": node.meaning("modalites-es", "modalites-entrees-sorties"),
        "modalites_enseignement": node.meaning("modalites-enseignement", "modalites-enseignement"),
        "rythme": node.words("rythme-formation"),
        "alternance": node.words("modalites-alternance"),
        "langues": tuple(dict.fromkeys(filter(None, map(_language, node.nodes("langue-formation"))))),
        "modalites_pedagogiques": node.words("modalites-pedagogiques"),
        "codes_modalite_pedagogique": codes,
        "version_formacode_modalite": version,
    }


def _language(node: Node) -> str | None:
    """« fr », « FR », « français »."""
    said = node.own()
    return said.lower() if _LANGUAGE.match(said) else declared(node.run, "langue", said, record=node.record)


def _time(node: Node) -> dict[str, Any]:
    return {
        "duree": node.words("duree-indicative"),
        "duree_cycle": node.number("duree-cycle"),
        "heures_total": node.number("nombre-heures-total"),
        "heures_centre": node.number("nombre-heures-centre"),
        "heures_entreprise": node.number("nombre-heures-entreprise"),
        "heures_conventionnees": node.number("duree-conventionnee"),
    }


def voies(node: Node) -> tuple[Voie, ...]:
    """What the action says for certain: formation initiale (ONISEP), contract or cycle of apprenticeship."""
    found: list[Voie] = []
    if node.raw("extras/extra[@info='formation-initiale']") == "1":
        found.append("scolaire")
    if any("1" in node.all_raw(path) for path in _APPRENTICESHIP):
        found.append("apprentissage")
    return tuple(found)


def _funder(node: Node) -> Financeur | None:
    label = node.meaning("financeurs", "code-financeur")
    if label is None:
        return None
    code, places = node.raw("code-financeur"), node.number("nb-places-financees")
    return part(node.run, Financeur, record=node.record, code=code, libelle=label, nb_places=places)


def _teaching(node: Node) -> dict[str, Any]:
    return {
        "libelle": node.words("libelle-enseignement"),
        "type_enseignement": node.meaning("type-enseignement", "type-enseignement"),
        "est_obligatoire": node.flag("obligatoire"),
        "commentaire": node.words("commentaire"),
    }


def _equipment(node: Node) -> dict[str, Any]:
    return {
        "type_equipement": node.meaning("type-equipement", "type-equipement"),
        "cout_indicatif": node.number("cout-indicatif-equipement"),
        "commentaire": node.words("commentaire"),
    }
