"""One key for the plural and both genders of a word: rules on folded words, no stemmer.

A stemmer joins too much (« développeuse » and « développement ») and costs up to ten points of
relevance on synonyms. These rules are measured on the appellations of the ROME: see nlp/README.md.
Words that no rule can join (« hôte », « hôtesse ») are listed in `formes.yml`.
"""

_PLURALS: tuple[tuple[str, str, int], ...] = (
    # ending, replacement, length from which the rule applies
    ("eaux", "eau", 4),  # bureaux
    ("yaux", "yau", 5),  # tuyaux
    ("iaux", "ial", 6),  # commerciaux
    ("aux", "al", 6),  # chevaux; taux, faux, chaux are too short
    ("eux", "eu", 4),  # jeux, but also « ambitieux »: the same key for its singular
    ("oux", "ou", 5),  # bijoux
    ("ss", "ss", 0),  # process keeps its ending
    ("s", "", 4),  # métiers; bus, sas are too short
)

_FEMININES: tuple[tuple[str, str, int], ...] = (
    ("trice", "teur", 7),  # conductrice; « motrice » keeps company with « moteur »
    ("eresse", "eur", 9),  # enchanteresse
    ("euse", "eur", 6),  # coiffeuse
    ("eure", "eur", 6),  # ingénieure
    ("iere", "ier", 6),  # infirmière
    ("ere", "er", 6),  # boulangère
    ("ienne", "ien", 7),  # électricienne
    ("onne", "on", 6),  # patronne
    ("elle", "el", 7),  # professionnelle
    ("ive", "if", 6),  # sportive
    ("ffe", "f", 6),  # cheffe
    ("ante", "ant", 7),  # assistante; « plante » is too short
    ("ente", "ent", 6),  # agente; « vente » is too short
    ("inte", "int", 7),  # adjointe
    ("uite", "uit", 9),  # réduite
    ("ate", "at", 6),  # avocate
    ("ale", "al", 6),  # commerciale, locale
    ("aine", "ain", 7),  # écrivaine, urbaine
    ("isee", "ise", 8),  # spécialisée
    ("chee", "che", 7),  # attachée
    ("vee", "ve", 6),  # privée
    ("gee", "ge", 6),  # chargée
    ("oyee", "oye", 7),  # employée
    ("iee", "ie", 7),  # salariée
    ("tee", "te", 7),  # députée
    ("mee", "me", 7),  # diplômée
    ("nee", "ne", 7),  # coordonnée
    ("see", "se", 7),  # préposée
    ("ree", "re", 8),  # lettrée
    ("guee", "gue", 8),  # déléguée
)


_PLURAL_ENDINGS = tuple(ending for ending, *_ in _PLURALS)
_FEMININE_ENDINGS = tuple(ending for ending, *_ in _FEMININES)
"""Asked first, all at once: most words have none of them."""


def singular(word: str) -> str:
    """Singular of a folded word."""
    return _apply(_PLURALS, word) if word.endswith(_PLURAL_ENDINGS) else word


def masculine(word: str) -> str:
    """Masculine of a folded singular word, or the word itself."""
    return _apply(_FEMININES, word) if word.endswith(_FEMININE_ENDINGS) else word


def _apply(rules: tuple[tuple[str, str, int], ...], word: str) -> str:
    for ending, replacement, minimum in rules:
        if len(word) >= minimum and word.endswith(ending):
            return word[: len(word) - len(ending)] + replacement
    return word
