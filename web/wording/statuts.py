"""The offer and the standing of a structure in words: what no text says is « non renseigné »."""

from collections.abc import Iterator

from index.annexes.structures.views import StructureView
from index.facets import NON_RENSEIGNE_EN_MOTS
from mappings.orientation import Statut, facettes_structures, of_reseau

CEP, SPRO = "Conseil en évolution professionnelle", "Service public régional de l’orientation"


def champ_en_mots(view: StructureView) -> str:
    """What it deals with: in its own words, else what its network is for; empty if nobody says."""
    network = of_reseau(view.structure.reseau)
    return view.structure.champ_intervention or (network.pour_quoi if network else "")


def en_mots(statut: Statut) -> dict[str, str]:
    """Both titles, always: « opérateur par la loi, niveaux 1, 2 et 3 »."""
    return {CEP: _cep(statut), SPRO: " ; ".join(_spro(statut)) or NON_RENSEIGNE_EN_MOTS}


def _cep(statut: Statut) -> str:
    if statut.cep is None:
        return NON_RENSEIGNE_EN_MOTS
    said = facettes_structures()["cep"].libelle(statut.cep)
    *others, last = [str(one) for one in statut.niveaux] or [""]
    if not last:
        return f"{said}, niveaux : {NON_RENSEIGNE_EN_MOTS}" if statut.est_operateur else said
    return f"{said}, {'niveaux ' + ', '.join(others) + ' et' if others else 'niveau'} {last}"


def _spro(statut: Statut) -> Iterator[str]:
    words = facettes_structures()["spro"]
    for titre in statut.spro:
        said = words.libelle(titre.place)
        yield f"{said} ({titre.publics})" if titre.publics else said
