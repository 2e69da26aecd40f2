"""What a mock makes of descriptions that a few lines hold: routes, schemes of every kind, parameters, and defaults."""

from __future__ import annotations

import asyncio
import time
import uuid
import warnings
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from comm100._http import http
from comm100.errors import APIStatusError
from comm100.testing import FAULTS, Delivery, Fault, Mock, MockApplication, MockClock, MockRequest, MockResponse
from comm100.testing._error_response import ErrorResponse
from comm100.testing._schema import Compiler, Failure
from comm100.testing.clock import ServerTime
from comm100.testing.docs import Docs, _moved, _title, is_own_redirect_uri
from comm100.testing.messages import Exchange, _size
from comm100.testing.transport import _Wait

SCHEMES: dict[str, Any] = {
    "header": {"type": "apiKey", "in": "header", "name": "X-Key"},
    "query": {"type": "apiKey", "in": "query", "name": "key"},
    "cookie": {"type": "apiKey", "in": "cookie", "name": "key"},
    "digest": {"type": "http", "scheme": "digest"},
    "bearer": {"type": "http", "scheme": "bearer"},
    "basic": {"type": "http", "scheme": "basic"},
    "tls": {"type": "mutualTLS"},
    "connect": {"type": "openIdConnect", "openIdConnectUrl": "/login/.well-known/openid-configuration"},
}


def small(paths: Any, **more: Any) -> Mock:
    """Return the mock of a description of GET operations: each path with its operation."""
    operations = {
        path: {"get": {"operationId": path, "responses": {"200": {"description": ""}}, **operation}}
        for path, operation in paths.items()
    }
    root = {
        "openapi": "3.1.0",
        "info": {"title": "Small", "version": "1"},
        "paths": operations,
        "components": {"securitySchemes": SCHEMES},
        **more,
    }
    return Mock(document=root)


def get(mock: Mock, path: str, *fields: tuple[str, str]) -> Any:
    return mock.respond(MockRequest("GET", f"https://localhost{path}", fields))


def operation(mock: Mock, path: str) -> str | None:
    get(mock, path)
    return mock.requests[-1].operation


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/files/list", "/files/list"),
        ("/files/a.csv", "/files/{name}.csv"),
        ("/files/a.b.csv", "/files/{name}.csv"),
        ("/files/.csv", "/files/{name}"),
        ("/files/a+b", "/files/{from}+{to}"),
        ("/files/aab", "/files/{name}"),
        ("/files/a.CSV", "/files/{name}"),
        ("/files/a.csv/parts", "/files/{name}.csv/parts"),
        ("/files/a/parts", None),
        ("/files/a/all", "/files/{name}/all"),
        ("/files/list/all", "/files/{name}/all"),
        ("/files/a.csv/all", "/files/{name}/all"),
        ("/files/", None),
        ("/files", None),
        ("/Files/list", None),
    ],
)
def test_a_segment_may_be_text_and_parameters(path: str, expected: str | None) -> None:
    """A literal segment wins, then one with some text; text is compared as it is."""
    names = ["/files/{name}", "/files/{name}.csv", "/files/{from}+{to}", "/files/list", "/files/{name}.csv/parts"]
    names += ["/files/{name}/all"]

    def parameters(name: str) -> list[Any]:
        found = [part.partition("}")[0] for part in name.split("{")[1:]]
        return [{"name": key, "in": "path", "required": True, "schema": {"type": "string"}} for key in found]

    mock = small({name: {"security": [], "parameters": parameters(name)} for name in names})
    assert operation(mock, path) == expected


def test_an_alias_stands_for_a_path_and_not_for_another_alias() -> None:
    """The first one that fits is replaced, once."""
    mock = small(
        {"/v2/a": {"security": []}, "/v3/a": {"security": []}}, **{"x-path-aliases": {"/v1": "/v2", "/v2": "/v3"}}
    )
    assert [operation(mock, f"/v{number}/a") for number in (1, 2, 3)] == ["/v2/a", "/v3/a", "/v3/a"]


