"""Territories of the records → places: their context, what contains them, what they contain."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from index.lieux.model import FRANCE, Lieu, LieuNomme, id_of_lieu
from index.lieux.noms import readable_name
from mappings.records import Territoire

_WIDTHS = ("commune", "bassin-emploi", "zone-emploi", "departement", "region", "france")
_WITHOUT_PARENTS = ("bassin-emploi", "zone-emploi")
"""Meshes whose records do not say what contains them: their communes do."""
_NUMBER = re.compile(r"\d+")


@dataclass
class Atlas:
    """What has to be known of every territory before the first place is made."""

    nommes: dict[str, LieuNomme] = field(default_factory=dict)
    """Territories of today by id: all that may contain others, not the 35 000 communes."""
    anciennes: dict[str, str] = field(default_factory=dict)
    """Regions of before 2016: id → name."""
    contenants: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """Bassin or zone → the départements and regions of its communes."""
    departements: set[str] = field(default_factory=set)
    """Their names."""
    villes: dict[str, Territoire] = field(default_factory=dict)
    """Communes of several postcodes: some have arrondissements."""
    postes: Counter[str] = field(default_factory=Counter)
    """How many communes have each postcode."""

    def add(self, territoire: Territoire) -> None:
        lieu = LieuNomme(
            id=id_of_lieu(territoire.id),
            niveau=territoire.niveau,
            code=territoire.code,
            libelle=readable_name(territoire.libelle),
        )
        if territoire.successeurs or territoire.date_fin:
            if territoire.niveau == "region":
                self.anciennes[lieu.id] = lieu.libelle
            return
        if territoire.niveau != "commune" or len(territoire.codes_postaux) > 1:
            self.nommes[lieu.id] = lieu
        if territoire.niveau == "departement":
            self.departements.add(lieu.libelle)
        parents = [id_of_lieu(parent) for parent in territoire.codes_parents]
        wide = [parent for parent in parents if parent.startswith(("departement-", "region-"))]
        for mesh in parents:
            if mesh.startswith(_WITHOUT_PARENTS):
                self.contenants[mesh].update(wide)

    def parents(self, territoire: Territoire) -> tuple[LieuNomme, ...]:
        """What contains a territory, from the narrowest; regions of before 2016 left out.

        Of several départements or regions that share it, the one with most of its communes comes first.
        """
        ids = dict.fromkeys(map(id_of_lieu, territoire.codes_parents))
        if territoire.niveau in _WITHOUT_PARENTS:
            ids = dict.fromkeys(one for one, _ in self.contenants[id_of_lieu(territoire.id)].most_common())
        if territoire.niveau != "france":
            ids[FRANCE] = None
        known = (self.nommes[one] for one in ids if one in self.nommes)
        return tuple(sorted(known, key=lambda lieu: _WIDTHS.index(lieu.niveau)))


def read_atlas(territoires: Iterable[Territoire]) -> Atlas:
    atlas = Atlas()
    for territoire in territoires:
        atlas.add(territoire)
        atlas.postes.update(territoire.codes_postaux)
        if territoire.niveau == "commune" and len(territoire.codes_postaux) > 1:
            atlas.villes[id_of_lieu(territoire.id)] = territoire
    return atlas


def lieu_of(atlas: Atlas, territoire: Territoire) -> Lieu:
    parents = atlas.parents(territoire)
    town = _town_of(atlas, territoire)
    postcodes = _own_postcodes(territoire, town) or territoire.codes_postaux
    return Lieu(
        id=id_of_lieu(territoire.id),
        niveau=territoire.niveau,
        code=territoire.code,
        libelle=readable_name(territoire.libelle),
        contexte=_context(territoire, parents, postcodes),
        codes_postaux=postcodes,
        latitude=(town or territoire).latitude,
        longitude=(town or territoire).longitude,
        millesime=territoire.millesime,
        parents=parents,
        ancienne_region=_old_region(atlas, territoire),
        successeurs=tuple(map(id_of_lieu, territoire.successeurs)),
    )


def _town_of(atlas: Atlas, territoire: Territoire) -> Territoire | None:
    if territoire.nature != "arrondissement":
        return None
    return next(
        (town for one in territoire.codes_parents if (town := atlas.villes.get(id_of_lieu(one)))), None
    )


def _own_postcodes(territoire: Territoire, town: Territoire | None) -> tuple[str, ...]:
    """Postcodes of a town end with the number of its arrondissement: « Lyon 3e » → 69003."""
    number = _NUMBER.search(territoire.libelle)
    if town is None or number is None:
        return ()
    return tuple(code for code in town.codes_postaux if code.endswith(f"{int(number[0]):02d}"))


def _context(territoire: Territoire, parents: tuple[LieuNomme, ...], postcodes: tuple[str, ...]) -> str:
    if territoire.niveau == "departement":
        return f"département ({territoire.code})"
    if territoire.niveau != "commune":
        return {"region": "région", "bassin-emploi": "bassin d'emploi", "zone-emploi": "zone d'emploi"}.get(
            territoire.niveau, ""
        )
    departement = next((lieu for lieu in parents if lieu.niveau == "departement"), None)
    if departement is None:
        return next(iter(postcodes), "")
    return f"{departement.libelle} ({departement.code})"


def _old_region(atlas: Atlas, territoire: Territoire) -> str | None:
    ids = map(id_of_lieu, territoire.codes_parents)
    return next((atlas.anciennes[one] for one in ids if one in atlas.anciennes), None)


def enfants_of(lieu: Lieu) -> Iterator[str]:
    """Of which places it is listed as a part: its meshes of employment, its département, its region."""
    wanted = {
        "commune": ("commune", "bassin-emploi", "zone-emploi"),
        "bassin-emploi": ("departement",),
        "departement": ("region",),
        "region": ("france",),
    }.get(lieu.niveau, ())
    return (parent.id for parent in lieu.parents if parent.niveau in wanted)
