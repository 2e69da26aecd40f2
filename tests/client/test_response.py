"""What a response means: bodies within limits, successes by status and media type, and errors without secrets."""

from __future__ import annotations

import asyncio
import base64
import gzip
import json
import math
import zlib
from collections.abc import Iterator
from typing import Any

import pytest

from comm100 import errors
from comm100._http import http
from comm100._models import as_datetime, as_known, list_of, model, union
from comm100._request import Call, Content, Operation, as_is, as_page
from comm100._response import RawResponse, ResponseStream, read
from comm100.auth._redact import SecretStr
from comm100.errors import APIResponseError, APIStatusError

from .conftest import Clock

MIB = 1024 * 1024
JSON = "application/json"
# Without the time, so that the names of tests stay the same.
PACKED = gzip.compress(b"ab", mtime=0)


class Body(http.SyncByteStream):
    """A body in chunks, which notes how many were taken, and whether it was closed."""

    elapsed = 7

    def __init__(self, *chunks: bytes) -> None:
        self.chunks, self.taken, self.closed = chunks, 0, False

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self.chunks:
            self.taken += 1
            yield chunk

    def close(self) -> None:
        self.closed = True


def stream_of(
    body: Body, max_bytes: int | None = None, clock: Any = lambda: 0.0, **headers: str
) -> tuple[http.Response, ResponseStream]:
    response = http.Response(200, stream=body, headers={name.replace("_", "-"): text for name, text in headers.items()})
    return response, ResponseStream(response, max_bytes, 10.0, clock)


@pytest.mark.parametrize(
    ("sizes", "max_bytes", "taken"),
    [
        ([3, 3], 6, 2),
        ([3, 3], 5, 2),
        ([3, 3, 3], 5, 2),
        ([3, 3], 2, 1),
        ([3], 0, 1),
        ([], 0, 0),
        ([3, 3], None, 2),
    ],
)
def test_reading_stops_with_the_chunk_that_exceeds_the_limit(sizes: list[int], max_bytes: Any, taken: int) -> None:
    """Exactly as many bytes as the limit are allowed; a body that cannot be had is empty."""
    body = Body(*(b"x" * size for size in sizes))
    _, stream = stream_of(body, max_bytes)
    content = b"".join(stream)
    if max_bytes is None or sum(sizes) <= max_bytes:
        assert (content, stream.problem) == (b"x" * sum(sizes), None)
    else:
        assert (content, stream.problem) == (b"", f"its body is larger than max_response_bytes={max_bytes}")
    assert body.taken == taken


@pytest.mark.parametrize(("length", "is_read"), [("5", True), ("6", False), ("x", True), ("-1", True), ("", True)])
def test_a_body_that_is_announced_as_too_large_is_not_begun(length: str, is_read: bool) -> None:
    """Its Content-Length says so; one that is not a number says nothing."""
    body = Body(b"x")
    _, stream = stream_of(body, 5, content_length=length)
    assert b"".join(stream) == (b"x" if is_read else b"")
    assert (stream.problem is None, body.taken) == (is_read, int(is_read))


@pytest.mark.parametrize(
    ("coding", "body", "problem"),
    [
        ("identity", b"ab", None),
        (" Identity ", b"ab", None),
        ("gzip", PACKED, None),
        (" GZip", PACKED, None),
        ("x-gzip", PACKED, None),
        ("gzip", b"", None),
        ("gzip", b"ab", "its body is not valid gzip"),
        ("gzip", PACKED[:-1], "its body is not valid gzip"),
        ("gzip", zlib.compress(b"ab"), "its body is not valid gzip"),
        ("br", b"ab", "its Content-Encoding is not gzip"),
        ("gzip, gzip", PACKED, "its Content-Encoding is not gzip"),
        ("aws-chunked", b"ab", "its Content-Encoding is not gzip"),
        ("", b"ab", None),
        (" , identity,", b"ab", None),
        ("identity, gzip", PACKED, None),
    ],
)
def test_a_body_is_decompressed_here(coding: str, body: bytes, problem: str | None) -> None:
    """Whatever the chunks are; the field is removed, so that the HTTP library does not decompress it again."""
    for chunks in ([body] if body else [], [body[index : index + 1] for index in range(len(body))]):
        response, stream = stream_of(Body(*chunks), content_encoding=coding)
        expected = b"ab" if body and problem is None else b""
        assert (b"".join(stream), stream.problem) == (expected, problem)
        assert "content-encoding" not in response.headers


