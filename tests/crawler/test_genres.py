"""Both genders of a title."""

import pytest

from mappings.genres import both_genders


@pytest.mark.parametrize(
    ("libelle", "masculine", "feminine"),
    [
        (
            "Conducteur / Conductrice d'engins agricoles",
            "Conducteur d'engins agricoles",
            "Conductrice d'engins agricoles",
        ),
        ("Ingénieur / Ingénieure vision - image", "Ingénieur vision - image", "Ingénieure vision - image"),
        ("Chef / Cheffe de rang", "Chef de rang", "Cheffe de rang"),
        ("Coupeur-tailleur / Coupeuse-tailleuse", "Coupeur-tailleur", "Coupeuse-tailleuse"),
        ("masseur / masseuse-kinésithérapeute", "masseur-kinésithérapeute", "masseuse-kinésithérapeute"),
        (
            "Directeur adjoint / Directrice adjointe d'école",
            "Directeur adjoint d'école",
            "Directrice adjointe d'école",
        ),
        ("Médecin chef / cheffe de pôle", "Médecin chef de pôle", "Médecin cheffe de pôle"),
        ("Directeur / Directrice adjoint / adjointe", "Directeur adjoint", "Directrice adjointe"),
        (
            "Chargeur de four / Chargeuse de four en verrerie",
            "Chargeur de four en verrerie",
            "Chargeuse de four en verrerie",
        ),
        ("Apiculteur / Apicultrice (miel)", "Apiculteur (miel)", "Apicultrice (miel)"),
        ("Serveur / Serveuse, en salle", "Serveur, en salle", "Serveuse, en salle"),
        ("Homme / Femme toutes mains", "Homme toutes mains", "Femme toutes mains"),
        ("Homme sage-femme / Sage-femme", "Homme sage-femme", "Sage-femme"),
        ("Steward / Hôtesse de l'air", "Steward de l'air", "Hôtesse de l'air"),
        ("acheteur / acheteuse", "acheteur", "acheteuse"),
        ("Juge d'instance", "Juge d'instance", "Juge d'instance"),
    ],
)
def test_splits_a_whole_pair(libelle: str, masculine: str, feminine: str) -> None:
    assert both_genders(libelle) == (masculine, feminine)


@pytest.mark.parametrize(
    ("libelle", "masculine", "feminine"),
    [
        ("cartographe géomaticien/ne", "cartographe géomaticien", "cartographe géomaticienne"),
        ("concepteur/trice de cartes", "concepteur de cartes", "conceptrice de cartes"),
        ("chef-fe", "chef", "cheffe"),
        ("chef/fe de projet", "chef de projet", "cheffe de projet"),
        ("contrôleur/euse aérien/ne", "contrôleur aérien", "contrôleuse aérienne"),
        ("dessinateur/trice-projeteur/euse", "dessinateur-projeteur", "dessinatrice-projeteuse"),
        (
            "ingénieur/e technico-commercial/e",
            "ingénieur technico-commercial",
            "ingénieure technico-commerciale",
        ),
        ("boulanger/ère", "boulanger", "boulangère"),
        ("couturier/ière", "couturier", "couturière"),
        ("poseur/se de voies", "poseur de voies", "poseuse de voies"),
        ("sportif/ve", "sportif", "sportive"),
        ("laborantin/ne", "laborantin", "laborantine"),
        ("conseiller/e", "conseiller", "conseillère"),
        ("directeur·trice", "directeur", "directrice"),
        ("ingénieur(e) qualité", "ingénieur qualité", "ingénieure qualité"),
        ("chef/cheffe de service", "chef de service", "cheffe de service"),
    ],
)
def test_writes_a_shortened_form_in_full(libelle: str, masculine: str, feminine: str) -> None:
    assert both_genders(libelle) == (masculine, feminine)


@pytest.mark.parametrize(
    "libelle",
    [
        "Régisseur son / lumière",
        "Responsable d'atelier plastique/caoutchouc",
        "technicien CAO/DAO",
        "Analyste biologie/microbiologie",
        "e-commerce",
        "",
        " / ",
        "/",
        "a / b / c",
    ],
)
def test_leaves_alone_a_slash_that_opposes_no_genders(libelle: str) -> None:
    assert both_genders(libelle) == (libelle, libelle)


@pytest.mark.donnees
def test_splits_nearly_every_appellation_of_the_rome(donnees) -> None:
    import csv

    path = next(donnees.glob("rome/*_csv/unix_referentiel_appellation_v*_utf8.csv"))
    with path.open(encoding="utf-8-sig", newline="") as file:
        labels = [row["libelle_appellation_long"] for row in csv.DictReader(file)]
    left = [label for label in labels if any(" / " in form for form in both_genders(label))]
    assert len(left) <= 15
