"""A flow of the RNCP (V4.1 layout) as large as the real one, of fiches that nobody can take for real.

    python benchmarks/generate_rncp.py FLOW.xml [--fiches 30000] [--seed 1] [--measure]

Our own sentences, combined at random but reproducibly, with the shares of defects that the real flow has
(no abbreviation 47 %, no SIRET 31 %, partial ROME codes, fiches said to be incomplete, expired ones with
their successor). Numbers start at RNCP9000001. `--measure` then reads the flow with the parser of the
source `rncp`, keeping nothing, and prints seconds, fiches per second and peak memory.
"""

import argparse
import resource
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any, BinaryIO, cast
from xml.sax.saxutils import escape

from crawler.catalog import SOURCES, load_parser, load_source
from crawler.runs.context import RunContext

FIRST_NUMBER = 9_000_001
TRADES = ("facteur de cerfs-volants", "accordeur de carillons", "dompteur de nuages", "releveur de marées")
VERBS = ("Préparer", "Organiser", "Vérifier", "Construire", "Réparer", "Présenter", "Mesurer", "Coordonner")
OBJECTS = ("l'atelier", "les outils", "le carnet de vol", "la commande", "l'équipe", "le dossier du client")
GOALS = (
    "en respectant les règles de sécurité, afin de rendre un travail soigné dans le temps prévu",
    "en tenant compte des personnes en situation de handicap et des contraintes du site",
    "pour que chacun comprenne ce qui a été fait, par écrit comme de vive voix",
    "en choisissant la méthode la plus sobre en matière et en énergie",
)
SECTORS = ("ateliers d'artisans", "collectivités", "associations de plein air", "musées et parcs")
ROME = ("B1801", "H2206", "K2111", "A1203", "G1201")
PARTIAL_ROME = ("F11", "M")
FORMACODES = ("45094", "15436", "44542", "22454", "31624")
NSF = ("234", "234u", "335", "200n")
ABBREVIATIONS = (("CAP", "Certificat d'aptitude professionnelle"), ("TP", "Titre professionnel"))
LEVELS = ("NIV3", "NIV4", "NIV5", "NIV6", "NIV7", "AUCUN")
JURIES = ("FI", "CA", "FC", "CQ", "CL", "VAE")
HABILITATIONS = ("HABILITATION_FORMER", "HABILITATION_ORGA_FORM")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("flow", type=Path)
    parser.add_argument("--fiches", type=int, default=30_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--measure", action="store_true", help="then read the flow and print the cost")
    arguments = parser.parse_args()
    write_flow(arguments.flow, arguments.fiches, Random(arguments.seed))
    print(f"{arguments.fiches} fiches, {arguments.flow.stat().st_size / 1e6:.0f} Mo")
    if arguments.measure:
        measure(arguments.flow)


def write_flow(path: Path, count: int, random: Random) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<FICHES>\n')
        file.write("<VERSION_FLUX>4.1</VERSION_FLUX>\n")
        for number in range(FIRST_NUMBER, FIRST_NUMBER + count):
            file.write(element("FICHE", fiche(number, random)) + "\n")
        file.write("</FICHES>\n")


def element(tag: str, content: Any) -> str:
    """An element; one per item of a list; none for None."""
    if content is None:
        return ""
    if isinstance(content, list):
        return "".join(element(tag, item) for item in content)
    if isinstance(content, dict):
        return f"<{tag}>{''.join(element(name, inner) for name, inner in content.items())}</{tag}>"
    return f"<{tag}>{escape(str(content))}</{tag}>"


def fiche(number: int, random: Random) -> dict[str, Any]:
    code, expired = f"RNCP{number}", random.random() < 0.55
    trade = random.choice(TRADES)
    return {
        "ID_FICHE": number,
        "NUMERO_FICHE": code,
        "NOUVELLES_CERTIFICATIONS": successors(number) if expired else None,
        "INTITULE": f"{trade.capitalize()} (certification fictive {number}){incomplete(random)}",
        "ABREGE": abbreviation(random),
        "ETAT_FICHE": "Publiée",
        **nomenclatures(random),
        "CERTIFICATEURS": {"CERTIFICATEUR": certificateur(random)},
        "EXISTENCE_PARTENAIRES": "Oui",
        "PARTENAIRES": {"PARTENAIRE": [partner(random) for _ in range(random.randrange(40))]},
        "ACTIVITES_VISEES": lines(random, 25),
        "CAPACITES_ATTESTEES": lines(random, 40),
        "SECTEURS_ACTIVITE": f"Il travaille dans les {' et les '.join(random.sample(SECTORS, 2))}.",
        "TYPE_EMPLOI_ACCESSIBLES": "    ".join(random.sample(TRADES, 3)),
        **{f"SI_JURY_{jury}": {"ACTIF": random.choice(("Oui", "Non"))} for jury in JURIES},
        "ACCESSIBLE_NOUVELLE_CALEDONIE": "Non",
        "ACCESSIBLE_POLYNESIE_FRANCAISE": "Non",
        "STATISTIQUES_PROMOTIONS": {
            "STATISTIQUES_PROMOTION": [figures(year, random) for year in (2021, 2022)]
        },
        "LIEN_URL_DESCRIPTION": random.choice(("https://exemple.fr/fiche", "*       *", None)),
        "DATE_FIN_ENREGISTREMENT": f"31/08/{2024 if expired else 2028}",
        "DATE_EFFET": "01/09/2021",
        "TYPE_ENREGISTREMENT": random.choice(("Enregistrement de droit", "Enregistrement sur demande")),
        "BLOCS_COMPETENCES": {"BLOC_COMPETENCES": [bloc(code, rank, random) for rank in range(1, 6)]},
        "OBJECTIFS_CONTEXTE": lines(random, 4),
        "ACTIF": "Non" if expired else "Oui",
        "PREREQUIS_ENTREE_FORMATION": random.choice(("Aucun", "Savoir nager    Ne pas craindre le vent")),
    }


def successors(number: int) -> dict[str, Any]:
    return {"NOUVELLE_CERTIFICATION": {"ID_FICHE_NOUVELLE_CERTIFICATION": f"RNCP{number + 1}"}}


def incomplete(random: Random) -> str:
    return " (Fiche incomplète)" if random.random() < 0.05 else ""


def abbreviation(random: Random) -> dict[str, str] | None:
    if random.random() < 0.47:
        return None
    code, label = random.choice(ABBREVIATIONS)
    return {"CODE": code, "LIBELLE": label}


def nomenclatures(random: Random) -> dict[str, Any]:
    level = random.choice(LEVELS)
    coded = {
        "FORMACODES": ("FORMACODE", FORMACODES),
        "CODES_NSF": ("NSF", NSF),
        "CODES_ROME": ("ROME", PARTIAL_ROME if random.random() < 0.02 else ROME),
    }
    return {"NOMENCLATURE_EUROPE": {"NIVEAU": level, "LIBELLE": level}} | {
        group: {tag: [{"CODE": code, "LIBELLE": "Libellé fictif"} for code in random.sample(codes, 2)]}
        for group, (tag, codes) in coded.items()
    }


def certificateur(random: Random) -> dict[str, str | None]:
    siret = None if random.random() < 0.31 else f"{random.randrange(10**14):014}"
    return {
        "SIRET_CERTIFICATEUR": siret,
        "NOM_CERTIFICATEUR": "ORGANISME FICTIF",
        "ETAT_CERTIFICATEUR": "Actif",
    }


def partner(random: Random) -> dict[str, str]:
    return {
        "NOM_PARTENAIRE": "PARTENAIRE FICTIF",
        "SIRET_PARTENAIRE": f"{random.randrange(10**14):014}",
        "HABILITATION_PARTENAIRE": random.choice(HABILITATIONS),
        "ETAT_HABILITATION": "Actif",
    }


def figures(year: int, random: Random) -> dict[str, int]:
    return {
        "ANNEE": year,
        "NOMBRE_CERTIFIES": random.randrange(500),
        "NOMBRE_CERTIFIES_VAE": random.randrange(20),
        "TAUX_INSERTION_GLOBAL_6MOIS": random.randrange(101),
    }


def bloc(code: str, rank: int, random: Random) -> dict[str, str]:
    return {
        "CODE": f"{code}BC{rank:02}",
        "LIBELLE": sentence(random),
        "LISTE_COMPETENCES": lines(random, 10),
        "MODALITES_EVALUATION": lines(random, 4),
    }


def lines(random: Random, most: int) -> str:
    """Several sentences on one line, as the flow flattens lists."""
    bullet, gap = random.choice((("", "    "), ("* ", "      "), ("- ", "  ")))
    return gap.join(bullet + sentence(random) for _ in range(random.randint(1, most)))


def sentence(random: Random) -> str:
    return f"{random.choice(VERBS)} {random.choice(OBJECTS)} {random.choice(GOALS)}"


class OneFile:
    """`RawFiles` over one file of the disk."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def names(self) -> tuple[str, ...]:
        return ("fiches",)

    def open(self, name: str) -> BinaryIO:  # noqa: ARG002 (there is only one)
        return cast("BinaryIO", self._path.open("rb"))


def measure(flow: Path) -> None:
    run = RunContext(load_source(SOURCES / "rncp"), day=date.today())  # noqa: DTZ011 (a figure, not a fact)
    records: Iterator[object] = load_parser("rncp")(OneFile(flow), run)
    start = perf_counter()
    count = sum(1 for _ in records)
    seconds = perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count} certifications, {seconds:.1f} s, {count / seconds:.0f} fiches/s, pic {peak:.0f} Mio")
    print({issue.value: number for issue, number in run.issues.counts.items()})


if __name__ == "__main__":
    main()
