"""Compares a run with the expectations of its source: what is refused, what is only worth a warning."""

import re
from collections.abc import Iterator, Mapping

from crawler.dates import read_date
from crawler.declaration.source import Expectations
from crawler.runs.report import Changes, Violation

_NUMBER = re.compile(r"\d+")
FillRates = Mapping[str, Mapping[str, float]]


def check(
    expected: Expectations, counts: Mapping[str, int], fill_rates: FillRates, changes: Mapping[str, Changes]
) -> tuple[Violation, ...]:
    """Every expectation that the run does not meet."""
    return (
        *_check_counts(expected, counts),
        *_check_fill_rates(expected, fill_rates),
        *_check_drops(expected, counts, changes),
    )


def _check_counts(expected: Expectations, counts: Mapping[str, int]) -> Iterator[Violation]:
    for name, bounds in expected.counts.items():
        found = counts.get(name, 0)
        if found < bounds.min:
            yield _refusal(f"{name} : {found} enregistrements, au moins {bounds.min} attendus.")
        if bounds.max is not None and found > bounds.max:
            message = f"{name} : {found} enregistrements, au plus {bounds.max} attendus."
            yield Violation(severity="avertissement", message=message)


def _check_fill_rates(expected: Expectations, fill_rates: FillRates) -> Iterator[Violation]:
    for name, rates in expected.fill_rates.items():
        for field, least in rates.items():
            found = fill_rates.get(name, {}).get(field, 0.0)
            if found < least:
                yield _refusal(f"{name}.{field} : rempli à {found:.0%}, au moins {least:.0%} attendus.")


def _check_drops(
    expected: Expectations, counts: Mapping[str, int], changes: Mapping[str, Changes]
) -> Iterator[Violation]:
    for name, change in changes.items():
        before = counts.get(name, 0) - change.appeared + change.vanished
        lost = change.vanished - (change.appeared if name in expected.renewed else 0)
        if before and lost / before > expected.max_drop:
            share, most = lost / before, expected.max_drop
            yield _refusal(f"{name} : {share:.0%} des enregistrements ont disparu, au plus {most:.0%} admis.")


def _refusal(message: str) -> Violation:
    return Violation(severity="refus", message=message)


def check_edition(version: str | None, in_place: str | None) -> tuple[Violation, ...]:
    """An older edition never takes the place of a newer one by itself."""
    if version and in_place and _is_before(version, in_place):
        return (_refusal(f"« {version} » est plus ancien que « {in_place} », déjà en place."),)
    return ()


def _is_before(version: str, other: str) -> bool:
    """By the day that both say, else by the numbers of two versions said in the same words."""
    days = read_date(version), read_date(other)
    if days[0] and days[1]:
        return days[0].day < days[1].day
    numbers = [tuple(map(int, _NUMBER.findall(words))) for words in (version, other)]
    return _NUMBER.sub("", version) == _NUMBER.sub("", other) and numbers[0] < numbers[1]


def accepted(violations: tuple[Violation, ...]) -> tuple[Violation, ...]:
    """Violations that someone who knows the file accepts: warnings instead of refusals."""
    return tuple(violation.model_copy(update={"severity": "avertissement"}) for violation in violations)
