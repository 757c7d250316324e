"""Texts of our own: what shows the product on a machine without the publishers' texts.

They are written in YAML, one entry each; `FicheEcrite`, `FormationEcrite` and `ActionEcrite` say which
keys an entry has. Whatever they become carries `est_demonstration`.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import BeforeValidator, Field, ValidationError

from crawler.contract import Issue, RawFiles, Run
from crawler.readers.rows import read_rows
from crawler.readers.values import make
from debouches.errors import ParseError
from mappings.genres import both_genders
from mappings.records import (
    ActionInnovante,
    Fiche,
    Formation,
    Libelle,
    LienFormation,
    Model,
    Niveau,
    NiveauPorteur,
    Periode,
    Provenance,
    Section,
    ThemeInnovant,
    Voie,
)
from mappings.records.codes import CodeCertification, CodeFormation, CodeRome

ORIGIN = "demonstration"
FICHES, FORMATIONS, ACTIONS = "fiches_", "formations_", "actions_innovantes"


def _paragraphs(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Prose = Annotated[tuple[str, ...], BeforeValidator(_paragraphs)]
"""One paragraph, or a list of them."""


class FicheEcrite(Model):
    """A fiche as it is written in YAML."""

    code: CodeRome
    titre: str
    synonymes: tuple[str, ...] = ()
    accroche: Prose
    nature_travail: Prose
    competences: Prose
    conditions_travail: Prose
    acces_metier: Prose
    vie_professionnelle: Prose
    centres_interet: tuple[int, ...] = Field(description="Codes of the interests of the ROME")
    statuts: tuple[str, ...]
    niveau_acces: str
    formations: tuple[int, ...] = Field(min_length=1, description="Numbers of the formations: 1 for DEMO.1")


class FormationEcrite(Model):
    """A formation as it is written in YAML."""

    numero: int
    intitule: str
    sigle: str | None = None
    type: str = Field(description="Key of `types` in demonstration.yml")
    niveau: Niveau | None = Field(default=None, description="When it is not that of its type")
    duree: str
    voies: tuple[Voie, ...]
    descriptif: Prose
    acces: Prose
    poursuite_etudes: Prose
    codes_rome: tuple[CodeRome, ...]
    poursuites: tuple[int, ...] = ()
    code_certification: CodeCertification | None = None


class ActionEcrite(Model):
    """An innovative action as it is written in YAML: an example, whose names of organisms are invented."""

    code: str
    intitule: str
    niveau: NiveauPorteur
    themes: tuple[ThemeInnovant, ...]
    codes_regions: tuple[str, ...] = ()
    est_nationale: bool = False
    territoire: str | None = None
    porteur: str | None = None
    partenaires: tuple[str, ...] = ()
    description: Prose
    contact: str | None = None
    annee: int | None = None
    le: date


class TypeFormation(Model):
    libelle: str
    sigle: str | None = None
    niveau: Niveau | None = None


class Entete(Model):
    """`demonstration.yml`: who speaks, under which licence, and the types of formations."""

    editeur: str
    licence: str
    version: str
    niveaux: dict[Niveau, str]
    types: dict[str, TypeFormation]


E = TypeVar("E", FicheEcrite, FormationEcrite, ActionEcrite)


def demonstration(files: RawFiles, run: Run) -> Iterator[Fiche | Formation | ActionInnovante]:
    header = _header(files, run)
    origin = _provenance(run, header)
    written = list(_entries(files, run, FORMATIONS, FormationEcrite))
    titles = {entry.numero: entry.intitule for entry in written}
    interests = {int(row["code"]): row["libelle"] for row in read_rows(files, run, "centres_interet")}
    for fiche in _entries(files, run, FICHES, FicheEcrite):
        yield from _present(_fiche(fiche, run, origin, titles, interests))
    for formation in written:
        yield from _present(_formation(formation, run, origin, header, titles))
    for action in _entries(files, run, ACTIONS, ActionEcrite):
        yield from _present(_action(action, run, origin))


def _header(files: RawFiles, run: Run) -> Entete:
    try:
        return Entete.model_validate(_load(files, run, ORIGIN))
    except ValidationError as error:
        where, fault = _first_fault(error)
        raise ParseError(fault, source=run.source, file=ORIGIN, field=where) from error


def _present(record: Any) -> Iterator[Any]:
    if record is not None:
        yield record


def _provenance(run: Run, header: Entete) -> Provenance:
    """Ours, not that of the nomenclatures which the rest of the source carries."""
    ours = {"editeur": header.editeur, "licence": header.licence, "est_demonstration": True}
    return run.provenance(version=header.version).model_copy(update=ours)


def _load(files: RawFiles, run: Run, name: str) -> Any:
    try:
        with files.open(name) as stream:
            return yaml.load(stream, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 (safe loaders)
    except yaml.YAMLError as error:
        raise ParseError(f"YAML illisible : {error}", source=run.source, file=name) from error


def _entries(files: RawFiles, run: Run, prefix: str, kind: type[E]) -> Iterator[E]:
    """Every well-formed entry; a faulty one is reported, and the others go on."""
    for name in files.names():
        if name.startswith(prefix):
            for entry in _load_list(files, run, name):
                try:
                    yield kind.model_validate(entry)
                except ValidationError as error:
                    where, fault = _first_fault(error)
                    record = f"{name} {entry.get('code') or entry.get('numero')}"
                    run.report(Issue.REJECTED, record=record, field=where, value=fault)


def _load_list(files: RawFiles, run: Run, name: str) -> list[dict[str, Any]]:
    entries = _load(files, run, name)
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ParseError(
            "le fichier n'est pas une liste de fiches, de formations ou d'actions",
            source=run.source,
            file=name,
        )
    return entries


def _first_fault(error: ValidationError) -> tuple[str, str]:
    """Field at fault, and why."""
    fault = error.errors(include_url=False)[0]
    return ".".join(map(str, fault["loc"])), fault["msg"]


def _sections(prose: tuple[str, ...]) -> tuple[Section, ...]:
    return (Section(paragraphes=prose),)


def _code(number: int) -> CodeFormation:
    return f"DEMO.{number}"


def _formation_links(
    numbers: tuple[int, ...], titles: Mapping[int, str], run: Run, record: str
) -> tuple[LienFormation, ...]:
    for number in numbers:
        if number not in titles:
            run.report(Issue.DANGLING, record=record, field="formations", value=_code(number))
    return tuple(LienFormation(code=_code(n), intitule=titles[n]) for n in numbers if n in titles)


def _fiche(
    written: FicheEcrite,
    run: Run,
    origin: Provenance,
    titles: Mapping[int, str],
    interests: Mapping[int, str],
) -> Fiche | None:
    masculine, feminine = both_genders(written.titre)
    prose = (
        "accroche",
        "nature_travail",
        "competences",
        "conditions_travail",
        "acces_metier",
        "vie_professionnelle",
    )
    return make(
        run,
        Fiche,
        ORIGIN,
        written.code,
        provenance=origin,
        code=written.code,
        type_editeur=ORIGIN,
        titre=written.titre,
        titre_masculin=masculine,
        titre_feminin=feminine,
        codes_rome=(written.code,),
        version_rome="4",
        synonymes=written.synonymes,
        niveau_acces=Libelle(libelle=written.niveau_acces),
        formations=_formation_links(written.formations, titles, run, written.code),
        centres_interet=_interests(written, interests, run),
        statuts=tuple(Libelle(libelle=statut) for statut in written.statuts),
        **{field: _sections(getattr(written, field)) for field in prose},
    )


def _interests(written: FicheEcrite, interests: Mapping[int, str], run: Run) -> tuple[Libelle, ...]:
    for code in written.centres_interet:
        if code not in interests:
            run.report(Issue.DANGLING, record=written.code, field="centres_interet", value=str(code))
    return tuple(
        Libelle(code=str(code), libelle=interests[code])
        for code in written.centres_interet
        if code in interests
    )


def _formation(
    written: FormationEcrite, run: Run, origin: Provenance, header: Entete, titles: Mapping[int, str]
) -> Formation | None:
    code = _code(written.numero)
    kind = header.types.get(written.type)
    if kind is None:
        run.report(Issue.UNKNOWN_VALUE, record=code, field="type", value=written.type)
        return None
    niveau = written.niveau or kind.niveau
    return make(
        run,
        Formation,
        code,
        provenance=origin,
        code=code,
        intitule=written.intitule,
        sigle=written.sigle,
        type_formation=kind.libelle,
        sigle_type=kind.sigle,
        duree=written.duree,
        niveau=niveau,
        niveau_certification=header.niveaux[niveau] if niveau else None,
        code_certification=written.code_certification,
        voies=written.voies,
        descriptif=_sections(written.descriptif),
        acces=_sections(written.acces),
        poursuite_etudes=_sections(written.poursuite_etudes),
        poursuites=_formation_links(written.poursuites, titles, run, code),
        codes_rome=written.codes_rome,
    )


def _action(written: ActionEcrite, run: Run, origin: Provenance) -> ActionInnovante | None:
    code, year = f"demonstration-{written.code}", written.annee
    return make(
        run,
        ActionInnovante,
        code,
        provenance=origin.model_copy(update={"date_maj": written.le}),
        periode=Periode(debut=date(year, 1, 1), precision="annee") if year else None,
        **written.model_dump(exclude={"annee", "le"}) | {"code": code},
    )
