"""ROME 3: read from its tables and from its fiches, as an older version that never passes for today's."""

from pathlib import Path

import pytest

from crawler.files.unnamed import find, ordinary
from crawler.sources.rome_3.parse import parse as parse_tables
from crawler.sources.rome_3_fiches.parse import parse as parse_fiches
from debouches.errors import FetchError, ParseError
from mappings.records import Appellation, Fiche, LienMetier, Section
from tests.crawler.factories import (
    MemoryFiles,
    csv_bytes,
    issues_of,
    make_run,
    mini_rome,
    publish_folder,
    real_spec,
    zip_bytes,
)

TABLES = {
    "code_rome": (
        ("code_rome", "code_fiche_em", "code_ogr", "libelle_rome", "statut"),
        ("N9101", "1", "7", "Élevage de dragons", "1"),
        ("N9102", "2", "8", "Dressage de l''orage", "1"),
    ),
    "appellation": (
        (
            *("code_ogr", "libelle_appellation_long", "libelle_appellation_court", "code_rome"),
            *("code_type_section_appellation", "libelle_type_section_appellation", "statut"),
        ),
        ("900", "Éleveur / Éleveuse de dragons", "Éleveur / Éleveuse", "N9101", "1", "PRINCIPALE", "1"),
        ("901", "Chasseur / Chasseuse", "Chasseur / Chasseuse", "N8888", "1", "PRINCIPALE", "1"),
    ),
    "texte": (
        ("code_rome", "position_libelle_txt", "code_type_texte", "libelle_texte", "libelle_type_texte"),
        ("N9101", "1", "1", "Soigne l''animal.", "definition"),
        ("N9101", "0", "1", "Nourrit l''animal.", "definition"),
        ("N9101", "0", "2", "Un CAP.", "acces_a_em"),
        ("N9101", "0", "3", "En caverne.", "cond_exercice_activite"),
        ("N9101", "0", "4", "Divers.", "horoscope"),
    ),
    "item": (
        (
            *("code_ogr", "libelle", "code_type_referentiel", "code_ref_rubrique"),
            *("code_tete_rgpmt", "libelle_activite_impression", "libelle_en_tete_regroupement"),
        ),
        ("10", "Panser les ailes", "2", "1", "", "", ""),
        ("11", "Chimie du feu", "1", "1", "", "", ""),
        ("12", "balai volant", "2", "1", "5", "", "Conduire un engin :"),
        ("13", "Caverne", "5", "1", "", "", ""),
        ("14", "Peser les œufs", "2", "1", "", "", ""),
    ),
    "liens": (
        (
            *("code_rome", "code_ogr", "code_ref_rubrique", "position_bloc", "code_type_referentiel"),
            *("code_compo_bloc", "position_item", "id_priorisation"),
        ),
        ("N9101", "10", "1", "0", "2", "8", "2", ""),
        ("N9101", "14", "1", "0", "2", "8", "1", ""),
        ("N9101", "11", "1", "0", "1", "8", "1", ""),
        ("N9101", "12", "1", "1", "2", "9", "1", ""),
        ("N9101", "13", "1", "0", "5", "7", "1", ""),
        ("N9101", "7", "", "0", "", "2", "1", ""),
        ("N9101", "900", "", "0", "", "3", "1", ""),
        ("N9101", "99", "1", "0", "2", "8", "3", ""),
        ("N9101", "10", "1", "0", "2", "44", "1", ""),
    ),
    "mobilite": (
        (
            *("code_rome", "code_rome_cible", "code_appellation_source", "code_appellation_cible"),
            *("code_type_mobilite", "libelle_type_mobilite"),
        ),
        ("N9101", "N9102", "", "", "1", "Proche"),
        ("N9101", "N9102", "", "", "2", "Evolution"),
        ("N9101", "N9999", "", "", "1", "Proche"),
    ),
}
OFFICIAL = {
    "code_rome": "referentiel_code_rome",
    "appellation": "referentiel_appellation",
    "liens": "liens_rome_referentiels",
    "mobilite": "rubrique_mobilite",
}
FICHE = """<fiche_emploi_metier>
<version_SI><version_rome>329</version_rome><date_version_si>2016-06-20</date_version_si></version_SI>
<bloc_code_rome><code_rome>{code}</code_rome><intitule>&#0201;levage d&#0039;&#0226;nes</intitule>
<code_ogr>7</code_ogr><riasec_majeur>R</riasec_majeur><riasec_mineur>i</riasec_mineur></bloc_code_rome>
<bloc_appellation><item_app><code_ogr>900</code_ogr><libelle>Ânier / Ânière</libelle>
<libelle_court>Ânier</libelle_court><priorisation>1</priorisation></item_app>
<item_app><code_ogr>0</code_ogr><libelle>Toutes les appellations</libelle></item_app></bloc_appellation>
<definition>Nourrit.
Soigne.</definition><acces_emploi_metier>Un CAP.</acces_emploi_metier>
<condition_exercice_activite>Dehors.</condition_exercice_activite>
<bloc_environnement_de_travail><item_env><code_ogr>13</code_ogr><libelle>Pré</libelle>
<code_type_section_env>1</code_type_section_env></item_env></bloc_environnement_de_travail>
<bloc_activites_de_base><activites_de_base><item_ab><code_ogr>10</code_ogr><libelle>Brosser</libelle></item_ab>
</activites_de_base><savoir_action><item_ab_sa><libelle>Parler aux ânes</libelle></item_ab_sa></savoir_action>
</bloc_activites_de_base>
<bloc_activites_specifiques><bloc><position_bloc>1</position_bloc><activite_specifique>
<item_as><code_ogr>0</code_ogr><libelle>Conduire un engin :</libelle></item_as>
<item_as><code_ogr>12</code_ogr><libelle>charrette</libelle></item_as></activite_specifique></bloc>
</bloc_activites_specifiques>
<bloc_mobilites><mobilites_proches><item_mob_pr><code_rome_cible>N9102</code_rome_cible>
<libelle_rome_cible>Dressage</libelle_rome_cible></item_mob_pr></mobilites_proches>
<mobilites_si_evolution><item_mob_ev><code_rome_cible>N9103</code_rome_cible>
<libelle_rome_cible>Cirque</libelle_rome_cible></item_mob_ev></mobilites_si_evolution></bloc_mobilites>
</fiche_emploi_metier>"""