@pytest.mark.parametrize(("method", "status"), [("HEAD", 200), ("HEAD", 404), ("GET", 204), ("GET", 304)])
@pytest.mark.parametrize("fields", [{"content_encoding": "br"}, {"content_length": "999999999999"}])
def test_a_response_without_a_body_has_nothing_wrong_with_it(method: str, status: int, fields: dict[str, str]) -> None:
    """What its fields say is true of the body that a GET request would get (RFC 9110 sections 8.6 and 9.3.2)."""
    names = {name.replace("_", "-"): value for name, value in fields.items()}
    response = http.Response(status, headers=names, stream=Body())
    stream = ResponseStream(response, 100, math.inf, lambda: 0.0, method=method)
    assert (b"".join(stream), stream.problem) == (b"", None)


@pytest.mark.parametrize("size", [64 * 1024 - 1, 64 * 1024, 64 * 1024 + 1, MIB, MIB + 1, 3 * MIB])
def test_a_compressed_body_is_read_whole_whatever_its_size(size: int) -> None:
    """Of a large one only the size is kept at first; the limit is that of the decompressed body."""
    packed = gzip.compress(b"x" * size)
    for max_bytes, expected in ((None, size), (size, size), (size - 1, 0)):
        _, stream = stream_of(Body(packed), max_bytes, content_encoding="gzip")
        assert len(b"".join(stream)) == expected
        assert (stream.problem is None) is (expected == size)


def test_a_decompression_bomb_is_not_decompressed_beyond_the_limit() -> None:
    """Nor are the chunks that follow it taken."""
    packed = gzip.compress(bytes(8 * MIB))
    body = Body(packed[:6000], packed[6000:], b"")
    _, stream = stream_of(body, 100_000, content_encoding="gzip")
    assert b"".join(stream) == b""
    assert body.taken == 1
    assert stream._body.size < 100_000 + 64 * 1024


@pytest.mark.parametrize(("now", "is_late"), [(9.0, False), (10.0, False), (10.5, True)])
def test_a_body_has_to_be_there_before_the_deadline(now: float, is_late: bool) -> None:
    """Each chunk is checked, because the HTTP library limits only the time between two of them."""
    _, stream = stream_of(Body(b"a", b"b"), clock=iter([0.0, now]).__next__)
    if is_late:
        with pytest.raises(http.ReadTimeout, match="longer than the timeout"):
            list(stream)
    else:
        assert b"".join(stream) == b"ab"


def test_closing_and_timing_are_those_of_the_body_itself() -> None:
    """The HTTP library returns the connection to its pool by them."""
    body = Body(b"a")
    _, stream = stream_of(body)
    stream.close()
    assert body.closed
    assert stream.elapsed == 7


def test_an_awaited_body_is_read_and_closed_in_the_same_way() -> None:
    """Within the same limits."""

    class Awaited(http.AsyncByteStream):
        closed = False

        async def __aiter__(self) -> Any:
            for chunk in (b"ab", b"cd", b"ef"):
                yield chunk

        async def aclose(self) -> None:
            self.closed = True

    async def read(max_bytes: int) -> tuple[bytes, Any, bool]:
        body = Awaited()
        stream = ResponseStream(http.Response(200, stream=body), max_bytes, 10.0, lambda: 0.0)
        content = b"".join([chunk async for chunk in stream])
        await stream.aclose()
        return content, stream.problem, body.closed

    assert asyncio.run(read(6)) == (b"abcdef", None, True)
    assert asyncio.run(read(5)) == (b"", "its body is larger than max_response_bytes=5", True)


def response_to(
    status: int = 200, content: bytes = b"", content_type: str = "", accept: str = JSON, **fields: str
) -> http.Response:
    request = http.Request("GET", "https://api.example/a", headers={"accept": accept, **fields})
    headers = {"content-type": content_type} if content_type else {}
    return http.Response(status, content=content, headers=headers, request=request)


