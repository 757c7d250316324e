"""A build whose cluster freezes gives up within its delay, says so in French, and keeps what was served."""

import pytest
from elasticsearch import ConnectionTimeout

from debouches.errors import EngineTimeoutError
from debouches.settings import ElasticsearchSettings
from index.engines.elastic.client import ADMIN_TIMEOUT_S, connect, patient
from index.engines.elastic.node import HurriedNode
from index.generations.lifecycle import build, generations
from tests.contract.test_failure import wired  # noqa: F401 - a fixture


@pytest.mark.parametrize(("nodes", "attempts"), [(1, 1), (2, 2), (3, 3), (9, 4)])
def test_nodes_that_freeze_one_after_the_other_take_one_delay_in_all(monkeypatch, nodes, attempts):
    waited = []

    def frozen(_node, *_request, request_timeout, **_facts):
        waited.append(request_timeout)
        raise ConnectionTimeout("frozen")

    monkeypatch.setattr(HurriedNode, "perform_request", frozen)
    urls = ",".join(f"http://127.0.0.1:{9 + n}" for n in range(nodes))
    with pytest.raises(ConnectionTimeout):
        patient(connect(ElasticsearchSettings(url=urls))).indices.get_alias(index="essai")
    assert len(waited) == attempts
    assert sum(waited) == pytest.approx(ADMIN_TIMEOUT_S)


@pytest.mark.elasticsearch
@pytest.mark.parametrize("at", ["pages", "libellés", "écriture sur le disque", "contrôles"])
def test_a_cluster_that_freezes_under_a_build_keeps_what_it_served(monkeypatch, wired, at):  # noqa: F811
    monkeypatch.setattr("index.engines.elastic.client.ADMIN_TIMEOUT_S", 0.5)
    monkeypatch.setattr("index.engines.elastic.lock._PATIENCE_S", 0.5)
    monkeypatch.setattr("index.generations.lifecycle.CLEANING_S", 0.5)
    wire, settings = wired
    [(served, _)] = generations(settings)

    def freezing(step, _done):
        if step == at:
            wire.freeze()

    with pytest.raises(EngineTimeoutError, match="trop de temps à répondre"):
        build(settings, freezing)
    wire.mend()
    assert [one.nom for one, is_served in generations(settings) if is_served] == [served.nom]
