import subprocess
import sys

import pytest

from debouches.errors import ConfigError
from mappings.vocabulary import Diplome, Outil, load_vocabularies
from nlp import gazetteer as gazetteer_module
from nlp.analysis import Analyser, read_forms
from nlp.gazetteer import Exclusion, Gazetteer, Regles, Terme, read_gazetteer
from nlp.keywords import KeywordExtractor
from nlp.normalise import normalise

ALL = ("lieu", "condition", "outil", "competence", "qualification")


def extractor(*excluded):
    vocabularies = load_vocabularies()
    stop_words = (normalise(line.mot) for line in vocabularies.mots_vides.grammaire)
    gazetteer = Gazetteer(
        lieux=(
            Terme("atelier", "essai"),
            Terme("hôpital", "essai"),
            Terme("bureau", "essai"),
            Terme("bureau d'études", "essai"),
        ),
        conditions=(Terme("astreintes", "essai", formes=("astreinte",)),),
        regles=Regles(
            natures={"machine": "outil", "technique": "competence", "langage": "outil"},
            champs={},
            exclus=(Exclusion(excluded, "essai"),) if excluded else (),
        ),
        outils=(
            Outil("rectifieuse", ("H2904",), "machine", "essai"),
            Outil("Swift", ("M1805",), "langage", "essai"),
            Outil("SIG", ("M1808",), "machine", "essai"),
            Outil("bijou", ("B1604",), "produit", "essai"),
            Outil("impression 3D", ("H2906",), "technique", "essai"),
        ),
        diplomes=(
            Diplome(("but",), "BUT", "essai"),
            Diplome(("cap",), "CAP", "essai"),
            Diplome(("bac pro",), "bac professionnel", "essai"),
        ),
    )
    return KeywordExtractor(Analyser(stop_words=stop_words, forms=read_forms()), gazetteer.entries())


def said(text, types=ALL, *, excluded=()):
    return [(found.type, found.libelle) for found in extractor(*excluded).extract(text, types)]


def test_a_keyword_is_recognised_through_plural_and_accents():
    assert said("Plusieurs nuits d'ASTREINTES par mois.") == [("condition", "astreintes")]
    assert said("Il règle des rectifieuses.") == [("outil", "rectifieuse")]


def test_the_name_of_a_person_is_not_the_machine_of_the_same_root():
    assert said("Le rectifieur travaille avec soin.") == []


def test_only_whole_words_are_recognised():
    assert said("Le capitaine et l'astreignant.") == []


def test_a_place_needs_a_preposition_of_place():
    assert said("Elle travaille dans un hôpital.") == [("lieu", "hôpital")]
    assert said("Un directeur d'hôpital la recrute.") == []


def test_a_place_joined_to_a_place_is_a_place():
    assert said("En atelier ou à l'hôpital, ou un bureau.") == [
        ("lieu", "atelier"),
        ("lieu", "hôpital"),
        ("lieu", "bureau"),
    ]


def test_the_longest_term_wins():
    assert said("Il dessine en bureau d'études.") == [("lieu", "bureau d'études")]


@pytest.mark.parametrize("text", ["Aucun CAP exigé.", "Pas besoin d'un CAP.", "Sans bac pro ni CAP."])
def test_a_negated_mention_is_never_taken(text):
    assert said(text) == []


def test_a_negation_ends_with_its_sentence():
    assert said("Ce n'est pas simple. Un CAP est demandé.") == [("qualification", "CAP")]


def test_a_short_diploma_is_one_only_in_capitals():
    assert said("Un BUT est demandé.") == [("qualification", "BUT")]
    assert said("Dans le but d'apprendre, il met le cap au nord.") == []


def test_a_name_is_recognised_only_with_its_capitals():
    assert said("Il programme en Swift et consulte le SIG.") == [("outil", "Swift"), ("outil", "SIG")]
    assert said("Un swift gracieux, un sig.") == []


def test_a_term_that_misleads_is_left_out():
    assert said("Il maîtrise l'impression 3D.") == [("competence", "impression 3D")]
    assert said("Il maîtrise l'impression 3D.", excluded=("impression 3D",)) == []


def test_a_nature_without_type_is_not_extracted():
    assert said("Il répare un bijou.") == []


def test_only_the_types_asked_for_are_given():
    assert said("Un CAP, puis des astreintes.", ("condition",)) == [("condition", "astreintes")]


def test_the_evidence_is_written_as_in_the_source():
    text = "Œuvrer à l’hôpital… C'est un rôle d’équipe, œuvre de patience, et parfois d’ASTREINTES, la nuit."
    place, condition = extractor().extract(text, ALL)
    assert place.mots == "hôpital"
    assert condition.mots == "ASTREINTES"
    assert "parfois d’ASTREINTES, la nuit" in condition.extrait


def test_a_long_sentence_is_cut_between_words():
    text = "mot " * 60 + "astreintes " + "mot " * 60
    (found,) = extractor().extract(text, ALL)
    assert found.extrait.startswith("… mot mot")
    assert found.extrait.endswith("mot …")
    assert len(found.extrait) < 150


def test_the_vocabularies_of_the_repository_are_readable_and_say_each_form_once():
    gazetteer = read_gazetteer(load_vocabularies())
    forms = [
        normalise(form)
        for terms in (gazetteer.lieux, gazetteer.conditions)
        for t in terms
        for form in t.reconnus
    ]
    assert sorted({form for form in forms if forms.count(form) > 1}) == []
    assert gazetteer.contextes["En atelier"] == ("lieu", "atelier")


def test_a_vocabulary_badly_written_is_a_clear_error(tmp_path, monkeypatch):
    (tmp_path / "lieux.yml").write_text("- {nom: atelier}", encoding="utf-8")
    (tmp_path / "conditions.yml").write_text("[]", encoding="utf-8")
    monkeypatch.setattr(gazetteer_module, "FOLDER", tmp_path)
    with pytest.raises(ConfigError, match="mots clés mal écrit"):
        read_gazetteer(load_vocabularies())


def test_neither_searching_nor_serving_imports_spacy():
    program = "import sys, web.serving.app, index.searching.search; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
