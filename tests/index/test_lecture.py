"""Levels, places and refusals said in a query: understood apart, shown, and undone by quotation marks."""

import pytest

from index.facets import Filtres
from index.lexicon import LexiconBuilder
from index.lieux.model import Lieu
from index.query.lieux import PlaceNames, PlaceReader
from index.query.requetes import read_lecture
from index.query.typed import Span, read_typed
from index.query.understand import Obtenu, QueryReader
from index.query.words import read_query_words
from index.relevance import read_relevance
from index.tools import read_tools
from nlp.langue import Langue, table_of

TOOLS = read_tools()
NAMES = (
    *("Boulanger", "Maçon", "Cuisine", "Serveur", "Vendeur de nuit", "Ingénieur INSA Lyon", "École de Lyon"),
    *(
        "Contrôle non destructif",
        "Informatique",
        "Animaux",
        "Travailler dehors",
        "Pas de bureau",
        "CAP",
        "BTS",
        "BUT",
        "Licence",
        "Master",
        "Sans diplôme",
        "Paris",
        "Bouger",
        "Parler anglais",
        "Ne pas bouger",
        "Ne pas tenir en place",
        "Tenir une caisse",
        "Télétravail",
        "Bien gagner sa vie sans diplôme",
        "Payé",
    ),
    *("Machine à bois",) * 9,
)
FRENCH = Langue(table_of([("baleine", "baleine"), ("etalon", "etalon")]))
LYON = Lieu(id="commune-69123", niveau="commune", code="69123", libelle="Lyon", contexte="69", millesime=2025)
PLACES = (
    {
        nom: LYON.model_copy(update={"id": f"commune-{nom}", "libelle": nom})
        for nom in (
            *("lyon", "bretagne", "macon", "bois", "courbevoie", "saint malo", "angers", "paris", "cluny"),
            *("bresse", "bourg en bresse", "boulangercuisine", "sens", "douze", "baleine"),
        )
    }
    | {"etalon": LYON.model_copy(update={"id": "commune-etalon", "libelle": "Étalon"})}
    | {"macon": LYON.model_copy(update={"id": "commune-macon", "libelle": "Mâcon"})}
    | {"reunion": LYON.model_copy(update={"id": "commune-reunion", "libelle": "La Réunion"})}
    | {"montreal": LYON.model_copy(update={"id": "commune-montreal", "libelle": "Montréal"})}
)
CODES = {
    "69": (LYON.model_copy(update={"id": "departement-69", "niveau": "departement", "libelle": "Rhône"}),),
    "11290": (PLACES["cluny"], PLACES["montreal"]),
}


NAMED = {"Vendeur De Nuit", "vendeur à macon", "école boulanger Lyon"}


def key(nom):
    return TOOLS.ecritures.cle(nom)


def named(nom):
    return tuple(PLACES[k] for k in [key(nom)] if k in PLACES)


def is_a_name(text):
    return "INSA" in text or text in NAMED


@pytest.fixture(scope="module")
def looked_up():
    return []


@pytest.fixture(scope="module")
def reader(looked_up):
    builder = LexiconBuilder(langue=FRENCH)
    for name in NAMES:
        builder.add_label(TOOLS.analyser.keys(name), TOOLS.analyser.words(name), is_name=True)
    lexicon = builder.build()

    def looked(nom):
        looked_up.append(nom)
        return named(nom)

    landmarks = frozenset({"lyon", "bretagne", "macon", "angers", "paris", "sens", "reunion"})
    names = PlaceNames(
        nommes=looked,
        par_code=lambda code: CODES.get(code, ()),
        cle=key,
        reperes=landmarks,
        mots_de_reperes=landmarks,
        is_a_name=is_a_name,
        is_named_so=lambda text, words: is_a_name(text) and words != "boulanger Lyon",
    )
    words = read_query_words(TOOLS.vocabularies, TOOLS.analyser, TOOLS.families)
    places = PlaceReader(names, lexicon, read_lecture())
    return QueryReader(TOOLS.analyser, lexicon, read_relevance(), words, places)


