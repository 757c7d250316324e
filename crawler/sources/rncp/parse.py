"""RNCP and RS, XML flows V4.1 → Certification, one fiche at a time."""

from collections.abc import Iterator
from typing import Any

from lxml.etree import _Element

from crawler.contract import Issue, RawFiles, Run
from crawler.readers.flat_text import text_sections
from crawler.readers.france_competences import (
    addresses,
    certificateur,
    level_of,
    nomenclature_codes,
    page_of,
    part,
    title_facts,
    yes_no,
)
from crawler.readers.values import day_of, declared, make, matching, number
from crawler.readers.xml_stream import audited_elements, children_of, read_elements, text_of
from debouches.errors import ParseError
from mappings.records import (
    BlocCompetences,
    Certificateur,
    Certification,
    Libelle,
    Record,
    StatistiquesPromotion,
)
from mappings.records.codes import RNCP

VERSIONS = ("version_rome", "version_formacode")
TEXTS = {
    "objectifs": "OBJECTIFS_CONTEXTE",
    "activites_visees": "ACTIVITES_VISEES",
    "capacites_attestees": "CAPACITES_ATTESTEES",
    "secteurs_activite": "SECTEURS_ACTIVITE",
    "types_emploi_accessibles": "TYPE_EMPLOI_ACCESSIBLES",
    "reglementations_activites": "REGLEMENTATIONS_ACTIVITES",
    "prerequis_entree_formation": "PREREQUIS_ENTREE_FORMATION",
    "prerequis_validation": "PREREQUIS_VALIDATION_CERTIFICATION",
}
BLOC_TEXTS = {
    "competences": "LISTE_COMPETENCES",
    "evaluation": "MODALITES_EVALUATION",
    "prerequis_entree_formation": "PREREQUIS_ENTREE_FORMATION_BLOC",
    "prerequis_validation": "PREREQUIS_VALIDATION_BLOC",
}
DATES = {
    "date_decision": "DATE_DECISION",
    "date_publication": "DATE_DE_PUBLICATION",
    "date_effet": "DATE_EFFET",
    "date_fin_enregistrement": "DATE_FIN_ENREGISTREMENT",
    "date_limite_delivrance": "DATE_LIMITE_DELIVRANCE",
}
FIGURES = {
    "annee": "ANNEE",
    "nombre_certifies": "NOMBRE_CERTIFIES",
    "nombre_certifies_vae": "NOMBRE_CERTIFIES_VAE",
    "taux_insertion_global_6mois": "TAUX_INSERTION_GLOBAL_6MOIS",
    "taux_insertion_metier_6mois": "TAUX_INSERTION_METIER_6MOIS",
    "taux_insertion_metier_2ans": "TAUX_INSERTION_METIER_2ANS",
}
JURIES = {
    "SI_JURY_FI": "scolaire",
    "SI_JURY_CA": "apprentissage",
    "SI_JURY_FC": "continue",
    "SI_JURY_CQ": "professionnalisation",
    "SI_JURY_CL": "candidature-individuelle",
    "SI_JURY_VAE": "vae",
}
REPLACEMENTS = {
    "remplacee_par": ("NOUVELLES_CERTIFICATIONS", "NOUVELLE_CERTIFICATION"),
    "remplace": ("ANCIENNES_CERTIFICATIONS", "ANCIENNE_CERTIFICATION"),
}
"""Field of the common format → element of the publisher, here and above."""


def parse(files: RawFiles, run: Run) -> Iterator[Record]:
    for name in files.names():
        yield from _flow(files, run, name)


def _flow(files: RawFiles, run: Run, name: str) -> Iterator[Certification]:
    """The fiches of one register."""
    version = _flow_version(files, run, name)
    versions = {field: declared(run, field, version, record="VERSION_FLUX") for field in VERSIONS}
    for element in audited_elements(files, run, name, "FICHE"):
        if certification := _certification(run, element, versions):
            yield certification


def _flow_version(files: RawFiles, run: Run, name: str) -> str:
    """Empty where the flow does not say it: its codes then have no version."""
    try:
        return text_of(next(read_elements(files, run, name, "VERSION_FLUX")))
    except ParseError:  # a broken file is told by the reading of the fiches, which says where
        run.report(Issue.MALFORMED, record=name, field="VERSION_FLUX", value="")
        return ""


def _certification(run: Run, fiche: _Element, versions: dict[str, str | None]) -> Certification | None:
    code = text_of(fiche, "NUMERO_FICHE")
    if not RNCP.match(code):
        run.report(Issue.MALFORMED, record=code, field="NUMERO_FICHE", value=code)
        return None
    return make(
        run,
        Certification,
        code,
        provenance=run.provenance(url=page_of(run, code)),
        code=code,
        **title_facts(text_of(fiche, "INTITULE")),
        **_identity(run, fiche, code),
        **_ways_in(run, fiche, code),
        **_nomenclatures(run, fiche, code, versions),
        certificateurs=tuple(_certificateurs(run, fiche, code)),
        liens=addresses(
            run, text_of(fiche, "LIEN_URL_DESCRIPTION"), record=code, field="LIEN_URL_DESCRIPTION"
        ),
        blocs=tuple(_blocs(run, fiche, code)),
        statistiques_promotions=tuple(_figures(run, fiche, code)),
        conventions_collectives=tuple(dict.fromkeys(_conventions(fiche))),
        **{field: day_of(run, text_of(fiche, tag), record=code, field=tag) for field, tag in DATES.items()},
        **{field: text_sections(text_of(fiche, tag)) for field, tag in TEXTS.items()},
        **{field: _codes(run, fiche, code, *tags) for field, tags in REPLACEMENTS.items()},
    )


