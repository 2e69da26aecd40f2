"""What a mock serves for readers: Swagger UI, the document with this mock as its server, and the reference."""

from __future__ import annotations

import re
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

import comm100
import comm100.testing.docs
from comm100.errors import ConfigurationError
from comm100.testing import Mock, MockRequest, OAuthApp
from comm100.testing.docs import Docs, redirect_uris
from comm100.testing.server import handler
from tests.mock.support import ME, TOKEN

ORIGIN = "http://127.0.0.1:4010"
REFERENCE = Path(comm100.__file__).parents[1] / "reference"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
def mock() -> Mock:
    return Mock(redirect_uris=redirect_uris("http://127.0.0.1"))


@pytest.fixture
def ask(mock: Mock) -> Any:
    answer = handler(mock, host="127.0.0.1", admin=False, cors=(), docs=partial(Docs, mock, pages=REFERENCE))

    def ask(path: str, form: dict[str, str] | None = None, method: str = "GET") -> Any:
        url = path if path.startswith("http") else ORIGIN + path
        if form is None:
            return answer(MockRequest(method, url))
        return answer(MockRequest("POST", url, FORM, urlencode(form).encode()))

    return ask


def test_the_page_has_its_style_and_its_title(ask: Any, mock: Mock) -> None:
    """Both as they are: braces in the one, and text in the other."""
    page = ask("/try/").body.decode()
    assert "<style>body { margin: 0; font: " in page
    assert "main { padding: 1rem 1.25rem; }</style>" in page
    assert f"<title>Try {mock.document['info']['title']}</title>" in page


def settings(ask: Any) -> str:
    """Return what the page tells Swagger UI."""
    text: str = ask("/try/").body.decode()
    return text[text.index('id="settings">') : text.rindex('<script src="swagger')]


def follow(ask: Any, response: Any) -> Any:
    """Follow redirects, as a browser does, up to a page."""
    while response.status in (302, 303):
        response = ask(response.header("Location").partition("#")[0])
    return response


@pytest.mark.parametrize("name", ["authorization_code", "password", "client_credentials", "partner_password"])
def test_a_button_signs_in_and_tells_swagger_ui(ask: Any, mock: Mock, name: str) -> None:
    """The token is in the page, and the API accepts it; the code flow goes through the browser, with PKCE."""
    assert '"authorized": []' in settings(ask)
    assert follow(ask, ask("/try/sign-in", {"with": name})).status == 200
    (token,) = re.findall(r'"access_token": "([^"]+)"', settings(ask))
    if name == "authorization_code":
        mock.assert_requested(path="/oauth/authorize", query={"code_challenge_method": "S256"})
        (exchange,) = mock.assert_requested(path=TOKEN)
        assert "code_verifier" in dict(exchange.request.form)
    if name != "partner_password":
        answer = mock.respond(MockRequest("GET", ORIGIN + ME, {"Authorization": f"Bearer {token}"}))
        assert answer.status in (200, 403)


def test_a_token_of_the_fragment_arrives(ask: Any) -> None:
    """The page that the implicit flow comes back to posts the fragment, which no server sees."""
    response = ask("/try/sign-in", {"with": "implicit"})
    back = ask(response.header("Location")).header("Location")
    page, _, fragment = back.partition("#")
    assert "return.js" in ask(page).body.decode()
    assert ask("/try/return.js").body.startswith(b'"use strict"')
    values = dict(pair.split("=") for pair in fragment.split("&"))
    assert ask("/try/callback", values).header("Location") == "/try/"
    assert values["access_token"] in settings(ask)


def test_a_key_needs_no_request(ask: Any, mock: Mock) -> None:
    """Its two parts are given to Swagger UI as they are."""
    ask("/try/sign-in", {"with": "api_key"})
    assert '"values": ["ada@example.com", "0123456789abcdef0123456789abcdef"]' in settings(ask)
    assert list(mock.requests) == []


def test_sign_ins_that_nobody_finishes_are_forgotten(ask: Any) -> None:
    """The oldest first, beyond a hundred."""
    begun = [ask("/try/sign-in", {"with": "authorization_code"}).header("Location") for _ in range(101)]
    assert [ask(ask(url).header("Location")).status for url in begun[:3]] == [400, 303, 303]


def test_a_sign_in_that_fails_says_why(ask: Any, mock: Mock) -> None:
    """An unknown button, a redirect that nobody began or that comes twice, and a server that refuses."""
    assert ask("/try/sign-in", {"with": "nothing"}).status == 400
    assert ask("/try/callback?state=x&code=y").status == 400
    back = ask(ask("/try/sign-in", {"with": "authorization_code"}).header("Location")).header("Location")
    assert [ask(back).status, ask(back).status] == [303, 400]
    assert ask("/try/callback?state=%ff").status == 400
    begun = ask("/try/sign-in", {"with": "authorization_code"}).header("Location")
    mock.inject("error_status", status=403, operation="oauth.token")
    assert ask(ask(begun).header("Location")).status == 400
    mock.inject("error_status", status=403, operation="oauth.token")
    refused = ask("/try/sign-in", {"with": "password"})
    assert refused.status == 400
    assert "Try again later." in unescape(refused.body.decode())