def place(reader, q):
    found = reader.read(q).lieu
    return found and found.id.removeprefix("commune-")


def searched(reader, q):
    return [term.mot for term in reader.read(q).plan.termes if not term.est_appui]


def chips(reader, q):
    return [(one.nature, one.mots) for one in reader.read(q).understood]


@pytest.mark.parametrize(
    ("q", "niveaux"),
    [
        ("boulanger bac+2", ("5",)),
        ("boulanger bac + 2", ("5",)),
        ("boulanger Bac +2", ("5",)),
        ("boulanger niveau 4", ("4",)),
        ("après la 3e boulanger", ("3", "4")),
        ("boulanger après un bac pro", ("4", "5")),
        ("boulanger sans le bac", ("sans-diplome", "1", "2", "3")),
        ("lycée pro boulanger", ("3", "4")),
        ("boulanger sans études", ("sans-diplome", "1", "2", "3")),
    ],
)
def test_a_level_narrows_and_is_not_searched(reader, q, niveaux):
    understanding = reader.read(q)
    assert understanding.filtres == Filtres(niveau=niveaux)
    assert searched(reader, q) == ["boulanger"]
    assert [one.nature for one in understanding.understood] == ["niveau"]


def test_undoing_a_level_searches_its_words(reader):
    undone = reader.read("boulanger bac + 2").understood[0].q_sans
    assert undone == 'boulanger "bac+2"'
    assert not reader.read(undone).filtres
    assert not any(one.nature == "niveau" for one in reader.read(undone).understood)


def test_a_diploma_is_a_word_of_names_and_its_level_is_said(reader):
    understanding = reader.read("CAP boulanger")
    assert searched(reader, "CAP boulanger") == ["cap", "boulanger"]
    assert [(one.nature, one.texte) for one in understanding.understood] == [("diplome", "CAP (niveau 3)")]
    assert understanding.names_diploma
    assert not understanding.filtres
    assert not reader.read('"CAP" boulanger').names_diploma


@pytest.mark.parametrize(
    ("q", "mots"),
    [
        ("certificat d'aptitude professionnelle cuisine", ["cap", "cuisine"]),
        ("DUT informatique", ["but", "informatique"]),
        ("L3 informatique", ["licence", "informatique"]),
        ("m1 informatique", ["master", "informatique"]),
    ],
)
def test_a_diploma_is_searched_as_titles_write_it(reader, q, mots):
    assert searched(reader, q) == mots
    assert [nature for nature, _ in chips(reader, q)] == ["diplome"]


def test_a_diploma_alone_is_one_however_it_is_written(reader):
    assert reader.read("certificat d'aptitude professionnelle").diplomes_seuls


@pytest.mark.parametrize(
    ("q", "lue"),
    [
        ("CAP plomberie à Nantes", "CAP monteur en installations sanitaires, plombier à Nantes"),
        ("bac STG", "bac STMG"),
        ("« bac STG »", "« bac STG »"),
    ],
)
def test_a_diploma_that_has_another_title_today_is_searched_by_it(reader, q, lue):
    read = reader.read(q)
    assert (read.q, read.lue) == (q, lue)
    assert reader.read(q, exactly=True).lue == q


def test_diplomas_alone_are_told_apart(reader):
    assert [one.valeurs for one in reader.read("CAP ou licence").diplomes_seuls] == [("cap",), ("licence",)]
    assert reader.read("CAP boulanger").diplomes_seuls == ()


@pytest.mark.parametrize("q", ["sans diplôme", "métier sans diplôme", "je cherche un emploi sans diplôme"])
def test_a_level_that_is_a_wish_ranks_what_has_it_when_nothing_else_is_said(reader, q):
    understanding = reader.read(q)
    assert understanding.filtres
    assert [term.alternatives[0].cle for term in understanding.plan.termes if not term.est_appui] == [
        "sans_diplome"
    ]
    assert not understanding.diplomes_seuls


@pytest.mark.parametrize("q", ["agent de maîtrise", "gardien de but", "licence de pilote", "TP"])
def test_a_word_that_is_a_diploma_elsewhere_is_not_one_here(reader, q):
    assert not reader.read(q).names_diploma