def test_a_path_may_have_a_query_of_its_own() -> None:
    """Which does not count."""
    mock = small({"/pets?action=list": {"security": []}})
    assert operation(mock, "/pets?action=list&q=1") == "/pets?action=list"


def test_the_letter_case_of_paths_may_not_matter() -> None:
    """Where the description says that the server is lenient, patterns included."""
    parameter = {"name": "name", "in": "path", "required": True, "schema": {"type": "string"}}
    paths = {"/Files/{name}.csv": {"security": [], "parameters": [parameter]}}
    assert operation(small(paths, **{"x-lenient": ["letter-case"]}), "/fILES/a.CSV") == "/Files/{name}.csv"
    assert operation(small(paths), "/Files/a.CSV") is None


@pytest.mark.parametrize("scheme", [name for name in SCHEMES if name not in ("connect", "tls", "basic")])
def test_a_key_is_accepted_in_its_place_only(scheme: str) -> None:
    """Once, and exactly; whatever the scheme is called."""
    mock = small({"/a": {"security": [{scheme: []}]}})
    key = mock.identities.keys[scheme]
    prefix = "Bearer " if scheme == "bearer" else ""
    places: dict[str, Any] = {
        "header": lambda value: get(mock, "/a", ("X-Key", value)),
        "query": lambda value: get(mock, f"/a?key={value}"),
        "cookie": lambda value: get(mock, "/a", ("Cookie", f"other=1; key={value}")),
        "Authorization": lambda value: get(mock, "/a", ("Authorization", f"{prefix}{value}")),
    }
    own = scheme if scheme in places else "Authorization"
    for place, send in places.items():
        assert send(key).status == (200 if place == own else 401)
    for wrong in (f"{key}x", key[:-1], key.swapcase(), ""):
        assert places[own](wrong).status == 401
    if own == "query":
        assert get(mock, f"/a?key={key}&key={key}").status == 401
        assert get(mock, f"/a?key={key}&x=%").status == 401
    if own in ("header", "Authorization"):
        name = "X-Key" if own == "header" else "Authorization"
        assert get(mock, "/a", (name, f"{prefix}{key}"), (name, f"{prefix}{key}")).status == 401


def test_a_client_certificate_is_not_for_requests_to_say() -> None:
    """An operation with mutual TLS takes any request, unless it needs something beside it."""
    assert get(small({"/a": {"security": [{"tls": []}]}}), "/a").status == 200
    mock = small({"/a": {"security": [{"tls": [], "header": []}]}})
    assert get(mock, "/a").status == 401
    assert get(mock, "/a", ("X-Key", mock.identities.keys["header"])).status == 200


@pytest.mark.parametrize(
    ("security", "challenge"),
    [
        ([{"basic": []}], 'Basic realm="API"'),
        ([{"bearer": []}, {"basic": []}], 'Basic realm="API", Bearer realm="API"'),
        ([{"connect": []}], 'Bearer realm="API"'),
        ([{"header": []}], None),
    ],
)
def test_a_refusal_lists_the_ways_to_authenticate(security: Any, challenge: str | None) -> None:
    """Those that have a name in HTTP (RFC 9110 section 11.6.1)."""
    assert get(small({"/a": {"security": security}}), "/a").header("WWW-Authenticate") == challenge


@pytest.mark.parametrize("security", [[{}], [{"header": []}, {}], [{}, {"header": []}], []])
def test_credentials_may_be_optional(security: Any) -> None:
    """Wherever the empty alternative stands: then nobody is refused, and nothing is counted."""
    mock = small({"/a": {"security": security}})
    mock.daily_limit = 0
    for fields in ([], [("X-Key", "wrong")], [("X-Key", mock.identities.keys["header"])]):
        assert get(mock, "/a", *fields).status == 200


