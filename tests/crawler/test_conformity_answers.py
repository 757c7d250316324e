"""What a publisher is told: the format its file is nearly of, where each fault is, what to write instead."""

import json
import re

import pytest

from crawler.conformity import verify
from debouches.storage import Storage, write_pointer
from mappings.conformity import CodesConnus, check_json
from mappings.records import codes
from mappings.records.files import records_file
from mappings.records.metier import Metier
from tests.crawler.test_conformity import FICHES, WHOLE
from tests.crawler.xlsx_bytes import xlsx_bytes
from tests.mappings.test_conformity import PROVENANCE, fiche

COLUMNS = ("libellé métier", "lien site onisep.fr", "collection", "année", "gencod", "GFE", "code ROME")
ROW = ("souffleur / souffleuse", "https://onisep.fr/MET.3", "Dossiers", "2019", "9782273014878", "", "D1102")
METIER = {
    "rome": {"code_rome": "D1102", "intitule": "Dompteur / Dompteuse", "code_ogr": 1},
    "definition": "Appelle les nuages.",
    "acces_metier": "Un certificat.",
    "appellations": [],
    "competences": {
        "savoir_faire": {"enjeux": [{"libelle": "Vent", "items": [{"libelle": "Siffler", "code_ogr": 2}]}]}
    },
    "contextes_travail": [{"libelle": "Lieux", "items": [{"libelle": "En plein vent", "code_ogr": 3}]}],
    "secteurs_activite": [{"code": "1", "libelle": "Le ciel", "principal": "O"}],
}


def table(*columns):
    return "\n".join(map(";".join, (columns, ROW))).encode()


@pytest.mark.parametrize("renamed", COLUMNS[:2])
def test_a_renamed_key_column_is_named_with_those_that_may_be_it(renamed) -> None:
    columns = ["Notre colonne" if column == renamed else column for column in COLUMNS]
    for content in (table(*columns), xlsx_bytes(Feuille=[("Nos métiers",), columns, ROW])):
        (said,) = verify(content).constats
        assert "ressemble à « Idéo-Métiers de l'Onisep »" in said.message
        assert f"il lui manque la colonne « {renamed} »" in said.message
        assert "« Notre colonne »" in said.message


def test_a_code_rome_among_columns_of_its_own_is_not_the_rome() -> None:
    report = verify("Code ROME;Intitulé;Nos mots;Salaire\nD1102;Dompteur;vent;2000\n".encode())
    assert report.source is None
    assert "« Code ROME », « Intitulé », « Nos mots », « Salaire »" in report.constats[0].message


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "vide"),
        (b"\n \n", "vide"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "image"),
        (b"<catalogue><fiche/></catalogue>", "« catalogue »"),
        (b'[{"titre": "Vent", "rome": "D1102"}]', "il a « titre », « rome »"),
        (b'{"@context": "https://schema.org", "@type": "Occupation"}', "JSON-LD (« Occupation »)"),
        (b"{}", "il est vide"),
    ],
)
def test_a_file_of_no_known_format_is_told_what_it_seems_to_be(content, words) -> None:
    (said,) = verify(content).constats
    assert words in said.message


def test_json_that_is_nearly_of_a_source_is_told_what_it_lacks() -> None:
    rows = [dict(zip(("Notre colonne", *COLUMNS[1:]), ROW, strict=True))]
    assert "« libellé métier »" in verify(json.dumps(rows).encode()).constats[0].message


def test_the_keywords_of_a_fiche_may_be_in_the_metier_that_its_publisher_gives_beside_it() -> None:
    report = verify(json.dumps([METIER]).encode())
    assert report.enregistrements["fiche"] == 1
    assert not {"mots-cles", "objectivite"} & {one.regle for one in report.constats}
    families = {one.nom: one.presentes for one in report.familles}
    assert (families["Compétences"], families["Débouchés"], families["Rémunération"]) == (1, 1, 0)
    bare = METIER | {"competences": {}, "secteurs_activite": [], "contextes_travail": []}
    assert {"mots-cles", "objectivite"} <= {one.regle for one in verify(json.dumps([bare]).encode()).constats}


def test_what_another_publisher_says_of_the_metier_gives_a_fiche_no_keyword() -> None:
    given = json.loads(json.dumps(fiche(centres_interet=..., codes_rome=["D1102"], version_rome="4")))
    metier = {
        "id": "metier:D1102",
        "provenance": given["provenance"],
        "code_rome": "D1102",
        "code_ogr": "1",
        "libelle": "Dompteur",
        "intitule_masculin": "Dompteur",
        "intitule_feminin": "Dompteuse",
        "code_rome_parent": "D1102",
        "grand_domaine": {"code": "D", "libelle": "Vent"},
        "domaine_professionnel": {"code": "D11", "libelle": "Vent"},
        "competences": [{"code_ogr": "2"}],
    }
    other = metier | {"provenance": given["provenance"] | {"source": "autre"}}
    for beside, rules in ((metier, []), (other, ["mots-cles"])):
        content = json.dumps([given, beside]).encode()
        assert [one.regle for one in check_json(content).constats if one.gravite == "erreur"] == rules


