"""Entity documents: card, full-text fields and view of each métier, fiche, formation and certification."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache, partial
from itertools import chain

from index.briefs import CertificationBrief
from index.card_words import (
    FICHE_DE_BRANCHE,
    count_in_words,
    first_sentence,
    level_of_access,
    next_steps,
    publishers,
)
from index.corpus import Corpus
from index.documents import Card, EntityDocument
from index.doublons import MEME_FORMATION, copies_of_fiches, find_doublons
from index.facet_table import read_facet_table
from index.fiches import interets_of_fiche, names_of_fiche, texts_of, texts_of_fiche
from index.keywords import KeywordMaker
from index.links import Y_MENE, Links, first_distinct, neighbours
from index.neighbours import Neighbourhood
from index.references import references_of_certification, references_of_formation
from index.succession import Succession
from index.titles import capitalised, titles_of_metiers
from index.traits import TraitMaker
from index.versions import DEBOUCHE, FAMILLE_Y_MENE, RomeCodes
from index.views import CertificationView, CompetenceLiee, FormationView, InteretLie, Lien, MetierView
from index.workers import WHOLE, Make, Part
from mappings.records import Certification, Fiche, Formation, Libelle, Metier
from mappings.records.codes import is_rome
from nlp.analysis import Analyser
from nlp.families import Families

_NEIGHBOUR_FORMATIONS = 12
_MOST_LISTED = 500
"""Formations listed on one page: beyond, nobody reads a list, and search narrows it."""
_LINKS_KEPT = 1 << 13
_NEIGHBOURS_KEPT = 1 << 10
"""Formations that lead to the same métiers follow one another, and have the same neighbours."""
Makers = Iterator[Callable[[], EntityDocument]]
"""One for each entity; nothing is read before it is called."""


class EntityMaker:
    """Turns a corpus and its links into entity documents, one at a time; their keywords only if asked for."""

    def __init__(
        self,
        corpus: Corpus,
        links: Links,
        analyser: Analyser,
        keywords: KeywordMaker | None = None,
        families: Families | None = None,
    ) -> None:
        self._keywords, self._root = keywords, (families or Families()).root
        self._corpus, self._links, self._analyser = corpus, links, analyser
        self._fiches: dict[str, list[Fiche]] = {}
        self._folded: dict[str, str] = {}
        self._rome = RomeCodes(corpus.metiers)
        self._titles = titles_of_metiers(corpus)
        self._doublons = find_doublons(corpus, analyser)
        self._rank = lru_cache(maxsize=_LINKS_KEPT)(self._compute_rank)
        self._link_to = lru_cache(maxsize=_LINKS_KEPT)(self._compute_link)
        self._links_to_near = lru_cache(maxsize=_NEIGHBOURS_KEPT)(self._links_to_formations)
        self._link_to_metier = lru_cache(maxsize=_LINKS_KEPT)(self._compute_link_to_metier)
        self._words_of_title = lru_cache(maxsize=_LINKS_KEPT)(self._compute_words_of_title)
        self._succession = Succession(corpus.certifications.briefs)
        self._traits = TraitMaker(corpus, links, read_facet_table())
        for fiche in corpus.fiches.values():
            code = fiche.code if is_rome(fiche.code) else links.same_metier(fiche.code)
            if code in corpus.metiers:
                self._fiches.setdefault(code, []).append(fiche)
                if code != fiche.code:
                    self._folded[fiche.code] = code

    def make(self) -> Iterator[EntityDocument]:
        return chain.from_iterable(make(WHOLE) for make in self.chapters)

    @property
    def chapters(self) -> Sequence[Make[EntityDocument]]:
        """Nomenclatures, most of what a worker would copy by reading it, are only read for the first one."""
        return [partial(_made, makers) for makers in (self._of_metiers, self._of_offre)]

    def _of_metiers(self) -> Makers:
        corpus = self._corpus
        yield from (partial(self._metier, one) for one in corpus.metiers.values())
        yield from (partial(self._fiche, one) for one in corpus.fiches.values() if not is_rome(one.code))

    def _of_offre(self) -> Makers:
        yield from (partial(self._formation, code) for code in self._corpus.formations)
        yield from (partial(self._certification, code) for code in self._corpus.certifications)

    @cached_property
    def _neighbourhood(self) -> Neighbourhood:
        return Neighbourhood(self._corpus, self._links, self._titles)

    # Métiers and fiches

    def _metier(self, metier: Metier) -> EntityDocument:
        code = metier.code_rome
        fiches = sorted(self._fiches.get(code, ()), key=lambda f: (f.est_de_branche, f.code != code, f.id))
        codes, relation = self._formations_of_metier(code)
        formations = self._links_to_formations(codes, relation)
        appellations = self._corpus.appellations.get(code, ())
        competences = self._competences(metier)
        interets = (*self._interets(metier), *(i for f in fiches for i in interets_of_fiche(f)))
        view = MetierView(
            code=code,
            titre=self._titles[code],
            metier=metier,
            fiches=tuple(fiches),
            copies=copies_of_fiches(fiches),
            appellations=appellations,
            competences=competences,
            centres_interet=interets,
            metiers_proches=self._neighbourhood.of_metier(code),
            formations=formations,
            formations_en_tout=_if_more(codes, formations),
            certifications=self._certifications_of(f.code for f in formations if f.relation == Y_MENE),
        )
        view = self._with_keywords(view)
        card = Card(
            genre="metier",
            code=code,
            titre=view.titre,
            phrase=first_sentence(
                f.accroche or f.nature_travail for f in reversed(fiches) if not f.est_de_branche
            ),
            editeurs=publishers(metier.provenance, *(f.provenance for f in fiches)),
            suites=next_steps(codes, view.certifications),
            est_demonstration=any(f.provenance.est_demonstration for f in fiches),
            acces=level_of_access(fiches),
        )
        names = [
            metier.libelle,
            *(a.libelle for a in appellations),
            *(n for f in fiches for n in names_of_fiche(f)),
        ]
        return self._document(
            card,
            view,
            noms=names,
            competences=[c.libelle for c in competences],
            interets=[i.libelle for i in interets] + [t.libelle for t in metier.themes],
            texte=[text for f in fiches for text in texts_of_fiche(f)],
        )

    def _fiche(self, fiche: Fiche) -> EntityDocument:
        codes = self._links.fiche_to_formations.get(fiche.code, ())
        formations = self._links_to_formations(codes)
        interets = tuple(interets_of_fiche(fiche))
        view = MetierView(
            code=fiche.code,
            titre=self._titles[fiche.code],
            metier=None,
            fiches=(fiche,),
            centres_interet=interets,
            metiers_proches=self._neighbourhood.of_fiche(fiche),
            formations=formations,
            formations_en_tout=_if_more(codes, formations),
            certifications=self._certifications_of(f.code for f in formations),
        )
        card = Card(
            genre="metier",
            code=fiche.code,
            titre=view.titre,
            phrase=first_sentence([fiche.accroche, fiche.nature_travail]),
            editeurs=publishers(fiche.provenance),
            suites=next_steps(codes, view.certifications),
            mention=FICHE_DE_BRANCHE if fiche.est_de_branche else None,
            est_demonstration=fiche.provenance.est_demonstration,
            acces=level_of_access([fiche]),
            pliee_dans=self._folded.get(fiche.code),
        )
        return self._document(
            card,
            None if card.pliee_dans else self._with_keywords(view),
            noms=list(names_of_fiche(fiche)),
            interets=[*(i.libelle for i in interets), *fiche.mots_cles],
            texte=list(texts_of_fiche(fiche)),
        )

    def _with_keywords(self, view: MetierView) -> MetierView:
        words = self._keywords.of_metier(view) if self._keywords else ()
        return view.model_copy(update={"mots_cles": words})

    def _competences(self, metier: Metier) -> tuple[CompetenceLiee, ...]:
        known = self._corpus.competences
        return tuple(
            CompetenceLiee(
                code_ogr=lien.code_ogr,
                libelle=one.libelle,
                type=one.type,
                enjeu=one.enjeu or one.categorie,
                est_coeur=lien.coeur_metier == "Principale",
            )
            for lien in metier.competences
            if (one := known.get(lien.code_ogr))
        )

    def _interets(self, metier: Metier) -> Iterator[InteretLie]:
        for lien in metier.centres_interet:
            if interet := self._corpus.interets.get(lien.code):
                yield InteretLie(
                    code=lien.code,
                    libelle=interet.libelle,
                    editeur=interet.provenance.editeur,
                    est_principal=lien.est_principal,
                )

    def _formations_of_metier(self, code: str) -> tuple[tuple[str, ...], str]:
        """Formations that lead to the métier; if none is known, those of its family, under that name."""
        if direct := self._doublons.sans_copies(self._links.metier_to_formations.get(code, ())):
            return direct, Y_MENE
        family = neighbours(self._neighbourhood.family(code), self._links.metier_to_formations)
        return family, FAMILLE_Y_MENE

    def _links_to_formations(self, codes: Sequence[str], relation: str = Y_MENE) -> tuple[Lien, ...]:
        return tuple(self._link_to(code, relation) for code in sorted(codes, key=self._rank)[:_MOST_LISTED])

    def _compute_rank(self, code: str) -> tuple[int, str]:
        formation = self._corpus.formations.briefs[code]
        return formation.niveau or 9, formation.intitule

    def _compute_link(self, code: str, relation: str) -> Lien:
        """Most are made again and again: the same formations are near to thousands of others."""
        formation = self._corpus.formations.briefs[code]
        return Lien(
            genre="formation",
            code=formation.code,
            titre=capitalised(formation.intitule),
            relation=relation,
            editeur=formation.editeur,
            niveau=formation.niveau,
            type_formation=formation.type_formation,
            duree=formation.duree,
        )

    # Formations and certifications

    def _formation(self, code: str) -> EntityDocument:
        formation, sources = self._corpus.formations.published(code)
        view = FormationView(
            code=code,
            titre=capitalised(formation.intitule),
            formation=formation,
            sources=sources,
            aussi=self._links_to_formations(self._doublons.autres(code), relation=MEME_FORMATION),
            metiers=self._metiers_of(formation),
            certifications=self._certifications_of([code]),
            poursuites=tuple(self._poursuites(formation)),
            formations_proches=self._near_formations(code),
        )
        if self._keywords:
            view = view.model_copy(update={"mots_cles": self._keywords.of_formation(view)})
        card = Card(
            genre="formation",
            code=code,
            titre=view.titre,
            phrase=first_sentence([formation.descriptif]),
            editeurs=tuple(dict.fromkeys((*publishers(*view.sources), *(one.editeur for one in view.aussi)))),
            suites=count_in_words(view.metiers, "métier"),
            est_demonstration=formation.provenance.est_demonstration,
            pliee_dans=self._doublons.originaux.get(code),
        )
        names = [formation.intitule, formation.sigle, formation.type_formation, formation.sigle_type]
        return self._document(
            card,
            view,
            references_of_formation(formation),
            noms=[name for name in names if name] + [m.titre for m in view.metiers],
            interets=[*formation.domaines, *formation.mots_cles],
            texte=texts_of(formation.descriptif, formation.enseignement),
        )

    def _metiers_of(self, formation: Formation) -> tuple[Lien, ...]:
        """Pages of métiers: a fiche shown on the page of its métier leads there."""
        fiches = self._links.formation_to_fiches.get(formation.code, ())
        codes = [self._folded.get(code, code) for code in fiches]
        codes += self._links.formation_to_metiers.get(formation.code, ())
        editeur = formation.provenance.editeur
        ordered = self._nearest_first(formation.intitule, codes)
        return tuple(self._link_to_metier(code, DEBOUCHE, editeur) for code in ordered)

    def _compute_link_to_metier(self, code: str, relation: str, editeur: str) -> Lien:
        return Lien(genre="metier", code=code, titre=self._titles[code], relation=relation, editeur=editeur)

    def _nearest_first(self, title: str, codes: Iterable[str]) -> list[str]:
        """Each métier once; those that share words with the title come first."""
        each = list(dict.fromkeys(codes))
        if len(each) > 1:
            words = set(self._analyser.keys(title))
            each.sort(key=lambda code: -len(words & self._words_of_title(code)))
        return each

    def _compute_words_of_title(self, code: str) -> frozenset[str]:
        return frozenset(self._analyser.keys(self._titles[code]))

    def _poursuites(self, formation: Formation) -> Iterator[Lien]:
        for poursuite in formation.poursuites:
            if poursuite.code and poursuite.code in self._corpus.formations:
                yield self._link_to(poursuite.code, "poursuite d'études")

    def _near_formations(self, code: str) -> tuple[Lien, ...]:
        metiers = self._links.formation_to_metiers.get(code, ())
        near = (one for metier in metiers for one in self._links.metier_to_formations.get(metier, ()))
        first = first_distinct((one for one in near if one != code), _NEIGHBOUR_FORMATIONS)
        return self._links_to_near(first, "mène au même métier")

    def _certification(self, code: str) -> EntityDocument:
        certification, sources = self._corpus.certifications.published(code)
        formations = self._links.certification_to_formations.get(code, ())
        metiers = self._rome.metiers_of(certification.codes_rome, certification.version_rome)
        metiers |= dict.fromkeys(neighbours(formations, self._links.formation_to_metiers), DEBOUCHE)
        view = CertificationView(
            code=code,
            titre=capitalised(certification.intitule),
            certification=certification,
            sources=sources,
            formations=(listed := self._links_to_formations(formations, "prépare cette certification")),
            formations_en_tout=_if_more(formations, listed),
            metiers=tuple(
                self._link_to_metier(one, metiers[one], certification.provenance.editeur)
                for one in self._nearest_first(certification.intitule, metiers)
            ),
            succession=self._succession.line(code),
            domaines=tuple(self._domaines(certification)),
        )
        card = Card(
            genre="certification",
            code=code,
            titre=view.titre,
            phrase=_diploma_and_level(certification),
            mention=self._succession.mention(code),
            editeurs=publishers(*view.sources),
            suites=(*count_in_words(formations, "formation"), *count_in_words(view.metiers, "métier")),
        )
        names = [certification.intitule, certification.type_diplome, *certification.autres_intitules]
        references = references_of_certification(certification)
        return self._document(card, view, references, noms=[name for name in names if name])

    def _certifications_of(self, formations: Iterable[str]) -> tuple[Lien, ...]:
        codes = neighbours(formations, self._links.formation_to_certifications)
        return tuple(self._link_to_certification(self._corpus.certifications.briefs[code]) for code in codes)

    def _link_to_certification(self, certification: CertificationBrief) -> Lien:
        return Lien(
            genre="certification",
            code=certification.code,
            titre=capitalised(certification.intitule),
            relation="certification visée",
            editeur=certification.editeur,
            niveau=certification.niveau,
            type_formation=certification.type_diplome,
            mention=self._succession.mention(certification.code),
        )

    def _domaines(self, certification: Certification) -> Iterator[Libelle]:
        """Terms of the Formacode; a code of another version may mean something else."""
        for code in certification.codes_formacode:
            terme = self._corpus.termes.get(code)
            if terme and terme.version == certification.version_formacode:
                yield Libelle(code=code, libelle=terme.libelle)

    def _document(
        self,
        card: Card,
        view: MetierView | FormationView | CertificationView | None,
        references: tuple[str, ...] = (),
        **texts: Sequence[str],
    ) -> EntityDocument:
        champs = {name: self._keys(values) for name, values in texts.items() if values}
        vue = view.model_dump_json(exclude_defaults=True).encode() if view else None
        traits = self._traits.of(view, is_over=card.mention is not None) if view else ()
        return EntityDocument(card, champs, vue, traits, references)

    def _keys(self, values: Sequence[str]) -> list[str]:
        return [self._root(key) for value in values for key in self._analyser.keys(value)]


def _made(makers: Callable[[], Makers], part: Part) -> Iterator[EntityDocument]:
    return (make() for make in part.of(makers()))


def _diploma_and_level(certification: Certification) -> str | None:
    """« Certificat d'aptitude professionnelle, niveau 3 »: five certifications are called « Boulanger »."""
    diploma = certification.type_diplome or certification.sigle_type or ""
    level = f"niveau {certification.niveau}" if certification.niveau else ""
    said = [diploma] if level in diploma else [diploma, level]
    return capitalised(", ".join(filter(None, said))) or None


def _if_more(codes: Sequence[str], listed: Sequence[Lien]) -> int | None:
    """How many there are, if the list stops before the end."""
    return len(codes) if len(codes) > len(listed) else None