def archive(version: str = "347", **changed: tuple[tuple[str, ...], ...]) -> dict[str, bytes]:
    return {
        f"unix_{OFFICIAL.get(name, name)}_v{version}_utf8.csv": csv_bytes(*rows)
        for name, rows in (TABLES | changed).items()
    }


def tables():
    run = make_run(real_spec("rome-3"), version="ROME 3, version 347")
    files = MemoryFiles({name: csv_bytes(*rows) for name, rows in TABLES.items()})
    return list(parse_tables(files, run)), run


def fiches(**files: bytes):
    run = make_run(real_spec("rome-3-fiches"))
    return list(parse_fiches(MemoryFiles({f"fiches:{name}": body for name, body in files.items()}), run)), run


def of(records, kind):
    return [record for record in records if isinstance(record, kind)]


def as_file(code: str = "N9101", *, head: str = '<?xml version="1.0" encoding="UTF-8"?>') -> bytes:
    return f"{head}{FICHE.format(code=code)}".encode()


def test_a_fiche_of_the_tables_says_all_that_its_tables_say() -> None:
    records, _ = tables()
    fiche = of(records, Fiche)[0]
    assert (fiche.id, fiche.titre, fiche.codes_rome, fiche.version_rome) == (
        "fiche:rome-3:N9101",
        "Élevage de dragons",
        ("N9101",),
        "3",
    )
    assert fiche.nature_travail == (Section(paragraphes=("Nourrit l'animal.", "Soigne l'animal.")),)
    assert fiche.acces_metier == (Section(paragraphes=("Un CAP.",)),)
    assert fiche.conditions_travail == (
        Section(paragraphes=("En caverne.",)),
        Section(titre="Environnements de travail", paragraphes=("Caverne",)),
    )
    assert fiche.competences == (
        Section(titre="Activités de base", paragraphes=("Peser les œufs", "Panser les ailes")),
        Section(titre="Savoirs de base", paragraphes=("Chimie du feu",)),
        Section(titre="Activités spécifiques", paragraphes=("Conduire un engin : balai volant",)),
    )
    assert fiche.metiers_associes == (LienMetier(code="N9102", libelle="Dressage de l'orage"),)
    assert fiche.vie_professionnelle == (
        Section(titre="Mobilités si évolution", paragraphes=("Dressage de l'orage",)),
    )


def test_names_of_metiers_keep_their_code() -> None:
    (name,) = of(tables()[0], Appellation)
    assert (name.id, name.code_rome, name.libelle, name.libelle_court) == (
        "appellation:900",
        "N9101",
        "Éleveur / Éleveuse de dragons",
        "Éleveur / Éleveuse",
    )


def test_what_the_tables_say_of_nothing_known_is_reported() -> None:
    _, run = tables()
    told = {(sample.field, sample.value) for samples in run.issues.samples.values() for sample in samples}
    assert told == {
        ("code_rome", "N8888"),
        ("libelle_type_texte", "horoscope"),
        ("code_ogr", "99"),
        ("bloc", "44, 2"),
        ("code_rome_cible", "N9999"),
    }


