"""Reading the LHEO offers of the tests, whole or changed."""

from crawler.catalog import load_parser
from mappings.records import ActionFormation, SessionFormation
from tests.crawler.factories import MemoryFiles, make_run, real_spec
from tests.crawler.lheo_xml import (
    ACTION,
    ADDRESS,
    FORMATION,
    ORGANISME,
    SESSION,
    feed,
)


def parse(*bodies: bytes, name: str = "flux"):
    run = make_run(real_spec("lheo"))
    files = MemoryFiles({f"{name}:{rank}.xml": body for rank, body in enumerate(bodies)})
    return list(load_parser("lheo")(files, run)), run


def of_type(records, record_type):
    return [record for record in records if isinstance(record, record_type)]


def one(record_type, formation=FORMATION):
    records, run = parse(feed(formation))
    (found,) = [r for r in of_type(records, record_type) if r.id != "organisme-formation:12345678900037"]
    return found, run


def session(**changes):
    return one(SessionFormation, FORMATION | {"action": ACTION | {"session": SESSION | changes}})


def action(**changes):
    return one(ActionFormation, FORMATION | {"action": ACTION | changes})


def place(**changes):
    coordonnees = {"adresse": ADDRESS | changes}
    found, run = action(**{"lieu-de-formation": {"coordonnees": coordonnees}})
    return found.lieux[0], run


def facts(record) -> dict:
    return record.model_dump(exclude_defaults=True, exclude={"provenance"})


def section(*paragraphs: str) -> tuple:
    return ({"paragraphes": paragraphs},)


def again(**changes):
    """A second formation of the same organisme, said otherwise."""
    return FORMATION | {"@numero": "F2", "action": [], "organisme-formation-responsable": ORGANISME | changes}


def extra(info: str, text: str):
    return {"@info": "ONISEP", "extra": {"@info": info, "#": text}}
