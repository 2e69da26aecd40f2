"""The command line's grammar. Options for values come from the document; none of them takes a secret."""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final, NoReturn

from ._failures import UsageError
from ._names import PRODUCT, SERVER, WAYS, WHOAMI
from ._ways import Value

__all__ = ["parse_arguments"]

_METHODS: Final = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")
_SECRETS: Final = "secrets are read from the environment, or asked for"
_LONGEST_SIGN_IN: Final = 600.0
_MEANINGS: Final = {
    "redirect_uri": "Where the browser comes back to, as registered for the client (default: a port of 127.0.0.1)"
}


class _Parser(argparse.ArgumentParser):
    def __init__(self, **options: Any) -> None:
        # Of two options with one name the later one stays: a document's value gives way, and has its variable still.
        super().__init__(
            allow_abbrev=False,
            conflict_handler="resolve",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            **options,
        )

    def error(self, message: str) -> NoReturn:
        option, explicit, _ = message.partition(": ignored explicit argument")
        message = f"{option} takes no value: {_SECRETS}" if explicit else message
        raise UsageError(f"{message} (see {self.prog} --help)")


def parse_arguments(program: str, argv: Sequence[str]) -> argparse.Namespace:
    """Return what a command line asks for.

    Args:
        program: What the user typed to get here.
        argv: What stands behind it.

    Raises:
        UsageError: It makes no sense; the message does not repeat what may be a secret.
        SystemExit: It asked for help, which is printed.
    """
    parser = _Parser(prog=program, description=f"Sign in to {PRODUCT}, and call its API.", epilog=_variables())
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", title="commands")
    _login(_command(commands, "login", "Sign in, and keep the token.", _variables()))
    _command(commands, "logout", "Forget the sign-in.")
    _status(_command(commands, "status", "Tell who is signed in where, and until when; exit with 1 if nobody is."))
    _command(commands, "token", "Print the access token and nothing else, renewed where it must be.")
    _call(_command(commands, "call", "Send a request, and print the JSON that comes back."))
    arguments, rest = parser.parse_known_args(argv)
    if rest:
        option = rest[0].partition("=")[0] if rest[0].startswith("-") else "an argument that belongs to no option"
        see = f"{program} {arguments.command} --help"
        raise UsageError(f"{arguments.command} does not take {option}; {_SECRETS} (see {see})")
    known = vars(arguments)
    values = {name.removeprefix("value:"): known[name] for name in known if name.startswith("value:")}
    arguments.values = {name: value for name, value in values.items() if value is not None}
    arguments.program = program
    return arguments


def _command(commands: Any, name: str, what: str, epilog: str | None = None) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=what, description=what, epilog=epilog)
    add = parser.add_argument
    add("--store", type=_folder, metavar="FOLDER", help="where the sign-in is kept (default: the user's state folder)")
    return parser


def _login(parser: argparse.ArgumentParser) -> None:
    ways = parser.add_argument_group("ways to sign in", "The one with a browser if none is named; " + _SECRETS + ".")
    values = parser.add_argument_group("values", "Each has an environment variable too, which it overrides.")
    for value in _values():
        if not value.secret:
            values.add_argument(value.flag, dest=f"value:{value.name}", metavar="VALUE", help=_help(value))
    choice = ways.add_mutually_exclusive_group()
    for way in (way for way in WAYS if way.kind != "implicit"):
        choice.add_argument(way.flag, dest="way", action="store_const", const=way.name, help=f"by {way.title}")
    add = parser.add_argument
    add("--base-url", type=_text, metavar="URL", help="scheme, host and port of another server, such as a mock")
    add("--port", type=_port, help="the port of 127.0.0.1 that the browser comes back to (default: any free one)")
    add("--paste", action="store_true", help="have the address pasted that the browser comes back to")
    add("--no-browser", dest="browser", action="store_false", help="print the address instead of opening a browser")
    add("--pkce", action="store_true", help="add a proof key (RFC 7636), for a server that knows it")
    add("--allow-host", action="append", default=[], metavar="HOST", help="a host that the browser may come back with")
    add("--timeout", type=_wait, metavar="SECONDS", help="how long to wait for the browser (default: 300)")


def _status(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(check=False)
    if WHOAMI is not None:
        parser.add_argument("--check", action="store_true", help="ask the API, instead of telling what is known here")


def _call(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("method", metavar="METHOD", type=str.upper, choices=_METHODS, help=", ".join(_METHODS))
    add("path", metavar="PATH", help="the path below the host, with its leading slash")
    add("--data", metavar="JSON", help="the body: JSON, @FILE, or - for standard input")
    add("--query", action="append", default=[], metavar="NAME=VALUE", help="a query parameter; may be repeated")
    add("--timeout", type=_seconds, default=30.0, metavar="SECONDS", help="for each step (default: 30)")


def _values() -> Iterable[Value]:
    """Return each value once, with the meaning that it has first."""
    found: dict[str, Value] = {}
    for value in (*SERVER, *(value for way in WAYS if way.kind != "implicit" for value in way.values)):
        if value.flag != "--help":
            found.setdefault(value.name, value)
    return found.values()


def _variables() -> str:
    rows = [(value.env, _MEANINGS.get(value.name, value.meaning)) for value in _values()]
    width = max((len(name) for name, _ in rows), default=0)
    return "\n".join(["environment:", *(f"  {name:<{width}}  {meaning}" for name, meaning in rows)])


def _help(value: Value) -> str:
    return _MEANINGS.get(value.name, value.meaning).replace("%", "%%")


def _port(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port")
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds < math.inf:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds")
    return seconds


def _wait(text: str) -> float:
    if _seconds(text) > _LONGEST_SIGN_IN:
        raise argparse.ArgumentTypeError(f"a sign-in is given up after {_LONGEST_SIGN_IN:g} seconds")
    return _seconds(text)


def _text(text: str) -> str:
    if not text:
        raise argparse.ArgumentTypeError("it is empty")
    return text


def _folder(text: str) -> Path:
    return Path(_text(text))
