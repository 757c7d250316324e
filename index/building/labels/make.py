"""Label documents: every name, skill, interest… that may bring a reader to an entity."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain

from index.building.corpus.briefs import CertificationBrief, FormationBrief
from index.building.corpus.read import Corpus
from index.building.feminines import feminines_of
from index.building.labels.gathering import LabelGatherer, Said
from index.building.labels.naming import Naming
from index.building.labels.thesaurus import metiers_of_termes
from index.building.labels.wishes import WishMaker
from index.building.labels.wording import Cible, vocabulary_labels
from index.building.links import Links, metiers_by_competence
from index.building.succession import Succession
from index.building.workers import Part, made_in_order
from index.documents import LabelDocument, Nature
from index.tools import Tools
from mappings.genres import both_genders
from mappings.records import Competence, Fiche, Metier
from mappings.records.codes import is_rome

Readers = Iterator[Callable[[], Iterator[Said]]]
"""One for each thing that says labels; nothing is read before it is called."""
_NAMES_OF_PEOPLE = (Nature.NOM_COURANT, Nature.NOM_ANNONCE)
"""Names that the vocabularies give in one gender."""


class LabelMaker:
    """Turns a corpus and its links into label documents; labels with the same words and nature are one."""

    def __init__(self, corpus: Corpus, links: Links, tools: Tools) -> None:
        self._corpus, self._links, self._tools = corpus, links, tools
        self._liens, self._bonus = tools.relevance.liens, tools.relevance.bonus
        self._naming = Naming(tools, corpus.name)
        self._succession = Succession(corpus.certifications.briefs)

    def make(self, workers: int = 1) -> Iterator[LabelDocument]:
        """Every label of the corpus, each once."""
        gathered = LabelGatherer()
        chapters = [partial(_read, readers) for readers in (self._metiers, self._offre, self._words)]
        with made_in_order(chapters, workers) as read:
            for said in chain.from_iterable(read):
                gathered.add(*said)
        return gathered.drain()

    def _metiers(self) -> Readers:
        yield from (partial(self._metier, one) for one in self._corpus.metiers.values())
        yield from (partial(self._fiche, one) for one in self._corpus.fiches.values())

    def _offre(self) -> Readers:
        yield from (partial(self._formation, code) for code in self._corpus.formations)
        yield from (partial(self._certification, code) for code in self._corpus.certifications)

    def _words(self) -> Readers:
        yield from (self._competences, self._termes, self._vocabularies)

    def _metier(self, metier: Metier) -> Iterator[Said]:
        code, naming = metier.code_rome, self._naming
        cibles = [(code, 1.0), *self._fiches_of(code)]
        yield from naming.name(Nature.APPELLATION, cibles, metier.intitule_masculin, metier.intitule_feminin)
        for appellation in self._corpus.appellations.get(code, ()):
            forms = (appellation.forme_masculine, appellation.forme_feminine)
            yield from naming.name(Nature.APPELLATION, cibles, *forms)
            if appellation.libelle_court:
                yield from naming.name(Nature.APPELLATION, cibles, *both_genders(appellation.libelle_court))
        alone = [(code, 1.0)]
        domaines = (metier.grand_domaine.libelle, metier.domaine_professionnel.libelle)
        yield from naming.words(Nature.DOMAINE, domaines, alone)
        yield from naming.words(Nature.THEME, (one.libelle for one in metier.themes), alone)
        yield from naming.words(Nature.SECTEUR, (one.libelle for one in metier.secteurs), alone)
        yield from naming.words(Nature.CONTEXTE, (one.libelle for one in metier.contextes), alone)
        known = (self._corpus.interets.get(lien.code) for lien in metier.centres_interet)
        yield from naming.words(Nature.INTERET, (one.libelle for one in known if one), alone)

    def _fiches_of(self, code_rome: str) -> list[Cible]:
        return [
            (fiche, self._liens["metier-fiche"]) for fiche in self._links.metier_to_fiches.get(code_rome, ())
        ]

    def _fiche(self, fiche: Fiche) -> Iterator[Said]:
        naming, cibles = self._naming, [(fiche.code, 1.0)]
        if not is_rome(fiche.code):
            nearest = self._links.fiche_to_metiers.get(fiche.code, ())[:1]
            cibles += [(one.code_rome, self._liens["fiche-metier"]) for one in nearest]
        yield from naming.name(Nature.TITRE, cibles, fiche.titre_masculin, fiche.titre_feminin)
        for synonyme in fiche.synonymes:
            yield from naming.name(Nature.SYNONYME, cibles, *both_genders(synonyme))
        yield from naming.words(Nature.INTERET, (one.libelle for one in fiche.centres_interet), cibles)
        yield from naming.words(Nature.SECTEUR, (one.libelle for one in fiche.secteurs), cibles)
        yield from naming.words(Nature.DOMAINE, _parts(fiche.domaines), cibles)
        yield from naming.words(Nature.MOT_CLE, fiche.mots_cles, cibles)

    def _formation(self, code: str) -> Iterator[Said]:
        formation, naming, cibles = self._corpus.formations.briefs[code], self._naming, [(code, 1.0)]
        yield from naming.name(Nature.TITRE, cibles, formation.intitule)
        if formation.sigle:
            yield from naming.sigle(formation.sigle, cibles)
        yield from naming.name(Nature.DIPLOME, self._metiers_after(code), formation.intitule)
        yield from naming.words(Nature.MOT_CLE, formation.mots_cles, cibles)
        yield from self._formacode(formation, cibles)
        yield from naming.words(Nature.DOMAINE, _parts(formation.domaines), cibles)

    def _metiers_after(self, formation: str) -> list[Cible]:
        fiches = self._links.formation_to_fiches.get(formation, ())
        metiers = self._links.formation_to_metiers.get(formation, ())
        return [
            *((code, self._liens["formation-fiche"]) for code in fiches),
            *((code, self._liens["formation-metier"]) for code in metiers),
        ]

    def _certification(self, code: str) -> Iterator[Said]:
        certification, naming = self._corpus.certifications.briefs[code], self._naming
        is_over = self._succession.mention(code) is not None
        cibles = [(code, self._liens["certification-terminee"] if is_over else 1.0)]
        yield from naming.name(Nature.TITRE, cibles, certification.intitule)
        for other in certification.autres_intitules:
            yield from naming.name(Nature.SYNONYME, cibles, other)
        yield from self._formacode(certification, cibles)
        for formation in self._links.certification_to_formations.get(code, ()):
            intitule = self._corpus.formations.briefs[formation].intitule
            yield from naming.name(Nature.SYNONYME, cibles, intitule)

    def _formacode(
        self, brief: FormationBrief | CertificationBrief, cibles: Sequence[Cible]
    ) -> Iterator[Said]:
        """Words of the Formacode terms that a publisher gives; another version has other terms."""
        known = (self._corpus.termes.get(code) for code in brief.codes_formacode)
        for terme in (one for one in known if one and one.version == brief.version_formacode):
            yield from self._naming.words(Nature.THESAURUS, (terme.libelle, *terme.synonymes), cibles)

    def _competences(self) -> Iterator[Said]:
        metiers = metiers_by_competence(self._corpus)
        for competence in self._corpus.competences.values():
            if shared := metiers.get(competence.code_ogr):
                cibles = self._diluted(shared)
                yield from self._naming.word(_nature_of(competence), competence.libelle, cibles)

    def _termes(self) -> Iterator[Said]:
        tied = metiers_of_termes(self._corpus, self._tools.analyser)
        for terme in self._corpus.termes.values():
            metiers = tied.get(terme.code_formacode, ())
            shared = self._diluted(dict.fromkeys(metiers, False))
            yield from self._naming.words(Nature.THESAURUS, (terme.libelle, *terme.synonymes), shared)
            named = [(code, self._liens["terme-metier"]) for code in metiers]
            yield from self._naming.words(Nature.SYNONYME, terme.synonymes_metier, named)

    def _vocabularies(self) -> Iterator[Said]:
        """Words of people; a métier that is not in the corpus is left out."""
        known = {*self._corpus.metiers, *(fiche.code for fiche in self._corpus.fiches.values())}
        feminines, weights = feminines_of(self._corpus), self._tools.relevance.vocabulaires
        for nature, texte, cibles in vocabulary_labels(self._tools.vocabularies, weights):
            formes = feminines.both(texte) if nature in _NAMES_OF_PEOPLE else (texte,)
            here = [cible for cible in cibles if cible[0] in known]
            yield from self._naming.forms(nature, formes, here)
        yield from self._wishes(known)

    def _wishes(self, known: set[str]) -> Iterator[Said]:
        tools = self._tools
        maker = WishMaker(tools.analyser, tools.query_words, tools.relevance, self._links)
        for wish in tools.vocabularies.souhaits:
            for label in maker.make(wish, known):
                if label.said and label.cibles:
                    yield Nature.ENVIE, label.texte, label.said, label.cles, label.cibles

    def _diluted(self, shared: Mapping[str, bool]) -> list[Cible]:
        """Targets of a label that several métiers share: the more there are, the less it says of each."""
        dilution = 1.0 / (1.0 + self._bonus["partage"] * math.log(max(len(shared), 1)))
        return [
            (code, dilution * (self._bonus["coeur"] if is_core else 1.0)) for code, is_core in shared.items()
        ]


def _read(readers: Callable[[], Readers], part: Part) -> Iterator[list[Said]]:
    """What each thing of a part says."""
    return (list(read()) for read in part.of(readers()))


def _parts(domaines: Sequence[str]) -> Iterator[str]:
    """« santé/paramédical »: a domain and its part are two words."""
    return (part for domaine in domaines for part in domaine.split("/"))


def _nature_of(competence: Competence) -> Nature:
    return Nature.SAVOIR if competence.type == "savoir" else Nature.COMPETENCE
