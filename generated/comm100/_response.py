"""What a response means: a value, or a typed error."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from .auth._redact import redact
from .errors import BEARER_ERRORS, ERROR_KINDS, STATUS_ERRORS, APIResponseError, APIStatusError, UndocumentedStatusError

if TYPE_CHECKING:
    from ._http import http
    from ._request import Call

__all__ = ["RawResponse", "read", "request_id"]

T = TypeVar("T")

_REQUEST_ID_HEADERS = ("x-request-id", "request-id", "x-correlation-id")

# Compiled when the first error is read: that takes longer than importing this module.
_BEARER_ERROR = r'(?i)\bBearer\b.*?\berror="?([a-z_]+)'

_ADVICE = {
    400: "Check the arguments against the method's documentation.",
    401: "Check the credentials, or sign in again.",
    403: "Check the account's permissions, and whether its request limit is used up.",
    404: "Check the identifier and the host.",
    429: "Wait before sending the next request.",
}


class RawResponse(Generic[T]):
    """A value together with the HTTP response that it was read from.

    Attributes:
        value: What the method itself returns.
        response: The HTTP library's response, with its whole body.
    """

    __slots__ = ("response", "value")

    def __init__(self, value: T, response: http.Response) -> None:
        self.value = value
        self.response = response

    def __repr__(self) -> str:
        return f"RawResponse({self.value!r}, {self.response!r})"

    @property
    def status_code(self) -> int:
        """The HTTP status."""
        return self.response.status_code

    @property
    def headers(self) -> http.Headers:
        """The response's header fields."""
        return self.response.headers

    @property
    def content(self) -> bytes:
        """The body, decompressed."""
        return self.response.content

    @property
    def request_id(self) -> str | None:
        """The server's identifier of the request, if the response holds one."""
        return request_id(self.response)


def read(call: Call[T], response: http.Response) -> T:
    """Return the value that a response holds.

    Args:
        call: The call.
        response: The response, with its whole body.

    Raises:
        APIStatusError: The status does not report success; each documented status has its class.
        APIResponseError: The status reports success, but the body is not the documented JSON.
    """
    if not response.is_success:
        raise status_error(call, response)
    decode = call.operation.decode
    if decode is None:
        return None  # type: ignore[return-value]  # an operation without a body is an Operation[None]
    if call.operation.may_be_empty and not response.content:
        return decode(None)
    try:
        return decode(json.loads(response.content))
    except (ValueError, RecursionError):
        raise APIResponseError(
            f"{_label(call)} returned {response.status_code}, but the body is not JSON "
            f"({_content_type(response)}, {len(response.content)} bytes). Check that the host is the API's.",
            response=response,
        ) from None


def status_error(call: Call[Any], response: http.Response) -> APIStatusError:
    """Return the error for a status that does not report success."""
    body = _error_body(response)
    code, message = _code(body), _message(body)
    secrets, reference = _credentials(response.request), request_id(response)
    message = None if message is None else redact(message, secrets)
    detail = " ".join(part for part in (f"code {code}:" if code is not None else "", message or "") if part)
    advice = _ADVICE.get(response.status_code, "" if response.status_code < 500 else "Try again later.")
    reason = redact(response.reason_phrase, secrets)
    text = f"{_label(call)} returned {response.status_code} {reason}".rstrip()
    return _error_class(response, message)(
        " ".join(part for part in (f"{text}: {detail}" if detail else f"{text}.", advice) if part),
        response=response,
        code=code,
        message=message,
        request_id=None if reference is None else redact(reference, secrets),
    )


def request_id(response: http.Response) -> str | None:
    """Return the server's identifier of the request, if the response holds one."""
    return next((response.headers[name] for name in _REQUEST_ID_HEADERS if name in response.headers), None)


def _error_class(response: http.Response, message: str | None) -> type[APIStatusError]:
    status = response.status_code
    known = STATUS_ERRORS.get(status, UndocumentedStatusError)
    challenge = re.search(_BEARER_ERROR, response.headers.get("www-authenticate", ""))
    bearer_error = BEARER_ERRORS.get(challenge[1]) if challenge else None
    if bearer_error is not None and status in (401, 403):
        return bearer_error
    text = (message or "").casefold()
    kinds = ERROR_KINDS.get(status, {})
    return next((kind for phrase, kind in kinds.items() if phrase in text), known)


def _label(call: Call[Any]) -> str:
    path = call.target().partition("?")[0]
    return f"{call.operation.method} {path} ({call.operation.id})"


def _content_type(response: http.Response) -> str:
    return redact(response.headers.get("content-type", "no content type"), _credentials(response.request))


def _credentials(request: http.Request) -> tuple[str, ...]:
    """Return the credentials that a request carried, which a server's message might repeat."""
    sent: str = request.extensions.get("credential", request.headers.get("Authorization", ""))
    value = sent.rpartition(" ")[2]
    try:
        return sent, value, base64.b64decode(value, validate=True).decode().partition(":")[2]
    except ValueError:
        return sent, value


def _error_body(response: http.Response) -> Mapping[str, Any]:
    try:
        body = json.loads(response.content)
    except (ValueError, RecursionError):
        return {}
    return {str(name).casefold(): value for name, value in body.items()} if isinstance(body, dict) else {}


def _code(body: Mapping[str, Any]) -> int | None:
    code = body.get("code")
    if isinstance(code, str) and code.isascii() and code.isdecimal():
        return int(code)
    return code if isinstance(code, int) and not isinstance(code, bool) else None


def _message(body: Mapping[str, Any]) -> str | None:
    # Which spelling a server uses depends on which part of it refused the request.
    for name in ("message", "errormessage", "error_description", "error"):
        message = body.get(name)
        if isinstance(message, str) and message.strip():
            return message
    return None