@pytest.mark.parametrize(
    ("q", "lieu", "rest"),
    [
        ("boulanger à Lyon", "lyon", "boulanger"),
        ("boulanger a lyon", "lyon", "boulanger"),
        ("boulanger lyon", "lyon", "boulanger"),
        ("lyon boulanger", "lyon", "boulanger"),
        ("boulanger à Lyon, en alternance", "lyon", "boulanger"),
        ("cuisine Bretagne", "bretagne", "cuisine"),
        ("cuisine en région Bretagne", "bretagne", "cuisine"),
        ("boulanger 69", "Rhône", "boulanger"),
        ("boulanger dans le 69", "Rhône", "boulanger"),
        ("boulanger (69)", "Rhône", "boulanger"),
        ("serveur à Courbevoie", "courbevoie", "serveur"),
        ("serveur courbevoie", "courbevoie", "serveur"),
        ("serveur près de Saint-Malo", "saint malo", "serveur"),
        ("serveur près d'Angers", "angers", "serveur"),
        ("boulanger à Mâcon", "Mâcon", "boulanger"),
        ("CAP à Lyon", "lyon", "cap"),
        ("cap a lyon", "lyon", "cap"),
        ("BTS à Lyon", "lyon", "bts"),
        ("CAP Lyon", "lyon", "cap"),
        ("boulanger Lyon 18 ans", "lyon", "boulanger"),
        ("boulanger Lyon en alternance", "lyon", "boulanger"),
        ("boulanger Lyon temps partiel", "lyon", "boulanger"),
        ("boulanger 69 en apprentissage", "Rhône", "boulanger"),
        ("serveur courbevoie H/F", "courbevoie", "serveur"),
        ("boulanger Paris 15", "paris", "boulanger"),
        ("boulanger à Lyon 3e", "lyon", "boulanger"),
        ("boulanger autour de Baleine", "baleine", "boulanger"),
        ("boulanger Montréal 11290", "Montréal", "boulanger"),
        ("boulanger 11290", "cluny", "boulanger"),
    ],
)
def test_a_place_is_understood_and_not_searched(reader, q, lieu, rest):
    assert reader.read(q).lieu.libelle == lieu
    assert [mot for mot in searched(reader, q) if mot != "alternance"] == [rest]


@pytest.mark.parametrize(
    "q",
    [
        "maçon",
        "boulanger maçon",
        "machine à bois",
        "ingénieur INSA Lyon",
        "boulanger",
        'serveur "à Lyon"',
        "métier autour de la baleine",
        "boulanger à Montréal",
        "boulanger Montréal",
    ],
)
def test_a_word_of_the_corpus_is_not_a_place(reader, q):
    assert reader.read(q).lieu is None


def test_a_place_that_a_longer_name_writes_elsewhere_is_a_place(reader):
    assert place(reader, "école boulanger Lyon") == "lyon"
    assert place(reader, "INSA Lyon") is None


@pytest.mark.parametrize("q", ["école Lyon boulanger", "CAP lyon vente de nuit"])
def test_a_landmark_among_other_words_is_a_place(reader, q):
    assert place(reader, q) == "lyon"
    assert "lyon" not in searched(reader, q)


@pytest.mark.parametrize("q", ["vendeur de Lyon boulanger", "boulanger sens vente"])
def test_a_word_of_a_name_among_others_is_none(reader, q):
    assert place(reader, q) is None


def test_a_job_seeker_in_a_note_is_no_diploma(reader):
    assert chips(reader, "DE 45 ans boulanger") == []
    assert ("acronyme", "DE") in chips(reader, "DE boulanger")


@pytest.mark.parametrize(
    ("q", "service"),
    [
        ("je sors de prison boulanger", "conseil"),
        ("boulanger avec un casier", "conseil"),
        ("mon fils est autiste, boulanger", "handicap"),
        ("demandeur d'asile boulanger", "conseil"),
        ("arrêter l'école", "conseil"),
        ("DE longue durée", "bilan"),
        ("j'ai pas eu parcoursup", "inscription"),
    ],
)
def test_what_one_lives_is_no_skill_to_search(reader, q, service):
    understanding = reader.read(q)
    assert understanding.services == (service,)
    assert searched(reader, q) == (["boulanger"] if "boulanger" in q else [])
    assert not understanding.is_only_a_refusal


