"""Writes one generation aside, in indexes of its own that no alias names."""

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
from time import monotonic, sleep

from elasticsearch import Elasticsearch

from debouches.errors import BuildError, DocumentRejectedError, EngineError
from index.documents import EntityDocument, Groupe, LabelDocument
from index.engines.base import Annexe
from index.engines.elastic import names
from index.engines.elastic.bulk import Action, BulkSender
from index.engines.elastic.client import patient
from index.engines.elastic.errors import translated
from index.engines.elastic.mapping import SERVING, mapping_of, settings_of
from index.engines.elastic.meta import Meta, meta_documents
from index.engines.elastic.names import Indices
from index.engines.fields import CARTE, CLE, CLES, CODE, ORDRE, REFERENCES, TEXTE, VUE
from index.engines.label_arrays import LabelArraysBuilder
from index.engines.numbering import Numbering
from index.lexicon import Lexicon
from index.relevance import Relevance
from index.views import CorpusFacts

_MERGE_S, _COPIES_S = 1800, 300
_LONGEST_PAUSE_S = 2.0


class ElasticWriter:
    """Entities first, since labels name them; then labels; then `finish`."""

    def __init__(self, client: Elasticsearch, indices: Indices, relevance: Relevance) -> None:
        self._client, self._indices = patient(client), indices
        self._bulk = BulkSender(self._client)
        self._numbering = Numbering(relevance)
        self._labels = {groupe: LabelArraysBuilder() for groupe in Groupe}
        for part in names.PARTS:
            with translated():
                self._client.indices.create(
                    index=indices.of(part), settings=settings_of(part), mappings=mapping_of(part)
                )

    def add_entities(self, entities: Iterable[EntityDocument]) -> int:
        self._bulk.send(map(self._entity, entities))
        return len(self._numbering)

    def add_labels(self, labels: Iterable[LabelDocument]) -> int:
        return self._bulk.send(map(self._label, labels))

    def add_annexes(self, annexes: Iterable[Annexe]) -> int:
        return self._bulk.send(_each_once(annexes, self._indices.of(names.ANNEXES)))

    def finish(self, lexicon: Lexicon, facts: CorpusFacts) -> None:
        """Facts of the generation, then one segment per index, then the copies."""
        self._bulk.send(self._meta(self._loaded_once(lexicon, facts)))
        with translated():
            self._client.indices.refresh(index=self._indices.all)
            self._merge()
            self._client.indices.put_settings(index=self._indices.all, settings=SERVING)
            self._wait_for_copies()

    def abort(self) -> None:
        """The next build sweeps what a mute cluster could not delete."""
        with suppress(EngineError), translated():
            self._client.indices.delete(index=self._indices.all, ignore_unavailable=True)

    def _entity(self, entity: EntityDocument) -> Action:
        ordre = self._numbering.add(entity)
        card = entity.carte.dump()
        page = {VUE: entity.vue.decode()} if entity.vue is not None else {}
        return {
            "_index": self._indices.of(names.ENTITES),
            "_id": str(ordre),
            ORDRE: ordre,
            CLES: " ".join(self._numbering.counted_keys(entity).elements()),
            REFERENCES: " ".join(entity.references),
            CODE: entity.code,
            CARTE: _in_base64(card),
            **page,
        }

    def _label(self, label: LabelDocument) -> Action:
        groupe, cibles = self._numbering.placed(label)
        ordre = self._labels[groupe].add(label, cibles)
        return {
            "_index": self._indices.of(groupe.value),
            "_id": str(ordre),
            ORDRE: ordre,
            CLES: " ".join(label.cles),
            TEXTE: _in_base64(label.texte.encode()),
        }

    def _meta(self, meta: Meta) -> Iterator[Action]:
        index = self._indices.of(names.META)
        return ({"_index": index, "_id": name, **document} for name, document in meta_documents(meta))

    def _loaded_once(self, lexicon: Lexicon, facts: CorpusFacts) -> Meta:
        return Meta(
            lexicon=lexicon,
            facts=facts,
            places=self._numbering.places(),
            codes=self._numbering.codes(),
            traits=self._numbering.traits.build(),
            labels={groupe: labels.build(lexicon) for groupe, labels in self._labels.items()},
        )

    def _merge(self) -> None:
        """One segment per index."""
        indices = self._client.indices
        indices.forcemerge(index=self._indices.all, max_num_segments=1, wait_for_completion=False)
        if not _comes(self._is_merged, _MERGE_S):
            raise BuildError(
                f"Le cluster n'a pas fini de ranger la nouvelle génération en {_MERGE_S} s : "
                "nœuds trop chargés ?"
            )

    def _is_merged(self) -> bool:
        self._client.indices.refresh(index=self._indices.all)
        found = self._client.indices.stats(index=self._indices.all, metric="segments")["indices"]
        return all(index["primaries"]["segments"]["count"] <= 1 for index in found.values())

    def _wait_for_copies(self) -> None:
        """A generation is served once each index has its copy; on a cluster of one node there is none."""
        if not _comes(lambda: self._status() == "green", _COPIES_S):
            raise BuildError(
                "Les copies de la nouvelle génération n'ont pas trouvé leur place dans le cluster "
                f"(état « {self._status()} » après {_COPIES_S} s) : disque plein, ou nœud en panne."
            )

    def _status(self) -> str:
        return str(self._client.cluster.health(index=self._indices.all)["status"])


def _comes(is_done: Callable[[], bool], within_s: float) -> bool:
    """Look now and then: one long request could not be told from a frozen node."""
    limit, pause_s = monotonic() + within_s, 0.05
    while not is_done():
        if monotonic() > limit:
            return False
        sleep(pause_s)
        pause_s = min(2 * pause_s, _LONGEST_PAUSE_S)
    return True


def _each_once(annexes: Iterable[Annexe], index: str) -> Iterator[Action]:
    seen: set[str] = set()
    for cle, vue in annexes:
        if cle in seen:
            raise DocumentRejectedError(f"deux annexes portent la même clé : {cle}")
        seen.add(cle)
        yield {"_index": index, "_id": sha256(cle.encode()).hexdigest(), CLE: cle, VUE: vue.decode()}


def _in_base64(content: bytes) -> str:
    return b64encode(content).decode("ascii")
