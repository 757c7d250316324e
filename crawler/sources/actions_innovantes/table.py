"""One row of the table → an action. A cell that is not understood is reported, and the rest kept."""

import re
from calendar import monthrange
from datetime import date
from hashlib import blake2b
from typing import Any

from crawler.contract import Issue, Run
from crawler.dates import Dated, Precision, read_date
from crawler.readers.columns import column_key
from crawler.readers.flat_text import text_sections
from crawler.readers.values import MAIL, make
from mappings.crosswalks import anciennes_regions
from mappings.innovantes import FRANCE
from mappings.letters import without_accents
from mappings.records import ActionInnovante, Periode

Row = dict[str, str]
_SEVERAL = re.compile(r"[|;,/\n]|\set\s")
"""Between the values of a closed list: none of them holds any of these."""
_NAMES = re.compile(r"[|;\n]")
"""Between names, which hold commas."""
_WEB = ("https://", "http://")
_COARSER: tuple[Precision, ...] = ("jour", "mois", "annee")
_LONGEST = 60
"""Characters of a title in an address."""


def action_of(run: Run, row: Row) -> ActionInnovante | None:
    titre = row["titre"]
    if not titre:
        said = " ; ".join(filter(None, row.values()))
        run.report(Issue.REJECTED, record=row["porteur"] or "ligne sans titre", field="titre", value=said)
        return None
    code = _code(row)
    return make(
        run,
        ActionInnovante,
        code,
        provenance=_provenance(run, row),
        code=code,
        intitule=titre,
        niveau=_meant(run, row, "niveau", row["niveau"]),
        themes=_each_meant(run, row, "theme"),
        **_place(run, row),
        porteur=row["porteur"] or None,
        partenaires=_parts(_NAMES, row["partenaires"]),
        description=tuple(_paragraphs(row["description"])),
        contact=row["contact"] or None,
        telephone=row["telephone"] or None,
        courriel=_shaped(run, row, "courriel", is_good=bool(MAIL.fullmatch(row["courriel"]))),
        periode=_periode(run, row),
    )


def _provenance(run: Run, row: Row) -> Any:
    """Who publishes an action is never guessed from who carries it."""
    dated = _date(run, row, "date")
    if not row["source"]:
        run.report(Issue.MALFORMED, record=row["titre"], field="source", value="")
    known = _spellings(run, "licence").get(column_key(row["licence"]))
    return run.provenance(
        url=_shaped(run, row, "page", is_good=row["page"].startswith(_WEB)),
        editeur=row["source"] or None,
        licence=known or row["licence"] or None,
        date_maj=dated.day if dated else None,
        precision_maj=dated.precision if dated else None,
    )


def _code(row: Row) -> str:
    """Line numbers are those of one publisher; without one, the title and who carries it make the code."""
    if row["code"]:
        return _slug(f"{row['source'] or row['porteur']} {row['code']}")
    told = blake2b(f"{row['titre']}|{row['porteur']}".encode(), digest_size=3).hexdigest()
    return f"{_slug(row['titre'])[:_LONGEST].strip('-')}-{told}".strip("-")


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", without_accents(text.casefold())).strip("-")


def _place(run: Run, row: Row) -> dict[str, Any]:
    """Regions of today; the name of one of before says a narrower place."""
    before = {column_key(one.libelle): one for one in anciennes_regions()}
    codes, others, narrower = [], [], []
    for said in _parts(_SEVERAL, row["region"]):
        if old := before.get(column_key(said)):
            codes.append(old.successeur)
            narrower.append(old.libelle)
        else:
            others.append(said.zfill(2) if said.isdigit() else said)
    read = [_meant(run, row, "region", said) for said in others]
    codes += [code for code in read if code]
    return {
        "codes_regions": tuple(dict.fromkeys(code for code in codes if code != FRANCE)),
        "est_nationale": FRANCE in codes,
        "territoire": row["territoire"] or ", ".join(narrower) or None,
    }


def _each_meant(run: Run, row: Row, field: str) -> tuple[str, ...]:
    read = (_meant(run, row, field, said) for said in _parts(_SEVERAL, row[field]))
    return tuple(dict.fromkeys(value for value in read if value))


def _meant(run: Run, row: Row, field: str, said: str) -> str | None:
    """The declared meaning of a word, however it is written; reported if there is none."""
    if not said:
        return None
    return _spellings(run, field).get(column_key(said)) or run.lookup(field, said, record=row["titre"])


def _spellings(run: Run, field: str) -> dict[str, str]:
    return {column_key(word): meaning for word, meaning in run.spec.lookups[field].valeurs.items()}


def _parts(between: re.Pattern[str], cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in between.split(cell) if part.strip()))


def _paragraphs(text: str) -> list[str]:
    sections = text_sections(text)
    lines = (line for one in sections for line in (one.titre or "", *one.paragraphes))
    return [line for line in lines if line]


def _shaped(run: Run, row: Row, field: str, *, is_good: bool) -> str | None:
    """A cell of a known shape; reported if it is not."""
    if row[field] and not is_good:
        run.report(Issue.MALFORMED, record=row["titre"], field=field, value=row[field])
    return row[field] if is_good and row[field] else None


def _periode(run: Run, row: Row) -> Periode | None:
    debut, fin = _date(run, row, "debut"), _date(run, row, "fin")
    known = [one for one in (debut, fin) if one]
    if not known:
        return None
    return Periode(
        debut=debut.day if debut else None,
        fin=_last_day(fin) if fin else None,
        precision=max((one.precision for one in known), key=_COARSER.index),
    )


def _date(run: Run, row: Row, field: str) -> Dated | None:
    """« 12/03/2024 », « mars 2024 », « 2024 », as they are written."""
    if not row[field]:
        return None
    if (dated := read_date(row[field])) is None:
        run.report(Issue.MALFORMED, record=row["titre"], field=field, value=row[field])
    return dated


def _last_day(dated: Dated) -> date:
    if dated.precision == "jour":
        return dated.day
    month = dated.day.month if dated.precision == "mois" else 12
    return date(dated.day.year, month, monthrange(dated.day.year, month)[1])