@pytest.mark.parametrize("q", ["pêche au casier", "conseiller pour sortants de prison", "aider un autiste"])
def test_those_who_are_helped_are_what_is_searched(reader, q):
    assert reader.read(q).services == ()


@pytest.mark.parametrize(
    "q", ["Lyon", "lyon", "formation Lyon", "un emploi à Lyon", "je cherche du travail à Lyon"]
)
def test_a_place_alone_is_one_and_nothing_is_searched_there(reader, q):
    assert place(reader, q) == "lyon"
    assert reader.read(q).plan.is_empty


@pytest.mark.parametrize("q", ["Sens", '"Lyon"', "Courbevoie"])
def test_a_word_alone_is_a_place_only_if_everyone_knows_it_as_one(reader, q):
    assert place(reader, q) is None


@pytest.mark.parametrize(("q", "mot"), [("télétravail à Lyon", "teletravail"), ("payé Lyon", "paye")])
def test_what_only_supports_others_is_searched_when_a_place_is_all_that_is_said_besides(reader, q, mot):
    assert place(reader, q) == "lyon"
    assert [term.mot for term in reader.read(q).plan.termes] == [mot]


def test_no_place_is_looked_up_for_words_of_the_corpus(reader, looked_up):
    looked_up.clear()
    for q in ("boulanger", "CAP cuisine", "vendeur de nuit", "travailler dehors"):
        reader.read(q)
    assert looked_up == []


@pytest.mark.parametrize(
    ("q", "said"),
    [
        ("je suis en terminale et j'aime les animaux", "en terminale"),
        ("terminale STMG, travailler avec des animaux", "terminale STMG,"),
        ("mon fils est en seconde et aime les animaux", "en seconde"),
    ],
)
def test_the_class_of_someone_is_told_and_neither_searched_nor_asked_for(reader, q, said):
    read = reader.read(q)
    assert ("situation", said) in chips(reader, q)
    assert searched(reader, q) == ["animaux"]
    assert not read.names_diploma
    assert not read.filtres


def test_what_comes_before_a_diploma_is_not_searched(reader):
    read = reader.read("licence après un BTS")
    assert searched(reader, "licence après un BTS") == ["licence"]
    assert read.diplomes_seuls


def test_a_diploma_says_its_level_better_than_the_one_it_comes_after(reader):
    assert reader.read("BTS après un CAP").filtres.niveau == ()
    assert reader.read("cuisine après un CAP").filtres.niveau == ("3", "4")


@pytest.mark.parametrize("q", ["pas bon en informatique", "n'est pas bonne en informatique"])
def test_what_one_is_not_good_at_is_refused_and_not_being_good(reader, q):
    assert [one.texte for one in reader.read(q).understood if one.nature == "refus"] == ["informatique"]


def test_undoing_a_place_searches_its_words(reader):
    assert reader.read("boulanger à Lyon").understood[0].q_sans == 'boulanger "à Lyon"'


@pytest.mark.parametrize(
    ("q", "said", "rest", "without"),
    [
        ("boulanger sans informatique", "sans informatique", ["boulanger"], "boulanger"),
        ("boulanger, pas d'informatique", "pas d'informatique", ["boulanger"], "boulanger,"),
        ("je ne veux pas travailler avec des animaux", "pas travailler avec des animaux", [], "je ne veux"),
        ("animaux mais pas avec des boulangers", "pas avec des boulangers", ["animaux"], "animaux mais"),
    ],
)
def test_what_is_refused_is_never_searched_as_its_contrary(reader, q, said, rest, without):
    understanding = reader.read(q)
    refused = next(one for one in understanding.understood if one.nature == "refus")
    assert (refused.mots, refused.q_sans) == (said, without)
    assert searched(reader, q) == rest
    assert understanding.ecarts[0].plan.termes


