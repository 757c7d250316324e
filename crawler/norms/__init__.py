"""What the norm of a publisher's format asks for, as data, and where a file departs from it.

norms_of(source) → the tables of `crawler/sources/<source>/norme-*.yml`, the newest last
departures(files, run, name, norms) → Ecart, one by one, in the order of the file
"""

from crawler.norms.departures import departures
from crawler.norms.ecarts import Ecart
from crawler.norms.norm import Norm, norms_of

__all__ = ["Ecart", "Norm", "departures", "norms_of"]
"""From the definition of a language to what a check needs of it. `gml.py` writes the tables."""
