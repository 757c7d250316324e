"""The prose of the demonstration is ours: it shares no run of eight words with the publishers' texts."""

import html
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

CORPUS = Path(__file__).resolve().parents[2] / "crawler" / "sources" / "depart" / "corpus"
RUN = 8
PROSE = {
    "accroche",
    "nature_travail",
    "competences",
    "conditions_travail",
    "acces_metier",
    "vie_professionnelle",
    "descriptif",
    "acces",
    "description",
    "poursuite_etudes",
}
PUBLISHED = ("rome/**/*.csv", "onisep/**/*.xml", "onisep/**/*.json", "onisep/**/*.sql")


def words(text: str) -> list[str]:
    plain = re.sub(r"<[^>]+>", " ", html.unescape(text))
    return re.findall(r"\w+", plain.casefold())


def runs(text: str) -> Iterator[tuple[str, ...]]:
    found = words(text)
    return zip(*(found[start:] for start in range(RUN)), strict=False)


def own_prose() -> Iterator[str]:
    for path in sorted([*CORPUS.glob("f*_*.yml"), CORPUS / "actions_innovantes.yml"]):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            for field in PROSE & entry.keys():
                yield from [entry[field]] if isinstance(entry[field], str) else entry[field]


def shared_runs(ours: set[tuple[str, ...]], text: str) -> set[tuple[str, ...]]:
    return ours.intersection(runs(text))


@pytest.mark.donnees
def test_no_run_of_eight_words_comes_from_a_publisher() -> None:
    data = Path(os.environ.get("DEBOUCHES_DATA") or CORPUS.parents[4] / "shared" / "data")
    files = sorted({path for pattern in PUBLISHED for path in data.glob(pattern)})
    if not files:
        pytest.skip(f"textes du ROME et de l'ONISEP absents de {data}")
    ours = {run for prose in own_prose() for run in runs(prose)}
    texts = (path.read_text(encoding="utf-8", errors="replace") for path in files)
    assert sorted(" ".join(run) for text in texts for run in shared_runs(ours, text)) == []


def test_a_copied_sentence_would_be_caught() -> None:
    copied = "Le vent se lève et la mer moutonne au large des îles"
    assert shared_runs(set(runs(f"Ce matin, {copied} !")), f"<p>{copied.upper()}</p>")


def test_every_own_text_is_read() -> None:
    assert len(list(own_prose())) > 66 * 6 + 125 * 3
