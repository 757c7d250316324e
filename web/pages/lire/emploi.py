"""« L'emploi ici »: the figures of a métier, grouped and worded. Pure functions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.annexes.emploi.views import Chiffre, EmploiView, Famille, measured_in
from mappings.records import Mesure, Provenance
from web.contenus.contents import EmploiWords
from web.wording.chiffres import de_quoi, decimal_fr, lieu_en_mots, valeur_en_mots
from web.wording.words import ABSENT

WIDTH, HEIGHT, ROOM = 360, 120, 42
"""The frame of a curve, and the room for its labels."""
_GROUP = 3
"""Length of the code of a wide group: it divides nothing."""
_FEW = 3
"""With fewer points, a curve says nothing that its table does not."""


@dataclass(frozen=True, slots=True)
class Ligne:
    """A row of a table: its head, its cells, and a bar for the eye."""

    titre: str
    cellules: tuple[str, ...]
    part: float | None = None
    """Length of the bar, in percent of the widest."""
    detail: str = ""
    """What makes this row differ from its neighbours: its period, its group of métiers."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table, and the figure whose source signs it."""

    titre: str
    colonnes: tuple[str, ...]
    lignes: tuple[Ligne, ...]
    chiffre: Chiffre
    barre: int = 0
    """The cell that the bars are drawn in."""


@dataclass(frozen=True, slots=True)
class Courbe:
    """A figure over the years: a line in a frame, its ends in words, its table."""

    titre: str
    points: str
    fin: tuple[float, float]
    table: Table
    resume: str


@dataclass(frozen=True, slots=True)
class Emplois:
    """Jobs of the métier that a group holds apart: « technicien, agent de maîtrise »."""

    mots: str
    qualification: str
    """What the address says to see their figures first."""
    est_choisi: bool


@dataclass(frozen=True, slots=True)
class PageEmploi:
    """Everything the block shows."""

    besoins: Table | None
    tension: Table | None
    causes: Table | None
    prevision: Table | None
    prevision_chiffre: Chiffre | None
    conditions: Table | None
    femmes: Courbe | None
    parts: tuple[Table, ...]
    salaire: Chiffre | None
    salaires: Table | None
    emplois: tuple[Emplois, ...]
    """Kinds of jobs that statistics count apart; empty if they count the métier as a whole."""
    provenances: tuple[Provenance, ...]
    secteur: str | None = None
    """Letter of the sector where statistics count the métier."""

    @property
    def est_vide(self) -> bool:
        return not self.provenances

    @property
    def projets(self) -> Chiffre | None:
        return self.besoins.chiffre if self.besoins else None


class _Reader:
    """Chooses figures: the jobs asked for first, then the most fitting group; the narrowest place first."""

    def __init__(self, view: EmploiView, asked: str | None) -> None:
        self.chiffres = sorted(view.chiffres, key=lambda c: not _is_of(c.famille, asked))

    def all(self, nom: str) -> list[Chiffre]:
        """The figures of one name, of one group of métiers, one for each territory."""
        named = [c for c in self.chiffres if c.nom == nom]
        of_group = [c for c in named if c.famille.code == named[0].famille.code]
        by_place: dict[str, Chiffre] = {}
        for chiffre in sorted(of_group, key=lambda c: c.champ is not None):
            by_place.setdefault(chiffre.lieu.id, chiffre)
        return [by_place[id_] for id_ in dict.fromkeys(c.lieu.id for c in of_group)]

    def first(self, nom: str) -> Chiffre | None:
        return next(iter(self.all(nom)), None)


def _is_of(famille: Famille, asked: str | None) -> bool:
    """Whether a group holds the jobs of a qualification; one without qualification holds them all."""
    return asked is None or not famille.qualifications or asked in famille.qualifications


