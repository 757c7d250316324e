"""ROME 4.0 in whole fiches: JSON and XML say the same, and less than the CSV archive."""

import json
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.catalog import load_parser
from crawler.conformity import verify
from crawler.contract import Issue
from crawler.files.locate import locate
from debouches.errors import ParseError
from mappings.records import Appellation, Competence, Fiche, Metier
from tests.crawler.factories import MemoryFiles, issues_of, make_run, publish_folder, real_spec

XML = """<?xml version="1.0" encoding="iso-8859-15"?>
<fiches_metier><fiche_metier><numero>1</numero>
<rome>
<code_rome>A1101</code_rome><intitule>Dompteur / Dompteuse de nuages</intitule>
<code_ogr>6</code_ogr></rome>
<appellations><appellation><libelle>Berger / Bergère de brumes</libelle>
<libelle_court>Berger / Bergère brumes</libelle_court>
<code_ogr>11</code_ogr></appellation></appellations>
<definition>Manœuvre les nuages d¿orage.
Les rassemble.</definition><acces_metier>Accessible sans diplôme.</acces_metier>
<competences><savoir_faire><enjeux><enjeu><libelle>Ciel</libelle><items>
<item><libelle>Siffler un cumulus</libelle>
<code_ogr>100</code_ogr>
<coeur_metier>Principale</coeur_metier></item>
<item><libelle>Peigner un cirrus</libelle>
<code_ogr>101</code_ogr>
<coeur_metier/></item></items>
</enjeu></enjeux></savoir_faire>
<savoir_etre_professionnel/>
<savoirs><categories><categorie><libelle>Sciences</libelle><items><item><libelle>Météorologie</libelle>
<code_ogr>200</code_ogr>
<coeur_metier/></item></items></categorie></categories></savoirs></competences>
<contextes_travail><type_contexte><libelle>Lieux</libelle><items>
<item><libelle>En altitude</libelle>
<code_ogr>300</code_ogr>
</item></items></type_contexte></contextes_travail>
<secteurs_activite><secteur_activite><code>50</code><libelle>Ciel</libelle>
<principal>oui</principal></secteur_activite>
</secteurs_activite>
<mobilites><mobilite><rome_cible>A1101 - Dompteur / Dompteuse de nuages</rome_cible>
<code_org_rome_cible>6</code_org_rome_cible>
<ordre_mobilite>1</ordre_mobilite></mobilite></mobilites>
</fiche_metier></fiches_metier>
""".encode("iso8859-15")

SKILLS = [
    {"libelle": "Siffler un cumulus", "code_ogr": 100, "coeur_metier": "Principale"},
    {"libelle": "Peigner un cirrus", "code_ogr": 101, "coeur_metier": None},
]
ITEM: dict[str, Any] = {
    "numero": 1,
    "rome": {"code_rome": "A1101", "intitule": "Dompteur / Dompteuse de nuages", "code_ogr": 6},
    "appellations": [
        {"libelle": "Berger / Bergère de brumes", "libelle_court": "Berger / Bergère brumes", "code_ogr": 11}
    ],
    "definition": "Manœuvre les nuages d¿orage.\nLes rassemble.",
    "acces_metier": "Accessible sans diplôme.",
    "competences": {
        "savoir_faire": {"enjeux": [{"libelle": "Ciel", "items": SKILLS}]},
        "savoir_etre_professionnel": {"enjeux": []},
        "savoirs": {
            "categories": [
                {
                    "libelle": "Sciences",
                    "items": [{"libelle": "Météorologie", "code_ogr": 200, "coeur_metier": None}],
                }
            ]
        },
    },
    "contextes_travail": [{"libelle": "Lieux", "items": [{"libelle": "En altitude", "code_ogr": 300}]}],
    "secteurs_activite": [{"code": 50, "libelle": "Ciel", "principal": True}],
    "mobilites": [
        {
            "rome_cible": "A1101 - Dompteur / Dompteuse de nuages",
            "code_org_rome_cible": 6,
            "ordre_mobilite": 1,
        }
    ],
}


def json_of(*items: dict[str, Any]) -> bytes:
    return orjson.dumps(items).decode().encode("iso8859-15")


JSON = json_of(ITEM)


def parse(body: bytes, **more: bytes):
    run = make_run(real_spec("rome-fiches"))
    records = list(load_parser("rome-fiches")(MemoryFiles({"fiches": body} | more), run))
    return records, run


def of_type(records: list, kind: type) -> list:
    return [record for record in records if isinstance(record, kind)]


