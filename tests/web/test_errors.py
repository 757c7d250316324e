"""Every route × every error: the declared status, a page or a problem in French, a way on, never a stack."""

import pytest
from fastapi.testclient import TestClient

from debouches import errors
from tests.web import pages
from tests.web.addresses import API, ASKING
from tests.web.fakes import FakeSearcher
from web.wording import messages

SECRET = "hôte interne 10.0.0.7"


def every_class(root: type[errors.DebouchesError]) -> list[type[errors.DebouchesError]]:
    return [root, *(cls for child in root.__subclasses__() for cls in every_class(child))]


def make(cls: type[errors.DebouchesError]) -> errors.DebouchesError:
    return cls(SECRET, source="rome") if issubclass(cls, errors.SourceError) else cls(SECRET)


CLASSES = every_class(errors.DebouchesError)
ONE_CLASS = pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)


@ONE_CLASS
@pytest.mark.parametrize("address", [*ASKING, *API])
def test_gives_the_declared_status(
    client: TestClient, searcher: FakeSearcher, address: str, cls: type
) -> None:
    searcher.failure = make(cls)
    assert client.get(address).status_code == cls.status


@ONE_CLASS
def test_says_when_to_come_back_only_when_it_helps(
    client: TestClient, searcher: FakeSearcher, cls: type
) -> None:
    searcher.failure = make(cls)
    assert ("retry-after" in client.get("/metiers/D1102").headers) == cls.retryable


@ONE_CLASS
def test_shows_the_sentence_of_an_error_only_when_it_is_for_the_reader(
    client: TestClient, searcher: FakeSearcher, cls: type
) -> None:
    searcher.failure = make(cls)
    is_for_the_reader = issubclass(cls, errors.RequestError | errors.NotFoundError | errors.GoneError)
    assert (SECRET in client.get("/metiers/D1102").text) == is_for_the_reader
    assert (SECRET in client.get("/api/v1/metiers/D1102").text) == is_for_the_reader


@ONE_CLASS
def test_a_problem_says_its_stable_code(client: TestClient, searcher: FakeSearcher, cls: type) -> None:
    searcher.failure = make(cls)
    answer = client.get("/api/v1/search?q=boulanger")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == cls.code
    assert answer.json()["status"] == cls.status


def test_a_class_without_text_speaks_with_the_words_of_its_parent(
    client: TestClient, searcher: FakeSearcher
) -> None:
    class NewError(errors.EngineTimeoutError):
        code = "E-NOUVELLE"

    searcher.failure = NewError("x")
    answer = client.get("/api/v1/health")
    assert answer.status_code == 504
    assert answer.json()["title"] == messages.BY_CODE["E-MOTEUR-LENT"].titre


@pytest.mark.parametrize("address", [*ASKING, *API])
def test_the_unforeseen_gets_a_number_and_a_way_on(
    client: TestClient, searcher: FakeSearcher, caplog: pytest.LogCaptureFixture, address: str
) -> None:
    searcher.failure = ZeroDivisionError(SECRET)
    answer = client.get(address)
    number = next(record.args[0] for record in caplog.records if record.name == "debouches.web")
    assert answer.status_code == 500
    assert number in answer.text
    assert SECRET not in answer.text
    assert "ZeroDivision" not in answer.text
    assert answer.headers["content-security-policy"]


def test_an_unforeseen_error_is_logged_without_the_words_searched(
    client: TestClient, searcher: FakeSearcher, caplog: pytest.LogCaptureFixture
) -> None:
    searcher.failure = ZeroDivisionError("x")
    client.get("/recherche?q=monsecret")
    assert "ZeroDivisionError" in caplog.text
    assert "monsecret" not in caplog.text


def test_a_lost_address_offers_the_nearest_pages_and_its_words(client: TestClient) -> None:
    answer = client.get("/metiers/boulanger-patissier")
    page = pages.parse(answer.text)
    assert answer.status_code == 404
    assert page.get_element_by_id("q").get("value") == "boulanger patissier"
    assert "/metiers/D1102" in pages.links(page)


@pytest.mark.parametrize("address", ["/formations/D1102", "/certifications/FOR.1563", "/metiers/rncp38565"])
def test_a_code_of_another_kind_is_not_found_and_is_never_asked(
    client: TestClient, searcher: FakeSearcher, address: str
) -> None:
    for answer in (client.get(address), client.get(f"/api/v1{address}")):
        assert answer.status_code == 404
        assert "est celui d’une autre page" in answer.text.replace("&#39;", "'")
    assert searcher.codes == []


@pytest.mark.parametrize("address", ["/favicon.ico", "/wp-login.php"])
def test_the_files_that_robots_ask_for_are_not_searched(
    client: TestClient, searcher: FakeSearcher, address: str
) -> None:
    assert client.get(address).status_code == 404
    assert searcher.requests == []


def test_a_lost_address_is_still_a_404_when_nothing_can_be_searched(
    client: TestClient, searcher: FakeSearcher
) -> None:
    searcher.failure = errors.NotReadyError("x")
    assert client.get("/nulle/part").status_code == 404


@pytest.mark.parametrize("address", ["/", "/api/v1/search"])
def test_writing_is_refused(client: TestClient, address: str) -> None:
    answer = client.post(address)
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]


@pytest.mark.parametrize(
    "address", ["/../../etc/passwd", "/%00", "/metiers/%2e%2e", "/static/../app.py", "/" + "é" * 3000]
)
def test_a_hostile_address_is_not_found(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "page", ["/classement", "/accessibilite", "/mentions", "/conseiller", "/api-et-donnees"]
)
def test_pages_of_text_need_no_index(client: TestClient, searcher: FakeSearcher, page: str) -> None:
    searcher.failure = errors.NotReadyError("x")
    assert client.get(page).status_code == 200


def test_no_line_of_an_error_starts_or_ends_with_a_guillemet(client: TestClient) -> None:
    detail = client.get("/metiers/zut-alors").text.partition("</h1>")[2].partition("</p>")[0]
    assert "«\u00a0zut-alors\u00a0»" in detail


@pytest.mark.parametrize("address", ["/formations/FOR.1563?departement=zut", "/financer?situation=zut"])
def test_a_page_that_is_asked_wrongly_is_one_click_away_and_its_address_is_no_search(
    client: TestClient, address: str
) -> None:
    page = pages.parse(client.get(address).text)
    links = pages.links(page.get_element_by_id("contenu"))
    assert address.partition("?")[0] in links
    assert not any(link.startswith("/recherche?q=") for link in links)
