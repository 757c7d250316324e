"""Directory of the administration before 2022, one place per XML file: history, never today's address."""

from pathlib import Path

import pytest

from crawler.files.unnamed import find
from crawler.sources.structures_2017.parse import parse
from debouches.errors import FetchError, ParseError
from tests.crawler.factories import MemoryFiles, issues_of, make_run, publish_folder, real_spec

PLACE = """<?xml version="1.0" encoding="UTF-8"?>
<Organisme id="{kind}-97101-01" codeInsee="97101" dateMiseAJour="2016-11-02" pivotLocal="{kind}">
<Nom>Mission locale du Volcan</Nom><EditeurSource>Premier ministre</EditeurSource>
<Adresse type="postale"><Ligne>BP 12</Ligne><CodePostal>97100</CodePostal></Adresse>
<Adresse type="géopostale"><Ligne>3 rue du Cratère</Ligne><CodePostal>97110</CodePostal>
<NomCommune>Les Abymes</NomCommune><Localisation><Latitude>16.27</Latitude><Longitude>-61.50</Longitude>
<Précision>8</Précision></Localisation><Accessibilité type="ACC"/></Adresse>
<CoordonnéesNum><Téléphone coût="gratuit">05 90 00 00 00</Téléphone><Télécopie>05</Télécopie>
<Email>a@exemple.fr</Email><Url>www.exemple.fr</Url></CoordonnéesNum>
<Ouverture><PlageJ début="lundi" fin="jeudi"><PlageH début="08:00:00" fin="12:00:00"/></PlageJ>
<PlageJ début="vendredi" fin="vendredi"><Note>sur rendez-vous</Note></PlageJ></Ouverture></Organisme>"""


def places(**files: str):
    run = make_run(real_spec("structures-2017"))
    bodies = {f"organismes:{name}": body.encode() for name, body in files.items()}
    return list(parse(MemoryFiles(bodies), run)), run


def test_a_place_says_all_that_its_file_says_and_that_it_is_history() -> None:
    (place,), run = places(one=PLACE.format(kind="mission_locale"))
    assert issues_of(run) == {}
    assert place.est_historique
    assert place.id == "structure:mission_locale-97101-01"
    assert (place.nom, place.reseau) == ("Mission locale du Volcan", "Mission locale")
    assert (place.adresse, place.code_postal, place.ville) == ("3 rue du Cratère", "97110", "Les Abymes")
    assert (place.code_insee, place.code_departement) == ("97101", "971")
    assert (place.latitude, place.longitude) == (16.27, -61.5)
    assert (place.telephone, place.url) == ("05 90 00 00 00", "http://www.exemple.fr")
    assert place.horaires == ("du lundi au jeudi : 08:00-12:00", "le vendredi (sur rendez-vous)")
    assert str(place.date_confirmation) == str(place.provenance.date_maj) == "2016-11-02"


def test_a_service_of_no_known_network_and_an_unknown_element_are_reported() -> None:
    found, run = places(one=PLACE.format(kind="fanfare").replace("<Nom>", "<Devise>oui</Devise><Nom>"))
    assert found == []
    assert issues_of(run) == {"UNKNOWN_VALUE": 1, "UNREAD_FIELD": 1}


def test_a_file_cut_short_hides_no_other() -> None:
    found, run = places(one="<Organisme", two=PLACE.format(kind="cio"))
    assert [place.reseau for place in found] == ["CIO"]
    assert issues_of(run) == {"MALFORMED": 1}
    with pytest.raises(ParseError, match="tronqué"):
        places(one="<Organisme")


def test_only_the_places_where_one_goes_for_guidance_are_read(tmp_path: Path) -> None:
    files = {
        f"all/organismes/971/{kind}-97101-01.xml": PLACE.format(kind=kind).encode()
        for kind in ("mission_locale", "mairie")
    }
    found = find(real_spec("structures-2017"), publish_folder(tmp_path, files))
    assert [place.path.name for place in found.places.values()] == ["mission_locale-97101-01.xml"]
    with pytest.raises(FetchError, match="debouches harvest structures-2017"):
        find(real_spec("structures"), tmp_path)