@pytest.mark.parametrize("statuses", [["200", "201"], ["201", "404", "200"], ["default", "299", "200"]])
def test_an_operation_succeeds_with_its_lowest_status(statuses: list[str]) -> None:
    """In whatever order they are described; clients return what that one describes, too."""
    responses = {status: {"description": ""} for status in statuses}
    assert get(small({"/a": {"responses": responses}}), "/a").status == 200


def test_a_redirect_describes_an_error_in_allowed_characters() -> None:
    """RFC 6749 section 4.1.2.1: neither quotation marks nor backslashes, and nothing beyond ASCII."""
    flow = {"authorizationUrl": "/login", "tokenUrl": "/token", "scopes": {}}
    schemes = {"oauth": {"type": "oauth2", "flows": {"authorizationCode": flow}}}
    parameter = {"name": 'a\\"ß"', "in": "query", "required": True, "schema": {"type": "string"}}
    mock = small({"/login": {"parameters": [parameter]}}, components={"securitySchemes": schemes})
    app = mock.identities.apps[0]
    query = {"client_id": app.client_id, "redirect_uri": app.redirect_uris[0], "response_type": "code"}
    location = get(mock, f"/login?{urlencode(query)}").header("Location")
    sent = dict(parse_qsl(urlsplit(location).query))
    assert sent == {"error": "invalid_request", "error_description": "Parameter 'a/'?'' is required."}


def test_an_issuer_says_where_its_endpoints_are() -> None:
    """Below its own path, at the host that was asked; both endpoints work."""
    mock = small({"/a": {"security": [{"connect": []}]}})
    metadata = get(mock, "/login/.well-known/openid-configuration").json()
    assert metadata == {
        "issuer": "https://localhost/login",
        "authorization_endpoint": "https://localhost/login/authorize",
        "token_endpoint": "https://localhost/login/token",
        "grant_types_supported": ["authorization_code", "client_credentials", "refresh_token"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "code_challenge_methods_supported": ["S256", "plain"],
    }
    app = mock.identities.apps[0]
    body = f"grant_type=client_credentials&client_id={app.client_id}&client_secret={app.client_secret}"
    form = (("Content-Type", "application/x-www-form-urlencoded"),)
    token = mock.respond(MockRequest("POST", metadata["token_endpoint"], form, body.encode())).json()["access_token"]
    assert get(mock, "/a", ("Authorization", f"Bearer {token}")).status == 200
    assert get(mock, "/a", ("Authorization", f"Bearer {token}x")).status == 401


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ([("X-Size", "1"), ("Cookie", "lang=de")], 200),
        ([("Cookie", "lang=de")], 400),
        ([("X-Size", "x"), ("Cookie", "lang=de")], 400),
        ([("X-Size", "1")], 400),
        ([("X-Size", "1"), ("Cookie", "lang=xx")], 400),
        ([("X-Size", "1"), ("Cookie", "lang=de; lang=de")], 400),
    ],
)
def test_header_and_cookie_parameters_are_checked(fields: Any, status: int) -> None:
    """As those of the query are."""
    parameters = [
        {"name": "X-Size", "in": "header", "required": True, "schema": {"type": "integer"}},
        {"name": "lang", "in": "cookie", "required": True, "schema": {"enum": ["de", "en"]}},
    ]
    assert get(small({"/a": {"security": [], "parameters": parameters}}), "/a", *fields).status == status


@pytest.mark.parametrize("parameter", [{"name": "q", "in": "query", "required": True, "style": "deepObject"}])
def test_a_required_object_is_missed(parameter: Any) -> None:
    """Status 400, with its name."""
    schema = {"type": "object", "properties": {"a": {"type": "integer"}}}
    mock = small({"/a": {"security": [], "parameters": [{**parameter, "schema": schema}]}})
    assert [get(mock, path).status for path in ("/a", "/a?q[a]=1", "/a?q[a]=x")] == [400, 200, 400]


