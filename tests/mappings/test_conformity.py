"""Each fault of a file is found, named and placed; a sound file is conform; nothing makes the check fail."""

import json
import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mappings.conformity import check_json
from mappings.conformity.report import MAX_FINDINGS, rules
from mappings.conformity.rules import recommendations
from mappings.conformity.stereotypes import read_stereotypes
from mappings.records import RECORD_TYPES

PROVENANCE = {
    "source": "essai",
    "editeur": "Éditeur d'essai",
    "licence": "Licence Ouverte 2.0",
    "url": "https://exemple.fr/fiches/1",
    "date_maj": "2026-01-02",
    "date_recolte": "2026-01-03",
}


def text(*paragraphes, titre=None):
    return [{"titre": titre, "paragraphes": list(paragraphes)}]


def fiche(**changes):
    whole = {
        "id": "fiche:essai:1",
        "provenance": PROVENANCE,
        "code": "1",
        "type_editeur": "public",
        "titre": "Dompteur / Dompteuse de nuages",
        "titre_masculin": "Dompteur de nuages",
        "titre_feminin": "Dompteuse de nuages",
        "nature_travail": text("Appelle les nuages."),
        "competences": text("Siffler."),
        "conditions_travail": text("En plein vent."),
        "acces_metier": text("Un certificat."),
        "vie_professionnelle": [
            *text("2 000 euros.", titre="Salaire"),
            *text("Peu d'offres.", titre="Emploi"),
        ],
        "formations": [{"intitule": "CAP dompteur"}],
        "centres_interet": [{"libelle": "le ciel"}],
    }
    return {name: value for name, value in (whole | changes).items() if value is not ...}


def check(*objects):
    return check_json("\n".join(json.dumps(one) for one in objects).encode())


def found(report):
    return {(one.regle, one.ligne, one.champ) for one in report.constats}


def test_a_sound_fiche_is_conform_and_complete() -> None:
    report = check(fiche())
    assert report.est_conforme
    assert found(report) == set()
    here = {one.nom for one in report.familles if one.presentes}
    assert len(report.familles) == 9
    assert {one.nom for one in report.familles} - here == {
        "Certifications",
        "Organismes et labels",
        "Perspectives territoriales",
    }


@pytest.mark.parametrize(
    ("changes", "rule", "field"),
    [
        ({"titre": ...}, "champ-obligatoire", "titre"),
        (
            {"provenance": {k: v for k, v in PROVENANCE.items() if k != "licence"}},
            "champ-obligatoire",
            "provenance.licence",
        ),
        ({"acroche": []}, "champ-inconnu", "acroche"),
        ({"codes_rome": ["D11"], "version_rome": "3"}, "valeur", "codes_rome.0"),
        ({"type_editeur": "privé"}, "valeur", "type_editeur"),
        ({"provenance": PROVENANCE | {"date_maj": "hier"}}, "valeur", "provenance.date_maj"),
        ({"centres_interet": ...}, "mots-cles", "mots_cles"),
        ({"provenance": PROVENANCE | {"date_maj": None}}, "date-maj", "provenance.date_maj"),
        ({"conditions_travail": ...}, "objectivite", "conditions_travail"),
        ({"titre_feminin": "Dompteur de nuages"}, "deux-genres", "titre_feminin"),
        ({"provenance": PROVENANCE | {"url": "https://exemple.fr/"}}, "page-precise", "provenance.url"),
        ({"codes_rome": ["D1102"]}, "version-rome", "version_rome"),
        ({"nature_travail": text("<p>Appelle</p>")}, "balises", "nature_travail.0.paragraphes.0"),
        ({"competences": ...}, "famille-absente", None),
        ({"id": "metiers:1"}, "type", "id"),
    ],
)
def test_one_fault_gives_one_finding_with_its_line_and_its_field(changes, rule, field) -> None:
    report = check(fiche(id="fiche:essai:0"), fiche(**changes))
    assert found(report) == {(rule, 2, field)}
    assert report.est_conforme == (rules()[rule].gravite == "avertissement")


def test_a_close_name_is_proposed_for_an_unknown_field() -> None:
    (one,) = check(fiche(acroche=[])).constats
    assert "« accroche »" in one.message


def test_the_same_identifier_twice_is_an_error() -> None:
    assert found(check(fiche(), fiche())) == {("doublon", 2, "id")}


def test_the_form_of_the_file_is_free() -> None:
    content = [fiche(id="fiche:essai:0"), fiche()]
    forms = (json.dumps(content), json.dumps(content, indent=2), "\n\n".join(map(json.dumps, content)))
    reports = [check_json(form.encode("utf-8-sig")) for form in forms]
    assert all(report == reports[0] and report.est_conforme for report in reports)


