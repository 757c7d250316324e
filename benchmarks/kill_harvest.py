"""Kills real harvests at random moments; after each, every source must still serve whole records.

    python benchmarks/kill_harvest.py DOSSIER [--kills 40] [--seed 1] [SOURCES…]

The command, its workers and their server die together (SIGKILL to the process group). The records served
after the last, undisturbed harvest must be those of a harvest that nobody disturbed.
"""

import argparse
import hashlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from debouches.storage import Storage


def main() -> None:
    given = _arguments()
    random = Random(given.seed)
    with tempfile.TemporaryDirectory() as scratch:
        reference, disturbed = Path(scratch) / "reference", Path(scratch) / "disturbed"
        seconds = _harvest(given, reference, None)
        expected = digests(Storage(reference))
        moments = [random.uniform(0.3, seconds) for _ in range(given.kills)]
        for number, moment in enumerate(moments, start=1):
            _harvest(given, disturbed, moment)
            found = digests(Storage(disturbed))
            wrong = [name for name, digest in found.items() if expected[name] != digest]
            print(f"{number:3} tué à {moment:5.1f} s : {len(found)} fichiers servis, {len(wrong)} faux")
            assert not wrong, wrong
        _harvest(given, disturbed, None)
        assert digests(Storage(disturbed)) == expected
        left = [path for path in disturbed.rglob(".*") if path.name != ".lock"]
        assert not left, left
        print(f"{given.kills} récoltes tuées, puis une entière : les mêmes {len(expected)} fichiers")


def digests(storage: Storage) -> dict[str, str]:
    """Sum of every file that a build would read."""
    folders = [(source, storage.current_records(source)) for source in storage.harvested_sources()]
    return {
        f"{source}/{path.name}": hashlib.sha256(path.read_bytes()).hexdigest()
        for source, folder in folders
        if folder
        for path in folder.iterdir()
    }


def _harvest(given: argparse.Namespace, home: Path, kill_after: float | None) -> float:
    environment = {**os.environ, "DEBOUCHES_HOME": str(home)}
    what = given.sources or ["--all"]
    command = [sys.executable, "-m", "debouches", "harvest", *what, "--from", str(given.folder)]
    started = time.monotonic()
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            process.wait(kill_after)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
    return time.monotonic() - started


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("sources", nargs="*")
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
