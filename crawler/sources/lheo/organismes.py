"""Organismes: thousands of formations repeat the same one; one record gathers what they say of it."""

import re
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

from lxml import etree

from crawler.contract import Issue, Run
from crawler.readers.france_competences import SIRET
from crawler.readers.values import make
from crawler.sources.lheo.certifications import references
from crawler.sources.lheo.keys import key_of
from crawler.sources.lheo.node import Node
from crawler.sources.lheo.places import UAI, contacts, coordonnees
from mappings.records import Libelle, OrganismeFormation, Provenance, Section
from mappings.records.files import dump_record

_ACTIVITY = re.compile(r"^\d{2}[\dA-Z]{7,9}$")
_SENTENCE = re.compile(r"[.;\n!?]")


_NAMELESS = "SIRET {}"
"""Mon Compte Formation asks for no name: its number finds the organisme."""


class Organismes:
    """Kept as bytes: their number is that of the organismes, not that of the formations."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._lines: dict[str, bytes] = {}
        self._read: dict[bytes, str | None] = {}
        self._disputed: set[tuple[str, str]] = set()

    def __iter__(self) -> Iterator[OrganismeFormation]:
        for line in self._lines.values():
            yield OrganismeFormation.model_validate_json(line)

    def responsible(self, node: Node | None, provenance: Provenance) -> str | None:
        return self._identify(node, provenance, _responsible)

    def trainer(self, node: Node, provenance: Provenance) -> str | None:
        return self._identify(node, provenance, _trainer)

    def summary(self, node: Node, provenance: Provenance) -> str | None:
        """The organisme of a search answer, among the facts of the offer."""
        return self._add(node, provenance, _summary(node))

    def _identify(self, node: Node | None, provenance: Provenance, facts: Any) -> str | None:
        """Id of an organisme; the same element is read once."""
        if node is None:
            return None
        mark = blake2b(etree.tostring(node.element, with_tail=False), digest_size=12).digest()
        if mark not in self._read:
            self._read[mark] = self._add(node, provenance, facts(node))
        return self._read[mark]

    def _add(self, node: Node, provenance: Provenance, facts: dict[str, Any]) -> str | None:
        nom = facts["nom"] or facts.get("raison_sociale")
        if not nom and facts["siret"]:
            nom = _NAMELESS.format(facts["siret"])
        if not nom:
            node.report(f"{node.element.tag}/nom", "", "le nom de l'organisme, ou son SIRET")
            return None
        key = facts["siret"] or key_of(facts.get("numero") or "", nom)
        same_name = facts.get("raison_sociale") == nom
        known = facts | {"nom": nom} | ({"raison_sociale": None} if same_name else {})
        own = provenance.model_copy(update={"url": None})  # that page is about the offer
        record = make(self._run, OrganismeFormation, key, provenance=own, **known)
        return self._keep(record) if record else None

    def _keep(self, record: OrganismeFormation) -> str:
        line = dump_record(record)
        first = self._lines.get(record.id)
        if first is None:
            self._lines[record.id] = line
        elif first != line:
            self._complete(OrganismeFormation.model_validate_json(first), record)
        return record.id

    def _complete(self, first: OrganismeFormation, other: OrganismeFormation) -> None:
        """What the first did not say; where they disagree, the first is kept and the report says so."""
        missing = {}
        for field in sorted(other.model_fields_set - {"id", "provenance"}):
            said, value = getattr(first, field), getattr(other, field)
            if _is_nameless(other, value):
                continue
            if not said or _is_nameless(first, said):
                missing[field] = value
            elif value and value != said and (first.id, field) not in self._disputed:
                self._disputed.add((first.id, field))
                self._run.report(Issue.DUPLICATE, record=first.id, field=field, value=str(value))
        self._lines[first.id] = dump_record(first.model_copy(update=missing))


def _is_nameless(record: OrganismeFormation, said: object) -> bool:
    return said == _NAMELESS.format(record.siret)


def _responsible(node: Node) -> dict[str, Any]:
    codes, version = node.formacodes("potentiel/code-FORMACODE")
    said = node.sections("renseignements-specifiques")
    return {
        "nom": node.words("nom-organisme"),
        "raison_sociale": node.words("raison-sociale"),
        "siret": _siret(node, "SIRET-organisme-formation/SIRET"),
        "numero": node.attribute("numero") or None,
        "numero_activite": _activity(node),
        "code_uai": node.code(UAI, "code-UAI-organisme-formation/code-UAI"),
        "labels": labels(node, said),
        "renseignements": said,
        "coordonnees": coordonnees(node.node("coordonnees-organisme/coordonnees")),
        "contacts": contacts(node, "contact-organisme"),
        "codes_formacode": codes,
        "version_formacode": version,
    }


def _trainer(node: Node) -> dict[str, Any]:
    codes, version = node.formacodes("potentiel/code-FORMACODE")
    return {
        "nom": node.words("raison-sociale-formateur"),
        "siret": _siret(node, "SIRET-formateur/SIRET"),
        "numero": node.attribute("numero") or None,
        "code_uai": node.code(UAI, "code-UAI-formateur/code-UAI"),
        "contacts": contacts(node, "contact-formateur"),
        "codes_formacode": codes,
        "version_formacode": version,
        "certifications": references(node, "reference-certification"),
    }


def _summary(node: Node) -> dict[str, Any]:
    name = node.node("nom-organisme")
    return {
        "nom": node.words("nom-organisme"),
        "raison_sociale": node.words("raison-sociale"),
        "siret": _siret(node, "SIRET"),
        "numero": (name.attribute("numero") if name else "") or None,
        "numero_activite": _activity(node),
    }


def _siret(node: Node, path: str) -> str | None:
    return node.code(SIRET, path) if _is_said(node, "siret", path) else None


def _activity(node: Node) -> str | None:
    path = "numero-activite"
    return node.code(_ACTIVITY, path) if _is_said(node, "numero-activite", path) else None


def _is_said(node: Node, fillers: str, path: str) -> bool:
    """False for the numbers that stand for none: 99999999999."""
    return node.raw(path) not in node.run.spec.lookups[fillers].valeurs


def labels(node: Node, said: tuple[Section, ...]) -> tuple[Libelle, ...]:
    """Labels named in the words of the organisme, sentence by sentence: « en cours de » is not a label."""
    known = node.run.spec.lookups["label-qualite"].valeurs
    doubts = node.run.spec.lookups["label-absent"].valeurs
    paragraphs = (text for section in said for text in section.paragraphes)
    sentences = (s.casefold() for text in paragraphs for s in _SENTENCE.split(text))
    sure = [s for s in sentences if not any(re.search(rf"\b{re.escape(doubt)}\b", s) for doubt in doubts)]
    held = (label for word, label in known.items() if any(word in sentence for sentence in sure))
    return tuple(Libelle(libelle=label) for label in dict.fromkeys(held))