def test_a_refusal_that_is_a_wish_of_the_vocabulary_is_searched_as_it_is(reader):
    understanding = reader.read("pas de bureau")
    assert [term.alternatives[0].cle for term in understanding.plan.termes] == ["sans_bureau"]
    assert understanding.ecarts == ()
    assert chips(reader, "pas de bureau") == [("refus", "pas de bureau")]


def test_a_negated_word_of_a_name_refuses_nothing(reader):
    assert chips(reader, "contrôle non destructif") == []


@pytest.mark.parametrize("q", ["je ne sais pas quoi faire", "je sais pas quoi faire", "aucune idée"])
def test_not_to_know_is_no_refusal_and_is_not_searched(reader, q):
    assert reader.read(q).plan.termes == ()
    assert "refus" not in dict(chips(reader, q))
    assert searched(reader, f"{q} boulanger") == ["boulanger"]


def test_a_proposal_is_no_refusal(reader):
    assert searched(reader, "pourquoi pas boulanger") == ["boulanger"]


def test_words_of_wish_are_not_searched_for_want_of_others_beside_what_is_understood(reader):
    assert reader.read("je cherche un métier à Lyon").plan.is_empty


def test_a_mark_that_is_never_closed_quotes_nothing():
    assert read_typed('boulanger "à Lyon').tels_quels == frozenset()
    assert read_typed("« à Lyon » boulanger").tels_quels == frozenset({0, 1, 2, 3})
    assert read_typed('a "b c" d').avec_guillemets(Span(3, 4)) == 'a "b c" "d"'


def test_an_acronym_written_as_a_grammar_word_is_searched_by_its_words(reader):
    understanding = reader.read("DES")
    assert [one.nature for one in understanding.understood][:1] == ["acronyme"]
    assert not any(one.texte == "des" for one in understanding.understood)


@pytest.mark.parametrize("q", ["boulanger Mâcon", "boulanger Macon", "Boulanger Mâcon", "boulanger mâcon"])
def test_a_word_that_is_also_a_town_is_a_place_when_written_as_its_name(reader, q):
    assert place(reader, q) == "macon"
    assert searched(reader, q) == ["boulanger"]
    undone = reader.read(q).understood[0].q_sans
    assert undone == f'{q.split()[0]} "{q.split()[1]}"'
    assert place(reader, undone) is None


@pytest.mark.parametrize(
    "q", ["boulanger macon", "Maçon", "boulanger MACON", "Serveur Boulanger Macon", "zymologue Macon"]
)
def test_a_word_that_is_also_a_town_is_a_word_otherwise(reader, q):
    assert place(reader, q) is None


@pytest.mark.parametrize(
    "q",
    [
        "boulanger qui a du sens",
        "boulanger en douze mois",
        "boulanger dans douze",
        "la baleine et le boulanger",
        "serveur la baleine",
        "boulanger baleine",
        "boulanger étalon",
        "boulanger en réunion",
    ],
)
def test_a_word_that_is_also_a_commune_is_no_place_unless_it_is_said_so(reader, q):
    assert place(reader, q) is None


@pytest.mark.parametrize(
    ("q", "lieu"),
    [
        ("boulanger a sens", "sens"),
        ("boulanger Baleine", "baleine"),
        ("boulanger à baleine", "baleine"),
        ("boulanger en Douze", "douze"),
        ("boulanger à la réunion", "reunion"),
        ("boulanger en Réunion", "reunion"),
    ],
)
def test_a_commune_that_is_also_a_word_is_a_place_when_it_is_said_so(reader, q, lieu):
    assert place(reader, q) == lieu


def test_what_announces_a_place_also_joins_the_words_of_a_name(reader):
    assert place(reader, "vendeur à macon") is None
    assert place(reader, "vendeur à Macon") == "macon"
    assert place(reader, "boulanger à macon") == "macon"


def test_a_town_written_in_one_word_is_not_separated(reader):
    assert place(reader, "boulanger vendeurcuisine") is None
    assert reader.read("boulanger vendeurcuisine").lue == "boulanger vendeur cuisine"
    assert place(reader, "boulanger boulangercuisine") == "boulangercuisine"


