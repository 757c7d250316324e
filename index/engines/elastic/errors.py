"""Every failure of the client becomes an error of the tree here, and nowhere else."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from elastic_transport import ObjectApiResponse
from elasticsearch import ApiError, ConnectionTimeout, TransportError

from debouches.errors import EngineError, EngineTimeoutError

_SLOW = "Le cluster Elasticsearch met trop de temps à répondre."
_UNREACHABLE = "Le cluster Elasticsearch ne répond pas."
_REFUSED = "Le cluster Elasticsearch refuse les identifiants donnés, ou ne leur donne pas assez de droits."
_MISSING = "Un index manque dans le cluster Elasticsearch : il a été supprimé, ou n'a jamais été construit."
_OVERLOADED = "Le cluster Elasticsearch refuse la demande : surchargé, ou disque plein."
_SENTENCES = {401: _REFUSED, 403: _REFUSED, 404: _MISSING, 429: _OVERLOADED, 503: _UNREACHABLE}
_TIMEOUTS = {408, 504}


@contextmanager
def translated() -> Iterator[None]:
    """Raise EngineError or EngineTimeoutError instead of what the client raises."""
    try:
        yield
    except ConnectionTimeout as error:
        raise EngineTimeoutError(_SLOW) from error
    except ApiError as error:
        raise error_of_status(error.status_code, str(error)) from error
    except TransportError as error:
        raise EngineError(f"{_UNREACHABLE} ({type(error).__name__})") from error


def body(response: ObjectApiResponse[Any]) -> dict[str, Any]:
    """The object that the cluster answered; the page of a proxy is not an answer."""
    answered: object = response.body
    if not isinstance(answered, dict):
        raise EngineError(f"{_UNREACHABLE} (la réponse vient d'autre chose : proxy, portail)")
    return answered


def checked(response: Mapping[str, Any]) -> Mapping[str, Any]:
    """A response of `_msearch` or `_search`; raises if that search failed or ran out of time."""
    if failure := response.get("error"):
        raise error_of_status(int(response.get("status", 500)), str(failure.get("type", failure)))
    if response.get("timed_out"):
        raise EngineTimeoutError(_SLOW)
    return response


def error_of_status(status: int, reason: str) -> EngineError:
    if status in _TIMEOUTS:
        return EngineTimeoutError(_SLOW)
    return EngineError(_SENTENCES.get(status) or f"Le cluster Elasticsearch a échoué ({status}, {reason}).")
