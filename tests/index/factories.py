"""Records with only the fields that matter to a test."""

from datetime import date
from hashlib import blake2b

from index.building.corpus.briefs import CertificationBrief, FormationBrief
from index.building.corpus.read import Corpus
from index.building.corpus.shelf import Shelf
from mappings.genres import both_genders
from mappings.records import (
    ActionFormation,
    ActionInnovante,
    Aide,
    Appellation,
    Certification,
    Competence,
    Evenement,
    Fiche,
    Formation,
    Indicateur,
    Libelle,
    LienCompetence,
    LienMetier,
    LieuFormation,
    Mesure,
    Metier,
    OrganismeFormation,
    Periode,
    Provenance,
    Section,
    SessionFormation,
    Structure,
    Territoire,
)


def provenance(source="test", editeur="Éditeur d'essai", **facts):
    return Provenance(source=source, editeur=editeur, licence="LO", date_recolte=date(2026, 1, 2), **facts)


def territoire(niveau, code, libelle, *, dans=(), devenu=(), **facts):
    """`dans` and `devenu` name others: « departement:69 »."""
    return Territoire(
        id=f"territoire:{niveau}:{code}",
        provenance=provenance("lieux"),
        niveau=niveau,
        code=code,
        libelle=libelle,
        millesime=2026,
        codes_parents=tuple(f"territoire:{parent}" for parent in dans),
        successeurs=tuple(f"territoire:{heir}" for heir in devenu),
        **facts,
    )


def chiffre(nom, valeur, *, metier, lieu="france:FR", periode="2024", unite="projets", source="bmo", **facts):
    """`metier`: « fap2021:S0X42 »; `lieu`: « departement:69 »; `details`: (name, value, unit)."""
    nomenclature, _, code = metier.partition(":")
    niveau, _, territoire = lieu.partition(":")
    rest = f"{facts.get('champ', '')}:{niveau}:{territoire}"
    return Indicateur(
        id=f"indicateur:{source}:{nom}:{periode}:{code}:{rest}",
        provenance=provenance(source, editeur=f"Éditeur de {source}", version=f"édition {periode}"),
        nom=nom,
        nature=facts.pop("nature", "observe"),
        periode=periode,
        niveau_territoire=niveau,
        code_territoire=territoire,
        code_metier=code or None,
        nomenclature_metier=nomenclature or None,
        valeur=valeur,
        unite=unite,
        details=tuple(Mesure(nom=n, valeur=v, unite=u) for n, v, u in facts.pop("details", ())),
        **facts,
    )


def metier(code, libelle, *, parent=None, competences=(), **facts):
    masculin, feminin = both_genders(libelle)
    return Metier(
        id=f"metier:{code}",
        provenance=provenance(),
        code_rome=code,
        code_ogr="1",
        libelle=libelle,
        intitule_masculin=masculin,
        intitule_feminin=feminin,
        code_rome_parent=parent or code,
        grand_domaine=Libelle(code=code[0], libelle=f"Domaine {code[0]}"),
        domaine_professionnel=Libelle(code=code[:3], libelle=f"Sous-domaine {code[:3]}"),
        competences=tuple(LienCompetence(code_ogr=ogr) for ogr in competences),
        **facts,
    )


def appellation(ogr, code_rome, libelle):
    masculin, feminin = both_genders(libelle)
    return Appellation(
        id=f"appellation:{ogr}",
        provenance=provenance(),
        code_ogr=ogr,
        code_rome=code_rome,
        libelle=libelle,
        forme_masculine=masculin,
        forme_feminine=feminin,
    )


def competence(ogr, libelle, type_competence="savoir-faire"):
    return Competence(
        id=f"competence:{ogr}", provenance=provenance(), code_ogr=ogr, libelle=libelle, type=type_competence
    )


