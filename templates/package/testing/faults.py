"""What can go wrong on purpose. Each fault has a name and is plain data.

latency                 the response arrives ``seconds`` late
slow_body               the body arrives in ten pieces over ``seconds``
connection_reset        the request is carried out, but the response never arrives
truncated_body          the connection breaks in the middle of the body
not_json                the body is an HTML page labelled as JSON
wrong_content_type      the body is correct but labelled as ``media_type``
error_status            an error with ``status``, in the document's shape
unauthorized            401, whatever the credentials
daily_limit             403, as if the day's requests were used up
rate_limit              429, with ``seconds`` in Retry-After
token_outage            the token endpoints return ``status``
rotated_refresh_token   the refresh token sent has already been used by somebody else
clock_skew              the server's clock is ``seconds`` ahead of the mock's, or behind if negative
repeated_next_page      a page names itself as the next page
foreign_next_page       a page's link to the next page leads to ``origin``
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from ._document import Document, Route
from ._error_response import ErrorResponse
from ._oauth_endpoints import Endpoints
from ._security import Security, limit_reached
from ._tokens import Tokens
from .clock import ServerTime
from .journal import suggest
from .messages import Delivery, MockRequest, MockResponse

__all__ = ["FAULTS", "Fault", "FaultInjector"]

FAULTS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "clock_skew": {"seconds": 3600.0},
        "connection_reset": {},
        "daily_limit": {},
        "error_status": {"status": 503},
        "foreign_next_page": {"origin": "https://elsewhere.example"},
        "latency": {"seconds": 1.0},
        "not_json": {},
        "rate_limit": {"seconds": 1},
        "repeated_next_page": {},
        "rotated_refresh_token": {},
        "slow_body": {"seconds": 1.0},
        "token_outage": {"status": 503},
        "truncated_body": {},
        "unauthorized": {},
        "wrong_content_type": {"media_type": "text/html"},
    }
)
"""The names of all faults, each with its details and their defaults."""

_LARGEST = 1e9
_PIECES = 10
_HTML = b"<!doctype html><title>Bad Gateway</title><h1>Bad Gateway</h1>"


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One fault, and which requests it affects.

    Attributes:
        name: One of `FAULTS`.
        operation: The operationId of the requests it affects; None for every request it can affect.
        times: How many requests it affects; None for all, until it is taken back.
        probability: Probability (0 to 1) for an eligible request.
        details: The details listed in `FAULTS`; those left out have their defaults.

    Raises:
        ValueError: There is no such fault or detail, or a value is out of range.
    """

    name: str
    operation: str | None = None
    times: int | None = 1
    probability: float = 1.0
    details: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.name not in FAULTS:
            raise ValueError(f"there is no fault {self.name!r}; {suggest(self.name, FAULTS)}")
        if self.times is not None and (not _is_number(self.times, int) or self.times < 1):
            raise ValueError(f"times is {self.times!r}; pass an integer of at least 1, or None for no limit")
        if not _is_number(self.probability, int, float) or not 0 <= self.probability <= 1:
            raise ValueError(f"probability is {self.probability!r}; pass a number from 0 to 1")
        known = FAULTS[self.name]
        for name, value in self.details.items():
            if name not in known:
                raise ValueError(f"{self.name} takes {', '.join(known) or 'no details'}, not {name!r}")
            self._check(name, value)
        # The way that a frozen dataclass sets its own attributes.
        object.__setattr__(self, "details", MappingProxyType({**known, **self.details}))

    def _check(self, name: str, value: Any) -> None:
        if name == "seconds":
            valid = _is_number(value, int, float) and (value >= 0 or self.name == "clock_skew")
            # Retry-After has whole seconds (RFC 9110 section 10.2.3).
            valid = valid and (isinstance(value, int) or self.name != "rate_limit")
        elif name == "status":
            valid = _is_number(value, int) and 400 <= value <= 599
        else:
            valid = isinstance(value, str) and value.isprintable() and value.isascii()
        if not valid:
            raise ValueError(f"{self.name} does not accept {name}={value!r}")


