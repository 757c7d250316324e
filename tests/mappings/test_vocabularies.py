"""The vocabularies of the repository are sound, and the lint sees what is not."""

import csv
import os
import re
from dataclasses import fields, replace
from functools import cache
from pathlib import Path

import pytest

from debouches.errors import ConfigError
from index.facet_table import read_facet_table
from mappings.genres import both_genders
from mappings.vocabulary import (
    FOLDER,
    Acronyme,
    Activite,
    Annonce,
    CompetenceNommee,
    Diplome,
    Envie,
    MotCourant,
    MotsVides,
    MotVide,
    Outil,
    Rang,
    Sens,
    Specialite,
    Synonyme,
    Vocabularies,
    load_vocabularies,
)
from mappings.vocabulary_lint import lint
from nlp.normalise import normalise

SENS = Sens("agent de service hospitalier", "santé", "metier", "agent de service", ("J1301",))
SOUND = Vocabularies(
    acronymes=(Acronyme("ASH", (SENS,), "sigle d'hôpital"),),
    mots_courants=(MotCourant("toubib", "familier", "nom familier du médecin", ("J1102",)),),
    envies=(Envie("Les animaux", ("j'aime les animaux",), "soin et élevage", ("A1504",)),),
    refus=(Envie("Pas de bureau", ("pas de bureau",), "dehors", ("A1203",)),),
    synonymes=(Synonyme("camion", ("poids lourd",), 0.9, "même véhicule"),),
    mots_vides=MotsVides((MotVide("le", "article"),), (), (), (MotVide("son", "technicien son"),)),
    diplomes=(Diplome(("bts",), "BTS", "deux ans après le bac", niveau=5),),
    outils=(Outil("CATIA", ("H1203",), "logiciel", "conception mécanique"),),
    activites=(Activite(("labourer les champs",), ("A1101",), "travaux des champs"),),
    annonces=(Annonce("D1102", "boulangerie", ("ouvrier boulanger",), ("cuisson au four",)),),
    specialites=(Specialite(("bts ancien",), "BTS spectre", "renommé"),),
    rangs=(Rang("encadrement", ("chef",), "dirige"), Rang("execution", ("ouvrier",), "fait")),
    competences=(CompetenceNommee("Rigueur", ("rigoureux",), "qualité", codes=("300490",)),),
)


@pytest.fixture(scope="module")
def real() -> Vocabularies:
    return load_vocabularies()


def test_the_vocabularies_of_the_repository_have_no_fault(real):
    assert lint(real) == []


def test_every_file_is_long_enough_to_be_useful(real):
    assert len(real.acronymes) >= 450
    assert len(real.mots_courants) >= 900
    assert len(real.souhaits) >= 400
    assert len(real.synonymes) >= 350
    assert len(real.annonces) >= 1500


def test_every_grand_domaine_has_everyday_words(real):
    assert {line.codes_rome[0][0] for line in real.mots_courants if line.codes_rome} == set("ABCDEFGHIJKLMN")


@pytest.mark.parametrize("sigle", ["AES", "ASH", "AMP", "ES", "CS", "TP", "TC", "MC", "AS", "CI", "IA"])
def test_ambiguous_acronyms_carry_several_senses(real, sigle):
    (line,) = [line for line in real.acronymes if line.sigle == sigle]
    assert len(line.sens) >= 2


def test_the_homograph_of_sound_technician_is_not_dropped(real):
    dropped = {line.mot for line in (*real.mots_vides.grammaire, *real.mots_vides.envie)}
    assert "son" not in dropped
    assert "son" in {line.mot for line in real.mots_vides.gardes}


def test_a_field_of_work_is_no_word_of_situation_without_its_accent(real):
    said = {normalise(line.mot) for line in real.mots_vides.appuis}
    assert not {"finance", "marche", "peche", "securite"} & said, "« financé » is « finance » once read"


def test_negations_are_left_to_the_analysis(real):
    lists = real.mots_vides
    assert not {"sans", "pas", "ni"} & {line.mot for line in (*lists.grammaire, *lists.envie, *lists.bruit)}


@pytest.mark.parametrize("name", [field.name for field in fields(Vocabularies)])
def test_each_file_says_how_to_read_and_change_it(name):
    head = (FOLDER / f"{name}.yml").read_text(encoding="utf-8").split("\n- ")[0]
    assert "# Lire :" in head or "# Lecture :" in head
    assert "# Changer :" in head or "# Pour changer :" in head


def test_sound_lines_have_no_fault():
    assert lint(SOUND) == []


