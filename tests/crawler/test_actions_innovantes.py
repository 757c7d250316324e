"""Innovative actions: what a person fills in a spreadsheet, what a publisher gives in the common format."""

import json
from datetime import date
from pathlib import Path

import pytest

from crawler.catalog import load_catalog
from crawler.conformity import verify
from crawler.contract import Issue
from crawler.files.unnamed import ordinary
from crawler.harvest import harvest
from crawler.sources.actions_innovantes.parse import parse
from debouches.errors import ParseError
from debouches.settings import Settings
from debouches.storage import Storage
from mappings.innovantes import facettes_innovantes
from mappings.records import Periode
from mappings.records.files import read_raw
from tests.crawler.factories import DAY, SAMPLES, MemoryFiles, make_run, publish_folder, real_spec
from tests.crawler.xlsx_bytes import xlsx_bytes

SPEC = real_spec("actions-innovantes")
SAMPLE = (SAMPLES / "actions_innovantes.csv").read_bytes()
HEADER = "titre;région;niveau;thème;porteur;page;source;date;début;fin;courriel\n"


def read(*bodies: bytes, logical: str = "table"):
    run = make_run(SPEC)
    files = {f"{logical}:actions-innovantes-{i}": body for i, body in enumerate(bodies)}
    return list(parse(MemoryFiles(files), run)), run


def row(**said: str) -> bytes:
    cells = {"titre": "Un titre", "source": "Essai", "date": "2026"} | said
    names = (
        "titre",
        "region",
        "niveau",
        "theme",
        "porteur",
        "page",
        "source",
        "date",
        "debut",
        "fin",
        "courriel",
    )
    return f"{HEADER}{';'.join(cells.get(name, '') for name in names)}\n".encode()


def told(run):
    return {(issue, one.field, one.value) for issue, all_of in run.issues.samples.items() for one in all_of}


def common(**changes) -> bytes:
    record = {
        "id": "action-innovante:region-test-1",
        "code": "region-test-1",
        "intitule": "Une maison des métiers",
        "niveau": "region",
        "provenance": {"editeur": "Région Test", "licence": "Licence Ouverte 2.0", "date_maj": "2026-02-01"},
    }
    return json.dumps(record | changes).encode()


def test_every_cell_of_a_row_has_its_field() -> None:
    (bus, accueil), run = read(SAMPLE)
    assert not run.issues.counts
    assert (bus.code, bus.id) == ("carif-oref-test-12", "action-innovante:carif-oref-test-12")
    assert bus.intitule == "Le bus des métiers de l’eau"
    assert (bus.niveau, bus.themes) == ("region", ("connaissance-metiers", "outils-mutualises"))
    assert (bus.codes_regions, bus.territoire, bus.est_nationale) == (("32",), "Bassin de Lens", False)
    assert bus.porteur == "Région Test"
    assert bus.partenaires == ("Rectorat, DRAIO", "Carif-Oref")
    assert bus.description == ("Un bus va de collège en collège.", "On y touche des outils.")
    assert (bus.contact, bus.telephone) == ("Service orientation", "03 20 00 00 00")
    assert bus.courriel == "orientation@exemple.fr"
    assert bus.periode == Periode(debut=date(2024, 3, 1), fin=date(2026, 12, 31), precision="annee")
    assert bus.provenance.url == "https://exemple.fr/actions/bus"
    assert (bus.provenance.editeur, bus.provenance.licence) == ("Carif-Oref Test", "Licence Ouverte 2.0")
    assert (bus.provenance.date_maj, bus.provenance.date_recolte) == (date(2026, 5, 12), DAY)
    assert accueil.codes_regions == ("53", "52")
    assert (accueil.niveau, accueil.themes) == ("structure-territoire", ("professionnalisation",))
    assert accueil.periode == Periode(debut=date(2023, 1, 1), precision="annee")
    assert accueil.provenance.precision_maj == "mois"
    assert accueil.code.startswith("un-soir-pour-se-former-a-l-accueil-")


