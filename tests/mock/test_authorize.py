"""RFC 6749 sections 3.1, 4.1.1, 4.1.2 and 4.2: the authorization endpoint, which consents at once."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

import pytest

from comm100.testing import Mock, MockRequest
from tests.mock.support import AGENTS, CALLBACK, Wire, bearer, redirected

CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
USUAL = [("client_id", "example-client"), ("redirect_uri", CALLBACK), ("response_type", "code")]
STATES = ["plain", "a b", "a+b", "a%b", "%2B", "%20", "&=#?", "ä€😀", "\r\n", '"\\', "a" * 2_000, "~._-", "\x00", "="]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize(("kind", "part"), [("code", "query"), ("token", "fragment")])
def test_state_comes_back_as_it_was_sent(wire: Wire, kind: Any, part: Any, state: Any) -> None:
    """Byte for byte, whatever is in it, and read alike by both decoders of the world (section 4.1.2)."""
    response = wire.authorize(response_type=kind, state=state)
    assert redirected(response, part)["state"] == state
    raw = dict(pair.split("=") for pair in getattr(urlsplit(response.header("Location")), part).split("&"))
    assert unquote(raw["state"]) == state


def test_without_state_none_comes_back(wire: Wire) -> None:
    """Nothing is made up."""
    assert redirected(wire.authorize()).keys() == {"code"}


def test_a_parameter_without_a_value_counts_as_left_out(wire: Wire) -> None:
    """Section 3.1."""
    blank = [
        (name, "") for name in ("state", "scope", "code_challenge", "code_challenge_method", "siteId", "client_id")
    ]
    location = str(wire.authorize([*blank, *USUAL]).header("Location"))
    assert [pair.partition("=")[0] for pair in location.partition("?")[2].split("&")] == ["code"]


def test_the_implicit_flow_puts_the_token_in_the_fragment(wire: Wire) -> None:
    """With no refresh token (section 4.2.2), and the token works."""
    answer = redirected(wire.authorize(response_type="token", state="s"), "fragment")
    assert answer.keys() == {"access_token", "token_type", "expires_in", "state"}
    assert (answer["token_type"], answer["expires_in"]) == ("bearer", "43199")
    assert wire.get(AGENTS, bearer(answer["access_token"])).status == 200


def test_nothing_that_holds_a_secret_is_stored_by_a_cache(wire: Wire) -> None:
    """Codes and tokens travel in these answers."""
    for kind in ("code", "token"):
        assert wire.authorize(response_type=kind).header("Cache-Control") == "no-store"


@pytest.mark.parametrize(
    ("parameters", "error"),
    [
        ({"client_id": ""}, "invalid_client"),
        ({"client_id": "another"}, "invalid_client"),
        ({"redirect_uri": ""}, "invalid_request"),
        ({"redirect_uri": "https://evil.example/"}, "invalid_request"),
        ({"redirect_uri": CALLBACK + "/"}, "invalid_request"),
        ({"redirect_uri": CALLBACK + "?a=1"}, "invalid_request"),
        ({"redirect_uri": CALLBACK.upper()}, "invalid_request"),
    ],
)
def test_without_a_safe_redirect_there_is_none(wire: Wire, parameters: Any, error: Any) -> None:
    """Nobody is sent to an address that the client has not registered (section 4.1.2.1)."""
    response = wire.authorize(state="s", **parameters)
    assert response.status == 400
    assert response.json()["error"] == error
    assert response.header("Location") is None


@pytest.mark.parametrize(
    ("redirect_uri", "status"),
    [
        ("http://127.0.0.1/callback", 302),
        ("http://127.0.0.1:1/callback", 302),
        ("http://127.0.0.1:65535/callback", 302),
        ("http://[::1]:8400/callback", 302),
        ("https://127.0.0.1:8400/callback", 400),
        ("http://127.0.0.1:8400/callback/", 400),
        ("http://127.0.0.1:8400/callbac", 400),
        ("http://127.0.0.1:8400/Callback", 400),
        ("http://127.0.0.1:8400/callback?a=b", 400),
        ("http://127.0.0.1:8400/callback#a", 400),
        ("http://127.0.0.1:/callback", 400),
        ("http://127.0.0.1:8400:8400/callback", 400),
        ("http://127.0.0.1.evil.example:8400/callback", 400),
        ("http://127.0.0.1:8400@evil.example/callback", 400),
        ("http://127.0.0.2:8400/callback", 400),
        ("http://localhost:8400/callback", 400),
        ("http://user@127.0.0.1:8400/callback", 400),
        ("HTTP://127.0.0.1:8400/callback", 400),
        ("http://127.0.0.1:8400/callback\n", 400),
        ("http://127.0.0.1:8400", 400),
        ("https://app.example.com:8400/callback", 400),
    ],
)
def test_a_loopback_address_without_a_port_covers_all_ports(redirect_uri: str, status: int) -> None:
    """RFC 8252 section 7.3: a native application takes the port that it gets; all else is compared exactly."""
    registered = ["http://127.0.0.1/callback", "http://[::1]/callback"]
    assert Wire(Mock(redirect_uris=registered)).authorize(redirect_uri=redirect_uri).status == status


def test_a_loopback_address_with_a_port_covers_that_port() -> None:
    """A registered port is compared like everything else."""
    wire = Wire(Mock(redirect_uris=["http://127.0.0.1:8400/callback"]))
    assert wire.authorize(redirect_uri="http://127.0.0.1:8400/callback").status == 302
    assert wire.authorize(redirect_uri="http://127.0.0.1:8401/callback").status == 400
    assert wire.authorize(redirect_uri="http://127.0.0.1/callback").status == 400


@pytest.mark.parametrize("name", ["client_id", "redirect_uri"])
def test_a_repeated_client_or_redirect_uri_is_no_safe_redirect(wire: Wire, name: Any) -> None:
    """Two values are none."""
    assert wire.authorize([*USUAL, next(pair for pair in USUAL if pair[0] == name)]).status == 400


def test_a_query_that_is_not_well_encoded_is_no_safe_redirect(wire: Wire) -> None:
    """What cannot be read cannot be trusted."""
    query = f"client_id=example-client&redirect_uri={quote(CALLBACK, safe='')}&response_type=code&state="
    for state in ("%", "%zz", "%ff"):
        assert wire.send("GET", f"/oauth/authorize?{query}{state}").status == 400


@pytest.mark.parametrize(
    ("parameters", "error"),
    [
        ({"response_type": ""}, "invalid_request"),
        ({"response_type": "id_token"}, "unsupported_response_type"),
        ({"siteId": "+10000"}, "invalid_request"),
        ({"siteId": "0"}, "invalid_request"),
        ({"siteId": "10001"}, "access_denied"),
        ({"code_challenge": "short"}, "invalid_request"),
        *(
            ({"code_challenge": CHALLENGE, "code_challenge_method": method}, "invalid_request")
            for method in ("S512", "s256", "PLAIN", "S256 ")
        ),
    ],
)
def test_any_other_error_goes_back_in_the_redirect(wire: Wire, parameters: Any, error: Any) -> None:
    """With the state, so that the application knows whose error it is (section 4.1.2.1)."""
    answer = redirected(wire.authorize(state="s t", **parameters))
    assert (answer["error"], answer["state"]) == (error, "s t")
    assert "code" not in answer


def test_the_implicit_flow_has_its_errors_in_the_fragment(wire: Wire) -> None:
    """Section 4.2.2.1."""
    answer = redirected(wire.authorize(response_type="token", siteId="10001", state="s"), "fragment")
    assert (answer["error"], answer["state"]) == ("access_denied", "s")


@pytest.mark.parametrize("name", ["response_type", "siteId", "state"])
def test_a_repeated_parameter_is_an_error_of_the_request(wire: Wire, name: Any) -> None:
    """Section 3.1; a state that came twice is not echoed, because nobody knows which."""
    pairs = [*USUAL, ("siteId", "10000"), ("state", "s")]
    twice = [*pairs, next(pair for pair in pairs if pair[0] == name)]
    answer = redirected(wire.authorize(twice))
    assert answer["error"] == "invalid_request"
    assert ("state" in answer) == (name != "state")


@pytest.mark.parametrize("kinds", [("token", "code"), ("code", "token"), ("token", "token"), ("id_token",), ()])
def test_errors_are_in_the_query_unless_a_token_was_asked_for(wire: Wire, kinds: Any) -> None:
    """Only that one flow reads the fragment; two response types are none."""
    pairs = [pair for pair in USUAL if pair[0] != "response_type"]
    response = wire.authorize([*pairs, *(("response_type", kind) for kind in kinds)])
    assert redirected(response)["error"] in ("invalid_request", "unsupported_response_type")
    assert "#" not in str(response.header("Location"))


def test_an_unknown_parameter_is_ignored(wire: Wire) -> None:
    """Section 3.1: extensions may add what this server does not know, even twice."""
    assert "code" in redirected(wire.authorize([*USUAL, ("x", "1"), ("x", "2")]))


def test_a_redirect_uri_with_a_query_keeps_it() -> None:
    """The result is added to it (section 3.1.2)."""
    wire = Wire(Mock(redirect_uris=[CALLBACK + "?tenant=1"]))
    location = wire.authorize(redirect_uri=CALLBACK + "?tenant=1", state="s").header("Location") or ""
    assert [name for name, _ in parse_qsl(urlsplit(location).query)] == ["tenant", "code", "state"]
    location = wire.authorize(redirect_uri=CALLBACK + "?tenant=1", response_type="token").header("Location") or ""
    assert location.startswith(CALLBACK + "?tenant=1#access_token=")


def test_nobody_consents_who_is_gone(wire: Wire) -> None:
    """The account that consents was deleted."""
    assert wire.send("DELETE", f"{AGENTS}/1", dict([*bearer(wire.token()["access_token"]).items()])).status == 200
    assert redirected(wire.authorize(state="s"))["error"] == "access_denied"


def test_as_documented_the_implicit_flow_answers_with_json() -> None:
    """The vendor's text shows 200 with a refresh token, where RFC 6749 section 4.2.2 has a redirect without one."""
    wire = Wire(Mock(as_documented=True))
    response = wire.authorize(response_type="token", state="s")
    assert response.status == 200
    assert response.json().keys() == {"access_token", "token_type", "expires_in", "refresh_token"}
    assert redirected(wire.authorize(response_type="token", siteId="1"), "fragment")["error"] == "access_denied"


