"""Latitude and longitude: two degrees that feeds write the wrong way round, or by halves."""

from typing import NamedTuple

FRANCE = (
    (41.0, 51.5, -5.6, 9.8),
    (14.2, 18.3, -63.3, -60.7),
    (2.0, 6.0, -55.0, -51.4),
    (-21.5, -20.7, 55.1, 55.9),
    (-13.1, -12.5, 44.9, 45.4),
    (46.6, 47.2, -56.6, -56.0),
    (-23.0, -19.4, 163.4, 168.3),
    (-28.0, -7.5, -155.0, -134.0),
    (-14.5, -13.0, -178.4, -175.9),
)
"""South, north, west and east: hexagon and Corsica, Antilles, Guyane, La Réunion, Mayotte,
Saint-Pierre-et-Miquelon, Nouvelle-Calédonie, Polynésie, Wallis-et-Futuna. None is another with its two
degrees exchanged."""


class Position(NamedTuple):
    latitude: float
    longitude: float

    @property
    def is_in_france(self) -> bool:
        return any(
            south <= self.latitude <= north and west <= self.longitude <= east
            for south, north, west, east in FRANCE
        )

    @property
    def other_way_round(self) -> "Position":
        return Position(self.longitude, self.latitude)

    @property
    def is_other_way_round(self) -> bool:
        """True where only the two exchanged make a place of France."""
        return not self.is_in_france and self.other_way_round.is_in_france
