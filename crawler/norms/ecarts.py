"""What departs from a norm, in words for who wrote the file: what is wrong, and what to do."""

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from rapidfuzz import process

from crawler.norms.norm import Element, Norm, bounds

Kind = Literal[
    "manque", "trop", "inconnu", "ordre", "vide", "taille", "liste", "nombre", "date", "contenu",
    "attribut", "espace", "racine", "autre",
]  # fmt: skip
_NUMBER = re.compile(r"\[[^\]]*\]")
_NEAR = 80
_ALL = 25
"""Past them, a list of values no longer helps."""


class Ecart(NamedTuple):
    kind: Kind
    path: str
    """From the object, with the numbers of what it goes through: « formation/action[A1]/session »."""
    record: str
    line: int
    value: str
    message: str
    word: str = ""
    """The closed list that the value is not in."""

    @property
    def place(self) -> str:
        """The path without its numbers: the same for every object that has the same fault."""
        return _NUMBER.sub("", self.path)


def expected(rule: Element, norm: Norm) -> str:
    """« un texte de 1 à 255 caractères »."""
    if rule.liste is not None:
        values = norm.listes[rule.liste]
        said = ", ".join(f"{code} = {meaning}" for code, meaning in list(values.items())[:_ALL])
        return f"un code parmi : {said}"
    if rule.texte is not None:
        return f"un texte de {length(rule.texte)}"
    if rule.entier is not None:
        one = bounds(rule.entier)
        return f"un nombre entier de {one.least} à {one.most}"
    if rule.date:
        return "une date AAAAMMJJ, AAAAMM00 pour un mois, 00000000 si elle n'est pas connue"
    asked = [name for name, interval in rule.contient.items() if bounds(interval).least]
    return f"qui contient {', '.join(asked)}" if asked else ""


def length(interval: str) -> str:
    one = bounds(interval)
    if one.most is None:
        return f"{one.least} caractères au moins"
    return f"{one.most} caractères" if one.least == one.most else f"{one.least} à {one.most} caractères"


def missing(name: str, rule: Element, norm: Norm, above: Element, present: Iterable[str]) -> str:
    """Where a norm orders its elements, a place is part of what to do."""
    order, there = list(above.contient), set(present)
    rank = order.index(name)
    before = [f" après « {one} »" for one in reversed(order[:rank]) if one in there]
    after = [f" avant « {one} »" for one in order[rank:] if one in there]
    place = next(iter(before + after), "")
    what = expected(rule, norm)
    return f"« {name} » est obligatoire et manque : l'ajouter{place}{f', {what}' if what else ''}."


def too_many(name: str, count: int, most: int) -> str:
    advice = "n'en garder qu'un" if most == 1 else f"n'en garder que {most}"
    return f"« {name} » est écrit {count} fois, {most} au plus : {advice}."


def unknown(name: str, above: str, rule: Element, norm: Norm) -> str:
    space, brace, local = name.rpartition("}")
    if brace and local in rule.contient:
        return (
            f"« {local} » est d'un autre espace de noms, {space[1:]} : c'est {norm.espace} qui est attendu."
        )
    elsewhere = [one for one, other in norm.elements.items() if name in other.contient]
    near = process.extractOne(name[:100], rule.contient.keys(), score_cutoff=_NEAR)
    start = f"« {above} » n'a pas d'élément « {name} » dans le {norm.nom} : "
    if near:
        return f"{start}peut-être « {near[0]} » ?"
    if elsewhere:
        return f"{start}il se met dans {', '.join(f'« {one} »' for one in elsewhere[:4])}."
    return f"{start}mettre dans « extras » ce que vous ajoutez au langage."


def misplaced(name: str, after: str) -> str:
    return f"« {name} » vient trop tard : l'écrire avant « {after} », le langage ordonne ses éléments."


def wrong_namespace(found: str, norm: Norm) -> str:
    said = (
        f"« {found} » n'est l'espace de noms d'aucune version connue" if found else "L'espace de noms manque"
    )
    return f'{said} : écrire xmlns="{norm.espace}". Le fichier est jugé d\'après le {norm.nom}.'


def not_judged(other: str) -> str:
    return (
        f"{other} : ses règles ne sont pas celles des versions 2.2 et 2.3 ; n'est dit que ce qui en est lu."
    )


def wrong_root(name: str, norm: Norm) -> str:
    asked = f"Un fichier {norm.nom} commence par « {norm.racines[0]} »"
    return f"{asked}, et non par « {name} » : y mettre le reste."
