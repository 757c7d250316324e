"""Figures of the small country of `tests.index.lieux`, on real codes of métiers."""

from tests.index.factories import chiffre

BOULANGERS, RHONE, BASSIN, FRANCE = "fap2021:S0X42", "departement:69", "bassin-emploi:8428", "france:FR"
PROJETS = {"metier": BOULANGERS, "nature": "prevision"}
TENSION = {"metier": "fap2009:S0Z42", "unite": "niveau de 1 à 5", "source": "tensions"}
FEMMES = {"unite": "% des personnes en emploi", "source": "portraits", "champ": "France métropolitaine"}

CHIFFRES = (
    chiffre(
        "projets-recrutement",
        139,
        lieu=BASSIN,
        libelle_metier="Boulangers, pâtissiers",
        libelle_territoire="LYON CENTRE",
        details=(("part-difficiles", 77.0, "%"), ("projets-saisonniers", 12, "projets")),
        **PROJETS,
    ),
    chiffre("projets-recrutement", 9, lieu=BASSIN, champ="partie du bassin située ailleurs", **PROJETS),
    chiffre("projets-recrutement", 464, lieu=RHONE, est_minorant=True, est_calcule=True, **PROJETS),
    chiffre("projets-recrutement", None, lieu=FRANCE, est_secret=True, **PROJETS),
    chiffre(
        "projets-recrutement",
        20,
        metier="fap2021:A0X40",
        nature="prevision",
        lieu=BASSIN,
        libelle_metier="Agriculteurs",
    ),
    chiffre(
        "projets-recrutement", None, metier="fap2021:A0X42", nature="prevision", lieu=BASSIN, est_secret=True
    ),
    chiffre(
        "projets-recrutement", 3, lieu="bassin-emploi:8427", libelle_territoire="PAYS DU GIER", **PROJETS
    ),
    chiffre("tension", 4, lieu=RHONE, periode="2019", **TENSION),
    chiffre("tension", 5, periode="2019", **TENSION),
    *(
        chiffre("part-femmes", valeur, metier="fap2009:S0Z", periode=periode, **FEMMES)
        for periode, valeur in (("2003-2005", 20.0), ("1982-1984", 10.0), ("2017-2019", 22.21))
    ),
    chiffre(
        "part-femmes", 9.0, metier="fap2009:S0Z42", periode="2017-2019", libelle_metier="S0Z42", **FEMMES
    ),
    chiffre(
        "postes-a-pourvoir",
        9.1,
        metier="fap2009:S0Z;S1Z",
        lieu="region:84",
        periode="2019-2030",
        unite="milliers de postes",
        nature="prevision",
        source="horizon",
        libelle_metier="Alimentation et cuisine",
        codes_regroupes=("S0Z", "S1Z"),
    ),
    *(
        chiffre(
            "emploi-6-mois",
            valeur,
            metier="",
            lieu="etablissement:0690001A",
            periode=periode,
            unite="% des sortants",
            source="insertion",
            libelle_territoire="CFA METIERS DE LA COIFFURE",
            codes_parents=("territoire:region:84",),
            details=details,
        )
        for periode, valeur, details in (
            ("2021-2022", 61, (("emploi-12-mois", 65, "% des sortants"),)),
            ("2022-2023", None, ()),
        )
    ),
)
