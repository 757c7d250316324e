"""Idéo-Formations initiales (CSV, XML or JSON) → Formation."""

import re
from collections.abc import Iterator

from crawler.contract import Issue, RawFiles, Run
from crawler.readers.formations import formation_facts
from crawler.readers.rows import read_rows
from crawler.readers.values import make, split_list
from mappings.records import Formation, Record

FILE = "formations"
FOR_IN_LINK = re.compile(r"FOR\.\d+$")


def parse(files: RawFiles, run: Run) -> Iterator[Record]:
    for row in read_rows(files, run, FILE):
        link, intitule = row["URL et ID Onisep"], row["libellé formation principal"]
        match = FOR_IN_LINK.search(link)
        if match is None:
            run.report(Issue.MALFORMED, record=intitule, field="URL et ID Onisep", value=link)
        elif formation := _formation(run, match[0], row):
            yield formation


def _formation(run: Run, code: str, row: dict[str, str]) -> Formation | None:
    return make(
        run,
        Formation,
        code,
        provenance=run.provenance(url=run.spec.page("formation", code)),
        code=code,
        intitule=row["libellé formation principal"],
        sigle=row["sigle formation"] or None,
        duree=row["durée"] or None,
        niveau_sortie=row["niveau de sortie indicatif"] or None,
        codes_nsf=split_list(row["code NSF"]),
        tutelle=row["tutelle"] or None,
        domaines=split_list(row["domaine/sous-domaine"]),
        **formation_facts(
            run,
            code,
            type_libelle=row["libellé type formation"],
            type_sigle=row["sigle type formation"],
            niveau=row["libellé niveau de certification"],
            rncp=row["code RNCP"],
            scolarite=row["code scolarité"],
        ),
    )
