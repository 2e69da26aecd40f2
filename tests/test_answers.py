"""What clients are answered is held against the document in every test: here are the tests that must fail for it."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from comm100 import ApiKey, AsyncClient, Client
from comm100._http import http
from comm100.testing import Fault, Mock, MockRequest, MockResponse
from tests.answers import example, record

KEY = ApiKey("ada@example.com", "0123456789abcdef0123456789abcdef")


def me(transport: Any, *, awaited: bool) -> None:
    """Ask for one's own record."""
    if not awaited:
        with Client(KEY, transport=transport) as client:
            client.account.agents.me()
        return

    async def main() -> None:
        async with AsyncClient(KEY, transport=transport) as client:
            await client.account.agents.me()

    asyncio.run(main())


def odd(_request: Any) -> Any:
    return http.Response(200, json=record("Agent", isAdmin="yes"))


both = pytest.mark.parametrize("awaited", [False, True], ids=["sync", "async"])
must_fail = pytest.mark.xfail(raises=AssertionError, strict=True, reason="the answers are not what the test says")


@both
@must_fail
def test_an_undocumented_answer_fails_a_test(awaited: bool) -> None:
    """A scripted server that departs from the document fails the test, whatever the client makes of its answer."""
    me(http.MockTransport(odd), awaited=awaited)


class Wrong(Mock):
    """A mock with a fault that nobody asked for."""

    def respond(self, request: MockRequest) -> MockResponse:
        answer = super().respond(request)
        return MockResponse(299, answer.headers, answer.body)


@both
@must_fail
def test_an_undocumented_answer_of_a_mock_fails_a_test(awaited: bool) -> None:
    """So does a mock that departs from it."""
    me(Wrong().transport, awaited=awaited)


@must_fail
@pytest.mark.undocumented
def test_a_needless_mark_fails_a_test() -> None:
    """A test that announces odd answers must see one."""
    me(http.MockTransport(example), awaited=False)


@both
@pytest.mark.undocumented
def test_an_odd_answer_may_be_meant(awaited: bool) -> None:
    """A mark on the test says that it departs from the document on purpose."""
    me(http.MockTransport(odd), awaited=awaited)


@both
def test_what_the_document_gives_passes(awaited: bool) -> None:
    """The document's examples do, with header fields that it demands, and a fault that a test asks of a mock."""
    me(http.MockTransport(example), awaited=awaited)
    me(Mock(faults=[Fault(name="latency")]).transport, awaited=awaited)
