"""The typed keywords of an entity: what the codes of the sources say, then what their texts say."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import islice

from index.building.corpus.read import Corpus
from index.views import CompetenceLiee, FormationView, InteretLie, Lien, MetierView, MotCle
from mappings.records import Fiche, Formation, Metier, Record, Section
from nlp.gazetteer import Gazetteer, TypeMotCle
from nlp.keywords import KeywordExtractor
from nlp.normalise import fold

_COEUR_SHOWN = 10
_FORMATIONS_SHOWN = 6
_INTERETS_SHOWN = 4
"""The other skills, formations and interests are on the page in full: keywords only sum up."""
_WORDS_AT_HAND, _INTERESTS_AT_HAND = 1 << 14, 1 << 11
"""Keywords come back; formations that lead to the same métiers share the same interests."""
_CONTEXTES: dict[str, TypeMotCle] = {
    "Conditions de travail et risques professionnels": "condition",
    "Horaires et durée du travail": "condition",
    "Types de structures": "lieu",
}
"""Families of contexts that say a place or a condition; the others say a status or a public."""


class KeywordMaker:
    def __init__(self, corpus: Corpus, extractor: KeywordExtractor, gazetteer: Gazetteer) -> None:
        self._corpus, self._extractor, self._gazetteer = corpus, extractor, gazetteer
        self._champs = {kind: _champs_of(kind, gazetteer) for kind in (Fiche, Formation)}
        self._folded = lru_cache(maxsize=_WORDS_AT_HAND)(fold)
        self._shared_interests = lru_cache(maxsize=_INTERESTS_AT_HAND)(self._compute_shared_interests)

    @property
    def niveaux(self) -> Mapping[str, int]:
        """Level of the qualifications that are found in texts, by the words of the keyword."""
        return self._gazetteer.niveaux

    def of_metier(self, view: MetierView) -> tuple[MotCle, ...]:
        coded = [*_of_interets(view.centres_interet), *_of_formations(view.formations)]
        if view.metier:
            coded += _of_competences(view.metier, view.competences)
            coded += [*_of_rome(view.metier), *self._of_contextes(view.metier)]
        coded += [word for fiche in view.fiches for word in _of_fiche(fiche)]
        return self._once((*coded, *(word for fiche in view.fiches for word in self._of_texts(fiche))))

    def of_formation(self, view: FormationView) -> tuple[MotCle, ...]:
        formation = view.formation
        coded = (*_of_diploma(formation), *_of_certifications(view.certifications), *_of_domaines(formation))
        interets = self._shared_interests(tuple(metier.code for metier in view.metiers))
        return self._once((*coded, *interets, *_of_editor(formation), *self._of_texts(formation)))

    def _compute_shared_interests(self, metiers: Sequence[str]) -> list[MotCle]:
        """Interests that at least half of the métiers it leads to share, the most shared first."""
        counts = Counter(one for code in metiers for one in dict.fromkeys(self._interests.get(code, ())))
        return [
            MotCle(
                type="appetence",
                libelle=libelle,
                editeur=editeur,
                code=f"centre d'intérêt de {count} métier{'s' if count > 1 else ''} sur {len(metiers)}",
            )
            for (libelle, editeur), count in counts.most_common(_INTERETS_SHOWN)
            if 2 * count >= len(metiers)
        ]

    @cached_property
    def _interests(self) -> dict[str, list[tuple[str, str]]]:
        """Code of a métier or of a fiche → its interests, each with who says it."""
        known = self._corpus.interets
        by_code = {
            m.code_rome: [
                (one.libelle, one.provenance.editeur)
                for lien in m.centres_interet
                if (one := known.get(lien.code))
            ]
            for m in self._corpus.metiers.values()
        }
        for fiche in self._corpus.fiches.values():
            said = [(one.libelle, fiche.provenance.editeur) for one in fiche.centres_interet]
            by_code.setdefault(fiche.code, said)
        return by_code

    def _once(self, words: Iterable[MotCle]) -> tuple[MotCle, ...]:
        """Each keyword once: the first to say it, codes before texts."""
        kept: dict[tuple[str, str], MotCle] = {}
        for word in words:
            kept.setdefault((word.type, self._folded(word.libelle)), word)
        return tuple(kept.values())

    def _of_contextes(self, metier: Metier) -> Iterator[MotCle]:
        known = self._gazetteer.contextes
        for one in metier.contextes:
            if one.libelle in known or one.type in _CONTEXTES:
                kind, libelle = known.get(one.libelle) or (_CONTEXTES[one.type], one.libelle)
                yield _coded(kind, libelle, metier, f"contexte de travail {one.code_ogr}")

    def _of_texts(self, record: Fiche | Formation) -> Iterator[MotCle]:
        for champ, types in self._champs[type(record)].items():
            sections: tuple[Section, ...] = getattr(record, champ)
            for text in (text for s in sections for text in s.paragraphes):
                for found in self._extractor.extract(text, types):
                    yield MotCle(
                        type=found.type,
                        libelle=found.libelle,
                        editeur=record.provenance.editeur,
                        champ=champ,
                        mots=found.mots,
                        extrait=found.extrait,
                    )


def _champs_of(kind: type[Record], gazetteer: Gazetteer) -> dict[str, tuple[TypeMotCle, ...]]:
    """Texts that such records have, and the types of keywords that they may hold."""
    return {champ: types for champ, types in gazetteer.regles.champs.items() if champ in kind.model_fields}


def _coded(kind: TypeMotCle, libelle: str, record: Record, code: str) -> MotCle:
    return MotCle(type=kind, libelle=libelle, editeur=record.provenance.editeur, code=code)


def _of_interets(interets: Iterable[InteretLie]) -> Iterator[MotCle]:
    for one in interets:
        code = f"centre d'intérêt {one.code}" if one.code else "centre d'intérêt"
        yield MotCle(type="appetence", libelle=one.libelle, editeur=one.editeur, code=code)


def _of_formations(formations: Iterable[Lien]) -> Iterator[MotCle]:
    for one in islice(formations, _FORMATIONS_SHOWN):
        yield MotCle(
            type="qualification",
            libelle=one.titre,
            editeur=one.editeur,
            code=f"formation {one.code}, {one.relation}",
        )


def _of_competences(metier: Metier, competences: Iterable[CompetenceLiee]) -> Iterator[MotCle]:
    for one in islice((c for c in competences if c.est_coeur), _COEUR_SHOWN):
        yield _coded("competence", one.libelle, metier, f"compétence {one.code_ogr}, cœur de métier")


def _of_rome(metier: Metier) -> Iterator[MotCle]:
    domaine = metier.domaine_professionnel
    yield _coded("secteur", domaine.libelle, metier, f"domaine {domaine.code}")
    for secteur in metier.secteurs:
        yield _coded("secteur", secteur.libelle, metier, f"secteur {secteur.code}")
    if metier.est_reglemente:
        yield _coded("qualification", "métier réglementé", metier, "emploi réglementé")


def _of_fiche(fiche: Fiche) -> Iterator[MotCle]:
    if fiche.niveau_acces:
        code = f"niveau d'accès {fiche.niveau_acces.code or ''}".strip()
        yield _coded("qualification", fiche.niveau_acces.libelle, fiche, code)
    for secteur in fiche.secteurs:
        yield _coded("secteur", secteur.libelle, fiche, f"secteur {secteur.code or ''}".strip())
    yield from _of_domaines(fiche)
    yield from _of_editor(fiche)


def _of_editor(record: Fiche | Formation) -> Iterator[MotCle]:
    """Its own keywords, which it does not sort."""
    return (_coded("editeur", mot, record, "mot clé de l'éditeur") for mot in record.mots_cles)


def _of_domaines(record: Fiche | Formation) -> Iterator[MotCle]:
    """« santé, social, sport/paramédical »: a domain and its part are two keywords."""
    for path in record.domaines:
        for libelle in path.split("/"):
            if "généralités" not in libelle:
                yield _coded("secteur", libelle.strip(), record, f"domaine « {path} »")


def _of_diploma(formation: Formation) -> Iterator[MotCle]:
    if formation.type_formation:
        code = f"type {formation.sigle_type or 'de formation'}"
        yield _coded("qualification", formation.type_formation, formation, code)
    if formation.niveau:
        code = "cadre national des certifications"
        yield _coded("qualification", f"niveau {formation.niveau}", formation, code)
    if formation.niveau_sortie:
        yield _coded("qualification", formation.niveau_sortie, formation, "niveau de sortie")


def _of_certifications(certifications: Iterable[Lien]) -> Iterator[MotCle]:
    for one in certifications:
        yield MotCle(type="qualification", libelle=one.titre, editeur=one.editeur, code=one.code)
