"""ROME 4.0, official CSV archive → Metier, Fiche, Appellation, Competence, CentreInteret."""

from collections.abc import Collection, Iterator
from typing import Any

from crawler.contract import Issue, RawFiles, Run
from crawler.readers.appellations import appellation
from crawler.readers.rows import each_once
from crawler.readers.values import declared, make
from crawler.sources.rome import tables
from crawler.sources.rome.tables import Row, table, yes_no
from mappings.genres import both_genders
from mappings.records import Appellation, CentreInteret, Competence, Fiche, Metier, Record

NO_PROFILE = (None, None)


def parse(files: RawFiles, run: Run) -> Iterator[Record]:
    """Everything of the ROME; references come before what refers to them."""
    rows = {row["code_rome"]: row for row in each_once(run, table(files, run, "code_rome"), "code_rome")}
    interests: set[str] = set()
    for interest in _interests(files, run):
        interests.add(interest.code)
        yield interest
    skills: set[str] = set()
    for skill in _skills(files, run):
        skills.add(skill.code_ogr)
        yield skill
    yield from _appellations(files, run, rows)
    joins = _joins(files, run, rows, skills, interests)
    for code, row in rows.items():
        yield from filter(None, (_metier(run, code, row, joins), _fiche(run, code, row, joins)))


def _interests(files: RawFiles, run: Run) -> Iterator[CentreInteret]:
    for row in each_once(run, table(files, run, "centre_interet"), "code_centre_interet"):
        code = row["code_centre_interet"]
        record = make(
            run,
            CentreInteret,
            code,
            provenance=run.provenance(),
            code=code,
            libelle=row["libelle_centre_interet"],
            definition=row["definition_centre_interet"] or None,
        )
        if record:
            yield record


def _skills(files: RawFiles, run: Run) -> Iterator[Competence]:
    """Know-how, attitudes and macro-compétences, then knowledge: one set of OGR codes."""
    profiles = (
        tables.read_profiles(files, run, "riasec_macro", "code_ogr")
        if "riasec_macro" in files.names()
        else {}
    )
    tree = _skill_tree(files, run)
    for row in each_once(run, table(files, run, "competence"), "code_ogr"):
        if record := _know_how(run, row, profiles.get(row["code_ogr"], NO_PROFILE), tree):
            yield record
    for row in each_once(run, table(files, run, "savoir"), "code_ogr_savoir"):
        if record := _knowledge(run, row):
            yield record


def _skill_tree(files: RawFiles, run: Run) -> dict[str, dict[str, str | None]]:
    """Domain, stake and objective of each skill, where the archive has that tree."""
    if "arborescence_competences" not in files.names():
        return {}
    found: dict[str, dict[str, str | None]] = {}
    for row in table(files, run, "arborescence_competences"):
        branch = {
            "domaine": row["domaine_competence"] or None,
            "enjeu": row["enjeu"] or None,
            "objectif": row["objectif"] or None,
        }
        for ogr in (row["code_ogr_competence"], row["code_ogr_macro_competence"]):
            found.setdefault(ogr, branch)
    return found


def _know_how(
    run: Run, row: Row, profile: tuple[str | None, str | None], tree: dict[str, dict[str, str | None]]
) -> Competence | None:
    ogr = row["code_ogr"]
    return make(
        run,
        Competence,
        ogr,
        provenance=run.provenance(),
        code_ogr=ogr,
        libelle=row["libelle_competence"],
        type=declared(run, "type_competence", f"{row['nature']}, {row['cat_comp']}", record=ogr),
        categorie=row["cat_comp"] or None,
        sous_categorie=row["sous_cat_comp"] or None,
        code_macro=row["code_ogr_macro_comp"] or None,
        definition=row["definition"] or None,
        riasec_majeur=profile[0],
        riasec_mineur=profile[1],
        **_transitions(run, row, ogr),
        **tree.get(ogr, {}),
    )


def _knowledge(run: Run, row: Row) -> Competence | None:
    ogr = row["code_ogr_savoir"]
    return make(
        run,
        Competence,
        ogr,
        provenance=run.provenance(),
        code_ogr=ogr,
        libelle=row["libelle_savoir"],
        type="savoir",
        categorie=row["categorie_savoir"] or None,
        sous_categorie=row["sous_categorie_savoir"] or None,
        **_transitions(run, row, ogr),
    )


def _transitions(run: Run, row: Row, record: str) -> dict[str, str | None]:
    return {
        "transition_ecologique": declared(run, "transition", row["transition_eco"], record=record),
        "transition_numerique": declared(run, "transition", row["transition_num"], record=record),
    }


