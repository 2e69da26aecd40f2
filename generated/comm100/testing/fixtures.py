"""Pytest fixtures, enabled by one line of the top-level ``conftest.py``.

    pytest_plugins = ["<package>.testing.fixtures"]

For a vendored copy, write its full path: ``yourproject.<package>.testing.fixtures``. Each test gets a mock of its own.
To configure it, override `mock`:

    @pytest.fixture
    def mock():
        return Mock(daily_limit=100)

To serve HTTPS or listen on another address, override `mock_server`:

    @pytest.fixture
    def mock_server(mock):
        with MockServer(mock, tls=True) as server:
            yield server
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

# Type checkers may run where pytest is not installed.
import pytest  # type: ignore[import-not-found,unused-ignore]

from .mock import Mock
from .server import MockServer

if TYPE_CHECKING:
    from ..client import AsyncClient, Client

__all__ = ["async_client", "client", "mock", "mock_server"]


@pytest.fixture  # type: ignore[untyped-decorator,unused-ignore]
def mock() -> Mock:
    """A fresh mock."""
    return Mock()


@pytest.fixture  # type: ignore[untyped-decorator,unused-ignore]
def mock_server(mock: Mock) -> Iterator[MockServer]:
    """A server for the test's mock, on a free local port."""
    with MockServer(mock) as server:
        yield server


@pytest.fixture  # type: ignore[untyped-decorator,unused-ignore]
def client(mock: Mock) -> Iterator[Client]:
    """A client of the test's mock, in process, with the first of the mock's credentials."""
    with mock.client() as client:
        yield client


@pytest.fixture  # type: ignore[untyped-decorator,unused-ignore]
def async_client(mock: Mock) -> AsyncClient:
    """An asynchronous client of the test's mock, in process; it has no connection to close."""
    return mock.async_client()
