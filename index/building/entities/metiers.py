"""Métiers of the ROME with the fiches that speak of them, and fiches by themselves."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property, partial

from index.building.entities.card_words import first_sentence, level_of_access, next_steps, publishers
from index.building.entities.competences import Comparer, may_be_in
from index.building.entities.doublons import copies_of_fiches
from index.building.entities.fiches import interets_of_fiche, names_of_fiche, texts_of_fiche
from index.building.entities.material import Makers, Material
from index.building.entities.neighbours import Neighbourhood
from index.building.entities.page_links import if_more
from index.building.links import neighbours
from index.documents import Card, EntityDocument
from index.views import FAMILLE_Y_MENE, FICHE_DE_BRANCHE, Y_MENE, CompetenceLiee, InteretLie, MetierView
from mappings.records import Fiche, Metier
from mappings.records.codes import is_rome


class MetierMaker:
    def __init__(self, material: Material) -> None:
        self._corpus, self._links, self._titles = material.corpus, material.links, material.titles
        self._folding, self._doublons = material.folding, material.doublons
        self._pages, self._documents, self._keywords = material.pages, material.documents, material.keywords
        self._comparer = _comparer_of(material)

    def makers(self) -> Makers:
        yield from (partial(self._metier, one) for one in self._corpus.metiers.values())
        yield from (
            partial(self._fiche, one) for one in self._corpus.fiches.values() if not is_rome(one.code)
        )

    @cached_property
    def _neighbourhood(self) -> Neighbourhood:
        return Neighbourhood(self._corpus, self._links, self._titles, self._folding.metier_of)

    def _metier(self, metier: Metier) -> EntityDocument:
        fiches = self._fiches_of(metier.code_rome)
        codes, relation = self._formations_of_metier(metier.code_rome)
        view = self._read(self._view_of_metier(metier, fiches, codes, relation))
        current = [f for f in fiches if not (f.est_de_branche or f.est_remplacee)]
        phrase = first_sentence(f.accroche or f.nature_travail for f in reversed(current))
        return self._documents.make(
            _card(view, codes, phrase),
            view,
            noms=[
                metier.libelle,
                *(a.libelle for a in view.appellations),
                *(n for f in fiches for n in names_of_fiche(f)),
            ],
            competences=[c.libelle for c in view.competences],
            interets=[i.libelle for i in view.centres_interet] + [t.libelle for t in metier.themes],
            texte=[text for f in fiches for text in texts_of_fiche(f)],
        )

    def _fiches_of(self, code: str) -> list[Fiche]:
        """Those that are shown on the page of a métier, in reading order."""
        return sorted(
            self._folding.fiches_of.get(code, ()),
            key=lambda f: (f.est_de_branche, f.est_remplacee, f.code != code, f.id),
        )

    def _view_of_metier(
        self, metier: Metier, fiches: Sequence[Fiche], codes: Sequence[str], relation: str
    ) -> MetierView:
        """`codes`: formations that lead to it, under this relation."""
        code = metier.code_rome
        formations = self._pages.to_formations(codes, relation)
        return MetierView(
            code=code,
            titre=self._titles[code],
            metier=metier,
            fiches=tuple(fiches),
            copies=copies_of_fiches(fiches),
            appellations=self._corpus.appellations.get(code, ()),
            competences=self._competences(metier),
            centres_interet=(*self._interets(metier), *(i for f in fiches for i in interets_of_fiche(f))),
            metiers_proches=self._neighbourhood.of_metier(code),
            formations=formations,
            formations_en_tout=if_more(codes, formations),
            certifications=self._pages.to_certifications_of(
                f.code for f in formations if f.relation == Y_MENE
            ),
        )

    def _fiche(self, fiche: Fiche) -> EntityDocument:
        codes = self._links.fiche_to_formations.get(fiche.code, ())
        view = self._view_of_fiche(fiche, codes)
        card = replace(
            _card(view, codes, first_sentence([fiche.accroche, fiche.nature_travail])),
            mention=FICHE_DE_BRANCHE if fiche.est_de_branche else None,
            pliee_dans=self._folding.metier_of.get(fiche.code),
        )
        return self._documents.make(
            card,
            None if card.pliee_dans else self._read(view),
            noms=list(names_of_fiche(fiche)),
            interets=[*(i.libelle for i in view.centres_interet), *fiche.mots_cles],
            texte=texts_of_fiche(fiche),
        )

    def _view_of_fiche(self, fiche: Fiche, codes: Sequence[str]) -> MetierView:
        formations = self._pages.to_formations(codes)
        return MetierView(
            code=fiche.code,
            titre=self._titles[fiche.code],
            metier=None,
            fiches=(fiche,),
            centres_interet=tuple(interets_of_fiche(fiche)),
            metiers_proches=self._neighbourhood.of_fiche(fiche),
            formations=formations,
            formations_en_tout=if_more(codes, formations),
            certifications=self._pages.to_certifications_of(f.code for f in formations),
        )

    def _read(self, view: MetierView) -> MetierView:
        """With what is read in its texts."""
        words = self._keywords.of_metier(view) if self._keywords else ()
        compared = self._comparer.compare(view) if self._comparer else None
        return view.model_copy(update={"mots_cles": words, "competences_comparees": compared})

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


def _comparer_of(material: Material) -> Comparer | None:
    """It knows the lists of the métiers of which a text speaks too; made once, before there are workers."""
    if not material.nommees:
        return None
    corpus, folded = material.corpus, material.folding.fiches_of.items()
    told = {code: [one for one in fiches if one.competences] for code, fiches in folded}
    compared = (corpus.metiers[code] for code, fiches in told.items() if fiches)
    codes = {lien.code_ogr for metier in compared for lien in metier.competences}
    listees = (one for code, one in corpus.competences.items() if code in codes)
    texts = (fiche for fiches in told.values() for fiche in fiches)
    said = may_be_in(listees, texts, material.analyser)
    return Comparer(material.analyser, material.families, material.nommees, said)


def _card(view: MetierView, formations: Sequence[str], phrase: str | None) -> Card:
    """`formations`: codes of all those that lead to it; a page lists the first."""
    said = (*([view.metier] if view.metier else ()), *view.fiches)
    return Card(
        genre="metier",
        code=view.code,
        titre=view.titre,
        phrase=phrase,
        editeurs=publishers(*(one.provenance for one in said)),
        suites=next_steps(() if view.mene_par_sa_famille else formations, view.certifications),
        est_demonstration=any(f.provenance.est_demonstration for f in view.fiches),
        acces=level_of_access(view.fiches),
    )
