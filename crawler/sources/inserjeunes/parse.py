"""InserJeunes by CFA (CSV) → one Indicateur per establishment and pair of cohorts."""

from collections.abc import Iterator

from crawler.contract import RawFiles, Run
from crawler.readers.rows import read_rows
from crawler.sources.inserjeunes.figure import APPRENTISSAGE, figure
from mappings.records import Record

FILE = "cfa"
CHAMP = "sortants des deux promotions de l'établissement, toutes formations réunies"


def parse(files: RawFiles, run: Run) -> Iterator[Record]:
    for row in read_rows(files, run, FILE):
        if made := figure(run, row, "inserjeunes", APPRENTISSAGE, champ=CHAMP):
            yield made