def test_an_older_version_says_so_wherever_it_is_cited() -> None:
    for record in tables()[0]:
        assert "ROME 3" in record.provenance.editeur
        assert record.provenance.version == "ROME 3, version 347"
    assert {fiche.est_remplacee for fiche in of(tables()[0], Fiche)} == {True}


def test_both_romes_of_one_folder_are_read_each_by_its_source(tmp_path: Path) -> None:
    publish_folder(tmp_path, {"RefRomeCsv.zip": zip_bytes(archive()), **mini_rome("461")})
    assert find(real_spec("rome"), tmp_path).version == "461"
    assert find(real_spec("rome"), tmp_path).aside == {}
    assert find(real_spec("rome-3"), tmp_path).version == "347"


def test_the_newest_of_two_archives_is_read(tmp_path: Path) -> None:
    publish_folder(tmp_path, archive("327") | archive("347"))
    found = find(real_spec("rome-3"), tmp_path)
    assert found.version == "347"
    assert list(found.aside) == [f"{tmp_path.name}, version 327 (6 fichiers)"]


def test_tables_without_their_version_are_found_by_their_columns(tmp_path: Path) -> None:
    files = {name.replace("unix_", "").replace("_v347_utf8", ""): body for name, body in archive().items()}
    assert set(find(real_spec("rome-3"), publish_folder(tmp_path, files)).places) == set(TABLES)


def test_today_s_tables_are_not_those_of_the_rome_3(tmp_path: Path) -> None:
    with pytest.raises(FetchError):
        find(real_spec("rome-3"), publish_folder(tmp_path, mini_rome("461")))


@pytest.mark.parametrize(
    ("files", "source"),
    [
        (archive(), "rome-3"),
        ({"ROME/A1101.xml": as_file()}, "rome-3-fiches"),
        ({"x.xml": as_file()}, "rome-3-fiches"),
    ],
)
def test_a_folder_that_has_them_is_harvested_without_naming_them(
    tmp_path: Path, files: dict[str, bytes], source: str
) -> None:
    specs = {name: real_spec(name) for name in ("rome-3", "rome-3-fiches")}
    assert ordinary(specs, publish_folder(tmp_path, files)) == [source]
    assert ordinary(specs, None) == []


def test_a_fiche_in_xml_says_all_that_it_holds() -> None:
    records, run = fiches(one=as_file())
    (fiche,) = of(records, Fiche)
    assert issues_of(run) == {}
    assert (fiche.titre, fiche.nature_travail[0].paragraphes) == ("Élevage d'ânes", ("Nourrit.", "Soigne."))
    assert fiche.acces_metier[0].paragraphes == ("Un CAP.",)
    assert [section.paragraphes for section in fiche.conditions_travail] == [("Dehors.",), ("Pré",)]
    assert fiche.competences == (
        Section(titre="Activités de base", paragraphes=("Brosser",)),
        Section(titre="Savoirs de base", paragraphes=("Parler aux ânes",)),
        Section(titre="Activités spécifiques", paragraphes=("Conduire un engin :", "charrette")),
    )
    assert fiche.metiers_associes == (LienMetier(code="N9102", libelle="Dressage"),)
    assert fiche.vie_professionnelle[0].paragraphes == ("Cirque",)
    assert (fiche.provenance.version, str(fiche.provenance.date_maj)) == ("ROME 3, version 329", "2016-06-20")
    assert [name.libelle for name in of(records, Appellation)] == ["Ânier / Ânière"]


def test_all_the_fiches_may_be_in_one_file_in_its_own_encoding() -> None:
    body = "".join(FICHE.format(code=code) for code in ("N9101", "N9102"))
    whole = f'<?xml version="1.0" encoding="ISO-8859-15"?><ogr>{body}</ogr>'.encode("iso-8859-15")
    assert [fiche.code for fiche in of(fiches(one=whole)[0], Fiche)] == ["N9101", "N9102"]


def test_a_fiche_cut_short_is_told_and_hides_no_other() -> None:
    records, run = fiches(one=as_file()[:200], two=as_file("N9102"))
    assert [fiche.code for fiche in of(records, Fiche)] == ["N9102"]
    assert issues_of(run) == {"MALFORMED": 1}
    with pytest.raises(ParseError, match="tronqué"):
        fiches(one=as_file()[:200])


def test_a_fiche_given_twice_is_read_once_and_told() -> None:
    records, run = fiches(one=as_file(), two=as_file())
    assert len(of(records, Fiche)) == 1
    assert issues_of(run) == {"DUPLICATE": 1}


def test_an_element_that_nobody_declared_is_reported_once() -> None:
    more = as_file().replace(b"<definition>", b"<salaire>1</salaire><definition>")
    _, run = fiches(one=more, two=more.replace(b"N9101", b"N9102"))
    told = [sample.field for samples in run.issues.samples.values() for sample in samples]
    assert told.count("salaire") == 1