def test_the_keywords_that_the_publisher_gives_as_such_are_keywords() -> None:
    content = json.dumps(fiche(centres_interet=..., mots_cles=["ciel"])).encode()
    assert "mots-cles" not in {one.regle for one in check_json(content).constats}


def test_the_date_may_be_in_the_name_of_the_file_as_for_a_harvest() -> None:
    content = FICHES.format(code=1, more="").encode()
    named = verify(content, "Onisep_Ideo_Fiches_Metiers_21102025.xml")
    assert "date-maj" not in {one.regle for one in named.constats}
    said = [one.message for one in verify(content, "export.xml").constats if one.regle == "date-maj"]
    assert "Onisep_Ideo_Fiches_Metiers_JJMMAAAA.xml" in said[0]


def test_a_fault_is_placed_in_the_record_that_has_it_and_not_where_its_value_is_first_written() -> None:
    more = "<statuts><statut><libelle>{}</libelle></statut></statuts>"
    content = FICHES.format(code=1, more="<condition_travail>héros</condition_travail>").replace(
        "souffleuse</nom_metier>", f"souffleuse</nom_metier>{more.format('héros')}"
    )
    (said,) = [one for one in verify(content.encode()).constats if one.champ == "statut"]
    assert (said.objet, said.ligne) == ("MET.2", 4)


def test_an_element_that_is_not_read_is_placed() -> None:
    content = FICHES.format(code=1, more="\n\n<nature_travail><p>Vent</p></nature_travail>")
    (said,) = [one for one in verify(content.encode()).constats if one.regle == "editeur-inconnu"]
    assert (said.champ, said.ligne) == ("nature_travail/p", 5)


def test_the_same_words_at_the_same_place_are_written_once_with_how_many_times() -> None:
    content = WHOLE.replace(b"<ville>", b"<departement>691</departement><ville>")
    said = [one for one in verify(content).constats if one.champ == "departement"]
    assert len(said) == len({(one.objet, one.ligne) for one in said}) < sum(one.nombre for one in said)
    assert all("le numéro d'un département (69, 2A, 974)" in one.message for one in said)


def test_a_period_that_ends_before_it_begins_is_told_so() -> None:
    content = WHOLE.replace(b"<fin>20270600</fin>", b"<fin>20260600</fin>")
    (said,) = [one for one in verify(content).constats if one.champ == "periode"]
    assert "une fin qui ne précède pas le début" in said.message
    assert said.ligne == content[: content.index(b"<periode>")].count(b"\n") + 1


def test_without_a_number_a_period_still_has_its_line() -> None:
    content = WHOLE.replace(b"<fin>20270600</fin>", b"<fin>20260600</fin>")
    for numbered in (b' numero="S1"', b' numero="A1"'):
        content = content.replace(numbered, b"")
    (said,) = [one for one in verify(content).constats if one.champ == "periode"]
    assert said.ligne == content[: content.index(b"<periode>")].count(b"\n") + 1


@pytest.fixture
def known(tmp_path):
    """Codes of a ROME of one métier."""
    storage = Storage(tmp_path)
    folder = storage.records("rome", "1")
    folder.mkdir(parents=True)
    records_file(folder, Metier).write_text('{"code_rome": "D1102", "code_rome_parent": "D1101"}\n')
    write_pointer(storage.current_run("rome"), "1")
    return CodesConnus(storage)


def test_a_code_that_names_nothing_is_said_and_that_of_the_rome_3_is_known(known) -> None:
    content = json.dumps(fiche(codes_rome=["D1102", "D1101", "N9999"], version_rome="4")).encode()
    (said,) = verify(content, known=known).constats
    assert (said.regle, said.gravite) == ("code-inconnu", "avertissement")
    assert "« N9999 » n'est pas dans le ROME" in said.message


def test_nothing_is_said_of_a_nomenclature_that_was_not_harvested(known) -> None:
    place = b"<code-INSEE-commune>99999</code-INSEE-commune>"
    content = WHOLE.replace(b"<ville>", place + b"<ville>")
    assert "code-inconnu" not in {one.regle for one in verify(content, known=known).constats}


def test_a_formacode_of_another_version_is_not_judged_by_this_one(tmp_path) -> None:
    storage = Storage(tmp_path)
    folder = storage.records("formacode", "1")
    folder.mkdir(parents=True)
    (folder / "terme-formacode.jsonl").write_text('{"code_formacode": "11001", "version": "14"}\n')
    write_pointer(storage.current_run("formacode"), "1")
    for version, found in (("V14", 1), ("V11", 0)):
        coded = f'<code-FORMACODE ref="{version}">99999</code-FORMACODE><code-ROME'
        content = WHOLE.replace(b"<code-ROME", coded.encode(), 1)
        rules = [one.regle for one in verify(content, known=CodesConnus(storage)).constats]
        assert rules.count("code-inconnu") == found, version


