"""Infinitives of verbs as people conjugate them: « répare » → « réparer », « construit » → « construire ».

A form is read only after a pronoun (« je dessine », « qui répare », « j'ai vendu »): alone, « forme » is a
noun.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mappings.yaml_files import load_yaml

_PRONOUN = r"\b(?:(?:je|tu|il|elle|on|nous|vous|ils|elles|qui|se|me|te|ca) (?:ne )?|[jsmtn]')"
_HAVE = (
    r"(?:ai|as|a|avons|avez|ont|avais|avait|avions|aviez|avaient) (?:(?:deja|toujours|longtemps|souvent) )?"
)
_AFTER_A_PRONOUN = re.compile(rf".*{_PRONOUN}(?:{_HAVE})?")
_GERUND = "ant"
_BEFORE_A_GERUND = "en "
_SHORTEST_STEM = 2
_REGULAR, _OF_NOUNS = ("er", "ir"), ("ier", "oir")
_HARD = ("a", "o")
"""Letters before which « g » takes an « e »: « il mangeait »."""


@dataclass(frozen=True, slots=True)
class Verbs:
    terminaisons: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Ending of the infinitive → those of its forms."""
    irreguliers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Form → infinitives."""
    noms: frozenset[str] = frozenset()
    """Words that end as infinitives do, and are none: « hiver », « cuir »."""
    infinitifs: frozenset[str] = frozenset()
    """Infinitives that their ending does not tell: « vendre », « savoir »."""

    def is_infinitive(self, mot: str) -> bool:
        """Whether a normalised word is the name of a verb: « porter », « écrire »."""
        is_regular = mot.endswith(_REGULAR) and not mot.endswith(_OF_NOUNS)
        return mot in self.infinitifs or (is_regular and mot not in self.noms)

    def infinitives(self, mot: str) -> Iterator[str]:
        """What a normalised word may be a form of, likeliest first; the corpus decides."""
        yield from self.irreguliers.get(mot, ())
        for infinitive, endings in self.terminaisons.items():
            for ending in endings:
                stem = mot.removesuffix(ending)
                if stem != mot and len(stem) >= _SHORTEST_STEM:
                    is_hard = stem.endswith("ge") and ending.startswith(_HARD)
                    yield (stem[:-1] if is_hard else stem) + infinitive


def follows_pronoun(text: str, start: int) -> bool:
    """Whether the word of a normalised text that starts there comes right after a pronoun."""
    return _AFTER_A_PRONOUN.fullmatch(text, 0, start) is not None


def is_gerund(text: str, start: int, mot: str) -> bool:
    """Whether the word of a normalised text that starts there reads as « en voyageant » does."""
    return mot.endswith(_GERUND) and text.endswith(_BEFORE_A_GERUND, 0, start)


def read_verbs(path: Path | None = None) -> Verbs:
    """The endings and the irregular verbs of `verbes.yml`."""
    lines = load_yaml(path or Path(__file__).with_name("verbes.yml"))
    found: dict[str, tuple[str, ...]] = {}
    for infinitive, forms in lines["irreguliers"].items():
        for form in forms:
            found[form] = (*found.get(form, ()), infinitive)
    infinitives = frozenset([*lines["irreguliers"], *lines["infinitifs"]])
    return Verbs(lines["terminaisons"], found, frozenset(lines["noms"]), infinitives)