def test_as_documented_a_code_holds_a_plus_sign() -> None:
    """The vendor's sample has one; it survives a form as %2B, and only so."""
    wire = Wire(Mock(as_documented=True))
    response = wire.authorize()
    assert "%2B" in (response.header("Location") or "")
    code = redirected(response)["code"]
    assert "+" in code
    assert wire.exchange(code.replace("+", " ")).json()["error"] == "invalid_grant"
    assert wire.exchange(code).status == 200


def test_visit_follows_the_redirect(mock: Mock) -> None:
    """What a browser's address bar shows in the end."""
    url = f"https://any.example/oauth/authorize?client_id=example-client&redirect_uri={CALLBACK}&response_type=code"
    assert mock.visit(url).startswith(CALLBACK + "?code=")
    with pytest.raises(ValueError, match="400"):
        mock.visit(url + "&client_id=x")
    assert mock.respond(MockRequest("GET", url)).status == 302


def test_a_code_is_bound_to_the_port_of_its_redirect() -> None:
    """The exchange names the URI of the authorization request exactly, port included."""
    wire = Wire(Mock(redirect_uris=["http://127.0.0.1/callback"]))
    location = wire.authorize(redirect_uri="http://127.0.0.1:8400/callback").header("Location") or ""
    code = dict(parse_qsl(urlsplit(location).query))["code"]
    for other in ("http://127.0.0.1:8401/callback", "http://127.0.0.1/callback"):
        assert wire.exchange(code, redirect_uri=other).json()["error"] == "invalid_grant"
    assert wire.exchange(code, redirect_uri="http://127.0.0.1:8400/callback").status == 200
