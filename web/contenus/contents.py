"""Our own editorial content, kept as data in `contenus/`: examples of the home page, people to ask."""

from pathlib import Path
from typing import Annotated, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, field_validator

from index.annexes.emploi.views import Famille
from mappings.orientation import Condition, Interlocuteur, facettes_structures, interlocuteurs
from mappings.records import ContexteTravail
from mappings.yaml_files import load_yaml
from web.wording.chiffres import famille_en_mots

FOLDER = Path(__file__).parent


class _Content(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Exemple(_Content):
    """A search offered as a link: the words shown are the words searched."""

    q: str
    nature: str


class Envie(_Content):
    libelle: str
    q: str


class Besoin(_Content):
    """What may be asked for, up to where a first reception goes, and the pages to open together."""

    code: str
    releve: str
    pages: dict[str, str]

    @property
    def libelle(self) -> str:
        return facettes_structures()["demande"].libelle(self.code)


class Regle(_Content):
    """Who can take somebody all the way; a condition that is absent holds for everybody."""

    qui: tuple[str, ...]
    raison: str
    situations: tuple[str, ...] = ()
    demandes: tuple[str, ...] = ()
    contrats: tuple[str, ...] = ()
    handicap: bool | None = None
    cadre: bool | None = None
    non_inscrit: bool | None = None
    change_statut: bool | None = None
    a_confirmer: bool = False
    sinon: tuple[str, ...] = ()
    """Asked besides when nobody of `qui` does what is asked, though their public is another."""
    note: str | None = None
    """One of `Aiguillage.notes`."""


class Reponse(_Content):
    """What answers when the search field is asked something else than a métier or a formation."""

    titre: str
    dit: str
    pages: dict[str, str]
    sur_le_metier: str | None = None
    """What the page of the métier that is found says of it, if it does."""
    partie: str = ""
    """Where on that page."""


class Aiguillage(_Content):
    demandes: dict[str, Besoin]
    actifs: tuple[str, ...]
    """Situations of those who may have the conseil en évolution professionnelle."""
    hors_cep: str
    """Said of who is named for advice to one of them, and is no operator of it."""
    contrats: dict[str, str]
    onglets: dict[str, tuple[str, ...]]
    """Theme of a desk → the demands under it."""
    droit_au_retour: str
    raison_sinon: str
    notes: dict[str, str]
    operateurs: tuple[Regle, ...]

    @field_validator("demandes", mode="before")
    @classmethod
    def _named(cls, read: dict[str, dict[str, object]]) -> dict[str, dict[str, object]]:
        return {code: one | {"code": code} for code, one in read.items()}

    @property
    def situations(self) -> dict[str, str]:
        """Whom one may be; what makes an operator another one is asked apart."""
        said = facettes_structures()["situation"].valeurs
        return {code: words for code, words in said.items() if code not in get_args(Condition)}


class Liaison(_Content):
    """The handover sheet in words."""

    accord: str
    """What the person consents to."""
    items: dict[str, str]
    tranches_age: dict[str, str]
    sans_diplome: str


class Profil(_Content):
    """What a profile is compared with."""

    ouvre: dict[str, tuple[str, ...]]
    """Level of a diploma → levels above it that it gives access to."""
    voies: dict[str, tuple[str, ...]]
    """Situation → voies made for it."""
    departements: Annotated[tuple[str, ...], BeforeValidator(str.split)]


class Questionnaire(_Content):
    """« Cette page vous a-t-elle aidé ? »: each type of page that asks, in words."""

    pages: dict[str, str]


class Part(_Content):
    """One named part of a score, explained."""

    titre: str
    explication: str


class EmploiWords(_Content):
    """Labour figures in everyday words."""

    mesures: dict[str, str]
    conditions: tuple[str, ...]
    causes: tuple[str, ...]
    parts: dict[str, str]
    palmares: dict[str, str]
    surete: dict[str, str]
    nomenclatures: dict[str, str]

    def mesure(self, nom: str) -> str:
        """The name of a measure: ours, else the source's."""
        return self.mesures.get(nom, nom)

    def famille(self, famille: Famille) -> str:
        return famille_en_mots(famille, self.nomenclatures)


class Fond(_Content):
    """What every map shows."""

    villes: tuple[str, ...]
    """Ids of the towns that tell where one is, the first ones first."""


class Marquantes(_Content):
    """Which conditions of a métier are said in brief."""

    types: tuple[str, ...]
    ensuite: dict[str, str]
    """Beginnings of those that are said after the others → why."""

    def rank(self, contexte: ContexteTravail) -> tuple[bool, bool]:
        return contexte.type not in self.types, contexte.libelle.startswith(tuple(self.ensuite))


class Contents(_Content):
    exemples: tuple[Exemple, ...]
    envies: tuple[Envie, ...]
    interlocuteurs: tuple[Interlocuteur, ...]
    aiguillage: Aiguillage
    liaison: Liaison
    drapeaux: dict[str, dict[str, str]]
    """Field of a métier → value of the source → words; empty words: nothing to say."""
    conditions_marquantes: Marquantes
    parts: dict[str, Part]
    emploi: EmploiWords
    carte: Fond
    satisfaction: Questionnaire
    services: dict[str, Reponse]
    """By service of `mappings/requetes.yml`."""
    profil: Profil


def load_contents(folder: Path = FOLDER) -> Contents:
    merged: dict[str, object] = {}
    for path in sorted(folder.glob("*.yml")):
        merged |= load_yaml(path)
    return Contents.model_validate(merged | {"interlocuteurs": interlocuteurs()})
