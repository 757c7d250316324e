"""One run of checks: which addresses to ask, what they answer, what is published for the pages."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime

from crawler.liens.choose import due, overdue, shown_addresses
from crawler.liens.journal import Journal, Passage, checking_alone
from crawler.liens.judge import judge
from crawler.network.dialogue import Answer, LinksPlan
from crawler.network.fetch import link_events
from debouches.errors import FetchError, RequestError
from debouches.settings import Settings
from debouches.storage import Storage
from mappings.liens import NON_VIVANTS, Constat, Regles, host_of_page

PUBLISH_EVERY = 50
"""Answers between two tables for the pages: a run lasts hours, and may be killed."""
NOT_SHOWN = "Le site ne montre pas cette adresse comme un lien : {url}"
NO_NETWORK = "Aucun hôte n'a répondu : le réseau est-il coupé ? Rien n'a été noté."
OFFLINE = "Réseau interdit par le réglage DEBOUCHES_CRAWL__OFFLINE"
Clock = Callable[[], datetime]
Listener = Callable[[str, int, int], None]


def check_links(
    settings: Settings,
    regles: Regles,
    listener: Listener,
    *,
    ours: Iterable[str] = (),
    only: tuple[str, ...] = (),
    clock: Clock = lambda: datetime.now(UTC),
) -> Passage:
    """Look at the addresses whose day has come, or at `only` these; `ours`: those of our own pages."""
    if settings.crawl.offline:
        raise FetchError(OFFLINE, source="liens")
    storage = Storage(settings.home)
    with checking_alone(storage):
        shown = frozenset({*shown_addresses(storage, regles.champs), *filter(host_of_page, ours)})
        if unknown := next((url for url in only if url not in shown), None):
            raise RequestError(NOT_SHOWN.format(url=unknown), parameter="adresse")
        run = _Run(shown, Journal(storage), regles, clock)
        return run.check(only, settings, listener)


class _Run:
    """One run of checks, from the journal that it takes up to the passage that it leaves."""

    def __init__(self, shown: frozenset[str], journal: Journal, regles: Regles, clock: Clock) -> None:
        self._shown, self._journal, self._regles, self._clock = shown, journal, regles, clock
        self._start = clock()
        journal.keep_only(shown)
        self._dead_before = self._dead()

    def check(self, only: tuple[str, ...], settings: Settings, listener: Listener) -> Passage:
        asked = only or due(self._shown, self._journal.known, self._regles, self._start)
        plan = LinksPlan(adresses=asked, regles=self._regles.passage)
        checked = 0
        # Also now: what a killed run found and had not told.
        self._publish()
        try:
            with self._journal.open() as file:
                for answer in once_the_network_answers(link_events(plan, settings.crawl)):
                    self._journal.add(file, self._judged(answer))
                    checked += 1
                    listener("vérification des liens", checked, len(asked))
                    if checked % PUBLISH_EVERY == 0:
                        self._publish()
        finally:
            self._publish()
        passage = self._passage(checked)
        self._journal.end(passage)
        return passage

    def _judged(self, answer: Answer) -> Constat:
        return judge(answer, self._journal.known.get(answer.url), self._regles, self._clock())

    def _publish(self) -> None:
        self._journal.publish(self._clock())

    def _dead(self) -> frozenset[str]:
        return frozenset(url for url, one in self._journal.known.items() if one.etat in NON_VIVANTS)

    def _passage(self, checked: int) -> Passage:
        known, dead = self._journal.known, self._dead()
        return Passage(
            debut=self._start,
            fin=self._clock(),
            montrees=len(self._shown),
            verifiees=checked,
            remises=len(overdue(self._shown, known, self._regles, self._start)),
            jamais_vues=len(self._shown - known.keys()),
            etats=dict(Counter(constat.etat for constat in known.values())),
            nouveaux_morts=tuple(sorted(dead - self._dead_before)),
            revenus=tuple(sorted(self._dead_before - dead)),
        )


def once_the_network_answers(answers: Iterable[Answer]) -> Iterator[Answer]:
    """Failures count only once some host has answered: a cable unplugged here kills no link."""
    held: list[Answer] | None = []
    for answer in answers:
        if held is None:
            yield answer
            continue
        held.append(answer)
        if answer.code is not None or not answer.est_conclu:
            yield from held
            held = None
    if held:
        raise FetchError(NO_NETWORK, source="liens")
