"""One page at a time: addresses, patterns, dates, encodings, structured data and leftovers."""

from datetime import date
from typing import Any

import pytest
import yaml

from crawler.addresses import canonical, goes_in_circles, pattern_regex
from crawler.contract import Issue
from crawler.dates import announced_date, read_date
from crawler.declaration.source import SourceSpec
from crawler.sites.page import decode, read_page
from crawler.sites.trial import Trial, try_page
from crawler.sites.walk import Step, Walk
from debouches.errors import ConfigError
from tests.crawler.factories import DAY, make_spec
from tests.crawler.sites import SAMPLES

URL = "https://site.fr/metiers/passeur"
PAGES = [{"record": "fiche", "addresses": "/metiers/*", "fields": {"titre": "h1"}}]


def site_spec(**page: Any) -> SourceSpec:
    pages = [{**PAGES[0], **page}]
    site = {"starts": "https://site.fr/", "follow": "/", "pages": pages}
    return make_spec(type_editeur="branche", site=site, files={"pages": {"patterns": ["essai.pages.jsonl"]}})


def tried(body: str, **page: Any) -> Trial:
    return try_page(site_spec(**page), body.encode(), URL, DAY)


def said(body: str, **page: Any) -> dict[str, Any]:
    record = tried(body, **page).record
    assert record is not None
    return record


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("../b/?y=2&x=1#haut", "https://site.fr/b/?x=1&y=2"),
        ("b?utm_source=z&page=2", "https://site.fr/a/b?page=2"),
        ("b;jsessionid=12AF?page=2", "https://site.fr/a/b?page=2"),
        ("//SITE.fr/métier", "https://site.fr/m%C3%A9tier"),
        ("mailto:a@b.fr", None),
        ("javascript:void(0)", None),
        ("http://[", None),
        ("x" * 3000, None),
    ],
)
def test_a_page_has_one_address(written: str, address: str | None) -> None:
    assert canonical(written, "https://site.fr/a/") == address


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("/metiers/*", "/metiers/passeur", True),
        ("/metiers/*", "/metiers/", False),
        ("/metiers/*", "/metiers/a/b", False),
        ("/metiers/*", "/metiers/a?tri=2", False),
        ("/metiers/**", "/metiers/a/b", True),
        ("/liste?page=*", "/liste?page=2", True),
        ("/liste?page=*", "/liste?page=2&x=3", False),
        ("/liste?**", "/liste?page=2&x=3", True),
    ],
)
def test_patterns_of_paths(pattern: str, path: str, matches: bool) -> None:
    assert (pattern_regex(pattern).fullmatch(path) is not None) == matches


def test_an_address_that_repeats_itself_is_a_loop() -> None:
    assert goes_in_circles("https://site.fr/a/b/a/b/a/b/a/b")
    assert not goes_in_circles("https://site.fr/a/b/a/b")


def test_a_walk_asks_for_each_page_once_and_stays_on_the_site() -> None:
    site = site_spec().site
    assert site is not None
    walk = Walk(site)
    walk.next()
    links = [
        "/metiers/a",
        "/metiers/a#b",
        "https://ailleurs.fr/metiers/b",
        "/contact",
        "https://site.fr:8443/metiers/c",
    ]
    walk.found(links, Step("https://site.fr/", 0))
    assert walk.next() == Step("https://site.fr/metiers/a", 1)
    assert walk.next() is None


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("le 12 mars 2024", date(2024, 3, 12), "jour"),
        ("1er février 2023", date(2023, 2, 1), "jour"),
        ("Août 2022", date(2022, 8, 1), "mois"),
        ("12/03/2024", date(2024, 3, 12), "jour"),
        ("2024-03-12T08:00:00Z", date(2024, 3, 12), "jour"),
        ("2024-03", date(2024, 3, 1), "mois"),
        ("2021", date(2021, 1, 1), "annee"),
    ],
)
def test_reads_days_as_sites_write_them(text: str, day: date, precision: str) -> None:
    assert read_date(text) == (day, precision)


@pytest.mark.parametrize("text", ["31/02/2024", "hier", "12 mars", "99 mars 2024", "en 2021 ou 2022"])
def test_a_day_that_does_not_exist_is_no_day(text: str) -> None:
    assert read_date(text) is None


def test_only_a_revision_is_announced() -> None:
    assert announced_date("Dernière mise à jour : juin 2024") == (date(2024, 6, 1), "mois")
    assert announced_date("Fondée le 12 mars 1924") is None
    assert announced_date("Mise à jour : 31/02/2024. Mise à jour : 12/03/2024") == (date(2024, 3, 12), "jour")