@pytest.fixture
def harvested(tmp_path):
    """One commune and two certifications."""
    storage = Storage(tmp_path)
    for source, name, lines in (
        ("territoires", "territoire", '{"code": "29233", "codes_postaux": ["29300", "97400"]}\n'),
        ("rncp", "certification", '{"code": "RNCP38764"}\n{"code": "RS5000"}\n'),
    ):
        folder = storage.records(source, "1")
        folder.mkdir(parents=True)
        (folder / f"{name}.jsonl").write_text(lines)
        write_pointer(storage.current_run(source), "1")
    return CodesConnus(storage)


@pytest.mark.parametrize(
    ("before", "after", "code", "why"),
    [
        (b"<code-ROME", b"<code-NSF>999</code-NSF><code-ROME", "999", "nomenclature des spécialités"),
        (b"<codepostal>99100<", b"<codepostal>00999<", "00999", "aucun code postal"),
        (
            b"<code-niveau-sortie>",
            b"<certification><code-RNCP>38764000</code-RNCP></certification><code-niveau-sortie>",
            "RNCP38764000",
            "a plus de chiffres que tout numéro",
        ),
        (
            b"<ville>",
            b"<code-INSEE-commune>99999</code-INSEE-commune><ville>",
            "99999",
            "communes de l'Insee",
        ),
    ],
)
def test_what_no_reference_list_may_hold_is_said_on_its_line(harvested, before, after, code, why) -> None:
    """Even in a feed that numbers nothing."""
    content = WHOLE.replace(before, after, 1)
    for numbered in (b' numero="F1"', b' numero="S1"', b' numero="A1"', b' numero="O1"'):
        content = content.replace(numbered, b"")
    said = [one for one in verify(content, known=harvested).constats if one.valeur == code]
    written = content.index(b">" + code.removeprefix("RNCP").encode() + b"<")
    assert said
    assert {(one.regle, one.gravite, one.ligne) for one in said} == {
        ("code-inconnu", "avertissement", content[:written].count(b"\n") + 1)
    }
    assert all(why in one.message for one in said)


@pytest.mark.parametrize(
    "codes",
    [
        {"codes_nsf": ["326t", "100", "22"]},
        {"codes_certification": ["RNCP474", "RNCP99999", "RS12"], "code_certification": "RNCP474"},
    ],
)
def test_a_code_that_a_list_may_hold_is_left_alone(harvested, codes) -> None:
    assert list(harvested.unknown(codes)) == []


@pytest.mark.parametrize("postcode", ["29019", "29300", "97490"])
def test_a_postcode_of_a_firm_is_known_by_its_departement(harvested, postcode) -> None:
    assert list(harvested.unknown({"lieux": [{"code_postal": postcode}]})) == []


def test_a_code_that_is_wrong_in_two_fields_is_said_once(harvested) -> None:
    record = {
        "id": "formation:LHEO.1",
        "provenance": PROVENANCE,
        "code": "LHEO.1",
        "intitule": "Dompter",
        "code_certification": "RNCP38764000",
        "codes_certification": ["RNCP38764000"],
    }
    found = [one for one in verify(json.dumps(record).encode(), known=harvested).constats if one.valeur]
    assert len(found) == 1


def test_each_code_of_the_common_format_has_words_for_who_wrote_it_otherwise() -> None:
    patterns = {
        constraint.pattern for one in vars(codes).values() for constraint in getattr(one, "__metadata__", ())
    }
    assert patterns
    assert patterns <= codes.EN_MOTS.keys()
    assert all(re.compile(pattern) for pattern in codes.EN_MOTS)


def test_half_a_name_at_the_end_of_a_cut_file_is_no_element() -> None:
    cut = WHOLE[: WHOLE.index(b"<organisme-formation-responsable") + 2]
    assert [one.regle for one in verify(cut).constats if one.ligne == WHOLE[: len(cut)].count(b"\n") + 1] == [
        "lecture"
    ]


def test_a_feed_longer_than_what_a_request_is_worth_is_judged_up_to_there_and_told_so() -> None:
    formation = WHOLE[WHOLE.index(b"<formation") : WHOLE.index(b"</offres>")]
    offers = b"".join(formation.replace(b'"F1"', b'"F%d"' % rank) for rank in range(20))
    content = WHOLE.replace(formation, offers).replace(b"<certifiante>1", b"<certifiante>9")
    report = verify(content, limit=10)
    assert sum(report.enregistrements.values()) == 10
    assert [one.message for one in report.constats if one.regle == "limite"] == [
        "La vérification s'arrête après 10 enregistrements : la suite n'est pas lue."
    ]
    departures = [one.nombre for one in report.constats if one.regle == "lheo-norme"]
    assert sum(departures) == 20, "the norm is checked to the end"
    assert "limite" not in {one.regle for one in verify(content).constats}
