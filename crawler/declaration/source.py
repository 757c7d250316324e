"""What a source declares of itself: every key of `crawler/sources/<name>/source.yml`, and what it means."""

import re
from functools import cache
from typing import Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from crawler.dates import read_date
from crawler.declaration.site import SiteMap
from mappings.letters import same_words
from mappings.records import RECORD_TYPES, Model, TypeEditeur

MEGABYTE = 1_000_000
MEMBER = ":"
"""Between the logical name and the file, where a logical name has several: « flux:page2.xml »."""


_LONGEST_ABSENCE = 60


@cache
def _as_same_words(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(filter(None, map(same_words, texts)))


def logical_name(name: str) -> str:
    """The entry of `files` that a file is read under: « flux:page2.xml » → « flux »."""
    return name.partition(MEMBER)[0]


class FileSpec(Model):
    """One logical file of a source: how to recognise it, how to read it, which columns it has."""

    description: str = Field(default="", description="What the file holds")
    patterns: tuple[str, ...] = Field(
        min_length=1,
        description="Names to look for, best first: *, {version} (digits), {version3} (of a ROME 3), "
        "{rome} (a code), {annee}, {jjmmaaaa} or {aaaammjj}",
    )
    optional: bool = Field(default=False, description="The source can be read without it")
    ignored: str | None = Field(default=None, description="Why this file of the publisher is never read")
    instead: str | None = Field(
        default=None, description="What to take instead, where this file is there and those to read are not"
    )
    max_bytes: int = Field(default=200 * MEGABYTE, gt=0, description="Largest size, once decompressed")
    encodings: tuple[str, ...] = Field(
        default=("utf-8-sig",), description="Encodings tried in order, all strict"
    )
    roots: tuple[str, ...] = Field(
        default=(), description="Roots of its XML that no other source has: a file sent alone is recognised"
    )
    signs: tuple[str, ...] = Field(
        default=(), description="Elements that no other source has: they tell the file under any root"
    )
    columns: tuple[str, ...] = Field(default=(), description="Columns (or XML elements) that must exist")
    optional_columns: tuple[str, ...] = Field(default=(), description="Columns read where they exist")
    ignored_columns: dict[str, str] = Field(default_factory=dict, description="Column → why it is not read")
    aliases: dict[str, tuple[str, ...]] = Field(default_factory=dict, description="Column → its other names")

    @model_validator(mode="after")
    def _aliases_name_a_column(self) -> Self:
        if unknown := set(self.aliases) - {*self.columns, *self.optional_columns, *self.ignored_columns}:
            raise ValueError(f"alias de colonnes non déclarées : {', '.join(sorted(unknown))}")
        return self


class Download(Model):
    """One file to fetch at the publisher's."""

    name: str = Field(pattern=r"^[\w.-]+$", description="Name under which the raw bytes are kept")
    urls: tuple[str, ...] = Field(min_length=1, description="Official addresses, tried in order")
    kind: Literal["zip", "csv", "xml", "json", "ical"] = Field(description="What the bytes must look like")
    resource: str | None = Field(
        default=None,
        description="Pattern of a title: `urls` then list files, of which the newest match is fetched",
    )
    max_bytes: int = Field(default=200 * MEGABYTE, gt=0, description="Largest download accepted")

    @field_validator("resource")
    @classmethod
    def _only_a_pattern(cls, resource: str | None) -> str | None:
        try:
            re.compile(resource or "")
        except re.error as error:
            raise ValueError(f"expression régulière impossible : {error}") from error
        return resource

    @field_validator("urls")
    @classmethod
    def _only_http(cls, urls: tuple[str, ...]) -> tuple[str, ...]:
        if wrong := [url for url in urls if not url.startswith(("https://", "http://"))]:
            raise ValueError(f"adresse qui n'est ni http ni https : {wrong[0]}")
        return urls


class Lookup(Model):
    """What raw values of one field mean. Values used by no record are reported: the fix may be obsolete."""

    raison: str = Field(min_length=1, description="Why these values are translated")
    valeurs: dict[str, str] = Field(description="Raw value → meaning; an empty meaning says « absent »")
    report_unused: bool = Field(
        default=True, description="False where other years write the values otherwise"
    )


class CountExpectation(Model):
    min: int = Field(default=1, ge=0, description="Fewer records: the run is refused")
    max: int | None = Field(default=None, description="More records: the run is published with a warning")


class Expectations(Model):
    counts: dict[str, CountExpectation] = Field(default_factory=dict, description="Record type → bounds")
    fill_rates: dict[str, dict[str, float]] = Field(
        default_factory=dict, description="Record type → field → least share of records where it is filled"
    )
    renewed: tuple[str, ...] = Field(
        default=(),
        description="Record types whose ids hold the period or the edition: the next has none of them, so "
        "that their number is compared",
    )
    max_drop: float = Field(
        default=0.2,
        ge=0,
        le=1,
        description="Largest share of records that may vanish since the last good run",
    )

    @model_validator(mode="after")
    def _names_exist(self) -> Self:
        for name in {*self.counts, *self.fill_rates, *self.renewed}:
            if name not in RECORD_TYPES:
                raise ValueError(f"type d'enregistrement inconnu : {name}")
        for name, rates in self.fill_rates.items():
            for field, rate in rates.items():
                if field not in RECORD_TYPES[name].model_fields:
                    raise ValueError(f"champ inconnu : {name}.{field}")
                if not 0 <= rate <= 1:
                    raise ValueError(f"taux hors de 0..1 : {name}.{field} = {rate}")
        return self


class SourceSpec(Model):
    """The declaration of one source. Texts in French: they are shown on the page of sources."""

    name: str = Field(pattern=r"^[a-z][a-z0-9-]*$", description="Name of the source, as in provenance")
    titre: str = Field(description="Name for a reader")
    editeur: str = Field(description="Publisher, as it must be cited")
    type_editeur: TypeEditeur = Field(
        default="public", description="Public, or a branche: all that it publishes is said to come from one"
    )
    licence: str = Field(description="Licence of re-use")
    url: str = Field(description="Page of the data set at the publisher's")
    description: str = Field(description="What the source says, in a sentence or two")
    frequence: str = Field(description="How often the publisher publishes")
    lacunes: tuple[str, ...] = Field(default=(), description="Known gaps, one French sentence each")
    bundled: bool = Field(default=False, description="The files are in the folder of the source itself")
    standby: bool = Field(default=False, description="Harvested only when nothing better can be had")
    on_request: bool = Field(
        default=False,
        description="Harvested when it is named, or when its files are in the folder that is read",
    )
    version: str | None = Field(
        default=None, description="Words for the version: « version {version} », « export de {annee} »"
    )
    version_file: str | None = Field(default=None, description="Logical file whose text is the version")
    version_dates: dict[str, str] = Field(
        default_factory=dict,
        description="Version → day or month of publication, for files that do not say it: « 2025-09 »",
    )
    pages: dict[str, str] = Field(
        default_factory=dict, description="Record type → address of its page, with {code}"
    )
    downloads: tuple[Download, ...] = Field(default=(), description="What to fetch")
    site: SiteMap | None = Field(default=None, description="Map of a site without files: sites/README.md")
    files: dict[str, FileSpec] = Field(min_length=1, description="Logical name → file")
    across_archives: bool = Field(
        default=False, description="Its files are in several archives of one folder, read together"
    )
    every_file: bool = Field(
        default=False,
        description="All files that match are read, wherever they are: regions, pages. A file belongs to the "
        "first entry of `files` that it matches",
    )
    family: str | None = Field(
        default=None,
        description="Pattern of all files of the publication: one that no file declares is reported",
    )
    absent_values: tuple[str, ...] = Field(
        default=(), description="Words by which the publisher says « nothing »"
    )
    lookups: dict[str, Lookup] = Field(default_factory=dict, description="Field → meanings of its values")
    enumerations: dict[str, tuple[str, ...]] = Field(
        default_factory=dict, description="Field → its closed list"
    )
    expected: dict[str, str] = Field(
        default_factory=dict, description="Field → what to write in it, for who had it refused"
    )
    expectations: Expectations = Field(default=Expectations(), description="What a good run looks like")
    notes: str = Field(default="", description="What the maintainer should know")

    @model_validator(mode="before")
    @classmethod
    def _pages_are_the_file_of_a_site(cls, given: Any) -> Any:
        if isinstance(given, dict) and given.get("site") and "files" not in given:
            return given | {
                "files": {"pages": {"patterns": [f"{given.get('name')}.pages.jsonl"], "max_bytes": 2**33}}
            }
        return given

    @model_validator(mode="after")
    def _names_exist(self) -> Self:
        if self.site and "type_editeur" not in self.model_fields_set:
            raise ValueError("un site dit son type_editeur : public ou branche")
        if self.version_file and self.version_file not in self.files:
            raise ValueError(f"version_file : {self.version_file} n'est pas dans files")
        if wrong := [said for said in self.version_dates.values() if read_date(said) is None]:
            raise ValueError(f"version_dates : ni jour ni mois : {wrong[0]}")
        for name in self.pages:
            if name not in RECORD_TYPES:
                raise ValueError(f"pages : type d'enregistrement inconnu : {name}")
        if both := set(self.lookups) & set(self.enumerations):
            raise ValueError(f"champs à la fois dans lookups et enumerations : {', '.join(sorted(both))}")
        return self

    def says_nothing(self, text: str) -> bool:
        """Whether a text is one of `absent_values`, in any case and with any accents."""
        if not self.absent_values or len(text) > _LONGEST_ABSENCE:
            return False
        return text in self.absent_values or same_words(text) in _as_same_words(self.absent_values)

    def file(self, name: str) -> FileSpec:
        """What is declared of a file, by its logical name alone or followed by that of the file."""
        return self.files[logical_name(name)]

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address that a harvest of this source may ask for first."""
        starts = self.site.starts if self.site else ()
        return (*starts, *(url for download in self.downloads for url in download.urls))

    def page(self, record_type: str, code: str) -> str | None:
        """Address of the publisher's page on one object, where the publisher has one."""
        template = self.pages.get(record_type)
        return template.format(code=code) if template else None
