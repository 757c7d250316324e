"""The review of queries without answer."""

import pytest

from debouches.commands.requetes import suggested_line
from index.results import Suggestion, Suggestions


class Suggests:
    """Knows one name."""

    def suggest(self, q, limit):
        known = (
            (Suggestion("metier", "Gardien de phare", "X1234"),) if "gardien de phare".startswith(q) else ()
        )
        return Suggestions(q, known)


@pytest.mark.parametrize(
    ("q", "synonymes"),
    [("gardien", "[gardien de phare]"), ("gardienage", "[gardien de phare]"), ("xyz", "[à trouver]")],
)
def test_a_line_is_proposed_with_the_nearest_names(q, synonymes):
    line = suggested_line(q, "2026-03", 6, Suggests())
    assert f"terme: {q}, synonymes: {synonymes}" in line
    assert "cherché 6 jours en 2026-03" in line
