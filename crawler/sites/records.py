"""One page → one record of the common format, and the report of what the record does not hold."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from crawler.contract import Issue, Run
from crawler.declaration.shapes import SHAPES, TITLES, Shape
from crawler.declaration.site import SiteMap
from crawler.readers.values import declared, make, matching
from crawler.sites.leftovers import unread
from crawler.sites.reading import PageReading
from mappings.genres import both_genders
from mappings.records import Fiche, Formation, Libelle, LienFormation, LienMetier, Provenance, Record
from mappings.records.codes import RNCP, ROME

_CODE = re.compile(r"[^\w.-]+")
_NAMED = {
    Shape.FORMATIONS: lambda text: LienFormation(intitule=text),
    Shape.METIERS: lambda text: LienMetier(libelle=text),
    Shape.LABELS: lambda text: Libelle(libelle=text),
}
"""Shape → what a name becomes."""
_DURATION = re.compile(r"^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:\d+M)?)?$")
_UNITS = (("an", "ans"), ("mois", "mois"), ("semaine", "semaines"), ("jour", "jours"), ("heure", "heures"))


def code_of_page(run: Run, reading: PageReading, address: str) -> str | None:
    """« SITE.source.last-segment »: stable as long as the address is."""
    match = re.search(reading.kind.code, address)
    own = _CODE.sub("-", match[1]).strip("-.") if match and match[1] else ""
    return f"SITE.{run.source}.{own}" if own else None


def record_of(run: Run, site: SiteMap, reading: PageReading) -> Record | None:
    """The record of a page, or None: the report says why."""
    address = reading.page.address
    for fault in (*reading.page.faults, *reading.faults):
        run.report(Issue.MALFORMED, record=address, field="page", value=fault)
    code = code_of_page(run, reading, address)
    if code is None:
        run.report(Issue.MALFORMED, record=address, field="code", value=address)
        return None
    fields = dict(_fields(run, reading, code))
    maker = _fiche if reading.kind.record == "fiche" else _formation
    if not fields.get(TITLES[reading.kind.record]):
        run.report(Issue.REJECTED, record=address, field=TITLES[reading.kind.record], value="")
        return None
    record = maker(run, site, code, fields, _provenance(run, reading, address))
    if record is not None:
        for field, value in unread(reading, record):
            run.report(Issue.UNREAD_FIELD, record=address, field=field, value=value)
    return record


def _fields(run: Run, reading: PageReading, code: str) -> Iterator[tuple[str, Any]]:
    for name, shape in SHAPES[reading.kind.record].items():
        if shape is Shape.SECTIONS:
            yield name, reading.paragraphs(name)
        elif shape is Shape.DATE:
            continue
        elif name not in ("editeur", "licence"):
            yield name, _value(run, shape, name, reading.texts(name), code)


def _value(run: Run, shape: Shape, name: str, texts: list[str], code: str) -> Any:
    if shape in _NAMED:
        return tuple(map(_NAMED[shape], texts))
    if shape is Shape.ROME:
        return matching(run, ROME, texts, record=code, field=name)
    if shape is Shape.RNCP:
        return matching(run, RNCP, [text.replace(" ", "").upper() for text in texts], record=code, field=name)
    if shape is Shape.DECLARED:
        meanings = (declared(run, name, text, record=code) for text in texts)
        return tuple(dict.fromkeys(filter(None, meanings)))
    if shape is Shape.TEXT:
        for other in texts[1:]:
            run.report(Issue.DUPLICATE, record=code, field=name, value=other)
        return texts[0] if texts else None
    return tuple(texts)


def _provenance(run: Run, reading: PageReading, address: str) -> Provenance:
    dated = reading.date()
    stated: dict[str, Any] = {
        name: text for name in ("editeur", "licence") for text in reading.texts(name)[:1]
    }
    if dated is None:
        return run.provenance(url=address, **stated)
    return run.provenance(url=address, date_maj=dated.day, precision_maj=dated.precision, **stated)


def _fiche(
    run: Run, _site: SiteMap, code: str, fields: dict[str, Any], provenance: Provenance
) -> Fiche | None:
    masculin, feminin = both_genders(fields["titre"])
    return make(
        run,
        Fiche,
        run.source,
        code,
        provenance=provenance,
        code=code,
        type_editeur=provenance.type_editeur,
        titre_masculin=masculin,
        titre_feminin=feminin,
        version_rome="4" if fields["codes_rome"] else None,
        **fields,
    )


def _formation(
    run: Run, _site: SiteMap, code: str, fields: dict[str, Any], provenance: Provenance
) -> Formation | None:
    given: dict[str, Callable[[Any], Any]] = {"niveau": _level, "duree": _duration}
    changed = {name: change(fields[name]) for name, change in given.items()}
    certifications = fields["codes_certification"]
    return make(
        run,
        Formation,
        code,
        provenance=provenance,
        code=code,
        code_certification=certifications[0] if len(certifications) == 1 else None,
        **{**fields, **changed},
    )


def _level(found: tuple[str, ...]) -> int | None:
    return int(found[0]) if len(found) == 1 and found[0].isdigit() else None


def _duration(text: str | None) -> str | None:
    """« P2Y » → « 2 ans »; words stay as they are."""
    match = _DURATION.match(text or "")
    if text is None or match is None or not any(match.groups()):
        return text
    said = zip(match.groups(), _UNITS, strict=True)
    return " ".join(f"{count} {units[int(count) > 1]}" for count, units in said if count)
