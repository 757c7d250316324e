"""Compares a run with the expectations of its source: what is refused, what is only worth a warning."""

from collections.abc import Iterator, Mapping

from crawler.declaration.source import Expectations
from crawler.runs.report import Changes, Violation

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


def accepted(violations: tuple[Violation, ...]) -> tuple[Violation, ...]:
    """What somebody who knows the file takes upon themselves: told all the same."""
    return tuple(violation.model_copy(update={"severity": "avertissement"}) for violation in violations)