def test_an_identifier_may_be_a_uuid() -> None:
    """Of version 4 (RFC 9562)."""
    record = {"type": "object", "properties": {"id": {"type": "string", "format": "uuid", "readOnly": True}}}
    content = {"content": {"application/json": {"schema": record}}}
    root = {
        "openapi": "3.1.0",
        "info": {"title": "Small", "version": "1"},
        "paths": {
            "/things": {
                "post": {
                    "security": [],
                    "requestBody": content,
                    "responses": {"201": {"description": "", **content}},
                    "x-store": {"collection": "things", "action": "create", "key": "id"},
                }
            }
        },
    }
    request = MockRequest("POST", "https://localhost/things", (("Content-Type", "application/json"),), b"{}")
    assert uuid.UUID(Mock(document=root).respond(request).json()["id"]).version == 4


def test_half_a_surrogate_pair_is_a_value_like_others() -> None:
    """JSON can hold one at any level; it counts as one character."""
    check = Compiler({}).compile({"type": "object", "additionalProperties": {"items": {"maxLength": 1}}})
    assert check({"\ud800": ["\ud800", {"a": "\udfff"}]}) is None
    assert check({"a": ["\ud800b"]}) is not None


def test_an_error_is_shown_by_its_message() -> None:
    """In a traceback, for who looks for a bug of the mock."""
    assert str(ErrorResponse(400, "No.", error="x")) == "No."


@pytest.mark.parametrize(
    ("limit", "seconds", "is_late"),
    [(None, 1e6, False), (5, 5, False), (5, 5.1, True), (5, 0, False), (0, 9, True), (0, 0, False)],
)
def test_a_wait_ends_with_the_read_timeout(limit: Any, seconds: float, is_late: bool) -> None:
    """The clock goes no further than that."""
    mock = small({})
    before = mock.clock.wall()
    if is_late:
        with pytest.raises(http.ReadTimeout):
            _Wait(mock.clock, limit)(seconds)
    else:
        _Wait(mock.clock, limit)(seconds)
    assert mock.clock.wall() - before == pytest.approx(limit if is_late else seconds, abs=1)


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        ("http://a.example:80/b?c=1#d", ("http://a.example:80", "/b", "c=1")),
        ("http://a.example/b#d?e", ("http://a.example", "/b", "")),
        ("http://a.example?c=/&d=?", ("http://a.example", "/", "c=/&d=?")),
        ("/b/c?d#e", ("", "/b/c", "d")),
        ("", ("", "/", "")),
    ],
)
def test_a_request_has_the_parts_of_its_url(url: str, parts: tuple[str, str, str]) -> None:
    """A fragment is not sent (RFC 9110 section 4.2.5), so that it is part of none of them."""
    request = MockRequest("GET", url)
    assert (request.origin, request.path, request.query) == parts


def test_an_exchange_has_the_size_of_all_its_parts() -> None:
    """The journal keeps as many as fit into its bytes."""
    request = MockRequest("POST", "https://a.example/b", (("A", "12"),), b"123")
    response = MockResponse(200, (("Bcd", "1"), ("E", "")), b"12345")
    assert _size(Exchange(request, response, None)) == 19 + 3 + 3 + 4 + 1 + 5


def test_faults_have_details_with_defaults() -> None:
    """As their documentation lists them."""
    assert {name: dict(details) for name, details in FAULTS.items() if details} == {
        "clock_skew": {"seconds": 3600.0},
        "error_status": {"status": 503},
        "foreign_next_page": {"origin": "https://elsewhere.example"},
        "latency": {"seconds": 1.0},
        "rate_limit": {"seconds": 1},
        "slow_body": {"seconds": 1.0},
        "token_outage": {"status": 503},
        "wrong_content_type": {"media_type": "text/html"},
    }


