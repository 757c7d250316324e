"""Parts of the Elasticsearch engine that need no cluster, and what a cluster refuses."""

import pytest

from debouches.errors import DocumentRejectedError
from index.engines.elastic.bulk import BulkSender
from index.engines.elastic.client import connect
from index.engines.elastic.mapping import mapping_of
from index.engines.elastic.names import PARTS, Names
from index.engines.fields import ENTITY_FIELDS, LABEL_FIELDS
from tests.contract.conftest import URL, VARIABLE, make_settings

GENERATION = "20261121T091500123Z-f1-3fa9c2d1"


def test_every_index_refuses_a_field_it_does_not_know():
    assert {mapping_of(part)["dynamic"] for part in PARTS} == {"strict"}


def test_mappings_hold_the_fields_of_the_tables_and_no_other():
    assert mapping_of("entites")["properties"].keys() == ENTITY_FIELDS.keys()
    assert mapping_of("noms")["properties"].keys() == LABEL_FIELDS.keys()


def test_names_are_read_back():
    names = Names("debouches")
    assert {names.generation_of(index) for index in names.of(GENERATION).all} == {GENERATION}
    assert len(set(names.of(GENERATION).all)) == len(PARTS)


@pytest.mark.parametrize(
    "index",
    [
        "debouches-etat",
        "debouches-test-20261121t091500123z-f1-3fa9c2d1-noms",
        "debouches-20261121t091500123z-f1-3fa9c2d1-autre",
        "debouches-noms",
        "autre-20261121t091500123z-f1-3fa9c2d1-noms",
    ],
)
def test_an_index_of_someone_else_is_never_taken_for_ours(index):
    assert Names("debouches").generation_of(index) is None


@pytest.mark.elasticsearch
@pytest.mark.skipif(URL is None, reason=f"pas de cluster : {VARIABLE} donne son adresse (make test-es)")
def test_documents_that_the_cluster_refuses_are_counted_named_and_fatal(tmp_path, prefixes):
    prefix = prefixes()
    with connect(make_settings("elasticsearch", tmp_path, prefix).elasticsearch) as client:
        index = f"{prefix}-essai"
        client.indices.create(index=index, mappings=mapping_of("noms"))
        documents = [{"_index": index, "_id": str(n), "salaire": n} for n in range(3)]
        with pytest.raises(DocumentRejectedError, match=r"3 documents refusés .*salaire"):
            BulkSender(client).send([*documents, {"_index": index, "_id": "9", "ordre": 9}])
