"""A corpus of national size: the real records first, then formations and certifications marked as fictive.

    python benchmarks/generate_corpus.py 500000 HOME --from RECORDS [--seed 1]

RECORDS is the `records` folder of a harvested home; HOME is made, and then built with DEBOUCHES_HOME=HOME.
Up to the number of real entities, a sample of the real formations and certifications is kept (métiers always
are); beyond, the rest is written as one more source, « echelle », of records that say they are fictive.

Each fictive formation takes the type, the level, the domains and the métiers of a real one, another
speciality and a town; its text is made of skills of the ROME. Models, specialities, towns and métiers are
drawn by rank (Zipf), so that some words name tens of thousands of entities and others one: that is what costs
a search. The same seed gives the same records.
"""

import argparse
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any, Generic, TypeVar
from zlib import crc32

import orjson

from debouches.storage import Storage, read_pointer, write_pointer
from mappings.records import Certification, Fiche, Formation, Metier, Provenance, Record, Section
from mappings.records.codes import is_rome
from mappings.records.files import SourceInfo, dump_record, records_file, write_source

SOURCE, RUN = "echelle", "run"
SHARE_OF_CERTIFICATIONS = 0.1
ZIPF = 0.9
SAMPLED = (Formation, Certification)
TITLES = (
    "{sigle} {speciality} à {town}",
    "{sigle} {speciality} parcours {other}",
    "{sigle} {speciality}, option {other}, {town}",
    "{speciality} : {other} ({town})",
)
SENTENCES = (
    "On y apprend à {0}, puis à {1}.",
    "La formation alterne des travaux pratiques ({0}) et des mises en situation ({1}).",
    "À {town}, les stagiaires s'exercent à {0} avant de {1}.",
    "Un projet de groupe permet de {0} ; l'évaluation porte sur la capacité à {1}.",
)
PROVENANCE = Provenance(
    source=SOURCE,
    editeur="Débouchés, banc d'essai",
    licence="Licence Ouverte 2.0",
    date_recolte=date(2026, 1, 5),
    est_demonstration=True,
)
INFO = SourceInfo(
    titre="Formations et certifications fictives, pour mesurer à l'échelle nationale",
    url="https://exemple.fr/",
    lacunes=("Rien n'y est vrai : des mots de vraies formations, combinés au hasard.",),
)
T = TypeVar("T")
Raw = dict[str, Any]


class Ranked(Generic[T]):
    """Draws the first items often and the last ones rarely."""

    def __init__(self, items: Iterable[T], random: Random) -> None:
        self._items = list(items)
        random.shuffle(self._items)
        self._totals = list(accumulate(1 / rank**ZIPF for rank in range(1, len(self._items) + 1)))
        self._random = random

    def draw(self) -> T:
        return self._items[bisect_left(self._totals, self._random.random() * self._totals[-1])]


class Fiction:
    """Formations and certifications made of the words of real ones."""

    def __init__(self, records: Path, random: Random) -> None:
        formations = [one for one in real(records, Formation) if one.get("type_formation")]
        self._random = random
        self._models = Ranked(formations, random)
        self._specialities = Ranked(dict.fromkeys(map(speciality, formations)), random)
        self._towns = Ranked(dict.fromkeys(one["libelle"] for one in communes(records)), random)
        self._skills = Ranked((one["libelle"] for one in real_of(records, "competence")), random)
        self._metiers = Ranked((one["code_rome"] for one in real(records, Metier)), random)

    def formation(self, number: int) -> Formation:
        model, town = self._models.draw(), self._towns.draw()
        code = f"DEMO.{number:07}"
        kept = ("type_formation", "sigle_type", "duree", "niveau", "domaines", "metiers")
        facts = {name: model[name] for name in kept if name in model}
        return Formation(
            id=f"formation:{code}",
            provenance=PROVENANCE,
            code=code,
            intitule=self._title(model, town),
            codes_rome=self._codes_rome(),
            code_certification=model.get("code_certification") if self._random.random() < 0.5 else None,
            descriptif=(Section(paragraphes=tuple(self._paragraphs(town))),),
            **facts,
        )

    def certification(self, number: int) -> Certification:
        model, code = self._models.draw(), f"RNCP9{number:07}"
        intitule = self._title(model, self._towns.draw())
        return Certification(
            id=f"certification:{code}",
            provenance=PROVENANCE,
            code=code,
            intitule=intitule,
            type_diplome=model["type_formation"],
            niveau=model.get("niveau"),
            codes_rome=self._codes_rome(),
            autres_intitules=(intitule.upper(), self._specialities.draw()),
        )

    def _title(self, model: Raw, town: str) -> str:
        return self._random.choice(TITLES).format(
            sigle=model.get("sigle_type") or model["type_formation"],
            speciality=self._specialities.draw(),
            other=self._specialities.draw(),
            town=town,
        )

    def _codes_rome(self) -> tuple[str, ...]:
        drawn = (self._metiers.draw() for _ in range(self._random.choice((0, 1, 1, 2, 3))))
        return tuple(dict.fromkeys(drawn))

    def _paragraphs(self, town: str) -> Iterator[str]:
        for sentence in self._random.sample(SENTENCES, self._random.randint(2, len(SENTENCES))):
            skills = (self._skills.draw().lower() for _ in range(2))
            yield sentence.format(*skills, town=town)