@pytest.mark.parametrize(
    ("name", "detail", "values", "others"),
    [
        ("latency", "seconds", [0, 0.5, 10**9 - 1], [-1, "1", True, float("nan"), 10**9]),
        ("clock_skew", "seconds", [1 - 10**9, 0, 0.5], [10**9, -(10**9), None]),
        ("rate_limit", "seconds", [0, 1], [0.5, -1]),
        ("error_status", "status", [400, 599], [399, 600, 400.0, "400"]),
        ("wrong_content_type", "media_type", ["a/b", ""], [7, "a\n", "é"]),
    ],
)
def test_a_detail_of_a_fault_has_limits(name: str, detail: str, values: list[Any], others: list[Any]) -> None:
    """What could not be sent is refused when it is injected."""
    for value in values:
        assert Fault(name=name, details={detail: value}).details[detail] == value
    for value in others:
        with pytest.raises(ValueError, match=f"{name} does not accept {detail}="):
            Fault(name=name, details={detail: value})


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"name": "latencey"}, "there is no fault 'latencey'; did you mean 'latency'"),
        ({"times": 0}, "times is 0; pass an integer of at least 1"),
        ({"times": 1.0}, "times is 1.0"),
        ({"times": True}, "times is True"),
        ({"probability": 1.1}, "probability is 1.1; pass a number from 0 to 1"),
        ({"probability": -0.1}, "probability is -0.1"),
        ({"probability": True}, "probability is True"),
        ({"details": {"status": 500}}, "latency takes seconds, not 'status'"),
        ({"name": "not_json", "details": {"a": 1}}, "not_json takes no details, not 'a'"),
    ],
)
def test_a_fault_that_cannot_be_is_refused(options: Any, words: str) -> None:
    """By the value that is wrong; 0 and 1 are probabilities, too."""
    assert [Fault(name="latency", probability=value).probability for value in (0, 1, 0.5)] == [0, 1, 0.5]
    with pytest.raises(ValueError, match=words):
        Fault(**{"name": "latency", **options})


@pytest.mark.parametrize(
    ("name", "title"),
    [("api_key", "API key"), ("authorization_code", "Authorization code"), ("partner_api", "Partner API")],
)
def test_credentials_have_titles(name: str, title: str) -> None:
    """On the buttons of the documentation."""
    assert _title(name) == title


def test_the_documentation_leads_to_this_server() -> None:
    """Endpoints keep their paths and queries; the base path of the first server is kept."""
    origin = "http://127.0.0.1:1"
    moved = [_moved(url, origin) for url in ("https://a.example/b?c=d", "/b", "b", "https://a.example")]
    assert moved == [f"{origin}/b?c=d", f"{origin}/b", f"{origin}/b", f"{origin}/"]
    assert is_own_redirect_uri(f"{origin}/try/callback")
    assert not is_own_redirect_uri(f"{origin}/callback")
    for servers, url in (([{"url": "https://a.example/v1/"}], f"{origin}/v1"), ([], origin), ([{}], origin)):
        mock = small({"/a": {"security": []}}, servers=servers)
        document = Docs(mock, mock.respond)(MockRequest("GET", f"{origin}/openapi.json")).json()
        assert document["servers"] == [{"url": url, "description": "This mock."}, *servers]


def test_a_page_that_was_removed_is_not_found(tmp_path: Any) -> None:
    """Only what was there at the start is served."""
    mock = small({})
    for name in ("index.html", "other.html"):
        (tmp_path / name).write_text("<body >")
    docs = Docs(mock, mock.respond, tmp_path)
    (tmp_path / "other.html").unlink()
    response = docs(MockRequest("GET", "http://127.0.0.1/reference/other.html"))
    assert (response.status, b"not there any more" in response.body) == (404, True)
    assert docs(MockRequest("GET", "http://127.0.0.1/reference/")).status == 200


def test_accounts_show_no_secret() -> None:
    """Neither do clients, nor the users of a mock."""
    identities = Mock().identities
    secrets = [secret for account in identities.accounts for secret in account.secrets.values()]
    secrets += [app.client_secret for app in identities.apps]
    assert not [secret for secret in secrets if secret in repr(identities.accounts) + repr(identities.apps)]


