"""What a fault does to an answer on its way back; each function returns None where it cannot befall this one."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from ._document import Route
from .faults import Fault
from .messages import Delivery, MockRequest, MockResponse

__all__ = ["ALTERATIONS"]

_PIECES = 10
_PAGE = b"<!doctype html><title>Bad Gateway</title><h1>Bad Gateway</h1>"

Alteration = Callable[[Fault, Route, MockRequest, MockResponse], MockResponse | None]


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
    return replace(response, headers=_typed(response, "application/json"), body=_PAGE)


def _wrong_content_type(
    fault: Fault, _route: Route, _request: MockRequest, response: MockResponse
) -> MockResponse | None:
    return replace(response, headers=_typed(response, fault.details["media_type"])) if response.body else None


def _typed(response: MockResponse, kind: str) -> tuple[tuple[str, str], ...]:
    others = tuple((name, value) for name, value in response.headers if name.lower() != "content-type")
    return (("Content-Type", kind), *others)


def _repeated_next_page(
    _fault: Fault, route: Route, request: MockRequest, response: MockResponse
) -> MockResponse | None:
    return _linked(route, request, response, request.origin, 0)


def _foreign_next_page(fault: Fault, route: Route, request: MockRequest, response: MockResponse) -> MockResponse | None:
    return _linked(route, request, response, fault.details["origin"], 1)


def _linked(route: Route, request: MockRequest, response: MockResponse, origin: str, step: int) -> MockResponse | None:
    """Return a page whose next link leads some pages on; a last page that is to lead on stays as it is."""
    pagination: Mapping[str, Any] | None = route.pagination
    if pagination is None or response.status != int(route.success):
        return None
    page = response.json()
    if step and not page.get(pagination["next"]):
        return None
    kept = [(name, value) for name, value in request.parameters if name != pagination["page"]]
    index = next((int(value) for name, value in request.parameters if name == pagination["page"]), 0)
    query = "&".join(
        f"{quote(name)}={quote(value)}" for name, value in [*kept, (pagination["page"], str(index + step))]
    )
    page[pagination["next"]] = f"{origin}{request.path}?{query}"
    return replace(response, body=json.dumps(page, separators=(",", ":")).encode())


ALTERATIONS: Mapping[str, Alteration] = {
    "connection_reset": _connection_reset,
    "foreign_next_page": _foreign_next_page,
    "latency": _latency,
    "not_json": _not_json,
    "repeated_next_page": _repeated_next_page,
    "slow_body": _slow_body,
    "truncated_body": _truncated_body,
    "wrong_content_type": _wrong_content_type,
}
"""What each fault does that befalls an answer."""
