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