def test_in_title_case_a_town_is_read_after_a_name_of_the_corpus(reader):
    assert place(reader, "Vendeur De Nuit Macon") == "macon"
    assert place(reader, "Vendeur De Macon") is None


@pytest.mark.parametrize("q", ["boulanger bourg en bresse", "boulanger à Bourg en Bresse"])
def test_the_longest_name_of_a_place_wins(reader, q):
    assert place(reader, q) == "bourg en bresse"
    assert searched(reader, q) == ["boulanger"]


@pytest.mark.parametrize("q", ["boulanger cluny", "boulanger Cluny"])
def test_a_commune_that_no_label_writes_is_a_place_at_the_end(reader, q):
    assert place(reader, q) == "cluny"


def test_a_capital_is_no_evidence_for_a_word_that_many_labels_write(reader):
    assert place(reader, "machine Bois") is None


@pytest.mark.parametrize(
    ("q", "lieux"),
    [
        ("vendeur dans une cuisine", [False, True]),
        ("serveur chez un boulanger", [False, True]),
        ("vendeur de nuit", [False, False]),
        ("dans une cuisine", [False]),
    ],
)
def test_words_that_say_where_come_after_those_that_say_who(reader, q, lieux):
    assert [term.est_lieu for term in reader.read(q).plan.termes] == lieux


@pytest.mark.parametrize(
    ("q", "said"),
    [
        ("tout sauf l'informatique", "l'informatique"),
        ("je déteste l'informatique", "l'informatique"),
        ("je ne veux plus être serveur", "serveur"),
        ("rien avec des animaux", "animaux"),
        ("je n'aime pas du tout les animaux", "animaux"),
    ],
)
def test_what_refuses_without_a_negation_refuses_too(reader, q, said):
    understanding = reader.read(q)
    assert [(one.nature, one.texte) for one in understanding.understood] == [("refus", said)]
    assert understanding.is_only_a_refusal


@pytest.mark.parametrize(
    ("q", "said"),
    [
        ("pas de personnes âgées mais des animaux", "personnes âgées"),
        ("pas de contact avec des personnes handicapées", "contact avec des personnes handicapées"),
        ("pas de personnes", "personnes"),
    ],
)
def test_whom_a_refusal_speaks_of_is_refused_with_it(reader, q, said):
    assert [one.texte for one in reader.read(q).understood if one.nature == "refus"] == [said]


def test_a_refusal_that_names_hold_is_one_when_nothing_comes_before(reader):
    assert chips(reader, "je n'aime pas le destructif") == [("refus", "pas le destructif")]
    assert chips(reader, "non destructif") == []
    assert chips(reader, "contrôle des machines non destructif") == []
    assert chips(reader, "les machines mais pas le destructif") == [("refus", "pas le destructif")]
    assert chips(reader, "les machines, pas le destructif") == [("refus", "pas le destructif")]


@pytest.mark.parametrize(
    ("q", "said", "refused"),
    [
        ("je parle pas anglais", "parle pas anglais", ["parler", "anglais"]),
        ("je ne parle pas anglais", "ne parle pas anglais", ["parler", "anglais"]),
        ("boulanger sans parler anglais", "sans parler anglais", ["parler", "anglais"]),
        ("je ne sais pas conduire un boulanger", "pas conduire un boulanger", ["boulanger"]),
        ("boulanger mais pas en cuisine", "pas en cuisine", ["cuisine"]),
        ("je suis allergique aux animaux", "allergique aux animaux", ["animaux"]),
    ],
)
def test_what_is_not_done_is_refused_with_its_verb_and_what_follows(reader, q, said, refused):
    understanding = reader.read(q)
    assert ("refus", said) in chips(reader, q)
    assert [term.mot for term in understanding.ecarts[0].plan.termes] == refused
    assert not set(refused) & set(searched(reader, q))


@pytest.mark.parametrize(
    ("q", "keys"),
    [
        ("un métier où on bouge pas", ["sans_bouger"]),
        ("mon fils ne tient pas en place", ["sans_tenir"]),
        ("un métier où l'on bouge peu", ["bouger"]),
    ],
)
def test_a_verb_that_is_not_done_may_be_a_wish(reader, q, keys):
    termes = reader.read(q).plan.termes
    assert [term.alternatives[0].cle for term in termes if not term.est_appui] == keys


