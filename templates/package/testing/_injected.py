"""The faults that a mock is to show, and which request each of them befalls."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from ._altered import ALTERATIONS
from ._document import Document, Route
from ._endpoints import Endpoints
from ._error_response import ErrorResponse
from ._hint import hint
from ._security import Security, limit_reached
from ._tokens import Tokens
from .clock import ServerTime
from .faults import Fault
from .messages import MockRequest, MockResponse

__all__ = ["FaultInjector"]

RequestFault = Callable[[Fault, Route, MockRequest], ErrorResponse | bool]


@dataclass(eq=False, slots=True)
class _Pending:
    fault: Fault
    left: int | None


class FaultInjector:
    """The faults of one mock. At most one befalls a request, and at most one its answer: the one that came first.

    Args:
        document: The document.
        endpoints: Its OAuth endpoints.
        security: Says how a request without credentials is refused.
        tokens: What was handed out.
        time: The server's time, which a fault shifts.
        rng: Decides where a fault is a matter of probability.
        standing: The faults that are there from the start.
    """

    def __init__(
        self,
        document: Document,
        endpoints: Endpoints,
        security: Security,
        tokens: Tokens,
        time: ServerTime,
        rng: random.Random,
        standing: Collection[Fault],
    ) -> None:
        self._operations = {route.id for route in document.routes}
        self._endpoints = endpoints
        self._security = security
        self._tokens = tokens
        self._time = time
        self._rng = rng
        self._pending: list[_Pending] = []
        self._obstacles: dict[str, RequestFault] = {
            "clock_skew": self._clock_skew,
            "daily_limit": self._daily_limit,
            "error_status": self._error_status,
            "rate_limit": self._rate_limit,
            "rotated_refresh_token": self._rotated_refresh_token,
            "token_outage": self._token_outage,
            "unauthorized": self._unauthorized,
        }
        for fault in standing:
            self.add(fault)

    def add(self, fault: Fault) -> None:
        """Let a fault happen from now on.

        Args:
            fault: The fault.

        Raises:
            ValueError: The document has no such operation.
        """
        if fault.operation is not None and fault.operation not in self._operations:
            meant = hint(fault.operation, sorted(self._operations))
            raise ValueError(f"the document has no operation {fault.operation!r}; {meant}")
        self._pending.append(_Pending(fault, fault.times))

    def clear(self) -> None:
        """Let no fault happen any more."""
        self._pending.clear()

    def before(self, route: Route, request: MockRequest) -> None:
        """Put what is to go wrong in the way of a request.

        Args:
            route: What it calls.
            request: The request.

        Raises:
            ErrorResponse: A fault answers it.
        """
        self._time.skew = 0.0
        for pending in self._due(route, self._obstacles):
            effect = self._obstacles[pending.fault.name](pending.fault, route, request)
            if effect is not False:
                self._use(pending)
            if isinstance(effect, ErrorResponse):
                raise effect
            if effect:
                return

    def after(self, route: Route, request: MockRequest, response: MockResponse) -> MockResponse:
        """Return an answer as it arrives.

        Args:
            route: What the request called.
            request: The request.
            response: Its answer as it should be.
        """
        for pending in self._due(route, ALTERATIONS):
            altered = ALTERATIONS[pending.fault.name](pending.fault, route, request, response)
            if altered is not None:
                self._use(pending)
                return altered
        return response

    def _due(self, route: Route, names: Collection[str]) -> Iterator[_Pending]:
        for pending in list(self._pending):
            fault = pending.fault
            wanted = fault.name in names and fault.operation in (None, route.id)
            if wanted and (fault.probability == 1 or self._rng.random() < fault.probability):
                yield pending

    def _use(self, pending: _Pending) -> None:
        if pending.left is not None:
            pending.left -= 1
            if not pending.left:
                self._pending.remove(pending)

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
            sent = dict(request.form)
        except ValueError:
            return False
        if sent.get("grant_type") == "refresh_token":
            self._tokens.rotate(sent.get("refresh_token", ""))
        return sent.get("grant_type") == "refresh_token"
