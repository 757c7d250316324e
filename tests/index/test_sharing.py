"""Records held in memory share what they have in common, and say the same as before."""

from index.building.corpus.sharing import Sharer
from mappings.records import Provenance
from tests.index.factories import metier, provenance


def shared(*records):
    return list(Sharer().shared(records))


def test_who_says_it_is_kept_once_for_all_that_says_the_same():
    one, other = shared(metier("D1102", "Boulanger / Boulangère"), metier("D1202", "Coiffeur / Coiffeuse"))
    assert one.provenance is other.provenance


def test_records_say_the_same_as_before():
    before = metier("D1102", "Boulanger / Boulangère", competences=("10", "11"))
    [after] = shared(metier("D1102", "Boulanger / Boulangère", competences=("10", "11")))
    assert after == before
    assert after.model_fields_set == before.model_fields_set
    assert after.model_dump_json() == before.model_dump_json()


def test_a_value_that_was_not_given_is_not_one_that_was_given_unknown():
    known = provenance().model_dump() | {"version": None}
    one = metier("D1102", "Boulanger / Boulangère")
    given = metier("D1202", "Coiffeur / Coiffeuse").model_copy(update={"provenance": Provenance(**known)})
    one, given = shared(one, given)
    assert "version" in given.provenance.model_fields_set
    assert "version" not in one.provenance.model_fields_set