def fiche(code, titre, *, codes_rome=(), accroche=None, **facts):
    masculin, feminin = both_genders(titre)
    return Fiche(
        id=f"fiche:onisep:{code}",
        provenance=provenance("onisep", "Onisep", date_maj=date(2025, 10, 21)),
        code=code,
        type_editeur="public",
        titre=titre,
        titre_masculin=masculin,
        titre_feminin=feminin,
        codes_rome=codes_rome,
        version_rome="3" if codes_rome else None,
        accroche=(Section(paragraphes=(accroche,)),) if accroche else (),
        **facts,
    )


def formation(code, intitule, *, metiers=(), **facts):
    return Formation(
        id=f"formation:{code}",
        provenance=provenance("onisep", "Onisep"),
        code=code,
        intitule=intitule,
        metiers=tuple(LienMetier(libelle=name) for name in metiers),
        **facts,
    )


def certification(code, intitule, **facts):
    return Certification(
        id=f"certification:{code}", provenance=provenance(), code=code, intitule=intitule, **facts
    )


def action(code, *sessions, formation="FOR.1", lieu=None, organisme=None, **facts):
    departement, ville, *point = lieu or (None, None)
    latitude, longitude = point or (None, None)
    place = LieuFormation(code_departement=departement, ville=ville, latitude=latitude, longitude=longitude)
    return ActionFormation(
        id=f"action-formation:{code}",
        provenance=provenance(),
        numero=code,
        formation=f"formation:{formation}",
        organisme=organisme and f"organisme-formation:{organisme}",
        lieux=(place,) if lieu else (),
        sessions=sessions,
        **facts,
    )


def session(code_action, debut=None, fin=None, *, precision="jour", **facts):
    return SessionFormation(
        id=f"session-formation:{code_action}:1",
        provenance=provenance(),
        numero="1",
        action=f"action-formation:{code_action}",
        periode=Periode(debut=debut, fin=fin, precision=precision),
        **facts,
    )


def organisme(code, nom, **facts):
    return OrganismeFormation(id=f"organisme-formation:{code}", provenance=provenance(), nom=nom, **facts)


def structure(code, nom, *, departement=None, **facts):
    return Structure(
        id=f"structure:{code}",
        provenance=provenance(),
        code=code,
        nom=nom,
        code_departement=departement,
        **facts,
    )


def evenement(nom, debut, fin=None, **facts):
    code = blake2b(nom.encode(), digest_size=8).hexdigest()
    return Evenement(
        id=f"evenement:{code}",
        provenance=provenance(),
        code=code,
        uid=f"{nom}@exemple.fr",
        intitule=nom,
        debut=debut,
        fin=fin or debut,
        **facts,
    )


def innovante(code, intitule, **facts):
    return ActionInnovante(
        id=f"action-innovante:{code}", provenance=provenance(), code=code, intitule=intitule, **facts
    )


def aide(code, intitule, **facts):
    return Aide(
        id=f"aide:{code}",
        provenance=provenance(),
        code=code,
        intitule=intitule,
        nature="financement",
        objet="Payer.",
        reference="Un texte",
        editeur_officiel="Éditeur d'essai",
        date_verite=date(2025, 1, 1),
        **facts,
    )


def shelf_of(records, brief):
    """A shelf of records already in memory."""
    known = {record.code: (record, (record.provenance,)) for record in records}
    return Shelf(known.__getitem__, {code: brief(one) for code, (one, _) in known.items()})


def corpus(*records):
    """A corpus of the records, as if one source had given them all."""
    of = {
        cls: [r for r in records if isinstance(r, cls)] for cls in (Metier, Fiche, Formation, Certification)
    }
    appellations = {}
    for one in records:
        if isinstance(one, Appellation):
            appellations[one.code_rome] = (*appellations.get(one.code_rome, ()), one)
    return Corpus(
        metiers={m.code_rome: m for m in of[Metier]},
        appellations=appellations,
        competences={c.code_ogr: c for c in records if isinstance(c, Competence)},
        interets={},
        fiches={f.id: f for f in of[Fiche]},
        formations=shelf_of(of[Formation], FormationBrief.of),
        certifications=shelf_of(of[Certification], CertificationBrief.of),
        termes={},
        counts={"test": {"Metier": len(of[Metier])}},
        provenances={"test": provenance()},
        sources={},
    )
