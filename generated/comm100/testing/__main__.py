"""Serves the mock over HTTP: ``python -m <package>.testing --port 4010``."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import errno
import signal
import socket
import ssl
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

from .._version import __version__
from ..errors import ConfigurationError
from ._document import server_url
from ._http11 import Handler, Http11, listen, url_of
from ._tls import save_certificate, self_signed
from .docs import Docs, is_own_redirect_uri, redirect_uris
from .faults import Fault
from .mock import Mock
from .server import check_origin, handler

__all__ = ["main"]

_LOOPBACK = "http://127.0.0.1/callback"


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        # One line; --help prints the usage.
        self.exit(2, f"{self.prog}: {message} (--help lists the options)\n")


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = _Parser(prog=f"python -m {__package__}", description="Serve a mock of the API over HTTP.")
    parser.add_argument("--version", action="version", version=f"{__package__} {__version__}")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=_port, default=4010, help="port, or 0 for any free one (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="seed of all codes and tokens (default: %(default)s)")
    parser.add_argument(
        "--daily-limit", type=_count, metavar="N", help="authenticated requests allowed per day (default: no limit)"
    )
    parser.add_argument(
        "--as-documented", action="store_true", help="respond as the vendor's texts show where they contradict the RFCs"
    )
    parser.add_argument(
        "--consent", choices=("instant", "form"), default="instant", help="sign in at once, or on a login page"
    )
    parser.add_argument("--latency", type=_seconds, metavar="S", help="delay of each response in seconds (default: 0)")
    parser.add_argument(
        "--admin", action="store_true", help="serve the controls: POST /_mock/reset, /_mock/advance ..."
    )
    parser.add_argument(
        "--cors", action="append", type=_origin, default=[], metavar="ORIGIN", help="allow an origin's pages; * for any"
    )
    parser.add_argument(
        "--tls", metavar="CERT.pem", help="serve https, and write the certificate to trust to this file"
    )
    parser.add_argument("--docs", action="store_true", help="serve Swagger UI at /try/, to try the API in a browser")
    parser.add_argument(
        "--reference", type=Path, metavar="FOLDER", help="serve the rendered pages in this folder at /reference/, too"
    )
    return parser.parse_args(argv)


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 5 and int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"{text!r} is not a port from 0 to 65535")
    return int(text)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 18):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of requests")
    return int(text)


def _seconds(text: str) -> float:
    with contextlib.suppress(ValueError):
        if 0 <= (seconds := float(text)) < 3600:
            return seconds
    raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds below 3600")


def _origin(text: str) -> str:
    try:
        check_origin(text)
    except ConfigurationError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return text


def _mock(arguments: argparse.Namespace) -> Mock:
    late = [Fault(name="latency", times=None, details={"seconds": arguments.latency})] if arguments.latency else []
    return Mock(
        seed=arguments.seed,
        # Programs on this machine, such as the login command, sign in to a mock that is started without options.
        redirect_uris=[_LOOPBACK, *(_documentation_uris(arguments) if _has_docs(arguments) else ())],
        daily_limit=arguments.daily_limit,
        as_documented=arguments.as_documented,
        consent=arguments.consent,
        faults=late,
    )


def _has_docs(arguments: argparse.Namespace) -> bool:
    return arguments.docs or arguments.reference is not None


def _documentation_uris(arguments: argparse.Namespace) -> tuple[str, ...]:
    host = f"[{arguments.host}]" if ":" in arguments.host else arguments.host
    own = f"{'https' if arguments.tls else 'http'}://{host}:{arguments.port}"
    return redirect_uris("http://127.0.0.1", "http://[::1]", f"http://localhost:{arguments.port}", own)


def _table(rows: Sequence[tuple[str, ...]]) -> str:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)
    return "\n".join(lines)


def _known(mock: Mock) -> str:
    known = mock.identities
    rows = [("known here", "name", "secrets")]
    for account in known.accounts:
        secrets = ", ".join(f"{name} {secret}" for name, secret in account.secrets.items())
        rows.append((account.realm, account.login, secrets))
    for app in known.apps:
        bound = "".join(f", {name} {value}" for name, value in app.parameters.items())
        rows.append(("OAuth client", app.client_id, f"client_secret {app.client_secret}{bound}"))
        rows += [("", "", f"redirect_uri {uri}") for uri in app.redirect_uris if not is_own_redirect_uri(uri)]
    rows += [(scheme, "", key) for scheme, key in known.keys.items()]
    return f"{_table(rows)}\n\nAll of them are made up." if len(rows) > 1 else "The API takes no credentials."


def main(argv: list[str] | None = None) -> int:
    """Serve until Ctrl-C or SIGTERM, and return the exit code.

    Args:
        argv: The arguments; those of the process if omitted.
    """
    arguments = _arguments(argv)
    try:
        mock = _mock(arguments)
        docs = partial(Docs, mock, pages=arguments.reference) if _has_docs(arguments) else None
        answer = handler(mock, host=arguments.host, admin=arguments.admin, cors=arguments.cors, docs=docs)
    except ConfigurationError as error:
        return _fail(str(error))
    try:
        listener = listen(arguments.host, arguments.port)
    except (OSError, ValueError) as error:
        hint = "; choose another one with --port" if getattr(error, "errno", None) == errno.EADDRINUSE else ""
        return _fail(f"cannot listen on {arguments.host}:{arguments.port}: {_reason(error)}{hint}")
    with listener:
        try:
            # Only once the port is ours: the certificate of a mock that is already running stays as it is.
            tls = None if arguments.tls is None else _tls(arguments.host, arguments.tls)
        except ConfigurationError as error:
            return _fail(str(error))
        except (OSError, ValueError) as error:
            return _fail(f"cannot write the certificate {arguments.tls}: {_reason(error)}")
        _run(arguments, mock, answer, listener, tls)
    return 0


def _tls(host: str, file: str) -> ssl.SSLContext:
    context, certificate = self_signed(host, "--tls")
    save_certificate(certificate, file)
    return context


def _run(
    arguments: argparse.Namespace, mock: Mock, answer: Handler, listener: socket.socket, tls: ssl.SSLContext | None
) -> None:
    server = Http11(answer)
    url = url_of(listener, "https" if tls else "http")
    trust = f"The certificate to trust is in {arguments.tls}. " if tls else ""
    pages = [("reference", f"{url}/reference/")] if arguments.reference else []
    pages += [("try it", f"{url}/try/")] if _has_docs(arguments) else []
    read = f"{_table(pages)}\n\n" if pages else ""
    base_url = f"{url}{urlsplit(server_url(mock.document)).path}"
    sys.stdout.write(f"{base_url}\n\n{read}{_known(mock)} {trust}Stop with Ctrl-C.\n")
    sys.stdout.flush()

    async def serve() -> None:
        stop = asyncio.Event()
        # Not on Windows (a NotImplementedError), nor in another thread than the main one.
        with contextlib.suppress(RuntimeError):
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
        await server.serve(listener, stop, tls)

    # asyncio finishes its work at Ctrl-C, and then raises it again.
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve())


def _reason(error: OSError | ValueError) -> str:
    text = (isinstance(error, OSError) and error.strerror) or str(error)
    # The socket module adds the address, which the message already names.
    return text.partition(" (while attempting")[0]


def _fail(message: str) -> int:
    sys.stderr.write(message + "\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
