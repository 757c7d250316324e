"""LHEO 2.0 to 2.3 → Formation, ActionFormation, SessionFormation, OrganismeFormation.

The offers come first, then the summaries of search answers: of an action that both give, the offer is kept.
"""

from collections.abc import Callable, Iterator

from crawler.contract import Issue, RawFiles, Run
from crawler.declaration.source import logical_name
from crawler.readers.values import declared
from crawler.sources.lheo.formations import offer
from crawler.sources.lheo.node import Node
from crawler.sources.lheo.reading import Reading
from crawler.sources.lheo.stream import NOTICES, ROOTS, Name, read_feed, read_root
from crawler.sources.lheo.summaries import summary
from debouches.errors import ParseError
from mappings.records import Record


def parse(files: RawFiles, run: Run) -> Iterator[Record]:
    reading = Reading(run)
    for name, root in _feeds(files, run):
        publisher = run.spec.lookups["publication"].valeurs.get(root.namespace, logical_name(name))
        for element in read_feed(files, run, name):
            node = Node(run, element, (element.get("numero") or "").strip() or name)
            yield from READERS[element.tag](reading, node, publisher)
    yield from reading.organismes
    reading.check_pages()


def _feeds(files: RawFiles, run: Run) -> list[tuple[str, Name]]:
    """The files that are LHEO, offers first; the others are reported. Not one is an error."""
    found = []
    for name, root in _readable(files, run):
        if root.local in ROOTS:
            declared(run, "version-lheo", root.namespace, record=name)
            found.append((name, root))
        else:
            run.report(Issue.UNREAD_FIELD, record=name, field="racine", value=root.local)
    if not found:
        raise ParseError("Aucun fichier LHEO (2.0 à 2.3)", source=run.source, file=", ".join(files.names()))
    return sorted(found, key=lambda feed: feed[1].local == "lheo-index")


def _readable(files: RawFiles, run: Run) -> Iterator[tuple[str, Name]]:
    """One region of which nothing came must not hide the others; where none can be read, it is an error."""
    faults = []
    for name in files.names():
        try:
            yield name, read_root(files, run, name)
        except ParseError as error:
            faults.append(error)
            if len(files.names()) > 1:
                run.report(Issue.MALFORMED, record=name, field="fichier", value=str(error))
    if len(faults) == len(files.names()):
        raise faults[0]


def _organisme(reading: Reading, node: Node, publisher: str) -> Iterator[Record]:
    """Kept for the end, with what the formations say of it."""
    reading.organismes.responsible(node, reading.provenance(node, publisher))
    yield from ()


def _summary_of_organisme(reading: Reading, node: Node, publisher: str) -> Iterator[Record]:
    reading.organismes.summary(node, reading.provenance(node, publisher))
    yield from ()


def _notices(reading: Reading, node: Node, publisher: str) -> Iterator[Record]:
    """What a search answer says of itself: whether it went well, how many results it has."""
    for status in node.all_raw(".//extra[@info='statut']"):
        declared(reading.run, "statut-reponse", status, record=publisher)
    reading.announce(node.number(".//extra[@info='nb-resultat']"))
    yield from ()


READERS: dict[str, Callable[[Reading, Node, str], Iterator[Record]]] = {
    "formation": offer,
    NOTICES: _notices,
    "resume-offre": summary,
    "resume-organisme": _summary_of_organisme,
    "organisme-formation-responsable": _organisme,
}
