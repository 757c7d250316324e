"""Formations, and the certifications that they prepare."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from index.building.entities.card_words import count_in_words, first_sentence, publishers
from index.building.entities.doublons import MEME_FORMATION
from index.building.entities.fiches import texts_of
from index.building.entities.material import Makers, Material
from index.building.entities.page_links import Said, if_more
from index.building.entities.versions import RomeCodes
from index.building.links import first_distinct
from index.documents import Card, EntityDocument
from index.genders import capitalised
from index.references import references_of_certification, references_of_formation
from index.views import (
    DEBOUCHE,
    DEBOUCHE_DE_FORMATION,
    PREPARE,
    PREPARE_LA_PRECEDENTE,
    PREPARE_LA_SUIVANTE,
    CertificationLiee,
    CertificationView,
    FormationsParSuccession,
    FormationView,
    Lien,
)
from mappings.intitules import type_en_mots
from mappings.records import Certification, Formation, Libelle

_NEIGHBOURS = 12
_DIRECT = (DEBOUCHE, DEBOUCHE_DE_FORMATION)


class OffreMaker:
    def __init__(self, material: Material) -> None:
        self._corpus, self._links, self._folding = material.corpus, material.links, material.folding
        self._doublons, self._succession = material.doublons, material.succession
        self._pages, self._documents, self._keywords = material.pages, material.documents, material.keywords
        self._rome = RomeCodes(material.corpus.metiers)

    def makers(self) -> Makers:
        yield from (partial(self._formation, code) for code in self._corpus.formations)
        yield from (partial(self._certification, code) for code in self._corpus.certifications)

    def _formation(self, code: str) -> EntityDocument:
        formation, sources = self._corpus.formations.published(code)
        view = FormationView(
            code=code,
            titre=capitalised(self._corpus.name(formation.intitule)),
            formation=formation,
            sources=sources,
            aussi=self._pages.to_formations(self._doublons.autres(code), relation=MEME_FORMATION),
            metiers=self._metiers_of(formation),
            certifications=self._pages.to_certifications_of([code]),
            poursuites=tuple(self._poursuites(formation)),
            formations_proches=self._near_formations(code),
        )
        if self._keywords:
            view = view.model_copy(update={"mots_cles": self._keywords.of_formation(view)})
        card = Card(
            genre="formation",
            code=code,
            titre=view.titre,
            phrase=first_sentence([formation.descriptif]) or _formation_in_brief(formation),
            editeurs=tuple(dict.fromkeys((*publishers(*view.sources), *(one.editeur for one in view.aussi)))),
            suites=count_in_words(view.metiers, "métier"),
            est_demonstration=formation.provenance.est_demonstration,
            pliee_dans=self._doublons.originaux.get(code),
        )
        names = [formation.intitule, formation.sigle, formation.type_formation, formation.sigle_type]
        return self._documents.make(
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
        codes = [self._folding.metier_of.get(code, code) for code in fiches]
        codes += self._links.formation_to_metiers.get(formation.code, ())
        said = (DEBOUCHE, formation.provenance.editeur)
        return self._pages.to_metiers(dict.fromkeys(codes, said), formation.intitule)

    def _poursuites(self, formation: Formation) -> Iterator[Lien]:
        for poursuite in formation.poursuites:
            if poursuite.code and poursuite.code in self._corpus.formations:
                yield self._pages.to_formation(poursuite.code, "poursuite d'études")

    def _near_formations(self, code: str) -> tuple[Lien, ...]:
        metiers = self._links.formation_to_metiers.get(code, ())
        near = (one for metier in metiers for one in self._links.metier_to_formations.get(metier, ()))
        first = first_distinct((one for one in near if one != code), _NEIGHBOURS)
        return self._pages.to_near(first, "mène au même métier")

    def _certification(self, code: str) -> EntityDocument:
        certification, sources = self._corpus.certifications.published(code)
        formations = self._links.certification_to_formations.get(code, ())
        line = self._succession.line(code)
        view = CertificationView(
            code=code,
            titre=capitalised(self._corpus.name(certification.intitule)),
            autres_noms=tuple(self._other_names(certification)),
            certification=certification,
            sources=sources,
            formations=(listed := self._pages.to_formations(formations, PREPARE)),
            formations_en_tout=if_more(formations, listed),
            formations_par_succession=() if formations else tuple(self._by_succession(line)),
            metiers=self._pages.to_metiers(
                self._metiers_of_certification(certification, formations), certification.intitule
            ),
            succession=line,
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
        return self._documents.make(card, view, references, noms=[name for name in names if name])

    def _by_succession(self, line: Sequence[CertificationLiee]) -> Iterator[FormationsParSuccession]:
        """What came after first, the nearest in time first."""
        after = [one for one in line if one.place == "apres"]
        before = [one for one in reversed(line) if one.place == "avant"]
        for one in (*after, *before):
            if codes := self._links.certification_to_formations.get(one.code, ()):
                relation = PREPARE_LA_SUIVANTE if one.place == "apres" else PREPARE_LA_PRECEDENTE
                listed = self._pages.to_formations(codes, relation)
                yield FormationsParSuccession(
                    certification=one, formations=listed, formations_en_tout=if_more(codes, listed)
                )

    def _metiers_of_certification(
        self, certification: Certification, formations: Iterable[str]
    ) -> dict[str, Said]:
        """Those that it names by their codes, then those of the formations that prepare it: who says which
        is told of each."""
        own = self._rome.metiers_of(certification.codes_rome, certification.version_rome)
        said = {code: (relation, certification.provenance.editeur) for code, relation in own.items()}
        for formation in formations:
            of_formation = (DEBOUCHE_DE_FORMATION, self._corpus.formations.briefs[formation].editeur)
            for code in self._links.formation_to_metiers.get(formation, ()):
                if code not in said or said[code][0] not in _DIRECT:  # rather than by a family of the ROME 3
                    said[code] = of_formation
        return said

    def _other_names(self, certification: Certification) -> Iterator[str]:
        """Those that differ as they are shown."""
        own, *others = map(self._corpus.name, (certification.intitule, *certification.autres_intitules))
        yield from (name for name in dict.fromkeys(others) if capitalised(name) != capitalised(own))

    def _domaines(self, certification: Certification) -> Iterator[Libelle]:
        """Terms of the Formacode; a code of another version may mean something else."""
        for code in certification.codes_formacode:
            terme = self._corpus.termes.get(code)
            if terme and terme.version == certification.version_formacode:
                yield Libelle(code=code, libelle=terme.libelle)


def _formation_in_brief(formation: Formation) -> str | None:
    """« Baccalauréat professionnel, niveau 4, 3 ans »: most have no text, and say that much."""
    diploma = formation.type_formation or type_en_mots(formation.sigle_type or "")
    level = _level(formation.niveau) or formation.niveau_sortie or ""
    return _in_brief(diploma, level, formation.duree or "")


def _diploma_and_level(certification: Certification) -> str | None:
    """« Certificat d'aptitude professionnelle, niveau 3 »: five certifications are called « Boulanger »."""
    diploma = certification.type_diplome or type_en_mots(certification.sigle_type or "")
    return _in_brief(diploma, _level(certification.niveau))


def _level(niveau: int | None) -> str:
    return f"niveau {niveau}" if niveau else ""


def _in_brief(diploma: str, level: str, *others: str) -> str | None:
    """A level that the diploma says is not said twice."""
    said = [diploma, "" if level in diploma else level, *others]
    return capitalised(", ".join(filter(None, said))) or None
