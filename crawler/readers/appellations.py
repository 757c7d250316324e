"""A name of a métier, as every publication of the ROME gives it: in full, short, both genders in one."""

from typing import Any

from crawler.contract import Run
from crawler.readers.values import make
from mappings.genres import both_genders
from mappings.records import Appellation, Provenance


def appellation(
    run: Run, ogr: str, *, code_rome: str, libelle: str, court: str, provenance: Provenance, **facts: Any
) -> Appellation | None:
    """`court`: empty, or the same as the whole name, where there is no shorter one."""
    masculine, feminine = both_genders(libelle)
    return make(
        run,
        Appellation,
        ogr,
        provenance=provenance,
        code_ogr=ogr,
        code_rome=code_rome,
        libelle=libelle,
        libelle_court=court if court not in ("", libelle) else None,
        forme_masculine=masculine,
        forme_feminine=feminine,
        **facts,
    )