def compose(view: EmploiView, words: EmploiWords, asked: str | None = None) -> PageEmploi:
    reader = _Reader(view, asked)
    projets, postes = reader.all("projets-recrutement"), reader.first("postes-a-pourvoir")
    tensions = tensions_by_place(reader.chiffres)
    return PageEmploi(
        besoins=_besoins(projets),
        tension=_tension(tensions, words),
        causes=_causes(tensions, words),
        prevision=_prevision(postes, words),
        prevision_chiffre=postes,
        conditions=_conditions(reader, words),
        femmes=_courbe(reader.first("part-femmes"), "Part des femmes parmi les personnes en emploi"),
        parts=tuple(filter(None, (_parts(reader.first(n), t) for n, t in words.parts.items()))),
        salaire=reader.first("salaire-median"),
        salaires=_parts(reader.first("salaires"), "Salaires nets par mois"),
        emplois=_emplois(view.familles, asked),
        secteur=best.code[0] if (best := measured_in(view.familles)) else None,
        provenances=tuple({c.provenance.source: c.provenance for c in view.chiffres}.values()),
    )


def _besoins(chiffres: Sequence[Chiffre]) -> Table | None:
    if not chiffres:
        return None
    lignes = tuple(
        Ligne(
            lieu_en_mots(c.lieu, c.champ),
            (_bare(c), _share_or_count(c, "difficiles")),
            _known(c.detail("part-difficiles")),
            f"saisonniers : {_share_or_count(c, 'saisonniers')}",
        )
        for c in chiffres
    )
    columns = ("Territoire", "Projets", "Jugés difficiles")
    return Table("Projets de recrutement par territoire", columns, lignes, chiffres[0], barre=1)


def _bare(mesure: Mesure | None) -> str:
    """A value whose unit is the head of its column."""
    return valeur_en_mots(mesure).partition("\u00a0projet")[0] if mesure else ABSENT


def _share_or_count(chiffre: Chiffre, kind: str) -> str:
    """« 77 % »; a sum with secret values has no share: its count is a floor, and says its unit."""
    share, count = chiffre.detail(f"part-{kind}"), chiffre.detail(f"projets-{kind}")
    said = share if share and share.valeur is not None else count
    return valeur_en_mots(said) if said else ABSENT


def tensions_by_place(chiffres: Iterable[Chiffre]) -> list[Chiffre]:
    """For each territory, the tension of the most fitting group whose level is published."""
    by_place: dict[str, Chiffre] = {}
    for chiffre in chiffres:
        if chiffre.nom == "tension" and level_of(chiffre) is not None:
            by_place.setdefault(chiffre.lieu.id, chiffre)
    order = ("commune", "bassin-emploi", "zone-emploi", "departement", "region", "france")
    return sorted(by_place.values(), key=lambda c: order.index(c.lieu.niveau))


def level_of(chiffre: Chiffre) -> float | None:
    """From 1 to 5: the figure itself, or the level that comes with an index."""
    return _known(chiffre if chiffre.unite.startswith("niveau") else chiffre.detail("categorie-tension"))


def _tension(chiffres: Sequence[Chiffre], words: EmploiWords) -> Table | None:
    if not chiffres:
        return None
    lignes = tuple(
        Ligne(
            lieu_en_mots(c.lieu, c.champ),
            (f"{decimal_fr(level_of(c) or 0)} sur 5",),
            (level_of(c) or 0) * 20,
            _unlike(before, c, words),
        )
        for before, c in zip([None, *chiffres], chiffres, strict=False)
    )
    titre = "Tension par territoire (1\u00a0: la plus faible, 5\u00a0: la plus forte)"
    return Table(titre, ("Territoire", "Tension"), lignes, chiffres[0])


def _unlike(before: Chiffre | None, chiffre: Chiffre, words: EmploiWords) -> str:
    """The period of a row, and its group of métiers when it differs from the row above."""
    if before is not None and before.famille == chiffre.famille:
        return chiffre.periode
    return f"{chiffre.periode} · {words.famille(chiffre.famille)}"


def _causes(chiffres: Sequence[Chiffre], words: EmploiWords) -> Table | None:
    if not chiffres:
        return None
    chiffre = chiffres[0]
    found = [(nom, chiffre.detail(nom)) for nom in words.causes]
    lignes = tuple(
        Ligne(words.mesure(nom), (valeur_en_mots(mesure),), (_known(mesure) or 0) * 20)
        for nom, mesure in found
        if mesure
    )
    titre = f"Ce qui l’explique : {lieu_en_mots(chiffre.lieu)}, {chiffre.periode}"
    return Table(titre, ("Facteur", "Niveau, de 1 à 5"), lignes, chiffre) if lignes else None


