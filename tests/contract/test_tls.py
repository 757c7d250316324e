"""The key and the certificate: what is sent to a cluster, and to which cluster alone."""

from contextlib import contextmanager

import pytest
import trustme

from debouches.errors import ConfigError, EngineError
from debouches.settings import Settings
from index.engines.elastic.store import elastic_store
from index.relevance import read_relevance
from tests.contract.network import stub

NO_ALIAS = b'{"error": "alias absent", "status": 404}'


@pytest.fixture
def authority(tmp_path):
    """An authority of this test, and its certificate as a sysadmin hands it over."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    return authority


@contextmanager
def secure(certificate):
    with stub(404, NO_ALIAS, certificate=certificate) as found:
        yield found


def store(url, ca_certs=None):
    facts = {"url": url, "api_key": "Y2xl", "ca_certs": ca_certs, "timeout_s": 5}
    return elastic_store(Settings.model_validate({"elasticsearch": facts}).elasticsearch, read_relevance())


def test_the_key_goes_to_a_cluster_that_the_authority_has_signed(authority, tmp_path):
    with secure(authority.issue_cert("127.0.0.1")) as (url, received):
        assert store(url, tmp_path / "ca.pem").current() is None
    assert received[0]["authorization"] == "ApiKey Y2xl"


def test_an_unknown_authority_is_refused_before_the_key_is_sent(authority):
    with secure(authority.issue_cert("127.0.0.1")) as (url, received):
        with pytest.raises(EngineError, match=r"certificat.*__CA_CERTS"):
            store(url).current()
        assert received == []


def test_another_authority_is_refused_before_the_key_is_sent(authority, tmp_path):
    with secure(trustme.CA().issue_cert("127.0.0.1")) as (url, received):
        with pytest.raises(EngineError, match=r"certificat.*__CA_CERTS"):
            store(url, tmp_path / "ca.pem").current()
        assert received == []


def test_a_certificate_for_another_host_is_refused_before_the_key_is_sent(authority, tmp_path):
    with secure(authority.issue_cert("autre.exemple.fr")) as (url, received):
        with pytest.raises(EngineError, match=r"certificat.*__URL"):
            store(url, tmp_path / "ca.pem").current()
        assert received == []


def test_an_address_in_https_that_answers_in_the_clear_is_said(authority, tmp_path):
    with stub(404, NO_ALIAS) as (url, received):
        with pytest.raises(EngineError, match="__URL"):
            store(url.replace("http:", "https:"), tmp_path / "ca.pem").current()
        assert received == []


@pytest.mark.parametrize("content", [None, b"ceci n'est pas un certificat"])
def test_a_certificate_that_cannot_be_read_is_a_setting_refused(tmp_path, content):
    if content:
        (tmp_path / "ca.pem").write_bytes(content)
    with pytest.raises(ConfigError, match="__CA_CERTS"):
        store("https://127.0.0.1:9", tmp_path / "ca.pem")
