"""``call``: one authenticated request."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TextIO

from .._request import OMIT
from ..client import Client
from ..errors import APIResponseError, APIStatusError
from ._console import Console
from ._failures import UsageError
from ._json import parse, pretty
from ._session import open_sign_in
from ._stored import StoredToken

__all__ = ["run"]

_LONGEST = 4000


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Send a request, and print the JSON that comes back.

    Raises:
        UsageError: The arguments are no request.
        CommandError: There is no sign-in.
        ClientError: The request failed; what came back was shown.
    """
    query = _query(arguments.query)
    body = OMIT if arguments.data is None else parse(_text(arguments.data, console))
    sign_in, _, credentials = open_sign_in(arguments, console)
    try:
        with Client(credentials, base_url=sign_in.base_url, timeout=arguments.timeout) as client:
            answer = client.request(arguments.method, arguments.path, query=query, body=body)
    except (APIStatusError, APIResponseError) as error:
        _show(error.response.content, console)
        if error.response.status_code == 401 and isinstance(credentials, StoredToken):
            console.say(credentials.advice)
        raise
    if answer is not None:
        _print(answer, console, console.stdout)
    return 0


def _query(pairs: Sequence[str]) -> dict[str, list[str]]:
    query: dict[str, list[str]] = {}
    for pair in pairs:
        name, mark, value = pair.partition("=")
        if not mark or not name:
            raise UsageError(f"--query takes name=value, and got {pair!r}.")
        query.setdefault(name, []).append(value)
    return query


def _text(data: str, console: Console) -> str:
    """Return the body: as it stands, of a file, or from standard input."""
    try:
        if data == "-":
            return console.stdin.read()
        return Path(data[1:]).read_text(encoding="utf-8") if data.startswith("@") else data
    except UnicodeDecodeError:
        raise UsageError("--data is not UTF-8 text.") from None
    except (OSError, ValueError) as error:
        raise UsageError(f"--data cannot be read from {data}: {getattr(error, 'strerror', None) or error}.") from None


def _show(body: bytes, console: Console) -> None:
    """Show what an error came with, as JSON or as text that a terminal does not obey."""
    if not body:
        return
    try:
        _print(json.loads(body), console, console.stderr)
    except (ValueError, RecursionError):
        text = body.decode("utf-8", errors="replace").expandtabs(4).replace("\r\n", "\n").strip()
        rest = len(text) - _LONGEST
        console.say(f"{text[:_LONGEST]} ... ({rest} more characters)" if rest > 0 else text)


def _print(value: Any, console: Console, stream: TextIO) -> None:
    encoding = getattr(stream, "encoding", None) or "utf-8"
    console.show(pretty(value, colours=console.colours(stream), encoding=encoding), stream)
