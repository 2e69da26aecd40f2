"""Exchanges as the mock keeps them: how many, and how much of them."""

from __future__ import annotations

import pytest

from comm100.testing import MockRequest, MockResponse
from comm100.testing.messages import Exchange, ExchangeLog


@pytest.mark.parametrize(
    ("limit", "max_bytes", "kept"),
    [
        (3, 100, [2, 3, 4]),
        (2, 100, [3, 4]),
        (1, 100, [4]),
        (0, 100, [4]),
        (9, 40, [1, 2, 3, 4]),
        (9, 39, [2, 3, 4]),
        (9, 10, [4]),
        (9, 9, [4]),
        (9, 0, [4]),
    ],
)
def test_the_log_keeps_the_latest_that_fit(limit: int, max_bytes: int, kept: list[int]) -> None:
    """Here of four exchanges of ten bytes; the last one in any case, and the number of the others is known."""
    log = ExchangeLog(limit, max_bytes)
    for number in range(1, 5):
        log.append(Exchange(MockRequest("GET", f"/{number}"), MockResponse(200, (), b"12345678"), None))
    assert [int(exchange.request.path[1:]) for exchange in log] == kept
    assert log.dropped == 4 - len(kept)
