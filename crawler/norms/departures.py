"""One pass over a file, whatever its size: each element is judged when it closes, then forgotten."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml.etree import _Element

from crawler.contract import RawFiles, Run
from crawler.norms import ecarts
from crawler.norms.ecarts import Ecart, Kind
from crawler.norms.norm import Element, Norm, bounds
from crawler.readers.xml_stream import line_of, read_events

_INTEGER = re.compile(r"[+-]?\d{1,18}", re.ASCII)
_DATE = re.compile(r"\d{4}[019]\d[01239]\d", re.ASCII)
"""As the schema of the language writes it: a month or a day of 00 is not known, 99 is open."""
_FREE = Element(libre=True)


def departures(files: RawFiles, run: Run, name: str, norms: Sequence[Norm]) -> Iterator[Ecart]:
    """Raises `ParseError` where the file stops being XML."""
    reading: _Reading | None = None
    for event, element in read_events(files, run, name):
        if reading is None:
            if other := _another_norm(run, element):
                yield Ecart("autre", "", "", line_of(element), "", ecarts.not_judged(other))
                return
            reading = _Reading(norms, element)
            yield from reading.wrong_root(element)
            if not reading.knows(element):
                return
        if event == "start":
            yield from reading.enter(element)
        else:
            yield from reading.leave(element)
            _forget(element)


def _another_norm(run: Run, root: _Element) -> str | None:
    """The language that a file is in, where other rules than those that are known hold for it."""
    others = run.spec.lookups.get("autre-norme")
    return others.valeurs.get(root.tag.rpartition("}")[0].removeprefix("{")) if others else None


@dataclass
class _Open:
    """An element that is being read."""

    rule: Element
    path: str
    record: str
    line: int
    seen: Counter[str] = field(default_factory=Counter)
    place: int = 0
    misplaced: set[str] = field(default_factory=set)
    is_mixed: bool = False


class _Reading:
    def __init__(self, norms: Sequence[Norm], root: _Element) -> None:
        self._space, _, _ = root.tag.rpartition("}")
        self._space = self._space.removeprefix("{")
        self._is_known = any(norm.espace == self._space for norm in norms)
        self.norm = next((norm for norm in norms if norm.espace == self._space), norms[-1])
        self._open: list[_Open] = []
        self._ranks: Counter[str] = Counter()

    def knows(self, root: _Element) -> bool:
        """What is inside an element of another language is not judged."""
        return self._local(root) in self.norm.elements

    def wrong_root(self, root: _Element) -> Iterator[Ecart]:
        if self._local(root) not in self.norm.racines:
            name = root.tag.rpartition("}")[2]
            kind: Kind = "racine" if self.knows(root) else "autre"
            yield Ecart(kind, name, "", line_of(root), "", ecarts.wrong_root(name, self.norm))
            if kind == "autre":
                return
        if not self._is_known:
            message = ecarts.wrong_namespace(self._space, self.norm)
            name, line = self._local(root), line_of(root)
            yield Ecart("espace", name, "", line, self._space, message, "version-lheo")

    def enter(self, element: _Element) -> Iterator[Ecart]:
        name = self._local(element)
        if not self._open:
            self._push(element, self.norm.elements.get(name, _FREE), name)
            return
        above = self._open[-1]
        if above.rule.libre:
            self._push(element, _FREE, name)
            return
        self._note_text_before(element, above)
        if name not in above.rule.contient:
            yield from self._stranger(element, name, above)
            self._push(element, _FREE, name)
            return
        yield from self._out_of_order(element, name, above)
        above.seen[name] += 1
        self._push(element, self.norm.elements[name], name)

    def leave(self, element: _Element) -> Iterator[Ecart]:
        one = self._open.pop()
        rule, name = one.rule, self._local(element)
        if rule.libre:
            return
        for attribute in rule.attributs:
            if not (element.get(attribute) or "").strip():
                message = f"L'attribut « {attribute} » de « {name} » manque : dire la version, « V14 »."
                yield self._ecart("attribut", one, message, element.text or "")
        if rule.is_leaf:
            yield from self._value(one, name, element.text or "")
        else:
            yield from self._children(one, element)

    def _children(self, one: _Open, element: _Element) -> Iterator[Ecart]:
        texts = [element.text, *(child.tail for child in element)]
        if one.is_mixed or any((text or "").strip() for text in texts):
            message = "Du texte est écrit entre les éléments : le mettre dans l'un d'eux."
            yield self._ecart(
                "contenu", one, message, next((t.strip() for t in texts if t and t.strip()), "")
            )
        for name, interval in one.rule.contient.items():
            count, asked = one.seen[name], bounds(interval)
            if count < asked.least:
                rule = self.norm.elements[name]
                message = ecarts.missing(name, rule, self.norm, one.rule, one.seen)
                yield self._ecart("manque", one, message, child=name)
            elif asked.most is not None and count > asked.most:
                yield self._ecart("trop", one, ecarts.too_many(name, count, asked.most), child=name)

    def _value(self, one: _Open, name: str, text: str) -> Iterator[Ecart]:
        rule, token = one.rule, " ".join(text.split())
        asked = f"attendu : {ecarts.expected(rule, self.norm)}"
        if one.is_mixed:
            message = f"« {name} » contient des balises : les retirer, ou les échapper (&lt;p&gt;)."
            yield self._ecart("contenu", one, message, text)
        elif not token and not (rule.texte and not bounds(rule.texte).least):
            yield self._ecart("vide", one, f"« {name} » est vide ; {asked}.", text)
        elif (fault := _fault(rule, text, token, self.norm)) is not None:
            said = f"{len(text)} caractères" if fault == "taille" else f"« {token[:60]} » n'est pas accepté"
            yield self._ecart(fault, one, f"{said} ; {asked}.", text, word=rule.liste or "")

    def _stranger(self, element: _Element, name: str, above: _Open) -> Iterator[Ecart]:
        """Once for each name: markup in a text is one fault of that text, said when it closes."""
        if above.rule.is_leaf:
            above.is_mixed = True
            return
        message = ecarts.unknown(name, above.path.rpartition("/")[2].partition("[")[0], above.rule, self.norm)
        line = line_of(element)
        value = (element.text or "").strip()
        yield Ecart("inconnu", f"{above.path}/{name}", above.record, line, value, message)

    def _out_of_order(self, element: _Element, name: str, above: _Open) -> Iterator[Ecart]:
        order = list(above.rule.contient)
        place = order.index(name)
        if place >= above.place or above.rule.en_desordre:
            above.place = place
        elif name not in above.misplaced:
            above.misplaced.add(name)
            line = line_of(element)
            message = ecarts.misplaced(name, order[above.place])
            yield Ecart("ordre", f"{above.path}/{name}", above.record, line, "", message)

    def _note_text_before(self, element: _Element, above: _Open) -> None:
        """The tail of an element is known only when the next one begins; it is forgotten after."""
        before = element.getprevious()
        if before is not None and (before.tail or "").strip() and not above.rule.is_leaf:
            above.is_mixed = True

    def _push(self, element: _Element, rule: Element, name: str) -> None:
        above = self._open[-1] if self._open else None
        numero = (element.get("numero") or "").strip()
        if above is None or (name in self.norm.objets and not above.record):
            path, record = name, self._record(name, numero) if above else ""
        else:
            rank = above.seen[name]
            mark = numero or (f"{rank}e" if rank > 1 else "")
            path, record = f"{above.path}/{name}" + (f"[{mark}]" if mark else ""), above.record
        self._open.append(_Open(rule, path, record, line_of(element)))

    def _record(self, name: str, numero: str) -> str:
        """The number of an object; without one, its rank in the file."""
        self._ranks[name] += 1
        return numero or f"{name} n° {self._ranks[name]} du fichier"

    def _ecart(
        self, kind: Kind, one: _Open, message: str, value: str = "", *, child: str = "", word: str = ""
    ) -> Ecart:
        path = f"{one.path}/{child}" if child else one.path
        return Ecart(kind, path, one.record, one.line, value, message, word)

    def _local(self, element: _Element) -> str:
        """Elements of another namespace keep it: they are not of the language."""
        space, _, local = element.tag.rpartition("}")
        return local if space.removeprefix("{") == self._space else element.tag


def _forget(element: _Element) -> None:
    """But for the text that follows it, which is judged with what comes next."""
    element.clear(keep_tail=True)  # type: ignore[call-arg]
    above = element.getparent()
    while above is not None and (before := element.getprevious()) is not None:
        above.remove(before)


def _fault(rule: Element, text: str, token: str, norm: Norm) -> Kind | None:
    """What is wrong with a value; None if nothing is."""
    if rule.liste is not None:
        return None if token in norm.listes[rule.liste] else "liste"
    if rule.date:
        return None if _DATE.fullmatch(token) else "date"
    if rule.entier is not None:
        return None if _INTEGER.fullmatch(token) and _within(int(token), rule.entier) else "nombre"
    return None if rule.texte is None or _within(len(text), rule.texte) else "taille"


def _within(size: int, interval: str) -> bool:
    asked = bounds(interval)
    return asked.least <= size and (asked.most is None or size <= asked.most)
