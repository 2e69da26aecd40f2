"""What hostile servers send, and what careless or hostile callers pass."""

from __future__ import annotations

import gzip
import inspect
import json
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from typing import Any

from hypothesis import strategies as st

from comm100._http import http
from comm100.resources.account.agents import Agents
from tests.client.conftest import Clock

__all__ = ["CREDENTIAL", "METHODS", "SECRET", "Respond", "calls", "not_http", "options", "responses"]

SECRET = "s3cret-Pa55"
"""What an argument holds."""

CREDENTIAL = "0123456789abcdef0123456789abcdef"
"""What credentials hold."""

METHODS = [name for name, _ in inspect.getmembers(Agents, inspect.isfunction) if not name.startswith("_")]

Respond = Callable[[Any, Clock], Any]
"""Answers a request, in which time may pass."""

# --- values

texts = st.text(max_size=30) | st.sampled_from(["\ud800", "\x00", "9" * 5000, "limit"])
scalars = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), texts)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4), max_leaves=12
)

# --- responses

members = st.sampled_from(
    ["id", "email", "code", "message", "ErrorMessage", "error", "error_description", "agents", "total", "nextPage"]
) | st.sampled_from(["access_token", "token_type", "expires_in", "refresh_token", "scope"])
links = st.sampled_from(
    ["http://[x", "?pageIndex=1", "?pageIndex=2#", "//evil.example/?PAGEINDEX=3", "\ud800?pageIndex=4"]
)
objects = st.dictionaries(members, values | links | st.just(CREDENTIAL), max_size=8)

BODIES = {
    "empty": b"",
    "deep list": b"[" * 100_000,
    "deep object": b'{"a":' * 100_000,
    "long number": b'{"code": ' + b"9" * 5000 + b', "message": "x"}',
    "page": b"<html>" + SECRET.encode() + b"</html>",
    "unquoted names": b'{ code: 400000, message: "' + CREDENTIAL.encode() + b'" }',
    "utf-16": '{"a": 1}'.encode("utf-16"),
    "byte order mark": b"\xef\xbb\xbf{}",
    "NaN": b"NaN",
    "surrogate": b'"\\ud800"',
    "the credential": CREDENTIAL.encode(),
    "a long message": b"{code:1,message:" + b"a" * 9000,
}
bodies = st.one_of(
    (objects | values).map(lambda value: json.dumps(value).encode()),
    st.binary(max_size=200),
    st.sampled_from(sorted(BODIES)).map(BODIES.__getitem__),
)

VALUES = {
    "Retry-After": [b"7", b"-1", b"1e5", b"9" * 400, "٣".encode(), b"Fri, 99999999999999999999 Dec 2020 00:00:00 GMT",
                    b"Fri, 31 Dec 9999 23:59:59 GMT", b"Thu, 01 Jan 1970 00:00:00 -9999"],
    "Content-Encoding": [b"gzip", b"gzip, gzip", b"br", b"identity", b""],
    "Content-Length": [b"5", b"-1", b"99999999999999999999", "٣".encode()],
    "Content-Type": [b"text/html", b"application/json; charset=nonsense", b"\xff", CREDENTIAL.encode()],
    "Location": [b"http://[x", b"/a?b=" + CREDENTIAL.encode(), b"https://evil.example:port/", b"\xff", b""],
    "WWW-Authenticate": [b'Bearer error="invalid_token"', b"Bearer " * 500, b"\xff"],
    "X-Request-Id": [b"r-1", CREDENTIAL.encode(), b"\xff" * 400],
    "Set-Cookie": [b"session=1; Path=/", b"\xff=\xff"],
}  # fmt: skip
headers = st.lists(
    st.one_of(*(st.tuples(st.just(name.encode()), st.sampled_from(sent)) for name, sent in VALUES.items())), max_size=4
)
errors = [100, 302, 307, 400, 401, 401, 403, 404, 418, 429, 500, 503, 599, 999]
statuses = st.sampled_from([200, 201, 204]) | st.sampled_from(errors)
failures = st.sampled_from([http.ConnectError, http.ConnectTimeout, http.PoolTimeout, http.UnsupportedProtocol]) | (
    st.sampled_from([http.ReadError, http.ReadTimeout, http.RemoteProtocolError, http.LocalProtocolError])
)
seldom = st.none() | st.none() | st.none() | failures


class _Stream(http.SyncByteStream, http.AsyncByteStream):
    """A body in pieces, each after a while, that may break off."""

    def __init__(self, parts: list[bytes], pauses: list[float], failure: Any, clock: Clock) -> None:
        self._parts, self._pauses, self._failure, self._clock = parts, pauses, failure, clock

    def __iter__(self) -> Iterator[bytes]:
        for number, part in enumerate(self._parts):
            self._clock.now += self._pauses[number % len(self._pauses)]
            yield part
        if self._failure is not None:
            raise self._failure("in the middle")

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for part in self:
            yield part


