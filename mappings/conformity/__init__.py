"""Is a file of a publisher what the common format asks for? A report in French, field by field.

    check_json(content) → Rapport

Pure: bytes in, a report out. Nothing is kept, nothing raises for a bad file. The form of a file is free (one
object, a list, one object a line): only what it says is judged. LHEO is read in `crawler.conformity`.
"""

from mappings.conformity.check import check_json
from mappings.conformity.connus import CodesConnus
from mappings.conformity.report import Constat, Famille, Gravite, Rapport, Verifier

__all__ = ["CodesConnus", "Constat", "Famille", "Gravite", "Rapport", "Verifier", "check_json"]
