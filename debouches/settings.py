"""The settings, read once by an entry point and passed down. Importing this module reads nothing."""

import os
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from debouches.errors import ConfigError

PREFIX = "DEBOUCHES_"
PROJECT_ROOT = Path(__file__).resolve().parent.parent


class ElasticsearchSettings(BaseModel, frozen=True, extra="forbid"):
    """Absent `url`: the embedded engine serves."""

    url: str | None = Field(
        default=None,
        description="Adresse du cluster (https://recherche.exemple.fr:9200), ou plusieurs entre virgules",
    )
    api_key: SecretStr | None = Field(default=None, description="Clé d'API du cluster")
    user: str | None = Field(default=None, description="Utilisateur, si pas de clé d'API")
    password: SecretStr | None = Field(default=None, description="Mot de passe de l'utilisateur")
    ca_certs: Path | None = Field(default=None, description="Certificat de l'autorité qui signe le cluster")
    prefix: str = Field(default="debouches", description="Début du nom des index et des alias")
    timeout_s: float = Field(
        default=2.0, gt=0, description="Délai d'une page, tous ses appels au cluster compris, en secondes"
    )


class CrawlSettings(BaseModel, frozen=True, extra="forbid"):
    """How politely the harvest behaves."""

    user_agent: str = Field(
        default="Debouches/0.1 (+https://debouches.example/robot; moissonnage de donnees ouvertes)",
        description="Identité annoncée aux éditeurs",
    )
    delay_s: float = Field(
        default=1.0, ge=0, description="Délai entre deux requêtes vers un même hôte, en secondes"
    )
    timeout_s: float = Field(default=60.0, gt=0, description="Délai d'un téléchargement, en secondes")
    max_bytes: int = Field(
        default=2_000_000_000, gt=0, description="Taille maximale d'un téléchargement, en octets"
    )
    retries: int = Field(default=2, ge=0, description="Nouveaux essais après un échec passager")
    respect_robots: bool = Field(default=True, description="Respecter robots.txt")
    offline: bool = Field(default=False, description="Ne jamais ouvrir le réseau")
    processes: int = Field(
        default=0, ge=0, description="Sources récoltées en même temps ; 0 : autant que de cœurs"
    )
    memory_mb: int = Field(
        default=1_000, ge=200, description="Mémoire que la récolte d'une source peut prendre, en Mo"
    )

    @property
    def process_count(self) -> int:
        return self.processes or len(os.sched_getaffinity(0))


class BuildSettings(BaseModel, frozen=True, extra="forbid"):
    """What a build may take of the machine."""

    processes: int = Field(
        default=0,
        ge=0,
        description="Processus qui analysent les textes ; 0 : autant que de cœurs, un pour un petit corpus",
    )


class BorneSettings(BaseModel, frozen=True, extra="forbid"):
    """A kiosk that anyone may use, one person after the other."""

    active: bool = Field(
        default=False, description="Servir une borne en libre accès : tout s'efface entre deux personnes"
    )
    minutes: float = Field(default=3, ge=0.5, le=60, description="Minutes sans geste avant de tout effacer")


class PublicationSettings(BaseModel, frozen=True, extra="forbid"):
    """Who answers for the site: the law wants it on its pages, and only those who install it know."""

    editeur: str | None = Field(default=None, description="Qui publie le site, avec son adresse")
    directeur: str | None = Field(default=None, description="Qui dirige la publication")
    hebergeur: str | None = Field(default=None, description="Qui héberge le site, avec son adresse")
    contact: str | None = Field(
        default=None, description="Où écrire : une question, une erreur, un obstacle d'accessibilité"
    )


class Settings(BaseSettings):
    """Everything that may vary between two installations. Relevance weights are data, not settings."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", frozen=True, extra="forbid"
    )

    home: Path = Field(default=PROJECT_ROOT / "var", description="Dossier de tout ce que le programme écrit")
    data: Path | None = Field(
        default=None, description="Dossier local des données ouvertes, au lieu du réseau"
    )
    host: str = Field(default="127.0.0.1", description="Adresse d'écoute du site")
    port: int = Field(default=8000, ge=0, le=65535, description="Port d'écoute du site (PORT l'emporte)")
    processes: int = Field(
        default=1,
        ge=1,
        le=64,
        description="Processus qui répondent ensemble, autant que de cœurs si l'on est très lu",
    )
    compter_sans_reponse: bool = Field(
        default=False, description="Compter, sans donnée personnelle, les recherches sans réponse"
    )
    satisfaction: bool = Field(
        default=True,
        description="Demander « Cette page vous a-t-elle aidé ? » et compter, sans donnée personnelle",
    )
    adresse: str | None = Field(
        default=None,
        pattern="^https?://[^/]+",
        description="Adresse publique du site, pour les codes QR (https://debouches.exemple.fr)",
    )
    publication: PublicationSettings = Field(default_factory=PublicationSettings)
    borne: BorneSettings = Field(default_factory=BorneSettings)
    elasticsearch: ElasticsearchSettings = Field(default_factory=ElasticsearchSettings)
    crawl: CrawlSettings = Field(default_factory=CrawlSettings)
    build: BuildSettings = Field(default_factory=BuildSettings)


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the environment; a misspelt DEBOUCHES_* variable is an error, not a silent default."""
    environ = os.environ if environ is None else environ
    _refuse_unknown_variables(environ)
    try:
        settings = Settings()
        if port := environ.get("PORT"):
            settings = Settings(port=int(port))
    except (ValidationError, ValueError) as error:
        raise ConfigError(f"Réglage refusé : {error}") from error
    return settings


def _refuse_unknown_variables(environ: Mapping[str, str]) -> None:
    known = {name.upper() for name in Settings.model_fields}
    for variable in environ:
        if variable.startswith(PREFIX):
            name = variable.removeprefix(PREFIX).split("__")[0]
            if name not in known:
                accepted = ", ".join(sorted(PREFIX + k for k in known))
                raise ConfigError(f"Variable d'environnement inconnue : {variable}. Acceptées : {accepted}")