def test_what_lessens_refuses_only_what_a_wish_refuses(reader):
    assert chips(reader, "peu de diplôme") == [("refus", "peu de diplôme")]
    assert chips(reader, "moins de cuisine") == []
    assert searched(reader, "un peu de cuisine") == ["cuisine"]


def test_who_they_are_is_no_refusal(reader):
    assert chips(reader, "aider ceux qui ne parlent pas anglais") != [("refus", "ne parlent pas anglais")]


@pytest.mark.parametrize("q", ["les animaux, ça ne me dérange pas", "je n'ai pas peur des animaux"])
def test_what_is_accepted_is_no_refusal(reader, q):
    assert searched(reader, q) == ["animaux"]
    assert chips(reader, q) == []


def test_a_turn_of_phrase_is_searched_otherwise_said_and_undone(reader):
    (chip,) = reader.read("travailler de chez moi").understood
    assert (chip.nature, chip.texte) == ("synonyme", "de chez moi → télétravail")
    assert searched(reader, "travailler de chez moi") == ["teletravail"]
    assert searched(reader, chip.q_sans) == ["travailler"]


def test_what_no_source_tells_only_supports_what_else_is_wanted(reader):
    supports = {term.mot: term.est_appui for term in reader.read("la cuisine bien payée").plan.termes}
    assert not supports["cuisine"]
    assert supports["gagner"]
    alone = {term.mot: term.est_appui for term in reader.read("un métier bien payé").plan.termes}
    assert not alone["gagner"]


def test_a_level_in_a_wish_that_is_known_is_searched_with_it(reader):
    termes = reader.read("métier bien payé sans diplôme").plan.termes
    assert [term.mot for term in termes] == ["bien", "gagner", "vie", "diplome"]
    assert [term.mot for term in reader.read("boulanger sans diplôme").plan.termes] == ["boulanger"]


def test_what_no_source_tells_is_said_and_stays_searched(reader):
    told = [one for one in reader.read("boulanger bien payé").understood if one.nature == "sans-donnee"]
    assert [one.mots for one in told] == ["bien payé"]
    plan = reader.read("boulanger bien payé").plan
    assert [term.mot for term in plan.termes] == ["boulanger", "bien", "gagner", "vie"]
    assert "sans-donnee" not in {one.nature for one in reader.read(told[0].q_sans).understood}


@pytest.mark.parametrize(
    ("q", "refused"),
    [
        ("pas d'école avec des animaux", "d'école"),
        ("pas d'études avec des animaux", "d'études"),
        ("sans contact avec des animaux", "contact avec des animaux"),
        ("pas travailler avec des animaux", "animaux"),
    ],
)
def test_what_follows_a_refused_study_is_wanted(reader, q, refused):
    [chip] = [one for one in reader.read(q).understood if one.nature == "refus"]
    assert chip.texte == refused
    assert ("animaux" in searched(reader, q)) is (refused in {"d'école", "d'études"})


@pytest.mark.parametrize(
    ("q", "said"),
    [
        ("boulanger pas à Paris", "Paris"),
        ("boulanger sauf Paris", "Paris"),
        ("boulanger, je ne veux pas partir à Paris", "Paris"),
        ("boulanger hors Paris", "Paris"),
        ("boulanger en dehors de Paris", "Paris"),
        ("boulanger sans alternance", "alternance"),
        ("pas en alternance boulanger", "alternance"),
        ("boulanger, je ne veux pas faire de BTS", "BTS"),
    ],
)
def test_a_place_a_way_or_a_diploma_that_is_refused_is_not_asked_for(reader, q, said):
    read = reader.read(q)
    assert [one.texte for one in read.understood if one.nature == "refus"] == [said]
    assert (read.lieu, read.filtres) == (None, Filtres())
    assert searched(reader, q) == ["boulanger"]
    assert [one.est_parcours for one in read.ecarts] == [True]


