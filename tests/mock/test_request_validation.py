"""Requests that the document does not allow get its 400."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest

from tests.mock.support import ADA, AGENTS, ME, Wire

NEW = {"email": "bo@example.com", "displayName": "Bo", "firstName": "Bo", "lastName": "Li"}
JSON = {**ADA, "Content-Type": "application/json"}


def refused(response: Any) -> Any:
    assert response.status == 400, response.body
    assert response.json()["code"] == 400000
    return response.json()["message"]


@pytest.mark.parametrize("text", ["+1", "01", "1.0", "1e0", "٣", " 1", "1 ", "0x1", "one", "", "1,2", "true"])
def test_an_integer_is_ascii_digits_and_nothing_else(wire: Wire, text: Any) -> None:
    """``int()`` of Python takes most of these; JSON Schema's integer is none of them."""
    assert "pageIndex" in refused(wire.get(f"{AGENTS}?pageIndex={quote(text)}"))


def test_an_integer_keeps_to_its_limits(wire: Wire) -> None:
    """``minimum`` holds in paths and queries, for numbers of any length."""
    assert "at least 1" in refused(wire.get(f"{AGENTS}/0"))
    assert "at least 0" in refused(wire.get(f"{AGENTS}?pageIndex=-1"))
    assert wire.get(f"{AGENTS}/{'9' * 400}").status == 404
    refused(wire.get(f"{AGENTS}/{'9' * 5000}"))


def test_a_repeated_parameter_is_refused(wire: Wire) -> None:
    """Whether the first or the last one counts is nobody's guess."""
    assert "repeated" in refused(wire.get(f"{AGENTS}?pageIndex=0&pageIndex=0"))


def test_an_unknown_query_parameter_is_ignored(wire: Wire) -> None:
    """The document forbids no further parameters, and RFC 6749 section 3.1 demands it of the OAuth endpoints."""
    assert wire.get(f"{AGENTS}?siteId=1&siteId=2&x=").status == 200


@pytest.mark.parametrize("query", ["pageIndex=%", "x=%ff", "%zz=1"])
def test_a_query_that_is_not_well_encoded_is_refused(wire: Wire, query: Any) -> None:
    """A broken escape and bytes that are no UTF-8 are nobody's value."""
    refused(wire.get(f"{AGENTS}?{query}"))


@pytest.mark.parametrize(
    "kind",
    ["text/plain", "application/json; charset=latin-1", "application/xml"],
)
def test_another_media_type_is_refused(wire: Wire, kind: Any) -> None:
    """415 is not among the documented statuses, so the answer is the documented 400."""
    headers = {**ADA, "Content-Type": kind}
    assert "Content-Type" in refused(wire.send("POST", AGENTS, headers, json.dumps(NEW).encode()))


@pytest.mark.parametrize("kind", ["", "application/x-www-form-urlencoded"])
def test_json_is_read_as_the_samples_send_it(wire: Wire, kind: str) -> None:
    """The vendor's samples name no media type, so that curl sends that of a form (``x-lenient``)."""
    headers = {**ADA, "Content-Type": kind} if kind else ADA
    assert wire.send("POST", AGENTS, headers, json.dumps(NEW).encode()).status == 200
    assert "JSON" in refused(wire.send("POST", AGENTS, headers, b"email=a"))


@pytest.mark.parametrize(
    "kind", ["application/json", "application/JSON; charset=UTF-8", 'application/json;charset="utf-8"']
)
def test_the_media_type_is_read_as_http_has_it(wire: Wire, kind: Any) -> None:
    """Case and the charset do not matter (RFC 9110 section 8.3.1)."""
    assert wire.send("POST", AGENTS, {**ADA, "Content-Type": kind}, json.dumps(NEW).encode()).status == 200


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"\xff",
        b"\xef\xbb\xbf{}",
        b'{"email": NaN}',
        b'{"groups": [NaN]}',
        b'{"bio": "a", "bio": "b"}',
        "{}".encode("utf-16"),
        b"[" * 100_000,
        b'{"groups": ' + b"[" * 5_000 + b"]" * 5_000 + b"}",
        b'{"extra": ' + b"[" * 100 + b"]" * 100 + b"}",
        b'{"groups": [' + b"9" * 5_000 + b"]}",
    ],
    ids=["cut", "bytes", "bom", "nan", "nan-anywhere", "twice", "utf-16", "deep", "deep-valid", "too-deep", "digits"],
)
def test_what_is_no_json_is_refused(wire: Wire, body: Any) -> None:
    """RFC 8259: UTF-8 without a mark, no NaN, and no name twice; what Python cannot read is refused, too."""
    refused(wire.send("PUT", ME, JSON, body))


def test_a_missing_body_is_refused(wire: Wire) -> None:
    """``required: true`` holds for the body itself."""
    assert "required" in refused(wire.send("POST", AGENTS, JSON))


def test_a_body_where_none_is_declared_is_ignored(wire: Wire) -> None:
    """Unlocking takes no body, and takes no offence at one."""
    assert wire.send("PUT", f"{AGENTS}/3/unlock", JSON, b"{}").status == 200


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"email": None}, "email"),
        ({"email": "nobody"}, "email"),
        ({"bio": 1}, "bio"),
        ({"groups": {}}, "groups"),
        ({"password": ""}, "password"),
        ({"lastName": ...}, "lastName"),
    ],
)
def test_a_body_that_does_not_match_its_schema_is_refused(wire: Wire, change: Any, place: Any) -> None:
    """The message names the property, and never its value."""
    body = {name: value for name, value in {**NEW, **change}.items() if value is not ...}
    message = refused(wire.json("POST", AGENTS, body))
    assert f"'{place}'" in message
    assert "nobody" not in message


@pytest.mark.parametrize("body", [[], "text", 1, None, True])
def test_a_body_of_another_type_is_refused(wire: Wire, body: Any) -> None:
    """An object is wanted."""
    refused(wire.json("POST", AGENTS, body))


def test_a_property_that_the_server_assigns_is_ignored(wire: Wire) -> None:
    """``id`` and ``isAdmin`` are the server's; whoever sends them changes nothing, whatever their value."""
    made = wire.json("POST", AGENTS, {**NEW, "id": "x", "isAdmin": True, "isLocked": 7}).json()
    assert (made["id"], made["isAdmin"], made["isLocked"]) == (4, False, False)


def test_half_a_surrogate_pair_survives(wire: Wire) -> None:
    """JSON can spell it, so nothing may fall over it."""
    made = wire.send("POST", AGENTS, JSON, json.dumps({**NEW, "bio": "\ud800", "password": "\ud800"}).encode())
    assert made.json()["bio"] == "\ud800"
