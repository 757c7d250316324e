"""What is told of the corpus of a generation: its sources, what they gave, its domains."""

from collections.abc import Mapping

from index.building.corpus.read import STARTER, Corpus
from index.views import CorpusFacts, SourceFacts


def facts_of(name: str, corpus: Corpus, entities: Mapping[str, int]) -> CorpusFacts:
    is_starter = STARTER in corpus.counts
    count = entities.get("metier", 0)
    shown = "Nomenclatures officielles et textes de démonstration" if is_starter else "Données ouvertes"
    return CorpusFacts(
        generation=name,
        est_corpus_de_depart=is_starter,
        corpus=f"{shown}, {count} métiers",
        entites=dict(entities),
        sources=tuple(_source_facts(source, corpus) for source in corpus.counts),
        domaines=_domaines(corpus),
    )


def _source_facts(source: str, corpus: Corpus) -> SourceFacts:
    info, provenance = corpus.sources.get(source), corpus.provenances[source]
    return SourceFacts(
        provenance=provenance.model_copy(update={"url": info.url if info else None}),
        titre=info.titre if info else source,
        enregistrements=corpus.counts[source],
        lacunes=info.lacunes if info else (),
        frequence=info.frequence if info else None,
        remplissage=info.remplissage if info else {},
        etat=corpus.states.get(source),
    )


def _domaines(corpus: Corpus) -> dict[str, tuple[str, ...]]:
    domaines: dict[str, list[str]] = {}
    for code, metier in sorted(corpus.metiers.items()):
        grand = metier.grand_domaine
        domaines.setdefault(f"{grand.code} {grand.libelle}", []).append(code)
    return {name: tuple(codes) for name, codes in domaines.items()}
