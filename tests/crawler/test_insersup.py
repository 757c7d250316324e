"""InserSup: the graduates of a diploma are counted once, whoever else the table counts."""

from typing import Any

import orjson
import pytest

from crawler.catalog import load_parser
from crawler.conformity import verify
from crawler.harvest import harvest
from debouches.settings import Settings
from mappings.records import Indicateur
from tests.crawler.factories import MemoryFiles, issues_of, make_run, real_spec
from tests.crawler.figures import measured, table

ROW: dict[str, Any] = {
    "Région": "Auvergne-Rhône-Alpes",
    "Académie": "Clermont-Ferrand",
    "Établissement": "Université du Volcan",
    "Code UAI de l'établissement": "0639999X",
    "Type de diplôme": "Master LMD",
    "Domaine disciplinaire": "Sciences, technologies, santé",
    "Discipline": "Sciences de la Terre",
    "Secteur disciplinaire": "Géologie",
    "Libellé du diplôme": "VOLCANOLOGIE",
    "Code du diplôme SISE": "2500199",
    "Obtention du diplôme": "diplômé",
    "Genre": "ensemble",
    "Nationalité": "ensemble",
    "Régime d'inscription": "ensemble",
    "Promotion": "2022",
    "6-Nombre de sortants - 6 mois après le diplôme": "40",
    "6-Taux d'emploi salarié en France - 6 mois après le diplôme": "61.5",
    "12-Taux d'emploi salarié en France - 12 mois après le diplôme": "72,5",
    "30-Taux d'emploi salarié en France - 30 mois après le diplôme": "nd",
    "12-Taux de sortants en emploi stable - 12 mois après le diplôme": "50",
    "12-Salaire mensuel net médian en équivalent temps plein - 12 mois après le diplôme": "1990",
}
TECHNICAL: dict[str, Any] = {
    "reg_nom": "Auvergne-Rhône-Alpes",
    "uo_lib": "Université du Volcan",
    "etablissement": "0639999X",
    "type_diplome_long": "Master LMD",
    "type_diplome": "master_LMD",
    "dom_lib": "Sciences, technologies, santé",
    "discipli_lib": "Sciences de la Terre",
    "sectdis_lib": "Géologie",
    "libelle_diplome": "VOLCANOLOGIE",
    "diplome": "2500199",
    "genre": "ensemble",
    "nationalite": "ensemble",
    "regime_inscription": "ensemble",
    "obtention_diplome": "diplômé",
    "promo": ["2021", "2022"],
    "tx_sortants_en_emploi_sal_fr_12": 72.5,
    "tx_sortants_en_emploi_12": None,
}


def parse(content: bytes):
    run = make_run(real_spec("insersup"))
    return list(load_parser("insersup")(MemoryFiles({"diplomes": content}), run)), run


def one(**changes: Any):
    return parse(table(ROW | changes, separator=";"))


def test_a_row_is_the_figure_of_a_diploma_in_an_establishment() -> None:
    (figure,), run = one()
    assert isinstance(figure, Indicateur)
    assert (figure.nom, figure.valeur) == ("emploi-salarie-12-mois-apres-diplome", 72.5)
    assert (figure.niveau_territoire, figure.code_territoire) == ("etablissement", "0639999X")
    assert (figure.libelle_territoire, figure.codes_parents) == (
        *("Université du Volcan", ("territoire:region:84",)),
    )
    assert (figure.nature, figure.periode, figure.libelle_formation) == ("observe", "2022", "VOLCANOLOGIE")
    assert figure.champ is not None
    assert figure.champ.startswith("VOLCANOLOGIE, Master LMD, Géologie")
    assert figure.champ.endswith("diplômés")
    assert measured(figure) == {
        "emploi-salarie-6-mois": 61.5,
        "emploi-stable-12-mois": 50,
        "salaire-net-median-12-mois": 1990,
    }
    assert issues_of(run) == {}


def test_the_technical_export_says_the_same_with_other_names() -> None:
    (figure,), run = parse(orjson.dumps([TECHNICAL]))
    assert (figure.code_territoire, figure.libelle_territoire) == ("0639999X", "Université du Volcan")
    assert (figure.periode, figure.valeur, issues_of(run)) == ("2021-2022", 72.5, {})


@pytest.mark.parametrize(
    "other",
    [
        {"Genre": "femme"},
        {"Nationalité": "étranger"},
        {"Régime d'inscription": "apprentissage"},
        {"Obtention du diplôme": "ensemble"},
        {"Obtention du diplôme": "non diplômé"},
        {"Établissement": "National", "Code UAI de l'établissement": ""},
    ],
)
def test_another_count_of_the_same_people_is_set_aside(other: dict[str, str]) -> None:
    figures, run = one(**other)
    assert (figures, issues_of(run)) == ([], {})


def test_what_is_not_published_is_absent_and_not_zero() -> None:
    (figure,), _ = one(**{"12-Taux d'emploi salarié en France - 12 mois après le diplôme": "nd"})
    assert figure.valeur is None


def test_two_rows_of_one_diploma_in_two_fields_are_two_figures() -> None:
    whole = {"Libellé du diplôme": "Tout Master LMD", "Code du diplôme SISE": ""}
    content = table(ROW | whole, ROW | whole | {"Secteur disciplinaire": "Chimie"}, separator=";")
    figures, _ = parse(content)
    assert len({figure.id for figure in figures}) == 2


@pytest.mark.parametrize(
    ("change", "issue"),
    [
        ({"Code UAI de l'établissement": "zut"}, "MALFORMED"),
        ({"Code UAI de l'établissement": ""}, "MALFORMED"),
        ({"Promotion": "jadis"}, "MALFORMED"),
        ({"Libellé du diplôme": ""}, "MALFORMED"),
        ({"Genre": "licorne"}, "UNKNOWN_VALUE"),
    ],
)
def test_a_row_that_is_not_understood_is_reported(change: dict[str, str], issue: str) -> None:
    figures, run = one(**change)
    assert (figures, issues_of(run)) == ([], {issue: 1})


def test_an_unknown_region_is_reported_and_the_figure_kept() -> None:
    figures, run = one(Région="Atlantide")
    assert ([figure.codes_parents for figure in figures], issues_of(run)) == ([()], {"UNKNOWN_VALUE": 1})


def test_both_exports_are_recognised_and_harvested(settings: Settings, tmp_path) -> None:
    for content in (table(ROW, separator=";"), orjson.dumps([TECHNICAL])):
        assert verify(content).source == "InserSup : devenir des diplômés de l'enseignement supérieur"
    (tmp_path / "fr-esr-insersup.csv").write_bytes(table(ROW, separator=";"))
    (report,) = harvest(settings.model_copy(update={"data": tmp_path}), sources=["insersup"])
    assert report.is_good, report.reason
