"""Two sites that say the same things: one in JSON-LD, microdata and RDFa, the other in plain HTML."""

import json
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path
from typing import Any

import yaml

from tests.crawler.publisher import Answer, Publisher, content

SAMPLES = Path(__file__).parent / "samples"

METIERS: dict[str, dict[str, Any]] = {
    "passeur": {
        "titre": "Passeur / Passeuse de marais",
        "rome": "N3102",
        "synonymes": ["Batelier du marais", "Conducteur de barque"],
        "mots_cles": ["barque", "marais", "tourisme"],
        "travail": [
            "Il conduit la barque d'une rive à l'autre.",
            "Il parle aux visiteurs des oiseaux d'ici.",
        ],
        "savoir": ["Tenir la perche", "Lire le vent"],
        "acces": ["On apprend auprès d'un ancien, en deux saisons."],
        "conditions": ["Dehors, d'avril à octobre, souvent le dimanche."],
        "apres": ["Débutant : 1 900 € par mois.", "On peut acheter sa barque."],
        "jour": "2024-03-12",
        "dit": "12 mars 2024",
    },
    "coupeur": {
        "titre": "Coupeur / Coupeuse de roseaux",
        "rome": "A1203",
        "synonymes": ["Faucheur du marais"],
        "mots_cles": ["roseau", "toiture"],
        "travail": ["Elle coupe le roseau en hiver."],
        "savoir": ["Aiguiser une faux"],
        "acces": ["Sans diplôme."],
        "conditions": [],
        "apres": [],
        "jour": "2023-11-02",
        "dit": "2 novembre 2023",
    },
    "garde": {
        "titre": "Garde du marais",
        "rome": "A1204",
        "synonymes": ["Gardien de la réserve"],
        "mots_cles": ["réserve", "oiseaux"],
        "travail": ["Il compte les oiseaux.", "Il surveille l'eau."],
        "savoir": ["Reconnaître un chant"],
        "acces": ["Un concours ouvert après le baccalauréat."],
        "conditions": ["De jour comme de nuit."],
        "apres": ["Chef de secteur après dix ans."],
        "jour": "2022-01-05",
        "dit": "5 janvier 2022",
    },
}
FORMATION = {
    "intitule": "Certificat de conduite de barque",
    "bref": ["Un an dans le marais.", "Un examen sur l'eau."],
    "acces": ["Savoir nager."],
    "duree": "1 an",
    "mots_cles": ["barque", "eau"],
    "jour": "2024-06-01",
}


def _paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts)


def _page(head: str, body: str) -> bytes:
    head = f'<meta charset="utf-8">{head}'
    return f'<!DOCTYPE html><html lang="fr"><head>{head}</head><body>{body}</body></html>'.encode()


def _occupation(metier: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "Occupation",
        "name": metier["titre"],
        "alternateName": metier["synonymes"],
        "occupationalCategory": {"@type": "CategoryCode", "codeValue": metier["rome"]},
        "keywords": ", ".join(metier["mots_cles"]),
        "responsibilities": _paragraphs(metier["travail"]),
        "skills": _paragraphs(metier["savoir"]),
        "qualifications": _paragraphs(metier["acces"]),
        "estimatedSalary": _paragraphs(metier["apres"]),
        "additionalProperty": [
            {"@type": "PropertyValue", "name": "Conditions de travail", "value": text}
            for text in metier["conditions"]
        ],
        "dateModified": metier["jour"],
    }