@pytest.mark.parametrize(
    "q", ["boulanger pas loin de Lyon", "pourquoi pas boulanger à Lyon", "je ne veux pas quitter Lyon"]
)
def test_a_negation_that_does_not_refuse_the_place_leaves_it_asked_for(reader, q):
    assert reader.read(q).lieu == PLACES["lyon"]
    assert reader.read(q).ecarts == ()


@pytest.mark.parametrize(
    ("q", "niveaux"),
    [
        ("boulanger sans BTS", ("sans-diplome", "1", "2", "3", "4")),
        ("je n'ai pas de licence, boulanger", ("sans-diplome", "1", "2", "3", "4", "5")),
        ("boulanger pas bac+2", ("sans-diplome", "1", "2", "3", "4")),
    ],
)
def test_a_diploma_that_one_does_not_have_asks_for_the_levels_under_it(reader, q, niveaux):
    assert reader.read(q).filtres == Filtres(niveau=niveaux)
    assert reader.read(q).ecarts == ()
    assert searched(reader, q) == ["boulanger"]


def test_a_diploma_that_is_refused_leaves_out_what_delivers_it(reader):
    assert reader.read("boulanger pas de BTS").ecarts[0].diplomes == ("bts",)


@pytest.mark.parametrize("q", ["BTS pas de bureau", "formations pas de bureau"])
def test_a_wish_that_refuses_does_not_lead_formations_to_metiers(reader, q):
    read = reader.read(q)
    assert [one.nature for one in read.understood if one.nature == "refus"] == ["refus"]
    assert [one.est_parcours for one in read.ecarts] == [False]
    assert "sans_bureau" not in {one.cle for term in read.plan.termes for one in term.alternatives}


@pytest.mark.parametrize(
    ("q", "service", "rest"),
    [
        ("boulanger en candidat libre", "libre", ["boulanger"]),
        ("cuisine à distance", "distance", ["cuisine"]),
        ("comment financer son CAP", "financement", ["cap"]),
        ("cuisine pas cher", "financement", ["cuisine"]),
        ("trop vieux pour la cuisine", "bilan", ["cuisine"]),
        ("garantie jeunes", "conseil", []),
        ("cours de français", "conseil", []),
        ("cuisine, je parle pas bien français", "conseil", ["cuisine"]),
        ("j'ai 50 ans que faire", "idees", []),
    ],
)
def test_what_is_asked_of_a_site_is_not_searched(reader, q, service, rest):
    assert reader.read(q).services == (service,)
    assert reader.read(q).filtres == Filtres()
    assert searched(reader, q) == rest


@pytest.mark.parametrize(
    "q", ["travailler à distance", "formateur à distance", "chargé de financement", "prof de français"]
)
def test_nor_is_it_asked_by_who_works_so(reader, q):
    assert reader.read(q).services == ()


@pytest.mark.parametrize(
    ("q", "obtenu"),
    [
        ("après un BTS cuisine", Obtenu("BTS", "BTS cuisine")),
        ("que faire après mon CAP boulanger", Obtenu("CAP", "CAP boulanger")),
        ("après un BTS", None),
        ("licence après un BTS cuisine", None),
        ("BTS cuisine", None),
    ],
)
def test_a_diploma_that_one_has_is_named_with_what_follows_it(reader, q, obtenu):
    assert reader.read(q).obtenu == obtenu


def test_what_is_excepted_is_refused_though_names_say_it_negated(reader):
    read = reader.read("boulanger sauf destructif")
    assert [one.texte for one in read.understood if one.nature == "refus"] == ["destructif"]
    assert searched(reader, "boulanger sauf destructif") == ["boulanger"]


@pytest.mark.parametrize("q", ["BTS sans le bac", "BTS après un CAP", "BTS niveau CAP"])
def test_a_diploma_that_is_named_says_its_own_level(reader, q):
    assert reader.read(q).filtres.niveau == ()
    assert reader.read(q).names_diploma


def test_a_level_above_the_diploma_that_is_named_is_asked_for(reader):
    assert reader.read("BTS bac+5").filtres.niveau == ("7",)