def _is_number(value: Any, *kinds: type) -> bool:
    # A bool is an int to Python; NaN fails each comparison.
    return type(value) in kinds and -_LARGEST < value < _LARGEST


RequestFault = Callable[[Fault, Route, MockRequest], ErrorResponse | bool]
ResponseFault = Callable[[Fault, Route, MockRequest, MockResponse], MockResponse | None]


@dataclass(eq=False, slots=True)
class _Pending:
    fault: Fault
    remaining: int | None


class FaultInjector:
    """The faults of one mock. At most one affects a request and at most one its response: the first injected.

    Args:
        document: The document.
        endpoints: Its OAuth endpoints.
        security: Makes the 401 of a request without credentials.
        tokens: The tokens issued so far.
        time: The server's time, which a fault shifts.
        rng: Decides whether a fault with a probability occurs.
        faults: The faults present from the start.
    """

    def __init__(
        self,
        document: Document,
        endpoints: Endpoints,
        security: Security,
        tokens: Tokens,
        time: ServerTime,
        rng: random.Random,
        faults: Collection[Fault],
    ) -> None:
        self._operations = {route.id for route in document.routes}
        self._endpoints = endpoints
        self._security = security
        self._tokens = tokens
        self._time = time
        self._rng = rng
        self._pending: list[_Pending] = []
        self._request_faults: dict[str, RequestFault] = {
            "clock_skew": self._clock_skew,
            "daily_limit": self._daily_limit,
            "error_status": self._error_status,
            "rate_limit": self._rate_limit,
            "rotated_refresh_token": self._rotated_refresh_token,
            "token_outage": self._token_outage,
            "unauthorized": self._unauthorized,
        }
        for fault in faults:
            self.add(fault)

    def add(self, fault: Fault) -> None:
        """Inject a fault.

        Args:
            fault: The fault.

        Raises:
            ValueError: The document has no such operation.
        """
        if fault.operation is not None and fault.operation not in self._operations:
            suggestion = suggest(fault.operation, sorted(self._operations))
            raise ValueError(f"the document has no operation {fault.operation!r}; {suggestion}")
        self._pending.append(_Pending(fault, fault.times))

    def clear(self) -> None:
        """Take back all faults."""
        self._pending.clear()

    def before(self, route: Route, request: MockRequest) -> None:
        """Apply the fault that affects a request.

        Args:
            route: The operation it calls.
            request: The request.

        Raises:
            ErrorResponse: The fault answers the request.
        """
        self._time.skew = 0.0
        for pending in self._due(route, self._request_faults):
            effect = self._request_faults[pending.fault.name](pending.fault, route, request)
            if effect is not False:
                self._use(pending)
            if isinstance(effect, ErrorResponse):
                raise effect
            if effect:
                return

    def after(self, route: Route, request: MockRequest, response: MockResponse) -> MockResponse:
        """Return a response with the fault that affects it applied.

        Args:
            route: The operation that was called.
            request: The request.
            response: The response as it should be.
        """
        for pending in self._due(route, _RESPONSE_FAULTS):
            changed = _RESPONSE_FAULTS[pending.fault.name](pending.fault, route, request, response)
            if changed is not None:
                self._use(pending)
                return changed
        return response

    def _due(self, route: Route, names: Collection[str]) -> Iterator[_Pending]:
        for pending in list(self._pending):
            fault = pending.fault
            eligible = fault.name in names and fault.operation in (None, route.id)
            if eligible and (fault.probability == 1 or self._rng.random() < fault.probability):
                yield pending

    def _use(self, pending: _Pending) -> None:
        if pending.remaining is not None:
            pending.remaining -= 1
            if not pending.remaining:
                self._pending.remove(pending)

    # Request faults return the response, True if they took effect, or False if they cannot affect this request.

    def _clock_skew(self, fault: Fault, _route: Route, _request: MockRequest) -> bool:
        self._time.skew = fault.details["seconds"]
        return True

    def _daily_limit(self, _fault: Fault, route: Route, _request: MockRequest) -> ErrorResponse | bool:
        return limit_reached() if route.security else False

    def _unauthorized(self, _fault: Fault, route: Route, request: MockRequest) -> ErrorResponse | bool:
        return self._security.unauthorized(route, request) if route.security else False

    def _error_status(self, fault: Fault, _route: Route, _request: MockRequest) -> ErrorResponse:
        return ErrorResponse(fault.details["status"], "The request could not be processed.", error="server_error")

    def _rate_limit(self, fault: Fault, _route: Route, _request: MockRequest) -> ErrorResponse:
        headers = (("Retry-After", str(fault.details["seconds"])),)
        return ErrorResponse(429, "Too many requests.", error="temporarily_unavailable", headers=headers)

    def _token_outage(self, fault: Fault, route: Route, request: MockRequest) -> ErrorResponse | bool:
        return self._error_status(fault, route, request) if route in self._endpoints.token else False

    def _rotated_refresh_token(self, _fault: Fault, route: Route, request: MockRequest) -> bool:
        if route not in self._endpoints.token:
            return False
        try:
            form = dict(request.form)
        except ValueError:
            return False
        if form.get("grant_type") == "refresh_token":
            self._tokens.rotate(form.get("refresh_token", ""))
        return form.get("grant_type") == "refresh_token"