@pytest.mark.parametrize("kind", ["implicit", "authorization_code"])
def test_a_user_signs_in_whenever_a_client_is_made(kind: str) -> None:
    """Without a warning: the secrets that a browser sees are made up. Nothing of them is shown."""
    mock = Mock()
    app = getattr(mock.credentials, kind)
    user, other = (mock.credentials._factory.user(app) for _ in range(2))
    assert (repr(user), user.security_scheme) == ("MockUser()", "oauth2")
    assert user == other
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for _ in range(2):
            with mock.client(user) as client:
                assert client.account.agents.me().email == "ada@example.com"
    assert [exchange.operation for exchange in mock.requests].count("oauth.authorize") == 2


def test_operations_may_have_servers_of_their_own() -> None:
    """The path of the operation's server, else of its path's, else of the document's; and that of a base URL."""
    responses = {"responses": {"200": {"description": ""}}, "security": []}
    root = {
        "openapi": "3.1.0",
        "info": {"title": "Small", "version": "1"},
        "servers": [{"url": "https://a.example/root"}],
        "paths": {
            "/a": {"get": {**responses, "operationId": "plain"}},
            "/b": {
                "servers": [{"url": "https://b.example/path/"}],
                "get": {**responses, "operationId": "by path"},
                "post": {**responses, "operationId": "own", "servers": [{"url": "https://c.example/own"}]},
            },
        },
    }
    mock = Mock(document=root)
    for method, path, expected in (
        ("GET", "/root/a", "plain"),
        ("GET", "/path/b", "by path"),
        ("POST", "/own/b", "own"),
        ("GET", "/root/b", "by path"),
        ("POST", "/root/b", "own"),
        ("POST", "/path/b", None),
        ("GET", "/a", None),
    ):
        mock.respond(MockRequest(method, f"https://localhost{path}"))
        assert mock.requests[-1].operation == expected


@pytest.mark.parametrize(("query", "status"), [("q=%7B%7D", 200), ("q=%7B", 400), ("q=1&q=1", 400), ("", 200)])
def test_a_parameter_may_be_one_json_text(query: str, status: int) -> None:
    """What is not JSON, or is repeated, is refused by name."""
    parameter = {"name": "q", "in": "query", "content": {"application/json": {"schema": True}}}
    response = get(small({"/a": {"security": [], "parameters": [parameter]}}), f"/a?{query}")
    assert response.status == status


def test_a_place_in_a_body_is_a_json_pointer() -> None:
    """RFC 6901 section 3: both of its characters are escaped."""
    assert Failure(("a~b/c", 0, ""), "is wrong").pointer == "/a~0b~1c/0/"
    assert Failure((), "is wrong").pointer == ""


def test_the_servers_time_is_that_of_the_clock() -> None:
    """Until a fault shifts it."""
    clock = MockClock(datetime(2026, 1, 1, tzinfo=UTC))
    time_of_server = ServerTime(clock)
    assert time_of_server.wall() == clock.wall() == datetime(2026, 1, 1, tzinfo=UTC).timestamp()
    time_of_server.skew = -5.0
    assert time_of_server.wall() == clock.wall() - 5


@pytest.mark.parametrize(
    ("fault", "link"),
    [
        ("repeated_next_page", "{base}/api/v2/account/agents?pageIndex=0"),
        ("foreign_next_page", "https://elsewhere.example/api/v2/account/agents?pageIndex=1"),
    ],
)
def test_a_fault_leads_to_another_page(fault: str, link: str) -> None:
    """Of a success only; a last page is not followed by another one."""
    mock = Mock(page_size=1)
    mock.inject(fault, times=None)
    with mock.client(mock.credentials.api_key) as client:
        data = client.request("GET", "/api/v2/account/agents")
        assert data["nextPage"] == link.format(base=client.base_url)
        last = client.request("GET", "/api/v2/account/agents", query={"pageIndex": 3})
        assert bool(last["nextPage"]) is (fault == "repeated_next_page")
        with pytest.raises(APIStatusError):
            client.request("GET", "/api/v2/account/agents", query={"pageIndex": -1})


