"""A server that sends scripted bytes at a scripted pace, over a real socket."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

__all__ = ["Script", "serving"]

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
