"""The starter corpus: facts of the ROME for every métier, and texts of our own, marked « démonstration »."""

from collections.abc import Iterator
from itertools import chain

from crawler.contract import RawFiles, Run
from crawler.sources.depart.demonstration import demonstration
from crawler.sources.depart.facts import appellations, centres_interet, competences, metiers
from mappings.records import Record


def parse(files: RawFiles, run: Run) -> Iterator[Record]:
    return chain(
        metiers(files, run),
        appellations(files, run),
        competences(files, run),
        centres_interet(files, run),
        demonstration(files, run),
    )
