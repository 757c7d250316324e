"""Is a file of a publisher conform? The common format, or a file of a source read by its own parser."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from crawler.catalog import load_parser
from crawler.contract import Issue
from crawler.declaration.source import SourceSpec
from crawler.files.pieces import Piece, UnpackingError, pieces
from crawler.files.recognise import ManyFiles, known_formats, resembled
from crawler.files.together import Together, known_and_not_read, together
from crawler.norms.findings import find_departures
from crawler.readers.first_bytes import is_web_page
from crawler.readers.rows import ZIP
from crawler.runs.context import RunContext, Sample
from debouches.errors import SourceError
from mappings.conformity import Constat, Rapport, check_json
from mappings.conformity.check import check_records
from mappings.conformity.report import Nature, finding, merged, report, shown
from mappings.records import Record

_LHEO = "lheo"
_START = 512
_LINE = re.compile(r"\bligne (\d+)")
_NOTHING = "Rien n'est écrit."
_MOST_ACCEPTED = 25
"""Past them, a list of values no longer helps."""
_ERRORS = {Issue.MALFORMED, Issue.REJECTED, Issue.DUPLICATE}
_WORDS = {
    Issue.UNKNOWN_VALUE: "« {value} » n'est dans aucune liste de ce format.",
    Issue.MALFORMED: "« {value} » n'a pas la forme attendue.",
    Issue.DUPLICATE: "Numéro déjà vu, avec un autre contenu.",
    Issue.DANGLING: "« {value} » ne désigne rien dans ce fichier.",
    Issue.REJECTED: "« {value} » est refusé par le format commun.",
    Issue.UNREAD_FIELD: "Ce format ne connaît pas cet élément ou cette colonne.",
}


MAX_UNPACKED = 2_000_000_000
"""Bytes of what is sent, once decompressed."""


def verify(
    content: bytes, name: str = "", *, limit: int | None = None, most_bytes: int = MAX_UNPACKED
) -> Rapport:
    """The report of a file, whatever it is; an archive is read as a whole. Never raises, keeps nothing."""
    try:
        found = pieces(content, most_bytes, name)
    except UnpackingError as error:
        return _refused(str(error))
    groups, others = together(found)
    reports = [report for group in groups for report in _of_group(group)]
    reports += [_named(_unknown(piece, limit, is_alone=not groups), (piece,)) for piece in others]
    return merged(reports if len(found) > 1 else [_without_file(one) for one in reports])


def _without_file(one: Rapport) -> Rapport:
    """Where there is only one, nobody asks which."""
    told = tuple(said.model_copy(update={"fichier": None}) for said in one.constats)
    return one.model_copy(update={"constats": told})


def _of_group(group: Together) -> Iterator[Rapport]:
    """What is known and not read does not spoil the archive that holds what is."""
    for piece, found in group.aside:
        rule = "non-lu" if group.files else "lecture"
        yield _named(_refused(f"{found.spec.titre} : {found.unread}.", group.spec, rule), (piece,))
    if group.files and group.missing:
        yield _named(_refused(_needed(group), group.spec), group.files.values())
    elif group.files:
        yield _check(group)


def _needed(group: Together) -> str:
    names = ", ".join(group.missing)
    return (
        f"Cette table se lit avec les autres de sa publication ({names}) : envoyer l'archive entière, ou "
        f"« debouches harvest {group.spec.name} --from DOSSIER » les vérifie ensemble."
    )


def _named(one: Rapport, found: Iterable[Piece]) -> Rapport:
    """The findings with the file of the archive that they are about."""
    name = ", ".join(piece.name for piece in found if piece.name)
    if not name:
        return one
    told = tuple(said.model_copy(update={"fichier": shown(name)}) for said in one.constats)
    return one.model_copy(update={"constats": told})


def _unknown(piece: Piece, limit: int | None, *, is_alone: bool) -> Rapport:
    """A note beside the files of an archive does not spoil them."""
    content = piece.content
    if known := known_and_not_read(piece.name):
        return _refused(
            f"{known.spec.titre} : {known.unread}.", known.spec, "lecture" if is_alone else "non-lu"
        )
    if is_web_page(content[:_START]):
        return _refused("Page web (HTML) : c'est le fichier qu'il faut envoyer, non la page qui y mène.")
    start = content[:_START].lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start in (b"{", b"[", b""):
        return check_json(content, limit=limit)
    return report("inconnu", {}, [finding("format" if is_alone else "non-lu", _what_is_known(content))])


def _what_is_known(content: bytes) -> str:
    """Of a table that is nearly that of a source, the columns it lacks; otherwise, what can be sent."""
    if near := resembled(content):
        spec, missing = near
        names = ", ".join(f"« {name} »" for name in missing)
        message = f"Ce fichier ressemble à « {spec.titre} », mais il lui manque la colonne {names}."
        return message.replace("la colonne", "les colonnes") if len(missing) > 1 else message
    return f"Aucun format connu. Sont lus : le format commun en JSON ; {known_formats()}."


def _refused(message: str, spec: SourceSpec | None = None, rule: str = "lecture") -> Rapport:
    source = spec.titre if spec else None
    return report(_nature(spec), {}, [finding(rule, message)], source=source)


def _nature(spec: SourceSpec | None) -> Nature:
    if spec is None:
        return "inconnu"
    return "lheo" if spec.name == _LHEO else "editeur"


def _check(group: Together) -> Rapport:
    spec = group.spec
    run = RunContext(spec, day=datetime.now(UTC).date(), version=group.version)
    files = ManyFiles({name: piece.content for name, piece in group.files.items()})
    departures = find_departures(files, run)
    findings = departures.constats
    records = load_parser(spec.name)(files, run)
    counts, judged, families = check_records(_until_unreadable(records, findings))
    rules = "lheo" if spec.name == _LHEO else "editeur"
    for issue, samples in run.issues.samples.items():
        rule = rules if issue in _ERRORS else f"{rules}-inconnu"
        news = [one for one in samples if not departures.already_say(issue, one.field, one.value)]
        findings += [_finding(rule, issue, sample, group) for sample in news]
        if (others := run.issues.counts[issue] - len(samples)) > 0 and news:
            findings.append(finding(rule, f"Et {others} autres constats de la même sorte.", times=others))
    placed = [_placed(one, group) for one in (*judged, *findings)]
    return report(_nature(spec), counts, placed, families, source=spec.titre)


def _placed(one: Constat, group: Together) -> Constat:
    """A finding about a whole record is where its code is first written."""
    if one.ligne is not None or one.objet is None:
        return one
    code = one.objet.rsplit(":", 1)[-1]
    place = _first(code, group, is_code=True) or _first(code.partition(".")[2], group, is_code=True)
    return one.model_copy(update=place)


def _first(written: str, group: Together, *, is_code: bool = False) -> dict[str, object]:
    """File and line of the first place where a text is written; nothing if there is none."""
    text = written.strip().encode(errors="replace")
    for piece in group.files.values() if text else ():
        place = -1 if piece.content.startswith(ZIP) else _place_of(text, piece.content, is_code=is_code)
        if place >= 0:
            line = piece.content.count(b"\n", 0, place) + 1
            return {"ligne": line, "fichier": shown(piece.name) if piece.name else None}
    return {}


def _place_of(text: bytes, content: bytes, *, is_code: bool) -> int:
    """A code is not part of a longer one."""
    place = content.find(text)
    while is_code and place >= 0 and _is_within(text, content, place):
        place = content.find(text, place + 1)
    return place


def _is_within(text: bytes, content: bytes, place: int) -> bool:
    around = content[max(place - 1, 0) : place], content[place + len(text) : place + len(text) + 1]
    return any(one.isalnum() or one in (b"_", b".") for one in around if one)


def _until_unreadable(records: Iterator[Record], findings: list[Constat]) -> Iterator[Record]:
    """What comes before the place where the file stops being readable is judged too."""
    try:
        yield from records
    except SourceError as error:
        line = _LINE.search(error.message)
        findings.append(finding("lecture", f"{error.message}.", line=int(line[1]) if line else None))


def _finding(rule: str, issue: Issue, sample: Sample, group: Together) -> Constat:
    is_nothing = issue is Issue.MALFORMED and not sample.value
    said = _NOTHING if is_nothing else _WORDS[issue].format_map({"value": shown(sample.value)})
    message = said + _advice(group.spec, issue, sample.field)
    is_record = bool(sample.record) and sample.record not in group.files
    one = finding(rule, message, record=sample.record if is_record else None, field=sample.field)
    return one.model_copy(update=_first(sample.value or sample.record, group))


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
