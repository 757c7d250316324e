"""What is shared by the records of one run: who publishes, and the organismes and formations met so far."""

from datetime import date
from functools import lru_cache

from crawler.contract import Issue, Run
from crawler.readers.values import declared
from crawler.sources.lheo.dates import update_day
from crawler.sources.lheo.keys import Numbers
from crawler.sources.lheo.node import Node
from crawler.sources.lheo.organismes import Organismes
from mappings.records import Provenance

DATES = ("horodatage-modification", "datemaj", "horodatage-creation", "datecrea")
EXPORT = "extras/extra[@info='DATE EXPORT ONISEP']"
ADDRESSES = ("file", "uri")
NAMED = ("editeur", "licence")
"""What each publisher says for itself: see the lookups of source.yml."""


class Reading:
    def __init__(self, run: Run) -> None:
        self.run = run
        self.organismes = Organismes(run)
        self.formations, self.actions, self.summed = Numbers(), Numbers(), Numbers()
        self.ideo_formations: set[str] = set()
        """Idéo codes already given as a Formation: each action of the ONISEP repeats its formation."""
        self.summaries = 0
        self._announced = 0
        self._provenance = lru_cache(maxsize=4096)(self._new_provenance)

    def provenance(self, node: Node, publisher: str) -> Provenance:
        return self._provenance(publisher, _date_of(node), _address_of(node))

    def below(self, node: Node, above: Provenance) -> Provenance:
        """Provenance of an element; where it says nothing of its own, that of the element above."""
        own = {"date_maj": _date_of(node), "url": _address_of(node)}
        said = {name: value for name, value in own.items() if value and value != getattr(above, name)}
        return above.model_copy(update=said) if said else above

    def announce(self, results: int | None) -> None:
        """A page of a search answer says how many results the whole answer has."""
        self._announced = max(self._announced, results or 0)

    def check_pages(self) -> None:
        """Fewer summaries than an answer announces: a page is missing."""
        if self.summaries < self._announced:
            value = f"{self.summaries} lus sur {self._announced}"
            self.run.report(Issue.MALFORMED, record="lheo-index", field="nb-resultat", value=value)

    def _new_provenance(self, publisher: str, day: date | None, address: str | None) -> Provenance:
        said = {name: declared(self.run, name, publisher, record=publisher) for name in NAMED}
        base = self.run.provenance(url=address, date_maj=day)
        return base.model_copy(update={name: value for name, value in said.items() if value})


def _date_of(node: Node) -> date | None:
    """The day of update, or, where the ONISEP gives no other, that of its export."""
    given = {f"@{name}": node.attribute(name) for name in DATES} | {EXPORT: node.raw(EXPORT)}
    found = (update_day(node.run, value, record=node.record, field=field) for field, value in given.items())
    return next(filter(None, found), None)


def _address_of(node: Node) -> str | None:
    return next((a for a in map(node.attribute, ADDRESSES) if a.startswith("http")), None)
