"""Make the tables of the starter corpus: `python -m crawler.sources.depart.make_tables /path/to/data`.

They carry facts of the ROME (codes, labels, links, flags) and none of its texts. The same data gives the
same bytes: rows are sorted, lists keep the order of the official files. A value that has no compact form
stops the making, so that nothing is lost unseen.
"""

import csv
import hashlib
import io
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import yaml

from crawler.sources.depart.rome_csv import RomeFolder, Row, code_of, find_rome, group, refuse
from debouches.errors import DebouchesError
from debouches.storage import write_atomically

CORPUS = Path(__file__).resolve().parent / "corpus"
CHECKSUMS = "SHA256SUMS"

Cells = list[str]
Table = list[Cells]
"""A header, then rows."""
Lists = dict[str, Cells]
"""Codes by ROME code."""

YES_NO = {"O": "O", "N": "N", "": ""}
PRINCIPAL = {"oui": "*", "non": ""}
CORE = {"Principale": "*", "Émergente": "+", "": ""}
CLASSIFICATION = {"PRINCIPALE": "P", "SYNONYME": "S", "": ""}
TYPES = {
    ("Macro-compétence", "Savoir-faire"): "macro-competence",
    ("Macro-compétence", "Savoir-être professionnel"): "savoir-etre",
    ("Compétence", "Savoir-faire"): "savoir-faire",
}
FLAGS = ("transition_num", "transition_demo", "emploi_reglemente", "emploi_cadre")


def make_tables(rome: RomeFolder) -> dict[str, Table]:
    """Every table of the starter corpus, by file name."""
    transitions = _numbered(row["transition_eco"] for row in rome.rows("referentiel_code_rome"))
    return {
        "grands_domaines.csv": _labels(rome, "grand_domaine", "grand_domaine"),
        "domaines.csv": _labels(rome, "domaine_professionnel", "domaine_professionnel"),
        "themes.csv": _labels(rome, "themes", "theme"),
        "naf.csv": _labels(rome, "secteur_naf", "secteur_naf"),
        "centres_interet.csv": _labels(rome, "centre_interet", "centre_interet"),
        "secteurs.csv": _secteurs(rome),
        "contextes.csv": _contextes(rome),
        "transitions.csv": [["code", "libelle"], *([code, label] for label, code in transitions.items())],
        "metiers.csv": _metiers(rome, transitions),
        "appellations.csv": _appellations(rome, transitions),
        **_competences(rome),
    }


def _labels(rome: RomeFolder, table: str, name: str) -> Table:
    rows = ([row[f"code_{name}"], row[f"libelle_{name}"]] for row in rome.rows(table))
    return [["code", "libelle"], *_sorted(rows)]


def _numbered(values: Iterable[str]) -> dict[str, str]:
    """A short code for each distinct value."""
    return {value: str(number) for number, value in enumerate(sorted(set(values) - {""}), start=1)}


def _sorted(rows: Iterable[Cells]) -> Table:
    """By first cell, numbers in numeric order."""
    return sorted(rows, key=lambda cells: (len(cells[0]) if cells[0].isdigit() else 0, cells))


def _secteurs(rome: RomeFolder) -> Table:
    sectors = [
        [row["code_sect_activite"], row["libelle_sect_activite"], ""] for row in rome.rows("secteur_activite")
    ]
    parts = [
        [row["code_ss_sect_activite"], row["libelle_ss_sect_activite"], row["code_sect_activite"]]
        for row in rome.rows("sous_secteur_activite")
    ]
    return [["code", "libelle", "code_parent"], *_sorted(sectors + parts)]


def _contextes(rome: RomeFolder) -> Table:
    rows = (
        [row["code_ogr"], row["libelle_cont_travail"], row["libelle_type_cont_trav"]]
        for row in rome.rows("referentiel_contexte_travail")
    )
    return [["code", "libelle", "type"], *_sorted(rows)]