def call_of(contents: tuple[Content, ...] = (), decode: Any = None, **options: Any) -> Call[Any]:
    return Call(Operation[Any]("op", "GET", "/a", decode=decode, contents=contents, **options))


def tagged(tag: str) -> Any:
    return lambda value: (tag, value)


OK, ANY, REST = tagged("200"), tagged("2XX"), tagged("default")
RANGES = (Content("200", JSON, OK), Content("2XX", JSON, ANY), Content("default", JSON, REST))
MIXED = (Content("200", "a/b+json", OK), Content("200", "c/d+json", ANY), Content("200", "text/csv"))


@pytest.mark.parametrize(
    ("contents", "status", "content_type", "body", "expected"),
    [
        (RANGES, 200, JSON, b"1", ("200", 1)),
        (RANGES, 201, JSON, b"1", ("2XX", 1)),
        (RANGES[:1] + RANGES[2:], 201, JSON, b"1", ("default", 1)),
        (RANGES, 200, "", b"1", ("200", 1)),
        (RANGES, 200, "text/plain", b"1", ("200", 1)),
        (RANGES, 204, JSON, b"", None),
        (RANGES, 204, JSON, b"1", ("2XX", 1)),
        (RANGES[:1], 201, JSON, b"1", 1),
        (RANGES[:1], 201, "text/csv", b"1", "1"),
        (RANGES[:1], 201, "", b"1", b"1"),
        ((Content("204"), *RANGES[:1]), 204, JSON, b"1", None),
        ((Content("200"),), 200, JSON, b"1", None),
        (MIXED, 200, "a/b+json", b"1", ("200", 1)),
        (MIXED, 200, "C/D+json; q=1", b"1", ("2XX", 1)),
        (MIXED, 200, JSON, b"1", ("200", 1)),
        (MIXED, 200, "text/csv", b"1", "1"),
        (MIXED, 200, "Text/html", b"1", "1"),
        (MIXED, 200, "image/png", b"1", b"1"),
        (MIXED, 200, "", b"1", ("200", 1)),
        ((Content("200", "text/csv"),), 200, "", b"1", b"1"),
        ((Content("200", "text/csv"),), 200, JSON, b"1", 1),
        ((Content("200", "text/csv"),), 200, "text/csv; charset=latin-1", b"\xe9", "é"),
    ],
)
def test_a_success_is_read_by_status_and_media_type(
    contents: tuple[Content, ...], status: int, content_type: str, body: bytes, expected: object
) -> None:
    """The exact status, its range, then the default; among its media types the one that came."""
    assert read(call_of(contents), response_to(status, body, content_type), Clock()) == expected


@pytest.mark.parametrize(
    ("decode", "content_type", "body", "expected"),
    [
        (OK, "text/csv", b"1", "1"),
        (OK, "image/png", b"1", b"1"),
        (OK, JSON, b"1", ("200", 1)),
        (OK, "", b"1", ("200", 1)),
        (None, JSON, b"1", None),
        (None, "text/csv", b"1", "1"),
    ],
)
def test_what_was_asked_for_otherwise_is_read_as_what_it_is(
    decode: Any, content_type: str, body: bytes, expected: object
) -> None:
    """The caller has sent another Accept field than the operation's."""
    assert read(call_of(decode=decode), response_to(200, body, content_type, "*/*"), Clock()) == expected


def test_a_success_that_may_be_empty_decodes_none() -> None:
    """Only without any body, and only where the document says so."""
    assert read(call_of(decode=OK, may_be_empty=True), response_to(), Clock()) == ("200", None)
    assert read(call_of(decode=OK, may_be_empty=True), response_to(content=b"1"), Clock()) == ("200", 1)
    with pytest.raises(APIResponseError, match=r"GET /a \(op\) returned 200, but the body is not JSON"):
        read(call_of(decode=OK), response_to(), Clock())


