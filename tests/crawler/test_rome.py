"""ROME archive → records, field by field, on an archive of two invented métiers."""

from pathlib import Path

import pytest

from crawler.contract import Issue
from crawler.files.locate import locate
from crawler.files.raw_files import LocatedFiles
from crawler.sources.rome.parse import parse
from debouches.errors import FetchError, ParseError
from mappings.records import (
    Appellation,
    CentreInteret,
    Competence,
    ContexteTravail,
    Fiche,
    Metier,
    Record,
    SecteurActivite,
)
from tests.crawler.factories import (
    csv_bytes,
    issues_of,
    make_run,
    mini_rome,
    publish_folder,
    real_spec,
)


def harvest_mini(tmp_path: Path, **changed: bytes | None):
    spec = real_spec("rome")
    run = make_run(spec, version="ROME d'essai")
    folder = publish_folder(tmp_path / "rome", mini_rome(**changed))
    records = {record.id: record for record in parse(LocatedFiles(spec, locate(spec, folder)), run)}
    return records, run


@pytest.fixture
def records(tmp_path: Path) -> dict[str, Record]:
    return harvest_mini(tmp_path)[0]


@pytest.fixture
def metier(records: dict[str, Record]) -> Metier:
    return records["metier:A1101"]


def test_a_sound_archive_reports_nothing(tmp_path: Path) -> None:
    assert issues_of(harvest_mini(tmp_path)[1]) == {}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("code_ogr", "6"),
        ("libelle", "Dompteur / Dompteuse de nuages"),
        ("intitule_masculin", "Dompteur de nuages"),
        ("intitule_feminin", "Dompteuse de nuages"),
        ("code_rome_parent", "A1101"),
        ("riasec_majeur", "R"),
        ("riasec_mineur", "A"),
        ("transition_ecologique", "Emploi Vert"),
        ("transition_numerique", "N"),
        ("transition_demographique", None),
        ("est_reglemente", True),
        ("est_cadre", False),
    ],
)
def test_facts_of_a_metier(metier: Metier, field: str, value: object) -> None:
    assert getattr(metier, field) == value


def test_domains_of_a_metier_despite_the_misspelt_header(metier: Metier) -> None:
    assert (metier.grand_domaine.code, metier.domaine_professionnel.libelle) == ("A", "Nuages")


def test_links_of_a_metier(metier: Metier) -> None:
    assert [(link.code_ogr, link.coeur_metier) for link in metier.competences] == [
        ("100", "Principale"),
        ("200", None),
    ]
    assert metier.contextes == (
        ContexteTravail(code_ogr="300", libelle="En altitude", type="Lieux et déplacements"),
    )
    assert [(link.code, link.est_principal) for link in metier.centres_interet] == [("1", True)]
    assert [theme.libelle for theme in metier.themes] == ["Métiers du ciel"]
    assert [(move.code_rome, move.rang) for move in metier.mobilites] == [("A1102", 1)]


def test_a_sector_known_only_by_its_sub_sector_is_named_too(metier: Metier) -> None:
    assert set(metier.secteurs) == {
        SecteurActivite(code="50", libelle="Ciel", est_principal=True),
        SecteurActivite(code="60", libelle="Espace"),
        SecteurActivite(code="61", libelle="Comètes", code_parent="60", est_principal=False),
    }


def test_reads_the_one_table_that_is_not_in_utf8(metier: Metier) -> None:
    assert metier.secteurs_naf[0].libelle == "Élevage"


def test_provenance_names_the_page_of_the_metier(metier: Metier) -> None:
    assert metier.provenance.url == "https://candidat.francetravail.fr/metierscope/fiche-metier/A1101"
    assert metier.provenance.version == "ROME d'essai"


def test_the_fiche_has_its_sentences_in_order_and_single_apostrophes(records: dict[str, Record]) -> None:
    fiche = records["fiche:rome:A1101"]
    assert isinstance(fiche, Fiche)
    assert fiche.nature_travail[0].paragraphes == ("Appelle les nuages à l'aube.", "Puis les rassemble.")
    assert fiche.acces_metier[0].paragraphes == ("Accessible sans diplôme.",)
    assert fiche.codes_rome == ("A1101",)


def test_the_lines_of_a_text_are_paragraphs_without_the_tabulations_of_lists(tmp_path: Path) -> None:
    texts = csv_bytes(
        ("code_rome", "code_compo_bloc", "libelle_type_texte", "position_phrase", "libelle_texte"),
        ("A1101", "3", "definition", "1", "Appelle :\n-\tles nuages\n-\tla pluie"),
        ("A1101", "3", "definition", "2", "."),
    )
    fiche = harvest_mini(tmp_path, texte=texts)[0]["fiche:rome:A1101"]
    assert isinstance(fiche, Fiche)
    assert fiche.nature_travail[0].paragraphes == ("Appelle :", "- les nuages", "- la pluie")


