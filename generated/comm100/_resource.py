"""The base of every resource: a node of the tree that callers walk, bound to its client."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .client import AsyncClient, Client

__all__ = ["AsyncResource", "Resource"]


class Resource:
    """A resource of a :class:`Client`."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._send = client._send


class AsyncResource:
    """A resource of an :class:`AsyncClient`."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client
        self._send = client._send
