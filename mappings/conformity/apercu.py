"""What the site would make of the first records of a file: the métiers that they join, their keywords."""

from collections.abc import Iterable

from mappings.conformity.report import Apercu, shown
from mappings.records import Fiche, Formation

_MAX_WORDS, _MAX_CODES = 12, 8


def apercu(record: Fiche | Formation) -> Apercu:
    words = _words_of_fiche(record) if isinstance(record, Fiche) else (*record.mots_cles, *record.domaines)
    return Apercu(
        objet=shown(record.id),
        titre=shown(record.titre if isinstance(record, Fiche) else record.intitule),
        codes_metiers=_first(_codes(record), _MAX_CODES),
        est_rome_3=record.version_rome == "3",
        mots_cles=_first(words, _MAX_WORDS),
    )


def _words_of_fiche(fiche: Fiche) -> Iterable[str]:
    named = (one.libelle for one in (*fiche.centres_interet, *fiche.secteurs))
    return (*fiche.mots_cles, *fiche.synonymes, *named, *fiche.domaines)


def _codes(record: Fiche | Formation) -> Iterable[str]:
    linked = record.metiers if isinstance(record, Formation) else ()
    return (*record.codes_rome, *(one.code for one in linked if one.code))


def _first(words: Iterable[str], most: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(shown, words)))[:most]
