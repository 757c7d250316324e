"""A build that kills its own process at a step: `python -m tests.contract.build_and_die SETTINGS STEP`."""

import os
import signal
import sys

from debouches.settings import Settings
from index.engines.elastic.lock import Beat
from index.engines.elastic.store import ElasticStore
from index.engines.embedded import store as embedded
from index.generations.lifecycle import build

BEFORE_THE_SWAP = "avant la bascule"
AFTER_THE_SWAP = "après la bascule"


def free_the_lock_at_once():
    """The lock of a killed build is free without waiting: what comes next is the point."""
    given = ElasticStore.building

    def building(self):
        self.beat = Beat(expiry_s=0.0)
        return given(self)

    return building


def die(*_args, **_kwargs):
    os.kill(os.getpid(), signal.SIGKILL)


def die_if_served(_self, event, *_details):
    if event == "servie":
        die()


def main(settings, deadly_step):
    ElasticStore.building = free_the_lock_at_once()
    if deadly_step == BEFORE_THE_SWAP:
        ElasticStore._swap = embedded.write_pointer = die
    if deadly_step == AFTER_THE_SWAP:
        ElasticStore.record = embedded.EmbeddedStore.record = die_if_served
    build(Settings.model_validate_json(settings), lambda step, _done: step == deadly_step and die())


if __name__ == "__main__":
    main(*sys.argv[1:])
