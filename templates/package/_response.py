"""What a response means: a value, or a typed error."""

from __future__ import annotations

import base64
import codecs
import json
import math
import re
import zlib
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from ._http import http
from ._request import Content
from ._retry import retry_after
from ._wire import is_json
from .auth._redact import SecretStr, redact
from .errors import (
    BEARER_ERRORS,
    ERROR_KINDS,
    STATUS_ERRORS,
    APIResponseError,
    APIStatusError,
    UndocumentedStatusError,
)

if TYPE_CHECKING:
    from ._request import Call
    from .auth._concurrency import Clock

__all__ = [
    "GZIP",
    "BaseResponse",
    "Gunzip",
    "RawResponse",
    "ResponseStream",
    "codings",
    "encoding",
    "read",
    "request_id",
    "unreadable_response",
]

T = TypeVar("T")

GZIP = ("gzip", "x-gzip")
"""The names of the coding that is decompressed (RFC 9110 section 8.4.1.3)."""

_GZIP_WINDOW = 16 + zlib.MAX_WBITS
_STEP = 64 * 1024
_KEPT = 1024 * 1024
# RFC 9110 section 6.4.1. What their header fields say of a body is said of that of another response.
_WITHOUT_BODY = (204, 304)
_REQUEST_ID_HEADERS = ("x-request-id", "request-id", "x-correlation-id")
# Encodings of Python's own, which no other program means (documentation of codecs, "Python Specific Encodings").
_PYTHON_CODECS = frozenset({"idna", "mbcs", "oem", "punycode", "raw-unicode-escape", "unicode-escape"})

_JSON_TYPES = {str: "a string", bool: "a boolean", int: "a number", float: "a number", list: "a list"}

# Compiled when the first error is read: that takes longer than importing this module.
_BEARER_ERROR = r'(?i)(?>.*?\bBearer\b).*?\berror="?([a-z_]+)'

_ADVICE = {
    400: "Check the arguments against the method's documentation.",
    401: "Check the credentials, or sign in again.",
    403: "Check the account's permissions, and whether its request limit is used up.",
    404: "Check the identifier and the host.",
    429: "Wait before sending the next request.",
}


class BaseResponse:
    """What is known of a response by its head.

    Attributes:
        response: The HTTP library's response.
    """

    __slots__ = ("response",)

    def __init__(self, response: http.Response) -> None:
        self.response = response

    @property
    def status_code(self) -> int:
        """The HTTP status."""
        return self.response.status_code

    @property
    def headers(self) -> http.Headers:
        """The response's header fields."""
        return self.response.headers

    @property
    def request_id(self) -> str | None:
        """The server's identifier of the request, if the response holds one."""
        return request_id(self.response)


class RawResponse(BaseResponse, Generic[T]):
    """A value together with the HTTP response that it was read from.

    Attributes:
        value: What the method itself returns.
        response: The HTTP library's response, with its whole body.
    """

    __slots__ = ("value",)

    def __init__(self, value: T, response: http.Response) -> None:
        super().__init__(response)
        self.value = value

    def __repr__(self) -> str:
        return f"RawResponse({self.value!r}, {self.response!r})"

    @property
    def content(self) -> bytes:
        """The body, decompressed."""
        return self.response.content


