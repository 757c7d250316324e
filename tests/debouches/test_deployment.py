"""`docker-compose.yml` and `Dockerfile`, read rather than run: what they name exists and is accepted."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from debouches.cli import COMMANDS
from debouches.settings import PREFIX, read_settings

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SITE, CLUSTER = COMPOSE["services"]["site"], COMPOSE["services"]["elasticsearch"]


def instructions() -> list[tuple[str, str]]:
    """(keyword, rest) of each line of the Dockerfile, those that go on joined."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return [(keyword, rest) for keyword, _, rest in (line.partition(" ") for line in lines)]


def only(keyword: str) -> str:
    [rest] = [rest for known, rest in instructions() if known == keyword]
    return rest


def test_what_the_image_copies_is_in_the_repository() -> None:
    copied = [rest.split()[:-1] for keyword, rest in instructions() if keyword == "COPY"]
    assert copied
    assert all((ROOT / path).exists() for paths in copied for path in paths)


def test_secrets_and_local_data_stay_out_of_the_image() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert {".git", ".venv", "var"} <= set(ignored)


def test_the_image_runs_a_command_that_exists_and_not_as_root() -> None:
    names = [keyword for keyword, _ in instructions()]
    assert only("USER") == "debouches"
    assert names.index("USER") > max(i for i, name in enumerate(names) if name == "RUN")
    assert yaml.safe_load(only("CMD"))[:1] == ["debouches"]
    assert yaml.safe_load(only("CMD"))[1] in COMMANDS
    assert shlex.split(SITE["command"])[1] in COMMANDS


def test_every_setting_given_is_one_that_the_program_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    given = dict(word.split("=", 1) for word in only("ENV").split()) | SITE["environment"]
    for name, value in given.items():
        monkeypatch.setenv(name, str(value))
    settings = read_settings(os.environ)
    assert all(name.startswith(PREFIX) for name in given)
    assert str(settings.home) == only("VOLUME")
    assert settings.port == int(only("EXPOSE"))
    assert settings.elasticsearch.url == "http://elasticsearch:9200"


def is_valid_compose(path: Path) -> bool:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(path)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_compose_is_what_its_schema_asks_for(tmp_path: Path) -> None:
    misspelt = tmp_path / "docker-compose.yml"
    misspelt.write_text(yaml.safe_dump({"services": {"site": SITE | {"comand": "debouches run"}}}))
    assert not is_valid_compose(misspelt)
    assert is_valid_compose(ROOT / "docker-compose.yml")


def test_what_must_last_is_in_a_volume_and_every_volume_serves() -> None:
    mounted = dict(mount.split(":") for service in (SITE, CLUSTER) for mount in service["volumes"])
    assert mounted.keys() == COMPOSE["volumes"].keys()
    assert only("VOLUME") in mounted.values()
    assert "/usr/share/elasticsearch/data" in mounted.values()


def test_each_service_says_whether_it_is_well_and_the_site_waits_for_its_cluster() -> None:
    assert "/_cluster/health" in CLUSTER["healthcheck"]["test"][-1]
    assert f":{only('EXPOSE')}/api/v1/health" in SITE["healthcheck"]["test"][-1]
    assert SITE["depends_on"]["elasticsearch"]["condition"] == "service_healthy"


def test_the_cluster_asks_for_a_password_is_not_published_and_has_a_fixed_heap() -> None:
    lowest, highest = CLUSTER["environment"]["ES_JAVA_OPTS"].split()
    assert "ports" not in CLUSTER
    assert CLUSTER["environment"]["xpack.security.enabled"] == "true"
    assert lowest.removeprefix("-Xms") == highest.removeprefix("-Xmx")
    assert all(published.startswith("127.0.0.1:") for published in SITE["ports"])


EXPLOITATION = (ROOT / "docs" / "exploitation.md").read_text(encoding="utf-8")


def test_the_units_of_the_documentation_name_commands_that_exist():
    named = re.findall(r"ExecStart=-?\S+/bin/debouches (\S+)", EXPLOITATION)
    assert {"serve", "harvest", "build", "recensement"} <= set(named) <= set(COMMANDS)


def test_the_settings_of_the_documentation_are_known(monkeypatch):
    (written,) = re.findall(r"```sh\n((?:DEBOUCHES_[A-Z_]+=\S+\n)+)```", EXPLOITATION)
    for line in written.split():
        monkeypatch.setenv(*line.split("=", 1))
    assert read_settings().processes == 2


def test_the_proxy_of_the_documentation_writes_nothing_of_who_asks_nor_of_what_is_sought():
    (kept,) = re.findall(r"log_format sans_recherche '(.*)';", EXPLOITATION)
    told = set(re.findall(r"\$\w+", kept))
    assert told == {"$time_iso8601", "$request_method", "$uri", "$status", "$request_time"}
