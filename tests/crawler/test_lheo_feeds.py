"""LHEO feeds as files: what surrounds the offers, regions, pages, archives."""

import pytest

from crawler.harvest import harvest
from debouches.errors import ParseError
from debouches.settings import Settings
from debouches.storage import Storage
from mappings.records import ActionFormation, Formation, OrganismeFormation
from mappings.records.files import read_records
from tests.crawler.factories import issues_of, publish_folder, zip_bytes
from tests.crawler.lheo_reading import again, extra, of_type, one, parse
from tests.crawler.lheo_xml import (
    ACTION,
    FORMATION,
    SUMMARY,
    answer,
    feed,
    node,
)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"surprise": "?"}, "formation/surprise"),
        ({"@couleur": "bleu"}, "@couleur"),
        ({"extras": extra("surprise", "?")}, "extra[surprise]"),
        ({"extras": {"surprise": "?"}}, "extras/surprise"),
    ],
)
def test_what_is_not_declared_is_reported_once(changes, field: str) -> None:
    other = FORMATION | {"@numero": "F2", "action": ACTION | {"@numero": "A2"}}
    _, run = parse(feed(FORMATION | changes, other | changes))
    assert [sample.field for samples in run.issues.samples.values() for sample in samples] == [field]


def test_what_surrounds_the_records_is_watched_too() -> None:
    body = feed(FORMATION).replace(b"</offres>", b"<note>?</note></offres><annexe>?</annexe>")
    _, run = parse(body)
    assert issues_of(run) == {"UNREAD_FIELD": 2}


def test_an_element_written_twice_is_reported() -> None:
    found, run = one(Formation, FORMATION | {"intitule-formation": ["Un", "Deux"]})
    assert found.intitule == "Un"
    assert issues_of(run) == {"MALFORMED": 1}


def test_offers_come_before_the_summaries_of_the_same_actions() -> None:
    records, _ = parse(answer(SUMMARY | {"@numero": "A1"}), feed(FORMATION))
    first = next(r for r in records if r.id == "action-formation:A1")
    assert first.rythme == "Temps plein"


def test_all_the_pages_of_an_answer() -> None:
    told = {"@info": "nb-resultat", "#": "2"}
    pages = [answer(SUMMARY | {"@numero": name}, notices=told) for name in ("P1", "P2")]
    both, run = parse(*pages)
    assert len(of_type(both, ActionFormation)) == 2
    assert issues_of(run) == {}
    _, run = parse(pages[0])
    assert [s.value for s in run.issues.samples.popitem()[1]] == ["1 lus sur 2"]


def test_a_record_in_another_version_than_its_root_is_read() -> None:
    """Some programs put together offers of two versions: nothing is lost, and nothing breaks."""
    body = feed(FORMATION).replace(b"<formation ", b'<formation xmlns="http://www.lheo.org/2.2" ')
    records, _ = parse(body)
    same, _ = parse(feed(FORMATION))
    assert {record.id for record in records} == {record.id for record in same}


def test_an_answer_that_went_wrong_is_reported() -> None:
    _, run = parse(answer(SUMMARY, notices={"@info": "statut", "#": "KO"}))
    assert [*run.issues.unknown_values] == [("statut-reponse", "KO")]


def test_summaries_of_organismes() -> None:
    summary = {"nom-organisme": "Le fil", "raison-sociale": "FIL SA", "SIRET": "12345678900045"}
    inner = {"resumes-organismes": {"resume-organisme": summary | {"numero-activite": "53290000001"}}}
    (found,), run = parse(node("lheo-index", inner).encode())
    assert (found.siret, found.numero_activite) == ("12345678900045", "53290000001")
    assert issues_of(run) == {}


def test_organismes_apart_from_the_offers() -> None:
    inner = {
        "lheo": {"offres": {"formation": FORMATION}},
        "organisme-formation-responsable": again()["organisme-formation-responsable"],
    }
    records, run = parse(node("lheo-plus", inner).encode())
    assert len(of_type(records, OrganismeFormation)) == 2
    assert issues_of(run) == {}


def test_a_file_that_is_not_lheo_is_reported_beside_one_that_is() -> None:
    records, run = parse(feed(FORMATION), b"<dict/>")
    assert len(records) == 5
    assert issues_of(run) == {"UNREAD_FIELD": 1}