@st.composite
def responses(draw: Any) -> Respond:
    """Draw what a server does with a request."""
    failure, status, fields, body = draw(seldom), draw(statuses), draw(headers), draw(bodies)
    if draw(st.booleans()):
        whole = gzip.compress(body)
        body = whole[: len(whole) - draw(st.sampled_from([0, 0, 0, 1, 8]))]
        fields = [*fields, (b"Content-Encoding", b"gzip")]
    size = draw(st.sampled_from([1, 7, 1000])) if len(body) < 500 else 10_000
    parts = [body[start : start + size] for start in range(0, len(body), size)]
    pauses = draw(st.lists(st.sampled_from([0, 0, 0, 0.1, 40]), min_size=1, max_size=3))
    reason = draw(st.sampled_from([b"OK", b"", CREDENTIAL.encode(), b"\xff"]))
    streams, breaks = draw(st.booleans()), draw(seldom)

    def respond(request: Any, clock: Clock) -> Any:
        request.read()
        if failure is not None:
            raise failure("failed")
        extensions = {"reason_phrase": reason}
        if streams:
            stream = _Stream(parts, pauses, breaks, clock)
            return http.Response(status, headers=fields, stream=stream, extensions=extensions)
        plain = [(name, value) for name, value in fields if name != b"Content-Encoding"]
        return http.Response(status, headers=plain, content=body, extensions=extensions)

    return respond


NOT_HTTP = {
    "status line": b"HTTP/1.1 200 OK\r\n",
    "another status line": b"HTTP/1.1 999 \xff\r\n",
    "another version": b"HTTP/9.9 200 OK\r\n",
    "a long status": b"HTTP/1.1 2147483648 OK\r\n",
    "an end": b"\r\n",
    "length": b"Content-Length: 5\r\n",
    "no length": b"Content-Length: 0x5\r\n",
    "chunked": b"Transfer-Encoding: chunked\r\n",
    "another transfer": b"Transfer-Encoding: gzip\r\n",
    "gzip": b"Content-Encoding: gzip\r\n",
    "a long field": b"X: " + b"a" * 70_000 + b"\r\n",
    "NUL": b"X\x00: 1\r\n",
    "no name": b": x\r\n",
    "chunk": b"5\r\nhello\r\n",
    "a huge chunk": b"ffffffffffffffff\r\n",
    "last chunk": b"0\r\n\r\n",
    "body": b"{}",
    "zeros": bytes(50),
    "continue": b"HTTP/1.1 100 Continue\r\n\r\n",
    "switch": b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n",
    "another protocol": b"SSH-2.0-x\r\n",
}
not_http = st.lists(st.sampled_from(sorted(NOT_HTTP)), max_size=8).map(
    lambda names: b"".join(NOT_HTTP[name] for name in names)
)

# --- arguments


class _Stubborn:
    """Whatever is asked of it fails."""

    def __str__(self) -> str:
        raise OSError(SECRET)

    __repr__ = __str__


def _recursive() -> Any:
    value: list[Any] = []
    value.append(value)
    return value


ODD: Mapping[str, Callable[[], Any]] = {
    "object": object,
    "stubborn": _Stubborn,
    "set": lambda: {1, 2},
    "recursive": _recursive,
    "huge": lambda: 10**5000,
    "complex": lambda: 1j,
    "function": lambda: len,
    "long": lambda: "x" * 9000,
    "dots": lambda: "..",
    "dot": lambda: ".",
    "empty": lambda: "",
    "bytes": lambda: b"x",
}
odd = values | st.sampled_from(sorted(ODD)).map(lambda name: ODD[name]())
usual: dict[str, Any] = {"id": 7, "page_index": 0, "timeout": 5.0}
usual |= {"password": SECRET, "current_password": SECRET, "new_password": SECRET}


@st.composite
def calls(draw: Any) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
    """Draw a call of any method, or of ``request``: its name, and arguments of which each may be odd."""
    name = draw(st.sampled_from([*METHODS, "request"]))
    if name == "request":
        method = draw(st.sampled_from(["GET", "POST", "delete", "GET ", "", "G\r\nT", None, 7, "CONNECT"]))
        path = draw(st.sampled_from(["/api/v2/x", "/a/../b", "//x", "/%2e%2e", "/\x00", "", None, f"/x?t={SECRET}"]))
        query = draw(st.none() | odd | st.dictionaries(texts, odd, max_size=3))
        return name, (method, path), {"query": query, "body": draw(odd), "timeout": draw(st.none() | odd)}
    positional, keywords = [], {}
    for parameter in list(inspect.signature(getattr(Agents, name)).parameters.values())[1:]:
        value = usual.get(parameter.name, "text") if draw(st.booleans()) else draw(odd)
        if parameter.kind is parameter.POSITIONAL_ONLY:
            positional.append(value)
        elif parameter.default is parameter.empty or draw(st.booleans()):
            keywords[parameter.name] = value
    return name, tuple(positional), keywords


options = st.fixed_dictionaries(
    {},
    optional={
        "auth": odd,
        "base_url": odd | st.sampled_from(["https://a..b", "https://x/api/v2", f"https://u:{SECRET}@x"]),
        "cert": odd,
        "headers": odd | st.dictionaries(texts, texts, max_size=2),
        "host": odd,
        "http_client": odd,
        "max_response_bytes": odd,
        "max_retries": odd,
        "proxy": odd,
        "timeout": odd,
        "transport": odd,
        "trust_env": odd,
        "user_agent": odd,
        "verify": odd,
    },
)
