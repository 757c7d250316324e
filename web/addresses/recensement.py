"""Census of dead ends: pages of publishers that lead no further, and the address that would repair each."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Literal

from debouches.errors import NotFoundError
from index.service import Searcher
from index.views import CompetenceComparee, Genre, Lien, MetierView, View
from mappings.liens import Etat, EtatLien, addresses_in
from mappings.orientation import nomenclature
from mappings.records import Provenance, Structure
from web.addresses.links import external_link, url_of, url_organisme, url_resolver, url_search, url_structure
from web.asked import codes

_NATURES: dict[Etat, str] = {"mort": "lien-mort", "accueil": "renvoi-a-l-accueil"}
_TITRES = ("titre", "intitule", "libelle", "nom")
"""Fields that hold the name of a record, whatever its type."""
_PAGES: dict[str, Genre] = {
    "metier": "metier",
    "fiche": "metier",
    "formation": "formation",
    "certification": "certification",
}
Champ = Literal["metiers", "formations", "certifications"]
_LEADS_TO: dict[Genre, tuple[Champ, ...]] = {
    "metier": ("formations", "certifications"),
    "formation": ("metiers",),
    "certification": ("metiers", "formations"),
}
_GENRES: dict[Champ, Genre] = {
    "metiers": "metier",
    "formations": "formation",
    "certifications": "certification",
}


@dataclass(frozen=True, slots=True)
class CulDeSac:
    editeur: str
    nature: str
    """Of the page: « page-absente », « page-d-accueil », « lien-mort », « renvoi-a-l-accueil »; of its links:
    « formations-a-relier » (others do), « sans-formations »; of an offer: « service-sans-code »; of what is
    said: « niveaux-differents », « competences-differentes »."""
    genre: str
    code: str
    titre: str
    page: str
    """Page of the publisher; empty if it has none."""
    cible: str
    """Our address that repairs it."""
    resolveur: str = ""
    """Where another site asks for all our addresses on the same thing."""
    depuis: str = ""
    """Day of the first check that found it dead."""


def census(searcher: Searcher, known: Iterable[str]) -> Iterator[CulDeSac]:
    """Each page once, whatever codes lead to it."""
    seen: set[str] = set()
    for code in known:
        with suppress(NotFoundError):
            view = _read(searcher, code)
            if view.code not in seen:
                seen.add(view.code)
                yield from of_view(view)


def services_sans_code(structures: Iterable[Structure]) -> Iterator[CulDeSac]:
    """Services that no code of the nomenclature says: each is kept in its words, and no need leads to it."""
    for one in structures:
        for service in nomenclature().without_code(one.services):
            yield CulDeSac(
                editeur=one.provenance.editeur,
                nature="service-sans-code",
                genre="structure",
                code=one.code,
                titre=f"{one.nom} : {service}",
                page=one.provenance.url or "",
                cible=url_structure(one.code),
            )


def of_view(view: View) -> Iterator[CulDeSac]:
    here = url_of(view.genre, view.code)
    for source in _sources(view):
        if nature := _page_missing(source):
            yield _row(view, source, nature, here)
        for champ in _LEADS_TO[view.genre]:
            liens = _links_of(view, champ)
            if not liens:
                yield _row(view, source, f"sans-{champ}", url_search(view.titre, groupe=_GENRES[champ]))
            elif not any(source.editeur in lien.editeur for lien in liens):
                yield _row(view, source, f"{champ}-a-relier", f"{here}#{champ}")
    if view.genre == "metier":
        yield from _niveaux_differents(view, f"{here}#qualifications")
        yield from _competences_differentes(view, f"{here}#competences-comparees")


def _links_of(view: View, champ: Champ) -> Sequence[Lien]:
    """A certification that another replaced leads to the formations of that one."""
    own: Sequence[Lien] = getattr(view, champ)
    if own or view.genre != "certification" or champ != "formations":
        return own
    return [lien for one in view.formations_par_succession for lien in one.formations]


def _niveaux_differents(view: MetierView, here: str) -> Iterator[CulDeSac]:
    """Levels of access that fiches do not say alike: each publisher is told what each of them says."""
    said = [(one.provenance, one.niveau_acces.libelle) for one in view.fiches if one.niveau_acces]
    if len({libelle for _, libelle in said}) > 1:
        for source, libelle in said:
            yield replace(_row(view, source, "niveaux-differents", here), titre=f"{view.titre} : {libelle}")


def _competences_differentes(view: MetierView, here: str) -> Iterator[CulDeSac]:
    """Each publisher is told which skills of the métier others say, and its own words do not."""
    compared = view.competences_comparees
    if compared is None:
        return
    for source in (one for one in _sources(view) if one.editeur in compared.editeurs):
        if missing := compared.tues_par(source.editeur):
            said = " ; ".join(_said_by(one) for one in missing)
            yield replace(_row(view, source, "competences-differentes", here), titre=f"{view.titre} : {said}")


def _said_by(one: CompetenceComparee) -> str:
    return f"{one.libelle} ({', '.join(dite.editeur for dite in one.dites)})"


def _row(view: View, source: Provenance, nature: str, cible: str) -> CulDeSac:
    page, resolver = source.url or "", url_resolver(view.code)
    return CulDeSac(source.editeur, nature, view.genre, view.code, view.titre, page, cible, resolver)


def liens_morts(
    records: Iterable[tuple[str, Mapping[str, Any]]],
    champs: Mapping[str, tuple[str, ...]],
    etat_de: Callable[[str], EtatLien | None],
) -> Iterator[CulDeSac]:
    """Each address that a check found dead, or leading to a home page only; once for each page of ours."""
    seen: set[tuple[str, str]] = set()
    for record_type, record in records:
        for url in addresses_in(record, champs[record_type]):
            etat = etat_de(url)
            if etat and (nature := _NATURES.get(etat.etat)):
                row = _dead(record_type, record, url, nature, etat)
                if (url, row.cible) not in seen:
                    seen.add((url, row.cible))
                    yield row


def _dead(record_type: str, record: Mapping[str, Any], url: str, nature: str, etat: EtatLien) -> CulDeSac:
    code = str(record.get("code") or record.get("code_rome") or record["id"])
    here, resolver = _repaired_at(record_type, record, code)
    return CulDeSac(
        editeur=record["provenance"]["editeur"],
        nature=nature,
        genre=record_type,
        code=code,
        titre=next((str(record[name]) for name in _TITRES if record.get(name)), code),
        page=url,
        cible=here,
        resolveur=resolver,
        depuis=etat.depuis.isoformat(),
    )


def _repaired_at(record_type: str, record: Mapping[str, Any], code: str) -> tuple[str, str]:
    """Our page of the same thing, and the resolver where it knows such codes."""
    if genre := _PAGES.get(record_type):
        return url_of(genre, code), url_resolver(code)
    if record_type == "structure":
        return url_structure(code), ""
    if record_type == "organisme-formation":
        return url_organisme(code), ""
    return ("/financer", "") if record_type == "aide" else (url_search(str(record.get("intitule", ""))), "")


def _page_missing(source: Provenance) -> str | None:
    if not source.url:
        return "page-absente"
    return None if external_link(source.url) else "page-d-accueil"


def _sources(view: View) -> list[Provenance]:
    """Each publisher once."""
    return list({source.editeur: source for source in reversed(provenances(view))}.values())


def provenances(view: View) -> list[Provenance]:
    """Of all that was brought together in a page."""
    if view.genre != "metier":
        return list(view.sources)
    own = [view.metier.provenance] if view.metier else []
    return [*(fiche.provenance for fiche in view.fiches), *own]


def _read(searcher: Searcher, code: str) -> View:
    genre = codes.genre_of(code)
    if genre == "formation":
        return searcher.formation(code)
    return searcher.certification(code) if genre == "certification" else searcher.metier(code)
