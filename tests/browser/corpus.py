"""What the site of these tests knows: enough to be suggested, marked and put in another order."""

from dataclasses import dataclass, replace

from index.lieux.model import Lieu
from index.results import Group, SearchPage, SearchRequest, Suggestion, Suggestions
from tests.web import samples
from tests.web.fakes import FORMATION, METIER, TOTAL_FORMATIONS, FakeSearcher

SUGGESTIONS = (
    Suggestion("metier", "Boulanger, boulangère", "D1102"),
    Suggestion("formation", "BTM boulanger", "FOR.1563"),
    Suggestion("certification", "Boulanger", "RNCP38565"),
    Suggestion("metier", "L’hôtellerie d'été", "MET.98"),
    Suggestion("metier", samples.HTML, "MET.99"),
)
MASTER = replace(
    FORMATION,
    code="FOR.2",
    codes=("FOR.2",),
    titre="master boulangerie",
    traits=(("niveau", "7"), ("voie", "scolaire"), ("departement", "2A")),
)
CAP = replace(
    FORMATION,
    titre="CAP boulanger",
    traits=(("niveau", "3"), ("voie", "apprentissage"), ("departement", "69")),
)
ENDLESS = replace(FORMATION, code="LHEO.14_AF_0000000001_SE_0000000002", titre="a" * 90)
"""What a source may call a thing: nothing in it says where to cut."""
RHONE = Lieu(
    id="departement-69",
    niveau="departement",
    code="69",
    libelle="Rhône",
    contexte="département",
    millesime=2026,
)


@dataclass
class Corpus(FakeSearcher):
    """Two formations, which a profile orders otherwise than the site; suggestions of every kind."""

    def search(self, request: SearchRequest, *, explain: bool = False) -> SearchPage:
        page = super().search(request, explain=explain)
        if request.q == "piège":
            return replace(page, groups=(*page.groups, Group("formation", 1, (ENDLESS,))))
        if request.q != "boulanger" or request.groupe or request.filtres:
            return page
        metier = replace(METIER, acces="CAP ou équivalent (Onisep)")
        return replace(
            page, groups=(Group("metier", 1, (metier,)), Group("formation", TOTAL_FORMATIONS, (MASTER, CAP)))
        )

    def suggest(self, q: str, limit: int = 8) -> Suggestions:
        found = (one for one in SUGGESTIONS if q.lower() in one.texte.lower())
        return Suggestions(q, tuple(found)[:limit])

    def lieu(self, identifiant: str) -> Lieu:
        return RHONE if identifiant == RHONE.id else super().lieu(identifiant)
