"""Whose connections are whose: those of an HTTP client after a fork, and in several event loops."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

from ._http import http
from ._transport import pools
from .auth._concurrency import renew_after_fork
from .errors import ConfigurationError

__all__ = ["Connections", "LoopConnections"]

_TRIO = object()


class Connections:
    """The connections of an HTTP client, which a forked child does not use: it would read its parent's responses.

    Args:
        client: The HTTP client.
    """

    def __init__(self, client: http.Client | http.AsyncClient) -> None:
        self._clients: list[http.Client | http.AsyncClient] = [client]
        renew_after_fork(self)

    def _after_fork(self) -> None:
        for client in self._clients:
            _forget_connections(client)


class LoopConnections(Connections):
    """The connections of an asynchronous HTTP client, which are bound to the event loop that made them.

    In the event loop after one that has ended, the client begins without connections. For one that runs beside the
    first, in another thread, there is another client. All event loops of trio count as one.

    Args:
        client: The HTTP client.
        create: Creates one like it for another event loop; None if there can be only this one.
    """

    def __init__(self, client: http.AsyncClient, create: Callable[[], http.AsyncClient] | None) -> None:
        super().__init__(client)
        self._client = client
        self._create = create
        self._loop: Any = None
        self._others: dict[Any, http.AsyncClient] = {}
        self._lock = threading.Lock()

    def client(self) -> http.AsyncClient:
        """Return the HTTP client of the running event loop.

        Raises:
            ConfigurationError: It has connections of another event loop that is still running.
        """
        asyncio = sys.modules.get("asyncio")
        loop = (None if asyncio is None else asyncio._get_running_loop()) or _TRIO
        return self._client if loop is self._loop else self._client_of(loop)

    def _client_of(self, loop: Any) -> http.AsyncClient:
        with self._lock:
            if loop in self._others:
                return self._others[loop]
            if self._loop is None:
                self._loop = loop
                return self._client
            if _has_ended(self._loop) or not any(_connections(self._client)):
                _forget_connections(self._client)
                self._loop = loop
                return self._client
            if self._create is None:
                raise ConfigurationError(
                    "http_client has connections of another event loop, which is still running. "
                    "Create a client, with an http_client, for each event loop."
                )
            self._others = {other: client for other, client in self._others.items() if not _has_ended(other)}
            client = self._others[loop] = self._create()
            self._clients = [self._client, *self._others.values()]
            return client

    def _after_fork(self) -> None:
        super()._after_fork()
        self._lock = threading.Lock()


def _has_ended(loop: Any) -> bool:
    return loop is _TRIO or bool(loop.is_closed())


def _connections(client: http.Client | http.AsyncClient) -> Iterator[Any]:
    return (connection for pool in pools(client) for connection in getattr(pool, "_connections", ()))


def _forget_connections(client: http.Client | http.AsyncClient) -> None:
    """Have a client open new connections; the old ones are not closed, because they belong to somebody else."""
    for pool in pools(client):
        if hasattr(pool, "_connections"):
            pool._connections, pool._requests = [], []
            pool._optional_thread_lock = type(pool._optional_thread_lock)()
