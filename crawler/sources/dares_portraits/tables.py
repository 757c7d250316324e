"""What each table of the portraits measures: pure data."""

import math
from dataclasses import dataclass

from crawler.readers.figures import Column

EDITION = "2017-2019"
"""Period of the tables that do not write theirs, in the words of the edition."""


@dataclass(frozen=True, slots=True)
class Series:
    """One figure per row; its name is fixed, or told by a column."""

    file: str
    metier: str
    periode: str
    valeur: str
    unite: str
    nom: str | None = None
    nom_column: str | None = None
    skipped: str | None = None
    """A period that another table gives in more detail."""
    least: float = 0
    most: float = math.inf

    @property
    def column(self) -> Column:
        return Column(self.valeur, "", self.unite, digits=2, least=self.least, most=self.most)


@dataclass(frozen=True, slots=True)
class Distribution:
    """Several rows per métier: how many people, and the share of each."""

    file: str
    nom: str
    metier: str
    tranche: str
    milliers: str
    part: str | None
    """None: the share is computed from the numbers."""
    is_closed: bool = True
    """The categories are a closed list, declared in source.yml."""
    times: float = 1.0
    """100 where the share is written as a fraction."""


EMPLOYED = "% des personnes en emploi"
WHOLE = 100.0
LEAST_SALARY = 200.0
"""Under it, a point of thousands was read as that of the decimals."""
SERIES = (
    Series(
        "salaires_medians",
        "Fap3",
        "Annee",
        "Salaire_median",
        "€ nets par mois",
        "salaire-median",
        least=LEAST_SALARY,
    ),
    Series("cdd", "Fap", "annee", "part", EMPLOYED, "part-cdd", most=WHOLE),
    Series("interim", "Fap", "annee", "part", EMPLOYED, "part-interim", most=WHOLE),
    Series(
        "temps_partiel",
        "Fap3",
        "annee",
        "part",
        EMPLOYED,
        "part-temps-partiel",
        skipped=EDITION,
        most=WHOLE,
    ),
    Series("temps_travail", "Fap", "annee", "Pourcentage", EMPLOYED, nom_column="Temps_travail", most=WHOLE),
    Series("horaires", "Fap3", "annee", "Pourcentage", EMPLOYED, nom_column="Horaire_atypique", most=WHOLE),
    Series("femmes", "Fap3", "Annee", "Part", EMPLOYED, "part-femmes", most=WHOLE),
    Series("entrees_cdd", "Fap3", "Annee", "Part", "% des embauches", "part-cdd-embauches", most=WHOLE),
    Series("mouvements", "Fap3", "Annee", "Taux", "% de l'effectif", nom_column="Type_mmo"),
)
AGES = Distribution("ages", "emploi-par-age", "fap", "tr_age", "annee_2017_2019", None)
DISTRIBUTIONS = (
    AGES,
    Distribution("salaires", "salaires", "Fap", "Salaire", "Milliers", "Pourcentage"),
    Distribution("diplomes", "diplomes-moins-30-ans", "Fap", "diplome", "Milliers", "Pourcentage", times=100),
    Distribution(
        "specialites",
        "specialites-moins-30-ans",
        "Fap",
        "Label_spedipl",
        "Milliers",
        "Pourcentage",
        is_closed=False,
    ),
    Distribution(
        "secteurs", "secteurs-employeurs", "Fap", "Label_secteur", "Milliers", "Pourcentage", is_closed=False
    ),
)
