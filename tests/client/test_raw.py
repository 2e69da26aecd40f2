"""The HTTP response beside the value."""

from __future__ import annotations

import json

import pytest

from comm100.errors import NotFoundError
from tests.answers import record

from .conftest import Kit, Server


def test_the_response_comes_beside_the_value(kit: Kit, server: Server) -> None:
    """Status, header fields, body and request id, for those who need them."""
    server.says(json=record("Agent", id=7), headers={"x-request-id": "r-7"})
    raw = kit.run(lambda client: client.account.agents.with_raw_response.get(7))
    assert raw.value.id == 7
    assert (raw.status_code, raw.request_id, json.loads(raw.content)["id"]) == (200, "r-7", 7)
    assert raw.headers["content-type"] == "application/json"


def test_errors_are_raised_all_the_same(kit: Kit, server: Server) -> None:
    """A raw call is a call: a 404 is a NotFoundError, which holds the response."""
    server.says(404, json={"code": 404000, "message": "No."})
    with pytest.raises(NotFoundError):
        kit.run(lambda client: client.account.agents.with_raw_response.get(7))


def test_a_plain_call_behind_a_raw_one_records_nothing(kit: Kit, server: Server) -> None:
    """Recording ends with the raw call."""

    server.says(json=record("Agent", id=7))
    kit.run(lambda client: client.account.agents.with_raw_response.get(7))
    assert kit.run(lambda client: client.account.agents.get(7)).id == 7