def json_ld(metier: Mapping[str, Any]) -> bytes:
    """As Yoast does: a graph, with the site and the trail of crumbs."""
    crumbs = {"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "name": "Accueil"}]}
    script = json.dumps({"@context": "https://schema.org", "@graph": [crumbs, _occupation(metier)]})
    return _page(f'<script type="application/ld+json">{script}</script>', f"<h1>{metier['titre']}</h1>")


def microdata(metier: Mapping[str, Any]) -> bytes:
    return _page(
        "", f'<main itemscope itemtype="https://schema.org/Occupation">{_marked("itemprop", metier)}</main>'
    )


def rdfa(metier: Mapping[str, Any]) -> bytes:
    marked = _marked("property", metier).replace("itemscope itemtype", "typeof")
    return _page("", f'<main vocab="https://schema.org/" typeof="Occupation">{marked}</main>')


def _marked(attribute: str, metier: Mapping[str, Any]) -> str:
    def tag(name: str, value: str, element: str = "div") -> str:
        return f'<{element} {attribute}="{name}">{value}</{element}>'

    condition = "PropertyValue" if attribute == "property" else "https://schema.org/PropertyValue"
    conditions = "".join(
        f'<div {attribute}="additionalProperty" itemscope itemtype="{condition}">'
        f"{tag('name', 'Conditions de travail', 'b')} {tag('value', escape(text), 'span')}</div>"
        for text in metier["conditions"]
    )
    return "".join(
        [
            tag("name", metier["titre"], "h1"),
            *(tag("alternateName", name, "p") for name in metier["synonymes"]),
            tag("occupationalCategory", metier["rome"], "p"),
            f'<meta {attribute}="keywords" content="{", ".join(metier["mots_cles"])}">',
            tag("responsibilities", _paragraphs(metier["travail"])),
            tag("skills", _paragraphs(metier["savoir"])),
            tag("qualifications", _paragraphs(metier["acces"])),
            tag("estimatedSalary", _paragraphs(metier["apres"])) if metier["apres"] else "",
            conditions,
            f'<time {attribute}="dateModified" datetime="{metier["jour"]}">{metier["dit"]}</time>',
        ]
    )


def course() -> bytes:
    said = {
        "@context": "https://schema.org",
        "@type": "Course",
        "name": FORMATION["intitule"],
        "description": _paragraphs(FORMATION["bref"]),
        "coursePrerequisites": _paragraphs(FORMATION["acces"]),
        "timeRequired": "P1Y",
        "keywords": FORMATION["mots_cles"],
        "dateModified": FORMATION["jour"],
    }
    return _page(f'<script type="application/ld+json">{json.dumps(said)}</script>', "")


SYNTAXES: dict[str, Callable[[Mapping[str, Any]], bytes]] = {
    "passeur": json_ld,
    "coupeur": microdata,
    "garde": rdfa,
}


def marked_site() -> dict[str, Answer]:
    """Each métier in a syntax of its own; the list has two pages."""
    first = _page(
        "", '<a href="passeur?utm_source=x#haut">1</a> <a href="coupeur">2</a> <a href="?page=2">suite</a>'
    )
    second = _page(
        "",
        '<a href="/metiers/garde">3</a><a href="/metiers/?page=1">avant</a>'
        '<a href="../formations/barque">F</a>',
    )
    pages = {f"/metiers/{code}": SYNTAXES[code](metier) for code, metier in METIERS.items()}
    pages |= {
        "/metiers/": first,
        "/metiers/?page=2": second,
        "/metiers/?page=1": first,
        "/formations/barque": course(),
    }
    return {path: html(body) for path, body in pages.items()}


def plain_metier(metier: Mapping[str, Any]) -> bytes:
    after = f"<h2>Et après&nbsp;?</h2>{_paragraphs(metier['apres'])}" if metier["apres"] else ""
    where = f"<h3>Où et quand</h3>{_paragraphs(metier['conditions'])}" if metier["conditions"] else ""
    body = (
        "<header>Le marais</header><nav><a href='/index.php?p=1'>Liste</a></nav>"
        f"<h1>{metier['titre']}</h1><p class='chapeau'>Un métier d'avenir !</p>"
        f"<table><tr><td class='rome'>{metier['rome']}</td></tr></table>"
        f"<h2>Autres noms</h2><p>{', '.join(metier['synonymes'])}</p>"
        f"<div id='travail'>{_paragraphs(metier['travail'])}</div>"
        f"<ul id='savoir'>{''.join(f'<li>{text}</li>' for text in metier['savoir'])}</ul>"
        f"<h2>Comment y accéder</h2>{_paragraphs(metier['acces'])}{where}{after}"
        "<div class='partage'>Partager</div><footer>Le site du marais</footer>"
        f"<p class='maj'>Fiche mise à jour le {metier['dit']}</p>"
    )
    return _page(f'<meta name="keywords" content="{", ".join(metier["mots_cles"])}">', body)


def plain_site() -> dict[str, Answer]:
    """Windows-1252 without saying so, everything in the query."""
    links = "".join(f"<a href='fiche.php?metier={code}'>{code}</a>" for code in METIERS)
    index = _page(
        "",
        f"{links}<a href='formation.php?n=barque'>F</a><a href='index.php?p=2'>2</a>"
        "<a href='/agenda/'>Agenda</a>",
    )
    formation = _page(
        "",
        f"<h1>{FORMATION['intitule']}</h1><div class='bref'>{_paragraphs(FORMATION['bref'])}</div>"
        f"<p class='acces'>{FORMATION['acces'][0]}</p><p class='duree'>{FORMATION['duree']}</p>"
        f"<ul class='themes'>{''.join(f'<li>{word}</li>' for word in FORMATION['mots_cles'])}</ul>"
        "<p>Dernière mise à jour : 01/06/2024</p>",
    )
    pages = {f"/fiche.php?metier={code}": plain_metier(metier) for code, metier in METIERS.items()}
    pages |= {
        "/index.php": index,
        "/index.php?p=1": index,
        "/index.php?p=2": index,
        "/formation.php?n=barque": formation,
    }
    recoded = (
        body.replace(b'<meta charset="utf-8">', b"").decode().encode("cp1252") for body in pages.values()
    )
    return {path: html(body) for path, body in zip(pages, recoded, strict=True)}


def html(body: bytes, status: int = 200) -> Answer:
    return content(body, status, kind="text/html")


def declare(root: Path, name: str, server: Publisher, **changes: Any) -> Path:
    """A catalogue of one site, served on the loopback."""
    text = (SAMPLES / name / "source.yml").read_text(encoding="utf-8")
    declared = yaml.safe_load(text.replace("http://site.exemple", server.url))
    declared["site"] |= changes
    folder = root / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "source.yml").write_text(yaml.safe_dump(declared, allow_unicode=True), encoding="utf-8")
    return root
