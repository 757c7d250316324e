"""What every table of InserJeunes says of an establishment and a pair of cohorts → Indicateur."""

import re
from dataclasses import dataclass

from crawler.contract import Issue, Run
from crawler.readers.figures import Column, measures
from crawler.readers.values import code_of, declared, make
from mappings.letters import without_accents
from mappings.records import Indicateur

PERIOD = re.compile(r"(?:cumul )?(?P<years>20\d\d-20\d\d)$", re.ASCII)
UAI = re.compile(r"[\dA-Z]{7}[A-Z]$", re.ASCII)
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


@dataclass(frozen=True)
class Voie:
    """How those who are counted were trained."""

    nom: str
    """Name of their main figure."""
    mots: str


APPRENTISSAGE = Voie("emploi-6-mois-apres-apprentissage", "apprentissage")
SCOLAIRE = Voie("emploi-6-mois-apres-voie-scolaire", "voie scolaire")


@dataclass(frozen=True)
class Formation:
    """The formation that a row counts alone."""

    libelle: str
    mefstat: str | None
    key: tuple[str, ...]
    """What tells it from the others of its establishment, in the id of the figure."""


def plain(name: str) -> str:
    """« Île-de-France » → « ILE-DE-FRANCE »: some exports have capitals without accents, others not."""
    return without_accents(name.replace("’", "'")).upper()


def figure(
    run: Run, row: Row, publication: str, voie: Voie, *, champ: str, formation: Formation | None = None
) -> Indicateur | None:
    """None, and a report, without an establishment or its cohorts."""
    uai = code_of(run, UAI, row["UAI"], record=row["UAI"], field="UAI")
    period = PERIOD.match(row["Année"])
    if period is None:
        run.report(Issue.MALFORMED, record=row["UAI"], field="Année", value=row["Année"])
    if uai is None or period is None:
        return None
    region = declared(run, "region", plain(row["Région"]), record=uai)
    emploi = Column("Taux emploi 6 mois", voie.nom, "% des sortants")
    return make(
        run,
        Indicateur,
        *(publication, period["years"], uai),
        *(formation.key if formation else ()),
        provenance=run.provenance(version=f"promotions {period['years']}"),
        nom=voie.nom,
        nature="observe",
        periode=period["years"],
        niveau_territoire="etablissement",
        code_territoire=uai,
        libelle_territoire=row["Libellé"] or None,
        codes_parents=(f"territoire:region:{region}",) if region else (),
        champ=champ,
        libelle_formation=formation.libelle if formation else None,
        code_mefstat=formation.mefstat if formation else None,
        valeur=emploi.value(run, row, record=uai),
        unite=emploi.unite,
        details=measures(run, row, DETAILS, record=uai),
    )
