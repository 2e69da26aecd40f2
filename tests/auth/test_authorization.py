"""The redirect that comes back: nothing in it is believed before its state is, and nothing is sent in vain."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import hmac
import json
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from comm100 import AuthorizationCode, Implicit, errors
from comm100.auth import AuthorizationRequest
from comm100.auth.authorization import code_challenge, read_json, read_redirect, split_code
from comm100.testing import Mock
from tests.auth.support import BASE, REDIRECT, Clock, FakeAuthServer, application

pytestmark = pytest.mark.filterwarnings("ignore:.*RFC 9700")
PLUS = "591c35a40c8145e0b08dfa2b6e3294f17afc56729eb943eeac290c70+ef49b6e"


@pytest.fixture
def app(auth_server: FakeAuthServer, clock: Clock) -> Any:
    return application(transport=auth_server.transport, clock=clock)


@pytest.fixture
def implicit(clock: Clock) -> Any:
    return Implicit(client_id="example-client", redirect_uri=REDIRECT, site_id=10000, clock=clock)


def test_a_state_cannot_be_guessed(app: Any) -> None:
    """At least 128 bits, in characters that need no encoding, and a new one each time."""
    states = {app.start().state for _ in range(100)}
    assert len(states) == 100
    assert all(len(state) >= 43 and quote(state, safe="") == state for state in states)
    assert all(len(base64.urlsafe_b64decode(state + "==")) >= 16 for state in states)


def test_states_are_compared_in_constant_time(app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """How long the comparison takes says nothing about where two states differ."""
    compared: list[Any] = []
    compare = hmac.compare_digest

    def watched(*texts: bytes) -> bool:
        compared.append(texts)
        return compare(*texts)

    monkeypatch.setattr(hmac, "compare_digest", watched)
    login = app.start()
    app.finish(f"{REDIRECT}?code=c&state={login.state}", login)
    assert (login.state.encode(),) * 2 in compared


def test_pkce_is_sent_by_default(app: Any, auth_server: FakeAuthServer, caplog: pytest.LogCaptureFixture) -> None:
    """S256 of a fresh verifier goes out first, the verifier itself with the code; no log holds it (RFC 7636)."""
    caplog.set_level(1)
    plain = app.start(pkce=False)
    assert plain.code_verifier is None
    assert "code_challenge" not in plain.url
    login = app.start()
    query = parse_qs(urlsplit(login.url).query)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(login.code_verifier.encode()).digest()).decode().rstrip("=")
    assert query["code_challenge_method"] == ["S256"]
    assert query["code_challenge"] == [challenge]
    assert len(challenge) == 43
    assert 43 <= len(login.code_verifier) <= 128
    assert login.code_verifier not in login.url
    app.finish(f"{REDIRECT}?code=the-code&state={login.state}", login)
    assert auth_server.forms[0]["code_verifier"] == login.code_verifier
    logged = "".join(f"{record.getMessage()} {vars(record)}" for record in caplog.records)
    assert "oauth/token" in logged
    assert login.code_verifier not in logged
    assert "the-code" not in logged


def test_the_challenge_is_that_of_the_rfc() -> None:
    """The example of RFC 7636 appendix B."""
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    assert code_challenge(verifier) == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        (PLUS, PLUS),
        (quote(PLUS, safe=""), PLUS),
        ("a%20b", "a b"),
        ("%C3%A4", "ä"),
        ("a=b=", "a=b="),
        ("a%26b", "a&b"),
        ("100%", "100%"),
    ],
)
def test_a_code_comes_through_character_for_character(
    app: Any, auth_server: FakeAuthServer, sent: str, meant: str
) -> None:
    """A plus sign stays one, percent signs are decoded once, and the form sends it whole again."""
    login = app.start()
    app.finish(f"{REDIRECT}?code={sent}&state={login.state}", login)
    assert auth_server.forms[0]["code"] == meant
    if "+" in meant:
        assert b"%2B" in auth_server.requests[0].content


@pytest.mark.parametrize(
    "shape", ["{}?code=c&state={}", "?code=c&state={1}", "code=c&state={1}", "/cb?code=c&state={1}#_=_"]
)
def test_the_redirect_may_be_whole_or_its_query_alone(app: Any, shape: str) -> None:
    """Frameworks show one or the other."""
    login = app.start()
    assert app.finish(shape.format(REDIRECT, login.state), login).access_token == "access-1"


@pytest.mark.parametrize("state", ["", "&state=", "&state=wrong", "&state={prefix}", "&state={other}"])
@pytest.mark.parametrize(
    "query", ["code=c", "error=access_denied", "code=", "", "x", "iss=https%3A%2F%2Fevil.example", "{name}"]
)
def test_without_the_right_state_nothing_counts(app: Any, auth_server: FakeAuthServer, query: str, state: str) -> None:
    """Neither the code nor the error of a redirect with another state is looked at, and the sign-in stays open."""
    login = app.start()
    query = query.format(name="" if state else "state")
    state = state.format(prefix=login.state[:-1], other=app.start().state)
    with pytest.raises(errors.StateMismatchError):
        app.finish(f"{REDIRECT}?{query}{state}", login)
    assert auth_server.forms == []
    assert app.finish(f"{REDIRECT}?code=c&state={login.state}", login).base_url == BASE


def test_a_state_with_odd_characters_is_only_wrong(app: Any) -> None:
    """What cannot be compared byte by byte does not cause a crash."""
    with pytest.raises(errors.StateMismatchError):
        app.finish(f"{REDIRECT}?code=c&state=%C3%A4", app.start())


def test_a_redirect_counts_once(app: Any, auth_server: FakeAuthServer) -> None:
    """The same redirect again is refused before anything is sent."""
    login = app.start()
    redirected = f"{REDIRECT}?code=c&state={login.state}"
    app.finish(redirected, login)
    with pytest.raises(errors.StateMismatchError, match="already"):
        app.finish(redirected, login)
    assert len(auth_server.forms) == 1


@pytest.mark.parametrize(
    "query",
    [
        "code=a&code=b",
        "code=a&c%6Fde=b",
        "code=a&c%6fde=a",
        "code=a&state={0}",
        "iss=x&iss=y",
        "state=x",
        "x=1&x=1",
    ],
)
def test_a_parameter_that_comes_twice_is_refused(
    app: Any, implicit: Any, auth_server: FakeAuthServer, query: str
) -> None:
    """Whichever of the two an attacker added, neither is believed; in a query and in a fragment."""
    for flow, mark in ((app, "?"), (implicit, "#")):
        login = flow.start()
        with pytest.raises(errors.CallbackError, match="twice"):
            flow.finish(f"{REDIRECT}{mark}{query.format(login.state)}&access_token=t&state={login.state}", login)
    assert auth_server.forms == []


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("access_denied", errors.AccessDeniedError),
        ("invalid_request", errors.InvalidRequestError),
        ("unauthorized_client", errors.UnauthorizedClientError),
        ("unsupported_response_type", errors.UnsupportedResponseTypeError),
        ("invalid_scope", errors.InvalidScopeError),
        ("server_error", errors.ServerError),
        ("temporarily_unavailable", errors.TemporarilyUnavailableError),
        ("else", errors.OAuthError),
    ],
)
def test_the_error_of_a_redirect_is_the_error(app: Any, code: str, kind: type[errors.OAuthError]) -> None:
    """The real reason comes through, in its class (RFC 6749 section 4.1.2.1)."""
    login = app.start()
    with pytest.raises(kind, match="The user said no") as caught:
        app.finish(f"{REDIRECT}?error={code}&error_description=The+user%20said+no&state={login.state}", login)
    assert type(caught.value) is kind
    assert caught.value.error == code
    assert caught.value.status_code is None


def test_a_stolen_code_is_of_no_use_in_another_sign_in() -> None:
    """Code injection: an attacker puts a victim's code into a sign-in of their own (RFC 9700 section 4.5)."""
    mock = Mock()
    app = mock.credentials.authorization_code
    for pkce in (True, False):
        victim, attacker = app.start(pkce=pkce), app.start(pkce=pkce)
        stolen = parse_qs(urlsplit(mock.visit(victim.url)).query, strict_parsing=True)["code"][0]
        redirected = f"{app.redirect_uri}?code={quote(stolen, safe='')}&state={attacker.state}"
        if pkce:
            with pytest.raises(errors.InvalidGrantError):
                app.finish(redirected, attacker)
        else:
            assert app.finish(redirected, attacker).access_token


