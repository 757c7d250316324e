"""What a national corpus costs: building, searching and completing, at several sizes, in one run.

    python benchmarks/generate_corpus.py 5000 H5 --from RECORDS      (then 50000 H50, 500000 H500)
    python benchmarks/scale.py H5 H50 H500 --out FOLDER [--build] [--elastic http://127.0.0.1:9200]

For each home: seconds, processor time and peak memory of `debouches build` (with --build; else the generation
that is served), size on disk; then the same queries, drawn from the records (names of métiers, titles of
formations, skills, diplomas, typos), asked in turn of

    nu         a plain tantivy query over the names, domains and texts of the same records, nothing read back
    fts5       SQLite FTS5 over the same, query and codes
    embarque   a whole page of results of this search, embedded engine
    elastic    the same in Elasticsearch, with --elastic; « elastic nu » is a plain query of it

then, of each of our engines, searches and suggestions that arrive together at 1 and 20 per second; then of
the site, over HTTP, from a cold start. Everything is measured on the same machine, in turn: when others work
on it, ratios hold better than milliseconds. The load of the machine is written with the figures.

Prints a table, writes `scale.json` and `scale.svg`. The peers are indexed once per home, in `HOME/pairs`.
"""

import argparse
import gc
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

import orjson
from bare_elastic import BareElastic
from load import Call, Times, at_rate, one_by_one, site
from peers import Fts5, PlainTantivy, raw_documents, write_peers
from plot import Curve, draw

from debouches.settings import Settings, read_settings
from debouches.storage import Storage
from index.generations.lifecycle import generations
from index.generations.opening import CurrentSearcher, at_once
from index.generations.stores import local_store, open_store
from index.results import SearchRequest
from index.service import Searcher
from index.tools import read_tools

RATES = (1.0, 20.0)
PORT = 8106
_OF_EACH = 40
_SIGLES = ("CAP", "BTS", "BUT", "licence pro", "master", "bac pro", "titre professionnel")
_WORD = re.compile(r"\w{5,}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("homes", type=Path, nargs="+", help="made by generate_corpus.py")
    parser.add_argument("--out", type=Path, required=True, help="where the figures are written")
    parser.add_argument("--build", action="store_true", help="build first, and measure it")
    parser.add_argument("--elastic", help="address of a cluster: each size then has its own prefix")
    parser.add_argument("--seconds", type=float, default=20.0, help="how long requests arrive, at each rate")
    parser.add_argument("--repeat", type=int, default=2, help="times each query is asked, one by one")
    parser.add_argument("--no-site", action="store_true", help="leave HTTP out")
    options = parser.parse_args()
    figures = [measure(home, options) for home in options.homes]
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "scale.json").write_bytes(orjson.dumps(figures, option=orjson.OPT_INDENT_2))
    (options.out / "scale.svg").write_text(chart(figures), encoding="utf-8")


def measure(home: Path, options: argparse.Namespace) -> dict[str, Any]:
    settings = {"embarque": settings_of(home, None)}
    if options.elastic:
        settings["elastic"] = settings_of(home, options.elastic)
    found: dict[str, Any] = {"home": home.name, "charge": os.getloadavg()[0]}
    if options.build:
        found["construction"] = {name: build(one) for name, one in settings.items()}
    manifest = next(manifest for manifest, is_served in generations(settings["embarque"]) if is_served)
    found["documents"], found["libelles"] = sum(manifest.entites.values()), manifest.libelles
    found["octets"] = size_of(Storage(home).index / manifest.nom)
    say(f"\n{home.name} : {found['documents']} documents, {found['libelles']} libellés, {found}")
    questions = list(queries(home, Random(1)))
    found |= asked(home, {name: searcher_of(one) for name, one in settings.items()}, questions, options)
    if not options.no_site:
        found["site"] = served(home, questions, options.seconds)
    found["charge_fin"] = os.getloadavg()[0]
    return found


def asked(
    home: Path, searchers: dict[str, Searcher], questions: list[str], options: argparse.Namespace
) -> dict[str, Any]:
    """One by one beside the peers, then at each rate."""
    write_peers(raw_documents(home), home / "pairs")
    plain, fts5 = PlainTantivy(home / "pairs"), Fts5(home / "pairs")
    calls: dict[str, Call] = {"nu": plain.bare, "fts5": fts5.search}
    if options.elastic:
        bare = BareElastic(options.elastic, f"echelle-{home.name}")
        bare.write(raw_documents(home))
        calls["elastic nu"] = bare.bare
    calls |= {name: page_of(searcher) for name, searcher in searchers.items()}
    calls |= {f"{name}, suggestion": suggestion_of(searcher) for name, searcher in searchers.items()}
    one_by_one(calls, questions[:20])  # what is opened at the first use
    gc.collect()
    gc.freeze()  # as the site does: looking through all that is open delays one page in twenty by 100 ms
    alone = one_by_one(calls, questions, options.repeat)
    passed = {name: cost.passed for name, cost in alone.items()}
    computed = {name: cost.computed for name, cost in alone.items()}
    found: dict[str, Any] = {"une_a_une": as_dicts(passed), "calcul": as_dicts(computed), "debit": {}}
    for title, times in (("une à une, temps passé", passed), ("une à une, temps de calcul", computed)):
        show(title, times)
        for name in searchers:
            say(f"    {name}, p95 rapporté à celui de : {ratios(times, name)}")
    for rate in RATES:
        arriving = {
            name: at_rate(
                {"page": page_of(searcher), "suggestion": suggestion_of(searcher)},
                questions,
                rate,
                options.seconds,
            )
            for name, searcher in searchers.items()
        }
        for name, times in arriving.items():
            show(f"{name}, {rate:.0f} par seconde de chaque", times)
        found["debit"][f"{rate:.0f}"] = {name: as_dicts(times) for name, times in arriving.items()}
    return found