class ResponseStream(http.SyncByteStream, http.AsyncByteStream):
    """The body of a response while it is read: within a time, within a size, and decompressed.

    The HTTP libraries limit only the time between two chunks, and decompress a chunk whole: without this, a server that
    sends a byte now and then is waited for without end, and a few hundred bytes can fill the memory.

    If the body cannot be had, reading stops, the body is empty, and ``problem`` says why.

    Args:
        response: The response, before its body is read. Its Content-Encoding field is removed.
        max_bytes: The largest body, decompressed; None for no limit.
        deadline: When reading must be done, in seconds of ``clock``.
        clock: Returns a monotonic time in seconds.
        method: The method of the request.
    """

    def __init__(
        self,
        response: http.Response,
        max_bytes: int | None,
        deadline: float,
        clock: Callable[[], float],
        *,
        method: str = "GET",
    ) -> None:
        self.problem: str | None = None
        self._stream = response.stream
        self._max_bytes = math.inf if max_bytes is None else max_bytes
        self._deadline = deadline
        self._clock = clock
        self._body: _Body | _GzipBody = _Body()
        coding = codings(response.headers)
        response.headers.pop("content-encoding", None)
        length = response.headers.get("content-length", "")
        if method == "HEAD" or response.status_code in _WITHOUT_BODY:
            pass
        elif coding in GZIP:
            self._body = _GzipBody()
        elif coding:
            self.problem = "its Content-Encoding is not gzip"
        elif length.isdecimal() and float(length) > self._max_bytes:
            self._exceed()

    @property
    def elapsed(self) -> Any:
        """The time from the request to the end of the body, which the HTTP library measures."""
        return self._stream.elapsed  # type: ignore[union-attr]  # of httpx2's own streams

    def __iter__(self) -> Iterator[bytes]:
        if self.problem is None:
            for chunk in self._stream:  # type: ignore[union-attr]  # a blocking client has a blocking stream
                if not self._accept(chunk):
                    return
            yield from self._finish()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        if self.problem is None:
            async for chunk in self._stream:  # type: ignore[union-attr]  # an asynchronous one an asynchronous stream
                if not self._accept(chunk):
                    return
            for part in self._finish():
                yield part

    def close(self) -> None:
        """Close the connection, or return it to the pool if the body was read to its end."""
        self._stream.close()  # type: ignore[union-attr]  # as above

    async def aclose(self) -> None:
        """Close the connection, or return it to the pool if the body was read to its end."""
        await self._stream.aclose()  # type: ignore[union-attr]  # as above

    def _accept(self, chunk: bytes) -> bool:
        """Take a chunk, and return whether to continue."""
        if self._clock() > self._deadline:
            raise http.ReadTimeout("The response took longer than the timeout.")
        try:
            self._body.feed(chunk, self._max_bytes)
        except zlib.error:
            self.problem = "its body is not valid gzip"
        if self._body.size > self._max_bytes:
            self._exceed()
        return self.problem is None

    def _finish(self) -> list[bytes]:
        if self._body.is_complete:
            return self._body.parts()
        self.problem = "its body is not valid gzip"
        return []

    def _exceed(self) -> None:
        self.problem = f"its body is larger than max_response_bytes={self._max_bytes}"


class _Body:
    """A body as it is sent."""

    is_complete = True

    def __init__(self) -> None:
        self.size = 0
        self._chunks: list[bytes] = []

    def feed(self, chunk: bytes, max_bytes: float) -> None:
        self.size += len(chunk)
        self._chunks.append(chunk)

    def parts(self) -> list[bytes]:
        return self._chunks


class _GzipBody:
    """A body in gzip. Of a large one only the size is taken at first, so that a decompression bomb takes no memory."""

    def __init__(self) -> None:
        self._received = 0
        self._decompressed = 0
        self._gunzip = Gunzip()
        self._chunks: list[bytes] = []
        self._parts: list[bytes] = []

    @property
    def size(self) -> int:
        # What decompresses to nothing, such as a file name or an empty block, takes memory all the same.
        return max(self._decompressed, self._received - _STEP)

    @property
    def is_complete(self) -> bool:
        return self._gunzip.is_complete

    def feed(self, chunk: bytes, max_bytes: float) -> None:
        self._received += len(chunk)
        self._chunks.append(chunk)
        for part in self._gunzip.feed(chunk):
            self._decompressed += len(part)
            if self._decompressed <= _KEPT:
                self._parts.append(part)
            else:
                self._parts.clear()
            if self._decompressed > max_bytes:
                return

    def parts(self) -> list[bytes]:
        if self._decompressed <= _KEPT:
            return self._parts
        gunzip = Gunzip()
        return [part for chunk in self._chunks for part in gunzip.feed(chunk)]


class Gunzip:
    """Decompresses gzip in pieces of at most 64 KiB; there may be several members (RFC 1952 section 2.2)."""

    def __init__(self) -> None:
        self._decoder = zlib.decompressobj(_GZIP_WINDOW)
        self._is_started = False

    @property
    def is_complete(self) -> bool:
        """Whether the data ends here."""
        return self._decoder.eof or not self._is_started

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """Yield what a chunk decompresses to.

        Raises:
            zlib.error: It is not gzip.
        """
        pending = True
        while pending:
            if self._decoder.eof:
                chunk = chunk.lstrip(b"\0")  # padding
                if not chunk:
                    return
                self._decoder = zlib.decompressobj(_GZIP_WINDOW)
            self._is_started = True
            part = self._decoder.decompress(chunk, _STEP)
            if part:
                yield part
            chunk = self._decoder.unconsumed_tail or self._decoder.unused_data
            pending = bool(chunk) or len(part) == _STEP


