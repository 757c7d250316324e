"""The connection to the cluster, and how long each kind of request may take."""

from pathlib import Path
from ssl import create_default_context

from elastic_transport import NdjsonSerializer, OrjsonSerializer
from elasticsearch import Elasticsearch

from debouches.errors import ConfigError
from debouches.settings import ElasticsearchSettings
from index.engines.elastic.node import HurriedNode

ADMIN_TIMEOUT_S = 40.0
"""A request of a build, of a swap or of a list, every attempt included: no reader waits for it."""
_MOST_NODES = 4
"""Nodes that are asked the same thing, one after the other."""
_RETRIES = 3
"""Attempts with a single node whose connection is lost or refused: that takes no time."""
CONNECTIONS = 40
"""To one node, as many as the site has threads: the client makes the others wait, beyond any delay."""


class _OrjsonLines(NdjsonSerializer, OrjsonSerializer):
    """Several searches in one request: those of the client are written by the json of Python."""


def connect(settings: ElasticsearchSettings) -> Elasticsearch:
    """A client whose requests take `timeout_s` at most, second attempt included. Nothing is reached yet."""
    hosts = [host.strip() for host in (settings.url or "").split(",")]
    several = len(hosts) > 1
    try:
        _refuse_other_schemes(hosts)
        _refuse_unreadable_authority(settings.ca_certs)
        return Elasticsearch(
            hosts,
            api_key=settings.api_key.get_secret_value() if settings.api_key else None,
            basic_auth=_user(settings),
            serializers={one.mimetype: one for one in (OrjsonSerializer(), _OrjsonLines())},
            node_class=HurriedNode,
            request_timeout=settings.timeout_s / 2 if several else settings.timeout_s,
            connections_per_node=CONNECTIONS,
            max_retries=1,
            retry_on_timeout=several,
            **({"ca_certs": str(settings.ca_certs)} if settings.ca_certs else {}),  # type: ignore[arg-type]
        )
    except (ValueError, OSError) as error:
        raise ConfigError(
            f"DEBOUCHES_ELASTICSEARCH__URL ou __CA_CERTS n'est pas valide : {error}. "
            "Attendu : https://hôte:port, plusieurs adresses séparées par des virgules."
        ) from error


def _refuse_other_schemes(hosts: list[str]) -> None:
    for host in hosts:
        if not host.startswith(("http://", "https://")):
            raise ValueError(host)


def _refuse_unreadable_authority(ca_certs: Path | None) -> None:
    """The client would only read it at the first request, and say that the cluster does not answer."""
    if ca_certs:
        create_default_context(cafile=ca_certs)


def patient(client: Elasticsearch) -> Elasticsearch:
    """The same connection, for what no reader waits for: if a node is frozen, the others are asked."""
    nodes = min(len(client.transport.node_pool), _MOST_NODES)
    return client.options(
        request_timeout=ADMIN_TIMEOUT_S / nodes,
        max_retries=nodes - 1 or _RETRIES,
        retry_on_timeout=nodes > 1,
    )


def _user(settings: ElasticsearchSettings) -> tuple[str, str] | None:
    if settings.api_key or not settings.user:
        return None
    return settings.user, settings.password.get_secret_value() if settings.password else ""
