"""InserJeunes by CFA (CSV) → one Indicateur per establishment and pair of cohorts."""

import re
import unicodedata
from collections.abc import Iterator

from crawler.contract import Issue, RawFiles, Run
from crawler.readers.figures import Column, measures
from crawler.readers.rows import read_rows
from crawler.readers.values import code_of, declared, make
from mappings.records import Indicateur, Record

FILE = "cfa"
PERIOD = re.compile(r"(?:cumul )?(?P<years>20\d\d-20\d\d)$", re.ASCII)
UAI = re.compile(r"[\dA-Z]{7}[A-Z]$", re.ASCII)
EMPLOI = Column("Taux emploi 6 mois", "emploi-6-mois-apres-apprentissage", "% des sortants")
DETAILS = (
    Column("Taux emploi 6 mois attendu", "emploi-6-mois-attendu", "% des sortants"),
    Column("VA emploi 6 mois", "valeur-ajoutee-emploi-6-mois", "points"),
    Column("Taux emploi 12 mois", "emploi-12-mois", "% des sortants"),
    Column("Taux emploi 18 mois", "emploi-18-mois", "% des sortants"),
    Column("Taux emploi 24 mois", "emploi-24-mois", "% des sortants"),
    Column("Taux poursuite études", "poursuite-etudes", "% des inscrits en dernière année"),
    Column("DEVENIR Part poursuite études", "devenir-poursuite-etudes", "%"),
    Column("DEVENIR Part en emploi 6 mois", "devenir-emploi-6-mois", "%"),
    Column("DEVENIR Part autre situation 6 mois", "devenir-autre-situation", "%"),
    Column("Part contrats apprentissage interrompus", "contrats-interrompus", "% des contrats"),
)
Row = dict[str, str]


def parse(files: RawFiles, run: Run) -> Iterator[Record]:
    for row in read_rows(files, run, FILE):
        if figure := _figure(run, row):
            yield figure


def _plain(name: str) -> str:
    """« Île-de-France » → « ILE-DE-FRANCE »: some exports have capitals without accents, others not."""
    letters = unicodedata.normalize("NFD", name.replace("’", "'"))
    return "".join(char for char in letters if not unicodedata.combining(char)).upper()


def _figure(run: Run, row: Row) -> Indicateur | None:
    uai = code_of(run, UAI, row["UAI"], record=row["UAI"], field="UAI")
    period = PERIOD.match(row["Année"])
    if period is None:
        run.report(Issue.MALFORMED, record=row["UAI"], field="Année", value=row["Année"])
    if uai is None or period is None:
        return None
    region = declared(run, "region", _plain(row["Région"]), record=uai)
    return make(
        run,
        Indicateur,
        *("inserjeunes", period["years"], uai),
        provenance=run.provenance(version=f"promotions {period['years']}"),
        nom=EMPLOI.nom,
        nature="observe",
        periode=period["years"],
        niveau_territoire="etablissement",
        code_territoire=uai,
        libelle_territoire=row["Libellé"] or None,
        codes_parents=(f"territoire:region:{region}",) if region else (),
        champ="sortants des deux promotions de l'établissement, toutes formations réunies",
        valeur=EMPLOI.value(run, row, record=uai),
        unite=EMPLOI.unite,
        details=measures(run, row, DETAILS, record=uai),
    )
