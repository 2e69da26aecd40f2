"""The parameters of a flow's requests: what is sent where, what stays secret, and how a client authenticates."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from comm100.auth._requests import Flow, Form, TokenRequest, basic_header, is_encodable, wire_text
from comm100.errors import ConfigurationError

URL = "https://auth.example/token"
CLIENT = {"client_id": "id", "client_secret": "s3cret"}


def flow(**options: Any) -> Flow:
    usual: dict[str, Any] = {
        "scheme": "oauth",
        "kind": "authorizationCode",
        "grant_type": "authorization_code",
        "wire": {"client_id": "client_id", "client_secret": "client_secret", "site_id": "siteId"},
        "secrets": frozenset({"client_secret", "password"}),
        "authorization_request": ("client_id", "client_secret", "siteId", "scope"),
        "token_request": ("grant_type", "code", "client_id", "client_secret", "siteId", "scope"),
        "refresh_request": ("grant_type", "refresh_token", "client_id", "client_secret"),
        "token_url": URL,
        "refresh_url": "https://auth.example/refresh",
    }
    return Flow(**{**usual, **options})


def test_a_form_leaves_none_out_and_shows_names_only() -> None:
    """Percent-encoded, with %20 for a space."""
    form = Form({"a b": "c&d +é", "n": None, "e": ""})
    assert form.text() == "a%20b=c%26d%20%2B%C3%A9&e="
    assert form.body() == form.text().encode()
    assert repr(form) == "<Form a b, e>"
    assert form.without(["e", "x"]).text() == "a%20b=c%26d%20%2B%C3%A9"
    assert form.values(["e", "n", "a b", "x"]) == ("", "c&d +é")


@pytest.mark.parametrize(
    ("scopes", "values", "expected"),
    [
        ((), {}, None),
        (("a", "b"), {}, "a b"),
        (("a", "b"), {"scope": "c"}, "c"),
        (("a", "b"), {"scope": ""}, ""),
        ((), {"scope": "c"}, "c"),
    ],
)
@pytest.mark.parametrize("kind", ["authorization", "token"])
def test_scopes_are_asked_for_unless_the_caller_names_some(kind: str, scopes: Any, values: Any, expected: Any) -> None:
    """In requests that may name scopes; a refresh keeps those of the token (RFC 6749 section 6)."""
    own = flow(scopes=scopes)
    form = (
        own.authorization_query(values, {}, {})
        if kind == "authorization"
        else own.token_request_for(URL, values, {}, {}).form
    )
    assert form.values(["scope"]) == (() if expected is None else (expected,))
    other = flow(scopes=scopes, authorization_request=("client_id",), token_request=("client_id",))
    assert other.authorization_query(values, {}, {}).values(["scope"]) == ()
    assert other.token_request_for(URL, values, {}, {}).form.values(["scope"]) == ()
    assert own.refresh_request_for(URL, values, {}, "r").form.values(["scope"]) == ()


def test_an_authorization_request_has_no_secret() -> None:
    """The flow's parameters, then extensions, then the protocol's, which win."""
    query = flow().authorization_query({**CLIENT, "siteId": "7", "other": "x"}, {"audience": "a"}, {"state": "s"})
    assert query.text() == "client_id=id&siteId=7&audience=a&state=s"


@pytest.mark.parametrize(
    ("basic", "values", "form", "header"),
    [
        (False, CLIENT, "client_id=id&client_secret=s3cret", None),
        (None, CLIENT, "client_id=id&client_secret=s3cret", None),
        (True, CLIENT, "", "id:s3cret"),
        (True, {"client_id": "i:d", "client_secret": "s &"}, "", "i%3Ad:s%20%26"),
        (True, {"client_id": "id"}, "client_id=id", None),
        (True, {}, "", None),
    ],
)
def test_a_client_authenticates_in_one_place(basic: Any, values: Any, form: str, header: str | None) -> None:
    """With HTTP Basic or in the form (RFC 6749 section 2.3.1), for the first token and for a refresh."""
    own = flow(basic=basic)
    first = own.token_request_for(URL, values, {}, {"code": "c", "redirect_uri": None})
    assert first.form.text() == "&".join(filter(None, ["grant_type=authorization_code", form, "code=c"]))
    refresh = own.refresh_request_for(URL, values, {"audience": "a"}, "r")
    expected = ["grant_type=refresh_token", "refresh_token=r", form, "audience=a"]
    assert refresh.form.text() == "&".join(filter(None, expected))
    for request in (first, refresh):
        assert request.url == URL
        decoded = request.authorization and base64.b64decode(request.authorization.removeprefix("Basic ")).decode()
        assert decoded == header


def test_what_no_message_may_repeat_is_known() -> None:
    """Secrets of the form, of extensions and of the header; the client's identifier is not one."""
    extra = {"assertion": "e"}
    own = flow(token_request=("client_id", "client_secret", "password"))
    request = own.token_request_for(URL, {**CLIENT, "password": "p"}, extra, {"code": "c", "code_verifier": "v"})
    assert sorted(request.secrets) == ["c", "e", "p", "s3cret", "v"]
    basic = flow(basic=True).refresh_request_for(URL, CLIENT, {}, "r")
    assert basic.authorization is not None
    assert sorted(basic.secrets) == sorted(["r", "s3cret", basic.authorization.removeprefix("Basic ")])
    assert repr(request) == f"<TokenRequest {URL} {request.form!r}>"
    assert "s3cret" not in repr(request) + repr(request.secrets)


