"""What building and searching share: the analysis of French, the weights, the words of people."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from index.annexes.emploi.reglages import Reglages, read_reglages
from index.annexes.words import Roots
from index.facet_table import FacetTable, read_facet_table
from index.lieux.departements_voisins import Voisins, read_voisins
from index.lieux.noms import Ecritures, read_ecritures
from index.query.words import QueryWords, read_query_words
from index.relevance import Relevance, read_relevance
from mappings.vocabulary import FOLDER, MotsVides, Vocabularies, load_vocabularies
from mappings.yaml_files import load_yaml
from nlp.analysis import Analyser, read_forms
from nlp.families import Families, read_families
from nlp.langue import Langue, read_forms_of_french, table_of
from nlp.normalise import normalise

_SEARCHED = ("mots_vides", "synonymes", "diplomes", "specialites", "acronymes", "rangs", "refus")
"""What reads a query."""
_WITNESSES = Path(__file__).resolve().parent.parent / "mappings" / "temoins.yml"


@dataclass(frozen=True)
class Tools:
    analyser: Analyser
    relevance: Relevance
    vocabularies: Vocabularies
    facets: FacetTable
    families: Families

    @cached_property
    def query_words(self) -> QueryWords:
        return read_query_words(self.vocabularies, self.analyser, self.families)

    @cached_property
    def langue(self) -> Langue:
        """The words of French: a build keeps them with those of the corpus."""
        return Langue(table_of(read_forms_of_french()))

    @cached_property
    def roots(self) -> Roots:
        """Words of running text, by family."""
        return Roots(self.analyser, self.families)

    @cached_property
    def ecritures(self) -> Ecritures:
        """How names of places are written."""
        return read_ecritures()

    @cached_property
    def emploi(self) -> Reglages:
        """How labour figures are ranked, added up and read."""
        return read_reglages()

    @cached_property
    def voisins(self) -> Voisins:
        """Which départements touch."""
        return read_voisins()

    def witnesses(self) -> tuple[tuple[str, str], ...]:
        """(query, code that the first page must show)."""
        lines: list[dict[str, str]] = load_yaml(_WITNESSES)
        return tuple((line["requete"], line["code"]) for line in lines)


def read_tools() -> Tools:
    """Read the vocabularies, the forms and the weights of the repository."""
    return _tools(load_vocabularies())


def read_search_tools() -> Tools:
    """The same for answering only: vocabularies that are in the labels of the index are not read again."""
    return _tools(load_vocabularies(only=_SEARCHED))


def _tools(vocabularies: Vocabularies) -> Tools:
    analyser = Analyser(stop_words=_grammar(vocabularies.mots_vides), forms=read_forms())
    families = read_families(FOLDER / "familles.csv", lambda word: analyser.key(normalise(word)))
    return Tools(analyser, read_relevance(), vocabularies, read_facet_table(), families)


def _grammar(lists: MotsVides) -> Iterator[str]:
    return (normalise(line.mot) for line in lists.grammaire)