@pytest.mark.parametrize("path", ["/openapi.json", "/openapi.yaml", "/reference/openapi.json"])
def test_the_document_names_the_mock_first(ask: Any, path: str) -> None:
    """And no endpoint of a flow elsewhere, so that nothing addresses the vendor by accident."""
    response = ask(path)
    assert response.status == 200
    document = response.json()
    assert document["servers"][0] == {"url": ORIGIN, "description": "This mock."}
    # People read it, too.
    assert "Account › Agents" in response.body.decode()
    flows = [
        flow
        for scheme in document["components"]["securitySchemes"].values()
        for flow in scheme.get("flows", {}).values()
    ]
    assert {url.rpartition("/oauth")[0] for flow in flows for key, url in flow.items() if key.endswith("Url")} <= {
        ORIGIN,
        f"{ORIGIN}/partner",
    }


def test_the_pages_are_served_and_know_it(ask: Any) -> None:
    """With links to try each operation; every other path still belongs to the mock."""
    assert ask("/").header("Location") == "/reference/"
    assert b'<body data-try="/try/operation" ' in ask("/reference/").body
    assert ask("/reference/style.css").header("Content-Type") == "text/css; charset=utf-8"
    assert ask("/try").header("Location") == "/try/"
    place = ask(f"/try/operation?method=GET&path={ME}").header("Location")
    assert place == "/try/#/Account%20%E2%80%BA%20Agents/account.agents.me"
    assert ask("/try/operation?method=GET&path=/nowhere").header("Location") == "/try/"
    assert ask("/try/swagger-ui.css").status == 200
    for path in ("/reference/../comm100/client.py", "/reference/%2e%2e/comm100/client.py", "/try/other.js", ME):
        assert ask(path).status in (401, 404), path
    assert ask("/reference/", method="DELETE").status == 404


def test_without_the_files_of_swagger_ui_the_reason_is_given(
    mock: Mock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """And a folder without pages is refused by name."""
    with pytest.raises(ConfigurationError, match="holds no reference"):
        Docs(mock, mock.respond, tmp_path)
    monkeypatch.setattr(comm100.testing.docs, "find_spec", lambda name: None)
    with pytest.raises(ConfigurationError, match="pip install --no-deps drf-spectacular-sidecar"):
        Docs(mock, mock.respond)


def test_text_of_the_document_is_inert(mock: Mock) -> None:
    """A title is text, in the page and in its script."""
    root = {**mock.document, "info": {**mock.document["info"], "title": "</script><script>alert(1)</script>"}}
    other = Mock(document=root)
    page = Docs(other, other.respond)(MockRequest("GET", f"{ORIGIN}/try/")).body.decode()
    assert "<script>alert" not in page


SMALL = {
    "openapi": "3.1.0",
    "info": {"title": "Small", "version": "1"},
    "paths": {
        "/a": {
            "get": {
                "operationId": "a.b",
                "tags": ["One/Two"],
                "security": [],
                "responses": {"200": {"description": ""}},
            }
        }
    },
}


def test_what_the_page_tells_swagger_ui_ends_no_script() -> None:
    """Nor does the identifier of a client."""
    client_id = "</script><script>alert(1)"
    other = Mock(document=SMALL, apps=[OAuthApp(client_id=client_id, client_secret="secret", redirect_uris=())])
    page = Docs(other, other.respond)(MockRequest("GET", f"{ORIGIN}/try/")).body.decode()
    assert "alert(1)" in page
    assert "<script>alert" not in page


def test_a_slash_of_a_tag_is_part_of_its_name() -> None:
    """What follows the next one is the operation."""
    other = Mock(document=SMALL)
    answer = Docs(other, other.respond)(MockRequest("GET", f"{ORIGIN}/try/operation?method=GET&path=/a"))
    assert answer.header("Location") == "/try/#/One%2FTwo/a.b"


def test_the_page_links_to_the_reference_that_is_served(mock: Mock, tmp_path: Path) -> None:
    """And to none that is not."""
    (tmp_path / "index.html").write_text("")
    for folder, links in ((tmp_path, True), (None, False)):
        page = Docs(mock, mock.respond, folder)(MockRequest("GET", f"{ORIGIN}/try/")).body.decode()
        assert ('<a href="/reference/">' in page) is links


def test_a_button_is_pressed_when_it_has_signed_in(mock: Mock) -> None:
    """The others are not."""
    docs = Docs(mock, mock.respond)
    for name, pressed in (("nothing", []), ("api_key", ["api_key"])):
        docs(MockRequest("POST", f"{ORIGIN}/try/sign-in", FORM, f"with={name}".encode()))
        page = docs(MockRequest("GET", f"{ORIGIN}/try/")).body.decode()
        assert re.findall('value="([a-z_]+)" aria-pressed=true', page) == pressed
