"""Values that a request is compared by: only the exact value is accepted, and nothing that almost equals it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from comm100.testing import Mock, OAuthApp
from tests.mock.support import (
    AGENTS,
    CALLBACK,
    CLIENT,
    ME,
    PARTNER_TOKEN,
    PASSWORD,
    TOKEN,
    Wire,
    basic,
    bearer,
    redirected,
)

API_KEY = "0123456789abcdef0123456789abcdef"
LOGIN = "ada@example.com"
OTHER_CALLBACK = "https://app.example.com/other"
OTHER: Any = {"client_id": "other-client", "client_secret": "other-secret"}
VERIFIER = "dBjftJeZ4CVP-mBJfjkPQBBYPCuJvR8LcLxnGu3xqUk"
S256 = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
SITE = {"grant_type": "client_credentials", "siteId": "10000", **CLIENT}


@dataclass(frozen=True)
class Compared:
    """One compared value.

    Attributes:
        name: What it is.
        get: Returns the right value, from a fresh mock if the mock issues it.
        send: Sends a request with a value in place of the right one, and tells whether it was accepted.
        others: Other values that the mock knows, each right elsewhere.
    """

    name: str
    get: Callable[[Wire], str]
    send: Callable[[Wire, str], bool]
    others: Callable[[Wire], tuple[str, ...]] = field(default=lambda wire: ())


def near_misses(value: str, others: tuple[str, ...]) -> Iterator[str]:
    """Yield values that almost equal one."""
    letter = next(index for index, character in enumerate(value) if character.isalpha())
    yield from (value.upper(), value.lower(), value.swapcase(), value.title())
    yield value[:letter] + value[letter].swapcase() + value[letter + 1 :]
    yield from (value[:-1], value[1:], value[: len(value) // 2], value[0])
    yield from (value + value[-1], value + "x", "x" + value, value + value, value[:-1] + "~", value[::-1])
    yield from (f" {value}", f"{value} ", f"{value}\n", f"{value}\t", f"{value}\0", f"{value},{value}", f'"{value}"')
    yield from ("", "*", "%", ".*", "null", "undefined", "\ufeff" + value, value.replace("e", "\u0435"))
    yield from others


def accepted(response: Any) -> bool:
    """Tell whether a request succeeded; if not, its error must be one of the client."""
    assert response.status in (200, 302, 400, 401), response.body
    if response.status == 302:
        return "code" in redirected(response) if "?" in (response.header("Location") or "") else True
    return bool(response.status == 200)


def identity(value: str) -> Callable[[Wire], str]:
    return lambda wire: value


def exchange(wire: Wire, value: str, name: str, **authorization: str) -> bool:
    """Exchange a fresh code with one field replaced."""
    fields = {
        "code": wire.code(**authorization),
        "redirect_uri": CALLBACK,
        "grant_type": "authorization_code",
        **CLIENT,
    }
    return accepted(wire.form({**fields, name: value}))


def authorize(wire: Wire, value: str, name: str) -> bool:
    """Ask for authorization with one parameter replaced."""
    usual = {"client_id": CLIENT["client_id"], "redirect_uri": CALLBACK, "response_type": "code"}
    response = wire.authorize(list({**usual, name: value}.items()))
    return response.status == 302 and "code=" in (response.header("Location") or "")


COMPARED = [
    Compared(
        "client_secret in the form",
        identity(CLIENT["client_secret"]),
        lambda wire, value: accepted(wire.form({**SITE, "client_secret": value})),
        lambda wire: (OTHER["client_secret"], CLIENT["client_id"], API_KEY),
    ),
    Compared(
        "client_secret in the header",
        identity(CLIENT["client_secret"]),
        lambda wire, value: accepted(
            wire.form({"grant_type": "client_credentials", "siteId": "10000"}, TOKEN, basic(CLIENT["client_id"], value))
        ),
        lambda wire: (OTHER["client_secret"], f":{CLIENT['client_secret']}", f"{CLIENT['client_secret']}:"),
    ),
    Compared(
        "client_id in the form",
        identity(CLIENT["client_id"]),
        lambda wire, value: accepted(wire.form({**SITE, "client_id": value})),
        lambda wire: (OTHER["client_id"],),
    ),
    Compared(
        "client_id in the header",
        identity(CLIENT["client_id"]),
        lambda wire, value: accepted(
            wire.form(
                {"grant_type": "client_credentials", "siteId": "10000"}, TOKEN, basic(value, CLIENT["client_secret"])
            )
        ),
        lambda wire: (OTHER["client_id"], f"{CLIENT['client_id']}:{CLIENT['client_secret']}"),
    ),
    Compared(
        "client_id of an authorization request",
        identity(CLIENT["client_id"]),
        lambda wire, value: authorize(wire, value, "client_id"),
    ),
    Compared(
        "redirect_uri of an authorization request",
        identity(CALLBACK),
        lambda wire, value: authorize(wire, value, "redirect_uri"),
        lambda wire: ("https://other.example.com/callback", CALLBACK + "/..", CALLBACK.replace("https", "http")),
    ),
    Compared(
        "redirect_uri of a code",
        identity(CALLBACK),
        lambda wire, value: exchange(wire, value, "redirect_uri"),
        lambda wire: (OTHER_CALLBACK, CALLBACK + "/", CALLBACK + "?", CALLBACK + "#"),
    ),
    Compared(
        "redirect_uri of client credentials",
        identity(CALLBACK),
        lambda wire, value: value != "" and accepted(wire.form({**SITE, "redirect_uri": value})),
    ),
    Compared(
        "code",
        lambda wire: wire.code(),
        lambda wire, value: accepted(wire.exchange(value)) if value else False,
        lambda wire: (wire.token()["access_token"], wire.token()["refresh_token"]),
    ),
    Compared(
        "code_verifier, S256",
        identity(VERIFIER),
        lambda wire, value: exchange(wire, value, "code_verifier", code_challenge=S256, code_challenge_method="S256"),
        lambda wire: (S256, "y" * 43),
    ),
    Compared(
        "code_verifier, plain",
        identity(VERIFIER),
        lambda wire, value: exchange(wire, value, "code_verifier", code_challenge=VERIFIER),
        lambda wire: (S256, "y" * 43),
    ),
    Compared(
        "refresh token",
        lambda wire: str(wire.token()["refresh_token"]),
        lambda wire, value: accepted(wire.refresh(value)) if value else False,
        lambda wire: (wire.token()["access_token"], wire.code()),
    ),
    Compared(
        "access token",
        lambda wire: str(wire.token()["access_token"]),
        # Spaces around a header's credentials do not belong to them (RFC 9110 section 11.4).
        lambda wire, value: value == value.strip() and accepted(wire.get(ME, bearer(value))),
        lambda wire: (wire.token()["refresh_token"], wire.code(), API_KEY),
    ),
    Compared(
        "password",
        identity(PASSWORD["password"]),
        lambda wire, value: accepted(wire.form({**PASSWORD, "password": value})),
        lambda wire: ("example-partner-password", API_KEY, wire.mock.identities.accounts[1].secrets["password"]),
    ),
    Compared(
        "login name",
        identity(LOGIN),
        lambda wire, value: accepted(wire.form({**PASSWORD, "email": value})),
        lambda wire: ("partner@example.com", "grace@example.com", "1"),
    ),
    Compared(
        "API key",
        identity(API_KEY),
        lambda wire, value: accepted(wire.get(ME, basic(LOGIN, value))),
        lambda wire: (PASSWORD["password"], f":{API_KEY}", f"{API_KEY}:", f"{API_KEY}:{API_KEY}"),
    ),
    Compared(
        "login name of an API key",
        identity(LOGIN),
        lambda wire, value: accepted(wire.get(ME, basic(value, API_KEY))),
        lambda wire: ("grace@example.com", f"{LOGIN}:", "1"),
    ),
    Compared(
        "grant_type",
        identity("password"),
        lambda wire, value: accepted(wire.form({**PASSWORD, "grant_type": value})),
        lambda wire: ("client_credentials", "authorization_code", "refresh_token", "implicit"),
    ),
    Compared(
        "response_type",
        identity("code"),
        lambda wire, value: authorize(wire, value, "response_type"),
        lambda wire: ("id_token", "code token", "code id_token", "none"),
    ),
    Compared(
        "code_challenge_method",
        identity("S256"),
        lambda wire, value: (
            exchange(wire, VERIFIER, "code_verifier", code_challenge=S256, code_challenge_method=value)
            if redirected(wire.authorize(code_challenge=S256, code_challenge_method=value)).get("code")
            else False
        ),
        lambda wire: ("plain", "S384", "RS256"),
    ),
]


@pytest.fixture
def wire() -> Wire:
    """A mock that knows a second client and a second redirect URI."""
    return Wire(Mock(redirect_uris=[OTHER_CALLBACK], apps=[OAuthApp(**OTHER, redirect_uris=(CALLBACK,))]))


@pytest.mark.parametrize("compared", COMPARED, ids=lambda compared: compared.name)
def test_only_the_exact_value_is_accepted(wire: Wire, compared: Compared) -> None:
    """Another letter case, a prefix, a suffix, another known value, a repeated or an empty one are refused."""
    value = compared.get(wire)
    for wrong in dict.fromkeys(near_misses(value, compared.others(wire))):
        if wrong != value:
            assert not compared.send(wire, wrong), f"{wrong!r} was accepted instead of {value!r}"
    assert compared.send(wire, value)


@pytest.mark.parametrize("name", ["client_id", "client_secret", "redirect_uri", "code", "code_verifier"])
def test_a_repeated_parameter_of_a_token_request_is_refused(wire: Wire, name: str) -> None:
    """Even if both values are the right one (RFC 6749 section 3.2)."""
    code = wire.code(code_challenge=S256, code_challenge_method="S256")
    fields = {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK, **CLIENT}
    fields["code_verifier"] = VERIFIER
    assert wire.form([*fields.items(), (name, fields[name])]).status == 400
    assert wire.form(fields).status == 200


@pytest.mark.parametrize(
    "name", ["client_id", "redirect_uri", "response_type", "state", "siteId", "code_challenge", "code_challenge_method"]
)
def test_a_repeated_parameter_of_an_authorization_request_is_refused(wire: Wire, name: str) -> None:
    """Even if both values are the right one (RFC 6749 section 3.1)."""
    parameters = {"client_id": CLIENT["client_id"], "redirect_uri": CALLBACK, "response_type": "code", "state": "s"}
    parameters |= {"siteId": "10000", "code_challenge": S256, "code_challenge_method": "S256"}
    response = wire.authorize([*parameters.items(), (name, parameters[name])])
    assert "code=" not in (response.header("Location") or "")
    assert "code=" in (wire.authorize(list(parameters.items())).header("Location") or "")


@pytest.mark.parametrize(
    ("site", "right"),
    [
        ("10000", True),
        *((wrong, False) for wrong in ("010000", "10000.0", "1e4", "+10000", "10001", "10000 ", "0x2710", "-10000")),
        *((wrong, False) for wrong in ("1000", "100000", "\uff11\uff10\uff10\uff10\uff10")),
    ],
)
def test_only_the_client_s_own_site_is_accepted(wire: Wire, site: str, right: bool) -> None:
    """In all requests that name it, and spelled as JSON spells an integer."""
    assert accepted(wire.form({**SITE, "siteId": site})) == right
    assert authorize(wire, site, "siteId") == right
    assert exchange(wire, site, "siteId") == right


@pytest.mark.parametrize(
    ("challenge", "right"),
    [("a" * 42, False), ("a" * 43, True), ("a" * 128, True), ("a" * 129, False), ("~._-" * 11, True)]
    + [("a" * 42 + character, False) for character in "+/= %&ä\n"],
)
@pytest.mark.parametrize("method", ["S256", "plain"])
def test_a_challenge_has_43_to_128_unreserved_characters(wire: Wire, challenge: str, right: bool, method: str) -> None:
    """RFC 7636 section 4.2."""
    answer = redirected(wire.authorize(code_challenge=challenge, code_challenge_method=method))
    assert ("code" in answer) == right
    assert right or answer["error"] == "invalid_request"


@pytest.mark.parametrize("state", ["Aa", "aA", "a", "aa", " a", "a ", "a,b", "a%20b", "a+b", "a b", '"a"', "É"])
def test_state_is_returned_exactly(wire: Wire, state: str) -> None:
    """Neither trimmed nor in another case, for codes and for errors."""
    assert redirected(wire.authorize(state=state))["state"] == state
    assert redirected(wire.authorize(state=state, siteId="10001"))["state"] == state


@pytest.mark.parametrize(
    "credentials",
    ["!", "YQ", "YTpi=", "YTp iYg==", "YQ==", "Og==", "Ojo=", "YTpiYg==YTpiYg==", "é", "YWRhQGV4YW1wbGUuY29t", "=", ""],
)
@pytest.mark.parametrize("scheme", ["Basic", "basic"])
def test_a_malformed_basic_header_is_refused(wire: Wire, scheme: str, credentials: str) -> None:
    """At operations and at the token endpoint alike: bad base64, no colon, empty names."""
    header = {"Authorization": f"{scheme} {credentials}"}
    assert wire.get(ME, header).status == 401
    assert wire.form({"grant_type": "client_credentials", "siteId": "10000"}, TOKEN, header).status == 401


def test_right_credentials_survive_only_exact_base64(wire: Wire) -> None:
    """Without its padding, with a character of the URL-safe alphabet or with noise in it, the header is refused."""
    right = basic(OTHER["client_id"], OTHER["client_secret"])["Authorization"].split()[1]
    assert right.endswith("==")

    def status(credentials: str) -> int:
        fields = {"grant_type": "client_credentials", "siteId": "1"}
        return wire.form(fields, TOKEN, {"Authorization": f"Basic {credentials}"}).status

    damaged = (right[:4] + character + right[4:] for character in "-\n ")
    for wrong in (right.rstrip("="), right[:-1], right * 2, *damaged):
        assert status(wrong) == 401, wrong
    assert status(right) == 200


def test_secrets_of_one_kind_are_not_secrets_of_another(wire: Wire) -> None:
    """A partner's token or password is refused where an agent's is needed, and the other way round."""
    partner = {"grant_type": "password", "email": "partner@example.com", "password": "example-partner-password"}
    assert wire.form(partner).status == wire.form(PASSWORD, PARTNER_TOKEN).status == 400
    assert wire.get(AGENTS, bearer(wire.token(partner, PARTNER_TOKEN)["access_token"])).status == 401


@pytest.mark.parametrize("scheme", ["Basic", "Token", "MAC", "Bear", "Bearers", "OAuth", "Digest", "DPoP"])
def test_a_token_is_refused_under_another_scheme(wire: Wire, scheme: str) -> None:
    """The name of the scheme is compared as well, though in any letter case."""
    token = wire.token()["access_token"]
    assert wire.get(ME, {"Authorization": f"{scheme} {token}"}).status == 401
    assert wire.get(ME, {"Authorization": f"{scheme}{token}"}).status == 401
    assert wire.get(ME, {"Authorization": token}).status == 401
    assert wire.get(ME, {"Authorization": f"BEARER {token}"}).status == 200