@pytest.mark.parametrize(
    ("markup", "day"),
    [
        ('<meta property="article:modified_time" content="2024-02-03T10:00:00+01:00">', "2024-02-03"),
        ('<p>Mis à jour le <time datetime="2024-02-03">3 février</time></p>', "2024-02-03"),
        ("<p>Page modifiée le 3 février 2024.</p>", "2024-02-03"),
        ('<p>Fête le <time datetime="2024-02-03">3 février</time></p>', None),
    ],
)
def test_the_date_of_a_page_is_that_of_its_revision(markup: str, day: str | None) -> None:
    assert said(f"<h1>Passeur</h1>{markup}")["provenance"].get("date_maj") == day


def test_a_month_alone_says_that_it_is_a_month() -> None:
    provenance = said("<h1>Passeur</h1><p>Mise à jour : mars 2024</p>")["provenance"]
    assert (provenance["date_maj"], provenance["precision_maj"]) == ("2024-03-01", "mois")


def test_the_page_names_its_publisher_and_its_licence() -> None:
    body = """<h1>Passeur</h1><script type="application/ld+json">{"@type": "Occupation", "name": "Passeur",
    "publisher": {"@type": "Organization", "name": "L'éditeur"}, "license": "CC BY 4.0"}</script>"""
    provenance = said(body)["provenance"]
    assert (provenance["editeur"], provenance["licence"]) == ("L'éditeur", "CC BY 4.0")


def test_a_thing_named_elsewhere_on_the_page_is_found() -> None:
    body = """<script type="application/ld+json">{"@graph": [{"@type": "Occupation", "name": "Passeur",
    "publisher": {"@id": "#nous"}}, {"@type": "Organization", "@id": "#nous", "name": "Nous"}]}</script>"""
    assert said(body)["provenance"]["editeur"] == "Nous"


def test_a_broken_script_does_not_hide_the_others() -> None:
    body = """<script type="application/ld+json">{"@type": </script>
    <script type="application/ld+json">{"@type": "Occupation", "name": "Passeur"}</script>"""
    trial = tried(body)
    assert trial.record is not None
    assert trial.issues[Issue.MALFORMED].samples[0].value.startswith("JSON-LD illisible")


def test_structured_data_goes_before_selectors_and_the_difference_is_told() -> None:
    body = """<h1>Un autre titre</h1>
    <script type="application/ld+json">{"@type": "Occupation", "name": "Passeur"}</script>"""
    trial = tried(body)
    assert trial.record is not None
    assert trial.record["titre"] == "Passeur"
    assert [sample.value for sample in trial.issues[Issue.UNREAD_FIELD].samples] == ["Un autre titre"]


def test_a_property_that_nobody_maps_is_told() -> None:
    body = """<script type="application/ld+json">{"@type": "Occupation", "name": "Passeur",
    "occupationLocation": {"@type": "City", "name": "Brière"}, "image": "x.png"}</script>"""
    (sample,) = tried(body).issues[Issue.UNREAD_FIELD].samples
    assert (sample.field, sample.value) == ("schema.org Occupation.occupationLocation.name", "Brière")


def test_what_the_map_ignores_is_not_told() -> None:
    body = "<h1>Passeur</h1><div class='pub'>Achetez !</div><nav>Menu</nav><p>Texte</p>"
    (sample,) = tried(body, ignored={".pub": "publicité"}).issues[Issue.UNREAD_FIELD].samples
    assert sample.value == "Texte"


def test_a_page_without_title_is_refused_and_told() -> None:
    trial = tried("<p>Rien</p>")
    assert (trial.record, list(trial.issues)) == (None, [Issue.REJECTED])


def test_a_branch_fiche_is_communication_until_it_says_conditions_and_prospects() -> None:
    from mappings.records import Fiche

    bare = Fiche.model_validate(said("<h1>Passeur</h1>"))
    fields = {"titre": "h1", "conditions_travail": ".c", "vie_professionnelle": ".v"}
    full = Fiche.model_validate(
        said("<h1>P</h1><p class=c>Dehors.</p><p class=v>Salaire.</p>", fields=fields)
    )
    assert (bare.est_communication, full.est_communication) == (True, False)


