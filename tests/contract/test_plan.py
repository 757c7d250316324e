"""The map of the site: every page of an entity once, with the day its source dates it."""

from datetime import date

from index.annexes.plan import PlanMaker, read_part, read_parts
from index.documents import Card, EntityDocument
from index.views import PageDuPlan


def pages(searcher):
    return [page for part in range(searcher.plan()) for page in searcher.pages_du_plan(part)]


def test_every_page_is_on_the_map_once(searcher):
    known = searcher.facts().entites
    codes = [page.code for page in pages(searcher)]
    assert len(codes) == len(set(codes)) == sum(known.values())
    assert searcher.pages_du_plan(searcher.plan()) == ()


def test_a_fiche_shown_on_the_page_of_its_metier_has_none_of_its_own(searcher):
    codes = {page.code for page in pages(searcher)}
    assert "D1102" in codes
    assert "MET.17" not in codes


class Kept(dict):
    """What an engine keeps, read by its key."""

    def annexes(self, cles):
        return {cle: self[cle] for cle in cles if cle in self}


def test_parts_keep_the_days_of_sources_and_leave_out_what_another_page_shows():
    maker = PlanMaker()
    for number in range(5001):
        card = Card("formation", f"FOR.{number}", "BTS")
        maker.add(EntityDocument(card, vue=b"{}", date_maj=date(2025, 3, 1)))
    maker.add(EntityDocument(Card("formation", "FOR.A", "BTS", pliee_dans="FOR.1"), vue=b"{}"))
    kept = Kept(maker.annexes())
    assert (read_parts(kept), len(read_part(kept, 0))) == (2, 5000)
    assert read_part(kept, 1) == (PageDuPlan("formation", "FOR.5000", date(2025, 3, 1)),)
