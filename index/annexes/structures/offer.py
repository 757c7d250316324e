"""What a structure does, for whom and by which title: what it says of itself, else what its network does."""

from functools import lru_cache
from typing import Literal, NamedTuple, Protocol

from pydantic import Field

from index.annexes.choices import Values
from index.facets import NON_RENSEIGNE
from mappings.orientation import Interlocuteur, Statut, Titre, nomenclature, of_reseau
from mappings.records import Model
from mappings.records.territoire import NiveauCep, PlaceSpro, StatutCep

_NO_LEVEL = "aucun"
"""Value of « niveau » for who is no operator."""
Origine = Literal["structure", "reseau"]


class Declares(Protocol):
    """What a directory says of a structure, and its network."""

    @property
    def reseau(self) -> str | None: ...
    @property
    def services(self) -> tuple[str, ...]: ...
    @property
    def statut_cep(self) -> StatutCep | None: ...
    @property
    def niveaux_cep(self) -> tuple[NiveauCep, ...]: ...
    @property
    def places_spro(self) -> tuple[PlaceSpro, ...]: ...


class Declaration(NamedTuple):
    """The same, alone: directories hold thousands of structures, and few declarations."""

    reseau: str | None
    services: tuple[str, ...]
    statut_cep: StatutCep | None
    niveaux_cep: tuple[NiveauCep, ...]
    places_spro: tuple[PlaceSpro, ...]


class PrestationRendue(Model):
    code: str = Field(description="Code de la nomenclature des prestations")
    libelle: str = Field(description="En mots")


class Offre(Model):
    """The offer of a structure. Nothing of it is guessed: what nobody says is empty, and shown as such."""

    nomenclature: str = Field(description="Version de la nomenclature des prestations")
    publics: tuple[str, ...] = Field(
        default=(), description="Situations et conditions de ceux qu'elle suit ; vide : non renseigné"
    )
    demandes: tuple[str, ...] = Field(default=(), description="À quoi elle répond ; vide : non renseigné")
    prestations: tuple[PrestationRendue, ...] = Field(
        default=(), description="Ce qu'elle fait, par les codes de la nomenclature ; vide : non renseigné"
    )
    origine: Origine | None = Field(
        default=None, description="Qui le dit : la structure, ou la mission de son réseau"
    )
    services_sans_code: tuple[str, ...] = Field(
        default=(), description="Services dont aucun code ne dit les mots : gardés tels quels, et recensés"
    )
    statut: Statut = Field(description="À quel titre elle reçoit")
    origine_statut: Origine | None = Field(default=None, description="Qui le dit ; null : personne")


def declaration_of(one: Declares) -> Declaration:
    return Declaration(one.reseau, one.services, one.statut_cep, one.niveaux_cep, one.places_spro)


@lru_cache(4096)
def offer_of(one: Declaration) -> Offre:
    known, network = nomenclature(), of_reseau(one.reseau)
    own = tuple(dict.fromkeys(code for service in one.services for code in known.codes_of(service)))
    codes = own or (network.prestations if network else ())
    statut, who = _statut(one, network)
    return Offre(
        nomenclature=known.version,
        publics=network.publics if network else (),
        demandes=tuple(dict.fromkeys(known.prestations[code].demande for code in codes)),
        prestations=tuple(
            PrestationRendue(code=code, libelle=known.prestations[code].libelle) for code in codes
        ),
        origine="structure" if own else "reseau" if codes else None,
        services_sans_code=known.without_code(one.services),
        statut=statut,
        origine_statut=who,
    )


def _statut(one: Declaration, network: Interlocuteur | None) -> tuple[Statut, Origine | None]:
    """What the structure says of its own standing, else what is known of its network."""
    if one.statut_cep or one.niveaux_cep or one.places_spro:
        titres = tuple(Titre(place=place) for place in one.places_spro)
        return Statut(cep=one.statut_cep, niveaux=one.niveaux_cep, spro=titres), "structure"
    return (network.statut, "reseau") if network else (Statut(), None)


@lru_cache(4096)
def values_of(one: Declaration) -> Values:
    """Its values in each facet; what is not said is a value too."""
    offre = offer_of(one)
    return _values(one.reseau, offre.publics, offre.demandes, offre.statut)


def values_of_network(one: Interlocuteur) -> Values:
    """The same, of somebody of whom no place is known."""
    return _values(one.reseau, one.publics, one.demandes, one.statut)


def _values(
    reseau: str | None, publics: tuple[str, ...], demandes: tuple[str, ...], statut: Statut
) -> Values:
    levels = tuple(str(level) for level in statut.niveaux)
    said: dict[str, tuple[str, ...]] = {
        "reseau": (reseau,) if reseau else (),
        "situation": publics,
        "demande": demandes,
        "cep": (statut.cep,) if statut.cep else (),
        "niveau": levels or ((_NO_LEVEL,) if statut.cep == "non-operateur" else ()),
        "spro": tuple(dict.fromkeys(titre.place for titre in statut.spro)),
    }
    return {nom: values or (NON_RENSEIGNE,) for nom, values in said.items()}