@pytest.mark.parametrize(
    ("grant_type", "used_up", "is_repeatable"),
    [
        ("authorization_code", "code", False),
        ("refresh_token", "refresh token", True),
        ("password", None, True),
        ("client_credentials", None, True),
    ],
)
def test_a_request_may_use_something_up(grant_type: str, used_up: Any, is_repeatable: bool) -> None:
    """A code is worth nothing after its first use (RFC 6749 section 4.1.2)."""
    request = TokenRequest(URL, grant_type, Form({}), authorization=None, secrets=())
    assert (request.uses_up, request.is_repeatable) == (used_up, is_repeatable)


@pytest.mark.parametrize(
    ("fields", "basic", "form", "header"),
    [
        ({"a": "1", **CLIENT}, True, "a=1", "id:s3cret"),
        ({"a": "1", **CLIENT}, False, "a=1&client_id=id&client_secret=s3cret", None),
        ({"a": "1", "client_id": "id"}, True, "a=1&client_id=id", None),
        ({"a": "1"}, True, "a=1", None),
    ],
)
def test_a_request_is_addressed_once_the_endpoint_is_known(fields: Any, basic: bool, form: str, header: Any) -> None:
    """And authenticated as the server's metadata says."""
    request = TokenRequest("", "password", Form(fields), authorization=None, secrets=("x",))
    addressed = request.addressed(URL, basic=basic)
    assert (addressed.url, addressed.grant_type, addressed.form.text()) == (URL, "password", form)
    if header is None:
        assert (addressed.authorization, addressed.secrets) == (None, ("x",))
    else:
        encoded = base64.b64encode(header.encode()).decode()
        assert (addressed.authorization, addressed.secrets) == (f"Basic {encoded}", ("x", encoded))


@pytest.mark.parametrize(
    ("options", "kept"),
    [
        ({}, {"client_id", "client_secret", "siteId"}),
        ({"refresh_url": None}, {"client_id", "siteId"}),
        ({"refresh_url": None, "discovery_url": "x"}, {"client_id", "client_secret", "siteId"}),
        ({"refresh_request": ("client_id",)}, {"client_id", "siteId"}),
        ({"refresh_request": ("client_id",), "basic": True}, {"client_id", "client_secret", "siteId"}),
        ({"refresh_request": ("password",)}, {"client_id", "siteId", "password"}),
    ],
)
def test_secrets_that_no_refresh_needs_are_forgotten(options: Any, kept: set[str]) -> None:
    """The password at the latest, unless the server asks for it again."""
    values = {**CLIENT, "siteId": "7", "password": "p"}
    assert set(flow(**options).values_for_refresh(values)) == kept
    assert flow(**options).identity(values) == {"client_id": "id", "siteId": "7"}


