"""Which engine keeps the generations: the cluster if the settings name one, this machine otherwise."""

from debouches.settings import Settings
from debouches.storage import Storage
from index.engines.base import GenerationStore
from index.engines.embedded.store import EmbeddedStore
from index.relevance import Relevance


def open_store(settings: Settings, relevance: Relevance) -> GenerationStore:
    """The store that is built into and served. Nothing is read or reached yet."""
    if settings.elasticsearch.url is None:
        return local_store(settings, relevance)
    from index.engines.elastic.store import elastic_store  # noqa: PLC0415 - 0.3 s that one machine does not need

    return elastic_store(settings.elasticsearch, relevance)


def local_store(settings: Settings, relevance: Relevance) -> EmbeddedStore:
    """The generations of this machine, which answer when the cluster does not."""
    return EmbeddedStore(Storage(settings.home), relevance)
