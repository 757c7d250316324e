"""What is asked of a record beyond the form of its fields."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from mappings.conformity.connus import CodesConnus
from mappings.conformity.report import Constat, Famille, finding, shown
from mappings.conformity.stereotypes import stereotypes_in
from mappings.orientation import nomenclature
from mappings.records import (
    Appellation,
    Certification,
    Fiche,
    Formation,
    Metier,
    Model,
    Record,
    Section,
    Structure,
)

RECOMMENDED = Path(__file__).with_name("recommandations.yml")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,200}>|&(?:[a-z]{2,8}|#\d{1,6});")
PAY = ("salaire", "rémunération")
KEYWORDS, CONDITIONS = "mots clés", "conditions de travail"
OF_A_FICHE = ("Métier", "Compétences", "Qualifications", "Formations", "Débouchés", "Rémunération")
ELSEWHERE = {
    "Certifications": "certification",
    "Organismes et labels": "organisme-formation",
    "Perspectives territoriales": "indicateur",
}
"""Families that other records of the common format carry."""
NINE = (
    *OF_A_FICHE[:4],
    "Certifications",
    *OF_A_FICHE[4:],
    "Organismes et labels",
    "Perspectives territoriales",
)

_ABOUT_TRADES = (Fiche, Metier, Formation, Certification)
"""An innovative action about « les métiers d'hommes » fights what it names."""
_NOTHING: tuple[object, ...] = (None, "", ())


class Demande(Model):
    champs: tuple[str, ...]
    absence: str


class Recommandation(Model):
    regle: str
    demandes: tuple[Demande, ...]


@cache
def recommendations() -> dict[str, Recommandation]:
    """Type of record → what the common format recommends of it."""
    read = yaml.safe_load(RECOMMENDED.read_text(encoding="utf-8"))
    return {kind: Recommandation.model_validate(one) for kind, one in read.items()}


def judge(record: Record, known: CodesConnus | None = None) -> Iterator[Constat]:
    said = record.model_dump(exclude={"provenance"}, warnings=False)  # it may be read in part only
    yield from _addresses(record)
    yield from _markup(record, said)
    yield from _stereotypes(record, said) if isinstance(record, _ABOUT_TRADES) else ()
    yield from _codes(record, said, known) if known else ()
    if isinstance(record, Fiche):
        yield from _fiche(record)
    if isinstance(record, Structure):
        yield from _services(record)
    yield from _blank(record)
    yield from _recommended(record)


def said_by(record: Record) -> frozenset[str]:
    """What a record says of a métier: families of the law, working conditions, keywords.

    A publisher may say it in other records than the fiche: the skills of the ROME are those of the métier.
    """
    if isinstance(record, Appellation):
        return frozenset({KEYWORDS})
    if isinstance(record, Metier):
        return _named(_of_metier(record))
    return _named(_of_fiche(record)) if isinstance(record, Fiche) else frozenset()


def _named(said: Mapping[str, object]) -> frozenset[str]:
    return frozenset(name for name, content in said.items() if content)


def _of_metier(metier: Metier) -> dict[str, object]:
    return {
        KEYWORDS: metier.centres_interet or metier.competences or metier.secteurs or metier.themes,
        CONDITIONS: metier.contextes,
        "Compétences": metier.competences,
        "Débouchés": metier.secteurs or metier.secteurs_naf,
    }


def _of_fiche(fiche: Fiche) -> dict[str, object]:
    life, words = fiche.vie_professionnelle, (fiche.mots_cles, fiche.synonymes, fiche.domaines)
    return {
        KEYWORDS: any(words) or fiche.centres_interet or fiche.secteurs,
        CONDITIONS: fiche.conditions_travail,
        "Métier": fiche.accroche or fiche.nature_travail,
        "Compétences": fiche.competences,
        "Qualifications": fiche.niveau_acces or fiche.acces_metier,
        "Formations": fiche.formations,
        "Débouchés": fiche.secteurs or [one for one in life if not _is_about_pay(one)],
        "Rémunération": [one for one in life if _is_about_pay(one)],
    }


def judge_said(fiche: str, said: frozenset[str]) -> Iterator[Constat]:
    """What a fiche should say, here or in the other records of the file about its métier."""
    if KEYWORDS not in said:
        yield finding("mots-cles", "La fiche n'a aucun mot clé.", record=fiche, field="mots_cles")
    if absent := [name for name in (CONDITIONS, "Débouchés") if name not in said]:
        message = f"{' et '.join(absent).capitalize()} absents."
        yield finding("objectivite", message, record=fiche, field="conditions_travail")
    if missing := [name for name in OF_A_FICHE if name not in said]:
        yield finding("famille-absente", f"Non renseigné : {', '.join(missing)}.", record=fiche)


