"""Masks over NATURES: which natures of labels are names, wishes… for the arrays of the second stage."""

import numpy as np

from index.documents import FAMILLES, GROUPES, NATURES, Groupe, Nature

IS_NAME = np.array([nature in FAMILLES["nom"] for nature in NATURES])
IS_NAME_OR_DIPLOMA = np.array([nature in {*FAMILLES["nom"], *FAMILLES["diplome"]} for nature in NATURES])
IS_NAME_OF_METIER = np.array([nature in {Nature.APPELLATION, Nature.NOM_COURANT} for nature in NATURES])
"""Names of the ROME, and everyday words for its métiers."""
GIVEN_BY_PUBLISHERS = (Nature.APPELLATION, Nature.TITRE, Nature.SYNONYME)
"""Names, in the words of a publisher."""
IS_GIVEN_BY_PUBLISHERS = np.array([nature in GIVEN_BY_PUBLISHERS for nature in NATURES])
IS_WISH = np.array([nature in FAMILLES["envie"] for nature in NATURES])
IS_WISH_OR_INTEREST = np.array([nature in {*FAMILLES["envie"], *FAMILLES["interet"]} for nature in NATURES])
IS_WIDE = np.array([nature in {Nature.DOMAINE, Nature.SECTEUR, Nature.THEME} for nature in NATURES])
IS_CHOSEN = np.array(
    [
        nature in {Nature.GESTE, Nature.OUTIL, Nature.ACTIVITE, Nature.ENVIE, Nature.NOM_ANNONCE}
        for nature in NATURES
    ]
)
"""Words of people, tied by hand to a few métiers; skills of the ROME are shared too widely to be counted."""
FAMILLE_OF = np.array(
    [next(i for i, natures in enumerate(FAMILLES.values()) if nature in natures) for nature in NATURES]
)
"""Position of the family of each nature."""
IS_OF_METIERS = np.array([groupe == Groupe.NOMS for groupe in GROUPES])
"""Over GROUPES: names of métiers and fiches, not what formations and certifications teach."""
