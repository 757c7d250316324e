"""Is a file of a publisher conform? The common format, or a file of a source read by its own parser."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from crawler.catalog import load_parser
from crawler.contract import Issue
from crawler.declaration.source import SourceSpec
from crawler.files.recognise import OneFile, Recognised, known_formats, recognise, resembled
from crawler.norms.findings import find_departures
from crawler.readers.first_bytes import is_web_page
from crawler.runs.context import RunContext, Sample
from debouches.errors import SourceError
from mappings.conformity import Constat, Rapport, check_json
from mappings.conformity.check import check_records
from mappings.conformity.report import Nature, finding, report, shown
from mappings.records import Record

_LHEO = "lheo"
_START = 512
_ARCHIVES = (b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_NOTHING = "Rien n'est écrit."
_MOST_ACCEPTED = 25
"""Past them, a list of values no longer helps."""
_PLACE = re.compile(r" \(source [^()]*\)$")
_ERRORS = {Issue.MALFORMED, Issue.REJECTED, Issue.DUPLICATE}
_WORDS = {
    Issue.UNKNOWN_VALUE: "« {value} » n'est dans aucune liste de ce format.",
    Issue.MALFORMED: "« {value} » n'a pas la forme attendue.",
    Issue.DUPLICATE: "Numéro déjà vu, avec un autre contenu.",
    Issue.DANGLING: "« {value} » ne désigne rien dans ce fichier.",
    Issue.REJECTED: "« {value} » est refusé par le format commun.",
    Issue.UNREAD_FIELD: "Ce format ne connaît pas cet élément ou cette colonne.",
}


def verify(content: bytes, *, limit: int | None = None) -> Rapport:
    """The report of a file, whatever it is; it never raises and keeps nothing."""
    if content.startswith(_ARCHIVES):
        return _refused(
            "Archive (zip, gz…) ou classeur : envoyez le fichier XML, CSV ou JSON qu'elle contient."
        )
    found = recognise(content)
    if found is None:
        return _unknown(content, limit)
    if found.unread:
        return _refused(f"{found.spec.titre} : {found.unread}.", found)
    if found.missing:
        names = ", ".join(found.missing)
        message = (
            f"Cette table se lit avec les autres de sa publication ({names}) : "
            f"« debouches harvest {found.spec.name} --from DOSSIER » les vérifie ensemble."
        )
        return _refused(message, found)
    return _check(found, content)


def _unknown(content: bytes, limit: int | None) -> Rapport:
    if is_web_page(content[:_START]):
        return _refused("Page web (HTML) : c'est le fichier qu'il faut envoyer, non la page qui y mène.")
    start = content[:_START].lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start in (b"{", b"[", b""):
        return check_json(content, limit=limit)
    return report("inconnu", {}, [finding("format", _what_is_known(content))])


def _what_is_known(content: bytes) -> str:
    """Of a table that is nearly that of a source, the columns it lacks; otherwise, what can be sent."""
    if near := resembled(content):
        spec, missing = near
        names = ", ".join(f"« {name} »" for name in missing)
        message = f"Ce fichier ressemble à « {spec.titre} », mais il lui manque la colonne {names}."
        return message.replace("la colonne", "les colonnes") if len(missing) > 1 else message
    return f"Aucun format connu. Sont lus : le format commun en JSON ; {known_formats()}."


def _refused(message: str, found: Recognised | None = None) -> Rapport:
    source = found.spec.titre if found else None
    return report(_nature(found), {}, [finding("lecture", message)], source=source)


def _nature(found: Recognised | None) -> Nature:
    if found is None:
        return "inconnu"
    return "lheo" if found.spec.name == _LHEO else "editeur"


def _check(found: Recognised, content: bytes) -> Rapport:
    run = RunContext(found.spec, day=datetime.now(UTC).date())
    files = OneFile(found.name, content)
    departures = find_departures(files, run, found.name)
    findings = departures.constats
    records = load_parser(found.spec.name)(files, run)
    counts, judged, families = check_records(_until_unreadable(records, findings))
    rules = "lheo" if found.spec.name == _LHEO else "editeur"
    for issue, samples in run.issues.samples.items():
        rule = rules if issue in _ERRORS else f"{rules}-inconnu"
        news = [one for one in samples if not departures.already_say(one.field, one.value)]
        findings += [_finding(rule, issue, sample, content, found) for sample in news]
        if (others := run.issues.counts[issue] - len(samples)) > 0 and news:
            findings.append(finding(rule, f"Et {others} autres constats de la même sorte.", times=others))
    whole = report(_nature(found), counts, [*judged, *findings], families, source=found.spec.titre)
    placed = tuple(_placed(one, content) for one in whole.constats)
    return whole.model_copy(update={"constats": placed})


def _placed(one: Constat, content: bytes) -> Constat:
    """A finding about a whole record is where its code is first written."""
    if one.ligne is not None or one.objet is None:
        return one
    code = re.escape(one.objet.rsplit(":", 1)[-1].encode())
    found = re.search(rb"(?<![\w.])" + code + rb"(?![\w.])", content)
    return one.model_copy(update={"ligne": content.count(b"\n", 0, found.start()) + 1}) if found else one


def _until_unreadable(records: Iterator[Record], findings: list[Constat]) -> Iterator[Record]:
    """What comes before the place where the file stops being readable is judged too."""
    try:
        yield from records
    except SourceError as error:
        findings.append(finding("lecture", f"{_PLACE.sub('', str(error))}."))


def _finding(rule: str, issue: Issue, sample: Sample, content: bytes, found: Recognised) -> Constat:
    is_nothing = issue is Issue.MALFORMED and not sample.value
    said = _NOTHING if is_nothing else _WORDS[issue].format_map({"value": shown(sample.value)})
    message = said + _advice(found.spec, issue, sample.field)
    is_record = bool(sample.record) and sample.record != found.name
    return finding(
        rule,
        message,
        line=_line_of(sample.value or sample.record, content),
        record=sample.record if is_record else None,
        field=sample.field,
    )


def _advice(spec: SourceSpec, issue: Issue, field: str) -> str:
    """What to write instead, where the source says it."""
    if issue is Issue.UNKNOWN_VALUE:
        words = _accepted(spec, field)
        return f" Sont lus : {', '.join(words)}." if 0 < len(words) <= _MOST_ACCEPTED else ""
    expected = spec.expected.get(field)
    return f" Attendu : {expected}." if expected else ""


def _accepted(spec: SourceSpec, field: str) -> tuple[str, ...]:
    """The values of a closed list; of several spellings of one, the first."""
    lookup = spec.lookups.get(field)
    first = {meaning: word for word, meaning in reversed(lookup.valeurs.items())} if lookup else {}
    return (*spec.enumerations.get(field, ()), *reversed(first.values()))


def _line_of(text: str, content: bytes) -> int | None:
    """Line of the first place where the value is written as it is."""
    place = content.find(text.encode("utf-8", errors="replace")) if text.strip() else -1
    return content.count(b"\n", 0, place) + 1 if place >= 0 else None
