"""Pages of a métier, a formation, a certification: complete, labelled, honest about what is missing."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from index.views import FAMILLE_Y_MENE, InteretLie
from mappings.records import ContexteTravail, Libelle, Section
from tests.web import pages
from tests.web.fakes import FakeSearcher
from tests.web.samples import (
    BOULANGER,
    CERTIFICATION_ECHUE,
    FICHE_ONISEP,
    FORMATION,
    ONISEP,
    lien,
)
from web.contenus.contents import load_contents
from web.pages.lire.metier import FAMILLES, compose, group_competences

ABSENT = "non renseigné par la source"


def block(client: TestClient, address: str, anchor: str) -> str:
    return pages.text_of(pages.parse(client.get(address).text).get_element_by_id(anchor))


@pytest.mark.parametrize("address", ["/metiers/D1102", "/metiers/MET.98", "/metiers/MET.99"])
def test_the_nine_families_of_the_law_are_filled_or_marked(client: TestClient, address: str) -> None:
    sections = pages.parse(client.get(address).text).xpath("//*[@data-famille]")
    assert [section.get("data-famille") for section in sections] == [
        *("le-metier", "competences", "qualifications", "formations", "certifications"),
        *("organismes", "debouches", "perspectives", "remuneration"),
    ]
    for section in sections:
        assert section.find_class("signature") or section.find_class("absent")


@pytest.mark.parametrize("famille", sorted(FAMILLES))
def test_a_bare_metier_marks_every_family(client: TestClient, famille: str) -> None:
    assert ABSENT in block(client, "/metiers/MET.99", famille)


def test_fiches_stay_side_by_side_under_their_publisher(client: TestClient) -> None:
    page = pages.parse(client.get("/metiers/D1102").text)
    columns = page.get_element_by_id("le-metier").find_class("texte")
    assert [pages.text_of(column.find_class("editeur")[0]) for column in columns] == [
        "France Travail",
        "ONISEP",
    ]
    assert "Pétrit la pâte" in pages.text_of(columns[0])
    assert "La pâte repose" in pages.text_of(columns[1])


def test_a_copied_text_is_shown_once_and_its_other_publisher_named() -> None:
    copy = FICHE_ONISEP.model_copy(
        update={"id": "fiche:carif:1", "provenance": ONISEP.model_copy(update={"editeur": "Carif d'essai"})}
    )
    view = BOULANGER.model_copy(
        update={"fiches": (FICHE_ONISEP, copy), "copies": {"fiche:carif:1": FICHE_ONISEP.id}}
    )
    page = compose(view, load_contents())
    assert [texte.provenance.editeur for texte in page.presentation] == ["ONISEP"]
    assert [reprise.editeur for reprise in page.reprises] == ["Carif d'essai"]


def test_the_same_formation_elsewhere_is_one_link_away(
    client: TestClient, searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = lien("formation", "LHEO.a", "BTM boulanger").model_copy(update={"editeur": "Carif d'essai"})
    view = FORMATION.model_copy(update={"aussi": (other,), "sources": (ONISEP, ONISEP)})
    monkeypatch.setattr(searcher, "formation", lambda code: view)
    page = pages.parse(client.get("/formations/FOR.1563").text)
    (said,) = page.find_class("aussi")
    assert pages.text_of(said) == "Aussi chez Carif d'essai."
    assert said.find("a").get("href") == "/formations/LHEO.a"
    assert len(page.get_element_by_id("sources").findall("ul/li")) == 1


@pytest.mark.parametrize("address", ["/metiers/D1102", "/bloc/metiers/D1102"])
def test_formations_of_the_family_are_said_to_be_so(
    client: TestClient, searcher: FakeSearcher, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    said = "Aucune source ne dit quelle formation"
    assert said not in client.get(address).text
    family = (lien("formation", "FOR.1", "CAP couvreur", FAMILLE_Y_MENE),)
    view = BOULANGER.model_copy(update={"formations": family})
    monkeypatch.setattr(searcher, "metier", lambda code: view)
    assert said in client.get(address).text


def test_a_level_that_only_a_text_tells_is_not_said_to_be_missing(
    client: TestClient, searcher: FakeSearcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (Section(paragraphes=("Accessible avec un CAP.",)),)
    fiche = FICHE_ONISEP.model_copy(update={"niveau_acces": None, "acces_metier": text})
    view = BOULANGER.model_copy(update={"fiches": (fiche,)})
    monkeypatch.setattr(searcher, "metier", lambda code: view)
    bref = pages.text_of(pages.parse(client.get("/metiers/D1102").text).find_class("bref")[0])
    assert "Niveau d’accès Dit en toutes lettres (ONISEP" in bref


@pytest.mark.parametrize(
    ("voies", "is_said"), [(("apprentissage",), True), (("apprentissage", "scolaire"), False)]
)
def test_a_way_to_learn_that_is_the_only_one_told_is_not_said_to_be_the_only_one(
    client: TestClient,
    searcher: FakeSearcher,
    monkeypatch: pytest.MonkeyPatch,
    voies: tuple[str, ...],
    is_said: bool,
) -> None:
    record = FORMATION.formation.model_copy(update={"voies": voies})
    view = FORMATION.model_copy(update={"formation": record, "certifications": ()})
    monkeypatch.setattr(searcher, "formation", lambda code: view)
    said = "d’autres voies peuvent exister" in client.get("/formations/FOR.1563").text
    assert said is is_said


@pytest.mark.parametrize(("other", "is_said"), [("bac + 5", True), ("CAP ou équivalent", False)])
def test_levels_that_differ_are_said_to_differ(
    client: TestClient, searcher: FakeSearcher, monkeypatch: pytest.MonkeyPatch, other: str, is_said: bool
) -> None:
    fiche = FICHE_ONISEP.model_copy(update={"niveau_acces": Libelle(libelle="CAP ou équivalent")})
    again = fiche.model_copy(update={"id": "fiche:autre", "niveau_acces": Libelle(libelle=other)})
    view = BOULANGER.model_copy(update={"fiches": (fiche, again)})
    monkeypatch.setattr(searcher, "metier", lambda code: view)
    assert ("Les sources disent différemment" in client.get("/metiers/D1102").text) is is_said


def test_skills_are_side_by_side_in_the_words_of_each(client: TestClient) -> None:
    block = pages.parse(client.get("/metiers/D1102").text).get_element_by_id("competences-comparees")
    assert "1 en commun, 2 différentes" in pages.text_of(block.find("summary"))
    cells = [[pages.text_of(cell) for cell in row] for row in block.iterfind(".//tbody/tr")]
    assert cells == [
        ["Dites par tous"],
        ["Rigueur et précision", "Rigueur", "« Il est minutieux »"],
        ["Dites par certains"],
        ["Autonomie", "Tenir une caisse", "rien de reconnu"],
        ["Condition physique", "rien de reconnu", "« De l'endurance »"],
    ]
    assert "1 autre compétence" in pages.text_of(block)


def test_formations_of_the_certification_that_replaces_it_are_under_its_number(client: TestClient) -> None:
    page = client.get(f"/certifications/{CERTIFICATION_ECHUE.code}").text
    block = pages.parse(page).get_element_by_id("formations")
    text = pages.text_of(block)
    assert "Sous le numéro de celle qui la remplace" in text
    assert "RNCP38565, depuis le 1er septembre 2024, et non à celle-ci" in text
    assert ABSENT in text
    assert "/formations/FOR.1563" in {a.get("href") for a in block.iterfind(".//a")}


def test_old_information_says_its_year(client: TestClient) -> None:
    text = pages.main_text(client.get("/metiers/D1102").text)
    assert "information de 2019" in text
    assert "mis à jour le 1er septembre 2025" in text


def test_names_are_shown_in_both_genders(client: TestClient) -> None:
    assert "Tourier, tourière" in block(client, "/metiers/D1102", "noms")


def test_the_heart_of_the_metier_comes_first() -> None:
    groups = group_competences(BOULANGER.competences)
    assert list(groups) == ["Au cœur du métier", "Savoir-faire", "Qualités"]
    assert [c.libelle for c in groups["Au cœur du métier"]["Production"]] == ["Pétrir la pâte"]


def test_work_contexts_are_grouped_by_type(client: TestClient) -> None:
    assert "Horaires et durée du travail Travail de nuit" in block(client, "/metiers/D1102", "conditions")


def test_pay_is_apart_from_the_rest_of_professional_life(client: TestClient) -> None:
    assert "Le salaire minimum" in block(client, "/metiers/D1102", "remuneration")
    assert "Le salaire minimum" not in block(client, "/metiers/D1102", "debouches")
    assert "Les artisans cherchent du monde" in block(client, "/metiers/D1102", "debouches")


def test_near_metiers_stand_under_the_name_of_the_relation(client: TestClient) -> None:
    assert "Mobilité ROME 1 Selon ONISEP Pâtissier, pâtissière" in block(client, "/metiers/D1102", "metiers")


def test_formations_go_from_short_to_long_and_a_long_list_is_folded(client: TestClient) -> None:
    section = pages.parse(client.get("/metiers/D1102").text).get_element_by_id("formations")
    assert [pages.text_of(h) for h in section.iter("h3")] == [
        "CAP ou équivalent (niveau 3) 15",
        "Bac ou équivalent (niveau 4) 1",
    ]
    assert pages.text_of(section.find(".//summary")) == "Voir les 9 autres"
    assert len(section.findall(".//li")) == 16


def test_a_level_that_several_fiches_of_a_publisher_say_is_written_once() -> None:
    twice = BOULANGER.model_copy(update={"fiches": (*BOULANGER.fiches, *BOULANGER.fiches)})
    assert [libelle for libelle, _ in compose(twice, load_contents()).bref.niveaux] == ["CAP ou équivalent"]


def test_flags_are_said_in_words_and_a_no_is_not_a_flag(client: TestClient) -> None:
    (flags,) = pages.parse(client.get("/metiers/D1102").text).find_class("drapeaux")
    assert "Métier réglementé" in pages.text_of(flags)
    assert "Transition écologique : un métier qui agit" in pages.text_of(flags)
    assert "cadre" not in pages.text_of(flags)


def test_sources_give_licence_date_and_a_precise_link_only(client: TestClient) -> None:
    page = pages.parse(client.get("/metiers/D1102").text)
    rome, onisep = page.find_class("sources")[0].findall("li")
    assert "Licence Ouverte 2.0" in pages.text_of(rome)
    assert "sur candidat.francetravail.example ↗" in pages.text_of(rome)
    assert pages.links(onisep) == set()
    assert ABSENT in pages.text_of(onisep)


@pytest.mark.parametrize("address", ["/metiers/MET.98", "/formations/FOR.2", "/certifications/RS5801"])
def test_a_demonstration_carries_its_mark(client: TestClient, address: str) -> None:
    assert "démonstration" in pages.main_text(client.get(address).text)


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [("/metiers/MET.17", "/metiers/D1102"), ("/formations/for.1563", "/formations/FOR.1563")],
)
def test_another_writing_of_a_code_leads_to_its_page(client: TestClient, asked: str, canonical: str) -> None:
    answer = client.get(asked)
    assert (answer.status_code, answer.headers["location"]) == (301, canonical)


def test_a_formation_says_where_it_leads_and_what_comes_after(client: TestClient) -> None:
    page = pages.parse(client.get("/formations/FOR.1563").text)
    assert {"/metiers/D1102", "/certifications/RNCP38565", "/formations/FOR.9"} <= pages.links(page)
    text = pages.text_of(page.get_element_by_id("contenu"))
    assert "bac ou équivalent (niveau 4)" in text
    assert "en apprentissage" in text
    assert "seul un conseiller peut engager un financement" in text
    assert "L’offre privée n’est pas exhaustive" in text


def test_a_replaced_certification_says_it_first_and_leads_to_its_successor(client: TestClient) -> None:
    page = pages.parse(client.get("/certifications/RNCP38565").text)
    alert = page.find_class("alerte")[0]
    assert "Cette certification est remplacée" in pages.text_of(alert)
    assert pages.links(alert) == {"/certifications/RNCP40000"}


def test_predecessors_and_successors_make_a_line_of_time(client: TestClient) -> None:
    page = pages.parse(client.get("/certifications/RNCP38565").text)
    assert [pages.text_of(line) for line in page.find_class("frise")[0]] == [
        "Avant RNCP100 intitulé non renseigné par la source",
        "Cette certification Boulanger RNCP38565",
        "Après, depuis le 1er septembre 2025 Boulanger d'aujourd'hui CAP, RNCP40000",
    ]


def test_a_certification_whose_date_is_past_is_not_said_in_force(client: TestClient) -> None:
    answer = client.get("/certifications/RNCP600").text
    alert = pages.parse(answer).find_class("alerte")[0]
    assert "courait jusqu’au 31 août 2025" in pages.text_of(alert)
    assert "Aucune de nos sources ne nomme celle qui la remplace" in pages.text_of(alert)
    assert "https://registre.example/rncp/600/" in pages.links(alert)
    assert "en vigueur" not in pages.main_text(answer).lower()


def test_a_certification_without_a_date_is_not_said_in_force(client: TestClient) -> None:
    text = pages.main_text(client.get("/certifications/RS5801").text)
    assert "Jusqu’à quand non renseigné par la source" in text


def test_what_is_over_says_it_once_after_its_date(client: TestClient) -> None:
    text = pages.main_text(client.get("/certifications/RNCP600").text)
    assert "Jusqu’à quand 31 août 2025, enregistrement échu" in text


@pytest.mark.parametrize(
    ("type_diplome", "sigle_type", "said"),
    [
        ("titre professionnel", "TP", "Titre professionnel (TP)"),
        ("Titre professionnel (TP de niveau 5)", "TP", "Titre professionnel (TP de niveau 5)"),
        (None, "TP", "TP"),
        (None, None, "non renseigné par la source"),
    ],
)
def test_a_diploma_gives_its_acronym_once(app: FastAPI, type_diplome, sigle_type, said) -> None:
    macros = app.state.site.templates.get_template("_macros.html").module
    assert macros.diplome(type_diplome, sigle_type).striptags() == said


def test_a_certification_says_what_its_source_says(client: TestClient) -> None:
    text = pages.main_text(client.get("/certifications/RNCP500").text)
    for said in (
        *("bac ou équivalent (niveau 4)", "En vigueur jusqu’au 31 décembre 2028", "en apprentissage"),
        *("en candidat libre (fermée)", "(VAE) oui", "Chambre du chocolat", "Tempérer le chocolat"),
        *("Un premier diplôme de bouche", "Mouler RNCP500BC01", "Préparer les moules", "Chocolaterie"),
        *("2024 1 200 non renseigné 81 %", "Boulanger, boulangère"),
    ):
        assert said in text


def test_in_a_list_what_can_be_begun_comes_before_what_is_over(client: TestClient) -> None:
    text = block(client, "/metiers/D1102", "certifications")
    assert text.index("Chocolatier") < text.index("Boulanger RNCP38565 remplacée")


def test_a_domain_lists_its_metiers(client: TestClient) -> None:
    page = pages.parse(client.get("/explorer/d").text)
    assert {"/metiers/D1102", "/metiers/MET.99"} <= pages.links(page)


def test_the_home_page_says_what_is_served(client: TestClient) -> None:
    text = client.get("/").text
    assert "Corpus de départ" in text
    assert "1\u202f584 métiers, 2\u202f342 formations, 800 certifications, récoltés le 12 mars 2026" in text


def test_the_ways_of_the_certification_are_those_of_the_formation_and_say_who_gives_them(
    client: TestClient, searcher: FakeSearcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent = FORMATION.model_copy(
        update={
            "formation": FORMATION.formation.model_copy(update={"voies": ()}),
            "certifications": (
                lien("certification", "RNCP0", "Inconnue", "certification visée"),
                lien("certification", "RNCP500", "Chocolatier", "certification visée"),
            ),
        }
    )
    monkeypatch.setattr(searcher, "formation", lambda code: silent)
    page = pages.parse(client.get("/formations/FOR.1563").text)
    (ways,) = page.xpath("//dt[.='Voies']/following-sibling::dd[1]")
    assert pages.text_of(ways) == (
        "en apprentissage, par la validation des acquis de l’expérience, selon la certification visée"
        " (France Travail, 2025)"
    )


def test_in_brief_an_interest_that_two_publishers_write_differently_is_said_once() -> None:
    others = ("J'ai le sens du contact", "j'ai le sens du contact", "aider")
    interets = tuple(InteretLie(libelle=one, editeur=f"É{at}") for at, one in enumerate(others))
    bref = compose(BOULANGER.model_copy(update={"centres_interet": interets}), load_contents()).bref
    assert [one.libelle for one in bref.interets] == ["J'ai le sens du contact", "aider"]


def test_in_brief_every_line_that_is_filled_says_who_says_so(client: TestClient) -> None:
    (bref,) = pages.parse(client.get("/metiers/D1102").text).find_class("bref")
    said = {pages.text_of(term): term.getnext() for term in bref.iter("dt")}
    for title in ("Ce que c’est", "Niveau d’accès", "Centres d’intérêt", "Conditions marquantes"):
        assert said[title].find_class("signature") or said[title].find_class("absent"), title


@pytest.mark.parametrize(
    ("said", "levels", "first"),
    [
        ("CAP ou équivalent", (5, 4), 4),
        ("CAP ou équivalent", (4, 3), None),
        ("bac + 5", (7,), None),
        (None, (4,), 4),
        ("CAP ou équivalent", (), None),
    ],
)
def test_in_brief_a_level_that_no_formation_has_stands_beside_the_one_they_begin_at(
    said: str | None, levels: tuple[int, ...], first: int | None
) -> None:
    fiche = FICHE_ONISEP.model_copy(update={"niveau_acces": Libelle(libelle=said) if said else None})
    formations = tuple(lien("formation", f"FOR.{n}", "x", "y mène", niveau=n) for n in levels)
    bref = compose(
        BOULANGER.model_copy(update={"fiches": (fiche,), "formations": formations}), load_contents()
    ).bref
    assert (bref.premiere_formation and bref.premiere_formation.niveau) == first


@pytest.mark.parametrize("address", ["/metiers/D1102", "/formations/FOR.1563", "/certifications/RNCP38565"])
def test_the_place_is_kept_from_a_fiche_to_the_next(client: TestClient, address: str) -> None:
    page = pages.parse(client.get(f"{address}?lieu=lyon").text)
    sections = [one for one in page.iter("section") if one.get("id") in {"metiers", "formations", "proches"}]
    kinds = ("/metiers/", "/formations/", "/certifications/", "/recherche?q=")
    followed = {link for one in sections for link in pages.links(one) if link.startswith(kinds)}
    assert followed
    assert {link for link in followed if "lieu=commune-69123" not in link} == set()


def test_a_publisher_is_named_once_in_the_head_of_a_page() -> None:
    pages_of_one = [
        FICHE_ONISEP.model_copy(
            update={
                "id": f"{n}",
                "provenance": ONISEP.model_copy(update={"url": f"https://onisep.example/{n}"}),
            }
        )
        for n in range(3)
    ]
    page = compose(BOULANGER.model_copy(update={"fiches": tuple(pages_of_one)}), load_contents())
    assert [one.editeur for one in page.en_tete] == ["France Travail", "ONISEP"]
    assert len(page.sources) == 4


def test_a_heading_above_nothing_is_not_shown() -> None:
    sections = (
        Section(titre="Salaire", paragraphes=()),
        Section(titre="Salaire du débutant", paragraphes=("Le Smic.",)),
    )
    fiche = FICHE_ONISEP.model_copy(update={"vie_professionnelle": sections})
    empty = FICHE_ONISEP.model_copy(update={"id": "2", "vie_professionnelle": sections[:1]})
    page = compose(BOULANGER.model_copy(update={"fiches": (fiche, empty)}), load_contents())
    assert [[s.titre for s in texte.sections] for texte in page.textes_remuneration] == [
        ["Salaire du débutant"]
    ]


def test_in_brief_what_marks_the_work_comes_before_where_some_do_it() -> None:
    risks = "Conditions de travail et risques professionnels"
    said = (
        (risks, "Au domicile d'un particulier"),
        (risks, "Station debout"),
        ("Publics spécifiques", "Patients"),
        ("Horaires et durée du travail", "Travail de nuit"),
        (risks, "Déplacements"),
    )
    contextes = tuple(
        ContexteTravail(code_ogr=str(n), type=t, libelle=one) for n, (t, one) in enumerate(said)
    )
    assert BOULANGER.metier
    metier = BOULANGER.metier.model_copy(update={"contextes": contextes})
    bref = compose(BOULANGER.model_copy(update={"metier": metier}), load_contents()).bref
    assert bref.conditions == [
        "Station debout",
        "Travail de nuit",
        "Déplacements",
        "Au domicile d'un particulier",
    ]


@pytest.mark.parametrize(
    ("est_active", "said", "unsaid"),
    [
        (False, "n’est plus délivrée : son enregistrement courait jusqu’au 31 août 2025", "renouvelé"),
        (True, "ni ne dit si l’enregistrement a été renouvelé", "n’est plus délivrée"),
    ],
)
def test_the_alert_of_a_certification_says_what_its_brief_says(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, est_active: bool, said: str, unsaid: str
) -> None:
    facts = CERTIFICATION_ECHUE.certification.model_copy(update={"est_active": est_active})
    view = CERTIFICATION_ECHUE.model_copy(update={"certification": facts})
    monkeypatch.setattr(FakeSearcher, "certification", lambda self, code: view)
    alert = pages.parse(client.get("/certifications/RNCP600").text).find_class("alerte")[0]
    assert said in pages.text_of(alert)
    assert unsaid not in pages.text_of(alert)