def _prevision(chiffre: Chiffre | None, words: EmploiWords) -> Table | None:
    if chiffre is None:
        return None
    mesures = [m for m in chiffre.details if not m.unite.startswith("%")]
    widest = max((abs(m.valeur) for m in mesures if m.valeur is not None), default=1) or 1
    lignes = tuple(Ligne(words.mesure(m.nom), (valeur_en_mots(m),), _share_of(m, widest)) for m in mesures)
    return (
        Table("Ce qui ouvre des postes, et qui y viendrait", ("Mouvement", "Prévision"), lignes, chiffre)
        if lignes
        else None
    )


def _share_of(mesure: Mesure, widest: float) -> float | None:
    """A movement that takes jobs away has no bar: its sign is in its words."""
    return max(0.0, mesure.valeur) / widest * 100 if mesure.valeur is not None else None


def _conditions(reader: _Reader, words: EmploiWords) -> Table | None:
    chiffres = [c for c in (reader.first(nom) for nom in words.conditions) if c]
    if not chiffres:
        return None
    lignes = tuple(
        Ligne(
            words.mesure(c.nom),
            (valeur_en_mots(c),),
            _known(c),
            " · ".join(filter(None, (de_quoi(c.unite), _unlike(before, c, words)))),
        )
        for before, c in zip([chiffres[0], *chiffres], chiffres, strict=False)
    )
    return Table("Conditions d’emploi", ("Condition", "Part"), lignes, chiffres[0])


def _parts(chiffre: Chiffre | None, titre: str) -> Table | None:
    """How a whole is shared out: one row for each part, a part too small to be seen left in the table."""
    if chiffre is None or not chiffre.details:
        return None
    lignes = tuple(Ligne(m.nom, (valeur_en_mots(m),), _known(m)) for m in chiffre.details)
    return Table(titre, ("Groupe", "Part"), lignes, chiffre)


def _courbe(chiffre: Chiffre | None, titre: str) -> Courbe | None:
    if chiffre is None:
        return None
    known = [(p.periode, p.valeur) for p in chiffre.avant if p.valeur is not None]
    known += [(chiffre.periode, chiffre.valeur)] if chiffre.valeur is not None else []
    if not known:
        return None
    dots = _dots([value for _, value in known]) if len(known) >= _FEW else []
    lignes = tuple(Ligne(periode, (f"{decimal_fr(value)}\u00a0%",)) for periode, value in reversed(known))
    (first, before), (last, now) = known[0], known[-1]
    resume = f"{decimal_fr(now)} % ({last})"
    if len(known) > 1:
        resume += f", contre {decimal_fr(before)} % ({first})"
    return Courbe(
        titre=titre,
        points=" ".join(f"{x:.0f},{y:.0f}" for x, y in dots),
        fin=dots[-1] if dots else (0, 0),
        table=Table(titre, ("Période", "Part"), lignes, chiffre),
        resume=resume,
    )


def _dots(values: Sequence[float]) -> list[tuple[float, float]]:
    """Percents in the frame: 0 at the bottom, 100 at the top."""
    step = (WIDTH - 2 * ROOM) / (len(values) - 1)
    return [(ROOM + i * step, HEIGHT - value / 100 * HEIGHT) for i, value in enumerate(values)]


def _emplois(familles: Iterable[Famille], asked: str | None) -> tuple[Emplois, ...]:
    """The kinds of jobs between which the finest division of the métier chooses, the default one first."""
    by_edition: dict[str, list[Famille]] = {}
    for famille in familles:
        if famille.qualifications and len(famille.code) > _GROUP:
            by_edition.setdefault(famille.nomenclature, []).append(famille)
    finest = max(by_edition.values(), key=len, default=[])
    if len(finest) < 2:  # one group is no choice
        return ()
    chosen = next((f for f in finest if asked in f.qualifications), finest[0])
    return tuple(Emplois(", ".join(f.qualifications), _telling(f, finest), f is chosen) for f in finest)


def _telling(famille: Famille, others: Sequence[Famille]) -> str:
    """The first qualification that no other group has."""
    taken = {q for other in others if other is not famille for q in other.qualifications}
    return next((q for q in famille.qualifications if q not in taken), famille.qualifications[0])


def _known(mesure: Mesure | None) -> float | None:
    return mesure.valeur if mesure else None
