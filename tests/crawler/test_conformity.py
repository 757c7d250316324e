"""A LHEO feed is checked by its own parser; whatever is sent, a report comes back."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.conformity import verify

ADDRESS = "<adresse><ligne>1 rue</ligne><codepostal>99100</codepostal><ville>Ventbourg</ville></adresse>"
PHONE = "<coordonnees>" + ADDRESS + "<telfixe><numtel>01 99 00 00 01</numtel></telfixe></coordonnees>"
FEED = (
    (
        """<?xml version="1.0" encoding="UTF-8"?>
<lheo xmlns="http://lheo.gouv.fr/2.3"><offres><formation numero="F1" datemaj="20260101">
{domaine}
<intitule-formation>Dompteur de nuages</intitule-formation>
<objectif-formation>Dompter.</objectif-formation>
<resultats-attendus>Des nuages calmes.</resultats-attendus>
<contenu-formation>Le ciel.</contenu-formation>
<certifiante>{certifiante}</certifiante>
<contact-formation>PHONE</contact-formation>
<parcours-de-formation>1</parcours-de-formation>
<code-niveau-entree>4</code-niveau-entree>
<code-niveau-sortie>14</code-niveau-sortie>
<action numero="A1"><rythme-formation>Temps plein</rythme-formation>
<code-public-vise ref="V14">83056</code-public-vise>
<niveau-entree-obligatoire>0</niveau-entree-obligatoire>
<modalites-alternance>Aucune</modalites-alternance>
<modalites-enseignement>0</modalites-enseignement>
<conditions-specifiques>Aimer le vent</conditions-specifiques>
<prise-en-charge-frais-possible>1</prise-en-charge-frais-possible>
<lieu-de-formation>PHONE</lieu-de-formation>
<modalites-entrees-sorties>0</modalites-entrees-sorties>
<session numero="S1"><periode><debut>20270104</debut><fin>20270600</fin></periode>
<adresse-inscription>ADDRESS</adresse-inscription>
<etat-recrutement>1</etat-recrutement></session></action>
<organisme-formation-responsable numero="O1"><numero-activite>53290000000</numero-activite>
<SIRET-organisme-formation><SIRET>12345678900011</SIRET></SIRET-organisme-formation>
<nom-organisme>École du vent</nom-organisme><raison-sociale>VENT</raison-sociale>
<coordonnees-organisme>PHONE</coordonnees-organisme>
<contact-organisme>PHONE</contact-organisme>
<renseignements-specifiques>Certifié Qualiopi.</renseignements-specifiques>
</organisme-formation-responsable>{more}</formation></offres></lheo>
"""
    )
    .replace("PHONE", PHONE)
    .replace("ADDRESS", ADDRESS)
)
DOMAINE = '<domaine-formation><code-ROME ref="V3">D1102</code-ROME></domaine-formation>'


def check(more="", domaine=DOMAINE, certifiante="1"):
    return verify(FEED.format(more=more, domaine=domaine, certifiante=certifiante).encode())


def test_a_sound_feed_is_conform_and_leaves_nothing_to_say() -> None:
    report = check()
    assert report.nature == "lheo"
    assert report.enregistrements["formation"] == 1
    assert (report.est_conforme, report.constats) == (True, ())


def test_a_malformed_code_is_an_error_with_its_line() -> None:
    coded = '<domaine-formation><code-FORMACODE ref="V14">zutzu</code-FORMACODE></domaine-formation>'
    (one,) = [one for one in check(domaine=coded).constats if one.gravite == "erreur"]
    assert (one.regle, one.ligne, one.objet, "code-FORMACODE" in one.champ) == ("lheo", 3, "F1", True)


def test_an_element_that_the_language_does_not_know_is_said() -> None:
    (one,) = check("<zut>x</zut>").constats
    assert (one.regle, one.champ) == ("lheo-norme", "formation/zut")


def test_a_code_out_of_its_list_is_said_once_with_what_to_write() -> None:
    (one,) = check(certifiante="9").constats
    assert (one.regle, one.objet, one.champ, one.ligne) == ("lheo-norme", "F1", "formation/certifiante", 8)
    assert "0 = non, 1 = oui" in one.message


def test_a_formation_that_has_only_a_title_is_told_all_that_it_lacks() -> None:
    title = "<formation numero='F1'><intitule-formation>Vent</intitule-formation></formation>"
    report = verify(f"<lheo xmlns='http://lheo.gouv.fr/2.3'><offres>{title}</offres></lheo>".encode())
    assert not report.est_conforme
    assert report.enregistrements == {"formation": 1}, "judged, and read all the same"
    lacking = {one.champ: one.objet for one in report.constats if one.regle == "lheo-norme"}
    assert lacking == dict.fromkeys(
        f"formation/{name}"
        for name in (
            *("domaine-formation", "objectif-formation", "resultats-attendus", "contenu-formation"),
            *("certifiante", "contact-formation", "parcours-de-formation", "code-niveau-entree"),
            *("action", "organisme-formation-responsable"),
        )
    ) | dict.fromkeys(lacking, "F1")


def test_what_the_common_format_recommends_is_no_departure_from_the_norm() -> None:
    report = check(domaine="<domaine-formation></domaine-formation>")
    (one,) = report.constats
    assert (one.regle, one.gravite, report.est_conforme) == ("offre-complete", "avertissement", True)


def test_the_same_fault_of_a_thousand_offers_is_shown_some_times_and_counted_each_time() -> None:
    offers = "".join(f"<formation numero='F{rank}'/>" for rank in range(1000))
    report = verify(f"<lheo xmlns='http://lheo.gouv.fr/2.3'><offres>{offers}</offres></lheo>".encode())
    counts = {one.champ: one.nombre for one in report.bilan}
    assert counts["formation/intitule-formation"] == 1000
    assert report.erreurs >= 11_000


def test_past_the_first_ones_the_same_fault_is_one_finding() -> None:
    feed = FEED.format(more="", domaine=DOMAINE, certifiante="9")
    formation = feed[feed.index("<formation") : feed.index("</offres>")]
    offers = "".join(re.sub('numero="([FAS])1"', rf'numero="\g<1>{n}"', formation) for n in range(30))
    told = verify(feed.replace(formation, offers).encode()).constats
    assert [one.nombre for one in told] == [1] * 20 + [10]


def test_another_language_and_a_document_type_are_refused_in_words() -> None:
    for content in (b"<html></html>", b"<a", b'<!DOCTYPE a [<!ENTITY b "c">]><lheo>&b;</lheo>'):
        report = verify(content)
        assert not report.est_conforme
        assert "(source" not in report.constats[0].message


FICHES = """<?xml version="1.0" encoding="UTF-8"?>
<metiers><metier><identifiant>MET.{code}</identifiant>
<nom_metier>dompteur / dompteuse de nuages</nom_metier>{more}</metier>
<metier><identifiant>MET.2</identifiant><nom_metier>souffleur / souffleuse</nom_metier></metier></metiers>
"""


def test_a_file_of_the_onisep_is_read_as_its_own_and_judged_as_a_fiche() -> None:
    report = verify(FICHES.format(code=1, more="<zut>x</zut>").encode())
    assert (report.nature, report.enregistrements) == ("editeur", {"fiche": 2})
    assert report.source == "Idéo-Fiches métiers de l'Onisep"
    assert {(one.regle, one.objet, one.ligne) for one in report.constats} >= {
        ("mots-cles", "fiche:onisep:MET.1", 2),
        ("mots-cles", "fiche:onisep:MET.2", 4),
        ("editeur-inconnu", None, 3),
    }
    assert {one.nom: (one.presentes, one.attendues) for one in report.familles}["Compétences"] == (0, 2)


def test_a_code_that_is_not_of_its_format_is_an_error_with_its_line() -> None:
    report = verify(FICHES.format(code="zut", more="").encode())
    assert ("editeur", 2, "identifiant") in [(one.regle, one.ligne, one.champ) for one in report.constats]
    assert report.enregistrements == {"fiche": 1}


def test_a_cut_file_says_what_was_read_before_the_cut() -> None:
    report = verify(FICHES.format(code=1, more="").encode()[:-40])
    assert report.enregistrements == {"fiche": 1}
    assert "XML illisible ou tronqué à la ligne 4." in [one.message for one in report.constats]


def test_a_table_is_recognised_by_its_columns_in_any_encoding() -> None:
    table = "Libellé métier;Lien site onisep.fr;code ROME\nsouffleur de bulles;https://onisep.fr/MET.3;A15\n"
    for encoding in ("utf-8", "utf-8-sig", "latin-1", "utf-16"):
        report = verify(table.encode(encoding))
        assert report.source == "Idéo-Métiers de l'Onisep", encoding
        assert report.enregistrements == {"fiche": 1}
        (said,) = [one.message for one in report.constats if one.champ == "code ROME"]
        assert said.startswith("« A15 » n'a pas la forme attendue. Attendu : un code ROME")


def test_a_table_that_needs_others_says_which_command_reads_them_together() -> None:
    report = verify(b'"code_rome","code_ogr","libelle_rome"\n"D1102","7","Boulanger / Boulang\xc3\xa8re"\n')
    (one,) = report.constats
    assert "« debouches harvest rome --from DOSSIER »" in one.message


def test_an_archive_and_an_unknown_format_are_said_to_be_so() -> None:
    for start in (b"PK\x03\x04", b"\x1f\x8b"):
        assert "Archive" in verify(start + b"zut").constats[0].message
    assert "Page web" in verify(b"<!doctype html><html></html>").constats[0].message
    assert "Aucun format connu" in verify(b"Bonjour, je suis une fiche.").constats[0].message


def test_what_is_no_known_format_is_not_said_to_be_spoilt() -> None:
    assert [one.regle for one in verify(b"code;titre\nD1102;Boulanger\n").constats] == ["format"]


def test_json_is_checked_as_the_common_format() -> None:
    assert verify(json.dumps({"id": "zut"}).encode()).nature == "json"


WHOLE = FEED.format(more="", domaine=DOMAINE, certifiante="1").encode()


@given(st.integers(0, len(WHOLE)), st.integers(0, 40), st.binary(max_size=20))
def test_whatever_is_changed_in_a_feed_there_is_a_report(place: int, cut: int, added: bytes) -> None:
    verify(WHOLE[:place] + added + WHOLE[place + cut :]).model_dump_json().encode()


@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(lambda text: b"<lheo>" + text.encode(errors="replace"))
)
def test_whatever_is_sent_there_is_a_report(content: bytes) -> None:
    verify(content).model_dump_json().encode()


def test_an_edition_that_is_not_read_is_named_with_the_one_to_take() -> None:
    places = "code UAI;type d'établissement;nom;commune\n0639999X;lycée;Lycée du Volcan;Riom\n"
    report = verify(places.encode())
    assert (report.est_conforme, "Idéo-Actions" in report.constats[0].message) == (False, True)


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("UTF-16", "utf-16"), ("UTF-8", "utf-16"), ("UTF-16LE", "utf-16-le"), ("UTF-16BE", "utf-16-be")],
)
def test_a_feed_in_wide_characters_is_read(declared: str, encoding: str) -> None:
    feed = WHOLE.decode().replace("UTF-8", declared, 1)
    assert verify(feed.encode(encoding)).est_conforme


def test_a_feed_under_a_long_comment_is_recognised() -> None:
    declaration, rest = WHOLE.split(b"?>", 1)
    assert verify(declaration + b"?><!--" + b"x" * 9000 + b"-->" + rest).est_conforme


@pytest.mark.parametrize(
    ("before", "after", "words", "line"),
    [
        ("Dompteur", "Vent & Cie", "&amp;", 4),
        ("Dompteur", "&eacute;t&eacute;", "&#233;", 4),
        ("Dompteur", "Domp&#2;teur", "caractère de contrôle", 4),
        ('numero="F1"', 'numero="F1" numero="F2"', "deux fois", 2),
        ("</certifiante>", "</certifiant>", "se ferme", 8),
        ("</lheo>", "</lheo>bonjour", "suit la fin", None),
        ("</organisme-formation-responsable>", "", "se ferme", None),
    ],
)
def test_xml_that_cannot_be_read_says_where_and_what_to_write(before, after, words, line) -> None:
    content = WHOLE.decode().replace(before, after, 1).encode()
    (one,) = [one for one in verify(content).constats if one.regle == "lecture"]
    assert words in one.message
    assert line in (None, one.ligne)


def test_one_number_for_two_contents_is_an_error_and_the_same_twice_is_not() -> None:
    formation = WHOLE[WHOLE.index(b"<formation") : WHOLE.index(b"</offres>")]
    twice = WHOLE.replace(b"</offres>", formation + b"</offres>")
    other = WHOLE.replace(b"</offres>", formation.replace(b"nuages", b"vents") + b"</offres>")
    assert verify(twice).est_conforme
    (one,) = verify(other).constats
    assert (one.regle, one.objet) == ("doublon", "formation:LHEO.F1")


def test_an_older_language_is_named_with_what_to_publish() -> None:
    assert "LHEO 2.3" in verify(b"<lheo-leger/>").constats[0].message


def test_what_no_record_of_a_file_says_is_told_once() -> None:
    metier = (
        "<metier><identifiant>MET.{}</identifiant><nom_metier>souffleur / souffleuse</nom_metier></metier>"
    )
    report = verify(f"<metiers>{''.join(map(metier.format, range(200)))}</metiers>".encode())
    said = [(one.nombre, "Dans tous" in one.message) for one in report.constats if one.regle == "date-maj"]
    assert said == [(200, True)]
    assert {one.champ: one.nombre for one in report.bilan}["provenance.date_maj"] == 200
