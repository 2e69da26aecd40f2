"""A server that sends scripted bytes at a scripted pace, over a real socket."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import anyio
import anyio.to_thread

__all__ = ["PATIENCE", "Script", "cancel_after", "serving"]

PATIENCE = 45.0
"""Seconds after which a test that hangs fails."""

Script = Callable[[Callable[[bytes], None]], None]
"""Sends the response to one request, by calling what it is given."""


@contextmanager
def serving(script: Script) -> Iterator[str]:
    """Answer each connection by a script, and yield the base URL."""
    ended = threading.Event()

    def handle(connection: socket.socket) -> None:
        with suppress(OSError), connection:
            received = b""
            while b"\r\n\r\n" not in received:
                received += connection.recv(65536) or b"\r\n\r\n"

            def send(data: bytes) -> None:
                if ended.is_set():
                    raise OSError
                connection.sendall(data)

            script(send)

    def accept() -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=handle, args=(listener.accept()[0],), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=accept, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            ended.set()
            # Closing alone does not wake a thread that waits for a connection.
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)


async def cancel_after(event: threading.Event, scope: anyio.CancelScope) -> None:
    """Cancel a scope once a server has done something, and its client has read what was sent until then."""
    await anyio.to_thread.run_sync(event.wait, PATIENCE)
    for _ in range(50):
        await anyio.lowlevel.checkpoint()
    scope.cancel()