@pytest.mark.parametrize(
    "body", [b"", b"<html/>", b"<lheo><offres>", b"<!DOCTYPE lheo [<!ENTITY a 'b'>]><lheo/>", b"\xff\xfe\x00"]
)
def test_a_file_that_cannot_be_read(body: bytes) -> None:
    with pytest.raises(ParseError):
        parse(body)


def harvested(settings: Settings, folder, files):
    publish_folder(folder, files)
    given = settings.model_copy(update={"data": folder})
    (report,) = harvest(given, sources=["lheo"])
    return report, Storage(settings.home).current_records("lheo")


def test_one_archive_per_region_pages_and_feeds_of_one_folder(settings: Settings, tmp_path) -> None:
    regions = {
        f"onisep/{region}.zip": zip_bytes(
            {
                "lheo_action_X.xml": feed(
                    FORMATION | {"@numero": region, "action": ACTION | {"@numero": region}}
                )
            }
        )
        for region in ("idf", "bretagne")
    }
    pages = {f"offre-info_{n}.xml": answer(SUMMARY | {"@numero": f"P{n}"}) for n in (1, 2)}
    described = {"lheo-2.3-definition.xml": b"<!DOCTYPE a><a/>", "lheo-leger.xml": b"<lheo-leger/>"}
    report, folder = harvested(settings, tmp_path / "data", regions | pages | described)
    assert report.is_good, report.reason
    actions = list(read_records(folder, ActionFormation))
    assert [a.numero for a in actions] == ["P1", "P2", "bretagne", "idf"]
    assert [a.provenance.editeur for a in actions] == ["Réseau des Carif-Oref"] * 2 + ["Onisep"] * 2


def test_two_files_of_the_same_name_are_both_read(settings: Settings, tmp_path) -> None:
    files = {f"{n}/lheo.xml": feed(FORMATION | {"action": ACTION | {"@numero": n}}) for n in "ab"}
    report, _ = harvested(settings, tmp_path / "data", files)
    assert report.records["action-formation"] == 2


def test_a_truncated_region_refuses_the_run_and_says_which(settings: Settings, tmp_path) -> None:
    report, _ = harvested(
        settings, tmp_path / "data", {"lheo_a.xml": feed(FORMATION), "lheo_b.xml": b"<lheo><off"}
    )
    assert not report.is_good
    assert "lheo_b.xml" in report.reason


def test_a_broken_archive_beside_good_files_is_reported(settings: Settings, tmp_path) -> None:
    report, _ = harvested(
        settings, tmp_path / "data", {"lheo_a.xml": feed(FORMATION), "region.zip": b"PK\x03\x04"}
    )
    assert report.is_good
    assert "region.zip" in str(report.issues)


def test_nothing_to_read_says_what_was_looked_for(settings: Settings, tmp_path) -> None:
    report, _ = harvested(settings, tmp_path / "data", {"autre.xml": b"<a/>"})
    assert "lheo_action*.xml" in report.reason


def test_a_home_with_an_offer_builds_its_index(settings: Settings, tmp_path) -> None:
    from index.building.corpus.read import choose_sources, read_corpus

    harvested(settings, tmp_path / "data", {"lheo.xml": feed(FORMATION)})
    storage = Storage(settings.home)
    corpus = read_corpus(storage, choose_sources(storage))
    assert list(corpus.formations) == ["LHEO.F1"]


@pytest.mark.donnees
def test_the_genuine_examples_leave_nothing_unexplained(donnees, settings: Settings) -> None:
    if not list(donnees.glob("lheo/*exemple-bts-onisep.xml")):
        pytest.skip("exemples LHEO absents")
    (report,) = harvest(settings.model_copy(update={"data": donnees}), sources=["lheo"])
    assert report.is_good, report.reason
    assert report.unknown_values == ()
    assert {name: count for name, count in report.issues.items() if name != "doublon"} == {}
    folder = Storage(settings.home).current_records("lheo")
    by_numero = {a.numero: a for a in read_records(folder, ActionFormation)}
    lycee = by_numero["9436_18706"]
    assert (lycee.formation, lycee.code_insee, lycee.hebergement) == (
        "formation:FOR.9436",
        "29233",
        "Internat garçons-filles",
    )
    assert by_numero["14_AF_0000066306_SE_0000262635"].heures_total == 300
