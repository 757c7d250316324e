"""An aid says where to check it, and an amount when it was true."""

from datetime import date

import pytest
from pydantic import ValidationError

from mappings.records import Aide, Provenance

FACTS = {
    "id": "aide:vol",
    "provenance": Provenance(
        source="aides",
        editeur="Nous",
        licence="LO",
        date_recolte=date(2026, 1, 2),
        url="https://exemple.fr/vol",
    ),
    "code": "vol",
    "intitule": "Bon de vol",
    "nature": "financement",
    "objet": "Payer un vol.",
    "editeur_officiel": "Ministère des nuages",
    "date_verite": date(2025, 1, 1),
}


def test_an_amount_without_its_date_is_refused():
    with pytest.raises(ValidationError, match="la date à laquelle il était vrai"):
        Aide(**FACTS, montant="12 €")
    assert Aide(**FACTS, montant="12 €", date_montant=date(2025, 1, 1)).montant == "12 €"


def test_an_aid_that_cites_neither_page_nor_text_is_refused():
    nowhere = FACTS["provenance"].model_copy(update={"url": None})
    with pytest.raises(ValidationError, match="une page officielle ou un texte"):
        Aide(**FACTS | {"provenance": nowhere})
    assert Aide(**FACTS | {"provenance": nowhere}, reference="Code du ciel, art. 1").reference


def test_an_unknown_situation_is_refused():
    with pytest.raises(ValidationError):
        Aide(**FACTS, situations=("dans les nuages",))