def completeness(fiches: int, present: dict[str, int], counts: dict[str, int]) -> list[Famille]:
    """The nine families of the law: those of the fiches, and those that other records carry."""
    return [
        Famille(nom=name, presentes=counts.get(ELSEWHERE[name], 0))
        if name in ELSEWHERE
        else Famille(nom=name, presentes=present.get(name, 0), attendues=fiches)
        for name in NINE
    ]


def _blank(record: Record) -> Iterator[Constat]:
    """A mandatory field that is there, with nothing in it: the title of a formation, of a certification."""
    for name, field in type(record).model_fields.items():
        if field.is_required() and getattr(record, name) == "":
            yield finding("champ-obligatoire", "Rien n'est écrit.", record=record.id, field=name)


def _recommended(record: Record) -> Iterator[Constat]:
    """Nothing of it is mandatory: a record is shown with « non renseigné » rather than lost."""
    advice = recommendations().get(record.id.split(":", 1)[0])
    if advice is None:
        return
    for asked in advice.demandes:
        if not any(_says(record, path) for path in asked.champs):
            yield finding(advice.regle, asked.absence, record=record.id, field=asked.champs[0])


def _says(said: object, path: str) -> bool:
    """A field that holds its default says nothing."""
    for name in path.split("."):
        if not isinstance(said, Model) or getattr(said, name) == type(said).model_fields[name].default:
            return False
        said = getattr(said, name)
    return said not in _NOTHING


def _is_about_pay(section: Section) -> bool:
    return (section.titre or "").casefold().startswith(PAY)


def _fiche(fiche: Fiche) -> Iterator[Constat]:
    if fiche.provenance.date_maj is None:
        yield finding(
            "date-maj",
            "Rien ne dit de quand date l'information.",
            record=fiche.id,
            field="provenance.date_maj",
        )
    if fiche.codes_rome and fiche.version_rome is None:
        yield finding("version-rome", "La version manque.", record=fiche.id, field="version_rome")
    if fiche.titre_masculin == fiche.titre_feminin:
        message = f"« {shown(fiche.titre_masculin)} » aux deux genres : vérifier qu'il est épicène."
        yield finding("deux-genres", message, record=fiche.id, field="titre_feminin")


def _services(structure: Structure) -> Iterator[Constat]:
    """What no code of the nomenclature says is kept in its words; no need leads to it."""
    for service in nomenclature().without_code(structure.services):
        message = f"« {shown(service)} » n'est dans aucun mot de la nomenclature des prestations."
        yield finding("service-sans-code", message, record=structure.id, field="services", value=service)


def _addresses(record: Record) -> Iterator[Constat]:
    url = record.provenance.url
    if url is not None and _is_home(url):
        message = f"« {shown(url)} » est une page d'accueil, ou n'est pas une adresse."
        yield finding("page-precise", message, record=record.id, field="provenance.url")


def _is_home(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return True
    return not parts.netloc or (parts.path.strip("/") == "" and not parts.query and not parts.fragment)


def _codes(record: Record, said: object, known: CodesConnus) -> Iterator[Constat]:
    """Each wrong code once: a formation has its certification in its own field, and in the list of them."""
    told = set()
    for path, code, why in known.unknown(said):
        if (code, why) not in told:
            told.add((code, why))
            message = f"« {shown(code)} » {why}."
            yield finding("code-inconnu", message, record=record.id, field=path, value=code)


def _markup(record: Record, said: object) -> Iterator[Constat]:
    """The first text that still holds markup: the others have the same cause."""
    for path, text in _texts(said, ""):
        if match := _MARKUP.search(text):
            message = f"« {shown(match[0])} » est resté dans le texte."
            yield finding("balises", message, record=record.id, field=path)
            return


def _stereotypes(record: Record, said: object) -> Iterator[Constat]:
    for path, text in _texts(said, ""):
        for words, reason in stereotypes_in(text):
            message = f"« {shown(words)} » : {reason}."
            yield finding("stereotype", message, record=record.id, field=path)


def _texts(value: object, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from _texts(one, f"{path}.{name}".removeprefix("."))
    elif isinstance(value, tuple):
        for place, one in enumerate(value):
            yield from _texts(one, f"{path}.{place}")