def _metiers(rome: RomeFolder, transitions: dict[str, str]) -> Table:
    """One row per métier; its links are lists of codes separated by spaces."""
    table = "referentiel_code_rome"
    lists = _links(rome)
    riasec = {row["code_rome"]: _riasec(row) for row in rome.rows("referentiel_code_rome_riasec")}
    rows = (
        [
            row["code_rome"],
            row["code_ogr"],
            row["libelle_rome"],
            row["code_rome_parent"],
            riasec.get(row["code_rome"], ""),
            *_flags(row, transitions, table),
            *(" ".join(codes.get(row["code_rome"], ())) for codes in lists.values()),
        ]
        for row in rome.rows(table)
    )
    header = [
        "code_rome",
        "code_ogr",
        "libelle",
        "code_rome_parent",
        "riasec",
        "transition_eco",
        *FLAGS,
        *lists,
    ]
    return [header, *_sorted(rows)]


def _flags(row: Row, transitions: dict[str, str], table: str) -> Cells:
    ecology = code_of({"": "", **transitions}, table, "transition_eco", row)
    return [ecology, *(code_of(YES_NO, table, flag, row) for flag in FLAGS)]


def _riasec(row: Row) -> str:
    """Major then minor profile of Holland: « RS »."""
    major, minor = row["riasec_majeur"], row["riasec_mineur"]
    if minor and len(major) != 1:
        refuse("referentiel_code_rome_riasec", "riasec_majeur", major)
    return major + minor


def _links(rome: RomeFolder) -> dict[str, Lists]:
    contexts, skills = _items(rome)
    return {
        "centres_interet": _codes(rome.rows("arborescence_centre_interet"), _centre_interet),
        "themes": _codes(rome.rows("arborescence_thematique"), lambda row: row["code_theme"]),
        "secteurs": _codes(rome.rows("arborescence_secteur_activite"), _secteur),
        "naf": _codes(rome.rows("arborescence_secteur_naf"), lambda row: row["code_secteur_naf"]),
        "mobilites": _mobilites(rome),
        "contextes": _codes(contexts, lambda row: row["code_ogr"]),
        "competences": _codes(skills, _competence),
    }


def _items(rome: RomeFolder) -> tuple[list[Row], list[Row]]:
    """Links to work contexts, links to skills and knowledge: one official file holds both."""
    contexts = {row["code_ogr"] for row in rome.rows("referentiel_contexte_travail")}
    rows = rome.rows("coherence_item")
    return (
        [row for row in rows if row["code_ogr"] in contexts],
        [row for row in rows if row["code_ogr"] not in contexts],
    )


def _codes(rows: Iterable[Row], write: Callable[[Row], str]) -> Lists:
    return {code: [write(row) for row in linked] for code, linked in group(rows, "code_rome").items()}


def _centre_interet(row: Row) -> str:
    return row["code_centre_interet"] + code_of(PRINCIPAL, "arborescence_centre_interet", "principal", row)


def _secteur(row: Row) -> str:
    """« 110 » for a sector, « 110/145 » for a sub-sector."""
    codes = "/".join(filter(None, (row["code_sect_activite"], row["code_ss_sect_activite"])))
    return codes + code_of(PRINCIPAL, "arborescence_secteur_activite", "principal", row)


def _competence(row: Row) -> str:
    return row["code_ogr"] + code_of(CORE, "coherence_item", "coeur_metier", row)


def _mobilites(rome: RomeFolder) -> Lists:
    """Targets in the order of their rank, which the place in the list then gives."""
    lists: Lists = {}
    for code, rows in group(rome.rows("rubrique_mobilite"), "code_rome").items():
        by_rank = {row["numero_ordre"]: row["code_rome_cible"] for row in rows}
        ranks = [str(rank) for rank in range(1, len(rows) + 1)]
        if set(ranks) != set(by_rank):
            refuse("rubrique_mobilite", "numero_ordre", f"{code} {sorted(by_rank)}")
        lists[code] = [by_rank[rank] for rank in ranks]
    return lists


def _appellations(rome: RomeFolder, transitions: dict[str, str]) -> Table:
    """The short label is left empty when it equals the long one."""
    table = "referentiel_appellation"
    rows = [
        [
            row["code_ogr"],
            row["code_rome"],
            row["libelle_appellation_long"],
            _if_other(row["libelle_appellation_court"], row["libelle_appellation_long"]),
            code_of(CLASSIFICATION, table, "classification", row),
            code_of(YES_NO, table, "peu_usite", row),
            *_flags(row, transitions, table),
            row["origine"],
        ]
        for row in rome.rows(table)
    ]
    header = ["code_ogr", "code_rome", "libelle", "libelle_court", "classification", "peu_usite"]
    return [[*header, "transition_eco", *FLAGS, "origine"], *_sorted(rows)]


