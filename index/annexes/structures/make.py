"""Annexes of the structures.

`structure:<code>` one structure, placed; `couverture:<commune>` the codes of those that receive its people;
`structures` a point for each place, in the order of names, once though two directories give it;
`structures:mots` the roots of its name, and of what it may be searched by; `structures:lexique` the words.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

import orjson

from index.annexes.structures.doubles import confirmed, doubles
from index.annexes.structures.locate import CORSE, Communes, located, read_communes
from index.annexes.structures.names import readable
from index.annexes.structures.views import Point, StructureView
from index.annexes.words import LearnCasing, Roots
from index.engines.base import Annexe
from index.lexicon import LexiconBuilder
from index.lieux.noms import Ecritures
from mappings.orientation import of_reseau
from mappings.records import Structure, Territoire
from mappings.records.codes import departement_of
from nlp.casing import Casing, is_in_capitals
from nlp.normalise import fold

STRUCTURE, COUVERTURE, POINTS = "structure:", "couverture:", "structures"
WORDS, LEXICON = "structures:mots", "structures:lexique"


def annexes_of_structures(
    structures: Iterable[Structure],
    territoires: Callable[[], Iterable[Territoire]],
    ecritures: Ecritures,
    roots: Roots,
    learn: LearnCasing = lambda _: Casing(),
) -> Iterator[Annexe]:
    """Every annexe of structures; only an empty list of points when no source gives any."""
    known = _last_said(structures)
    communes = read_communes(territoires() if known else (), ecritures)
    casing = learn([one.nom for one in known.values() if is_in_capitals(one.nom)])
    views = sorted((_view(one, communes, casing) for one in known.values()), key=_by_name)
    shown = doubles(views)
    received: dict[str, dict[str, None]] = defaultdict(dict)
    for view in views:
        for commune in view.structure.communes_couvertes:
            received[commune][shown.get(view.code, view.code)] = None
        yield STRUCTURE + view.code, _kept(view)
    for commune, codes in received.items():
        yield COUVERTURE + commune, orjson.dumps(list(codes))
    listed = [view for view in views if view.code not in shown]
    yield POINTS, orjson.dumps([_point(view).model_dump(exclude_defaults=True) for view in listed])
    yield from _words(listed, ecritures, roots)


def _last_said(structures: Iterable[Structure]) -> dict[str, Structure]:
    """Of one code given twice, what was confirmed last: a structure that corrects its own entry is heard."""
    known: dict[str, Structure] = {}
    for one in structures:
        if one.code not in known or confirmed(known[one.code]) <= confirmed(one):
            known[one.code] = one
    return known


def _view(structure: Structure, communes: Communes, casing: Casing) -> StructureView:
    view = located(structure, communes)
    departement = departement_of(view.code_commune or "") or structure.code_departement or ""
    here = communes.by_name.get(departement, {})
    name = readable(structure.nom, here, communes.ecritures, casing)
    return view.model_copy(update={"nom_lisible": name if name != structure.nom else ""})


def _kept(view: StructureView) -> bytes:
    return view.model_dump_json(exclude_defaults=True, exclude={"offre"}).encode()


def _words(views: Sequence[StructureView], ecritures: Ecritures, roots: Roots) -> Iterator[Annexe]:
    """What each is searched by; the lexicon keeps the accents, and knows the keys that typos lead to."""
    lexicon, said = LexiconBuilder(), []
    for view in views:
        texts = [view.nom, " ".join(_beside(view))]
        keys = [[*roots.of(text), *roots.of(ecritures.cle(text))] for text in texts]
        said.append([" ".join(dict.fromkeys(one)) for one in keys])
        for text in texts:
            lexicon.add_label(roots.analyser.keys(text), roots.analyser.words(text), is_name=True)
    yield WORDS, orjson.dumps(said)
    yield LEXICON, lexicon.build().dump()


def _beside(view: StructureView) -> Iterator[str]:
    """What a structure may be asked by, besides its name."""
    structure, network = view.structure, of_reseau(view.structure.reseau)
    yield from filter(None, (structure.reseau, structure.ville, view.commune, structure.code_postal))
    yield from filter(None, (structure.code_departement,))
    if network:
        yield from (*network.noms, *network.sigles)


def _by_name(view: StructureView) -> tuple[str, str]:
    return fold(view.nom), view.code


def _point(view: StructureView) -> Point:
    structure = view.structure
    departement = (view.code_commune or "")[:2] if structure.code_departement in CORSE else None
    return Point(
        code=view.code,
        reseau=structure.reseau,
        services=structure.services,
        statut_cep=structure.statut_cep,
        niveaux_cep=structure.niveaux_cep,
        places_spro=structure.places_spro,
        departement=departement or structure.code_departement,
        latitude=view.latitude,
        longitude=view.longitude,
        est_historique=structure.est_historique,
    )