def test_what_is_not_json_is_described() -> None:
    """By its type and size, and with the usual cause."""
    with pytest.raises(APIResponseError) as caught:
        read(call_of(decode=as_is), response_to(content=b"<html>", content_type="text/html"), Clock())
    assert str(caught.value) == (
        "GET /a (op) returned 200, but the body is not JSON (text/html, 6 bytes). Check that the host is the API's."
    )
    with pytest.raises(APIResponseError, match="no content type, 1 bytes"):
        read(call_of(decode=as_is), response_to(content=b"<"), Clock())


AGENT, AGENTS = model("Agent"), list_of(model("Agent"))
EITHER = union(("Agent",), items="Agent")


@pytest.mark.parametrize(
    ("decode", "body", "kind"),
    [
        (AGENT, b'"ok"', "a string"),
        (AGENT, b"7", "a number"),
        (AGENT, b"7.5", "a number"),
        (AGENT, b"true", "a boolean"),
        (AGENT, b"[]", "a list"),
        (AGENTS, b'"ok"', "a string"),
        (as_page, b'"ok"', "a string"),
        (EITHER, b'"ok"', "a string"),
        *((decode, b"null", None) for decode in (AGENT, AGENTS, as_page)),
        *((decode, b"[]", None) for decode in (AGENTS, as_page, EITHER, as_is)),
        *((decode, b"{}", None) for decode in (AGENT, AGENTS, as_page, EITHER, as_is)),
        *((decode, b'"ok"', None) for decode in (as_is, as_datetime, as_known(("a", "b")))),
    ],
)
@pytest.mark.parametrize("contents", [False, True])
def test_a_body_of_another_kind_of_json_is_refused(decode: Any, body: bytes, kind: str | None, contents: bool) -> None:
    """An agent or a list that is a text would fail later, and not with an error of this package."""
    call = call_of((Content("200", JSON, decode),)) if contents else call_of(decode=decode)
    if kind is None:
        value = read(call, response_to(200, body, JSON), Clock())
        assert getattr(value, "to_dict", lambda: value)() == json.loads(body)
        return
    with pytest.raises(APIResponseError) as caught:
        read(call, response_to(200, body, JSON), Clock())
    assert str(caught.value) == f"GET /a (op) returned 200, but the body is {kind}, not what is documented."


def error_of(call: Call[Any], response: http.Response) -> APIStatusError:
    with pytest.raises(APIStatusError) as caught:
        read(call, response, Clock())
    return caught.value


@pytest.mark.parametrize(
    ("status", "advice"),
    [
        (400, "Check the arguments against the method's documentation."),
        (401, "Check the credentials, or sign in again."),
        (403, "Check the account's permissions, and whether its request limit is used up."),
        (404, "Check the identifier and the host."),
        (418, ""),
        (429, "Wait before sending the next request."),
        (499, ""),
        (500, "Try again later."),
        (599, "Try again later."),
    ],
)
def test_an_error_says_what_to_do(status: int, advice: str) -> None:
    """After one full stop behind the server's own words, which may end with one."""
    reason = f"{http.codes.get_reason_phrase(status)}."
    for message, end in (("", reason), ("Down", "Down."), ("Down.", "Down."), ("Down!", "Down!"), ("Down?", "Down?")):
        text = str(error_of(call_of(), response_to(status, message.encode())))
        assert text.startswith(f"GET /a (op) returned {status}")
        assert text.endswith(f"{end} {advice}".strip())


PROBLEM = b'{"type":"t","title":"T","status":418,"detail":"D","instance":"i","a":[1]}'


@pytest.mark.parametrize(
    ("content_type", "body", "expected"),
    [
        ("application/problem+json", PROBLEM, ("t", "T", 418, "D", "i", {"a": [1]})),
        ("Application/Problem+JSON; charset=utf-8", b"{}", ("about:blank", None, None, None, None, {})),
        ("application/problem+json", b'{"type":1,"status":true,"detail":[]}', ("about:blank", *[None] * 4, {})),
        ("application/problem+json", b'{"status":"418","title":"T"}', ("about:blank", "T", *[None] * 3, {})),
        ("application/problem+json", b"[]", None),
        ("application/problem+json", b"{", None),
        ("application/problem+json", b"\xff", None),
        (JSON, PROBLEM, None),
        ("", PROBLEM, None),
    ],
)
def test_a_problem_document_is_read_member_by_member(content_type: str, body: bytes, expected: Any) -> None:
    """RFC 9457 section 3.1: a member of a wrong type is ignored; all others are extensions."""
    problem = error_of(call_of(), response_to(400, body, content_type)).problem
    members = problem and (
        problem.type,
        problem.title,
        problem.status,
        problem.detail,
        problem.instance,
        problem.extensions,
    )
    assert members == expected
    if problem is not None:
        assert repr(problem) == f"Problem(type={problem.type!r}, title={problem.title!r}, status={problem.status!r})"