def test_a_difference_is_shown_as_it_is_written() -> None:
    """In any script, and cut where it is long."""
    mock = small({"/a": {"security": []}})
    get(mock, "/a?name=J%C3%BCrgen&long=" + "x" * 100)
    with pytest.raises(AssertionError, match=r'query\.name is "Jürgen", not "Zoë"'):
        mock.assert_requested(query={"name": "Zoë"})
    with pytest.raises(AssertionError, match=rf'query\.long is "{"x" * 78}…, not "y"'):
        mock.assert_requested(query={"long": "y"})


def test_the_documentation_knows_the_client_and_names_types() -> None:
    """Of the document in both of its forms; without a client there is nothing to fill in."""
    mock = Mock()
    docs = Docs(mock, mock.respond)

    def ask(path: str) -> Any:
        return docs(MockRequest("GET", f"http://127.0.0.1:1{path}"))

    assert ask("/openapi.json").header("Content-Type") == "application/json; charset=utf-8"
    assert ask("/openapi.yaml").header("Content-Type") == "application/yaml"
    app = mock.identities.apps[0]
    settings = f'"client": {{"clientId": "{app.client_id}", "clientSecret": "{app.client_secret}"}}'
    assert settings in ask("/try/").body.decode()
    bare = Mock(document={"openapi": "3.1.0", "info": {"title": "Small", "version": "1"}, "paths": {}})
    page = Docs(bare, bare.respond)(MockRequest("GET", "http://127.0.0.1:1/try/")).body.decode()
    assert ('"client": {}' in page) is not bool(bare.identities.apps)


def test_an_application_waits_as_a_fault_says() -> None:
    """Before the response, and between its pieces."""

    class Slow:
        def respond(self, request: MockRequest) -> MockResponse:
            return MockResponse(200, (), b"ab", delivery=Delivery(wait=0.02, gap=0.02, pieces=2))

    sent: list[tuple[float, Any]] = []

    async def main() -> None:
        async def receive() -> Any:
            return {"type": "http.request"}

        async def send(message: Any) -> None:
            sent.append((time.monotonic() - begun, message))

        scope = {"type": "http", "method": "GET", "path": "/", "headers": []}
        begun = time.monotonic()
        await MockApplication(Slow())(scope, receive, send)

    asyncio.run(main())
    assert [message["type"].rpartition(".")[2] for _, message in sent] == ["start", "body", "body"]
    assert [message.get("more_body") for _, message in sent] == [None, True, False]
    assert all(after >= 0.019 * number for number, (after, _) in enumerate(sent, 1))


def test_a_vendors_parameter_is_required_of_every_grant_that_has_its_form() -> None:
    """Those of the protocol are required of their own grants only, although the one form of all lists them."""
    names = ("grant_type", "code", "redirect_uri", "client_id", "client_secret", "username", "password", "siteId")
    form = {
        "type": "object",
        "required": ["grant_type", "code", "siteId"],
        "properties": {name: {"type": "string"} for name in names},
    }
    root = {
        "openapi": "3.1.0",
        "info": {"title": "Small", "version": "1"},
        "paths": {
            "/token": {
                "post": {
                    "security": [],
                    "requestBody": {"content": {"application/x-www-form-urlencoded": {"schema": form}}},
                    "responses": {"200": {"description": ""}},
                }
            }
        },
        "components": {
            "securitySchemes": {
                "oauth": {"type": "oauth2", "flows": {"password": {"tokenUrl": "/token", "scopes": {}}}}
            }
        },
    }
    mock = Mock(document=root)
    account = mock.identities.accounts[0]
    fields = f"grant_type=password&username={account.login}&password={next(iter(account.secrets.values()))}"
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    answers = [
        mock.respond(MockRequest("POST", "https://localhost/token", kind, f"{fields}{more}".encode()))
        for more in ("", "&siteId=1")
    ]
    assert [answer.status for answer in answers] == [400, 200]
    without = f"grant_type=password&username={account.login}&siteId=1".encode()
    answer = mock.respond(MockRequest("POST", "https://localhost/token", kind, without))
    assert b"Parameter 'password' is required." in answer.body
