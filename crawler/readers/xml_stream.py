"""Elements of an XML file, one at a time. No entity, no network, bounded depth and size."""

import codecs
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree

from crawler.contract import Issue, RawFiles, Run
from crawler.readers.encodings import encoding_of_xml
from crawler.readers.first_bytes import BLANKS, ZIP, first_bytes
from crawler.readers.json_elements import json_elements
from crawler.readers.mending import mended
from crawler.readers.renamed import absent_or_renamed
from debouches.errors import ParseError

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SHOWN = 40
_TYPES = etree.ErrorTypes
_CAUSES = {
    frozenset(
        {_TYPES.ERR_INVALID_ENCODING, _TYPES.ERR_UNKNOWN_ENCODING, _TYPES.ERR_UNSUPPORTED_ENCODING}
    ): "octets étrangers à l'encodage que le fichier annonce",
    frozenset(
        {_TYPES.ERR_UNDECLARED_ENTITY, _TYPES.ERR_NAME_REQUIRED, _TYPES.ERR_ENTITYREF_SEMICOL_MISSING}
    ): "une esperluette s'écrit &amp; et un caractère, lui-même ou son numéro (&#233; et non &eacute;)",
    frozenset({_TYPES.ERR_INVALID_CHAR, _TYPES.ERR_INVALID_CHARREF}): "caractère de contrôle, à retirer",
    frozenset({_TYPES.ERR_ATTRIBUTE_REDEFINED}): "attribut écrit deux fois dans le même élément",
    frozenset({_TYPES.ERR_TAG_NAME_MISMATCH}): "un élément se ferme avant celui qu'il contient",
    frozenset({_TYPES.ERR_DOCUMENT_END}): "quelque chose suit la fin du premier élément",
}


def read_elements(files: RawFiles, run: Run, name: str, tag: str) -> Iterator[etree._Element]:
    """The elements `tag` that are the root or children of the root; each is emptied once consumed.

    Some publishers put their elements in a namespace, some do not: both are read, without it. A list of JSON
    objects is read as these elements.
    """
    is_json = first_bytes(files, run, name).lstrip(BLANKS)[:1] in (b"[", b"{")
    found = False
    for element in (json_elements if is_json else _xml_elements)(files, run, name, tag):
        found = True
        yield element
    if not found:
        raise ParseError(f"Aucun élément <{tag}>", source=run.source, file=name)


def _xml_elements(files: RawFiles, run: Run, name: str, tag: str) -> Iterator[etree._Element]:
    for element in _stream(files, run, name):
        above = element.getparent()
        is_listed = above is not None and above.getparent() is None and _local(above) != tag
        if (is_listed or above is None) and _local(element) == tag:
            yield without_namespace(element)
        if is_listed:
            forget(element)


def _stream(files: RawFiles, run: Run, name: str) -> Iterator[etree._Element]:
    return (element for event, element in read_events(files, run, name) if event == "end")


def read_events(files: RawFiles, run: Run, name: str) -> Iterator[tuple[str, etree._Element]]:
    """« start » and « end » of every element; who listens forgets what it has read."""
    start = first_bytes(files, run, name)
    _refuse_what_is_no_xml(start, run, name)
    encoding = encoding_of_xml(files, run, name, start)
    with files.open(name) as stream:
        stream.read(_blanks_before_declaration(start))
        # Entities are refused below; these options make sure that nothing is expanded or fetched before.
        events = etree.iterparse(
            stream,
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
            encoding=encoding,
        )
        try:
            is_typed = False
            for number, (event, element) in enumerate(events):
                if number == 0:
                    is_typed = _names_a_type(element, run, name)
                if is_typed and event == "end":
                    _refuse_unknown_entity(element, run, name)
                yield event, element
        except etree.XMLSyntaxError as error:
            raise ParseError(_fault(error, events.error_log), source=run.source, file=name) from error


def _refuse_what_is_no_xml(start: bytes, run: Run, name: str) -> None:
    """An answer in words, JSON or a zip under the name of an XML: no line of it is at fault."""
    content = start.lstrip(BLANKS)
    if content.startswith(ZIP):
        raise ParseError("Archive zip : lui rendre son nom en .zip", source=run.source, file=name)
    if content[:1] not in (b"<", b"\0") and not content.startswith(_WIDE):
        shown = " ".join(content[:_SHOWN].decode("utf-8", errors="replace").split())
        raise ParseError(f"Pas de XML : le fichier commence par « {shown} »", source=run.source, file=name)


def _blanks_before_declaration(start: bytes) -> int:
    """Some programs write a line before « <?xml », where XML allows none."""
    content = start.lstrip(BLANKS)
    return len(start) - len(content) if content.startswith(b"<?xml") else 0