def speciality(formation: Raw) -> str:
    """« CAP boulanger » → « boulanger »."""
    sigle, title = formation.get("sigle_type", ""), str(formation["intitule"])
    return title.removeprefix(sigle).removeprefix(formation["type_formation"]).strip(" -") or title


def real(records: Path, record_type: type[Record]) -> Iterator[Raw]:
    """Lines of every source for a type; the same id may come from several."""
    for folder in runs(records):
        path = records_file(folder, record_type)
        if path.exists():
            yield from map(orjson.loads, path.read_bytes().splitlines())


def real_of(records: Path, name: str) -> Iterator[Raw]:
    for folder in runs(records):
        if (path := folder / f"{name}.jsonl").exists():
            yield from map(orjson.loads, path.read_bytes().splitlines())


def communes(records: Path) -> Iterator[Raw]:
    return (one for one in real_of(records, "territoire") if one["niveau"] == "commune")


def runs(records: Path) -> list[Path]:
    """The last good run of each source."""
    pointers = sorted(records.glob("*/current"))
    return [pointer.parent / name for pointer in pointers if (name := read_pointer(pointer))]


def ids(records: Path, record_type: type[Record]) -> set[str]:
    return {one["id"] for one in real(records, record_type)}


def count_metiers(records: Path) -> int:
    fiches = {one["code"] for one in real(records, Fiche) if not is_rome(one["code"])}
    return len(ids(records, Metier)) + len(fiches)


def link_sources(records: Path, storage: Storage, share: float) -> None:
    """Real sources, as they are or with a sample of their formations and certifications."""
    for folder in runs(records):
        source, run = folder.parent.name, folder.name
        target = storage.records(source, run)
        target.mkdir(parents=True)
        sampled = {records_file(folder, one).name for one in SAMPLED} if share < 1 else set()
        for path in folder.iterdir():
            if path.name in sampled:
                write_lines(target / path.name, sample(path, share))
            else:
                (target / path.name).symlink_to(path.resolve())
        write_pointer(storage.current_run(source), run)


def sample(path: Path, share: float) -> Iterator[bytes]:
    """By the id, so that every source keeps the same entities."""
    for line in path.read_bytes().splitlines(keepends=True):
        if crc32(orjson.loads(line)["id"].encode()) < share * 2**32:
            yield line


def write_lines(path: Path, lines: Iterable[bytes]) -> None:
    with path.open("wb") as file:
        file.writelines(lines)


def write_fiction(storage: Storage, fiction: Fiction, count: int) -> None:
    folder = storage.records(SOURCE, RUN)
    folder.mkdir(parents=True)
    certifications = round(count * SHARE_OF_CERTIFICATIONS)
    numbers: Sequence[int] = range(1, count - certifications + 1)
    write_lines(records_file(folder, Formation), (dump_record(fiction.formation(n)) for n in numbers))
    numbers = range(1, certifications + 1)
    write_lines(records_file(folder, Certification), (dump_record(fiction.certification(n)) for n in numbers))
    write_source(folder, INFO)
    write_pointer(storage.current_run(SOURCE), RUN)


def generate(records: Path, home: Path, size: int, seed: int = 1) -> dict[str, int]:
    """Make a home with about `size` entities; returns how many are real and fictive."""
    metiers = count_metiers(records)
    others = sum(len(ids(records, one)) for one in SAMPLED)
    share = min(1.0, max(0.0, (size - metiers) / others))
    storage = Storage(home)
    link_sources(records, storage, share)
    fictive = max(0, size - metiers - others)
    if fictive:
        write_fiction(storage, Fiction(records, Random(seed)), fictive)
    return {"vraies": metiers + round(share * others), "fictives": fictive}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("size", type=int, help="entities wanted: 5000, 50000, 500000…")
    parser.add_argument("home", type=Path, help="folder to make; it must not exist")
    parser.add_argument("--from", dest="records", type=Path, required=True, help="records harvested")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print(generate(options.records, options.home, options.size, options.seed))


if __name__ == "__main__":
    main()