def _identity(run: Run, fiche: _Element, code: str) -> dict[str, Any]:
    kind = text_of(fiche, "TYPE_ENREGISTREMENT")
    abbreviation, level = fiche.find("ABREGE"), fiche.find("NOMENCLATURE_EUROPE")
    caledonia, polynesia = "ACCESSIBLE_NOUVELLE_CALEDONIE", "ACCESSIBLE_POLYNESIE_FRANCAISE"
    return {
        "sigle_type": text_of(abbreviation, "CODE") or None,
        "type_diplome": text_of(abbreviation, "LIBELLE") or None,
        "niveau": level_of(run, text_of(level, "NIVEAU"), record=code),
        "type_enregistrement": declared(run, "type_enregistrement", kind, record=code),
        "est_active": yes_no(run, text_of(fiche, "ACTIF"), record=code),
        "est_accessible_nouvelle_caledonie": yes_no(run, text_of(fiche, caledonia), record=code),
        "est_accessible_polynesie": yes_no(run, text_of(fiche, polynesia), record=code),
    }


def _ways_in(run: Run, fiche: _Element, code: str) -> dict[str, tuple[str, ...]]:
    answers = {way: yes_no(run, _answer(fiche.find(tag)), record=code) for tag, way in JURIES.items()}
    return {
        "voies_acces": tuple(way for way, answer in answers.items() if answer),
        "voies_fermees": tuple(way for way, answer in answers.items() if answer is False),
    }


def _answer(jury: _Element | None) -> str:
    """« Oui » or « Non »: in ACTIF since the V4 of the flow, in the element itself before."""
    if jury is None:
        return ""
    return text_of(jury, "ACTIF") if len(jury) else text_of(jury)


def _nomenclatures(run: Run, fiche: _Element, code: str, versions: dict[str, str | None]) -> dict[str, Any]:
    codes = nomenclature_codes(
        run,
        record=code,
        rome=_texts(fiche, "CODES_ROME/ROME/CODE"),
        formacode=_texts(fiche, "FORMACODES/FORMACODE/CODE"),
        nsf=_texts(fiche, "CODES_NSF/NSF/CODE"),
    )
    return {
        **codes,
        "version_rome": versions["version_rome"] if codes["codes_rome"] else None,
        "version_formacode": versions["version_formacode"] if codes["codes_formacode"] else None,
    }


def _texts(fiche: _Element, path: str) -> tuple[str, ...]:
    return tuple(filter(None, map(text_of, fiche.iterfind(path))))


def _codes(run: Run, fiche: _Element, code: str, group: str, item: str) -> tuple[str, ...]:
    found = tuple(filter(None, map(text_of, children_of(fiche, group, item))))
    return matching(run, RNCP, found, record=code, field=item)


def _certificateurs(run: Run, fiche: _Element, code: str) -> Iterator[Certificateur]:
    for element in children_of(fiche, "CERTIFICATEURS", "CERTIFICATEUR"):
        site = addresses(run, text_of(element, "SITE_INTERNET"), record=code, field="SITE_INTERNET")
        found = certificateur(
            run,
            record=code,
            nom=text_of(element, "NOM_CERTIFICATEUR"),
            siret=text_of(element, "SIRET_CERTIFICATEUR"),
            nom_commercial=text_of(element, "NOM_COMMERCIAL") or None,
            site=next(iter(site), None),
            est_actif=yes_no(run, text_of(element, "ETAT_CERTIFICATEUR"), record=code),
        )
        if found:
            yield found


def _blocs(run: Run, fiche: _Element, code: str) -> Iterator[BlocCompetences]:
    for element in children_of(fiche, "BLOCS_COMPETENCES", "BLOC_COMPETENCES"):
        bloc = part(
            run,
            BlocCompetences,
            record=code,
            code=text_of(element, "CODE"),
            intitule=text_of(element, "LIBELLE"),
            **{field: text_sections(text_of(element, tag)) for field, tag in BLOC_TEXTS.items()},
        )
        if bloc:
            yield bloc


def _figures(run: Run, fiche: _Element, code: str) -> Iterator[StatistiquesPromotion]:
    for element in children_of(fiche, "STATISTIQUES_PROMOTIONS", "STATISTIQUES_PROMOTION"):
        figures = {
            field: number(run, text_of(element, tag), record=code, field=tag)
            for field, tag in FIGURES.items()
        }
        if found := part(run, StatistiquesPromotion, record=code, **figures):
            yield found


def _conventions(fiche: _Element) -> Iterator[Libelle]:
    """Branches, in a list of IDCC or in the three CCN that came before it."""
    numbered = [element for tag in ("CCN_1", "CCN_2", "CCN_3") for element in fiche.findall(tag)]
    for element in (*children_of(fiche, "CODES_IDCC", "IDCC"), *numbered):
        number_of_branch = text_of(element, "CODE") or text_of(element, "NUMERO")
        if label := text_of(element, "LIBELLE"):
            yield Libelle(code=number_of_branch or None, libelle=label)
