"""What a site loads once per generation: lexicon, facts, places, codes, traits, labels; in the cluster."""

import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from elasticsearch import Elasticsearch
from numpy.typing import NDArray

from debouches.errors import EngineError, NotReadyError
from index.documents import Groupe
from index.engines.elastic.compile import NEAR
from index.engines.elastic.errors import body, checked, translated
from index.engines.elastic.mapping import CONTENU
from index.engines.facts import read_facts
from index.engines.label_arrays import LabelArrays
from index.engines.places import COLUMNS
from index.engines.traits import Traits
from index.lexicon import Lexicon
from index.views import CorpusFacts

_CHUNK = 1 << 20
"""Characters per document: each is read well within the delay of a page."""
_LEVEL = 1
"""Of compression: the next ones save a tenth of the bytes and cost ten times the build."""
LEXIQUE, CORPUS, PLACES, CODES, TRAITS = "lexique", "corpus", "places", "codes", "traits"


@dataclass(frozen=True, slots=True)
class Meta:
    lexicon: Lexicon
    facts: CorpusFacts
    places: NDArray[np.int32]
    """A row for each entity: see `PlaceTable`."""
    codes: bytes
    """See `Codes`."""
    traits: Traits
    """Values of each entity in the facets."""
    labels: Mapping[Groupe, LabelArrays]


def meta_documents(meta: Meta) -> Iterator[tuple[str, dict[str, Any]]]:
    """(id, document) of everything to keep, in chunks."""
    for name, content in _contents(meta):
        text = b64encode(zlib.compress(content, _LEVEL)).decode("ascii")
        chunks = [text[start : start + _CHUNK] for start in range(0, len(text), _CHUNK)]
        for number, chunk in enumerate(chunks):
            yield f"{name}-{number}-{len(chunks)}", {CONTENU: chunk}


def _contents(meta: Meta) -> Iterator[tuple[str, bytes]]:
    yield LEXIQUE, meta.lexicon.dump()
    yield CORPUS, meta.facts.model_dump_json().encode()
    yield PLACES, meta.places.astype("<i4").tobytes()
    yield CODES, meta.codes
    yield TRAITS, meta.traits.dump()
    for groupe, labels in meta.labels.items():
        for name, content in labels.dump():
            yield _part(groupe, name), content


def load_meta(client: Elasticsearch, index: str) -> Meta:
    """Read back what `meta_documents` gave; NotReadyError if another version of the program wrote it."""
    ids = _chunk_ids(client, index)

    def content(name: str) -> bytes:
        return _load(client, index, ids, name)

    def labels(groupe: Groupe) -> LabelArrays:
        return LabelArrays.load(lambda name: content(_part(groupe, name)))

    return Meta(
        lexicon=Lexicon.load(content(LEXIQUE)),
        facts=read_facts(content(CORPUS), f"de {index}"),
        places=np.frombuffer(content(PLACES), dtype="<i4").reshape(-1, COLUMNS),
        codes=content(CODES),
        traits=Traits.load(content(TRAITS)),
        labels={groupe: labels(groupe) for groupe in Groupe},
    )


def _part(groupe: Groupe, name: str) -> str:
    return f"{groupe.value}.{name}"


def _chunk_ids(client: Elasticsearch, index: str) -> list[str]:
    with translated():
        found = client.search(
            index=index, query={"match_all": {}}, size=10_000, source=False, preference=NEAR
        )
    return [str(hit["_id"]) for hit in checked(body(found))["hits"]["hits"]]


def _load(client: Elasticsearch, index: str, ids: list[str], name: str) -> bytes:
    mine = sorted((one for one in ids if one.startswith(f"{name}-")), key=lambda one: int(one.split("-")[1]))
    if not mine:
        raise NotReadyError(
            f"La génération de {index} est d'une autre version du programme : « {name} » y manque. "
            "Lancez « debouches build »."
        )
    if len(mine) != int(mine[0].rsplit("-", 1)[1]):
        raise EngineError(f"La génération est incomplète dans le cluster : {index} n'a pas tout « {name} ».")
    chunks = []
    for one in mine:
        with translated():
            chunks.append(body(client.get(index=index, id=one, preference=NEAR))["_source"][CONTENU])
    return zlib.decompress(b64decode("".join(chunks)))
