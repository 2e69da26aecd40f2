"""Serves the mock over HTTP: ``python -m <package>.testing --port 4010``."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import socket
import sys
from collections.abc import Sequence
from typing import NoReturn

from ._http11 import Http11, listen
from .mock import Mock

__all__ = ["main"]


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        # One line; the usage is a --help away.
        self.exit(2, f"{self.prog}: {message} (--help shows what is accepted)\n")


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    package = (__package__ or "testing").rpartition(".")
    parser = _Parser(prog=f"python -m {''.join(package)}", description="Serve the API's mock over HTTP.")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen at (default: %(default)s)")
    parser.add_argument("--port", type=_port, default=4010, help="the port, 0 for any free one (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="where codes and tokens come from (default: %(default)s)")
    parser.add_argument("--daily-limit", type=int, metavar="N", help="how many requests a day takes (default: any)")
    parser.add_argument("--as-documented", action="store_true", help="answer in the odd forms of the vendor's texts")
    return parser.parse_args(argv)


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError(f"{port} is no port")
    return port


def _table(rows: Sequence[tuple[str, ...]]) -> str:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)
    return "\n".join(lines)


def _known(mock: Mock) -> str:
    known = mock.identities
    rows = [("known here", "name", "secrets")]
    for account in known.accounts:
        secrets = ", ".join(f"{name} {each}" for name, each in account.secrets.items())
        rows.append((account.realm, account.login, secrets))
    for app in known.apps:
        bound = "".join(f", {name} {each}" for name, each in app.parameters.items())
        rows.append(("OAuth client", app.client_id, f"client_secret {app.client_secret}{bound}"))
        rows += [("", "", f"redirect_uri {uri}") for uri in app.redirect_uris]
    rows += [(scheme, "", key) for scheme, key in known.keys.items()]
    return _table(rows)


def main(argv: list[str] | None = None) -> int:
    """Serve until interrupted, and return the exit code.

    Args:
        argv: The command line's arguments; the process's own where they are left out.
    """
    arguments = _arguments(argv)
    try:
        listener = listen(arguments.host, arguments.port)
    except OSError as error:
        return _fail(f"cannot listen at {arguments.host}:{arguments.port}: {error.strerror or error}")
    mock = Mock(seed=arguments.seed, daily_limit=arguments.daily_limit, as_documented=arguments.as_documented)
    with listener:
        host, port = listener.getsockname()[:2]
        url = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
        sys.stdout.write(f"{url}\n\n{_known(mock)}\n\nAll of them are made up. Stop with Ctrl-C.\n")
        sys.stdout.flush()
        # asyncio ends its work at Ctrl-C, and then raises it again.
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(_serve(mock, listener))
    return 0


async def _serve(mock: Mock, listener: socket.socket) -> None:
    await Http11(mock.respond).serve(listener, asyncio.Event())


def _fail(message: str) -> int:
    sys.stderr.write(message + "\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