@pytest.mark.parametrize("body", [XML, JSON], ids=["xml", "json"])
def test_every_field_of_a_fiche(body: bytes) -> None:
    records, run = parse(body)
    (metier,) = of_type(records, Metier)
    assert (metier.code_rome, metier.code_ogr, metier.code_rome_parent) == ("A1101", "6", "A1101")
    assert (metier.intitule_masculin, metier.intitule_feminin) == (
        "Dompteur de nuages",
        "Dompteuse de nuages",
    )
    assert (metier.grand_domaine.code, metier.domaine_professionnel.code) == ("A", "A11")
    assert [(link.code_ogr, link.coeur_metier) for link in metier.competences] == [
        ("100", "Principale"),
        ("101", None),
        ("200", None),
    ]
    assert [(one.code_ogr, one.libelle, one.type) for one in metier.contextes] == [
        ("300", "En altitude", "Lieux")
    ]
    assert [(one.code, one.libelle, one.est_principal) for one in metier.secteurs] == [("50", "Ciel", True)]
    assert [(one.code_rome, one.rang) for one in metier.mobilites] == [("A1101", 1)]
    (appellation,) = of_type(records, Appellation)
    assert (appellation.code_ogr, appellation.libelle_court) == ("11", "Berger / Bergère brumes")
    assert [(one.code_ogr, one.type, one.enjeu, one.categorie) for one in of_type(records, Competence)] == [
        ("100", "savoir-faire", "Ciel", None),
        ("101", "savoir-faire", "Ciel", None),
        ("200", "savoir", None, "Sciences"),
    ]
    (fiche,) = of_type(records, Fiche)
    assert fiche.id == "fiche:rome:A1101"
    assert fiche.nature_travail[0].paragraphes == ("Manœuvre les nuages d'orage.", "Les rassemble.")
    assert fiche.acces_metier[0].paragraphes == ("Accessible sans diplôme.",)
    assert issues_of(run) == {}


def test_both_dresses_give_the_same_records() -> None:
    assert parse(XML)[0] == parse(JSON)[0]


def test_the_tree_and_the_codes_of_the_archive_complete_the_fiches() -> None:
    narrow = {"code_metier": "A11", "libelle": "Nuages", "liste_metier": [{"code_rome": "A1101"}]}
    tree = {"arbo_principale": [{"code_metier": "A", "libelle": "Ciel", "liste_domaine_prof": [narrow]}]}
    codes = [{"code_rome": "A1101", "code_rome_parent": "A1102", "transition_eco": "Emploi Vert"}]
    records, run = parse(JSON, principale=orjson.dumps(tree), codes=orjson.dumps(codes))
    (metier,) = of_type(records, Metier)
    assert (metier.grand_domaine.libelle, metier.domaine_professionnel.libelle) == ("Ciel", "Nuages")
    assert (metier.code_rome_parent, metier.transition_ecologique) == ("A1102", "Emploi Vert")
    assert issues_of(run) == {}


def test_a_mobility_to_a_code_that_is_not_there_is_told() -> None:
    _, run = parse(json_of(ITEM | {"mobilites": [{"rome_cible": "B1101 - Peintre", "ordre_mobilite": 1}]}))
    assert issues_of(run) == {"DANGLING": 1}


def test_a_skill_whose_name_changes_and_an_unknown_element_are_told() -> None:
    other = ITEM | {"rome": ITEM["rome"] | {"code_rome": "A1102"}, "nouveau": "x"}
    other["competences"] = {
        "savoir_faire": {"enjeux": [{"libelle": "Ciel", "items": [{"libelle": "Autre", "code_ogr": 100}]}]}
    }
    _, run = parse(json_of(ITEM, other))
    assert issues_of(run) == {"DUPLICATE": 1, "UNREAD_FIELD": 1}
    assert run.issues.samples[Issue.UNREAD_FIELD][0].field == "nouveau"


def test_a_fiche_without_a_proper_code_is_told_and_the_next_one_read() -> None:
    records, run = parse(json_of(ITEM | {"rome": {"code_rome": "zut"}}, ITEM))
    assert (len(of_type(records, Metier)), issues_of(run)) == (1, {"MALFORMED": 1})


def test_the_rest_of_the_archive_is_known(tmp_path: Path) -> None:
    names = ("fiche_emploi_metier", "arborescence_principale", "referentiel_code_rome", "referentiel_savoir")
    publish_folder(tmp_path, {f"unix_{name}_v461.json": b"[]" for name in names})
    publication = locate(real_spec("rome-fiches"), tmp_path)
    assert set(publication.places) == {"fiches", "principale", "codes"}
    assert publication.version == "461"


@pytest.mark.parametrize("body", [XML, orjson.dumps([ITEM])], ids=["xml", "json"])
def test_a_publisher_can_verify_one(body: bytes) -> None:
    report = verify(body)
    assert (report.source, report.enregistrements["metier"]) == (
        "ROME 4.0, fiches entières en JSON ou en XML",
        1,
    )


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(ITEM)), inner),
    max_leaves=8,
)


@settings(max_examples=300)
@given(st.dictionaries(st.sampled_from(sorted(ITEM)), VALUES))
def test_whatever_a_fiche_holds_the_next_one_is_read(changes: dict[str, Any]) -> None:
    run = make_run(real_spec("rome-fiches"))
    spoilt = json.dumps([ITEM | changes, ITEM]).encode()
    try:
        records = list(load_parser("rome-fiches")(MemoryFiles({"fiches": spoilt}), run))
    except ParseError:  # nothing of the required is left: not the format
        return
    assert of_type(records, Metier)