@pytest.mark.parametrize(("early", "fine"), [(1, True), (0, False)])
def test_a_sign_in_ends_at_its_second(app: Any, clock: Clock, early: float, fine: bool) -> None:
    """A redirect that comes then is refused, whatever it carries, and the browser has to start again."""
    login = app.start()
    clock.now = login.expires_at - early
    redirected = f"{REDIRECT}?code=c&state={login.state}"
    if fine:
        app.finish(redirected, login)
    else:
        with pytest.raises(errors.StateMismatchError, match="too late"):
            app.finish(redirected, login)


@pytest.mark.parametrize(
    ("redirected", "fields"),
    [("a=b&c=d", {"a": "b", "c": "d"}), ("https://x.example/y?a=b", {"a": "b"}), ("https://x.example/y;a=b", {})],
)
def test_a_path_is_not_a_query(redirected: str, fields: dict[str, str]) -> None:
    """A query may stand alone; a URL without one has no parameters, whatever its path contains."""
    assert read_redirect(redirected, fragment=False) == fields


def test_words_keep_an_encoded_plus_sign(app: Any) -> None:
    """A plus sign stands for a space in words, and %2B for a plus sign (RFC 6749 appendix B)."""
    login = app.start()
    with pytest.raises(errors.AccessDeniedError) as caught:
        app.finish(f"{REDIRECT}?error=access_denied&error_description=1+%2B+1&state={login.state}", login)
    assert caught.value.error_description == "1 + 1"


