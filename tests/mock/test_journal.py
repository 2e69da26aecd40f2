"""The journal's matchers, and what they say when nothing matches."""

from __future__ import annotations

from typing import Any

import pytest

from comm100 import errors
from comm100.testing import Mock, MockRequest
from comm100.testing.journal import _compare, _shown, redact, secret_names
from comm100.testing.messages import Exchange, MockResponse, _size
from tests.mock.support import ADA, ME, PASSWORD, TOKEN, Wire

CREATE = "account.agents.create"


@pytest.fixture
def asked(mock: Mock, wire: Wire) -> Any:
    """A mock that was asked for a few things."""
    wire.token()
    wire.get("http://mock.example/api/v2/account/agents?pageIndex=1")
    with mock.client() as client:
        client.account.agents.create(
            email="bo@example.com", display_name="Bo", first_name="Bo", last_name="Li", password="s3cret-Pa55word"
        )
        with pytest.raises(errors.NotFoundError):
            client.account.agents.get(999)
    return mock


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        ({}, 4),
        ({"operation": CREATE}, 1),
        ({"method": "GET"}, 2),
        ({"path": "/api/v2/account/agents"}, 2),
        ({"path": "/api/v2/account"}, 0),
        ({"status": 404}, 1),
        ({"json": {"email": "bo@example.com"}}, 1),
        ({"json": {"email": "bo@example.com", "title": None}}, 0),
        ({"json": {"password": "s3cret-Pa55word"}}, 1),
        ({"json": {}}, 1),
        ({"form": {"grant_type": "password"}}, 1),
        ({"query": {"pageIndex": "1"}}, 1),
        ({"query": {"pageIndex": "2"}}, 0),
        ({"headers": {"AUTHORIZATION": ADA["Authorization"]}}, 3),
        ({"method": "GET", "query": {"pageIndex": "1"}}, 1),
    ],
)
def test_requests_are_found_by_what_they_hold(asked: Any, wanted: Any, count: Any) -> None:
    """By any of these together; of bodies, queries and headers, what is not named does not count."""
    assert len(asked.requests.find(**wanted)) == count


@pytest.mark.parametrize(
    ("kind", "is_form"),
    [
        ("application/x-www-form-urlencoded", True),
        ("application/x-www-form-urlencoded; charset=utf-8", True),
        ("text/plain", False),
        ("", False),
    ],
)
def test_a_form_is_known_by_its_media_type(mock: Mock, kind: str, is_form: bool) -> None:
    """Whatever parameters that has."""
    mock.respond(MockRequest("POST", TOKEN, {"Content-Type": kind}, b"a=1"))
    assert bool(mock.requests.find(form={"a": "1"})) is is_form


def test_what_was_found_can_be_searched_again(asked: Any) -> None:
    """And is in the order in which it came."""
    posts = asked.requests.find(method="POST")
    assert [exchange.operation for exchange in posts] == ["oauth.token", CREATE]
    assert [exchange.operation for exchange in posts.find(form={"grant_type": "password"})] == ["oauth.token"]


def test_an_assertion_that_holds_returns_what_it_found(asked: Any) -> None:
    """So that more can be said about it; ``times`` is exact."""
    assert asked.assert_requested(operation=CREATE, times=1)[0].response.status == 200
    assert asked.assert_requested(operation="account.agents.me", times=0) == []


def failure(mock: Mock, **wanted: Any) -> Any:
    with pytest.raises(AssertionError) as caught:
        mock.assert_requested(**wanted)
    return str(caught.value).splitlines()


def test_a_failed_assertion_shows_the_nearest_request_and_what_differs(asked: Any) -> None:
    """Member by member."""
    lines = failure(asked, operation=CREATE, json={"email": "al@example.com", "title": "Dr", "displayName": "Bo"})
    assert lines == [
        "0 of 4 requests match operation='account.agents.create'; json with email, title, displayName",
        "the nearest is <POST /api/v2/account/agents -> 200 (account.agents.create)>:",
        '  json.email is "bo@example.com", not "al@example.com"',
        "  json.title is missing",
    ]


