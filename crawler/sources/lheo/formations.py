"""An offer of a feed: its formation, its actions and their sessions."""

import re
from collections.abc import Iterator
from typing import Any

from crawler.readers.france_competences import NSF
from crawler.readers.values import make
from crawler.sources.lheo.actions import action_facts, voies
from crawler.sources.lheo.certifications import caisse_codes, certifications, certifinfos
from crawler.sources.lheo.extras import extra
from crawler.sources.lheo.keys import Numbers, key_of
from crawler.sources.lheo.node import Node
from crawler.sources.lheo.places import contacts
from crawler.sources.lheo.reading import Reading
from crawler.sources.lheo.sessions import session
from mappings.records import ActionFormation, Formation, Provenance, Record
from mappings.records.codes import ROME
from mappings.records.ids import make_id

IDEO = "extras/extra[@info='FOR_ID ONISEP']"
_DIGITS = re.compile(r"^\d+$")


def offer(reading: Reading, node: Node, publisher: str) -> Iterator[Record]:
    """The records of a `formation`: itself once, then each of its actions and sessions."""
    ideo = node.code(_DIGITS, IDEO)
    provenance = reading.provenance(node, "onisep" if ideo else publisher)
    responsible = reading.organismes.responsible(node.node("organisme-formation-responsable"), provenance)
    code = f"FOR.{ideo}" if ideo else f"LHEO.{_key(reading, node)}"
    identifier = make_id(Formation, code)
    if code not in reading.ideo_formations:
        facts = formation_facts(node) | {"organisme": None if ideo else responsible}
        if formation := make(node.run, Formation, code, provenance=provenance, code=code, **facts):
            yield formation
    if ideo:
        reading.ideo_formations.add(code)
    for action in node.nodes("action"):
        above = {"formation": identifier, "organisme_responsable": responsible}
        yield from _action(reading, action, provenance, above)


def _key(reading: Reading, node: Node) -> str:
    siret = node.raw("organisme-formation-responsable/SIRET-organisme-formation/SIRET")
    organisme = siret or node.raw("organisme-formation-responsable/nom-organisme")
    key = key_of(node.attribute("numero"), node.raw("intitule-formation"), siret)
    return reading.formations.distinct(node, key, organisme)


def formation_facts(node: Node) -> dict[str, Any]:
    """What a `formation` says of itself."""
    return {
        **identity(node),
        "descriptif": node.sections("objectif-formation"),
        "resultats_attendus": node.sections("resultats-attendus"),
        "enseignement": (*node.sections("contenu-formation"), *node.sections(extra("resume-contenu"))),
        "niveau_sortie": node.meaning("niveaux", "code-niveau-sortie"),
        "niveau": level(node, "code-niveau-sortie"),
        "objectif_general": node.meaning("AIS", "objectif-general-formation"),
        "parcours": node.meaning("type-parcours", "parcours-de-formation"),
        "positionnement": node.meaning("type-positionnement", "positionnement"),
        "codes_elu": caisse_codes(node, "code-type-formation/code-ELU"),
        "liens": node.links("url-formation/urlweb"),
        "contacts": contacts(node, "contact-formation", f"action/{extra('contact-information')}"),
        "voies": _all_voies(node),
    }


def _all_voies(node: Node) -> tuple[str, ...]:
    return tuple(dict.fromkeys(voie for action in node.nodes("action") for voie in voies(action)))


def identity(node: Node) -> dict[str, Any]:
    """What a formation and its summary in a search answer both say."""
    codes, version = node.formacodes("domaine-formation/code-FORMACODE")
    codes_rome, version_rome = node.versioned(ROME, "domaine-formation/code-ROME")
    certified = certifications(node, "certification")
    return {
        "intitule": node.words("intitule-formation"),
        "codes_formacode": codes,
        "version_formacode": version,
        "codes_nsf": node.codes(NSF, "domaine-formation/code-NSF"),
        "codes_rome": codes_rome,
        "version_rome": version_rome,
        "est_certifiante": node.flag("certifiante"),
        "code_certification": next(iter(certified), None),
        "codes_certification": certified,
        "codes_certifinfo": certifinfos(node, "certification"),
        "codes_cpf": caisse_codes(node, "certification/code-CPF", "code-type-formation/code-CPF"),
        "niveau_entree": node.meaning("niveaux", "code-niveau-entree"),
    }


def level(node: Node, path: str) -> int | None:
    """Level of the cadre national, where the level of the dictionary has only one."""
    found = node.meaning("niveau-national", path)
    return int(found) if found else None


def _action(
    reading: Reading, node: Node, above: Provenance, links: dict[str, str | None]
) -> Iterator[Record]:
    numero = node.attribute("numero")
    places = node.all_raw("lieu-de-formation/coordonnees/adresse/code-INSEE-commune")
    key = key_of(numero, links["formation"], *places, node.raw("rythme-formation"))
    key = reading.actions.distinct(node, key, links["formation"] or "")
    node, identifier = node.within(numero or key), make_id(ActionFormation, key)
    provenance = reading.below(node, above)
    trainers = [reading.organismes.trainer(one, provenance) for one in node.nodes("organisme-formateur")]
    known = tuple(dict.fromkeys(trainer for trainer in trainers if trainer))
    action = make(
        node.run,
        ActionFormation,
        key,
        provenance=provenance,
        numero=numero or key,
        organisme=next(iter(known), links["organisme_responsable"]),
        organismes_formateurs=known,
        **links,
        **action_facts(node),
    )
    if action:
        yield action
    yield from sessions(reading, node, identifier, key, provenance)


def sessions(reading: Reading, node: Node, action: str, key: str, above: Provenance) -> Iterator[Record]:
    numbers = Numbers()
    for child in node.nodes("session"):
        if found := session(numbers, child, action, key, reading.below(child, above), above=node):
            yield found
