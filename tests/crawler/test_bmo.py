"""BMO: a hidden count is never zero, a part of a bassin is never the whole, years keep their nomenclature."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.catalog import SOURCES, load_parser
from crawler.harvest import harvest
from crawler.runs.context import RunContext
from crawler.sources.bmo.totals import Count
from debouches.settings import Settings
from debouches.storage import Storage
from mappings.records import Indicateur
from mappings.records.files import read_records
from tests.crawler.factories import MemoryFiles, csv_bytes, issues_of, make_run, real_spec
from tests.crawler.xlsx_bytes import xlsx_bytes

COLUMNS = ("annee", "Code métier BMO", "Nom métier BMO", "Famille_met", "Lbl_fam_met", "REG", "NOM_REG")
PLACE = ("Dept", "NomDept")
COUNTS = ("met", "xmet", "smet")


def header(year: str) -> tuple[str, ...]:
    return (*COLUMNS, *PLACE, f"BE{year}", f"NOMBE{year}", *COUNTS)


def line(**changes: Any) -> tuple[Any, ...]:
    cells = {
        "annee": 2024,
        "code": "S1X40",
        "nom": "Cuisiniers",
        "famille": "V",
        "lbl": "Fonctions liées à la vente",
        "reg": "84",
        "nom_reg": "Auvergne-Rhône-Alpes",
        "dept": "63",
        "nom_dept": "Puy-de-Dôme",
        "be": 8457,
        "nom_be": "CLERMONT FERRAND",
        "met": "40",
        "xmet": "30",
        "smet": "10",
    }
    return tuple((cells | changes).values())


def parse(*rows: tuple[Any, ...], year: str = "24") -> tuple[dict[str, Indicateur], RunContext]:
    run = make_run(real_spec("bmo"), version=None)
    body = xlsx_bytes(**{"Description des variables": [["texte"]], "BMO": [header(year), *rows]})
    records = load_parser("bmo")(MemoryFiles({"projets": body}), run)
    return {record.id.removeprefix("indicateur:bmo:"): record for record in records}, run


def test_a_row_becomes_the_figure_of_its_bassin() -> None:
    figures, run = parse(line())
    assert figures["2024:S1X40:bassin-emploi:8457"].model_dump(
        exclude_defaults=True, exclude={"provenance"}
    ) == {
        "id": "indicateur:bmo:2024:S1X40:bassin-emploi:8457",
        "nom": "projets-recrutement",
        "nature": "prevision",
        "periode": "2024",
        "niveau_territoire": "bassin-emploi",
        "code_territoire": "8457",
        "libelle_territoire": "CLERMONT FERRAND",
        "millesime_territoire": 2024,
        "codes_parents": ("territoire:departement:63", "territoire:region:84"),
        "code_metier": "S1X40",
        "nomenclature_metier": "fap2021",
        "libelle_metier": "Cuisiniers",
        "valeur": 40.0,
        "unite": "projets",
        "details": (
            {"nom": "projets-difficiles", "valeur": 30.0, "unite": "projets"},
            {"nom": "part-difficiles", "valeur": 75.0, "unite": "%"},
            {"nom": "projets-saisonniers", "valeur": 10.0, "unite": "projets"},
            {"nom": "part-saisonniers", "valeur": 25.0, "unite": "%"},
        ),
    }
    assert issues_of(run) == {}


@pytest.mark.parametrize("mark", ["*", "s", "secret"])
def test_a_hidden_count_is_secret_never_zero(mark: str) -> None:
    figures, _ = parse(line(met=mark, xmet=mark, smet=mark))
    figure = figures["2024:S1X40:bassin-emploi:8457"]
    assert (figure.valeur, figure.est_secret) == (None, True)
    assert {(m.nom, m.valeur, m.est_secret) for m in figure.details} == {
        ("projets-difficiles", None, True),
        ("projets-saisonniers", None, True),
    }
    assert figures["2024:S1X40:france:FR"].est_secret


def test_a_sum_that_lacks_a_hidden_count_is_a_minimum() -> None:
    figures, _ = parse(line(), line(be=8401, dept="1", met="*"), line(be=8402, dept="1", met="5"))
    region, ain = figures["2024:S1X40:region:84"], figures["2024:S1X40:departement:01"]
    assert (region.valeur, region.est_minorant, region.est_calcule) == (45, True, True)
    assert (ain.valeur, ain.est_minorant) == (5, True)
    whole = figures["2024:S1X40:departement:63"]
    assert (whole.valeur, whole.est_minorant) == (40, False)
    assert "part-difficiles" not in {measure.nom for measure in region.details}


def test_a_bassin_across_departements_gives_its_parts_and_its_total() -> None:
    figures, _ = parse(line(), line(dept="03", nom_dept="Allier", met="2"))
    parts = {key for key in figures if "bassin-emploi" in key}
    assert parts == {f"2024:S1X40:bassin-emploi:8457{part}" for part in ("", ":63", ":03")}
    assert figures["2024:S1X40:bassin-emploi:8457"].valeur == 42
    assert (
        figures["2024:S1X40:bassin-emploi:8457:03"].champ == "partie du bassin située dans le département 03"
    )


@pytest.mark.parametrize(("year", "nomenclature"), [("23", "fap2009"), ("24", "fap2021"), ("26", "fap2021")])
def test_columns_and_nomenclature_follow_the_year(year: str, nomenclature: str) -> None:
    written_alike = line(annee=f"20{year}", code="G0A40")
    figures, run = parse(written_alike, year=year)
    assert {figure.nomenclature_metier for figure in figures.values()} == {nomenclature}
    assert {figure.provenance.version for figure in figures.values()} == {f"enquête 20{year}"}
    assert issues_of(run) == {}


def test_zeros_that_a_spreadsheet_ate_come_back() -> None:
    figures, _ = parse(line(reg=1, dept=1, be=101))
    assert {(f.niveau_territoire, f.code_territoire) for f in figures.values()} >= {
        ("bassin-emploi", "0101"),
        ("departement", "01"),
        ("region", "01"),
    }


def test_a_figure_that_the_file_gives_is_not_summed_again() -> None:
    figures, _ = parse(line(be="", nom_be="", met="99"), line())
    assert figures["2024:S1X40:departement:63"].valeur == 99
    assert not figures["2024:S1X40:departement:63"].est_calcule


@pytest.mark.parametrize(
    "changes", [{"code": "cuisine"}, {"annee": "l'an"}, {"dept": "Ain"}, {"reg": "ARA"}, {"be": "centre"}]
)
def test_a_row_whose_codes_cannot_be_read_is_reported_and_left_out(changes: dict[str, str]) -> None:
    figures, run = parse(line(**changes))
    assert (figures, issues_of(run)) == ({}, {"MALFORMED": 1})


@pytest.mark.parametrize("count", ["beaucoup", "", "-1", "9" * 5000])
def test_a_count_that_cannot_be_read_is_neither_secret_nor_zero(count: str) -> None:
    figures, run = parse(line(met=count))
    figure = figures["2024:S1X40:bassin-emploi:8457"]
    assert (figure.valeur, figure.est_secret, issues_of(run)) == (None, False, {"MALFORMED": 1})


def test_a_row_given_twice_is_counted_once() -> None:
    figures, run = parse(line(), line())
    assert figures["2024:S1X40:france:FR"].valeur == 40
    assert issues_of(run) == {"DUPLICATE": 1}


COUNT = st.one_of(st.none(), st.integers(0, 1000))


@given(st.lists(COUNT, min_size=1, max_size=8))
def test_a_sum_is_at_least_what_is_known_and_says_when_it_is_only_that(values: list[int | None]) -> None:
    total = Count()
    for value in values:
        total.add(Count(value, is_secret=value is None))
    known = [value for value in values if value is not None]
    assert total.value == (sum(known) if known else None)
    assert total.is_partial == (None in values)


CELLS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8), st.sampled_from(["*", "12", "84"])
)


@settings(max_examples=1000)
@given(cells=st.lists(CELLS, min_size=14, max_size=14))
def test_whatever_the_cells_hold_the_other_rows_are_read(cells: list[str]) -> None:
    run = make_run(real_spec("bmo"))
    body = csv_bytes(header("24"), cells, tuple(map(str, line())), separator=";")
    found = list(load_parser("bmo")(MemoryFiles({"projets": body}), run))
    assert any(record.id.endswith("S1X40:bassin-emploi:8457") for record in found)


@pytest.mark.donnees
def test_the_real_survey_holds_what_its_index_says(donnees, tmp_path) -> None:
    given_settings = Settings.model_validate({"home": tmp_path, "data": donnees})
    (report,) = harvest(given_settings, sources=["bmo"], root=SOURCES)
    assert report.issues == {}
    records = list(read_records(Storage(tmp_path).current_records("bmo"), Indicateur))
    rows = [record for record in records if not record.est_calcule]
    assert len(rows) == 53_443
    assert len({record.code_metier for record in rows}) == 217
    assert len({record.code_territoire for record in rows}) == 406
    assert sum(record.est_secret for record in rows) == 10_891
    hidden = [m for record in rows for m in record.details if m.est_secret]
    assert sum(m.nom == "projets-difficiles" for m in hidden) == 20_507
    assert sum(m.nom == "projets-saisonniers" for m in hidden) == 39_359


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f"])
def test_a_count_may_have_a_space_between_its_thousands(space: str) -> None:
    figures, run = parse(line(met=f"1{space}095"))
    assert (next(iter(figures.values())).valeur, issues_of(run)) == (1095, {})
