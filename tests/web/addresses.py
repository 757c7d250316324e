"""Every address of the site: the tests of structure, errors and speech walk all of them."""

PAGES = (
    "/",
    "/recherche",
    "/recherche?groupe=formation",
    "/recherche?q=boulanger",
    "/recherche?q=boulanger&groupe=formation&page=2",
    "/recherche?q=introuvable",
    "/metiers/D1102",
    "/metiers/MET.98",
    "/metiers/MET.99",
    "/formations/FOR.1563",
    "/formations/FOR.2",
    "/formations/FOR.1563?departement=69",
    "/formations/FOR.1563?passees=1",
    "/organismes/12345678901234",
    "/certifications/RNCP38565",
    "/certifications/RNCP500",
    "/certifications/RNCP600",
    "/certifications/RS5801",
    "/explorer",
    "/explorer/D",
    "/sources",
    "/classement",
    "/classement/resultat?q=boulanger&code=D1102",
    "/api-et-donnees",
    "/accessibilite",
    "/verifier",
    "/mentions",
    "/conseiller",
)
ERRORS = (
    "/zut",
    "/metiers/boulanger",
    "/recherche?page=zut",
    "/explorer/Z",
    "/formations/FOR.1563?departement=zut",
    "/organismes/zut",
    "/classement/resultat?q=boulanger&code=D9999",
    "/recherche?q=" + "a" * 10_000,
)

ASKING = (
    "/",
    "/recherche?q=boulanger",
    "/metiers/D1102",
    "/formations/FOR.1563",
    "/certifications/RNCP38565",
    "/explorer",
    "/explorer/D",
    "/sources",
)
"""Pages that cannot exist without the searcher."""

API = (
    "/api/v1/search?q=boulanger",
    "/api/v1/suggest?q=bou",
    "/api/v1/lieux?q=lyon",
    "/api/v1/metiers/D1102",
    "/api/v1/formations/FOR.1563",
    "/api/v1/formations/FOR.1563/offre",
    "/api/v1/organismes/12345678901234",
    "/api/v1/certifications/RNCP38565",
    "/api/v1/sources",
    "/api/v1/health",
)