def _fault(error: etree.XMLSyntaxError, log: Sequence[Any]) -> str:
    """Where, and what to write; a file that is cut has no other cause. An unknown entity is in the log."""
    place, code = error.lineno, getattr(error, "code", None)
    if not place and log:
        place, code = log[-1].line, log[-1].type
    cause = next((words for codes, words in _CAUSES.items() if code in codes), "")
    where = f" à la ligne {place}" if place else ""
    return f"XML illisible{where} : {cause}" if cause else f"XML illisible ou tronqué{where}"


def _names_a_type(root: etree._Element, run: Run, name: str) -> bool:
    """A file may name its document type, which is never fetched; it may declare no entity."""
    dtd: Any = root.getroottree().docinfo.internalDTD
    if dtd is not None and [*dtd.iterentities()]:
        message = "XML avec déclarations d'entités (DTD), refusé : retirer <!DOCTYPE … [ … ]>"
        raise ParseError(message, source=run.source, file=name)
    return dtd is not None


def _refuse_unknown_entity(element: etree._Element, run: Run, name: str) -> None:
    """What the document type would have said is not known: a text would be read without it."""
    for entity in element.iterchildren(etree.Entity):
        message = f"Entité {entity.text} inconnue, à écrire en toutes lettres (ligne {element.sourceline})"
        raise ParseError(message, source=run.source, file=name)


def _local(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2]


def without_namespace(element: etree._Element) -> etree._Element:
    """Elements of another namespace than the record keep theirs: they are not the publisher's format."""
    namespace, brace, _ = element.tag.rpartition("}")
    if brace:
        prefix = namespace + brace
        for inner in element.iter(f"{prefix}*"):
            inner.tag = inner.tag.removeprefix(prefix)
    return element


def forget(element: etree._Element) -> None:
    """Free an element and those before it; its parent no longer holds them."""
    element.clear()
    parent = element.getparent()
    while parent is not None and (previous := element.getprevious()) is not None:
        parent.remove(previous)


def line_of(element: etree._Element) -> int:
    """Where it begins in its file; 0 if the reader does not say."""
    line = element.sourceline
    return line if isinstance(line, int) else 0


def text_of(element: etree._Element | None, name: str | None = None) -> str:
    """Text of an element, or of its child or attribute `name`; empty if there is none."""
    if element is None:
        return ""
    if name is None:
        return mended("".join(map(str, element.itertext()))).strip()
    child = element.find(name)
    return text_of(child) if child is not None else (element.get(name) or "").strip()


def children_of(element: etree._Element, group: str, item: str) -> list[etree._Element]:
    """Items of a list; a list element that holds bare text is itself the only item."""
    parent = element.find(group)
    if parent is None:
        return list(element.findall(item))
    items = list(parent.findall(item))
    if not items and (parent.text or "").strip():
        return [parent]
    return items


def audited_elements(files: RawFiles, run: Run, name: str, tag: str) -> Iterator[etree._Element]:
    """The elements of a file, each seen by an `Audit` before the parser has it."""
    audit = Audit(run, name)
    for element in read_elements(files, run, name, tag):
        audit.check(element)
        yield element
    audit.finish()


class Audit:
    """Reports, once per file, the elements and attributes that source.yml does not declare."""

    def __init__(self, run: Run, name: str) -> None:
        spec = run.spec.file(name)
        self._run, self._name = run, name
        self._known = [*spec.columns, *spec.optional_columns, *spec.ignored_columns]
        self._seen: set[str] = set()
        self._unread: set[str] = set()
        self._required = set(spec.columns)

    def check(self, record: etree._Element) -> None:
        for path in _paths(record):
            if path in self._seen:
                continue
            self._seen.add(path)
            if not any(_covers(known, path) for known in self._known):
                self._unread.add(path)
                self._run.report(Issue.UNREAD_FIELD, record=self._name, field=path, value="")

    def finish(self) -> None:
        """A required element that no record has was renamed."""
        for path in sorted(self._required - self._seen):
            message = absent_or_renamed("Élément absent ou renommé", sorted(self._unread))
            raise ParseError(message, source=self._run.source, file=self._name, field=path)


def _covers(known: str, path: str) -> bool:
    """A declared path also declares the elements above it; `*` stands for any name."""
    names, wanted = path.split("/"), known.split("/")
    return len(names) <= len(wanted) and all(w in ("*", n) for n, w in zip(names, wanted, strict=False))


def _paths(record: etree._Element) -> Iterator[str]:
    stack = [(child, "") for child in record]
    yield from map(str, record.attrib)
    while stack:
        element, above = stack.pop()
        path = f"{above}/{element.tag}".removeprefix("/")
        yield path
        yield from (f"{path}/{attribute!s}" for attribute in element.attrib)
        stack += [(child, path) for child in element]
