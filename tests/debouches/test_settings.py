"""Settings: read once, refused when misspelt, documented in a generated table."""

import pytest
from pydantic import SecretStr

from debouches.commands.settings_table import PAGE, in_words, page, settings_in_use
from debouches.errors import ConfigError
from debouches.settings import Settings, read_settings


def test_the_page_of_the_settings_is_theirs() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "lancer `make generated`"


def test_the_page_names_every_setting() -> None:
    assert [
        one.variable for one in settings_in_use(Settings(), {}) if f"| `{one.variable}` |" not in page()
    ] == []


def test_every_setting_has_a_description() -> None:
    assert [one.variable for one in settings_in_use(Settings(), {}) if not one.description] == []


def test_a_setting_says_where_its_value_comes_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEBOUCHES_CRAWL__RETRIES", "7")
    found = {one.variable: one for one in settings_in_use(read_settings())}
    assert (found["DEBOUCHES_CRAWL__RETRIES"].valeur, found["DEBOUCHES_CRAWL__RETRIES"].origine) == (
        "7",
        "environnement",
    )
    assert found["DEBOUCHES_CRAWL__DELAY_S"].origine == "défaut"


def test_port_alone_wins_over_the_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEBOUCHES_PORT", "8001")
    monkeypatch.setenv("PORT", "9000")
    found = {one.variable: one for one in settings_in_use(read_settings())}
    assert (found["DEBOUCHES_PORT"].valeur, found["DEBOUCHES_PORT"].origine) == ("9000", "PORT")


def test_a_secret_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEBOUCHES_ELASTICSEARCH__API_KEY", "tres-secret")
    assert "tres-secret" not in repr(settings_in_use(read_settings()))


@pytest.mark.parametrize(
    ("value", "words"), [(None, None), (True, "true"), (2.0, "2.0"), (SecretStr("x"), "••••••"), ("a", "a")]
)
def test_a_value_is_written_as_one_would_type_it(value: object, words: str | None) -> None:
    assert in_words(value) == words


@pytest.mark.parametrize("variable", ["DEBOUCHES_HOMME", "DEBOUCHES_CRAWL__DELAI"])
def test_a_misspelt_variable_is_refused(variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable, "1")
    with pytest.raises(ConfigError):
        read_settings()


@pytest.mark.parametrize("port", ["abc", "99999", "-1"])
def test_an_impossible_port_is_refused(port: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", port)
    with pytest.raises(ConfigError):
        read_settings()
