"""The command ``call``: an operation by its name, or any request by its method and path."""

from __future__ import annotations

import argparse
import json
import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final, Protocol, Self, TextIO
from urllib.parse import parse_qsl

from .._pages import Page, Paging
from .._request import HTTP_METHODS, OMIT, Call, Operation, absolute_path, as_is, to_wire
from .._response import RawResponse
from .._wire import is_json
from ..client import Client
from ..errors import APIResponseError, APIStatusError
from .console import Console
from .description import LISTS, PUBLIC
from .failures import UsageError
from .operation_help import help_text
from .operations import NamedOperation, Operations, parse_json
from .session import open_access

__all__ = ["call"]

_LONGEST_ERROR_TEXT: Final = 4000


def call(arguments: argparse.Namespace, console: Console) -> int:
    """Send one request, authenticated if it needs to be, and print the JSON response.

    Raises:
        UsageError: The arguments do not make a request.
        CommandError: Nobody is signed in.
        ClientError: The request failed. The body of an error response has been printed.
    """
    if arguments.help:
        console.show(help_text(arguments.program, arguments.words[0], Operations()), console.stdout)
        return 0
    request: _Request
    if arguments.words[0].upper() in HTTP_METHODS:
        request = _PlainRequest.of(arguments, console)
    elif len(arguments.words) > 1 and arguments.words[1].startswith("/"):
        raise UsageError(f"{arguments.words[0]!r} is not a method of HTTP; use one of {', '.join(HTTP_METHODS)}.")
    else:
        request = _NamedRequest.of(arguments, console)
    access = open_access(arguments, console, public=request.is_public)
    try:
        with Client(access.credentials, base_url=access.base_url, timeout=arguments.timeout) as client:
            raw = request.send(client)
            if arguments.include:
                _show_head(raw.status_code, raw.headers, console.stdout, console)
            request.show(raw, console)
    except (APIStatusError, APIResponseError) as error:
        if arguments.include:
            _show_head(error.response.status_code, error.response.headers, console.stderr, console)
        _show_error_body(error.response.content, console)
        if error.response.status_code == 401 and access.advice:
            console.say(access.advice)
        raise
    return 0


class _Request(Protocol):
    """What a command line asks for."""

    @property
    def is_public(self) -> bool:
        """Whether anyone may send it."""
        ...

    def send(self, client: Client) -> RawResponse[Any]:
        """Send it."""
        ...

    def show(self, raw: RawResponse[Any], console: Console) -> None:
        """Print the result, reading further pages if they were asked for."""


@dataclass
class _PlainRequest:
    """``METHOD PATH``."""

    call: Call[Any]
    paging: Paging[Any] | None
    client: Client | None = None

    @classmethod
    def of(cls, arguments: argparse.Namespace, console: Console) -> Self:
        method, *rest = arguments.words
        if len(rest) != 1:
            raise UsageError(
                "call takes METHOD and PATH; pass the body with --data JSON and the query with --query NAME=VALUE "
                f"(see {arguments.program} call --help)"
            )
        path = rest[0]
        if "?" in path:
            raise UsageError(_explain_query(path))
        operation = Operation[Any]("request", method.upper(), absolute_path(path), decode=as_is, may_be_empty=True)
        body = OMIT if arguments.data is None else parse_json(_read(arguments.data, "--data", console), "--data")
        return cls(
            Call(operation, query=_parse_query(arguments.query), body=body),
            _paging(operation) if arguments.all else None,
        )

    @property
    def is_public(self) -> bool:
        return any(_serves(self.call.operation, route) for route in PUBLIC)

    def send(self, client: Client) -> RawResponse[Any]:
        self.client = client
        return client._send(self.call)

    def show(self, raw: RawResponse[Any], console: Console) -> None:
        value = raw.value
        if self.paging is not None and self.client is not None:
            value = list(Page(value, self.call, self.paging, self.client._send))
        if value is not None:
            console.show_json(value, console.stdout)


