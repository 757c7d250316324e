"""What every table of InserJeunes says of an establishment and a pair of cohorts → Indicateur."""

import re
from dataclasses import dataclass

from crawler.contract import Issue, Run
from crawler.readers.figures import Column, Share, measures
from crawler.readers.values import declared, key_of, make
from mappings.letters import without_accents
from mappings.records import Indicateur

PERIOD = re.compile(r"(?:cumul )?(?P<years>20\d\d-20\d\d)$", re.ASCII)
UAI = re.compile(r"[\dA-Z]{7}[A-Z]$", re.ASCII)
ONE = 1.0
"""Of twenty leavers or more, no rate is under one percent."""
LEAVERS = "% des sortants"
DETAILS = (
    Share("Taux emploi 6 mois attendu", "emploi-6-mois-attendu", LEAVERS, above_zero=ONE),
    Column("VA emploi 6 mois", "valeur-ajoutee-emploi-6-mois", "points", least=-100, most=100),
    Share("Taux emploi 12 mois", "emploi-12-mois", LEAVERS, above_zero=ONE),
    Share("Taux emploi 18 mois", "emploi-18-mois", LEAVERS, above_zero=ONE),
    Share("Taux emploi 24 mois", "emploi-24-mois", LEAVERS, above_zero=ONE),
    Share("Taux poursuite études", "poursuite-etudes", "% des inscrits en dernière année", above_zero=ONE),
    Share("DEVENIR Part poursuite études", "devenir-poursuite-etudes", "%", above_zero=ONE),
    Share("DEVENIR Part en emploi 6 mois", "devenir-emploi-6-mois", "%", above_zero=ONE),
    Share("DEVENIR Part autre situation 6 mois", "devenir-autre-situation", "%", above_zero=ONE),
    Share(
        "Part contrats apprentissage interrompus", "contrats-interrompus", "% des contrats", above_zero=ONE
    ),
)
Row = dict[str, str]
TOLD_BY = Share("Taux emploi 6 mois", "", LEAVERS)
"""The column that every table has, and that tells the unit of all."""


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
    uai = key_of(run, UAI, row["UAI"], record=row["Libellé"], field="UAI")
    period = PERIOD.match(row["Année"])
    if period is None:
        run.report(Issue.MALFORMED, record=row["UAI"], field="Année", value=row["Année"])
    if uai is None or period is None:
        return None
    region = declared(run, "region", plain(row["Région"]), record=uai)
    emploi = Share("Taux emploi 6 mois", voie.nom, LEAVERS, above_zero=ONE)
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
