"""Fixtures for pytest, opted into with one line of the outermost ``conftest.py``.

    pytest_plugins = ["<package>.testing.fixtures"]

A vendored copy is named with its whole path: ``yourproject.<package>.testing.fixtures``. Each test has a mock of its
own, so nothing that it does is seen by another. To set the mock up differently, override `mock`:

    @pytest.fixture
    def mock():
        return Mock(daily_limit=100)

For a server that speaks https, or listens elsewhere, override `mock_server` likewise:

    @pytest.fixture
    def mock_server(mock):
        with MockServer(mock, tls=True) as server:
            yield server
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from .mock import Mock
from .server import MockServer

if TYPE_CHECKING:
    from ..client import AsyncClient, Client

__all__ = ["async_client", "client", "mock", "mock_server"]


@pytest.fixture
def mock() -> Mock:
    """A fresh mock."""
    return Mock()


@pytest.fixture
def mock_server(mock: Mock) -> Iterator[MockServer]:
    """A server of the test's mock, on a free port of this machine."""
    with MockServer(mock) as server:
        yield server


@pytest.fixture
def client(mock: Mock) -> Iterator[Client]:
    """A client of the test's mock, in process, with the first of its credentials."""
    with mock.client() as client:
        yield client


@pytest.fixture
def async_client(mock: Mock) -> AsyncClient:
    """An asynchronous client of the test's mock, in process; it holds no connection that needs to be closed."""
    return mock.async_client()