@dataclass
class _NamedRequest:
    """``OPERATION NAME=VALUE ...``."""

    operation: NamedOperation
    positional: list[Any]
    named: dict[str, Any]
    all: bool

    @classmethod
    def of(cls, arguments: argparse.Namespace, console: Console) -> Self:
        name, *words = arguments.words
        operations = Operations()
        operation = operations.get(name)
        if arguments.data is not None or arguments.query:
            raise UsageError(f"--data and --query are for METHOD and PATH; {name} takes NAME=VALUE.")
        if arguments.all and not operation.is_list:
            lists = ", ".join(each for each in operations.names if operations.get(each).is_list)
            raise UsageError(f"--all reads lists that come in pages: {lists}.")
        positional, named = operation.bind(words, lambda text, source: _read(text, source, console).removesuffix("\n"))
        return cls(operation, positional, named, arguments.all)

    @property
    def is_public(self) -> bool:
        return self.operation.route in PUBLIC

    def send(self, client: Client) -> RawResponse[Any]:
        raw: RawResponse[Any] = self.operation.method(client)(*self.positional, **self.named)
        return raw

    def show(self, raw: RawResponse[Any], console: Console) -> None:
        value = raw.value
        is_text = not is_json(raw.headers.get("content-type", "application/json"))
        if self.all:
            for item in value:
                console.show_json(to_wire(item), console.stdout, on_one_line=True)
        elif isinstance(value, bytes):
            console.write_content(value)
        elif isinstance(value, str) and not console.stdout.isatty() and is_text:
            console.write_content(value.encode())
        elif value is not None:
            console.show_json(to_wire(value), console.stdout)


def _explain_query(path: str) -> str:
    bare, _, query = path.partition("?")
    options = " ".join(f"--query {shlex.quote(name)}=..." for name, _ in parse_qsl(query, keep_blank_values=True))
    return f"PATH takes no query string. Use: call METHOD {shlex.quote(bare)} {options or '--query NAME=VALUE'}"


def _paging(operation: Operation[Any]) -> Paging[Any]:
    """Return how the list that an operation reads is divided into pages.

    Raises:
        UsageError: It does not read a list.
    """
    for path, paging in LISTS.items():
        if _serves(operation, f"GET {path}"):
            return paging
    raise UsageError(f"--all reads lists: {', '.join(f'call GET {path}' for path in LISTS)}")


def _serves(operation: Operation[Any], route: str) -> bool:
    """Tell whether a request is one of an operation of the API: of a method and a path, which may have parameters."""
    pattern = re.sub(r"\\{[^/]*?\\}", "[^/]+", re.escape(route))
    return re.fullmatch(pattern, f"{operation.method} {operation.path}") is not None


def _show_head(status: int, headers: Mapping[str, str], stream: TextIO, console: Console) -> None:
    fields = [f"{name}: {value}" for name, value in headers.items()]
    console.write_lines([f"{status} {_reason(status)}".rstrip(), *fields, ""], stream)


def _reason(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def _parse_query(pairs: Sequence[str]) -> dict[str, list[str]]:
    query: dict[str, list[str]] = {}
    for pair in pairs:
        name, separator, value = pair.partition("=")
        if not separator or not name:
            raise UsageError(f"--query takes name=value, but got {pair!r}.")
        query.setdefault(name, []).append(value)
    return query


def _read(text: str, source: str, console: Console) -> str:
    """Return what a text stands for: itself, a file's content, or standard input.

    Args:
        text: The text, ``@FILE``, or ``-``.
        source: The option or argument that it was given to, for messages.
        console: The terminal.
    """
    try:
        if text == "-":
            return console.stdin.read()
        return Path(text[1:]).read_text(encoding="utf-8") if text.startswith("@") else text
    except UnicodeDecodeError:
        raise UsageError(f"{source} is not UTF-8 text.") from None
    except (OSError, ValueError) as error:
        raise UsageError(f"{source} cannot be read from {text}: {getattr(error, 'strerror', None) or error}.") from None


def _show_error_body(body: bytes, console: Console) -> None:
    """Print the body of an error response, as JSON or else as text without control characters."""
    if not body:
        return
    try:
        console.show_json(json.loads(body), console.stderr)
    except (ValueError, RecursionError):
        text = body.decode("utf-8", errors="replace").expandtabs(4).replace("\r\n", "\n").strip()
        rest = len(text) - _LONGEST_ERROR_TEXT
        console.say(f"{text[:_LONGEST_ERROR_TEXT]} ... ({rest} more characters)" if rest > 0 else text)
