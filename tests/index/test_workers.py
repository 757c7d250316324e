"""What several processes make is what one would have made; one that is lost is said, none is left behind."""

import multiprocessing
import os
import select
import signal
import weakref
from itertools import islice

import pytest

from debouches.errors import BuildError, DocumentRejectedError
from index.building.workers import made_apart, made_in_order, workers_for

MANY = 1_000
_PATIENCE_S = 60


def squares(part):
    return (one * one for one in part.of(range(MANY)))


def made(make, workers):
    with made_in_order([make], workers) as things:
        return list(things)


@pytest.mark.parametrize("workers", [1, 2, 3, 5])
def test_the_same_things_come_in_the_same_order_whatever_the_number_of_workers(workers):
    assert made(squares, workers) == [one * one for one in range(MANY)]


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_chapters_follow_one_another_each_with_workers_of_its_own(workers):
    def chapter(part):
        return ((one, os.getpid()) for one in part.of(range(MANY)))

    with made_in_order([chapter, chapter], workers) as things:
        made = list(things)
    assert [one for one, _ in made] == [*range(MANY), *range(MANY)]
    first, second = ({pid for _, pid in half} for half in (made[:MANY], made[MANY:]))
    assert len(first) == len(second) == workers
    assert first.isdisjoint(second) is (workers > 1)


def test_what_is_made_apart_is_no_longer_held_here():
    class Heavy:
        def told(self):
            yield "told"

    heavy = Heavy()
    held = weakref.ref(heavy)
    make = [heavy.told]
    del heavy
    with made_apart(make.pop(), 2) as things:
        assert held() is None
        assert list(things) == ["told"]


@pytest.mark.parametrize(("workers", "is_here"), [(1, True), (2, False)])
def test_what_one_makes_apart_is_made_beside_unless_the_build_works_alone(workers, is_here):
    with made_apart(lambda: ((one, os.getpid()) for one in range(MANY)), workers) as things:
        made = list(things)
    assert [one for one, _ in made] == list(range(MANY))
    assert ({pid for _, pid in made} == {os.getpid()}) is is_here


@pytest.mark.parametrize("count", [0, 1, 31, 32, 33, 64, 65])
def test_nothing_is_lost_where_runs_end(count):
    assert made(lambda part: part.of(range(count)), 2) == list(range(count))


def test_workers_work_elsewhere_and_share_the_work():
    pids = made(lambda part: (os.getpid() for _ in part.of(range(MANY))), 2)
    assert os.getpid() not in pids
    assert len(set(pids)) == 2


def test_what_a_worker_refuses_is_refused_as_if_it_were_here():
    def refusing(part):
        for one in part.of(range(MANY)):
            if one == 700:
                raise DocumentRejectedError("FOR.700 : deux documents portent ce code")
            yield one

    with pytest.raises(DocumentRejectedError, match=r"FOR\.700"):
        made(refusing, 2)


def test_an_error_that_cannot_travel_is_told_all_the_same():
    class LocalError(Exception):
        pass

    def failing(part):
        raise LocalError(f"partie {part.number}")

    with pytest.raises(BuildError, match="LocalError : partie 0"):
        made(failing, 2)


def test_a_worker_that_is_killed_ends_the_work_with_what_to_do():
    def dying(part):
        for one in part.of(range(MANY)):
            if one == 500:
                os.kill(os.getpid(), signal.SIGKILL)
            yield one

    with pytest.raises(BuildError, match=r"signal 9.*DEBOUCHES_BUILD__PROCESSES=1"):
        made(dying, 2)


def test_a_machine_that_gives_no_more_processes_is_said(monkeypatch):
    def refused():
        raise BlockingIOError(11, "ressource indisponible")

    monkeypatch.setattr(os, "fork", refused)
    with pytest.raises(BuildError, match=r"ressource indisponible.*DEBOUCHES_BUILD__PROCESSES=1"):
        made(squares, 2)


def test_a_worker_that_is_lost_after_the_last_run_of_another_is_said():
    def lost(part):
        if part.number == 1:
            os.kill(os.getpid(), signal.SIGKILL)
        return iter([])

    with pytest.raises(BuildError, match="signal 9"):
        made(lost, 2)


def test_a_worker_that_makes_less_than_its_part_is_said():
    with pytest.raises(BuildError, match="moins que sa part"):
        made(lambda part: part.of(range(MANY)) if part.number else iter([]), 2)


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_no_worker_is_left_when_the_command_stops_halfway(error):
    def stop_halfway():
        with made_in_order([squares], 3) as things:
            assert len(list(islice(things, 40))) == 40
            raise error

    with pytest.raises(error):
        stop_halfway()
    assert multiprocessing.active_children() == []


def kill_the_command(part):
    """Once every worker is there."""
    if part.number == 1:
        os.kill(os.getppid(), signal.SIGKILL)


def writing(part):
    kill_the_command(part)
    return part.of(iter(int, 1))


def computing(part):
    kill_the_command(part)
    while sum(range(MANY)):
        pass
    yield


@pytest.mark.parametrize("make", [writing, computing])
def test_a_worker_ends_when_the_command_is_killed(make):
    """Whether it writes to nobody or works on: the command closes nothing when it is killed."""
    ours, theirs = os.pipe()
    command = os.fork()
    if command == 0:
        made(make, 2)
    os.close(theirs)
    os.waitpid(command, 0)
    ended, _, _ = select.select([ours], [], [], _PATIENCE_S)
    os.close(ours)
    assert ended  # the end comes when the last process that holds the other side is gone


@pytest.mark.parametrize(
    ("documents", "asked", "workers"),
    [(10, 0, 1), (10, 3, 3), (500_000, 1, 1), (500_000, 0, len(os.sched_getaffinity(0)))],
)
def test_a_small_corpus_is_not_worth_a_process_unless_asked(documents, asked, workers):
    assert workers_for(documents, asked) == workers