def test_a_field_is_placed_on_its_own_line() -> None:
    content = json.dumps(fiche(type_editeur="privé"), indent=1)
    (one,) = check_json(content.encode()).constats
    assert content.splitlines()[one.ligne - 1].strip().startswith('"type_editeur"')


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", None),
        (b"[]", None),
        (b"bonjour", 1),
        (b'{"id": "fiche:x"\n', 2),
        (b"[\n{},\n]", 3),
        (b"\n\xff", 2),
        (b"[" * 100_000, 1),
        (b'{"a":' * 100_000, 1),
        (b"9" * 10_000, 1),
    ],
)
def test_a_file_that_is_not_json_says_where(content: bytes, line: int | None) -> None:
    report = check_json(content)
    assert not report.est_conforme
    assert "lecture" in {one.regle for one in report.constats}
    assert {one.ligne for one in report.constats if one.regle == "lecture"} == {line}


def test_a_spoilt_line_is_said_and_those_after_it_are_read() -> None:
    report = check_json(b'{"id": "fiche:a"}\n{"id": "fiche:b"\n{"id": "fiche:c"}\n')
    assert [one.ligne for one in report.constats if one.regle == "lecture"] == [2]
    assert {one.objet for one in report.constats} == {None, "fiche:a", "fiche:c"}


def test_a_file_of_faults_alone_stops_and_says_it() -> None:
    report = check_json(b'{"id":"fiche:x"}\n' * 5000)
    assert MAX_FINDINGS <= report.erreurs + report.avertissements < 2 * MAX_FINDINGS
    assert report.erreurs + report.avertissements > len(report.constats)


def test_the_rest_of_a_long_file_is_said_not_to_be_read() -> None:
    lines = "\n".join(json.dumps(fiche(id=f"fiche:essai:{n}")) for n in range(5))
    report = check_json(lines.encode(), limit=3)
    assert (report.enregistrements, [one.regle for one in report.constats]) == ({"fiche": 3}, ["limite"])


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text() | st.dates().map(date.isoformat),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*fiche()]) | st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from([*fiche()]), JSON))
@settings(max_examples=60)
def test_whatever_a_field_holds_there_is_a_report(changes) -> None:
    report = check_json(json.dumps(fiche(**changes)).encode())
    report.model_dump_json().encode()


@given(st.binary(max_size=300))
def test_whatever_the_bytes_there_is_a_report(content: bytes) -> None:
    check_json(content).model_dump_json().encode()


ACTION = {
    "id": "action-innovante:region-test-1",
    "provenance": PROVENANCE,
    "code": "region-test-1",
    "intitule": "Une maison des métiers",
    "niveau": "region",
    "themes": ["outils-mutualises"],
    "est_nationale": True,
    "porteur": "Région Test",
}


def test_an_innovative_action_says_where_who_what_and_since_when() -> None:
    assert not check(ACTION).constats
    bare = {"id": ACTION["id"], "code": ACTION["code"], "intitule": ACTION["intitule"]}
    undated = {"provenance": PROVENANCE | {"date_maj": None, "url": None}}
    report = check(bare | undated)
    assert report.est_conforme
    assert {one.champ for one in report.constats if one.regle == "action-complete"} == {
        "codes_regions",
        "niveau",
        "themes",
        "porteur",
        "contact",
        "provenance.date_maj",
    }


def test_a_period_that_goes_backwards_is_refused_in_french() -> None:
    backwards = ACTION | {"periode": {"debut": "2026-01-01", "fin": "2024-01-01"}}
    (constat,) = check(backwards).constats
    assert "ne finit pas avant de commencer" in constat.message


CERTIFICATION = {
    "id": "certification:RNCP1",
    "provenance": PROVENANCE,
    "code": "RNCP1",
    "intitule": "Dompteur de nuages",
    "niveau": 4,
    "est_active": True,
    "certificateurs": [{"nom": "École du vent"}],
    "codes_rome": ["D1102"],
    "voies_acces": ["vae"],
}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, None),
        ({"intitule": " "}, ("champ-obligatoire", "intitule")),
        ({"niveau": None}, ("certification-complete", "niveau")),
        ({"certificateurs": []}, ("certification-complete", "certificateurs")),
        ({"codes_rome": []}, ("certification-complete", "codes_rome")),
    ],
)
def test_a_certification_says_what_is_missed_when_it_is_not_there(change, said) -> None:
    report = check_json(json.dumps(CERTIFICATION | change).encode())
    assert [(one.regle, one.champ) for one in report.constats] == ([said] if said else [])
    assert report.est_conforme == (said is None or said[0] != "champ-obligatoire")


