"""The common format: what it accepts, what it refuses, and the documents generated from it."""

from datetime import date
from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError

from mappings.records import (
    RECORD_TYPES,
    Appellation,
    Formation,
    Indicateur,
    Libelle,
    Metier,
    Model,
    Provenance,
    Record,
)
from mappings.records.export import generated_files, json_schema, presentation, readable_page, type_in_words
from mappings.records.files import dump_record, read_records, records_file
from mappings.records.ids import make_id, type_name
from tests.mappings.on_disk import write_records

PROVENANCE = Provenance(source="essai", editeur="Essai", licence="CC0", date_recolte=date(2026, 1, 2))


def appellation(code: str, **changes: object) -> Appellation:
    facts: dict[str, object] = {
        "id": make_id(Appellation, code),
        "provenance": PROVENANCE,
        "code_ogr": code,
        "code_rome": "D1102",
        "libelle": "Tourier / Tourière",
        "forme_masculine": "Tourier",
        "forme_feminine": "Tourière",
    }
    return Appellation.model_validate(facts | changes)


def stale(files: dict[Path, bytes]) -> list[str]:
    """Generated files whose content on disk is not what the records say."""
    return [path.name for path, content in files.items() if not path.exists() or path.read_bytes() != content]


def models() -> list[type[BaseModel]]:
    """Every record and every object inside a record."""
    names = json_schema()["$defs"]
    found: list[type[BaseModel]] = [Record, *RECORD_TYPES.values()]
    queue: list[type[BaseModel]] = [Model]
    while queue:
        children = queue.pop().__subclasses__()
        found += [cls for cls in children if cls.__name__ in names]
        queue += children
    return found


def test_generated_files_say_what_the_records_say() -> None:
    assert stale(generated_files()) == [], "lancer `make generated`"


def test_a_generated_file_that_is_absent_or_different_is_stale(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"avant")
    assert stale({tmp_path / "a": b"maintenant", tmp_path / "b": b""}) == ["a", "b"]


def test_every_type_is_presented_in_french_and_nothing_else_is() -> None:
    assert presentation().keys() == json_schema()["$defs"].keys()


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_every_field_has_a_description(model: type[BaseModel]) -> None:
    assert [name for name, field in model.model_fields.items() if not field.description] == []


def test_the_page_gives_the_obligation_of_each_field() -> None:
    lines = readable_page().splitlines()
    assert any(line.startswith("| `code_rome` | texte") and "obligatoire" in line for line in lines)
    assert any(line.startswith("| `riasec_majeur` | texte | facultatif") for line in lines)


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": "array", "items": {"type": "string"}}, "liste de texte"),
        ({"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]}, "date `AAAA-MM-JJ`"),
        ({"type": "string", "enum": ["a", "b"]}, "`a`, `b`"),
        ({"type": "string", "const": "a"}, "`a`"),
        ({"$ref": "#/$defs/Libelle"}, "[Libelle](#libelle)"),
        ({"type": "string", "pattern": "^(a|b)$"}, "texte `^(a\\|b)$`"),
    ],
)
def test_a_type_is_said_in_french_words(schema: dict[str, object], words: str) -> None:
    assert type_in_words(schema) == words


def test_a_record_refuses_a_field_that_it_does_not_know() -> None:
    with pytest.raises(ValidationError, match="surprise"):
        appellation("19364", surprise="x")


def test_a_record_refuses_a_malformed_code_and_names_the_field() -> None:
    with pytest.raises(ValidationError, match="code_rome"):
        appellation("19364", code_rome="D11")


def test_a_record_does_not_change() -> None:
    record = appellation("19364")
    with pytest.raises(ValidationError):
        record.libelle = "autre"  # type: ignore[misc]


def test_a_figure_under_statistical_secrecy_has_no_value() -> None:
    facts = {
        "id": "indicateur:x",
        "provenance": PROVENANCE,
        "nom": "besoins-main-oeuvre",
        "nature": "prevision",
        "periode": "2024",
        "niveau_territoire": "france",
        "code_territoire": "FR",
        "code_metier": "S1Z40",
        "nomenclature_metier": "fap2021",
        "unite": "projets",
    }
    assert Indicateur.model_validate(facts | {"est_secret": True}).valeur is None
    with pytest.raises(ValidationError, match="secret statistique"):
        Indicateur.model_validate(facts | {"est_secret": True, "valeur": 12})


@pytest.mark.parametrize(("record_type", "codes"), [(Metier, ("D1102",)), (Formation, ("FOR.1",))])
def test_an_id_is_the_kind_then_the_raw_code(record_type: type[Record], codes: tuple[str, ...]) -> None:
    assert make_id(record_type, *codes).split(":")[1:] == list(codes)


@pytest.mark.parametrize("code", ["", " D1102", "D1102 ", "a:b"])
def test_an_id_refuses_a_code_that_could_be_read_two_ways(code: str) -> None:
    with pytest.raises(ValueError, match="impropre"):
        make_id(Metier, code)


def test_records_come_back_as_they_were_written(tmp_path: Path) -> None:
    records = [appellation("1", classification="SYNONYME"), appellation("2")]
    write_records(records_file(tmp_path, Appellation), records)
    assert list(read_records(tmp_path, Appellation)) == records


def test_a_type_that_a_run_does_not_hold_reads_as_nothing(tmp_path: Path) -> None:
    assert list(read_records(tmp_path, Metier)) == []


def test_a_field_left_to_its_default_is_not_written() -> None:
    assert b"est_peu_usitee" not in dump_record(appellation("1"))


def test_the_name_of_the_type_of_a_record_is_the_one_of_its_id() -> None:
    assert type_name(appellation("1")) == appellation("1").id.partition(":")[0]


def test_surrounding_spaces_are_no_part_of_a_label() -> None:
    assert Libelle(libelle=" Boulangerie ").libelle == "Boulangerie"
