"""ROME 3, official CSV archive (v327 to v347) → Fiche, Appellation: an older version, said as such."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from crawler.contract import Issue, RawFiles, Run
from crawler.readers.appellations import appellation
from crawler.readers.rows import read_rows
from crawler.readers.values import declared, number
from crawler.sources.rome_3.fiche import Said, fiche
from mappings.records import LienMetier, Record

Row = dict[str, str]
ByFiche = dict[str, dict[str, list[str]]]
"""code_rome → title → lines."""
DEFINITION, ACCESS, CONDITIONS = "definition", "acces_a_em", "cond_exercice_activite"


def parse(files: RawFiles, run: Run) -> Iterator[Record]:
    names = {row["code_rome"]: row["libelle_rome"] for row in _table(files, run, "code_rome")}
    yield from _appellations(files, run, names)
    texts, blocks = _texts(files, run, names), _blocks(files, run, names)
    moves = _moves(files, run, names)
    for code, libelle in names.items():
        text, move = texts[code], moves[code]
        said = Said(
            code,
            libelle,
            definition=text[DEFINITION],
            access=text[ACCESS],
            conditions=text[CONDITIONS],
            blocks=blocks[code],
            near=[LienMetier(code=target, libelle=names[target]) for target in move["Proche"]],
            evolutions=[names[target] for target in move["Evolution"]],
        )
        if record := fiche(run, said):
            yield record


def _table(files: RawFiles, run: Run, name: str) -> Iterator[Row]:
    """Rows of one table; the publisher doubles apostrophes as SQL does."""
    for row in read_rows(files, run, name):
        yield {column: value.replace("''", "'") for column, value in row.items()}


def _known(files: RawFiles, run: Run, name: str, codes: Collection[str]) -> Iterator[Row]:
    for row in _table(files, run, name):
        if row["code_rome"] in codes:
            yield row
        else:
            run.report(Issue.DANGLING, record=name, field="code_rome", value=row["code_rome"])


def _appellations(files: RawFiles, run: Run, codes: Collection[str]) -> Iterator[Record]:
    for row in _known(files, run, "appellation", codes):
        if record := appellation(
            run,
            row["code_ogr"],
            code_rome=row["code_rome"],
            libelle=row["libelle_appellation_long"],
            court=row["libelle_appellation_court"],
            provenance=run.provenance(),
        ):
            yield record


def _empty() -> ByFiche:
    return defaultdict(lambda: defaultdict(list))


def _texts(files: RawFiles, run: Run, codes: Collection[str]) -> ByFiche:
    """The lines of each text, in the order of their positions."""
    placed: list[tuple[int, Row]] = []
    for row in _known(files, run, "texte", codes):
        place = number(
            run, row["position_libelle_txt"], record=row["code_rome"], field="position_libelle_txt"
        )
        placed.append((place or 0, row))
    found = _empty()
    for _, row in sorted(placed, key=lambda one: one[0]):
        code, kind = row["code_rome"], row["libelle_type_texte"]
        if kind := declared(run, "libelle_type_texte", kind, record=code) or "":
            found[code][kind] += row["libelle_texte"].splitlines()
    return found


def _blocks(files: RawFiles, run: Run, codes: Collection[str]) -> ByFiche:
    """What each block of a fiche lists; titles and names of métiers are said by their own tables."""
    labels = dict(_labels(files, run))
    placed = [(_place(run, row), row) for row in _known(files, run, "liens", codes)]
    found = _empty()
    for _, row in sorted(placed, key=lambda one: one[0]):
        code, block, kind = row["code_rome"], row["code_compo_bloc"], row["code_type_referentiel"]
        if block in run.spec.lookups["titre_ou_nom"].valeurs:
            continue
        title = declared(run, "bloc", f"{block}, {kind}", record=code)
        if row["code_ogr"] not in labels:
            run.report(Issue.DANGLING, record=code, field="code_ogr", value=row["code_ogr"])
        elif title:
            found[code][title].append(labels[row["code_ogr"]])
    return found


def _place(run: Run, row: Row) -> tuple[int, ...]:
    places = ("position_bloc", "position_item")
    return tuple(number(run, row[name], record=row["code_rome"], field=name) or 0 for name in places)


def _labels(files: RawFiles, run: Run) -> Iterator[tuple[str, str]]:
    """Label of each item, after the heading of its group if it has one: « Utiliser un engin : nacelle »."""
    for row in _table(files, run, "item"):
        heading, libelle = row["libelle_en_tete_regroupement"].rstrip(" :"), row["libelle"]
        is_said = not heading or libelle.startswith(heading)
        yield row["code_ogr"], libelle if is_said else f"{heading} : {libelle}"


def _moves(files: RawFiles, run: Run, names: Mapping[str, str]) -> ByFiche:
    found = _empty()
    if "mobilite" not in files.names():
        return found
    for row in _known(files, run, "mobilite", names):
        code, target = row["code_rome"], row["code_rome_cible"]
        kind = declared(run, "libelle_type_mobilite", row["libelle_type_mobilite"], record=code)
        if target not in names:
            run.report(Issue.DANGLING, record=code, field="code_rome_cible", value=target)
        elif kind and target not in found[code][kind]:
            found[code][kind].append(target)
    return found
