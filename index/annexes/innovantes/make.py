"""Annexes: `action-innovante:<code>` one action; `actions-innovantes` a point for each, and their words."""

from collections.abc import Callable, Iterable, Iterator

import orjson

from index.annexes.innovantes.views import ActionInnovanteView, Point, RegionNommee
from index.annexes.words import Roots
from index.engines.base import Annexe
from index.facets import NON_RENSEIGNE
from index.lexicon import LexiconBuilder
from index.lieux.model import id_of_lieu
from mappings.innovantes import FRANCE, facettes_innovantes
from mappings.records import ActionInnovante, Territoire
from nlp.normalise import fold

ACTION, POINTS, WORDS = "action-innovante:", "actions-innovantes", "actions-innovantes:mots"


def annexes_of_innovantes(
    actions: Iterable[ActionInnovante], territoires: Callable[[], Iterable[Territoire]], roots: Roots
) -> Iterator[Annexe]:
    """Every annexe of the actions; only an empty list of points when no source gives any."""
    known = {action.code: action for action in actions}
    pages = _pages_of_regions(territoires()) if known else {}
    points, lexicon = [], LexiconBuilder()
    for action in sorted(known.values(), key=_freshest):
        view = _view(action, pages)
        points.append(_point(view, roots).model_dump(mode="json", exclude_defaults=True))
        for text in _said(view):
            lexicon.add_label(roots.analyser.keys(text), roots.analyser.words(text), is_name=True)
        yield ACTION + action.code, view.model_dump_json(exclude_defaults=True).encode()
    yield POINTS, orjson.dumps(points)
    yield WORDS, lexicon.build().dump()


def _freshest(action: ActionInnovante) -> tuple[int, str]:
    """What has no date comes last."""
    day = action.provenance.date_maj
    return -day.toordinal() if day else 0, fold(action.intitule)


def _pages_of_regions(territoires: Iterable[Territoire]) -> dict[str, str]:
    today = (one for one in territoires if one.niveau == "region" and one.date_fin is None)
    return {one.code: id_of_lieu(one.id) for one in today}


def _view(action: ActionInnovante, pages: dict[str, str]) -> ActionInnovanteView:
    words = facettes_innovantes()
    return ActionInnovanteView(
        action=action,
        themes=tuple(words["theme"].libelle(theme) for theme in action.themes),
        niveau=words["niveau"].libelle(action.niveau) if action.niveau else None,
        regions=tuple(
            RegionNommee(code=code, libelle=words["region"].libelle(code), lieu=pages.get(code))
            for code in action.codes_regions
        ),
    )


def _point(view: ActionInnovanteView, roots: Roots) -> Point:
    action = view.action
    return Point(
        code=action.code,
        intitule=action.intitule,
        theme=action.themes or (NON_RENSEIGNE,),
        niveau=(action.niveau or NON_RENSEIGNE,),
        region=(*action.codes_regions, *((FRANCE,) if action.est_nationale else ())) or (NON_RENSEIGNE,),
        mots_titre=" ".join(roots.of(action.intitule)),
        mots=" ".join(roots.of("\n".join(_said(view)))),
        jour=action.provenance.date_maj,
        est_demonstration=action.provenance.est_demonstration,
    )


def _said(view: ActionInnovanteView) -> Iterator[str]:
    """All that one may search an action by."""
    action = view.action
    yield from filter(None, (action.intitule, action.territoire, action.porteur, view.niveau))
    yield from (region.libelle for region in view.regions)
    if action.est_nationale:
        yield facettes_innovantes()["region"].libelle(FRANCE)
    yield from (*view.themes, *action.partenaires, *action.description)
