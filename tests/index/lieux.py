"""A small country: enough homonyms, mergers and arrondissements to be lost in it."""

from datetime import date

from tests.index.factories import territoire

RHONE = ("departement:69", "region:84", "region:82")
LIEUX = (
    territoire("france", "FR", "France"),
    territoire("region", "84", "Auvergne-Rhône-Alpes", dans=("france:FR",)),
    territoire("region", "82", "Rhône-Alpes", date_fin=date(2016, 1, 1), devenu=("region:84",)),
    territoire("region", "83", "Auvergne", date_fin=date(2016, 1, 1), devenu=("region:84",)),
    territoire("region", "11", "Île-de-France", dans=("france:FR",)),
    territoire("region", "01", "Guadeloupe", dans=("france:FR",)),
    territoire("departement", "971", "Guadeloupe", dans=("region:01",)),
    territoire("departement", "69", "Rhône", dans=("region:84", "region:82")),
    territoire("departement", "42", "Loire", dans=("region:84", "region:82")),
    territoire("departement", "93", "Seine-Saint-Denis", dans=("region:11",)),
    territoire("bassin-emploi", "8428", "LYON CENTRE"),
    territoire("bassin-emploi", "8427", "GIER"),
    territoire(
        "commune",
        "69123",
        "Lyon",
        dans=("bassin-emploi:8428", *RHONE),
        nature="commune",
        codes_postaux=("69001", "69003"),
        latitude=45.75,
        longitude=4.83,
    ),
    territoire(
        "commune",
        "69383",
        "Lyon 3e Arrondissement",
        dans=("commune:69123", "bassin-emploi:8428", *RHONE),
        nature="arrondissement",
    ),
    territoire("commune", "69003", "Albigny", dans=RHONE, nature="commune", codes_postaux=("69250",)),
    territoire(
        "commune", "42218", "Saint-Étienne", dans=("departement:42", "region:84"), codes_postaux=("42000",)
    ),
    territoire(
        "commune",
        "42019",
        "Chabreloche-le-Neuf",
        dans=("departement:42", "region:84"),
        autres_noms=("Vieux-Bourg",),
        codes_postaux=("42130",),
    ),
    territoire("commune", "42020", "Vieux-Bourg", date_fin=date(2019, 1, 1), devenu=("commune:42019",)),
    territoire(
        "commune", "93066", "Saint-Denis", dans=("departement:93", "region:11"), codes_postaux=("93200",)
    ),
    territoire(
        "commune", "42999", "Saint-Denis", dans=("departement:42", "region:84"), codes_postaux=("42140",)
    ),
    territoire("commune", "42998", "Saint-Denis-le-Haut", dans=("departement:42", "region:84")),
    territoire("commune", "76351", "Le Havre", codes_postaux=("76600",)),
    territoire("commune", "28267", "Montreuil", codes_postaux=("28500",)),
    territoire("commune", "93048", "Montreuil", dans=("departement:93", "region:11")),
    *(
        territoire(
            "commune", f"010{n:02d}", f"Bourg-{chr(65 + n // 26)}{chr(65 + n % 26)}", dans=("region:84",)
        )
        for n in range(60)
    ),
    territoire("commune", "01099", "Bourg-Zénith", dans=("region:84",), codes_postaux=("01000",)),
)