def _if_other(value: str, usual: str) -> str:
    return "" if value == usual else value


def _competences(rome: RomeFolder) -> dict[str, Table]:
    """Skills and knowledge that a métier uses, the macro-competences of these, and the categories of all."""
    used = {row["code_ogr"] for row in rome.rows("coherence_item")}
    skills = {row["code_ogr"]: row for row in rome.rows("referentiel_competence")}
    used |= {row["code_ogr_macro_comp"] for code, row in skills.items() if code in used}
    savoirs = {row["code_ogr_savoir"]: row for row in rome.rows("referentiel_savoir")}
    profiles = {row["code_ogr"]: _riasec(row) for row in rome.rows("referentiel_macro_competence_riasec")}
    categories: dict[tuple[str, ...], str] = {}
    rows = [
        *(_skill(row, profiles, categories) for code, row in sorted(skills.items()) if code in used),
        *(_savoir(row, categories) for code, row in sorted(savoirs.items()) if code in used),
    ]
    header = ["code_ogr", "libelle", "categorie", "code_macro", "riasec", "transition_eco", "transition_num"]
    return {
        "categories.csv": [
            ["code", "type", "categorie", "sous_categorie"],
            *([code, *labels] for labels, code in categories.items()),
        ],
        "competences.csv": [header, *_sorted(rows)],
    }


def _skill(row: Row, profiles: dict[str, str], categories: dict[tuple[str, ...], str]) -> Cells:
    nature = row["nature"], row["cat_comp"]
    if nature not in TYPES:
        refuse("referentiel_competence", "nature", " / ".join(nature))
    return [
        row["code_ogr"],
        row["libelle_competence"],
        _category(categories, TYPES[nature], row["cat_comp"], row["sous_cat_comp"]),
        row["code_ogr_macro_comp"],
        profiles.get(row["code_ogr"], ""),
        *_transitions(row, "referentiel_competence"),
    ]


def _savoir(row: Row, categories: dict[tuple[str, ...], str]) -> Cells:
    category = _category(categories, "savoir", row["categorie_savoir"], row["sous_categorie_savoir"])
    transitions = _transitions(row, "referentiel_savoir")
    return [row["code_ogr_savoir"], row["libelle_savoir"], category, "", "", *transitions]


def _category(categories: dict[tuple[str, ...], str], *labels: str) -> str:
    return categories.setdefault(labels, str(len(categories) + 1))


def _transitions(row: Row, table: str) -> Cells:
    return [code_of(YES_NO, table, field, row) for field in ("transition_eco", "transition_num")]


def to_csv(table: Table) -> bytes:
    """UTF-8, commas, one newline: what git shows well."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(table)
    return text.getvalue().encode()


def write_tables(data: Path, folder: Path) -> dict[str, int]:
    """Write the tables and their checksums in `folder`; returns the size of each."""
    origin = yaml.safe_load((folder / "ORIGINE.yml").read_text(encoding="utf-8"))
    tables = make_tables(find_rome(data, origin["version_fichiers"]))
    contents = {name: to_csv(table) for name, table in sorted(tables.items())}
    for name, content in contents.items():
        write_atomically(folder / name, content)
    write_atomically(folder / CHECKSUMS, _checksums(contents))
    return {name: len(content) for name, content in contents.items()}


def _checksums(contents: dict[str, bytes]) -> bytes:
    lines = (f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in contents.items())
    return "".join(lines).encode()


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        sys.stderr.write("Usage : python -m crawler.sources.depart.make_tables DOSSIER_DES_DONNEES\n")
        return 2
    try:
        sizes = write_tables(Path(arguments[0]), CORPUS)
    except DebouchesError as error:
        sys.stderr.write(f"{error.code} {error}\n")
        return 1
    sys.stdout.writelines(f"{size:>9} {name}\n" for name, size in sizes.items())
    sys.stdout.write(f"{sum(sizes.values()):>9} octets en tout\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