BROKEN = {
    "écrit deux fois": {"acronymes": (*SOUND.acronymes, Acronyme("ash", (SENS,), "encore"))},
    "raison est vide": {"acronymes": (Acronyme("ASH", (SENS,), " "),)},
    "n'a pas de mots": {"acronymes": (Acronyme("ASH", (replace(SENS, mots=""),), "raison"),)},
    "deux lettres, dire": {"acronymes": (Acronyme("AS", (SENS,), "raison"),)},
    "n'est pas un code ROME": {"mots_courants": (MotCourant("toubib", "familier", "raison", ("Z1102",)),)},
    "n'est pas un code ONISEP": {
        "mots_courants": (MotCourant("toubib", "familier", "raison", codes_onisep=("FOR.1",)),)
    },
    "une forme est déjà le titre": {"specialites": (Specialite(("bts spectré",), "BTS spectre", "renommé"),)},
    "specialites : « bts ancien » est écrit deux fois": {
        "specialites": (*SOUND.specialites, *SOUND.specialites)
    },
    "ni métier ni mots": {"mots_courants": (MotCourant("toubib", "familier", "raison"),)},
    "deux lettres en minuscules": {"mots_courants": (MotCourant("or", "derive", "raison", ("B1605",)),)},
    "outils : « catia » est écrit deux fois": {"outils": (*SOUND.outils, *SOUND.outils)},
    "activites, labourer": {"activites": (replace(SOUND.activites[0], codes_rome=()),)},
    "annonces, D1102 : « ouvrier boulanger » est écrit deux fois": {
        "annonces": (replace(SOUND.annonces[0], gestes=("Ouvrier boulanger",)),)
    },
    "rangs : « chef » est écrit deux fois": {"rangs": (*SOUND.rangs, Rang("execution", ("Chef",), "fait"))},
    "competences : « rigoureux » est écrit deux fois": {
        "competences": (*SOUND.competences, replace(SOUND.competences[0], nom="Précision"))
    },
    "des codes et des types": {"competences": (replace(SOUND.competences[0], types=("savoir",)),)},
    "envies, Les animaux : « FOR.1 »": {"envies": (replace(SOUND.envies[0], codes_onisep=("FOR.1",)),)},
    "au moins une phrase": {"envies": (Envie("La mer", (), "raison", ("N3102",)),)},
    "le terme lui-même": {"synonymes": (Synonyme("véhicule", ("Vehicule",), 0.9, "raison"),)},
    "« son » est écrit deux fois": {
        "mots_vides": replace(SOUND.mots_vides, grammaire=(MotVide("son", "possessif"),))
    },
}


@pytest.mark.parametrize(("message", "change"), BROKEN.items(), ids=BROKEN)
def test_the_lint_names_the_fault(message, change):
    faults = lint(replace(SOUND, **change))
    assert [fault for fault in faults if message in fault]


@pytest.mark.parametrize(
    ("name", "line", "place"),
    [
        ("synonymes", "{terme: a, synonymes: [b], poids: 0.5, raison: r, autre: 1}", "autre"),
        ("synonymes", "{terme: a, synonymes: [b], poids: 1.0, raison: r}", "poids"),
        ("diplomes", "{formes: [], sens: BTS, raison: r}", "formes"),
        ("diplomes", "{formes: [bts], sens: BTS, raison: r, niveau: 9}", "niveau"),
        ("acronymes", "{sigle: ASH, sens: [], raison: r}", "sens"),
        ("mots_courants", "{terme: toubib, raison: r, origine: rumeur}", "origine"),
    ],
)
def test_a_line_that_is_not_understood_is_refused_with_its_place(tmp_path, name, line, place):
    copy_with(tmp_path, name, f"- {line}")
    with pytest.raises(ConfigError, match=rf"{name}\.yml : ligne n° 1, {place}"):
        load_vocabularies(tmp_path)


def test_a_file_that_is_not_yaml_is_refused(tmp_path):
    copy_with(tmp_path, "diplomes", "- {formes: [")
    with pytest.raises(ConfigError, match="illisible"):
        load_vocabularies(tmp_path)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(ConfigError, match="illisible"):
        load_vocabularies(tmp_path)


def copy_with(folder: Path, name: str, content: str) -> None:
    for path in FOLDER.glob("*.yml"):
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / f"{name}.yml").write_text(content, encoding="utf-8")


# What follows compares the lines with the real nomenclatures.


@cache
def data() -> Path:
    here = Path(__file__).resolve().parents[2]
    folder = Path(os.environ.get("DEBOUCHES_DATA", here.parent / "shared" / "data"))
    if not (folder / "rome").is_dir():
        pytest.skip("données réelles absentes : DEBOUCHES_DATA")
    return folder


def rome(table: str) -> list[dict[str, str]]:
    path = data() / "rome" / "v460_csv" / f"unix_{table}_v460_utf8.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def onisep() -> str:
    (path,) = (data() / "onisep" / "ideo_2025_reserialised").glob("*Fiches_Metiers*.xml")
    return path.read_text(encoding="utf-8")


@pytest.mark.donnees
def test_every_rome_code_exists(real):
    known = {row["code_rome"] for row in rome("referentiel_code_rome")}
    lines = (*real.mots_courants, *real.souhaits, *real.outils, *real.activites)
    used = {code for line in lines for code in line.codes_rome}
    used |= {line.code for line in real.annonces}
    used |= {code for line in real.acronymes for sens in line.sens for code in sens.codes_rome}
    assert used - known == set()


@pytest.mark.donnees
def test_every_onisep_code_exists(real):
    known = set(re.findall(r"MET\.\d+", onisep()))
    lines = (*real.mots_courants, *real.souhaits)
    assert {code for line in lines for code in line.codes_onisep} - known == set()


@pytest.mark.donnees
def test_no_everyday_word_repeats_an_appellation(real):
    names = {
        name.casefold()
        for row in rome("referentiel_appellation")
        for name in both_genders(row["libelle_appellation_court"])
    }
    assert [line.terme for line in real.mots_courants if line.terme.casefold() in names] == []


def test_every_diploma_of_a_line_is_one_of_the_facet(real):
    known = read_facet_table()["diplome"].valeurs
    assert {value for line in real.diplomes for value in line.diplomes} - set(known) == set()


def test_a_site_reads_only_the_parts_it_answers_with():
    found = load_vocabularies(only=("mots_vides", "synonymes"))
    assert found.synonymes
    assert found.outils == ()
