"""The spare searcher: when it answers, when it lets the main one be tried again."""

import pytest

from debouches.errors import EngineError, NotReadyError, RequestError
from index.generations.fallback import DEGRADED, FAILURES, PAUSE_S, FallbackSearcher
from index.results import SearchPage, SearchRequest

Q = SearchRequest("boulanger")


class Searcher:
    """Answers with its name, or raises; counts how often it is asked."""

    def __init__(self, name, error=None):
        self.name, self.error, self.asked = name, error, 0

    def search(self, request, *, explain=False):
        self.asked += 1
        if self.error:
            raise self.error
        return SearchPage(request, (), generation=self.name)

    def facts(self):
        """From memory: it never fails."""
        return self.name


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


def test_nothing_is_degraded_while_the_main_one_answers():
    page = FallbackSearcher(Searcher("main"), Searcher("spare")).search(Q)
    assert (page.generation, page.degraded) == ("main", ())


@pytest.mark.parametrize("error", [EngineError("en panne"), NotReadyError("rien n'est construit")])
def test_the_spare_one_answers_and_the_page_says_so(error):
    page = FallbackSearcher(Searcher("main", error), Searcher("spare")).search(Q)
    assert (page.generation, page.degraded) == ("spare", (DEGRADED,))


def test_without_spare_the_failure_itself_is_raised():
    spare = Searcher("spare", NotReadyError("rien n'est construit"))
    with pytest.raises(EngineError, match="en panne"):
        FallbackSearcher(Searcher("main", EngineError("en panne")), spare).search(Q)


def test_a_wrong_request_is_nobodys_failure():
    spare = Searcher("spare")
    with pytest.raises(RequestError):
        FallbackSearcher(Searcher("main", RequestError("page 0")), spare).search(Q)
    assert spare.asked == 0


def test_a_main_one_that_keeps_failing_is_left_alone_then_tried_once():
    main, spare, clock = Searcher("main", EngineError("en panne")), Searcher("spare"), Clock()
    searcher = FallbackSearcher(main, spare, clock=clock)
    for _ in range(FAILURES + 5):
        searcher.search(Q)
    assert main.asked == FAILURES
    clock.now += PAUSE_S
    searcher.search(Q)
    searcher.search(Q)
    assert main.asked == FAILURES + 1


def test_while_left_alone_and_without_spare_the_failure_is_immediate():
    main = Searcher("main", EngineError("en panne"))
    searcher = FallbackSearcher(main, Searcher("spare", NotReadyError("rien")), clock=Clock())
    for _ in range(FAILURES + 5):
        with pytest.raises(EngineError, match="en panne"):
            searcher.search(Q)
    assert main.asked == FAILURES


def test_one_answer_is_enough_to_trust_the_main_one_again():
    main, clock = Searcher("main", EngineError("en panne")), Clock()
    searcher = FallbackSearcher(main, Searcher("spare"), clock=clock)
    for _ in range(FAILURES):
        searcher.search(Q)
    main.error = None
    clock.now += PAUSE_S
    assert searcher.search(Q).degraded == ()
    main.error = EngineError("lent une fois")
    assert searcher.search(Q).degraded == (DEGRADED,)
    main.error = None
    assert searcher.search(Q).degraded == ()


def test_what_is_in_memory_does_not_prove_that_the_main_one_is_well():
    main, clock = Searcher("main", EngineError("en panne")), Clock()
    searcher = FallbackSearcher(main, Searcher("spare"), clock=clock)
    for _ in range(FAILURES + 5):
        searcher.search(Q)
        searcher.facts()
    assert main.asked == FAILURES


def test_what_is_in_memory_does_not_take_the_place_of_the_request_that_tries():
    main, clock = Searcher("main", EngineError("en panne")), Clock()
    searcher = FallbackSearcher(main, Searcher("spare"), clock=clock)
    for _ in range(FAILURES):
        searcher.search(Q)
    clock.now += PAUSE_S
    main.error = None
    assert searcher.facts() == "main"
    assert searcher.search(Q).degraded == ()


def test_the_log_says_once_that_the_spare_one_answers_why_and_when_that_ends(caplog):
    main, clock = Searcher("main", EngineError("en panne")), Clock()
    searcher = FallbackSearcher(main, Searcher("spare"), clock=clock)
    for _ in range(FAILURES):
        searcher.search(Q)
    main.error, clock.now = None, clock.now + PAUSE_S
    searcher.search(Q)
    searcher.search(Q)
    began, ended = caplog.messages
    assert "en panne" in began
    assert "de nouveau" in ended