def codings(headers: Mapping[str, str]) -> str:
    """Return the codings of a body, in lower case: a list may have empty elements (RFC 9110 section 5.6.1.2)."""
    names = (name.strip() for name in headers.get("content-encoding", "").lower().split(","))
    return ", ".join(name for name in names if name not in ("", "identity"))


def read(call: Call[T], response: http.Response, clock: Clock) -> T:
    """Return the value that a response holds.

    Args:
        call: The call.
        response: The response, with its whole body.
        clock: Tells the time, for a Retry-After that names a date.

    Raises:
        APIStatusError: The status does not report success; each documented status has its class.
        APIResponseError: The status reports success, but the body is not the documented JSON.
    """
    if not response.is_success:
        raise status_error(call, response, clock)
    if call.operation.contents or response.request.headers.get("accept") != call.operation.accept:
        return _read_documented(call, response)  # type: ignore[no-any-return]  # what the operation declares
    decode = call.decode
    if decode is None:
        return None  # type: ignore[return-value]  # an operation without a body is an Operation[None]
    if call.operation.may_be_empty and not response.content:
        return decode(None)
    return _decoded(call, response, decode)


def _read_documented(call: Call[Any], response: http.Response) -> Any:
    """Return what a response of one of several forms holds, by its status and then by its Content-Type.

    A body of a media type that is not documented is decoded by what it is: JSON, text or bytes. So is what the caller
    has asked for by another Accept field than the operation's.
    """
    status, own_type = str(response.status_code), response.headers.get("content-type", "")
    usual = Content(status, "application/json", call.decode) if call.decode else Content(status)
    contents = call.operation.contents or (usual,)
    own = [
        [content for content in contents if content.status == name] for name in (status, f"{status[0]}XX", "default")
    ]
    documented = next((group for group in own if group), [])
    if own_type and not is_json(own_type) and response.request.headers.get("accept") != call.operation.accept:
        documented = [Content(status, own_type)]
    if documented and not any(content.media_type for content in documented):
        return None
    decoders = [content for content in documented if content.decode is not None]
    if is_json(own_type) or (decoders and (not own_type or len(decoders) == len(documented))):
        if response.status_code == 204 and not response.content:
            return None
        exact = [content for content in decoders if _essence(content.media_type) == _essence(own_type)]
        decode = (exact or decoders)[0].decode if decoders else None
        return _parse_json(call, response) if decode is None else _decoded(call, response, decode)
    return _text(response) if own_type.lower().startswith("text/") else response.content


def _essence(media_type: str) -> str:
    return media_type.partition(";")[0].strip().lower()


def _decoded(call: Call[Any], response: http.Response, decode: Callable[[Any], T]) -> T:
    """Return a body as its decoder reads it, unless it is a list or a scalar where something else is documented."""
    value = _parse_json(call, response)
    decoded = decode(value)
    if decoded is value and isinstance(value, str | int | float | list):
        empty: tuple[dict[str, Any], list[Any]] = ({}, [])
        # A decoder returns unchanged what it does not expect.
        expected = [type(other) for other in empty if decode(other) is not other]
        if expected and type(value) not in expected:
            raise unreadable_response(call, response, f"the body is {_JSON_TYPES[type(value)]}, not what is documented")
    return decoded


def _parse_json(call: Call[Any], response: http.Response) -> Any:
    try:
        return json.loads(response.content)
    except (ValueError, RecursionError):
        problem = f"the body is not JSON ({_content_type(response)}, {len(response.content)} bytes)"
    raise unreadable_response(call, response, f"{problem}. Check that the host is the API's")


def unreadable_response(call: Call[Any], response: http.Response, problem: str) -> APIResponseError:
    """Return the error for a response whose body cannot be used."""
    return APIResponseError(f"{_label(call)} returned {response.status_code}, but {problem}.", response=response)