def _job_flags(run: Run, row: Row, record: str) -> dict[str, Any]:
    """What the ROME says in the same columns of a métier and of an appellation."""
    return {
        "transition_ecologique": declared(run, "transition_eco_metier", row["transition_eco"], record=record),
        "transition_numerique": declared(run, "transition", row["transition_num"], record=record),
        "transition_demographique": declared(run, "transition", row["transition_demo"], record=record),
        "est_reglemente": yes_no(run, row["emploi_reglemente"], record=record),
        "est_cadre": yes_no(run, row["emploi_cadre"], record=record),
    }


def _appellations(files: RawFiles, run: Run, codes: Collection[str]) -> Iterator[Appellation]:
    for row in each_once(run, table(files, run, "appellation"), "code_ogr"):
        if row["code_rome"] not in codes:
            run.report(Issue.DANGLING, record=row["code_ogr"], field="code_rome", value=row["code_rome"])
        elif record := _appellation(run, row):
            yield record


def _appellation(run: Run, row: Row) -> Appellation | None:
    ogr = row["code_ogr"]
    return appellation(
        run,
        ogr,
        code_rome=row["code_rome"],
        libelle=row["libelle_appellation_long"],
        court=row["libelle_appellation_court"],
        provenance=run.provenance(),
        classification=declared(run, "classification", row["classification"], record=ogr),
        est_peu_usitee=yes_no(run, row["peu_usite"], record=ogr),
        origine=row["origine"] or None,
        **_job_flags(run, row, ogr),
    )


def _joins(
    files: RawFiles, run: Run, codes: Collection[str], skills: Collection[str], interests: Collection[str]
) -> dict[str, Any]:
    """Everything that the other tables say of the métiers, by name of the field."""
    competences, contextes = tables.read_items(files, run, codes, skills, tables.read_contexts(files, run))
    return {
        "domaines": tables.read_domains(files, run, codes),
        "riasec": tables.read_profiles(files, run, "riasec", "code_rome"),
        "texte": tables.read_texts(files, run, codes),
        "centres_interet": tables.read_interests(files, run, codes, interests),
        "themes": tables.read_themes(files, run, codes),
        "secteurs": tables.read_sectors(files, run, codes),
        "secteurs_naf": tables.read_naf(files, run, codes),
        "competences": competences,
        "contextes": contextes,
        "mobilites": tables.read_mobilities(files, run, codes),
    }


RELATIONS = ("centres_interet", "themes", "secteurs", "secteurs_naf", "competences", "contextes", "mobilites")


def _metier(run: Run, code: str, row: Row, joins: dict[str, Any]) -> Metier | None:
    masculine, feminine = both_genders(row["libelle_rome"])
    domain = joins["domaines"].get(code)
    if domain is None:
        run.report(Issue.REJECTED, record=code, field="cr_gd_dp", value="")
        return None
    riasec = joins["riasec"].get(code, NO_PROFILE)
    return make(
        run,
        Metier,
        code,
        provenance=run.provenance(url=run.spec.page("metier", code)),
        code_rome=code,
        code_ogr=row["code_ogr"],
        libelle=row["libelle_rome"],
        intitule_masculin=masculine,
        intitule_feminin=feminine,
        code_rome_parent=row["code_rome_parent"] or row["code_rome"],
        grand_domaine=domain[0][0],
        domaine_professionnel=domain[0][1],
        riasec_majeur=riasec[0],
        riasec_mineur=riasec[1],
        **_job_flags(run, row, code),
        **{name: joins[name].get(code, ()) for name in RELATIONS},
    )


def _fiche(run: Run, code: str, row: Row, joins: dict[str, Any]) -> Fiche | None:
    masculine, feminine = both_genders(row["libelle_rome"])
    return make(
        run,
        Fiche,
        run.source,
        code,
        provenance=run.provenance(url=run.spec.page("metier", code)),
        code=code,
        type_editeur="public",
        titre=row["libelle_rome"],
        titre_masculin=masculine,
        titre_feminin=feminine,
        codes_rome=(code,),
        version_rome="4",
        nature_travail=_section(joins, code, "definition"),
        acces_metier=_section(joins, code, "acces_metier"),
    )


def _section(joins: dict[str, Any], code: str, kind: str) -> tuple[Any, ...]:
    section = joins["texte"].get((code, kind))
    return (section,) if section else ()