def ratios(times: dict[str, Times], name: str) -> str:
    peers = (peer for peer in ("nu", "elastic nu", "fts5") if peer in times)
    return ", ".join(f"{peer} {times[name].p95 / times[peer].p95:.2f}" for peer in peers)


def served(home: Path, questions: list[str], seconds: float) -> dict[str, Any]:
    """The site in a process of its own: its first page, then pages at the highest rate."""
    with site(home, PORT, questions[0]) as one:
        times = at_rate({"page": one.page}, questions, RATES[-1], seconds)
        say(f"  site : première page {one.first_answer_s:.2f} s après le départ du processus")
        show(f"site, HTTP, {RATES[-1]:.0f} par seconde", times)
        return {"premiere_page_s": one.first_answer_s, **as_dicts(times)}


def build(settings: Settings) -> dict[str, float]:
    """`debouches build` in a process of its own, with what it cost."""
    command = [sys.executable, "-m", "debouches", "build"]
    started = perf_counter()
    process = os.spawnve(os.P_NOWAIT, sys.executable, command, os.environ | environment(settings))
    _, status, usage = os.wait4(process, 0)
    if status:
        sys.exit(f"La construction de {settings.home} a échoué.")
    cost = {
        "secondes": round(perf_counter() - started, 1),
        "calcul_s": round(usage.ru_utime + usage.ru_stime, 1),
        "memoire_mo": round(usage.ru_maxrss / 1000),
    }
    say(f"  construction : {cost}")
    return cost


def environment(settings: Settings) -> dict[str, str]:
    found = {"DEBOUCHES_HOME": str(settings.home)}
    if settings.elasticsearch.url:
        found["DEBOUCHES_ELASTICSEARCH__URL"] = settings.elasticsearch.url
        found["DEBOUCHES_ELASTICSEARCH__PREFIX"] = settings.elasticsearch.prefix
    return found


def settings_of(home: Path, cluster: str | None) -> Settings:
    """Those of a home; in a cluster, its indexes have its name, and what is slow is measured, not cut."""
    prefix = {"url": cluster, "prefix": f"echelle-{home.name}", "timeout_s": 30.0} if cluster else {}
    return read_settings().model_copy(
        update={
            "home": home,
            "elasticsearch": read_settings().elasticsearch.model_copy(update={"url": None, **prefix}),
        }
    )


def searcher_of(settings: Settings) -> Searcher:
    tools = read_tools()
    is_local = settings.elasticsearch.url is None
    store = (local_store if is_local else open_store)(settings, tools.relevance)
    return CurrentSearcher(store, tools, at_once)


def page_of(searcher: Searcher) -> Call:
    return lambda q: searcher.search(SearchRequest(q))


def suggestion_of(searcher: Searcher) -> Call:
    """What is typed when the word in the middle is being written."""
    return lambda q: searcher.suggest(q[: max(3, len(q) // 2)])


def queries(home: Path, random: Random) -> Iterator[str]:
    """Names, titles, skills and diplomas of the records, as people type them; then the same with typos."""
    names = [one["libelle"].split("/")[0].strip() for one in drawn(home, "appellation", random)]
    titles = [one["intitule"] for one in drawn(home, "formation", random)]
    skills = [one["libelle"] for one in drawn(home, "competence", random)]
    words = [match[0] for title in titles if (match := _WORD.search(title))]
    diplomas = [f"{random.choice(_SIGLES)} {word}".lower() for word in words]
    typos = [mistyped(name, random) for name in names]
    for of_a_kind in (names, titles, skills, diplomas, typos):
        yield from (one[:120] for one in of_a_kind)


def drawn(home: Path, kind: str, random: Random) -> list[dict[str, Any]]:
    """Lines at random places of the files of a kind, the larger files more often."""
    storage = Storage(home)
    folders = [storage.current_records(source) for source in storage.harvested_sources()]
    paths = [p for folder in folders if folder and (p := folder / f"{kind}.jsonl").exists()]
    sizes = [path.stat().st_size for path in paths]
    chosen = random.choices(paths, weights=sizes, k=_OF_EACH)
    return [orjson.loads(line_at(path, random.random())) for path in chosen]


def line_at(path: Path, place: float) -> bytes:
    """The line after a place of the file, the first one if there is none."""
    with path.open("rb") as file:
        file.seek(int(place * path.stat().st_size))
        file.readline()
        line = file.readline()
        file.seek(0)
        return line or file.readline()


def mistyped(name: str, random: Random) -> str:
    """Two letters the wrong way round."""
    if len(name) < 6:
        return name
    at = random.randrange(1, len(name) - 2)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def chart(figures: list[dict[str, Any]]) -> str:
    """p95 of each, by number of documents."""
    names = dict.fromkeys(name for one in figures for name in one["calcul"])
    curves = [
        Curve(name, [(one["documents"], one["calcul"][name]["p95"]) for one in figures]) for name in names
    ]
    return draw(curves, "Temps de calcul d'une requête, p95 en ms, selon le nombre de documents")


def as_dicts(times: dict[str, Times]) -> dict[str, dict[str, float]]:
    return {name: one.as_dict() for name, one in times.items()}


def show(title: str, times: dict[str, Times]) -> None:
    say(f"  {title}")
    for name, one in times.items():
        say(f"    {name:26s} {one} ms")


def say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main()
