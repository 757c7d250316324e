"""A LHEO 2.3 feed as large as the national one, of formations that nobody can take for real.

    python benchmarks/generate_lheo.py 170000 FEED.xml [--seed 1] [--measure read|harvest]

The first number is that of the actions (170 000 make about 1 GB). Our own sentences, combined at random but
reproducibly; valid against the schema, with the habits of real feeds: dates without a day, « - » fillers,
escaped HTML, addresses without a scheme, Formacode without its version. `--measure read` then reads the feed
and keeps nothing; `--measure harvest` harvests it in a home of its own. Both print seconds and peak memory.
"""

import argparse
import resource
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, BinaryIO, cast
from xml.sax.saxutils import escape

from crawler.catalog import SOURCES, load_parser, load_source
from crawler.harvest import harvest
from crawler.runs.context import RunContext
from debouches.settings import Settings
from mappings.records.ids import type_name

NAMESPACE = "http://lheo.gouv.fr/2.3"
FIRST_DAY = date(2026, 1, 5)
TRADES = ("facteur de cerfs-volants", "accordeur de carillons", "dompteur de nuages", "releveur de marées")
TOWNS = (
    ("Ventbourg", "99101", "29233", "29", "53", "47.88", "-3.55"),
    ("Carillon-sur-Mer", "99202", "92012", "92", "11", "48.83", "2.23"),
    ("Nuageville", "99303", "2A004", "2A", "94", "41.92", "8.73"),
    ("Marée-la-Haute", "97404", "97411", "974", "04", "-20.88", "55.45"),
)
CLAUSES = (
    "préparer l'atelier et vérifier les outils avec soin",
    "tenir le carnet de vol et rendre compte par écrit comme de vive voix",
    "accueillir le public en tenant compte des personnes en situation de handicap",
    "choisir la méthode la plus sobre en matière et en énergie",
    "organiser la commande, de la première mesure à la dernière couture",
)
FORMACODES = ("45094", "15436", "44542", "22454", "31624")
NSF, ROME, PUBLICS = ("234", "335", "200"), ("B1801", "H2206", "K2111", "A1203"), ("83056", "82044", "80006")
ORGANISMES = 20_000
Content = Any


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("actions", type=int)
    parser.add_argument("feed", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--measure", choices=("read", "harvest"), help="then print the cost")
    parser.add_argument("--only-measure", action="store_true", help="the feed is already there")
    arguments = parser.parse_args()
    if not arguments.only_measure:
        write_feed(arguments.feed, arguments.actions, Random(arguments.seed))
        print(f"{arguments.actions} actions, {arguments.feed.stat().st_size / 1e6:.0f} Mo")
    if arguments.measure:
        MEASURES[arguments.measure](arguments.feed)


def write_feed(path: Path, actions: int, random: Random) -> None:
    """Whole formations, of one to three actions, until there are enough actions."""
    with path.open("w", encoding="utf-8") as file:
        file.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<lheo xmlns="{NAMESPACE}"><offres>\n')
        written = 0
        while written < actions:
            count = min(random.choice((1, 1, 2, 3)), actions - written)
            file.write(element("formation", formation(written, count, random)) + "\n")
            written += count
        file.write("</offres></lheo>\n")


def element(tag: str, content: Content) -> str:
    """An element; one per item of a list; none for None. Keys that begin with @ are attributes."""
    if content is None:
        return ""
    if isinstance(content, list):
        return "".join(element(tag, item) for item in content)
    if not isinstance(content, dict):
        return f"<{tag}>{escape(str(content))}</{tag}>"
    attributes = "".join(f' {name[1:]}="{value}"' for name, value in content.items() if name[0] == "@")
    inner = "".join(element(name, value) for name, value in content.items() if name[0] not in "@#")
    return f"<{tag}{attributes}>{escape(str(content.get('#', '')))}{inner}</{tag}>"


def formation(number: int, actions: int, random: Random) -> dict[str, Content]:
    trade = random.choice(TRADES)
    return {
        "@numero": f"99_FO_{number:08}",
        "@datemaj": f"{day(random):%Y%m%d}",
        "domaine-formation": domain(random),
        "intitule-formation": f"{trade.capitalize()} (formation fictive {number})",
        "objectif-formation": text(random, 6),
        "resultats-attendus": text(random, 4),
        "contenu-formation": text(random, 18),
        "certifiante": random.choice("01"),
        "contact-formation": {"type-contact": "4", "coordonnees": reach(random)},
        "parcours-de-formation": random.choice("1234"),
        "code-niveau-entree": random.choice(("0", "4", "13")),
        "objectif-general-formation": random.choice("678"),
        "certification": certification(random),
        "code-niveau-sortie": random.choice(("0", "5", "14", "16")),
        "url-formation": {"urlweb": f"www.exemple.fr/formations/{number}"},
        "action": [action(number + rank, random) for rank in range(actions)],
        "organisme-formation-responsable": organisme(random),
    }


def domain(random: Random) -> dict[str, Content]:
    version = random.choice(({"@ref": "V14"}, {}))
    return {
        "code-FORMACODE": [{"#": code, **version} for code in random.sample(FORMACODES, 2)],
        "code-NSF": random.sample(NSF, 1),
        "code-ROME": random.sample(ROME, 2),
    }


def certification(random: Random) -> list[dict[str, str]]:
    known = {"code-RNCP": f"{random.randrange(9_000_001, 9_030_000)}", "code-CERTIFINFO": "999999"}
    return random.choice(([], [known], [{"code-RS": "RS9000001", "code-CPF": "CPF99999"}]))


def action(number: int, random: Random) -> dict[str, Content]:
    hours = random.randrange(35, 1200, 35)
    return {
        "@numero": f"99_AF_{number:08}",
        "rythme-formation": random.choice(("Temps plein", "Temps partiel", "Cours du soir")),
        "code-public-vise": [{"#": code, "@ref": "V14"} for code in random.sample(PUBLICS, 2)],
        "niveau-entree-obligatoire": random.choice("01"),
        "modalites-alternance": random.choice(("-", "Deux semaines en entreprise, une en centre")),
        "modalites-enseignement": random.choice("012"),
        "conditions-specifiques": random.choice(("-", text(random, 2))),
        "prise-en-charge-frais-possible": random.choice("01"),
        "lieu-de-formation": {"coordonnees": reach(random)},
        "modalites-entrees-sorties": random.choice("01"),
        "session": [session(number, rank, random) for rank in range(random.randint(1, 3))],
        "acces-handicapes": "Plain-pied, boucle magnétique",
        "prix-total-TTC": random.choice((None, "1450.00")),
        "duree-indicative": f"{hours} heures",
        "nombre-heures-centre": hours,
        "nombre-heures-total": hours,
        "conventionnement": random.choice("01"),
        "organisme-financeur": {"code-financeur": random.choice(("2", "4", "16")), "nb-places-financees": 12},
    }


def session(number: int, rank: int, random: Random) -> dict[str, Content]:
    first = day(random)
    last = first + timedelta(days=random.randrange(3, 300))
    layout = random.choice(("%Y%m%d", "%Y%m%d", "%Y%m00"))
    return {
        "@numero": f"99_SE_{number:08}_{rank}",
        "@datemaj": f"{FIRST_DAY:%Y%m%d}",
        "periode": {"debut": f"{first:{layout}}", "fin": f"{last:{layout}}"},
        "adresse-inscription": {"adresse": address(random)},
        "modalites-inscription": "Dossier, puis entretien",
        "etat-recrutement": random.choice(("1", "2", "3", None)),
        "url-session": {"urlweb": f"https://exemple.fr/sessions/{number}/{rank}"},
    }


def organisme(random: Random) -> dict[str, Content]:
    """The same number is the same organisme, wherever it comes back."""
    number = random.randrange(ORGANISMES)
    steady = Random(number)
    return {
        "@numero": f"99_OF_{number:06}",
        "numero-activite": f"99{number:09}",
        "SIRET-organisme-formation": {"SIRET": f"{99_000_000_000_000 + number:014}"},
        "nom-organisme": f"Organisme fictif {number}",
        "raison-sociale": "-",
        "coordonnees-organisme": {"coordonnees": reach(steady)},
        "contact-organisme": {"coordonnees": reach(steady)},
        "renseignements-specifiques": steady.choice(("-", "Certifié Qualiopi", "Qualiopi en cours")),
        "potentiel": {"code-FORMACODE": [{"#": code, "@ref": "V14"} for code in FORMACODES[:3]]},
    }


def reach(random: Random) -> dict[str, Content]:
    person = random.random() < 0.3
    return {
        "nom": "PERSONNE-FICTIVE" if person else None,
        "adresse": address(random),
        "telfixe": {"numtel": f"01 99 00 {random.randrange(100):02} {random.randrange(100):02}"},
        "courriel": "accueil@exemple.fr",
        "web": {"urlweb": random.choice(("exemple.fr", "https://exemple.fr"))},
    }


def address(random: Random) -> dict[str, Content]:
    town, postcode, commune, department, region, latitude, longitude = random.choice(TOWNS)
    return {
        "ligne": [f"{random.randint(1, 99)} rue des Essais"],
        "codepostal": postcode,
        "ville": town,
        "departement": department,
        "code-INSEE-commune": commune,
        "region": region,
        "pays": "FR",
        "geolocalisation": {"latitude": latitude, "longitude": longitude},
    }


def day(random: Random) -> date:
    return FIRST_DAY + timedelta(days=random.randrange(-300, 300))


def text(random: Random, sentences: int) -> str:
    """Plain lines, or HTML, which feeds escape."""
    written = [
        f"{random.choice(CLAUSES).capitalize()}, puis {random.choice(CLAUSES)}." for _ in range(sentences)
    ]
    if random.random() < 0.5:
        return "\n".join(written)
    return "<ul>" + "".join(f"<li>{sentence}</li>" for sentence in written) + "</ul>"


class OneFile:
    """`RawFiles` over one file of the disk."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def names(self) -> tuple[str, ...]:
        return ("flux",)

    def open(self, name: str) -> BinaryIO:  # noqa: ARG002 (there is only one)
        return cast("BinaryIO", self._path.open("rb"))


def measure_reading(feed: Path) -> None:
    run = RunContext(load_source(SOURCES / "lheo"), day=datetime.now(UTC).date())
    records: Iterator[Any] = load_parser("lheo")(OneFile(feed), run)
    start = perf_counter()
    counts = Counter(map(type_name, records))
    print_cost("lecture", start, counts, run.issues.counts)


def measure_harvest(feed: Path) -> None:
    """The whole: reading, sorting, judging, writing."""
    with TemporaryDirectory(dir=feed.parent) as folder:
        home, data = Path(folder) / "home", Path(folder) / "data"
        data.mkdir()
        (data / "lheo.xml").symlink_to(feed.resolve())
        start = perf_counter()
        (report,) = harvest(Settings.model_validate({"home": home, "data": data}), sources=["lheo"])
        print_cost(f"récolte ({report.verdict})", start, report.records, report.issues)


def print_cost(name: str, start: float, counts: Any, issues: Any) -> None:
    seconds = perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name} : {dict(counts)}, {seconds:.1f} s, pic {peak:.0f} Mio, signalements {dict(issues)}")


MEASURES = {"read": measure_reading, "harvest": measure_harvest}


if __name__ == "__main__":
    main()
