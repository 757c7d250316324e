"""Search answers (`lheo-index`): one summary is a formation, its action and its sessions side by side."""

from collections.abc import Iterator
from typing import Any

from crawler.readers.values import make
from crawler.sources.lheo.formations import identity, level, sessions
from crawler.sources.lheo.keys import key_of
from crawler.sources.lheo.node import Node
from crawler.sources.lheo.places import contacts, summary_place
from crawler.sources.lheo.reading import Reading
from mappings.records import ActionFormation, Formation, Record
from mappings.records.ids import make_id

EXIT_LEVEL = "extras/extra[@info='code-niveau-sortie']"


def summary(reading: Reading, node: Node, publisher: str) -> Iterator[Record]:
    """The number of a summary is that of its action; its formation has no other."""
    reading.summaries += 1
    numero = node.attribute("numero")
    siret = node.raw("SIRET")
    key = key_of(numero, node.raw("intitule-formation"), siret, node.raw("code-INSEE-commune"))
    key = reading.summed.distinct(node, key, siret)
    code, provenance = f"LHEO.{key}", reading.provenance(node, publisher)
    organisme = reading.organismes.summary(node, provenance)
    formation = make(
        node.run,
        Formation,
        code,
        provenance=provenance,
        code=code,
        organisme=organisme,
        niveau_sortie=node.meaning("niveaux", EXIT_LEVEL),
        niveau=level(node, EXIT_LEVEL),
        contacts=contacts(node, "contact-formation-resume"),
        **identity(node),
    )
    action = make(
        node.run,
        ActionFormation,
        key,
        provenance=provenance,
        numero=numero or key,
        formation=make_id(Formation, code),
        organisme=organisme,
        organisme_responsable=organisme,
        **_action(node),
    )
    yield from (record for record in (formation, action) if record)
    yield from sessions(reading, node, make_id(ActionFormation, key), key, provenance)


def _action(node: Node) -> dict[str, Any]:
    codes, version = node.formacodes("code-public-vise")
    place = summary_place(node)
    return {
        "lieux": (place,) if place else (),
        "code_insee": place.code_insee if place else None,
        "codes_public": codes,
        "version_formacode_public": version,
        "prise_en_charge_possible": node.flag("prise-en-charge-frais-possible"),
        "modalites_enseignement": node.meaning("modalites-enseignement", "modalites-enseignement"),
        "heures_total": node.number("nombre-heures-total"),
    }
