"""A small agenda, read as the real one is: one past, one begun, one cancelled, one followed from afar."""

from collections.abc import Iterable, Iterator
from datetime import date, time

from index.annexes.agenda.make import annexes_of_agenda
from index.annexes.agenda.read import AgendaReader
from index.lieux.noms import read_ecritures
from mappings.records import Evenement, Territoire
from tests.web.samples import DEMO

SALON = Evenement(
    id="evenement:0123456789abcdef",
    provenance=DEMO.model_copy(update={"url": "https://salons.example/pain", "editeur": "Agenda du fournil"}),
    code="0123456789abcdef",
    uid="salon-1",
    intitule="Salon du pain <chaud>",
    nature="salon",
    debut=date(2026, 3, 14),
    heure_debut=time(9, 30),
    fin=date(2026, 3, 14),
    heure_fin=time(17),
    lieu="Halle aux Grains",
    adresse="3 rue du Port, 69001 Lyon",
    code_postal="69001",
    commune="Lyon",
    organisateur="Association du Copeau",
    url="https://salons.example/pain",
    description=("Entrée libre ; apportez votre levain.", "À bientôt."),
    sequence=2,
)


def like(code: str, intitule: str, debut: date, fin: date | None = None, **facts: object) -> Evenement:
    record = {"code": code * 16, "uid": code, "intitule": intitule, "debut": debut, "fin": fin or debut}
    return Evenement.model_validate({"id": f"evenement:{code * 16}", "provenance": DEMO} | record | facts)


EVENEMENTS = (
    SALON,
    like("a", "Forum d'hier", date(2026, 3, 11), nature="forum"),
    like("b", "Semaine de la farine", date(2026, 3, 9), date(2026, 3, 13)),
    like("c", "Atelier annulé", date(2026, 4, 2), est_annule=True, nature="atelier", heure_debut=time(14)),
    like("d", "Webinaire du levain", date(2026, 4, 3), est_en_ligne=True, est_repete=True, nature="atelier"),
)


class Kept:
    """The annexes of a generation, without the generation."""

    def __init__(self, evenements: Iterable[Evenement]) -> None:
        self._kept = dict(annexes_of_agenda(evenements, self._territoires, read_ecritures()))

    def annexes(self, keys: Iterable[str]) -> dict[str, bytes]:
        return {key: self._kept[key] for key in keys if key in self._kept}

    @staticmethod
    def _territoires() -> Iterator[Territoire]:
        yield from ()


AGENDA = AgendaReader(Kept(EVENEMENTS))  # type: ignore[arg-type]
EMPTY = AgendaReader(Kept(()))  # type: ignore[arg-type]