def basic(secret: str) -> str:
    return "Basic " + base64.b64encode(f"user:{secret}".encode()).decode()


@pytest.mark.parametrize("place", ["message", "detail", "reason", "request id", "content type", "location"])
@pytest.mark.parametrize(
    ("fields", "extensions"),
    [
        ({"Authorization": "Bearer s3cret-Pa55"}, {}),
        ({"Authorization": basic("s3cret-Pa55")}, {}),
        ({}, {"credentials": ("s3cret-Pa55",)}),
        ({}, {"credentials": ("Key s3cret-Pa55",)}),
    ],
)
def test_a_credential_that_a_server_repeats_is_left_out(place: str, fields: Any, extensions: Any) -> None:
    """Wherever it stands in the response, and however it was sent."""
    request = http.Request("GET", "https://api.example/a", headers={"accept": JSON, **fields})
    request.extensions.update(extensions)
    said = "It is s3cret-Pa55."
    headers = {
        "x-request-id": said if place == "request id" else "r",
        "content-type": {"content type": said, "detail": "application/problem+json"}.get(place, JSON),
        **({"location": "/s3cret-Pa55/x"} if place == "location" else {}),
    }
    body = b'{"message": "%s", "detail": "%s"}' % (
        said.encode() if place == "message" else b"",
        said.encode() if place == "detail" else b"",
    )
    status = 307 if place == "location" else 200 if place == "content type" else 400
    response = http.Response(
        status,
        content=b"<" if status == 200 else body,
        headers=headers,
        request=request,
        extensions={"reason_phrase": said.encode()} if place == "reason" else {},
    )
    with pytest.raises((APIStatusError, APIResponseError)) as caught:
        read(call_of(decode=as_is), response, Clock())
    error: Any = caught.value
    shown = f"{error} {vars(error.problem) if getattr(error, 'problem', None) else ''}"
    shown += f" {getattr(error, 'message', '')} {getattr(error, 'request_id', '')}"
    assert "s3cret-Pa55" not in shown
    assert "***" in shown


def test_a_secret_of_the_body_is_left_out_and_other_members_are_not() -> None:
    """Passwords are marked as such in what the caller's method builds."""
    call = Call(call_of().operation, body={"password": SecretStr("s3cret-Pa55"), "name": "Ada Lovelace"})
    error = error_of(call, response_to(400, b"No s3cret-Pa55 for Ada Lovelace."))
    assert error.message == "No *** for Ada Lovelace."


@pytest.mark.parametrize("name", ["x-request-id", "request-id", "X-Correlation-Id", "x-trace"])
def test_the_request_id_has_several_names(name: str) -> None:
    """Of the error and of a raw response alike; the usual name wins."""
    expected = None if name == "x-trace" else "r-1"
    response = response_to(400)
    response.headers[name] = "r-1"
    assert error_of(call_of(), response).request_id == expected
    assert RawResponse(None, response).request_id == expected
    response.headers["x-request-id"] = "r-0"
    assert RawResponse(None, response).request_id == "r-0"


def test_a_raw_response_shows_its_parts() -> None:
    """Value and response, and what is used most of it."""
    response = response_to(201, b"1", JSON)
    raw = RawResponse(7, response)
    assert repr(raw) == "RawResponse(7, <Response [201 Created]>)"
    assert (raw.value, raw.status_code, raw.content, raw.headers["content-type"]) == (7, 201, b"1", JSON)


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("https://user:pw@b.example:8443/x?y#z", "https://b.example:8443/x"),
        ("//b.example", "https://b.example"),
        ("x?y", "https://api.example/x"),
    ],
)
def test_a_redirect_is_shown_without_what_may_be_secret(location: str, target: str) -> None:
    """Neither user info nor query nor fragment."""
    response = response_to(302)
    response.headers["location"] = location
    assert f"this one leads to {target}" in str(error_of(call_of(), response)).rstrip(". /")


