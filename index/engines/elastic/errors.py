"""Every failure of the client becomes an error of the tree here, and nowhere else.

The sentences are read by whoever runs the site, in its log: they name the setting to change.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from elastic_transport import ObjectApiResponse
from elasticsearch import ApiError, ConnectionTimeout, SSLError, TransportError, UnsupportedProductError

from debouches.errors import EngineError, EngineTimeoutError
from index.deadline import time_left

_S = "DEBOUCHES_ELASTICSEARCH__"
_SLOW = f"Le cluster Elasticsearch met trop de temps à répondre. Délai d'une page : {_S}TIMEOUT_S."
_UNREACHABLE = f"Le cluster Elasticsearch ne répond pas. S'il est en marche, vérifier {_S}URL"
_UNTRUSTED = (
    f"Le certificat du cluster Elasticsearch n'est pas reconnu. Vérifier {_S}CA_CERTS (l'autorité qui l'a "
    f"signé) et {_S}URL (le nom d'hôte écrit dans le certificat)"
)
_SOMETHING_ELSE = (
    f"Ce qui répond n'est pas Elasticsearch (mandataire, portail, autre logiciel). Vérifier {_S}URL."
)
_UNKNOWN = (
    "Le cluster Elasticsearch refuse les identifiants donnés. "
    f"Vérifier {_S}API_KEY, ou {_S}USER et {_S}PASSWORD."
)
_FORBIDDEN = (
    f"Le cluster Elasticsearch ne donne pas assez de droits à {_S}API_KEY (ou à {_S}USER) sur les index "
    f"de {_S}PREFIX. Les droits à donner sont dans docs/exploitation.md."
)
_MISSING = (
    "Un index manque dans le cluster Elasticsearch : il a été supprimé, ou n'a jamais été construit. "
    f"Lancer « debouches build », ou vérifier {_S}PREFIX."
)
_OVERLOADED = "Le cluster Elasticsearch refuse la demande : surchargé, ou disque plein."
_BLOCKED = (
    "Le cluster Elasticsearch refuse d'écrire : disque plein, ou index bloqué. Libérer de la place sur ses "
    "nœuds ; le blocage se lève de lui-même sous le seuil."
)
_BROKEN = (
    "Le cluster Elasticsearch n'est pas en état de répondre : il démarre, ou des données lui manquent "
    "(état rouge). Rétablir ses nœuds, ou lancer « debouches build »."
)
_SENTENCES = {401: _UNKNOWN, 403: _FORBIDDEN, 404: _MISSING, 429: _OVERLOADED, 503: _BROKEN}
_TIMEOUTS = {408, 504}
_BLOCK = "cluster_block_exception"
_OF_TRUST = ("CERTIFICATE", "hostname")
"""Words of the reasons that are about the certificate, among those of a TLS connection that fails."""


@contextmanager
def translated() -> Iterator[None]:
    """Raise EngineError or EngineTimeoutError instead of what the client raises; at once if too late."""
    if time_left() <= 0:
        raise EngineTimeoutError(_SLOW)
    try:
        yield
    except ConnectionTimeout as error:
        raise EngineTimeoutError(_SLOW) from error
    except UnsupportedProductError as error:
        raise EngineError(_SOMETHING_ELSE) from error
    except ApiError as error:
        raise error_of_status(error.status_code, str(error)) from error
    except SSLError as error:
        sentence = _UNTRUSTED if any(word in error.message for word in _OF_TRUST) else _UNREACHABLE
        raise EngineError(f"{sentence} ({error.message}).") from error
    except TransportError as error:
        raise EngineError(f"{_UNREACHABLE} ({type(error).__name__}).") from error


def body(response: ObjectApiResponse[Any]) -> dict[str, Any]:
    """The object that the cluster answered; the page of a proxy is not an answer."""
    answered: object = response.body
    if not isinstance(answered, dict):
        raise EngineError(_SOMETHING_ELSE)
    return answered


def checked(response: Mapping[str, Any]) -> Mapping[str, Any]:
    """A response of `_msearch` or `_search`; raises if that search failed or ran out of time."""
    if failure := response.get("error"):
        raise error_of_status(int(response.get("status", 500)), str(failure.get("type", failure)))
    if response.get("timed_out"):
        raise EngineTimeoutError(_SLOW)
    return response


def error_of_status(status: int, reason: str) -> EngineError:
    """`reason` holds the type of the exception of the cluster: 403 says « no right » or « disk full »."""
    if status in _TIMEOUTS:
        return EngineTimeoutError(_SLOW)
    if _BLOCK in reason and status != 503:  # without master, whatever is asked is blocked
        return EngineError(_BLOCKED)
    return EngineError(_SENTENCES.get(status) or f"Le cluster Elasticsearch a échoué ({status}, {reason}).")
