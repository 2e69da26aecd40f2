"""RFC 6749 section 4.1.1: the page on which people sign in and consent, where the mock asks."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from comm100._http import http
from comm100.testing import Mock, MockRequest, MockServer
from tests.mock.support import AGENTS, CALLBACK

ASKED = {"client_id": "example-client", "redirect_uri": CALLBACK, "response_type": "code", "state": "a b&c"}
URL = "http://mock.example/oauth/authorize?" + urlencode(ASKED)
ADA = ("ada@example.com", "example-password")


@pytest.fixture
def asking() -> Any:
    return Mock(consent="form")


class Form(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self, text: Any) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.fields: dict[str, list[str | None]] = {}
        self.feed(text)

    def handle_starttag(self, tag: Any, attributes: Any) -> None:
        self.tags.append(tag)
        values = dict(attributes)
        if tag in ("input", "button"):
            self.fields.setdefault(values["name"], []).append(values.get("value"))
        if tag == "form":
            self.method, self.action = values["method"], values.get("action")


def sent(location: Any) -> Any:
    assert location.startswith(CALLBACK)
    return {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}


def test_a_page_asks(asking: Any) -> None:
    """A plain form that comes back to its own address, without a script, and not to be framed or kept."""
    response = asking.respond(MockRequest("GET", URL))
    assert response.status == 200
    assert response.header("Content-Type") == "text/html; charset=utf-8"
    form = Form(response.body.decode())
    assert (form.method, form.action) == ("post", None)
    assert form.fields == {"login": [None], "secret": [None], "decision": ["allow", "deny"]}
    page = response.body.decode()
    assert '<label for="login">Email</label><input id="login" name="login" type="text" autocomplete="username"' in page
    assert 'name="secret" type="password" autocomplete="current-password" required>' in page
    assert "script" not in form.tags
    assert "frame-ancestors 'none'" in response.header("Content-Security-Policy")
    assert response.header("Cache-Control") == "no-store"


def test_who_signs_in_is_whom_the_token_acts_for(asking: Any) -> None:
    """Whoever of the accounts it is; and the code works like any other."""
    asking.seed_records(
        "agents",
        [
            {
                "email": "bo@example.com",
                "displayName": "Bo",
                "firstName": "B",
                "lastName": "L",
                "password": "Pa55word-Bo",
            }
        ],
    )
    for login, secret in (ADA, ("bo@example.com", "Pa55word-Bo")):
        app = asking.credentials.authorization_code
        request = app.start()
        with asking.client(app.resume(app.finish(asking.sign_in(request.url, login, secret), request))) as client:
            assert client.account.agents.me().email == login


def test_no_is_access_denied(asking: Any) -> None:
    """With the state (section 4.1.2.1); nobody has to sign in to say so."""
    answer = sent(asking.sign_in(URL, allow=False))
    assert (answer["error"], answer["state"]) == ("access_denied", ASKED["state"])


@pytest.mark.parametrize("decision", ["", "decision=", "decision=Allow", "decision=allowed", "decision=yes"])
def test_only_the_button_that_allows_it_allows_it(asking: Any, decision: str) -> None:
    """A form without it denies access, whoever signs in."""
    form = f"login=ada%40example.com&secret=example-password&{decision}"
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    response = asking.respond(MockRequest("POST", URL, headers, form.encode()))
    assert sent(response.header("Location"))["error"] == "access_denied"


@pytest.mark.parametrize(("login", "secret"), [("ada@example.com", "wrong"), ("x<b>@example.com", "x"), ("", "")])
def test_a_wrong_password_brings_the_page_back(asking: Any, login: Any, secret: Any) -> None:
    """It says so, repeats nothing of what was filled in, and no code is handed out."""
    with pytest.raises(ValueError, match="returned 400"):
        asking.sign_in(URL, login, secret)
    text = asking.requests[-1].response.body.decode()
    assert 'role="alert">The email or the password is wrong.' in text
    assert "<b>" not in text
    assert asking.requests[-1].response.header("Location") is None


def test_the_implicit_flow_asks_too(asking: Any) -> None:
    """And answers in the fragment."""
    location = asking.sign_in(URL.replace("response_type=code", "response_type=token"), *ADA)
    token = parse_qs(urlsplit(location).fragment)["access_token"][0]
    assert asking.respond(MockRequest("GET", AGENTS, {"Authorization": f"Bearer {token}"})).status == 200


@pytest.mark.parametrize(
    ("name", "value", "status"),
    [("client_id", "nobody", 400), ("redirect_uri", "https://evil.example/", 400), ("response_type", "x", 302)],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nobody_is_asked_about_a_request_that_is_not_in_order(
    asking: Any, method: str, name: Any, value: Any, status: int
) -> None:
    """It is refused as it is without a page, before and after."""
    url = "http://mock.example/oauth/authorize?" + urlencode({**ASKED, name: value})
    response = asking.respond(MockRequest(method, url))
    assert response.status == status
    assert response.header("Content-Type") != "text/html; charset=utf-8"


def test_what_the_page_shows_is_escaped() -> None:
    """A client's name is text, whatever is in it."""
    known = Mock().identities.apps[0]
    app = type(known)(client_id="<script>", client_secret="s", redirect_uris=("https://a.example/b",))
    query = urlencode({"client_id": "<script>", "redirect_uri": "https://a.example/b", "response_type": "code"})
    mock = Mock(consent="form", apps=[app])
    text = mock.respond(MockRequest("GET", "/oauth/authorize?" + query)).body.decode()
    assert "<script>" not in text
    assert "&lt;script&gt;" in text


@pytest.mark.parametrize(("redirect_uri", "place"), [("https://a.example/b", "a.example"), ("app:/b", "app:/b")])
def test_the_page_says_where_the_answer_goes(redirect_uri: str, place: str) -> None:
    """To a host, or to an app of the machine, whose URI has none (RFC 8252 section 7.1)."""
    known = Mock().identities.apps[0]
    app = type(known)(client_id="a", client_secret="s", redirect_uris=(redirect_uri,))
    query = urlencode({"client_id": "a", "redirect_uri": redirect_uri, "response_type": "code"})
    text = Mock(consent="form", apps=[app]).respond(MockRequest("GET", "/oauth/authorize?" + query)).body.decode()
    assert f" Your answer is sent to {place}.<" in text


def test_a_mock_that_does_not_ask_knows_no_form(mock: Mock) -> None:
    """POST is then a method that the document does not list."""
    assert mock.respond(MockRequest("POST", URL)).status == 405
    with pytest.raises(ValueError, match="405"):
        mock.sign_in(URL, *ADA)


def test_a_browser_signs_in_over_http(asking: Any) -> None:
    """The page, the form, the redirect."""
    with MockServer(asking) as server, http.Client(base_url=server.url, trust_env=False) as browser:
        url = "/oauth/authorize?" + urlencode(ASKED)
        assert re.search("<form", browser.get(url).text)
        answer = browser.post(url, data={"login": ADA[0], "secret": ADA[1], "decision": "allow"})
        assert sent(answer.headers["location"]).keys() == {"code", "state"}
