"""InserSup: one Indicateur for each diploma of an establishment and cohort; its graduates, all together."""

import re
from collections.abc import Iterator

from crawler.contract import Issue, RawFiles, Run
from crawler.readers.figures import Column, Share, in_one_unit, measures
from crawler.readers.rows import read_rows
from crawler.readers.values import code_of, declared, make
from crawler.sources.inserjeunes.figure import UAI, Row, plain
from mappings.records import Indicateur, Record

FILE = "diplomes"
_YEAR = re.compile(r"20\d\d", re.ASCII)
_COHORT = re.compile(r"20\d\d(?:\s?[,|-]\s?20\d\d)*$", re.ASCII)
_OF_PUBLIC = ("genre", "nationalite", "regime_inscription", "obtention_diplome")
_RATE = "% des diplômés sortis d'études"
_LEAST_SALARY = 100.0
"""Under it, a comma of thousands was read as that of the decimals."""
EMPLOI = Share("tx_sortants_en_emploi_sal_fr_12", "emploi-salarie-12-mois-apres-diplome", _RATE, above_zero=1)
DETAILS = (
    Share("tx_sortants_en_emploi_sal_fr_6", "emploi-salarie-6-mois", _RATE, above_zero=1),
    Share("tx_sortants_en_emploi_sal_fr_18", "emploi-salarie-18-mois", _RATE, above_zero=1),
    Share("tx_sortants_en_emploi_sal_fr_24", "emploi-salarie-24-mois", _RATE, above_zero=1),
    Share("tx_sortants_en_emploi_sal_fr_30", "emploi-salarie-30-mois", _RATE, above_zero=1),
    Share("tx_sortants_en_emploi_stable_12", "emploi-stable-12-mois", _RATE, above_zero=1),
    Share("tx_sortants_en_emploi_stable_30", "emploi-stable-30-mois", _RATE, above_zero=1),
    Column("salaire_q2_12", "salaire-net-median-12-mois", "€ nets par mois", least=_LEAST_SALARY),
    Column("salaire_q2_30", "salaire-net-median-30-mois", "€ nets par mois", least=_LEAST_SALARY),
)


def parse(files: RawFiles, run: Run) -> Iterator[Record]:
    for row in in_one_unit(run, FILE, read_rows(files, run, FILE), EMPLOI):
        if _is_of_all_graduates(run, row) and (made := _figure(run, row)):
            yield made


def _is_of_all_graduates(run: Run, row: Row) -> bool:
    """False for a row that counts a part of them, or of no establishment; a column may not be there."""
    if row["nom_etablissement"] in run.spec.enumerations["ensemble"]:
        return False
    return all(_counts_all(run, name, row[name].casefold(), row["uai"]) for name in _OF_PUBLIC)


def _counts_all(run: Run, name: str, value: str, uai: str) -> bool:
    if not value or value in run.spec.enumerations[name]:
        return not value
    return declared(run, "public", f"{name}:{value}", record=uai) is not None


def _figure(run: Run, row: Row) -> Indicateur | None:
    """None, and a report, without an establishment, a diploma or a cohort."""
    uai = code_of(run, UAI, row["uai"].upper(), record=row["nom_etablissement"], field="uai")
    years = _YEAR.findall(row["promo"]) if _COHORT.match(row["promo"]) else []
    for name, is_read in (("promo", years), ("uai", row["uai"]), ("libelle_diplome", row["libelle_diplome"])):
        if not is_read:
            run.report(
                Issue.MALFORMED, record=row["uai"] or row["libelle_diplome"], field=name, value=row[name]
            )
            return None
    if uai is None:
        return None
    period = "-".join(dict.fromkeys((min(years), max(years))))
    region = declared(run, "region", plain(row["region"]), record=uai)
    what = _diploma(row)
    return make(
        run,
        Indicateur,
        *("insersup", period, uai, row["diplome"] or "-", *(part.casefold() for part in what)),
        provenance=run.provenance(version=f"promotion {period}"),
        nom=EMPLOI.nom,
        nature="observe",
        periode=period,
        niveau_territoire="etablissement",
        code_territoire=uai,
        libelle_territoire=row["nom_etablissement"] or None,
        codes_parents=(f"territoire:region:{region}",) if region else (),
        champ=f"{', '.join(what)}, diplômés",
        libelle_formation=row["libelle_diplome"],
        valeur=EMPLOI.value(run, row, record=uai),
        unite=EMPLOI.unite,
        details=measures(run, row, DETAILS, record=uai),
    )


def _diploma(row: Row) -> tuple[str, ...]:
    """Its title, its type and its field, each once: a title may be « Tout Master LMD », of one discipline."""
    parts = (
        row[name].replace(":", " ")
        for name in ("libelle_diplome", "type_diplome", "secteur", "discipline", "domaine")
    )
    said: list[str] = []
    for part in filter(None, parts):
        if part.casefold() not in " ".join(said).casefold():
            said.append(part)
    return tuple(said)
