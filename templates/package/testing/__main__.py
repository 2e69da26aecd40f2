"""Serves the mock over HTTP: ``python -m <package>.testing --port 4010``."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import socket
import ssl
import sys
from collections.abc import Sequence
from typing import NoReturn

from ..errors import ConfigurationError
from ._http11 import Handler, Http11, listen, url_of
from ._tls import save_certificate, self_signed
from .faults import Fault
from .mock import Mock
from .server import handler

__all__ = ["main"]

_LOOPBACK = "http://127.0.0.1/callback"


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
    parser.add_argument("--consent", choices=("instant", "form"), default="instant", help="at once, or on a page")
    parser.add_argument(
        "--latency", type=_seconds, metavar="S", help="how late each answer is, in seconds (default: 0)"
    )
    parser.add_argument("--admin", action="store_true", help="let POST /_mock/reset, /advance, /inject ... control it")
    parser.add_argument("--cors", action="append", default=[], metavar="ORIGIN", help="whose pages may ask; * for any")
    parser.add_argument("--tls", metavar="CERT.pem", help="serve https, and write the certificate to trust there")
    return parser.parse_args(argv)


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError(f"{port} is no port")
    return port


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 <= seconds < 3600:
        raise argparse.ArgumentTypeError(f"{text} is no number of seconds below an hour")
    return seconds


def _mock(arguments: argparse.Namespace) -> Mock:
    late = [Fault(name="latency", times=None, details={"seconds": arguments.latency})] if arguments.latency else []
    return Mock(
        seed=arguments.seed,
        # Programs on this machine, such as the login command, sign in to a mock that is started without options.
        redirect_uris=[_LOOPBACK],
        daily_limit=arguments.daily_limit,
        as_documented=arguments.as_documented,
        consent=arguments.consent,
        faults=late,
    )


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
    with listener:
        try:
            # Not before the port is ours: the certificate of a mock that runs already stays as it is.
            tls = None if arguments.tls is None else _tls(arguments.host, arguments.tls)
        except ConfigurationError as error:
            return _fail(str(error))
        except OSError as error:
            return _fail(f"cannot make the certificate {arguments.tls}: {error.strerror or error}")
        _run(arguments, listener, tls)
    return 0


def _tls(host: str, file: str) -> ssl.SSLContext:
    rules, certificate = self_signed(host, "--tls")
    save_certificate(certificate, file)
    return rules


def _run(arguments: argparse.Namespace, listener: socket.socket, tls: ssl.SSLContext | None) -> None:
    mock = _mock(arguments)
    answers = handler(mock, admin=arguments.admin, cors=arguments.cors)
    url = url_of(listener, "https" if tls else "http")
    trust = f"The certificate to trust is in {arguments.tls}. " if tls else ""
    sys.stdout.write(f"{url}\n\n{_known(mock)}\n\nAll of them are made up. {trust}Stop with Ctrl-C.\n")
    sys.stdout.flush()
    # asyncio ends its work at Ctrl-C, and then raises it again.
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(answers, listener, tls))


async def _serve(answers: Handler, listener: socket.socket, tls: ssl.SSLContext | None) -> None:
    await Http11(answers).serve(listener, asyncio.Event(), tls)


def _fail(message: str) -> int:
    sys.stderr.write(message + "\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
