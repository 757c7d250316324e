"""InserJeunes by lycée, and by formation of a CFA or a lycée → one Indicateur a row."""

from collections.abc import Iterator

from crawler.contract import Issue, RawFiles, Run
from crawler.readers.figures import in_one_unit
from crawler.readers.rows import read_rows
from crawler.sources.inserjeunes.figure import APPRENTISSAGE, SCOLAIRE, TOLD_BY, Formation, Row, Voie, figure
from mappings.records import Record

VOIES = {"cfa": APPRENTISSAGE, "lycees": SCOLAIRE, "lycees_formations": SCOLAIRE}
WHOLE = "lycees"
"""The one table of establishments: the others are by formation."""
ALL = "sortants des deux promotions de l'établissement, toutes formations réunies"


def parse(files: RawFiles, run: Run) -> Iterator[Record]:
    for name in files.names():
        voie = VOIES[name]
        for row in in_one_unit(run, name, read_rows(files, run, name), TOLD_BY):
            made = _whole(run, row, voie) if name == WHOLE else _of_formation(run, row, voie)
            if made:
                yield made


def _whole(run: Run, row: Row, voie: Voie) -> Record | None:
    return figure(run, row, "inserjeunes-lycees", voie, champ=f"{ALL}, {voie.mots}")


def _of_formation(run: Run, row: Row, voie: Voie) -> Record | None:
    libelle, mefstat = row["libelle_formation"], row["code_formation_mefstat11"] or None
    if not libelle:
        run.report(Issue.MALFORMED, record=row["UAI"], field="libelle_formation", value="")
        return None
    years, diploma = row["duree_formation"].removesuffix(".0"), row["type_diplome"]
    said = (libelle, diploma, f"en {years} an{'s' if years != '1' else ''}" if years else "", voie.mots)
    key = (mefstat or libelle.replace(":", " ").casefold(), years or "-")
    champ = ", ".join(filter(None, said))
    formation = Formation(libelle, mefstat, (voie.mots.replace(" ", "-"), *key))
    return figure(run, row, "inserjeunes-formations", voie, champ=champ, formation=formation)