def test_the_first_versions_without_parents_make_each_metier_its_own_family(tmp_path: Path) -> None:
    table = csv_bytes(
        ("code_rome", "code_fiche_em", "code_ogr", "libelle_rome", "statut"), ("A1101", "0", "6", "X", "1")
    )
    records, _ = harvest_mini(tmp_path, referentiel_code_rome=table)
    found = records["metier:A1101"]
    assert isinstance(found, Metier)
    assert found.code_rome_parent == "A1101"


def test_an_appellation_keeps_its_short_form_only_if_it_differs(records: dict[str, Record]) -> None:
    first, second = records["appellation:10"], records["appellation:11"]
    assert isinstance(first, Appellation)
    assert isinstance(second, Appellation)
    assert (first.libelle_court, second.libelle_court) == (None, "Berger / Bergère brumes")
    assert (second.forme_feminine, second.est_peu_usitee, second.est_cadre) == (
        "Bergère de brumes",
        True,
        True,
    )


@pytest.mark.parametrize(
    ("ogr", "kind"),
    [("100", "savoir-faire"), ("101", "macro-competence"), ("102", "savoir-etre"), ("200", "savoir")],
)
def test_types_of_competences(records: dict[str, Record], ogr: str, kind: str) -> None:
    assert records[f"competence:{ogr}"].type == kind


def test_a_skill_names_its_macro_competence(records: dict[str, Record]) -> None:
    skill, macro = records["competence:100"], records["competence:101"]
    assert isinstance(skill, Competence)
    assert isinstance(macro, Competence)
    assert skill.code_macro == "101"
    assert (macro.riasec_majeur, macro.definition) == ("S", "Dire des mots")


def test_an_interest_keeps_the_lines_of_its_definition(records: dict[str, Record]) -> None:
    interest = records["centre-interet:1"]
    assert isinstance(interest, CentreInteret)
    assert (interest.libelle, interest.definition) == (
        "J'ai envie de parler aux nuages",
        "Pour qui\n\naime lever la tête.",
    )


def test_reads_the_tree_of_skills_where_it_exists(tmp_path: Path) -> None:
    tree = csv_bytes(
        ("domaine_competence", "enjeu", "objectif", "code_ogr_macro_competence", "code_ogr_competence"),
        ("Ciel", "Parler", "Être entendu", "101", "100"),
    )
    skill = harvest_mini(tmp_path, arborescence_competences=tree)[0]["competence:100"]
    assert (skill.domaine, skill.enjeu, skill.objectif) == ("Ciel", "Parler", "Être entendu")


@pytest.mark.parametrize(
    ("table", "rows", "issue"),
    [
        ("rubrique_mobilite", [("code_rome", "code_rome_cible"), ("A1101", "Z9999")], "DANGLING"),
        ("coherence_item", [("code_rome", "code_ogr"), ("A1101", "999")], "DANGLING"),
        ("coherence_item", [("code_rome", "code_ogr"), ("B9999", "100")], "DANGLING"),
        (
            "coherence_item",
            [("code_rome", "code_ogr", "coeur_metier"), ("A1101", "100", "Peut-être")],
            "UNKNOWN_VALUE",
        ),
        (
            "referentiel_code_rome_riasec",
            [("code_rome", "riasec_majeur", "riasec_mineur"), ("A1101", "Z", "")],
            "UNKNOWN_VALUE",
        ),
        (
            "centre_interet",
            [("code_centre_interet", "libelle_centre_interet"), ("1", "un"), ("1", "autre")],
            "DUPLICATE",
        ),
    ],
)
def test_reports_what_it_cannot_interpret(tmp_path: Path, table: str, rows: list, issue: str) -> None:
    assert issue in issues_of(harvest_mini(tmp_path, **{table: csv_bytes(*rows)})[1])


def test_a_malformed_code_is_refused_and_the_others_stay(tmp_path: Path) -> None:
    header = ("code_rome", "code_ogr", "libelle_rome", "code_rome_parent")
    table = csv_bytes(
        header, ("A1101", "6", "Dompteur / Dompteuse", "A1101"), ("A11", "7", "Peigneur", "A1101")
    )
    domains = csv_bytes(
        (
            "code_rome",
            "code_grand_domaine",
            "libelle_grand_domaine",
            "code_domaine_professionnel",
            "libelle_domaine_professionnel",
        ),
        ("A1101", "A", "Ciel", "A11", "Nuages"),
        ("A11", "A", "Ciel", "A11", "Nuages"),
    )
    records, run = harvest_mini(tmp_path, referentiel_code_rome=table, cr_gd_dp=domains)
    assert [key for key in records if key.startswith("metier:")] == ["metier:A1101"]
    refused = [(one.record, one.field, one.value) for one in run.issues.samples[Issue.REJECTED]]
    assert ("A11", "code_rome", "A11") in refused


def test_names_the_table_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="unix_texte_v"):
        harvest_mini(tmp_path, texte=None)


def test_names_the_column_that_was_renamed(tmp_path: Path) -> None:
    table = csv_bytes(("code_rome", "code_cible"), ("A1101", "A1102"))
    with pytest.raises(ParseError, match=r"source rome, fichier mobilite, champ code_rome_cible"):
        harvest_mini(tmp_path, rubrique_mobilite=table)