# Response faults return the changed response, or None if they cannot affect this one.


def _latency(fault: Fault, _route: Route, _request: MockRequest, response: MockResponse) -> MockResponse:
    return replace(response, delivery=Delivery(wait=fault.details["seconds"]))


def _slow_body(fault: Fault, _route: Route, _request: MockRequest, response: MockResponse) -> MockResponse | None:
    delivery = Delivery(gap=fault.details["seconds"] / _PIECES, pieces=_PIECES)
    return replace(response, delivery=delivery) if response.body else None


def _connection_reset(_fault: Fault, _route: Route, _request: MockRequest, response: MockResponse) -> MockResponse:
    return replace(response, delivery=Delivery(reset=True))


def _truncated_body(_fault: Fault, _route: Route, _request: MockRequest, response: MockResponse) -> MockResponse | None:
    return replace(response, delivery=Delivery(cut=len(response.body) // 2)) if response.body else None


def _not_json(_fault: Fault, _route: Route, _request: MockRequest, response: MockResponse) -> MockResponse:
    return replace(response, headers=_relabel(response, "application/json"), body=_HTML)


def _wrong_content_type(
    fault: Fault, _route: Route, _request: MockRequest, response: MockResponse
) -> MockResponse | None:
    return replace(response, headers=_relabel(response, fault.details["media_type"])) if response.body else None


def _relabel(response: MockResponse, media_type: str) -> tuple[tuple[str, str], ...]:
    others = tuple((name, value) for name, value in response.headers if name.lower() != "content-type")
    return (("Content-Type", media_type), *others)


def _repeated_next_page(
    _fault: Fault, route: Route, request: MockRequest, response: MockResponse
) -> MockResponse | None:
    return _relink(route, request, response, step=0)


def _foreign_next_page(fault: Fault, route: Route, request: MockRequest, response: MockResponse) -> MockResponse | None:
    return _relink(route, request, response, step=1, origin=fault.details["origin"])


def _relink(
    route: Route, request: MockRequest, response: MockResponse, *, step: int, origin: str | None = None
) -> MockResponse | None:
    """Return a page whose next link leads ``step`` pages on; a last page gets no link to a page after it."""
    pagination: Mapping[str, Any] | None = route.pagination
    if pagination is None or response.status != int(route.success):
        return None
    page = response.json()
    if step and not page.get(pagination["next"]):
        return None
    index = next((int(value) for name, value in request.parameters if name == pagination["page"]), 0)
    page[pagination["next"]] = request.url_with(pagination["page"], str(index + step), origin=origin)
    return replace(response, body=json.dumps(page, separators=(",", ":")).encode())


_RESPONSE_FAULTS: Mapping[str, ResponseFault] = {
    "connection_reset": _connection_reset,
    "foreign_next_page": _foreign_next_page,
    "latency": _latency,
    "not_json": _not_json,
    "repeated_next_page": _repeated_next_page,
    "slow_body": _slow_body,
    "truncated_body": _truncated_body,
    "wrong_content_type": _wrong_content_type,
}
