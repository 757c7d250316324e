"""Two aids: one with an amount and its date, one without."""

from datetime import date

from mappings.records import Aide
from tests.web.samples import DEMO

AIDES = (
    Aide(
        id="aide:bourse",
        provenance=DEMO.model_copy(update={"url": "https://regles.example/bourse"}),
        code="bourse",
        intitule="Bourse du fournil",
        nature="revenu",
        objet="Manger pendant ses études.",
        situations=("etudiant",),
        obstacles=("revenu",),
        conditions=("Étudier le pain",),
        montant="12 € par mois",
        date_montant=date(2025, 1, 1),
        interlocuteurs=("Le service social",),
        editeur_officiel="Ministère du pain",
        date_verite=date(2025, 1, 1),
        a_verifier="non vérifié auprès de l'éditeur",
    ),
    Aide(
        id="aide:permis",
        provenance=DEMO,
        code="permis",
        intitule="Aide au permis de triporteur",
        sigle="APT",
        nature="aide-sociale",
        objet="Livrer le pain.",
        situations=("apprenti", "jeune"),
        obstacles=("transport",),
        interlocuteurs=("La mission locale",),
        reference="Code du pain, art. 1",
        editeur_officiel="Légifournil",
        date_verite=date(2024, 1, 1),
    ),
)
