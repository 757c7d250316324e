"""What each publisher says of the skills of a métier, side by side. Read in its own words, never merged.

One lists skills, another writes a text. A skill is recognised in both by the wordings of `competences.yml`,
or in a text by the very words of the list. What is not recognised is not said to be missing: words vary.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache

from index.views import ComparaisonCompetences, CompetenceComparee, CompetenceDite, CompetenceLiee, MetierView
from mappings.records import Competence, Fiche
from mappings.vocabulary import CompetenceNommee
from nlp.analysis import Analyser
from nlp.families import Families
from nlp.gazetteer import Entree, TypeMotCle
from nlp.keywords import KeywordExtractor, Trouve

_TYPE: Collection[TypeMotCle] = frozenset({"competence"})
_DIPLOMAS = "Certifications et habilitations"
"""Category of the ROME whose labels name diplomas and jobs: no text « asks for » them as skills."""
_WORDS_SHOWN = 3
_LABELS_AT_HAND = 1 << 14
"""A label is in the lists of two métiers on average."""


class Comparer:
    def __init__(
        self,
        analyser: Analyser,
        families: Families,
        nommees: Iterable[CompetenceNommee],
        listees: Iterable[Competence],
    ) -> None:
        """`listees`: the skills that lists of métiers hold."""
        self._analyser, self._root = analyser, families.root
        self._nommees = {one.nom: one for one in nommees}
        self._by_code = _by_code(self._nommees.values())
        self._names = KeywordExtractor(analyser, _entries_of(self._nommees.values()))
        labels = {one.libelle for one in listees if one.categorie != _DIPLOMAS}
        self._held_by = lru_cache(maxsize=_LABELS_AT_HAND)(self._compute_held_by)
        self._labels = KeywordExtractor(analyser, (Entree("competence", one, one) for one in sorted(labels)))

    def compare(self, view: MetierView) -> ComparaisonCompetences | None:
        """None where fewer than two publishers speak of skills."""
        editeurs = _who_speak(view)
        if len(editeurs) < 2:
            return None
        said: dict[str, dict[str, CompetenceDite]] = defaultdict(dict)
        for nom, dite in (*self._of_list(view), *self._of_texts(view)):
            said[nom].setdefault(dite.editeur, dite)
        each = [CompetenceComparee(libelle=nom, dites=tuple(by.values())) for nom, by in said.items()]
        return ComparaisonCompetences(
            editeurs=tuple(editeurs),
            communes=tuple(one for one in each if len(one.dites) == len(editeurs)),
            differentes=tuple(one for one in each if len(one.dites) < len(editeurs)),
        )

    def _of_list(self, view: MetierView) -> Iterator[tuple[str, CompetenceDite]]:
        """Names of skills that the list says, each with the labels that say it."""
        if view.metier is None:
            return
        said: dict[str, list[CompetenceLiee]] = defaultdict(list)
        for one in view.competences:
            for nom in self._named_in(one):
                said[nom].append(one)
        for nom, those in said.items():
            yield nom, _listed(view.metier.provenance.editeur, those)

    def _named_in(self, one: CompetenceLiee) -> tuple[str, ...]:
        by_code = self._by_code.get(one.code_ogr, ())
        if one.enjeu == _DIPLOMAS:
            return by_code
        found = (self._nommees[nom] for nom in self._held_by(one.libelle))
        by_words = (each.nom for each in found if each.is_said_by(one.code_ogr, one.type))
        return tuple(dict.fromkeys((*by_code, *by_words)))

    def _compute_held_by(self, libelle: str) -> tuple[str, ...]:
        return tuple(found.libelle for found in self._names.extract(libelle, _TYPE))

    def _of_texts(self, view: MetierView) -> Iterator[tuple[str, CompetenceDite]]:
        listed = {one.libelle: one for one in view.competences}
        titles = self._words_of((view.titre, *(fiche.titre for fiche in view.fiches)))
        for fiche in view.fiches:
            for found in self._found(fiche, self._names):
                yield found.libelle, _written(fiche, found)
            for found in self._found(fiche, self._labels):
                one = listed.get(found.libelle)
                if one and view.metier and not self._is_told_otherwise(one, titles):
                    yield found.libelle, _listed(view.metier.provenance.editeur, [one])
                    yield found.libelle, _written(fiche, found)

    def _is_told_otherwise(self, one: CompetenceLiee, titles: frozenset[str]) -> bool:
        """By a name, or by the title alone: that a plumber's fiche says « la plomberie » asks for nothing."""
        return bool(self._named_in(one)) or self._words_of([one.libelle]) <= titles

    def _words_of(self, labels: Iterable[str]) -> frozenset[str]:
        return frozenset(self._root(key) for label in labels for key in self._analyser.keys(label))

    def _found(self, fiche: Fiche, extractor: KeywordExtractor) -> Iterator[Trouve]:
        for text in _texts_of(fiche):
            yield from extractor.extract(text, _TYPE)


def may_be_in(listees: Iterable[Competence], fiches: Iterable[Fiche], analyser: Analyser) -> list[Competence]:
    """Skills whose every word is in some text: the others, most of them, would only be held in memory."""
    known = {key for fiche in fiches for text in _texts_of(fiche) for key in analyser.keys(text)}
    return [one for one in listees if known.issuperset(analyser.keys(one.libelle))]


def _texts_of(fiche: Fiche) -> Iterator[str]:
    for section in fiche.competences:
        yield from filter(None, (section.titre, *section.paragraphes))


def _who_speak(view: MetierView) -> list[str]:
    """Publishers that say something of skills, the one who lists them first."""
    lists = [view.metier.provenance.editeur] if view.metier and view.competences else []
    texts = (fiche.provenance.editeur for fiche in view.fiches if fiche.competences)
    return list(dict.fromkeys((*lists, *texts)))


def _listed(editeur: str, those: Sequence[CompetenceLiee]) -> CompetenceDite:
    return CompetenceDite(
        editeur=editeur,
        mots=tuple(one.libelle for one in those[:_WORDS_SHOWN]),
        codes_ogr=tuple(one.code_ogr for one in those),
    )


def _written(fiche: Fiche, found: Trouve) -> CompetenceDite:
    return CompetenceDite(
        editeur=fiche.provenance.editeur, mots=(found.mots,), extrait=found.extrait, fiche=fiche.code
    )


def _entries_of(nommees: Iterable[CompetenceNommee]) -> Iterator[Entree]:
    """« CAO » must be in capitals, « anglais » need not."""
    for one in nommees:
        yield from (Entree("competence", one.nom, forme, forme != forme.lower()) for forme in one.formes)


def _by_code(nommees: Iterable[CompetenceNommee]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for one in nommees:
        for code in one.codes:
            found[code] = (*found.get(code, ()), one.nom)
    return found