@pytest.mark.parametrize(
    ("options", "server", "can_refresh", "per_host"),
    [
        ({}, URL, True, False),
        ({"token_url": "/token", "refresh_url": None}, "/token", False, True),
        ({"token_url": None, "authorization_url": "/a", "refresh_url": None}, "/a", False, False),
        ({"token_url": None, "refresh_url": None, "discovery_url": "/d"}, "/d", True, False),
        ({"token_url": None, "refresh_url": None}, "", False, False),
    ],
)
def test_a_flow_knows_its_server(options: Any, server: str, can_refresh: bool, per_host: bool) -> None:
    """By the first URL that it has."""
    own = flow(**options)
    assert (own.server_url, own.can_refresh, own.has_token_url_per_host) == (server, can_refresh, per_host)


def test_the_way_to_authenticate_can_be_chosen() -> None:
    """In two words, or not at all."""
    own = flow()
    assert own.authenticated_by(None) is own
    assert own.authenticated_by("basic").basic is True
    assert flow(basic=True).authenticated_by("body").basic is False
    with pytest.raises(ConfigurationError, match='client_authentication must be "basic" or "body"'):
        own.authenticated_by("post")


@pytest.mark.parametrize("name", ["state", "code_challenge", "siteId", "grant_type", "client_secret", "refresh_token"])
def test_an_extension_does_not_replace_what_the_flow_sets(name: str) -> None:
    """By its name on the wire; all such names are listed."""
    flow().check_extra({"audience": "a", "site_id": "7"})
    with pytest.raises(ConfigurationError, match=f"extra must not contain {name}: the flow sets it itself"):
        flow().check_extra({"audience": "a", name: "x"})


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a", "a"),
        (7, "7"),
        (True, "true"),
        (False, "false"),
        (["a", 7, True], "a 7 true"),
        (("a", "b"), "a b"),
        ([], ""),
        ({"a"}, "a"),
        (frozenset({"a"}), "a"),
    ],
)
def test_a_parameter_is_text_a_number_or_a_list(value: Any, text: str) -> None:
    """Joined with spaces (RFC 6749 section 3.3)."""
    assert wire_text("x", value) == text


class Odd:
    def __str__(self) -> str:
        raise KeyError("s3cret")


@pytest.mark.parametrize(
    ("value", "kind"),
    [(b"s3cret", "bytes"), (bytearray(b"x"), "bytearray"), ({"a": 1}, "dict"), ([["a"]], "list"), (Odd(), "Odd")],
)
def test_any_other_parameter_is_refused_without_being_shown(value: Any, kind: str) -> None:
    """It may be a secret in the wrong place."""
    with pytest.raises(ConfigurationError, match=f"^x must be text, not {kind}"):
        wire_text("x", value)


def test_lone_surrogates_cannot_be_sent() -> None:
    """They stand for bytes that Python could not decode (PEP 383)."""
    assert is_encodable("é😀")
    assert not is_encodable("\udcff")


@pytest.mark.parametrize(
    ("username", "password", "options", "decoded"),
    [
        ("é", "a:b", {}, "é:a:b"),
        ("a:b", "c d+", {"form_encoded": True}, "a%3Ab:c%20d%2B"),
        ("", "", {}, ":"),
    ],
)
def test_basic_credentials_are_encoded(username: str, password: str, options: Any, decoded: str) -> None:
    """RFC 7617; OAuth clients form-encode both parts first (RFC 6749 section 2.3.1)."""
    header = basic_header(username, password, **options)
    assert base64.b64decode(header.removeprefix("Basic ")).decode() == decoded
    assert "Basic" not in repr(header)


@pytest.mark.parametrize(
    ("username", "password", "words"),
    [
        ("a:b", "c", "The user name contains a colon"),
        ("a\n", "b", "contains a control character"),
        ("a", "b\0", "contains a control character"),
        (None, "b", "must be text; is an environment variable unset?"),
        ("a", None, "must be text; is an environment variable unset?"),
    ],
)
def test_basic_credentials_that_cannot_be_sent_are_refused(username: Any, password: Any, words: str) -> None:
    """RFC 7617 section 2."""
    with pytest.raises(ConfigurationError, match=words.replace("?", r"\?")):
        basic_header(username, password)