def status_error(call: Call[Any], response: http.Response, clock: Clock) -> APIStatusError:
    """Return the error for a status that does not report success."""
    from ._error_body import read_error, read_problem

    secrets = _secrets(call, response.request)
    code, message = read_error(_text(response))
    message = None if message is None else redact(message, secrets)
    reference = request_id(response)
    media_type = _essence(response.headers.get("content-type", ""))
    reason = redact(response.reason_phrase, secrets)
    parts = [f"{_label(call)} returned {response.status_code} {reason}".rstrip()]
    if code is not None:
        parts.append(f"code {code}")
    if response.has_redirect_location:
        parts.append(f"redirects are not followed, and this one leads to {_redirect_target(response, secrets)}")
    if message:
        parts.append(message)
    elif "problem" in response.extensions:
        parts.append(response.extensions["problem"])
    advice = _ADVICE.get(response.status_code, "" if response.status_code < 500 else "Try again later.")
    text = ": ".join(parts)
    return _error_class(response, message)(
        f"{text if text.endswith(('.', '!', '?')) else text + '.'} {advice}".rstrip(),
        response=response,
        code=code,
        message=message,
        request_id=None if reference is None else redact(reference, secrets),
        retry_after=retry_after(response.headers.get("retry-after", ""), clock.wall()),
        problem=read_problem(response.content, secrets) if media_type == "application/problem+json" else None,
    )


def encoding(response: http.Response) -> str | None:
    """Return the encoding of text that a response names; None if it names none, or one that is not known."""
    name = response.charset_encoding or ""
    try:
        known = codecs.lookup(name).name
        # Python also knows encodings that are not of text, and some that cannot pass over what is wrong.
        b"\xff\xfe".decode(name, "replace")
    except (LookupError, ValueError):
        return None
    return None if known in _PYTHON_CODECS else "utf-8-sig" if known == "utf-8" else name


def _text(response: http.Response) -> str:
    content = response.content
    return content.decode(encoding(response) or json.detect_encoding(content[:4]), "replace")


def request_id(response: http.Response) -> str | None:
    """Return the server's identifier of the request, if the response holds one."""
    return next((response.headers[name] for name in _REQUEST_ID_HEADERS if name in response.headers), None)


def _error_class(response: http.Response, message: str | None) -> type[APIStatusError]:
    status = response.status_code
    known = STATUS_ERRORS.get(status, UndocumentedStatusError)
    challenge = re.match(_BEARER_ERROR, response.headers.get("www-authenticate", ""))
    bearer_error = BEARER_ERRORS.get(challenge[1]) if challenge else None
    if bearer_error is not None and status in (401, 403):
        return bearer_error
    for pattern, kind in ERROR_KINDS.get(status, {}).items():
        if re.search(pattern, message or "", re.IGNORECASE | re.DOTALL):
            return kind
    return known


def _label(call: Call[Any]) -> str:
    path = call.target().partition("?")[0]
    return f"{call.operation.method} {path} ({call.operation.id})"


def _content_type(response: http.Response) -> str:
    return redact(response.headers.get("content-type", "no content type"), _credentials(response.request))


def _redirect_target(response: http.Response, secrets: Iterable[str]) -> str:
    """Return where a redirect leads, without its query, which may hold a secret."""
    try:
        url = response.request.url.join(response.headers["location"])
    except (http.InvalidURL, ValueError):
        return "an invalid URL"
    return redact(f"{url.scheme}://{url.netloc.decode('ascii', 'replace')}{url.path}", secrets)


def _secrets(call: Call[Any], request: http.Request) -> tuple[str, ...]:
    """Return what a server's message might repeat: the credentials of a request, and passwords in its body."""
    members = call.body.values() if isinstance(call.body, Mapping) else ()
    return *_credentials(request), *(value for value in members if isinstance(value, SecretStr))


def _credentials(request: http.Request) -> tuple[str, ...]:
    """Return the credentials that a request carried, which a server's message might repeat."""
    found: list[str] = []
    for sent in (*request.extensions.get("credentials", ()), request.headers.get("Authorization", "")):
        value = sent.rpartition(" ")[2]
        found += [sent, value]
        with suppress(ValueError):
            found.append(base64.b64decode(value, validate=True).decode().partition(":")[2])
    return tuple(found)
