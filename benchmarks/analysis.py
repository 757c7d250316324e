"""The analysis of French, side by side with the stemmers an engine offers.

    python benchmarks/analysis.py path/to/unix_referentiel_appellation_v460_utf8.csv

For each chain: share of the « masculine / feminine » pairs whose two sides give the same tokens, and share of
the labels whose tokens are the same when typed without accents. All words compared, grammar words removed.
"""

import csv
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Callable
from pathlib import Path

import tantivy

from index.tools import read_tools
from mappings.genres import both_genders
from nlp.normalise import fold

Chain = Callable[[str], list[str]]


def engine_chain(*filters: tantivy.Filter) -> Chain:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for one in filters:
        builder = builder.filter(one)
    return builder.build().analyze


def chains() -> dict[str, Chain]:
    lower, ascii_fold, stem = (
        tantivy.Filter.lowercase(),
        tantivy.Filter.ascii_fold(),
        tantivy.Filter.stemmer("french"),
    )
    ours = read_tools().analyser
    return {
        "minuscules, sans accent": engine_chain(lower, ascii_fold),
        "Snowball français": engine_chain(lower, stem),
        "sans accent, puis Snowball": engine_chain(lower, ascii_fold, stem),
        "Snowball, puis sans accent": engine_chain(lower, stem, ascii_fold),
        "Débouchés (nlp)": ours.keys,
    }


def main() -> None:
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("appellations", type=Path, help="the CSV of the ROME that names every métier")
    with parser.parse_args().appellations.open(encoding="utf-8-sig", newline="") as file:
        labels = [row["libelle_appellation_long"] for row in csv.DictReader(file)]
    pairs = [pair for label in labels if (pair := both_genders(label))[0] != pair[1]]
    print(f"{len(labels)} appellations, {len(pairs)} paires")
    print(f"{'chaîne':30s} {'genres réunis':>14s} {'sans accents':>14s}")
    for name, chain in chains().items():
        same = sum(chain(masculine) == chain(feminine) for masculine, feminine in pairs)
        plain = sum(chain(label) == chain(fold(label)) for label in labels)
        print(f"{name:30s} {same / len(pairs):14.1%} {plain / len(labels):14.1%}")


if __name__ == "__main__":
    main()