@pytest.mark.parametrize(
    "dress",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.replace(";", "\t").encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.upper().encode(),
    ],
    ids=["BOM", "tabulations", "UTF-16", "capitales"],
)
def test_the_dress_of_a_spreadsheet_changes_nothing(dress) -> None:
    (action,), _ = read(dress(row(region="Île-de-France", niveau="réseau national").decode()))
    assert (action.codes_regions, action.niveau) == (("11",), "reseau-national")


@pytest.mark.parametrize(
    ("cell", "codes", "est_nationale"),
    [
        ("32", ("32",), False),
        ("1", ("01",), False),
        ("paca / corse", ("93", "94"), False),
        ("France entière", (), True),
        ("Bretagne, toute la France", ("53",), True),
        ("la reunion", ("04",), False),
    ],
)
def test_regions_are_named_or_numbered(cell: str, codes: tuple[str, ...], est_nationale: bool) -> None:
    (action,), run = read(row(region=cell))
    assert (action.codes_regions, action.est_nationale) == (codes, est_nationale)
    assert not run.issues.counts


def test_a_region_of_before_keeps_its_name_as_the_territory() -> None:
    (action,), _ = read(row(region="Picardie"))
    assert (action.codes_regions, action.territoire) == (("32",), "Picardie")


def test_what_is_not_understood_is_told_and_the_rest_kept() -> None:
    body = row(
        region="Syldavie", niveau="empire", theme="professionnalisation, zut", page="www.exemple.fr",
        date="hier", debut="avant", courriel="à l'accueil", source="",
    )  # fmt: skip
    (action,), run = read(body)
    assert (action.intitule, action.themes) == ("Un titre", ("professionnalisation",))
    assert told(run) == {
        (Issue.UNKNOWN_VALUE, "region", "Syldavie"),
        (Issue.UNKNOWN_VALUE, "niveau", "empire"),
        (Issue.UNKNOWN_VALUE, "theme", "zut"),
        (Issue.MALFORMED, "page", "www.exemple.fr"),
        (Issue.MALFORMED, "date", "hier"),
        (Issue.MALFORMED, "debut", "avant"),
        (Issue.MALFORMED, "courriel", "à l'accueil"),
        (Issue.MALFORMED, "source", ""),
    }
    assert action.niveau is action.periode is action.provenance.url is None


def test_a_workbook_is_read_as_the_table_that_it_is() -> None:
    names, cells = (line.split(";") for line in row(region="Corse").decode().splitlines())
    (action,), run = read(xlsx_bytes(Actions=(names, cells)))
    assert (action.codes_regions, action.provenance.date_maj) == (("94",), date(2026, 1, 1))
    assert not run.issues.counts


def test_an_unknown_column_is_told() -> None:
    _, run = read(row().replace(b"courriel", b"couleur"))
    assert told(run) == {(Issue.UNREAD_FIELD, "couleur", "")}


def test_a_row_without_title_and_a_period_backwards_are_refused() -> None:
    actions, run = read(row(titre="", porteur="Région Test"), row(debut="2026", fin="2024"))
    assert actions == []
    assert run.issues.counts[Issue.REJECTED] == 2


def test_a_code_given_twice_is_told() -> None:
    other = row(niveau="région")
    (action,), run = read(row(), other, row())
    assert action.niveau is None
    assert run.issues.counts == {Issue.DUPLICATE: 1}


def test_two_publishers_may_number_their_rows_alike() -> None:
    header = HEADER.replace("courriel", "code").encode()
    bodies = (header + f"Titre;;;;;;{who};2026;;;1\n".encode() for who in ("Région A", "Région B"))
    actions, _ = read(*bodies)
    assert [action.code for action in actions] == ["region-a-1", "region-b-1"]


def test_a_missing_column_names_those_that_are_there() -> None:
    with pytest.raises(ParseError, match="qui conduit"):
        read(row().replace(b"porteur", b"qui conduit"))
    actions, run = read(row().replace(b"porteur", b"qui conduit"), row())
    assert len(actions) == 1
    assert run.issues.counts[Issue.MALFORMED] == 1