@pytest.mark.parametrize(
    ("body", "header", "text"),
    [
        ("<p>Métier</p>".encode("cp1252"), "", "<p>Métier</p>"),
        ("<p>Métier</p>".encode(), "", "<p>Métier</p>"),
        ("<p>Métier</p>".encode("cp1252"), "text/html; charset=iso-8859-1", "<p>Métier</p>"),
        (
            '<meta charset="iso-8859-15"><p>œuf</p>'.encode("iso-8859-15"),
            "",
            '<meta charset="iso-8859-15"><p>œuf</p>',
        ),
        ("<p>Métier</p>".encode(), "text/html; charset=uu", "<p>Métier</p>"),
        ('<meta charset="hex"><p>Métier</p>'.encode(), "text/html", '<meta charset="hex"><p>Métier</p>'),
        (b"\xef\xbb\xbf<p>M\xc3\xa9tier</p>", "text/html; charset=latin-1", "<p>Métier</p>"),
    ],
)
def test_reads_the_encodings_of_the_web(body: bytes, header: str, text: str) -> None:
    assert decode(body, header) == (text, ())


def test_characters_that_are_lost_are_counted() -> None:
    _, faults = decode(b"<p>\xff\xfe\xff</p>", "text/html; charset=utf-8")
    assert faults
    assert "illisibles" in faults[0]


def test_a_page_that_asks_not_to_be_followed_is_not() -> None:
    page = read_page(b'<meta name="ROBOTS" content="NoFollow"><a href="/x">x</a>', "", URL)
    assert list(page.links()) == []
    assert list(read_page(b'<a rel="nofollow" href="/x">x</a><a href="/y">y</a>', "", URL).links()) == [
        "https://site.fr/y"
    ]


def test_a_site_says_whether_it_is_of_a_branche() -> None:
    site = site_spec().site
    files = {"pages": {"patterns": ["essai.pages.jsonl"]}}
    with pytest.raises(ValueError, match="un site dit son type_editeur"):
        make_spec(site=site, files=files)


def test_all_that_a_site_of_a_branche_gives_says_so() -> None:
    found = said("<h1>Passeur</h1>")
    assert (found["type_editeur"], found["provenance"]["type_editeur"]) == ("branche", "branche")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"starts": []}, "site.starts : la liste est vide"),
        ({"starts": "ftp://site.fr"}, "adresse qui n'est ni http ni https"),
        ({"suivre": "/"}, "site.suivre : clé inconnue"),
        ({"follow": "metiers/*"}, "un motif est un chemin"),
        ({"pages": [{"record": "fiche"}]}, "site.pages.0.addresses : clé obligatoire, absente"),
        ({"pages": [{**PAGES[0], "fields": {"salaire": "p"}}]}, "champ inconnu : salaire"),
        ({"pages": [{**PAGES[0], "fields": {"titre": "h1["}}]}, "sélecteur CSS impossible"),
        ({"pages": [{**PAGES[0], "code": "metier=.*"}]}, "l'expression doit avoir un groupe"),
        ({"pages": [{**PAGES[0], "code": "("}]}, "expression régulière impossible"),
        ({"max_pages": 0}, "doit être plus grand que 0"),
    ],
)
def test_a_map_that_cannot_be_right_is_refused_in_french(
    change: dict[str, Any], message: str, tmp_path: Any
) -> None:
    from crawler.catalog import load_source

    declared = yaml.safe_load((SAMPLES / "site_simple" / "source.yml").read_text(encoding="utf-8"))
    declared["site"] |= change
    folder = tmp_path / "site_simple"
    folder.mkdir()
    (folder / "source.yml").write_text(yaml.safe_dump(declared), encoding="utf-8")
    with pytest.raises(ConfigError) as refused:
        load_source(folder)
    assert message in str(refused.value)
    assert "Value error" not in str(refused.value)


def test_a_page_that_the_map_does_not_name_is_refused() -> None:
    with pytest.raises(ConfigError, match="ne correspond à aucune page"):
        try_page(site_spec(), b"", "https://site.fr/contact", DAY)


def test_every_field_that_a_map_may_name_is_a_field_of_the_record() -> None:
    from crawler.declaration.shapes import OF_EVERY_PAGE, SHAPES
    from crawler.sites.schema_org import read_vocabulary
    from mappings.records import RECORD_TYPES

    vocabulary = read_vocabulary()
    for record, shapes in SHAPES.items():
        own = shapes.keys() - {"date_maj", "editeur", "licence"}
        assert own <= RECORD_TYPES[record].model_fields.keys()
        assert getattr(vocabulary, record).keys() <= shapes.keys()
    assert vocabulary.common.keys() == OF_EVERY_PAGE.keys()
