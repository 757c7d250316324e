"""A LHEO feed is checked by its own parser; whatever is sent, a report comes back."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.conformity import verify

FEED = """<?xml version="1.0" encoding="UTF-8"?>
<lheo xmlns="http://lheo.gouv.fr/2.3"><offres><formation numero="F1">
<intitule-formation>Dompteur de nuages</intitule-formation>
{more}
<organisme-formation-responsable numero="O1"><nom-organisme>École du vent</nom-organisme>
</organisme-formation-responsable></formation></offres></lheo>
"""


def check(more=""):
    return verify(FEED.format(more=more).encode())


def test_a_sound_feed_is_conform() -> None:
    report = check()
    assert report.nature == "lheo"
    assert report.enregistrements["formation"] == 1
    assert report.est_conforme, report.constats


def test_a_malformed_code_is_an_error_with_its_line() -> None:
    report = check("<domaine-formation><code-FORMACODE>zut</code-FORMACODE></domaine-formation>")
    (one,) = [one for one in report.constats if one.gravite == "erreur"]
    assert (one.ligne, one.objet, "code-FORMACODE" in one.champ) == (4, "F1", True)


def test_an_element_that_the_language_does_not_know_is_said() -> None:
    report = check("<zut>x</zut>")
    assert report.est_conforme
    assert any("zut" in (one.champ or "") for one in report.constats)


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
        ("editeur-inconnu", None, None),
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
        assert ("code ROME", "« A15 » n'a pas la forme attendue.") in [
            (one.champ, one.message) for one in report.constats
        ]


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


WHOLE = FEED.format(more="<domaine-formation><code-ROME>D1102</code-ROME></domaine-formation>").encode()


@given(st.integers(0, len(WHOLE)), st.integers(0, 40), st.binary(max_size=20))
@settings(deadline=None)
def test_whatever_is_changed_in_a_feed_there_is_a_report(place: int, cut: int, added: bytes) -> None:
    verify(WHOLE[:place] + added + WHOLE[place + cut :]).model_dump_json().encode()


@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(lambda text: b"<lheo>" + text.encode(errors="replace"))
)
@settings(deadline=None)
def test_whatever_is_sent_there_is_a_report(content: bytes) -> None:
    verify(content).model_dump_json().encode()


def test_an_edition_that_is_not_read_is_named_with_the_one_to_take() -> None:
    schools = b"identifiant_de_l_etablissement;nom_etablissement;type_etablissement\n1;2;3\n"
    places = "code UAI;type d'établissement;nom;commune\n0639999X;lycée;Lycée du Volcan;Riom\n"
    for content, words in ((schools, "gouv_local.json"), (places.encode(), "Idéo-Actions")):
        report = verify(content)
        assert (report.est_conforme, words in report.constats[0].message) == (False, True)