def test_every_field_that_is_recommended_exists() -> None:
    for kind, advice in recommendations().items():
        assert advice.regle in rules()
        for path in (path for asked in advice.demandes for path in asked.champs):
            assert path.split(".")[0] in RECORD_TYPES[kind].model_fields, (kind, path)


def test_a_mandatory_field_that_is_absent_is_told_what_it_holds() -> None:
    given = fiche(
        code=..., type_editeur=..., centres_interet=[{"code": "1"}], provenance={**PROVENANCE, "licence": ...}
    )
    del given["provenance"]["licence"]
    said = {one.champ: one.message for one in check(given).constats}
    assert said["code"].startswith("Champ obligatoire absent : identifiant chez l'éditeur")
    assert said["centres_interet.0.libelle"] == "Champ obligatoire absent : libellé dans la nomenclature."
    assert "licence" in said["provenance.licence"]
    assert said["type_editeur"].endswith("(public, branche, demonstration).")


STEREOTYPED = "Un métier idéal pour une femme : il demande une douceur naturelle."


def test_a_stereotyped_wording_is_a_warning_with_its_reason_and_its_place() -> None:
    report = check(fiche(nature_travail=text("Appelle les nuages.", STEREOTYPED)))
    assert report.est_conforme
    assert found(report) == {("stereotype", 1, "nature_travail.0.paragraphes.1")}
    assert {"« idéal pour une femme »", "« douceur naturelle »"} == {
        one.message.partition(" : ")[0] for one in report.constats
    }


@pytest.mark.parametrize(
    "said",
    [
        "Ce n'est plus un métier d'homme.",
        "Longtemps réservé aux hommes, le métier se féminise.",
        "Un métier pour les hommes comme pour les femmes.",
        "Une profession très féminisée : 87 % de femmes.",
        "Un homme, ou une femme, de terrain.",
        "Coupe des vêtements masculins et accueille les femmes enceintes.",
        "Veille à la sécurité des hommes et des installations.",
    ],
)
def test_a_measure_a_denial_or_a_public_is_no_stereotype(said) -> None:
    assert found(check(fiche(nature_travail=text(said)))) == set()


def test_an_action_that_fights_stereotypes_may_name_them() -> None:
    action = {
        "id": "action-innovante:essai:1",
        "provenance": PROVENANCE,
        "code": "1",
        "titre": "Les métiers d'hommes ouverts aux filles",
    }
    assert "stereotype" not in {one.regle for one in check(action).constats}


def test_every_wording_has_a_clue_and_a_reason() -> None:
    read = read_stereotypes()
    assert all(one.raison for one in read.expressions)
    for phrase in {phrase for one in read.expressions for phrase in one.dit}:
        slots = re.findall(r"\{(\w+)\}", phrase)
        told = [phrase, *(word for slot in slots for word in read.listes[slot])]
        assert any(clue in word for clue in read.indices for word in told), phrase


def test_every_fault_of_a_record_is_said_at_once() -> None:
    """What is missing hides neither a page that is a home page, nor the absence of keywords."""
    faulty = fiche(
        titre_feminin=...,
        centres_interet=...,
        codes_rome=["D1102"],
        provenance=PROVENANCE | {"url": "https://exemple.fr/"},
        nature_travail=text("<p>Appelle</p>"),
    )
    assert found(check(faulty)) == {
        ("champ-obligatoire", 1, "titre_feminin"),
        ("mots-cles", 1, "mots_cles"),
        ("version-rome", 1, "version_rome"),
        ("page-precise", 1, "provenance.url"),
        ("balises", 1, "nature_travail.0.paragraphes.0"),
    }


@pytest.mark.parametrize(
    "changes",
    [
        {"provenance": ...},
        {"provenance": "moi"},
        {"provenance": PROVENANCE | {"date_maj": "hier"}},
        {"centres_interet": "le ciel"},
        {"conditions_travail": [{"paragraphes": "En plein vent."}]},
        {"conditions_travail": "En plein vent."},
        {"titre_masculin": ...},
        {"titre_masculin": 12},
        {"codes_rome": ["D11"], "version_rome": "3"},
    ],
)
def test_a_faulty_field_is_not_also_said_to_be_absent(changes) -> None:
    (path,) = {name for name in changes if name != "version_rome"}
    report = check(fiche(**changes))
    assert report.erreurs
    assert not report.avertissements
    assert all(one.champ.startswith(path) for one in report.constats)


def test_a_faulty_record_is_neither_counted_nor_previewed() -> None:
    report = check(fiche(titre_feminin=...), fiche(id="fiche:essai:2"))
    assert report.enregistrements == {"fiche": 1}
    assert len(report.apercus) == 1
    assert {one.attendues for one in report.familles} <= {1, None}