def test_neither_code_nor_error_is_an_error(app: Any) -> None:
    """A redirect with nothing but the state is incomplete."""
    login = app.start()
    with pytest.raises(errors.CallbackError, match="neither"):
        app.finish(f"{REDIRECT}?state={login.state}", login)


def test_bytes_that_are_no_text_are_refused(app: Any) -> None:
    """Percent signs that decode to no UTF-8 are a typed error."""
    with pytest.raises(errors.CallbackError, match="UTF-8"):
        app.finish(f"{REDIRECT}?code=%FF", app.start())


def come_back_from(app: Any, auth_server: FakeAuthServer, issuer: str, fine: bool) -> None:
    """Finish a sign-in whose redirect names an issuer; nothing is sent if it is a foreign one."""
    login = app.start()
    redirected = f"{REDIRECT}?code=c&state={login.state}&iss={quote(issuer, safe='')}"
    if fine:
        app.finish(redirected, login)
    else:
        with pytest.raises(errors.CallbackError, match="another authorization server"):
            app.finish(redirected, login)
    assert len(auth_server.forms) == fine


@pytest.mark.parametrize(("issuer", "fine"), [(BASE, True), (BASE + "/", True), ("https://evil.example", False)])
def test_a_foreign_issuer_is_refused(app: Any, auth_server: FakeAuthServer, issuer: str, fine: bool) -> None:
    """A server that names itself in the redirect must be the one that was asked (RFC 9207)."""
    come_back_from(app, auth_server, issuer, fine)


KEYCLOAK = BASE + "/realms/one"


@pytest.mark.parametrize(
    ("issuer", "said", "fine"),
    [
        (KEYCLOAK, KEYCLOAK, True),
        (KEYCLOAK, BASE + "/realms/two", False),
        (KEYCLOAK, BASE, False),
        (KEYCLOAK, KEYCLOAK + "/", False),
        (KEYCLOAK, KEYCLOAK.upper(), False),
        (KEYCLOAK, BASE + "/realms/%6fne", False),
        (None, KEYCLOAK, False),
        (None, "https://ent1portal.comm100.com", False),
        (None, "", False),
    ],
)
def test_an_issuer_is_compared_exactly(
    auth_server: FakeAuthServer, clock: Clock, issuer: str | None, said: str, fine: bool
) -> None:
    """An issuer with a path works, and two tenants of one host are told apart (RFC 9207 section 2.4)."""
    app = application(transport=auth_server.transport, clock=clock, issuer=issuer)
    login = app.start()
    redirected = f"{REDIRECT}?code=c&state={login.state}&iss={quote(said, safe='')}"
    if fine:
        app.finish(redirected, login)
    else:
        with pytest.raises(errors.CallbackError, match=r"another authorization server .* pass it as issuer"):
            app.finish(redirected, login)
    assert len(auth_server.forms) == fine


