"""Label documents: every name, skill, interest… that may bring a reader to an entity."""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain

from index.building.corpus.briefs import CertificationBrief, FormationBrief
from index.building.corpus.read import Corpus
from index.building.labels.feminines import feminines_of
from index.building.labels.gathering import LabelGatherer, Said
from index.building.labels.thesaurus import metiers_of_termes
from index.building.labels.wishes import WishMaker
from index.building.labels.wording import Cible, equivalences_of, vocabulary_labels
from index.building.links import Links
from index.building.succession import Succession
from index.building.workers import Part, made_in_order
from index.documents import LabelDocument, Nature
from index.genders import kept
from index.tools import Tools
from mappings.genres import both_genders
from mappings.records import Competence, Fiche, Metier
from mappings.records.codes import is_rome
from nlp.normalise import normalise
from nlp.sigles import acronyms_apart

Adders = Iterator[Callable[[], None]]
"""One for each thing that says labels."""
_NAMES_OF_PEOPLE = (Nature.NOM_COURANT, Nature.NOM_ANNONCE)
"""Names that the vocabularies give in one gender."""
_BRACKETED = re.compile(r"\s*\(([^()]*)\)")


class LabelMaker:
    """Turns a corpus and its links into label documents; labels with the same words and nature are one."""

    def __init__(self, corpus: Corpus, links: Links, tools: Tools) -> None:
        self._corpus, self._links, self._analyser = corpus, links, tools.analyser
        self._liens, self._bonus = tools.relevance.liens, tools.relevance.bonus
        self._vocabularies, self._words = tools.vocabularies, tools.relevance.vocabulaires
        self._relevance, self._query_words = tools.relevance, tools.query_words
        self._equivalences = equivalences_of(tools.vocabularies, tools.analyser, self._words)
        self._diplomes = _diplomas_of_one_word(tools)
        self._succession = Succession(corpus.certifications.briefs)
        self._said: list[Said] = []
        """What the thing being read says."""

    def make(self, workers: int = 1) -> Iterator[LabelDocument]:
        """Every label of the corpus, each once."""
        gathered = LabelGatherer()
        chapters = [
            partial(self._read, adders) for adders in (self._of_metiers, self._of_offre, self._of_words)
        ]
        with made_in_order(chapters, workers) as read:
            for said in chain.from_iterable(read):
                gathered.add(*said)
        return gathered.drain()

    def _read(self, adders: Callable[[], Adders], part: Part) -> Iterator[list[Said]]:
        """What each thing of a part says."""
        for add in part.of(adders()):
            self._said = []
            add()
            yield self._said

    def _of_metiers(self) -> Adders:
        yield from (partial(self._add_metier, one) for one in self._corpus.metiers.values())
        yield from (partial(self._add_fiche, one) for one in self._corpus.fiches.values())

    def _of_offre(self) -> Adders:
        yield from (partial(self._add_formation, code) for code in self._corpus.formations)
        yield from (partial(self._add_certification, code) for code in self._corpus.certifications)

    def _of_words(self) -> Adders:
        yield from (self._add_competences, self._add_termes, self._add_vocabularies)

    def add(
        self, nature: Nature, texte: str | None, cibles: Iterable[Cible], shown: str | None = None
    ) -> None:
        """Add a label; the strongest weight wins when an entity is named twice by the same words."""
        named = list(cibles)
        cles = tuple(self._analyser.keys(texte)) if texte else ()
        if not cles or not texte or not named:
            return
        shown = shown or texte
        self._said.append((nature, shown, cles, cles, named))
        for variant, weight in self._equivalences.variants(cles):
            weaker = [(code, firm * weight) for code, firm in named]
            self._said.append((nature, shown, cles, variant, weaker))

    def _add_name(self, nature: Nature, cibles: Sequence[Cible], *formes: str | None) -> None:
        """A name in its genders, the same without its brackets, and the acronyms that stand apart in it."""
        written = [self._corpus.name(forme) for forme in formes if forme]
        self._add_forms(nature, written, cibles)
        if any("(" in forme for forme in written):
            self._add_forms(nature, [_BRACKETED.sub("", forme) for forme in written], cibles)
        for sigle in dict.fromkeys(chain.from_iterable(map(acronyms_apart, written))):
            self._add_sigle(sigle, cibles)

    def _add_forms(self, nature: Nature, formes: Sequence[str], cibles: Sequence[Cible]) -> None:
        """Each gender is found by its own words, both are shown."""
        shown = kept(formes)
        for forme in dict.fromkeys(formes):
            self.add(nature, forme, cibles, shown)

    def _add_sigle(self, sigle: str | None, cibles: Sequence[Cible]) -> None:
        if sigle and not self._reads_as_a_diploma(sigle):
            self.add(Nature.SIGLE, sigle, cibles)

    def _reads_as_a_diploma(self, sigle: str) -> bool:
        """« CAPS » would be read as the plural of « CAP »."""
        cles = tuple(self._analyser.keys(sigle))
        return cles in self._diplomes and self._diplomes[cles] != normalise(sigle)

    def _add_mots_cles(self, mots: Iterable[str], cibles: Sequence[Cible]) -> None:
        """What a publisher says for its page to be found."""
        for mot in mots:
            self.add(Nature.MOT_CLE, mot, cibles)

    def _add_formacode(self, brief: FormationBrief | CertificationBrief, cibles: Sequence[Cible]) -> None:
        """Words of the Formacode terms that a publisher gives; another version has other terms."""
        known = (self._corpus.termes.get(code) for code in brief.codes_formacode)
        for terme in (one for one in known if one and one.version == brief.version_formacode):
            for mot in (terme.libelle, *terme.synonymes):
                self.add(Nature.THESAURUS, mot, cibles)

    def _add_metier(self, metier: Metier) -> None:
        code = metier.code_rome
        cibles = [(code, 1.0), *self._fiches_of(code)]
        self._add_name(Nature.APPELLATION, cibles, metier.intitule_masculin, metier.intitule_feminin)
        for appellation in self._corpus.appellations.get(code, ()):
            forms = (appellation.forme_masculine, appellation.forme_feminine)
            self._add_name(Nature.APPELLATION, cibles, *forms)
            if appellation.libelle_court:
                self._add_name(Nature.APPELLATION, cibles, *both_genders(appellation.libelle_court))
        alone = [(code, 1.0)]
        self.add(Nature.DOMAINE, metier.grand_domaine.libelle, alone)
        self.add(Nature.DOMAINE, metier.domaine_professionnel.libelle, alone)
        for theme in metier.themes:
            self.add(Nature.THEME, theme.libelle, alone)
        for secteur in metier.secteurs:
            self.add(Nature.SECTEUR, secteur.libelle, alone)
        for contexte in metier.contextes:
            self.add(Nature.CONTEXTE, contexte.libelle, alone)
        for interet in metier.centres_interet:
            if interet.code in self._corpus.interets:
                self.add(Nature.INTERET, self._corpus.interets[interet.code].libelle, alone)

    def _fiches_of(self, code_rome: str) -> list[Cible]:
        return [
            (fiche, self._liens["metier-fiche"]) for fiche in self._links.metier_to_fiches.get(code_rome, ())
        ]

    def _add_fiche(self, fiche: Fiche) -> None:
        if is_rome(fiche.code):
            cibles = [(fiche.code, 1.0)]
        else:
            nearest = self._links.fiche_to_metiers.get(fiche.code, ())[:1]
            cibles = [(fiche.code, 1.0), *((one.code_rome, self._liens["fiche-metier"]) for one in nearest)]
        self._add_name(Nature.TITRE, cibles, fiche.titre_masculin, fiche.titre_feminin)
        for synonyme in fiche.synonymes:
            self._add_name(Nature.SYNONYME, cibles, *both_genders(synonyme))
        for interet in fiche.centres_interet:
            self.add(Nature.INTERET, interet.libelle, cibles)
        for secteur in fiche.secteurs:
            self.add(Nature.SECTEUR, secteur.libelle, cibles)
        for domaine in fiche.domaines:
            for part in domaine.split("/"):
                self.add(Nature.DOMAINE, part, cibles)
        self._add_mots_cles(fiche.mots_cles, cibles)

    def _add_formation(self, code: str) -> None:
        formation = self._corpus.formations.briefs[code]
        self._add_name(Nature.TITRE, [(formation.code, 1.0)], formation.intitule)
        self._add_sigle(formation.sigle, [(formation.code, 1.0)])
        self._add_name(Nature.DIPLOME, self._metiers_after(formation.code), formation.intitule)
        self._add_mots_cles(formation.mots_cles, [(formation.code, 1.0)])
        self._add_formacode(formation, [(formation.code, 1.0)])
        for domaine in formation.domaines:
            for part in domaine.split("/"):
                self.add(Nature.DOMAINE, part, [(formation.code, 1.0)])

    def _metiers_after(self, formation: str) -> list[Cible]:
        fiches = self._links.formation_to_fiches.get(formation, ())
        metiers = self._links.formation_to_metiers.get(formation, ())
        return [
            *((code, self._liens["formation-fiche"]) for code in fiches),
            *((code, self._liens["formation-metier"]) for code in metiers),
        ]

    def _add_certification(self, code: str) -> None:
        certification = self._corpus.certifications.briefs[code]
        is_over = self._succession.mention(code) is not None
        cibles = [(code, self._liens["certification-terminee"] if is_over else 1.0)]
        self._add_name(Nature.TITRE, cibles, certification.intitule)
        for other in certification.autres_intitules:
            self._add_name(Nature.SYNONYME, cibles, other)
        self._add_formacode(certification, cibles)
        for formation in self._links.certification_to_formations.get(code, ()):
            self._add_name(Nature.SYNONYME, cibles, self._corpus.formations.briefs[formation].intitule)

    def _add_competences(self) -> None:
        metiers = metiers_by_competence(self._corpus)
        for competence in self._corpus.competences.values():
            shared = metiers.get(competence.code_ogr)
            if shared:
                self.add(_nature_of(competence), competence.libelle, self._diluted(shared))

    def _add_termes(self) -> None:
        tied = metiers_of_termes(self._corpus, self._analyser)
        for terme in self._corpus.termes.values():
            metiers = tied.get(terme.code_formacode, ())
            for words in (terme.libelle, *terme.synonymes):
                self.add(Nature.THESAURUS, words, self._diluted(dict.fromkeys(metiers, False)))
            for name in terme.synonymes_metier:
                self.add(Nature.SYNONYME, name, [(code, self._liens["terme-metier"]) for code in metiers])

    def _add_vocabularies(self) -> None:
        """Words of people; a métier that is not in the corpus is left out."""
        known = {*self._corpus.metiers, *(fiche.code for fiche in self._corpus.fiches.values())}
        feminines = feminines_of(self._corpus)
        for nature, texte, cibles in vocabulary_labels(self._vocabularies, self._words):
            formes = feminines.both(texte) if nature in _NAMES_OF_PEOPLE else (texte,)
            self._add_forms(nature, formes, [cible for cible in cibles if cible[0] in known])
        self._add_wishes(known)

    def _add_wishes(self, known: set[str]) -> None:
        maker = WishMaker(self._analyser, self._query_words, self._relevance, self._links)
        for wish in self._vocabularies.souhaits:
            for label in maker.make(wish, known):
                if label.said and label.cibles:
                    self._said.append((Nature.ENVIE, label.texte, label.said, label.cles, label.cibles))

    def _diluted(self, shared: dict[str, bool]) -> list[Cible]:
        """Targets of a label that several métiers share: the more there are, the less it says of each."""
        dilution = 1.0 / (1.0 + self._bonus["partage"] * math.log(max(len(shared), 1)))
        return [
            (code, dilution * (self._bonus["coeur"] if is_core else 1.0)) for code, is_core in shared.items()
        ]


def _diplomas_of_one_word(tools: Tools) -> dict[tuple[str, ...], str]:
    """Keys of a diploma that is written in one word → that word."""
    words = (normalise(forme) for line in tools.vocabularies.diplomes for forme in line.formes)
    return {(tools.analyser.key(word),): word for word in words if " " not in word}


def metiers_by_competence(corpus: Corpus) -> dict[str, dict[str, bool]]:
    """Code OGR → {code ROME: is it at the heart of that métier}."""
    shared: dict[str, dict[str, bool]] = {}
    for metier in corpus.metiers.values():
        for lien in metier.competences:
            shared.setdefault(lien.code_ogr, {})[metier.code_rome] = lien.coeur_metier == "Principale"
    return shared


def _nature_of(competence: Competence) -> Nature:
    return Nature.SAVOIR if competence.type == "savoir" else Nature.COMPETENCE
