"""The tree of errors. Each class has a stable code, an HTTP status and a way out.

    DebouchesError
    ├── ConfigError                E-CONFIG            start refused: a setting is wrong
    ├── RequestError               E-REQUETE           400: the caller can correct it
    │   └── TooBigError            E-TROP-GROS         413: what is sent is more than is read
    ├── NotFoundError              E-INTROUVABLE       404
    ├── GoneError                  E-TROP-ANCIEN       410: what is asked for is no longer kept
    ├── NotReadyError              E-INDEX-ABSENT      503: no generation is open yet
    ├── EngineError                E-MOTEUR            503: the search engine does not answer
    │   └── EngineTimeoutError     E-MOTEUR-LENT       504
    ├── SourceError                E-SOURCE            a source cannot be harvested
    │   ├── FetchError             E-COLLECTE          network or file
    │   │   └── AbsentError        E-ABSENTE           the folder has no file of the source
    │   └── ParseError             E-LECTURE           the bytes are not what the format says
    └── BuildError                 E-CONSTRUCTION      a generation cannot be built
        ├── DocumentRejectedError  E-DOCUMENT          the engine or the field table refused a document
        └── GateError              E-CONTROLE          built, but a gate between build and swap failed

Messages are in French: they end on a terminal or a page that a user reads.
"""

from typing import ClassVar, Self


class DebouchesError(Exception):
    """Root of the tree. `str(error)` is a French sentence that says what to do."""

    code: ClassVar[str] = "E-DEBOUCHES"
    status: ClassVar[int] = 500
    retryable: ClassVar[bool] = False


class ConfigError(DebouchesError):
    code = "E-CONFIG"


class RequestError(DebouchesError):
    """The request cannot be answered as written; `parameter` names the culprit."""

    code = "E-REQUETE"
    status = 400

    def __init__(self, message: str, *, parameter: str | None = None, accepted: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.parameter = parameter
        self.accepted = accepted


class TooBigError(RequestError):
    code = "E-TROP-GROS"
    status = 413


class NotFoundError(DebouchesError):
    code = "E-INTROUVABLE"
    status = 404


class GoneError(DebouchesError):
    code = "E-TROP-ANCIEN"
    status = 410


class NotReadyError(DebouchesError):
    code = "E-INDEX-ABSENT"
    status = 503
    retryable = True


class EngineError(DebouchesError):
    code = "E-MOTEUR"
    status = 503
    retryable = True


class EngineTimeoutError(EngineError):
    code = "E-MOTEUR-LENT"
    status = 504


class SourceError(DebouchesError):
    """Names what a maintainer needs: source, then file, record and field where known."""

    code = "E-SOURCE"

    def __init__(
        self,
        message: str,
        *,
        source: str,
        file: str | None = None,
        record: str | None = None,
        field: str | None = None,
    ) -> None:
        where = ", ".join(
            f"{name} {value}"
            for name, value in (
                ("source", source),
                ("fichier", file),
                ("enregistrement", record),
                ("champ", field),
            )
            if value
        )
        super().__init__(f"{message} ({where})")
        self.message = message
        self.source, self.file, self.record, self.field = source, file, record, field

    def about(self, file: str) -> Self:
        """The same error, of a file under another of its names."""
        return type(self)(self.message, source=self.source, file=file, record=self.record, field=self.field)


class FetchError(SourceError):
    code = "E-COLLECTE"


class AbsentError(FetchError):
    code = "E-ABSENTE"


class ParseError(SourceError):
    code = "E-LECTURE"


class BuildError(DebouchesError):
    code = "E-CONSTRUCTION"


class DocumentRejectedError(BuildError):
    code = "E-DOCUMENT"


class GateError(BuildError):
    code = "E-CONTROLE"
