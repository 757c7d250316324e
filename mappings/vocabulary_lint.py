"""Which lines of the vocabularies should not be there, in French for those who edit them."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from mappings.letters import without_accents
from mappings.records.codes import MET, ROME
from mappings.vocabulary import (
    Acronyme,
    Activite,
    Annonce,
    CompetenceNommee,
    Diplome,
    Envie,
    MotCourant,
    MotsVides,
    Outil,
    Rang,
    Specialite,
    Synonyme,
    Vocabularies,
)


def lint(vocabularies: Vocabularies) -> list[str]:
    """Faults of lines that are readable, one French sentence each; empty when all is well."""
    return [
        *_lint_acronymes(vocabularies.acronymes),
        *_lint_mots_courants(vocabularies.mots_courants),
        *_lint_envies(vocabularies.souhaits),
        *_lint_synonymes(vocabularies.synonymes),
        *_lint_mots_vides(vocabularies.mots_vides),
        *_lint_diplomes(vocabularies.diplomes),
        *_lint_specialites(vocabularies.specialites),
        *_lint_outils(vocabularies.outils),
        *_lint_activites(vocabularies.activites),
        *_lint_annonces(vocabularies.annonces),
        *_lint_rangs(vocabularies.rangs),
        *_lint_competences(vocabularies.competences),
    ]


def _lint_acronymes(lines: Sequence[Acronyme]) -> Iterator[str]:
    yield from _twice("acronymes", (line.sigle for line in lines))
    for line in lines:
        where = f"acronymes, {line.sigle}"
        yield from _without_reason(where, line.raison)
        if len(line.sigle) <= 2 and line.majuscules is None:
            yield f"{where} : deux lettres, dire « majuscules: true » ou « false »"
        yield from _twice(where, (sens.developpe for sens in line.sens))
        for sens in line.sens:
            if not sens.mots.strip():
                yield f"{where} : le sens « {sens.developpe} » n'a pas de mots à chercher"
            yield from _bad_codes(where, sens.codes_rome)


def _lint_mots_courants(lines: Sequence[MotCourant]) -> Iterator[str]:
    yield from _twice("mots_courants", (line.terme for line in lines))
    for line in lines:
        where = f"mots_courants, {line.terme}"
        yield from _without_reason(where, line.raison)
        yield from _bad_codes(where, line.codes_rome)
        yield from _bad_onisep(where, line.codes_onisep)
        if len(line.terme) <= 2 and not line.terme.isupper():
            yield f"{where} : deux lettres en minuscules, trop court pour désigner un métier"
        if not (line.codes_rome or line.codes_onisep or line.mots):
            yield f"{where} : ni métier ni mots à chercher"


def _lint_envies(lines: Sequence[Envie]) -> Iterator[str]:
    yield from _twice("envies", (phrase for line in lines for phrase in line.phrases))
    for line in lines:
        where = f"envies, {line.en_clair}"
        yield from _without_reason(where, line.raison)
        yield from _bad_codes(where, line.codes_rome)
        yield from _bad_onisep(where, line.codes_onisep)
        if not (line.phrases and line.codes_rome):
            yield f"{where} : il faut au moins une phrase et un métier"


def _lint_synonymes(lines: Sequence[Synonyme]) -> Iterator[str]:
    yield from _twice("synonymes", (f"{line.terme} → {other}" for line in lines for other in line.synonymes))
    for line in lines:
        where = f"synonymes, {line.terme}"
        yield from _without_reason(where, line.raison)
        if not line.synonymes or _fold(line.terme) in map(_fold, line.synonymes):
            yield f"{where} : le synonyme manque, ou c'est le terme lui-même"


def _lint_mots_vides(lists: MotsVides) -> Iterator[str]:
    lines = [*lists.grammaire, *lists.appuis, *lists.gardes]
    yield from _twice("mots_vides", (line.mot for line in lines))  # also a word both dropped and kept
    for line in lines:
        yield from _without_reason(f"mots_vides, {line.mot}", line.note)


def _lint_diplomes(lines: Sequence[Diplome]) -> Iterator[str]:
    yield from _twice("diplomes", (forme for line in lines for forme in line.formes))
    for line in lines:
        yield from _without_reason(f"diplomes, {line.sens}", line.raison)
    levels = {forme for line in lines if line.vise for forme in line.formes}
    for line in lines:
        if line.ensuite and line.ensuite not in levels:
            yield f"diplomes, {line.sens} : ensuite « {line.ensuite} » n'est une forme d'aucun niveau"


def _lint_specialites(lines: Sequence[Specialite]) -> Iterator[str]:
    yield from _twice("specialites", (forme for line in lines for forme in line.formes))
    for line in lines:
        yield from _without_reason(f"specialites, {line.lu}", line.raison)
        if any(_same(forme, line.lu) for forme in line.formes):
            yield f"specialites, {line.lu} : une forme est déjà le titre"


def _same(some: str, other: str) -> bool:
    return without_accents(some).casefold() == without_accents(other).casefold()


def _lint_outils(lines: Sequence[Outil]) -> Iterator[str]:
    yield from _twice("outils", (line.terme for line in lines))
    for line in lines:
        yield from _without_reason(f"outils, {line.terme}", line.raison)
        yield from _bad_codes(f"outils, {line.terme}", line.codes_rome)


def _lint_activites(lines: Sequence[Activite]) -> Iterator[str]:
    yield from _twice("activites", (phrase for line in lines for phrase in line.phrases))
    for line in lines:
        where = f"activites, {', '.join(line.phrases)}"
        yield from _without_reason(where, line.raison)
        yield from _bad_codes(where, line.codes_rome)
        if not (line.phrases and line.codes_rome):
            yield f"{where} : il faut au moins une phrase et un métier"


def _lint_annonces(lines: Sequence[Annonce]) -> Iterator[str]:
    yield from _twice("annonces", (line.code for line in lines))
    for line in lines:
        where = f"annonces, {line.code}"
        yield from _without_reason(where, line.raison)
        yield from _twice(where, (*line.titres, *line.gestes))


def _lint_rangs(lines: Sequence[Rang]) -> Iterator[str]:
    yield from _twice("rangs", (mot for line in lines for mot in line.mots))
    for line in lines:
        yield from _without_reason(f"rangs, {line.rang}", line.raison)


def _lint_competences(lines: Sequence[CompetenceNommee]) -> Iterator[str]:
    yield from _twice("competences", (line.nom for line in lines))
    yield from _twice("competences", (forme for line in lines for forme in line.formes))
    for line in lines:
        where = f"competences, {line.nom}"
        yield from _without_reason(where, line.raison)
        yield from _twice(where, line.codes)
        if line.codes and line.types:
            yield f"{where} : des codes et des types ; les codes disent déjà tout"


def _twice(where: str, values: Iterable[str]) -> Iterator[str]:
    counts = Counter(map(_fold, values))
    yield from (f"{where} : « {value} » est écrit deux fois" for value, count in counts.items() if count > 1)


def _without_reason(where: str, reason: str) -> Iterator[str]:
    if not reason.strip():
        yield f"{where} : la raison est vide"


def _bad_codes(where: str, codes: Sequence[str]) -> Iterator[str]:
    yield from (f"{where} : « {code} » n'est pas un code ROME" for code in codes if not ROME.match(code))
    yield from _twice(where, codes)


def _bad_onisep(where: str, codes: Sequence[str]) -> Iterator[str]:
    yield from (f"{where} : « {code} » n'est pas un code ONISEP" for code in codes if not MET.match(code))
    yield from _twice(where, codes)


def _fold(text: str) -> str:
    return " ".join(without_accents(unicodedata.normalize("NFKC", text.casefold())).split())