def test_what_becomes_nothing_takes_memory_all_the_same() -> None:
    """Beyond the first 64 KiB, what was received counts towards the limit."""
    empty = gzip.compress(b"", mtime=0)
    for size, problem in ((64 * 1024, None), (64 * 1024 + 1, "its body is larger than max_response_bytes=0")):
        _, stream = stream_of(Body(empty + bytes(size - len(empty))), 0, content_encoding="gzip")
        assert (b"".join(stream), stream.problem) == (b"", problem)


@pytest.mark.parametrize(
    ("status", "body", "text"),
    [
        (400, b'{"code": 7, "message": "No."}', "400 Bad Request: code 7: No. Check the arguments against"),
        (400, b'{"code": 7}', "400 Bad Request: code 7. Check the arguments against"),
        (404, b"No", "404 Not Found: No. Check the identifier"),
        (500, b"", "500 Internal Server Error. Try again later."),
    ],
)
def test_an_error_says_what_the_server_said(status: int, body: bytes, text: str) -> None:
    """Its code before its message, after what was asked for."""
    assert str(error_of(call_of(), response_to(status, body))).startswith(f"GET /a (op) returned {text}")


@pytest.mark.parametrize(
    ("status", "challenge", "expected"),
    [
        (401, 'Bearer realm="API", error="invalid_token", error_description="expired"', errors.InvalidTokenError),
        (401, 'Basic realm="API", bearer error=invalid_token', errors.InvalidTokenError),
        (403, 'Bearer error="insufficient_scope", scope="write"', errors.InsufficientScopeError),
        (401, 'Bearer realm="API"', errors.UnauthorizedError),
        pytest.param(401, "Bearer " * 12_000, errors.UnauthorizedError, id="long"),
        (401, 'Basic realm="API"', errors.UnauthorizedError),
        (400, 'Bearer error="invalid_token"', errors.BadRequestError),
        (403, 'Bearer error="other"', errors.ForbiddenError),
    ],
)
def test_what_is_wrong_with_a_token_has_a_class(status: int, challenge: str, expected: Any) -> None:
    """The codes of RFC 6750 section 3.1 come in WWW-Authenticate, beside other challenges or alone."""
    response = response_to(status, b'{"code": 1, "message": "No."}')
    response.headers["www-authenticate"] = challenge
    assert type(error_of(call_of(), response)) is expected
    assert issubclass(errors.InvalidTokenError, errors.UnauthorizedError)
    assert issubclass(errors.InsufficientScopeError, errors.ForbiddenError)


@pytest.mark.parametrize(
    ("charset", "content"),
    [
        ("", "Mañana".encode("utf-8-sig")),
        ("utf-8", "Mañana".encode("utf-8-sig")),
        ("", "Mañana".encode("utf-16")),
        ("UTF-16LE", "Mañana".encode("utf-16-le")),
        ("iso-8859-1", "Mañana".encode("latin-1")),
        ("hex", "Mañana".encode()),
        ("idna", "Mañana".encode()),
        ("punycode", "Mañana".encode()),
        ("unicode_escape", "Mañana".encode()),
        ("undefined", "Mañana".encode()),
        ("nothing", "Mañana".encode()),
        ('"utf-8\0"', "Mañana".encode()),
    ],
)
def test_text_is_read_in_any_encoding(charset: str, content: bytes) -> None:
    """The one that is named, if it is one of text, else the one that the first bytes show; of errors and successes."""
    field = "text/plain" + (f"; charset={charset}" if charset else "")
    error = error_of(call_of(), response_to(400, content, field))
    assert str(error).startswith("GET /a (op) returned 400 Bad Request: Mañana.")
    assert read(call_of(), response_to(200, content, field, "text/plain"), Clock()) == "Mañana"