def test_the_operation_counts_more_than_anything_else(asked: Any) -> None:
    """A request to the right place is nearer than one with more of the right members."""
    assert "(account.agents.get)" in failure(asked, operation="account.agents.get", json={"email": "x", "a": 1})[1]
    of_another = {"json": {"email": "bo@example.com"}, "headers": {"Content-Type": "application/json"}}
    assert "(account.agents.get)" in failure(asked, operation="account.agents.get", **of_another)[1]


def test_the_wrong_number_shows_which_there_were(asked: Any) -> None:
    """All that matched."""
    lines = failure(asked, method="GET", times=1)
    assert lines[0] == "2 of 4 requests match method='GET'; expected 1"
    assert len(lines) == 3


def test_without_any_request_it_says_so(mock: Mock) -> None:
    """Nothing is nearest."""
    assert failure(mock, operation=CREATE) == ["0 of 0 requests match operation='account.agents.create'"]


def test_no_secret_is_shown(asked: Any) -> None:
    """Neither the one that came nor the one that was wanted."""
    text = "\n".join(
        [
            *failure(asked, operation=CREATE, json={"password": "an0ther-Pa55word"}),
            *failure(asked, operation="oauth.token", form={"password": "an0ther-Pa55word"}),
            *failure(asked, operation="oauth.token", form={"grant_type": {"password": "an0ther-Pa55word"}}),
            *failure(asked, operation="account.agents.list", headers={"Authorization": "Basic b3RoZXI="}),
            *failure(asked, operation="oauth.token", status=201, query={"code": "5ecret"}),
            *failure(asked, operation=CREATE, json=[1]),
            repr(asked.requests),
        ]
    )
    for secret in ("s3cret", "an0ther", PASSWORD["password"], ADA["Authorization"], "b3RoZXI=", "5ecret"):
        assert secret not in text
    assert "json.password is a different secret" in text
    assert "headers.authorization is a different secret" in text


def test_a_bool_is_no_number(mock: Mock, wire: Wire) -> None:
    """Python thinks that True equals 1; JSON does not."""
    wire.json("PUT", ME, {"isActive": True})
    assert len(mock.requests.find(json={"isActive": True})) == 1
    assert mock.requests.find(json={"isActive": 1}) == []


def test_a_wrong_name_is_said_at_once(asked: Any) -> None:
    """Instead of matching nothing."""
    with pytest.raises(TypeError, match="cannot be found by body; use operation"):
        asked.requests.find(body=b"")


@pytest.mark.parametrize("asking", ["nothing yet", "something"])
def test_a_wrong_operation_is_no_proof_that_nothing_was_asked(mock: Mock, asking: Any) -> None:
    """A test that wants none of a misspelt one would pass for ever."""
    if asking == "something":
        mock.client().account.agents.me()
    with pytest.raises(ValueError, match=r"no operation '\w+\.\w+\.creat'; did you mean '\w+\.\w+\.create'"):
        mock.assert_requested(operation="account.agents.creat", times=0)
    with pytest.raises(ValueError, match=r"no operation 'x'; known are oauth\.authorize, "):
        mock.requests.find(operation="x")


def test_what_was_dropped_cannot_be_counted() -> None:
    """A journal with a limit does not pretend to be whole."""
    mock = Mock(journal_limit=2)
    with mock.client() as client:
        for _ in range(3):
            client.account.agents.me()
    assert len(mock.assert_requested(operation="account.agents.me")) == 2
    lines = failure(mock, operation="account.agents.me", times=2)
    assert lines[-1] == "older requests have been dropped (1); Mock(journal_limit=..., journal_bytes=...) keeps more"
    assert failure(mock, status=404)[-1] == lines[-1]
    with pytest.raises(AssertionError, match=r"older requests have been dropped \(1\)"):
        mock.requests.find(method="GET").assert_requested(times=2)


def test_a_body_that_cannot_be_read_matches_nothing_and_does_no_harm(mock: Mock) -> None:
    """Whatever came over the wire."""
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    mock.respond(MockRequest("POST", TOKEN + "?%ff", kind, b"\xff%"))
    assert mock.requests.find(json={}) == []
    assert mock.requests.find(form={"a": "b"}, query={"a": "b"}) == []


