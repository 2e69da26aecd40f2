"""The mock behind a real socket while the demo runs."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from comm100.testing import Mock

__all__ = ["served"]


@contextmanager
def served(mock: Mock) -> Iterator[str]:
    """Serve a mock on a free loopback port, and yield its base URL."""
    # asyncio disables Nagle's algorithm only if a socket names its protocol.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.bind(("127.0.0.1", 0))
        # Connections are queued from here on, so clients need not wait until the server runs.
        listener.listen()
        # Longer than any client keeps a connection, however busy the machine is: one that is closed while a request is
        # under way on it is reset.
        config = uvicorn.Config(mock.asgi, log_level="error", lifespan="off", timeout_keep_alive=600)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(10)
