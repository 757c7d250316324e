"""InserJeunes by CFA (CSV) → one Indicateur per establishment and pair of cohorts."""

from collections.abc import Iterator

from crawler.contract import RawFiles, Run
from crawler.readers.figures import in_one_unit
from crawler.readers.rows import read_rows
from crawler.sources.inserjeunes.figure import APPRENTISSAGE, TOLD_BY, figure
from mappings.records import Record

FILE = "cfa"
CHAMP = "sortants des deux promotions de l'établissement, toutes formations réunies"


def parse(files: RawFiles, run: Run) -> Iterator[Record]:
    for row in in_one_unit(run, FILE, read_rows(files, run, FILE), TOLD_BY):
        if made := figure(run, row, "inserjeunes", APPRENTISSAGE, champ=CHAMP):
            yield made
