"""The HTTP response beside the value."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any

import pytest

from comm100 import AsyncClient, Client
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


def test_a_pickled_response_holds_nothing_of_what_was_sent(kit: Kit, server: Server) -> None:
    """It may go to a cache or another process; of its request, it keeps the method and the URL without a query."""
    server.says(json=record("Agent", id=7), headers={"x-request-id": "r-7"})

    def get(client: Any) -> Any:
        return client.with_options(headers={"X-Key": "s3cret-field"}).account.agents.with_raw_response.get(7)

    raw = kit.run(get)
    sent = raw.response.request
    for twin in (pickle.loads(pickle.dumps(raw)), copy.deepcopy(raw)):
        assert (twin.value, twin.request_id, twin.content) == (raw.value, "r-7", raw.content)
        request = twin.response.request
        assert (request.method, str(request.url), list(request.headers)) == ("GET", str(sent.url), [])
    pickled = pickle.dumps(raw)
    assert b"s3cret" not in pickled
    assert sent.headers["Authorization"].encode() not in pickled


def test_a_client_is_not_pickled() -> None:
    """Each process needs connections and locks of its own; the error says so."""

    def act(client: Any) -> None:
        for use in (pickle.dumps, copy.deepcopy):
            with pytest.raises(TypeError, match=r"has connections and credentials, .* Create one in each process"):
                use(client)
        assert vars(copy.copy(client)) == vars(client)

    with Client() as client:
        act(client)
    act(AsyncClient())


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
