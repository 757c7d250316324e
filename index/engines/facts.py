"""The facts of a generation, whatever kept them."""

from pydantic import ValidationError

from debouches.errors import NotReadyError
from index.views import CorpusFacts


def read_facts(content: bytes, where: str) -> CorpusFacts:
    """NotReadyError if a version of the program wrote them that says what this one does not know."""
    try:
        return CorpusFacts.model_validate_json(content)
    except ValidationError as error:
        raise NotReadyError(
            f"La génération {where} a été construite par une autre version du programme. "
            "Lancez « debouches build », ou reprenez la version qui l'a construite."
        ) from error