@pytest.mark.parametrize(("issuer", "fine"), [("https://login.example", True), (BASE, False)])
def test_the_issuer_is_the_host_of_the_authorization_url(
    auth_server: FakeAuthServer, clock: Clock, issuer: str, fine: bool
) -> None:
    """A document may name another host than that of the API."""

    class Elsewhere(AuthorizationCode):
        flow = dataclasses.replace(AuthorizationCode.flow, authorization_url="https://login.example/authorize")

    app = Elsewhere(
        client_id="c",
        client_secret="s",
        redirect_uri=REDIRECT,
        site_id=10000,
        transport=auth_server.transport,
        clock=clock,
    )
    come_back_from(app, auth_server, issuer, fine)


def test_the_servers_own_error_comes_before_any_about_its_issuer(app: Any) -> None:
    """What went wrong is more use than who said so, and nothing is sent either way."""
    login = app.start()
    with pytest.raises(errors.AccessDeniedError):
        app.finish(f"{REDIRECT}?error=access_denied&state={login.state}&iss=https%3A%2F%2Fevil.example", login)


@pytest.mark.parametrize("host", ["ent1portal.comm100.com", "new.comm100.com"])
def test_a_code_with_a_known_host_is_exchanged_there(auth_server: FakeAuthServer, clock: Clock, host: str) -> None:
    """The part before the plus is the server, one of the document's or one that was added; the token belongs to it."""
    app = application(transport=auth_server.transport, clock=clock, allowed_hosts=["new.comm100.com"])
    login = app.start()
    token = app.finish(f"{REDIRECT}?code={host.title()}+abc&state={login.state}", login)
    assert token.base_url == f"https://{host}"
    assert str(auth_server.requests[0].url) == f"https://{host}/oauth/token"
    assert auth_server.forms[0]["code"] == "abc"
    assert app.resume(token).base_url == f"https://{host}"


@pytest.mark.parametrize(
    ("default", "code", "server"),
    [
        ("https://a.example", "b.example:8443+c", "https://b.example:8443"),
        ("http://127.0.0.1:4010", "localhost:4011+c", "http://localhost:4011"),
        ("http://127.0.0.1:4010", "c", "http://127.0.0.1:4010"),
    ],
)
def test_the_host_of_a_code_has_the_scheme_of_the_other_one(default: str, code: str, server: str) -> None:
    """A mock on this machine has no TLS."""
    assert split_code(code, default) == (server, "c")


@pytest.mark.parametrize(
    "host", ["evil.example", "hosted.comm100.com.evil.example", "hosted.comm100.com:8443", "10.0.0.1"]
)
def test_a_code_with_a_foreign_host_is_sent_nowhere(app: Any, auth_server: FakeAuthServer, host: str) -> None:
    """A domain that came with a redirect gets the client's secret only if it is known."""
    login = app.start()
    with pytest.raises(errors.InsecureURLError, match="allowed_hosts"):
        app.finish(f"{REDIRECT}?code={host}+abc&state={login.state}", login)
    assert auth_server.forms == []


@pytest.mark.parametrize(
    "code", [PLUS, "a+b", "a+b+c", "hosted.comm100.com+a+b", "+abc", "abc+", "ev il.com+c", "a@b.c+d"]
)
def test_a_code_without_a_host_is_sent_whole(app: Any, auth_server: FakeAuthServer, code: str) -> None:
    """A plus sign alone does not make a host of what stands before it."""
    login = app.start()
    token = app.finish(f"{REDIRECT}?code={quote(code, safe='')}&state={login.state}", login)
    assert token.base_url == BASE
    assert auth_server.forms[0]["code"] == code


