"""The norm of LHEO as data: where a feed departs from it, said with its place and what to do."""

import copy
import random

import pytest
from lxml import etree

from crawler.catalog import SOURCES
from crawler.norms import departures, norms_of
from crawler.norms.gml import as_yaml
from tests.crawler.factories import MemoryFiles, make_run, real_spec
from tests.crawler.test_conformity import DOMAINE, FEED

SOUND = FEED.format(more="", domaine=DOMAINE, certifiante="1")
OUT_OF_ORDER = ("ordre", "formation/certifiante")
VERSIONS = ("2.2", "2.3")


def found(text: str | bytes):
    content = text if isinstance(text, bytes) else text.encode()
    run = make_run(real_spec("lheo"))
    return list(departures(MemoryFiles({"flux": content}), run, "flux", norms_of("lheo")))


def changed(before: str, after: str):
    assert before in SOUND
    return [(one.kind, one.place) for one in found(SOUND.replace(before, after, 1))]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("<certifiante>1</certifiante>", "", ("manque", "formation/certifiante")),
        ("<certifiante>1<", "<certifiante> 1 <", None),
        ("<certifiante>1<", "<certifiante><", ("vide", "formation/certifiante")),
        ("<certifiante>1<", "<certifiante>oui<", ("liste", "formation/certifiante")),
        ("Le ciel.", "x" * 3001, ("taille", "formation/contenu-formation")),
        ("<contenu-formation>", "<contenu-formation><p>x</p>", ("contenu", "formation/contenu-formation")),
        ("<contenu-formation>Le", "<contenu-formation><![CDATA[<p>x</p>]]>Le", None),
        ("20270104<", "04/01/2027<", ("date", "formation/action/session/periode/debut")),
        ("20270104<", "00000000<", None),
        (' ref="V14"', "", ("attribut", "formation/action/code-public-vise")),
        ("<certifiante>", "du texte<certifiante>", ("contenu", "formation")),
        ("</action>", "du texte</action>", ("contenu", "formation/action")),
        ("<certifiante>", '<x:y xmlns:x="a:b">z</x:y><certifiante>', ("inconnu", "formation/{a:b}y")),
        ("<certifiante>", "<extras><extra><p>x</p></extra></extras><certifiante>", OUT_OF_ORDER),
        ('xmlns="http://lheo.gouv.fr/2.3"', "", ("espace", "lheo")),
        ("http://lheo.gouv.fr/2.3", "http://lheo.gouv.fr/9", ("espace", "lheo")),
    ],
)  # fmt: skip
def test_a_departure_has_its_place(before: str, after: str, expected: tuple[str, str] | None) -> None:
    said = changed(before, after)
    assert said[0] == expected if expected else said == []


def test_a_path_goes_through_the_numbers_and_names_the_formation() -> None:
    (one,) = found(SOUND.replace("20270104", "jamais"))
    assert (one.path, one.record) == ("formation/action[A1]/session[S1]/periode/debut", "F1")


def test_a_formation_without_a_number_is_known_by_its_rank() -> None:
    (one,) = found(SOUND.replace(' numero="F1"', "").replace("20270104", "jamais"))
    assert one.record == "formation n° 1 du fichier"


def test_more_than_the_norm_allows_is_counted() -> None:
    codes = "".join(f"<code-NSF>{n}</code-NSF>" for n in range(300, 304))
    said = found(SOUND.replace(DOMAINE, f"<domaine-formation>{codes}</domaine-formation>"))
    assert [(one.kind, one.place) for one in said] == [("trop", "formation/domaine-formation/code-NSF")]
    assert "4 fois, 3 au plus" in said[0].message


def test_prefixes_say_the_same_as_a_default_namespace() -> None:
    root = etree.fromstring(SOUND.encode())
    prefixed = etree.Element(root.tag, nsmap={"l": "http://lheo.gouv.fr/2.3"})
    prefixed.extend(list(root))
    etree.cleanup_namespaces(prefixed)
    content = etree.tostring(prefixed)
    assert b"<l:formation" in content
    assert found(content) == []


def test_an_element_of_another_version_is_named_with_where_it_goes() -> None:
    old = SOUND.replace("http://lheo.gouv.fr/2.3", "http://www.lheo.org/2.2")
    said = found(old.replace("<lieu-de-formation>", "<duree-cycle>2</duree-cycle><lieu-de-formation>"))
    assert ("inconnu", "formation/action/duree-cycle") in [(one.kind, one.place) for one in said]
    misspelt = found(SOUND.replace("<certifiante>1</certifiante>", "<certifiant>1</certifiant>"))
    assert any("peut-être « certifiante »" in one.message for one in misspelt)


@pytest.mark.donnees
@pytest.mark.parametrize("version", VERSIONS)
def test_the_tables_are_those_of_the_definitions(donnees, version: str) -> None:
    definition = (donnees / f"lheo/lheo-{version}-definition-gml.xml").read_bytes()
    kept = (SOURCES / f"lheo/norme-{version}.yml").read_text(encoding="utf-8")
    assert kept == as_yaml(definition)


@pytest.mark.donnees
def test_the_genuine_feeds_follow_the_norm_but_for_a_version(donnees) -> None:
    exported = found((donnees / "lheo/lheo-2.2-exemple-bts-onisep.xml").read_bytes())
    answered = found((donnees / "lheo/intercarif_carif_single_offer.xml").read_bytes())
    assert (exported, {one.kind for one in answered}) == ([], {"attribut"})


@pytest.mark.donnees
@pytest.mark.parametrize("seed", range(4))
def test_a_spoilt_feed_is_judged_as_by_the_schema(donnees, seed: int) -> None:
    """Attributes apart: the definition demands some, the schema demands none."""
    schemas = {v: etree.XMLSchema(etree.parse(donnees / f"lheo/derived_xsd/lheo-{v}.xsd")) for v in VERSIONS}
    genuine = (donnees / "lheo/lheo-2.2-exemple-bts-onisep.xml").read_bytes()
    chance = random.Random(seed)
    for version, feed in (("2.2", genuine), ("2.3", SOUND.encode())):
        for _ in range(60):
            root = etree.fromstring(feed)
            _spoil(root, chance)
            content = etree.tostring(root)
            is_valid = schemas[version].validate(etree.fromstring(content))
            said = [one for one in found(content) if one.kind != "attribut"]
            assert is_valid == (not said), (said, schemas[version].error_log, content)


def _spoil(root: etree._Element, chance: random.Random) -> None:
    elements = [*root.iter("*")]
    one = chance.choice(elements[1:])
    above, space = one.getparent(), one.tag.rpartition("}")[0] + "}"
    assert above is not None
    match chance.randrange(6):
        case 0:
            above.remove(one)
        case 1:
            above.insert(above.index(one), copy.deepcopy(one))
        case 2:
            one.tag = chance.choice([space + "zut", chance.choice(elements).tag])
        case 3:
            one.text = chance.choice(["x" * 300, "9", "", "20179900", "AA", " 1 "])
        case 4:
            etree.SubElement(one, space + chance.choice(["p", "ligne"])).text = "a"
        case _:
            above.remove(one)
            above.insert(chance.randint(0, len(above)), one)