def test_the_common_format_is_taken_as_it_is_but_for_the_harvest() -> None:
    (action,), run = read(common() + b"\n" + common(id="metier:D1102"), logical="commun")
    assert (action.niveau, action.provenance.editeur) == ("region", "Région Test")
    assert (action.provenance.source, action.provenance.date_recolte) == ("actions-innovantes", DAY)
    assert told(run) == {(Issue.REJECTED, "id", "metier:D1102")}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"niveau": "empire"}, "niveau"),
        ({"couleur": "bleu"}, "couleur"),
        ({"id": "action-innovante:autre"}, "id"),
        ({"codes_regions": ["Bretagne"]}, "codes_regions.0"),
        ({"provenance": "moi"}, None),
    ],
)
def test_a_fault_of_the_common_format_is_told_with_its_field(changes, field) -> None:
    actions, run = read(common(**changes), logical="commun")
    assert len(actions) == (field is None)
    assert [one.field for one in run.issues.samples.get(Issue.REJECTED, [])] == ([field] if field else [])


def test_files_are_found_by_their_name_and_by_their_columns(tmp_path) -> None:
    home, data = tmp_path / "home", tmp_path / "data"
    publish_folder(
        data,
        {
            "Actions innovantes 2026.csv": row(titre="Par le nom"),
            "region/actions_innovantes.jsonl": common(),
        },
    )
    settings = Settings(home=home, data=data)
    assert "actions-innovantes" in ordinary(load_catalog(), data)
    (report,) = harvest(settings, sources=["actions-innovantes"])
    assert report.is_good
    folder = Storage(home).current_records("actions-innovantes")
    assert {one["intitule"] for one in read_raw(folder, "action-innovante")} == {
        "Par le nom",
        "Une maison des métiers",
    }
    assert "actions-innovantes" in ordinary(
        load_catalog(), publish_folder(tmp_path / "autre", {"tableau.csv": row()})
    )


def test_the_check_of_a_file_says_what_to_write() -> None:
    report = verify(row(region="Syldavie", date="hier", source=""))
    said = " ".join(one.message for one in report.constats)
    assert report.enregistrements == {"action-innovante": 1}
    assert "Sont lus : toute la France, Auvergne-Rhône-Alpes, " in said
    assert "« hier » n'a pas la forme attendue. Attendu : 12/05/2026" in said
    assert "Rien n'est écrit. Attendu : le nom de qui donne l'information." in said


def test_a_table_that_lacks_a_column_is_recognised_all_the_same() -> None:
    (constat,) = verify(row().replace(b"porteur", b"qui conduit")).constats
    missing = "Ce fichier ressemble à « Actions innovantes », mais il lui manque la colonne « porteur »."
    assert constat.message.startswith(missing)
    assert "ne connaît pas la colonne « qui conduit »" in constat.message


def test_the_first_spelling_of_each_value_is_ours() -> None:
    """What the site shows can be written in a table."""
    for nom, mots in facettes_innovantes().items():
        for valeur, libelle in mots.valeurs.items():
            (action,), run = read(row(**{nom: libelle}))
            assert not run.issues.counts, libelle
            assert valeur in (*action.themes, action.niveau, *action.codes_regions, "france")


DOC = Path(__file__).resolve().parents[2] / "docs" / "actions-innovantes.md"


def test_what_the_documentation_shows_is_read_whole() -> None:
    text = DOC.read_text(encoding="utf-8")
    report = verify(text.split("```json\n")[1].split("```")[0].encode())
    assert (report.est_conforme, report.constats) == (True, ())
    cells = [
        line.split(" | ") for line in text.splitlines() if line.startswith("| ") and "Exemple" not in line
    ]
    example = {
        names.strip("| "): said.strip("| ").replace("\\", "") for names, _, said in cells if "," not in names
    }
    table = "\n".join(";".join(line) for line in (example.keys(), example.values()))
    (action,), run = read(table.encode())
    assert not run.issues.counts
    assert (action.codes_regions, action.partenaires) == (("53", "52"), ("Rectorat", "Carif-Oref"))
