"""Which words look like one family and are not in `familles.csv`? A person reads them: nothing enters unseen.

    DEBOUCHES_HOME=DOSSIER python benchmarks/families.py [--least 0.3]

Two keys are proposed when an ending of one is usual beside an ending of the other (« -age », « -eur »), and
when their labels name the same domaines professionnels of the ROME: « braser » and « brasseur » do not.
"""

import argparse
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from debouches.settings import read_settings
from debouches.storage import Storage
from index.building.corpus.read import choose_sources, read_corpus
from index.building.labels.make import LabelMaker
from index.building.links import link
from index.documents import LabelDocument
from index.tools import Tools, read_tools
from mappings.records.codes import is_rome

SHORTEST_STEM = 4
FEWEST_LABELS = 2
ENDINGS = {
    "er": ("age", "ation", "ement", "eur", "ure", "ateur", "ance", "ion"),
    "ir": ("issage", "issement", "isseur"),
    "age": ("eur", "ure", "ier", "iste", "erie"),
    "ation": ("ateur",),
    "ition": ("iteur",),
    "ution": ("uteur",),
    "issage": ("isseur",),
    "ifier": ("ification", "ificateur"),
    "iser": ("isation", "isateur"),
    "ire": ("ction", "cteur", "ite"),
    "ction": ("cteur",),
    "erie": ("ier", "eur", "er"),
    "ie": ("ique", "iste", "icien"),
    "logie": ("logue",),
    "ique": ("icien",),
    "isme": ("iste",),
    "eur": ("ure", "re"),
    "e": ("er", "eur", "iste", "ier", "ie", "ique", "age", "erie", "aire"),
    "": ("er", "eur", "age", "iste", "ier", "erie", "aire"),
}
"""Ending → the endings that usually go with it."""
Profile = Counter[str]
"""How many labels name each domaine professionnel."""


def profiles(labels: Iterable[LabelDocument]) -> dict[str, Profile]:
    """Profile of each key that is a plain word."""
    found: dict[str, Profile] = defaultdict(Counter)
    for label in labels:
        domains = {code[:3] for code, _ in label.cibles if is_rome(code)}
        for key in set(label.cles):
            if key.isalpha():
                found[key].update(domains)
    return {key: profile for key, profile in found.items() if profile.total() >= FEWEST_LABELS}


def lookalikes(keys: set[str]) -> Iterator[tuple[str, str]]:
    """Pairs of keys with a stem in common and two endings that go together, each once."""
    for key in sorted(keys):
        for ending, others in ENDINGS.items():
            stem = key.removesuffix(ending)
            if key.endswith(ending) and len(stem) >= SHORTEST_STEM:
                yield from ((key, stem + other) for other in others if stem + other in keys)


def similarity(one: Profile, other: Profile) -> float:
    """Cosine of two profiles."""
    shared = sum(count * other[domain] for domain, count in one.items())
    return shared / math.sqrt(_square(one) * _square(other))


def _square(profile: Profile) -> int:
    return sum(count * count for count in profile.values())


def proposals(tools: Tools, known: dict[str, Profile], least: float) -> Iterator[tuple[float, str, str]]:
    """Pairs that the table does not join, and how alike their domains are."""
    for one, other in lookalikes(set(known)):
        if tools.families.root(one) != tools.families.root(other):
            near = similarity(known[one], known[other])
            if near >= least:
                yield near, one, other


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--least", type=float, default=0.3, help="least similarity of domains (0.3)")
    least = parser.parse_args().least
    tools, storage = read_tools(), Storage(read_settings().home)
    corpus = read_corpus(storage, choose_sources(storage))
    known = profiles(LabelMaker(corpus, link(corpus, tools.analyser), tools).make())
    for near, one, other in sorted(proposals(tools, known, least), reverse=True):
        print(f"{near:.2f}  {one} {other}")


if __name__ == "__main__":
    main()
