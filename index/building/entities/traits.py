"""What each page says of itself in the terms of the facets; a facet never says more than the page shows."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain

from index.building.corpus.read import Corpus
from index.building.links import Links
from index.documents import GENRES, Trait
from index.facet_table import FacetTable, FacetWords
from index.facets import NON_RENSEIGNE, NON_RENSEIGNE_EN_MOTS, NomFacette
from index.validity import open_voies
from index.views import Y_MENE, CertificationView, FormationView, Genre, Lien, MetierView, MotCle, View
from mappings.records import Formation, Libelle
from nlp.normalise import normalise

_HOW_TO_ENTER = "acces_metier"
"""Field of a fiche that says what one must have studied."""
_KEPT = 1 << 13
"""Formations whose voies are remembered: enough for those that one métier lists."""
_VARIANT = re.compile(r" \([^()]*\)$| de niveau \d$")
"""« Titre professionnel (TP de niveau 3) » is a titre professionnel."""
_BETWEEN_WORDS = re.compile(r"[^a-z0-9]+")


class TraitMaker:
    """Traits of the entities of a corpus."""

    def __init__(self, corpus: Corpus, links: Links, table: FacetTable, niveaux: Mapping[str, int]) -> None:
        """`niveaux`: level of the qualifications that are read in texts, by the words of the keyword."""
        self._corpus, self._links, self._table, self._niveaux_dits = corpus, links, table, niveaux
        self._voies_of_formation = lru_cache(maxsize=_KEPT)(self._find_voies_of_formation)
        self._editeur = lru_cache(maxsize=_KEPT)(lambda name: Trait("editeur", slug(name), name))
        self._diplomes = {normalise(words): value for words, value in table["diplome"].lus.items()}
        self._unknown = {
            genre: [
                Trait(nom, NON_RENSEIGNE, NON_RENSEIGNE_EN_MOTS)
                for nom in table
                if _is_kept(table[nom], genre)
            ]
            for genre in GENRES
        }

    def of(self, view: View, *, is_over: bool = False) -> tuple[Trait, ...]:
        """Each once. `is_over`: a certification that no one can begin any more."""
        if isinstance(view, MetierView):
            found = self._of_metier(view)
        elif isinstance(view, FormationView):
            found = self._of_formation(view)
        else:
            found = self._of_certification(view, is_over=is_over)
        traits = dict.fromkeys(found)
        known = {trait.facette for trait in traits}
        return (*traits, *(trait for trait in self._unknown[view.genre] if trait.facette not in known))

    def _of_metier(self, view: MetierView) -> Iterator[Trait]:
        formations = [f for f in view.formations if f.relation == Y_MENE]
        yield from self._niveaux_of_metier(view, formations)
        yield from self._voies(voie for f in formations for voie in self._voies_of_formation(f.code))
        yield from self._departements(f.code for f in formations)
        yield from self._domaines([view.code])
        yield from self._interets(view)
        if view.metier:
            yield from self._flags(view.metier.est_reglemente, view.metier.transition_ecologique)
        said = [*([view.metier] if view.metier else []), *view.fiches]
        yield from self._editeurs(*(one.provenance.editeur for one in said))

    def _niveaux_of_metier(self, view: MetierView, formations: Sequence[Lien]) -> Sequence[Trait]:
        """What codes say; where they say nothing, what publishers write of how one comes to it."""
        coded = self._niveaux(one.niveau for one in (*formations, *view.certifications))
        given = self._read("niveau", (f.niveau_acces.libelle for f in view.fiches if f.niveau_acces))
        return [*coded, *given] or [*self._niveaux_written(view.mots_cles)]

    def _niveaux_written(self, words: Iterable[MotCle]) -> Iterator[Trait]:
        for word in words:
            if word.type == "qualification" and word.champ == _HOW_TO_ENTER:
                niveau = self._niveaux_dits.get(word.libelle)
                value = self._table["niveau"].lus.get(word.libelle, str(niveau) if niveau else None)
                if value:
                    yield self._known("niveau", value)

    def _of_formation(self, view: FormationView) -> Iterator[Trait]:
        yield from self._niveaux_of_formation(view)
        yield from self._voies(self._voies_of_formation(view.code))
        yield from self._domaines(metier.code for metier in view.metiers)
        yield from self._diplomes_of_formation(view.formation)
        yield from self._departements([view.code])
        yield from self._editeurs(*(p.editeur for p in view.sources), *(one.editeur for one in view.aussi))

    def _niveaux_of_formation(self, view: FormationView) -> Sequence[Trait]:
        """Its own, else those of what it prepares, else what one has when leaving it, in the words of the
        source: half of the bachelors deliver nothing that is registered."""
        given = [view.formation.niveau] if view.formation.niveau else [c.niveau for c in view.certifications]
        sortie = view.formation.niveau_sortie
        return [*self._niveaux(given)] or [*self._read("niveau", [sortie] if sortie else ())]

    def _of_certification(self, view: CertificationView, *, is_over: bool) -> Iterator[Trait]:
        certification = view.certification
        yield from self._niveaux([certification.niveau])
        yield from self._voies(open_voies(certification))
        yield from self._domaines(metier.code for metier in view.metiers)
        yield from self._diplome(certification.type_diplome, certification.sigle_type)
        if is_over or certification.est_active:
            yield self._known("etat", "terminee" if is_over else "en-vigueur")
        yield from self._editeurs(*(p.editeur for p in view.sources))

    def _niveaux(self, niveaux: Iterable[int | None]) -> Iterator[Trait]:
        yield from (self._known("niveau", str(niveau)) for niveau in niveaux if niveau)

    def _voies(self, voies: Iterable[str]) -> Iterator[Trait]:
        yield from (self._known("voie", voie) for voie in voies)

    def _interets(self, view: MetierView) -> Iterator[Trait]:
        for interet in view.centres_interet:
            code = interet.code or self._table["interet"].lus.get(interet.libelle)
            if code in self._corpus.interets:
                yield Trait("interet", code, self._corpus.interets[code].libelle)

    def _flags(self, est_reglemente: bool | None, transition: str | None) -> Iterator[Trait]:
        if est_reglemente is not None:
            yield self._known("reglemente", "oui" if est_reglemente else "non")
        yield from self._read("transition", [transition] if transition else ())

    def _domaines(self, codes: Iterable[str]) -> Iterator[Trait]:
        for letter in dict.fromkeys(letter for code in codes for letter in self._letters_of.get(code, ())):
            yield Trait("domaine", letter, self._grands_domaines[letter])

    def _diplomes_of_formation(self, formation: Formation) -> Sequence[Trait]:
        """What its publisher says that it delivers; else, the certifications that it prepares."""
        own = [*self._diplome(formation.type_formation, formation.sigle_type)]
        prepared = self._links.formation_to_certifications.get(formation.code, ())
        briefs = (self._corpus.certifications.briefs[code] for code in prepared)
        return own or [trait for one in briefs for trait in self._diplome(one.type_diplome, one.sigle_type)]

    def _diplome(self, *names: str | None) -> Iterator[Trait]:
        """By the first name that the table knows, in any case; else by the words of the source."""
        given = [_VARIANT.sub("", name) for name in names if name]
        known = [self._diplomes[name] for name in map(normalise, given) if name in self._diplomes]
        if known:
            yield from (self._known("diplome", value) for value in known[:1] if value)
        elif given:
            yield Trait("diplome", slug(given[0]), given[0])

    def _departements(self, formations: Iterable[str]) -> Iterator[Trait]:
        known = self._corpus.departements
        given = (code for one in formations for code in known.of_formation.get(one, ()))
        yield from (Trait("departement", code, known.nom(code)) for code in dict.fromkeys(given))

    def _read(self, nom: NomFacette, words: Iterable[str]) -> Iterator[Trait]:
        """Values that a source says in its words; words that the table does not know are kept as they are."""
        lus = self._table[nom].lus
        for word in words:
            if word not in lus:
                yield Trait(nom, slug(word), word)
            elif value := lus[word]:
                yield self._known(nom, value)

    def _editeurs(self, *names: str) -> Iterator[Trait]:
        """« Onisep, France compétences » are two publishers who speak of one thing."""
        return (self._editeur(editeur) for name in names for editeur in name.split(", "))

    def _known(self, nom: NomFacette, value: str) -> Trait:
        return Trait(nom, value, self._table[nom].valeurs[value])

    def _find_voies_of_formation(self, code: str) -> tuple[str, ...]:
        """Those that the source gives, then those of the certifications it prepares."""
        prepared = self._links.formation_to_certifications.get(code, ())
        known = self._corpus.certifications.briefs
        given = (self._corpus.formations.briefs[code].voies, *(known[one].voies for one in prepared))
        return tuple(dict.fromkeys(chain.from_iterable(given)))

    @cached_property
    def _grands_domaines(self) -> Mapping[str, str]:
        found: dict[str, Libelle] = {m.code_rome[0]: m.grand_domaine for m in self._corpus.metiers.values()}
        return {letter: domaine.libelle for letter, domaine in found.items()}

    @cached_property
    def _letters_of(self) -> Mapping[str, tuple[str, ...]]:
        """Grands domaines of a métier, or of a fiche by the ROME codes of its publisher."""
        letters = {
            fiche.code: [code[0] for code in fiche.codes_rome] for fiche in self._corpus.fiches.values()
        }
        letters |= {code: [code[0]] for code in self._corpus.metiers}
        known = self._grands_domaines
        return {code: tuple(one for one in found if one in known) for code, found in letters.items()}


def _is_kept(facet: FacetWords, genre: Genre) -> bool:
    """Whether each entity of this kind says something in a facet, if only that nobody knows."""
    return genre in facet.genres and not facet.calculee


def slug(words: str) -> str:
    """« France compétences » → « france-competences »: a value that an address can carry."""
    return _BETWEEN_WORDS.sub("-", normalise(words)).strip("-")