@pytest.mark.parametrize(
    "tail",
    ["", "/", "?tenant=a%20b&x=1", "?tenant=a%20b&x=%c3%a4", "?x=a+b", "/%7Euser/../", "?next=https://a/"],
)
def test_the_redirect_uri_is_the_same_both_times(auth_server: FakeAuthServer, clock: Clock, tail: str) -> None:
    """Byte for byte, its own query included (RFC 6749 section 4.1.3)."""
    uri = f"https://App.Example.com/callback{tail}"
    app = AuthorizationCode(
        client_id="c", client_secret="s", redirect_uri=uri, transport=auth_server.transport, clock=clock
    )
    login = app.start()
    assert parse_qs(urlsplit(login.url).query, strict_parsing=True)["redirect_uri"] == [uri]
    app.finish(f"{uri}{'&' if '?' in uri else '?'}code=c&state={login.state}", login)
    assert auth_server.forms[0]["redirect_uri"] == uri


def test_a_sign_in_survives_a_web_session(app: Any) -> None:
    """A web application stores the request between the two legs."""
    login = app.start(pkce=True)
    stored = json.loads(json.dumps(login.to_dict()))
    again = AuthorizationRequest.from_dict(stored)
    assert again == login
    assert app.finish(f"{REDIRECT}?code=c&state={login.state}", again).access_token == "access-1"


@pytest.mark.parametrize("base_url", ["https://evil.example", "http://127.0.0.1:4010", "https://new.comm100.com:8443"])
def test_a_session_cannot_send_a_code_to_another_server(
    auth_server: FakeAuthServer, clock: Clock, base_url: str
) -> None:
    """A stored sign-in that was tampered with names a server that is not known: nothing is sent there."""
    app = application(transport=auth_server.transport, clock=clock, allowed_hosts=["new.comm100.com"])
    login = app.start()
    stored = AuthorizationRequest.from_dict({**login.to_dict(), "base_url": base_url})
    with pytest.raises(errors.InsecureURLError, match=r"stored sign-in names the server .* allowed_hosts"):
        app.finish(f"{REDIRECT}?code=c&state={login.state}", stored)
    assert auth_server.forms == []


def test_a_session_cannot_send_a_token_to_another_server(implicit: Any) -> None:
    """The token of the implicit flow would go wherever the session says that it is valid."""
    login = implicit.start()
    stored = AuthorizationRequest.from_dict({**login.to_dict(), "base_url": "https://evil.example"})
    with pytest.raises(errors.InsecureURLError, match="stored sign-in names the server"):
        implicit.finish(f"{REDIRECT}#access_token=t&state={login.state}", stored)


def test_a_session_works_for_servers_that_are_documented_or_configured(
    auth_server: FakeAuthServer, clock: Clock
) -> None:
    """Any of the document's hosts, and those of allowed_hosts."""
    app = application(transport=auth_server.transport, clock=clock, allowed_hosts=["127.0.0.1:4010"])
    for base_url in ("https://ent1portal.comm100.com", "http://127.0.0.1:4010"):
        login = app.start(base_url=base_url)
        stored = AuthorizationRequest.from_dict(login.to_dict())
        assert app.finish(f"{REDIRECT}?code=c&state={login.state}", stored).base_url == base_url


@pytest.mark.parametrize(
    "data", [None, [], "x", {}, {"url": 1}, {"url": "u", "state": "s", "base_url": BASE, "expires_at": "x"}]
)
def test_a_broken_web_session_is_a_typed_error(data: Any) -> None:
    """Foreign data is not a sign-in."""
    with pytest.raises(errors.ConfigurationError):
        AuthorizationRequest.from_dict(data)


def test_a_response_instead_of_a_redirect_is_an_object() -> None:
    """Its members are what a fragment would hold."""
    assert read_json('{"access_token": "t", "expires_in": 7}') == {"access_token": "t", "expires_in": 7}
    for text in ("[]", '"t"', "{", "", "[" * 100_000):
        with pytest.raises(errors.CallbackError, match="is not a JSON object"):
            read_json(text)
