"""Codes of other nomenclatures that formations and certifications bear: « formacode:21538 ».

A reader types them as they stand on papers. They are kept apart from words.
"""

from collections.abc import Iterable, Iterator

from mappings.records import Certification, Formation

SCOLARITE, FORMACODE, NSF, CERTIFINFO = "scolarite", "formacode", "nsf", "certifinfo"


def reference(nomenclature: str, code: str) -> str:
    """One code, as it is looked up: a word without space, in lower case."""
    return f"{nomenclature}:{''.join(code.split()).lower()}"


def references_of_formation(formation: Formation) -> tuple[str, ...]:
    return _distinct(
        {
            SCOLARITE: [formation.code_scolarite] if formation.code_scolarite else [],
            FORMACODE: formation.codes_formacode,
            NSF: formation.codes_nsf,
            CERTIFINFO: formation.codes_certifinfo,
        }
    )


def references_of_certification(certification: Certification) -> tuple[str, ...]:
    return _distinct(
        {
            SCOLARITE: certification.codes_scolarite,
            FORMACODE: certification.codes_formacode,
            NSF: certification.codes_nsf,
            CERTIFINFO: certification.codes_certifinfo,
        }
    )


def _distinct(codes: dict[str, Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_references(codes)))


def _references(codes: dict[str, Iterable[str]]) -> Iterator[str]:
    return (reference(nomenclature, code) for nomenclature, some in codes.items() for code in some)
