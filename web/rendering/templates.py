"""Templates, and all that they may call."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from index.annexes.structures.read import MOST_PER_RESEAU
from index.results import MAX_QUERY_LENGTH
from index.views import FICHE_DE_BRANCHE
from mappings.intitules import type_en_mots
from mappings.orientation import named_by
from web.addresses import links
from web.addresses.liens_externes import LiensExternes
from web.asked.inputs import MAX_KEPT
from web.blocks import facettes
from web.blocks.profil import Marques
from web.rendering.assets import Assets
from web.wording import chiffres, diplomes, periods, statuts, telephones, words
from web.wording.remplissage import champs_incomplets
from web.wording.sigles import Sigles

FOLDER = Path(__file__).parents[1] / "templates"


_CODE = re.compile(r"`([^`]+)`")
_TEXT = re.compile(r">[^<]*[:;?!«»][^<]*<")
"""What a page says between two tags, where it holds such a mark."""
_BREAKING = re.compile(r" (?=[:;?!»])|(?<=«) ")


def insecable(page: str) -> str:
    """No line starts with « : » or ends with « « »: these spaces of French do not break, whoever wrote them.

    Attributes stay as they are: a field sends back what was typed.
    """
    return _TEXT.sub(lambda said: _BREAKING.sub("\u00a0", said.group()), page)


def build_templates(assets: Assets, today: Callable[[], date], liens: LiensExternes) -> Environment:
    """A template is compiled when a page first needs it, then kept: all take a fifth of a cold start."""
    env = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        cache_size=-1,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals |= _helpers(assets, today, liens)
    env.filters |= {
        "en_ligne": _en_ligne,
        "nombre": words.nombre,
        "points": words.points,
        "date_fr": words.date_fr,
        "deux_genres": words.deux_genres,
        "niveau": words.niveau_en_mots,
        "type_diplome": type_en_mots,
        "sigles": Sigles().mark,
        "initiale": words.initiale,
        "telephone": telephones.telephone,
        "horaires": periods.horaires_en_mots,
        "minuscule": words.minuscule,
        "euros": words.euros,
        "public": words.PUBLICS.__getitem__,
        "de_nom": words.de_nom,
        "distance": words.distance_en_mots,
    }
    env.globals |= _words_of_figures(today)
    return env


def _en_ligne(texte: str) -> Markup:
    """The Markdown of the OpenAPI prose: `code` becomes an element, **bold** is dropped."""
    parts = _CODE.split(texte.replace("**", ""))
    return Markup().join(Markup("<code>{}</code>").format(p) if at % 2 else p for at, p in enumerate(parts))


def _words_of_figures(today: Callable[[], date]) -> dict[str, Any]:
    """What the pages of figures and places may call."""
    return {
        "avec_lieu": links.avec_lieu,
        "TOUTE_LA_FRANCE": links.TOUTE_LA_FRANCE,
        "url_territoire": links.url_territoire,
        "url_secteur": links.url_secteur,
        "url_nomme": links.url_nomme,
        "url_etablissements": links.url_etablissements,
        "url_etablissement": links.url_etablissement,
        "valeur": chiffres.valeur_en_mots,
        "de_quoi": chiffres.de_quoi,
        "lieu_mots": chiffres.lieu_en_mots,
        "nature_mots": chiffres.nature_en_mots,
        "annees": chiffres.annees_en_mots,
        "age": lambda periode, nature="observe": chiffres.age_en_mots(periode, today(), nature),
    }


def _helpers(assets: Assets, today: Callable[[], date], liens: LiensExternes) -> dict[str, Any]:
    """What every template may call."""
    return {
        "asset": assets.url,
        "marques": Marques().of,
        "url_of": links.url_of,
        "url_search": links.url_search,
        "url_demande": links.url_demande,
        "url_passerelle": links.url_passerelle,
        "url_suite": links.url_suite,
        **facettes.FOR_TEMPLATES,
        "url_ranking": links.url_ranking,
        "url_organisme": links.url_organisme,
        "url_structure": links.url_structure,
        "url_structures": links.url_structures,
        "nomme_par": named_by,
        "statut": statuts.en_mots,
        "champ": statuts.champ_en_mots,
        "url_conseiller": links.url_conseiller,
        "url_agenda": links.url_agenda,
        "url_innovantes": links.url_innovantes,
        "url_innovante": links.url_innovante,
        "quand": periods.quand,
        "ou_elle_se_mene": periods.ou_elle_se_mene,
        "mois_en_mots": periods.mois_en_mots,
        "lieu_evenement": periods.lieu_evenement,
        "url_offre": links.url_offre,
        "periode": periods.periode_en_mots,
        "MODALITES": words.MODALITES,
        "duree_en_mots": words.duree_en_mots,
        "diplome_en_mots": diplomes.diplome_en_mots,
        "titre_avec_type": diplomes.titre_avec_type,
        "lien_externe": liens.lien,
        "compte": words.compte,
        "champs_incomplets": champs_incomplets,
        "compte_genre": words.compte_genre,
        "compte_type": words.compte_type,
        "raison_en_mots": words.raison_en_mots,
        "fraicheur": lambda provenance: words.fraicheur(provenance, today()),
        "est_ancien": lambda provenance: words.est_ancien(provenance, today()),
        "ABSENT": words.ABSENT,
        "FICHE_DE_BRANCHE": FICHE_DE_BRANCHE,
        "ABSENT_MARQUE": Markup('<span class="absent">{}</span>').format(words.ABSENT),
        "GENRES": words.GENRES,
        "nature_en_mots": words.nature,
        "COMPRIS": words.COMPRIS,
        "MOTS_CLES": words.MOTS_CLES,
        "CHAMPS": words.CHAMPS,
        "VOIES": words.VOIES,
        "LIEUX_MAX": MOST_PER_RESEAU,
        "LONGUEUR_MAX": MAX_QUERY_LENGTH,
        "GARDEES_MAX": MAX_KEPT,
    }