@pytest.mark.parametrize("limits", [{"journal_limit": 0}, {"journal_limit": 1}, {"journal_bytes": 0}])
def test_the_latest_request_is_always_kept(limits: Any) -> None:
    """However low the limits are."""
    mock = Mock(**limits)
    for path in ("/a", "/b", "/c"):
        mock.respond(MockRequest("GET", path))
    assert [exchange.request.path for exchange in mock.requests] == ["/c"]
    assert failure(mock, status=1)[-1].startswith("older requests have been dropped (2);")


def test_secrets_are_masked_at_any_depth() -> None:
    """In objects and in lists; what is not a secret stays as it is."""
    value = {"a": [{"pin": 1, "b": [{"pin": {"c": 2}}, 3, None]}, "pin"], "pins": 4}
    assert redact(value, {"pin"}) == {"a": [{"pin": "***", "b": [{"pin": "***"}, 3, None]}, "pin"], "pins": 4}
    assert redact([[{"pin": 1}]], ["pin"]) == [[{"pin": "***"}]]


@pytest.mark.parametrize(("length", "shown"), [(77, 79), (78, 80), (79, 80), (500, 80)])
def test_long_values_are_cut(length: int, shown: int) -> None:
    """At 80 characters, of which the last one says so."""
    text = _shown("x" * length)
    assert (len(text), text.endswith("…")) == (shown, length > 78)


def test_all_of_an_exchange_counts() -> None:
    """The URL, and names, values and bodies of both messages."""
    request = MockRequest("GET", "/ab", [("a", "bc")], b"defg")
    response = MockResponse(200, (("de", "f"),), b"ghijk")
    assert _size(Exchange(request, response, None)) == len(request.url) + 3 + 4 + 3 + 5


def test_the_journal_is_as_large_as_its_limit() -> None:
    """A request that just fits is kept with those before it."""
    mock = Mock()
    for _ in range(2):
        mock.respond(MockRequest("GET", "/a"))
    size = sum(_size(exchange) for exchange in mock.requests)
    for limit, kept in ((size, 2), (size - 1, 1)):
        mock = Mock(journal_bytes=limit)
        for _ in range(2):
            mock.respond(MockRequest("GET", "/a"))
        assert len(mock.requests) == kept


def test_of_equally_near_requests_the_latest_is_shown(mock: Mock) -> None:
    """It is the one that a test has just made."""
    for page in (1, 2):
        mock.respond(MockRequest("GET", f"{ME}?page={page}"))
    assert failure(mock, path="/other", query={"page": "3"})[-1] == '  query.page is "2", not "3"'


@pytest.mark.parametrize(
    ("components", "names"),
    [
        (
            {"schemas": {"A": {"properties": {"pin": {"format": "password"}, "own": {"writeOnly": True}}}}},
            {"pin", "own"},
        ),
        ({"schemas": {"A": {"properties": {"a": {"format": "date"}, "b": True, "c": {"writeOnly": "yes"}}}}}, set()),
        ({"schemas": {"A": {"oneOf": [{"properties": {"deep": {"format": "password"}}}]}}}, {"deep"}),
        ({"parameters": {"A": {"name": "seal", "in": "query", "schema": {"format": "password"}}}}, {"seal"}),
        ({"parameters": {"A": {"name": "page", "in": "query", "schema": {}}, "B": {"name": "x"}}}, set()),
        (
            {"securitySchemes": {"a": {"type": "apiKey", "name": "X-Seal"}, "b": {"type": "http", "name": "Other"}}},
            {"x-seal"},
        ),
    ],
)
def test_a_document_says_what_is_secret(components: Any, names: set[str]) -> None:
    """Properties and parameters that are passwords or only written, and the names of keys."""
    assert secret_names({"components": components}) - secret_names({}) == names


@pytest.mark.parametrize(
    ("wanted", "actual", "differences"),
    [
        ([{"a": 1}, {}], [{"a": 1, "b": 2}, {"c": 3}], []),
        ([1, 2, 3], [1, 5, 3], ["json[1] is 5, not 2"]),
        ([1, 2], [1], ["json is [1], not [1, 2]"]),
        ([], [1], ["json is [1], not []"]),
    ],
)
def test_lists_of_the_same_length_are_compared_item_by_item(wanted: Any, actual: Any, differences: list[str]) -> None:
    """So that of the objects in them, too, what is not named does not count."""
    assert list(_compare(wanted, actual, (), "json")) == differences
