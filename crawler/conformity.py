"""Is a file of a publisher conform? The common format, or a file of a source read by its own parser."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from string import ascii_uppercase

from rapidfuzz import process

from crawler.catalog import load_parser
from crawler.contract import Issue
from crawler.declaration.source import SourceSpec
from crawler.files.pieces import Piece, UnpackingError, pieces
from crawler.files.placing import Place, Placing
from crawler.files.recognise import ManyFiles, resembled
from crawler.files.together import Together, known_and_not_read, together
from crawler.files.unknown import said_of, what_is_known
from crawler.files.version import describe_version
from crawler.norms.findings import find_departures
from crawler.readers.first_bytes import BLANKS, is_web_page, not_data
from crawler.runs.context import RunContext, Sample
from debouches.errors import SourceError
from mappings.conformity import CodesConnus, Constat, Rapport, check_json
from mappings.conformity.check import check_records
from mappings.conformity.report import Nature, finding, merged, report, shown
from mappings.records import Record

_LHEO = "lheo"
_START = 512
_NEAR = 75
"""Resemblance, of a hundred, under which a word is another."""
_LINE = re.compile(r"\bligne (\d+)")
_WEB_PAGE = "Page web (HTML) : c'est le fichier qu'il faut envoyer, non la page qui y mène."
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
    content: bytes,
    name: str = "",
    *,
    limit: int | None = None,
    most_bytes: int = MAX_UNPACKED,
    known: CodesConnus | None = None,
) -> Rapport:
    """The report of a file, whatever it is; an archive is read as a whole. Never raises, keeps nothing."""
    try:
        found = pieces(content, most_bytes, name)
    except UnpackingError as error:
        return _refused(str(error))
    groups, others = together(found)
    reports = [report for group in groups for report in _of_group(group, known, limit)]
    check = partial(check_json, limit=limit, known=known)
    reports += [_named(_unknown(piece, check, is_alone=not groups), (piece,)) for piece in others]
    return merged(reports if len(found) > 1 else [_without_file(one) for one in reports])


def _without_file(one: Rapport) -> Rapport:
    """Where there is only one, nobody asks which."""
    told = tuple(said.model_copy(update={"fichier": None}) for said in one.constats)
    return one.model_copy(update={"constats": told})


def _of_group(group: Together, known: CodesConnus | None, limit: int | None) -> Iterator[Rapport]:
    """What is known and not read does not spoil the archive that holds what is."""
    for piece, found in group.aside:
        rule = "non-lu" if group.files else "lecture"
        yield _named(_refused(f"{found.spec.titre} : {found.unread}.", group.spec, rule), (piece,))
    if group.files and group.missing:
        yield _named(_refused(_needed(group), group.spec), group.files.values())
    elif group.files:
        yield _check(group, known, limit)


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


def _unknown(piece: Piece, check: Callable[[bytes], Rapport], *, is_alone: bool) -> Rapport:
    """A note beside the files of an archive does not spoil them."""
    content = piece.content
    if named := known_and_not_read(piece.name):
        return _refused(
            f"{named.spec.titre} : {named.unread}.", named.spec, "lecture" if is_alone else "non-lu"
        )
    if said := _WEB_PAGE if is_web_page(content[:_START]) else not_data(content):
        return report("inconnu", {}, [finding("lecture" if is_alone else "non-lu", said)])
    if not content.strip(BLANKS):
        return _refused("Le fichier est vide : rien n'y est écrit.")
    if content.lstrip(BLANKS)[:1] in (b"{", b"["):
        found = check(content)
        if found.enregistrements or not (near := resembled(content)):
            return found
        return report("inconnu", {}, [finding("format", said_of(near))])
    return report("inconnu", {}, [finding("format" if is_alone else "non-lu", what_is_known(content))])


def _refused(message: str, spec: SourceSpec | None = None, rule: str = "lecture") -> Rapport:
    source = spec.titre if spec else None
    return report(_nature(spec), {}, [finding(rule, message)], source=source)


def _nature(spec: SourceSpec | None) -> Nature:
    if spec is None:
        return "inconnu"
    return "lheo" if spec.name == _LHEO else "editeur"


def _check(group: Together, known: CodesConnus | None, limit: int | None) -> Rapport:
    spec = group.spec
    files = ManyFiles({name: piece.content for name, piece in group.files.items()})
    run = _run_of(group, files)
    placing = Placing(group.files.values())
    departures = find_departures(files, run)
    findings = departures.constats
    records = load_parser(spec.name)(files, run)
    judged = check_records(_until_unreadable(records, findings), known, limit)
    rules = "lheo" if spec.name == _LHEO else "editeur"
    for issue, samples in run.issues.samples.items():
        rule = rules if issue in _ERRORS else f"{rules}-inconnu"
        news = [one for one in samples if not departures.already_say(issue, one.field, one.value)]
        findings += [_finding(rule, issue, sample, group, placing) for sample in news]
        if (others := run.issues.counts[issue] - len(samples)) > 0 and news:
            findings.append(finding(rule, f"Et {others} autres constats de la même sorte.", times=others))
    placed = [_placed(_dated_by_name(one, spec), placing) for one in (*judged.constats, *findings)]
    return report(_nature(spec), judged.counts, placed, judged.familles, judged.apercus, source=spec.titre)


def _run_of(group: Together, files: ManyFiles) -> RunContext:
    """As a harvest would: the version and the date may be in the names of the files only."""
    spec, today = group.spec, datetime.now(UTC).date()
    try:
        version, dated = describe_version(spec, group.publication, files)
    except SourceError:
        version, dated = None, None
    return RunContext(spec, day=today, version=version, dated=dated)


def _dated_by_name(one: Constat, spec: SourceSpec) -> Constat:
    """A publisher that dates the names of its files has nowhere else to write it."""
    patterns = chain.from_iterable(file.patterns for file in spec.files.values())
    name = next((pattern for pattern in patterns if "{jjmmaaaa}" in pattern), None)
    if one.regle != "date-maj" or name is None:
        return one
    said = name.replace("{jjmmaaaa}", "JJMMAAAA")
    return one.model_copy(update={"message": f"{one.message} Le nom du fichier peut la porter : {said}."})


def _placed(one: Constat, placing: Placing) -> Constat:
    """A finding about a whole record is where its code is first written."""
    if one.ligne is not None or one.objet is None:
        return one
    code = one.objet.rsplit(":", 1)[-1]
    named = placing.of_record(code) or placing.of_record(code.partition(".")[2])
    return _at(one, _of_code(one.valeur, code, placing) or named)


def _of_code(value: str | None, record: str, placing: Placing) -> Place | None:
    """A code of the record, as its publisher may write it: « RNCP38764 » is « 38764 » in a LHEO feed."""
    if value is None:
        return None
    return placing.of_value(value, record) or placing.of_value(value.lstrip(ascii_uppercase), record)


def _at(one: Constat, place: Place | None) -> Constat:
    if place is None:
        return one
    return one.model_copy(update={"ligne": place.line, "fichier": shown(place.file) if place.file else None})


def _until_unreadable(records: Iterator[Record], findings: list[Constat]) -> Iterator[Record]:
    """What comes before the place where the file stops being readable is judged too."""
    try:
        yield from records
    except SourceError as error:
        line = _LINE.search(error.message)
        findings.append(finding("lecture", f"{error.message}.", line=int(line[1]) if line else None))


def _finding(rule: str, issue: Issue, sample: Sample, group: Together, placing: Placing) -> Constat:
    is_nothing = issue is Issue.MALFORMED and not sample.value
    said = _NOTHING if is_nothing else _WORDS[issue].format_map({"value": shown(sample.value)})
    message = said + _advice(group.spec, issue, sample)
    is_record = bool(sample.record) and sample.record not in group.files
    record = sample.record if is_record else ""
    one = finding(rule, message, record=record, field=sample.field, value=sample.value)
    place = placing.of_value(sample.value, record) or placing.of_line(sample.line)
    return _at(one, place or (placing.of_record(record) if is_record else placing.of_field(sample.field)))


def _advice(spec: SourceSpec, issue: Issue, sample: Sample) -> str:
    """What to write instead, where the source or who read the value says it."""
    if issue is Issue.UNKNOWN_VALUE:
        words = _accepted(spec, sample.field)
        return (
            f" Sont lus : {', '.join(words)}."
            if 0 < len(words) <= _MOST_ACCEPTED
            else _nearest(sample, words)
        )
    expected = sample.expected or spec.expected.get(sample.field)
    return f" Attendu : {expected}." if expected else ""


def _nearest(sample: Sample, words: Sequence[str]) -> str:
    """Of a list too long to be read, the word that was probably meant."""
    near = process.extractOne(sample.value, words, score_cutoff=_NEAR)
    return f" Peut-être « {near[0]} » ?" if near else ""


def _accepted(spec: SourceSpec, field: str) -> tuple[str, ...]:
    """The values of a closed list; of several spellings of one, the first."""
    lookup = spec.lookups.get(field)
    first = {meaning: word for word, meaning in reversed(lookup.valeurs.items())} if lookup else {}
    return (*spec.enumerations.get(field, ()), *reversed(first.values()))
