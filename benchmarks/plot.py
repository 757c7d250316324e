"""A plot of a few curves as SVG, both axes logarithmic; no library is worth its weight for this."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

WIDTH, HEIGHT, MARGIN, LEGEND = 760, 420, 60, 190
COLOURS = ("#555555", "#b07d00", "#0b5fa5", "#b3261e", "#3c8dcc", "#d9776f")
DASHES = ("4 3", "1 3", "", "", "8 3", "8 3")


@dataclass(frozen=True, slots=True)
class Curve:
    name: str
    points: Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class _Scale:
    """Powers of ten that hold every value, on a length of pixels."""

    low: int
    high: int
    start: float
    end: float

    def at(self, value: float) -> float:
        return self.start + (log10(value) - self.low) / (self.high - self.low) * (self.end - self.start)

    def ticks(self) -> list[float]:
        return [10.0**power for power in range(self.low, self.high + 1)]


def draw(curves: Sequence[Curve], title: str) -> str:
    """The whole SVG."""
    x = _scale([p[0] for c in curves for p in c.points], MARGIN, WIDTH - LEGEND)
    y = _scale([p[1] for c in curves for p in c.points], HEIGHT - MARGIN, MARGIN)
    lines = [*_axes(x, y, title)]
    for number, curve in enumerate(curves):
        lines += _curve(curve, number, x, y)
    body = "\n".join(lines)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'font-family="sans-serif" font-size="12">\n{body}\n</svg>\n'
    )


def _scale(values: Sequence[float], start: float, end: float) -> _Scale:
    low, high = floor(log10(min(values))), ceil(log10(max(values)))
    return _Scale(low, max(high, low + 1), start, end)


def _axes(x: _Scale, y: _Scale, title: str) -> Iterator[str]:
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>'
    yield f'<text x="{MARGIN}" y="24" font-size="15">{escape(title)}</text>'
    for value in x.ticks():
        yield f'<path d="M{x.at(value):.0f} {y.start}V{y.end}" stroke="#ddd"/>'
        yield _label(x.at(value), y.start + 18, f"{value:,.0f}".replace(",", " "), "middle")
    for value in y.ticks():
        yield f'<path d="M{x.start} {y.at(value):.0f}H{x.end}" stroke="#ddd"/>'
        yield _label(x.start - 6, y.at(value) + 4, f"{value:g}".replace(".", ","), "end")


def _curve(curve: Curve, number: int, x: _Scale, y: _Scale) -> Iterator[str]:
    colour, dash = COLOURS[number % len(COLOURS)], DASHES[number % len(DASHES)]
    places = [(x.at(one), y.at(other)) for one, other in curve.points]
    path = "L".join(f"{one:.1f} {other:.1f}" for one, other in places)
    yield f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>'
    for one, other in places:
        yield f'<circle cx="{one:.1f}" cy="{other:.1f}" r="3" fill="{colour}"/>'
    top = MARGIN + 20 * number
    yield f'<path d="M{x.end + 14} {top}h24" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>'
    yield _label(x.end + 44, top + 4, curve.name, "start")


def _label(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}">{escape(text)}</text>'
