"""The command line: its options, and its exit codes. No option takes a secret."""

from __future__ import annotations

import argparse
import math
import os
import re
import signal
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any, Final, NoReturn

from .._request import HTTP_METHODS
from .._vendoring import commands as vendoring
from .._version import __version__
from ..errors import ClientError, ConfigurationError
from .completion import SHELLS, completion_script
from .console import Console
from .description import (
    BASE_URL,
    LISTS,
    PACKAGE,
    PRODUCT,
    SERVER,
    WHO_AM_I,
    Setting,
    default_method,
    sign_in_methods,
)
from .failures import CommandError, UsageError
from .operations import Operations

__all__ = ["build_parser", "call_words", "main", "parse_arguments"]

_SECRETS: Final = "secrets are read from the environment, or asked for"
_LONGEST_SIGN_IN: Final = 600.0
_CALL_HELP: Final = f"""\
OPERATION is the path of a method below the client. Resources: {{resources}}.
  {{prog}} RESOURCE --help     lists the operations of a resource
  {{prog}} OPERATION --help    tells what an operation takes

VALUE is text, a number, true, false, null, a time in ISO 8601, or JSON, as
the argument needs; @FILE is read from a file, and - from standard input.
NAME= can be left out for what the method takes by position: identifiers.

METHOD is one of {", ".join(HTTP_METHODS)}.
PATH starts with a slash."""
_MEANINGS: Final = {
    "redirect_uri": "The redirect URI that is registered for the client (default: a free port of 127.0.0.1)"
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command, and return its exit code.

    Args:
        argv: The command-line arguments; defaults to those of the process.

    Returns:
        0 for success, 1 for a failure, 2 for an invalid command line, 130 after Ctrl-C, 143 after SIGTERM,
        129 after SIGHUP.
    """
    console = Console.system()
    try:
        return _run(sys.argv[1:] if argv is None else argv, console)
    except (UsageError, ConfigurationError) as error:
        return _fail(console, str(error), 2)
    except (CommandError, ClientError, ImportError) as error:
        return _fail(console, str(error), 1)
    except RecursionError:
        return _fail(console, "The response is nested too deeply to be read.", 1)
    except MemoryError:
        return _fail(console, "There is not enough memory for what was to be read.", 1)
    except KeyboardInterrupt as error:
        return _cancel(error, console)
    except RuntimeError as error:
        # Python's locks raise it when Ctrl-C arrives between two of their lines.
        if not isinstance(error.__context__, KeyboardInterrupt):
            raise
        return _cancel(error.__context__, console)
    except BrokenPipeError:
        # The reader of the output is gone. Flushing it again at exit must not fail.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        return _fail(console, f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}", 1)


def parse_arguments(program: str, argv: Sequence[str]) -> argparse.Namespace:
    """Parse a command line.

    Args:
        program: How the user started the program, for messages.
        argv: The arguments after it.

    Raises:
        UsageError: The command line is invalid. The message does not repeat what may be a secret.
        SystemExit: Help was requested and has been printed.
    """
    parser = build_parser(program)
    arguments, rest = parser.parse_known_args(argv)
    # argparse takes the words of call up to the first option; words may follow options, too.
    stray = [word for word in rest if arguments.command != "call" or re.match(r"-(?!\d)", word)]
    if stray:
        raise UsageError(_explain_rest(program, arguments.command, stray[0]))
    if arguments.command == "call":
        arguments.words += rest
    parsed = vars(arguments)
    settings = {name.removeprefix("setting:"): parsed[name] for name in parsed if name.startswith("setting:")}
    arguments.settings = {name: value for name, value in settings.items() if value is not None}
    arguments.program = program
    return arguments


def build_parser(program: str) -> argparse.ArgumentParser:
    """Return the parser of all commands.

    Args:
        program: How the user started the program.
    """
    purpose = f"Sign in to {PRODUCT} and call its API." if sign_in_methods() else f"Call the API of {PRODUCT}."
    parser = _Parser(prog=program, description=purpose, epilog=_environment_help())
    parser.add_argument("--version", action="version", version=f"{PACKAGE} {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", title="commands")
    if sign_in_methods():
        _add_login(_add_command(commands, "login", "Sign in, and keep the token.", _environment_help()))
        _add_command(commands, "logout", "Delete the stored sign-in.")
        status = "Show who is signed in and for how long; exit with 1 if nobody is."
        _add_status(_add_command(commands, "status", status))
        _add_command(commands, "token", "Print the access token and nothing else, renewing it if necessary.")
    _add_call(_add_command(commands, "call", "Send a request, and print the JSON response."))
    _add_completion(commands)
    vendoring.add_commands(commands)
    return parser


class _CallHelp(argparse.Action):
    """Shows the help of ``call``, or leaves that of the operation before it to the command."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        words = getattr(namespace, "words", None)
        if not words or words[0].upper() in HTTP_METHODS:
            resources = sorted({name.partition(".")[0] for name in Operations().names})
            parser.epilog = _CALL_HELP.format(prog=parser.prog, resources=", ".join(resources))
            parser.print_help()
            parser.exit()
        namespace.help = True


class _Parser(argparse.ArgumentParser):
    def __init__(self, **options: Any) -> None:
        # If a setting has the name of an option, the option wins; the setting still has its environment variable.
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


def call_words() -> dict[str, list[str]]:
    """Return what can follow ``call``, each with what can follow that, for completion."""
    operations = Operations()
    return {
        **{method: [] for method in HTTP_METHODS},
        **{name: [f"{argument.name}=" for argument in operations.get(name).arguments] for name in operations.names},
    }


def _run(argv: Sequence[str], console: Console) -> int:
    package = (__package__ or "").rpartition(".")[0]
    arguments = parse_arguments(f"python -m {package}", argv)
    if arguments.command == "completion":
        script = completion_script(arguments.shell, arguments.name, build_parser(arguments.program), call_words())
        console.show(script, console.stdout)
        return 0
    if arguments.command in vendoring.COMMANDS:
        return vendoring.run(arguments, console.stdout, console.stderr)
    # Help and invalid command lines do not wait for the client to be imported.
    from . import commands

    with _terminable():
        code: int = getattr(commands, arguments.command)(arguments, console)
    return code


class _Terminated(KeyboardInterrupt):
    """SIGTERM or SIGHUP arrived; the argument is its number."""


@contextmanager
def _terminable() -> Iterator[None]:
    """Have SIGTERM and SIGHUP end a command as Ctrl-C does: a token that is being renewed is stored first."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def terminate(number: int, frame: FrameType | None) -> NoReturn:
        raise _Terminated(number)

    handled = [signal.SIGTERM]
    # A command that nohup has started goes on when its terminal is closed.
    if sys.platform != "win32" and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        handled.append(signal.SIGHUP)
    former = {number: signal.signal(number, terminate) for number in handled}
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler or signal.SIG_DFL)


def _cancel(error: KeyboardInterrupt, console: Console) -> int:
    return _fail(console, "\nCancelled.", 128 + error.args[0] if isinstance(error, _Terminated) else 130)


def _fail(console: Console, message: str, code: int) -> int:
    with suppress(OSError):  # there may be no room, or no terminal any more
        console.say(message)
    return code


def _add_command(commands: Any, name: str, purpose: str, epilog: str | None = None) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=purpose, description=purpose, epilog=epilog)
    if sign_in_methods():
        meaning = "where the sign-in is kept (default: the user's state folder)"
        parser.add_argument("--store", type=_folder, metavar="FOLDER", help=meaning)
    return parser


def _explain_rest(program: str, command: str, argument: str) -> str:
    see = f"(see {program} {command} --help)"
    if argument.startswith("-"):
        return f"{command} does not take {argument.partition('=')[0]}; {_SECRETS} {see}"
    return f"{command} does not take an argument that belongs to no option; {_SECRETS} {see}"


def _add_login(parser: argparse.ArgumentParser) -> None:
    default = default_method()
    chosen = f"The default is {default.title}" if default else "One of these has to be chosen"
    methods = parser.add_argument_group("sign-in methods", f"{chosen}; {_SECRETS}.")
    _add_settings(parser)
    choice = methods.add_mutually_exclusive_group()
    for method in sign_in_methods():
        choice.add_argument(
            method.flag,
            dest="sign_in_method",
            action="store_const",
            const=method.name,
            help=f"use the {method.title} sign-in",
        )
    add = parser.add_argument
    add("--port", type=_port, help="the port of 127.0.0.1 for the redirect (default: any free one)")
    add("--paste", action="store_true", help="ask for the address that the browser is redirected to")
    add("--no-browser", dest="browser", action="store_false", help="print the address instead of opening a browser")
    add("--no-pkce", dest="pkce", action="store_false", help="do without PKCE (RFC 7636), which some servers refuse")
    add("--allow-host", action="append", default=[], metavar="HOST", help="a host that the redirect may name")
    add("--timeout", type=_wait, metavar="SECONDS", help="how long to wait for the browser (default: 300)")


def _add_settings(parser: argparse.ArgumentParser) -> None:
    settings = parser.add_argument_group("settings", "Each one overrides its environment variable.")
    settings.add_argument("--base-url", type=_text, metavar="URL", help=BASE_URL.meaning)
    for setting in _settings():
        if not setting.secret:
            settings.add_argument(setting.flag, dest=f"setting:{setting.name}", metavar="VALUE", help=_help(setting))


def _add_status(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON, for programs")
    parser.set_defaults(check=False)
    if WHO_AM_I is not None:
        parser.add_argument("--check", action="store_true", help="ask the API whether the sign-in is still valid")


def _add_call(parser: argparse.ArgumentParser) -> None:
    parser.usage = f"{parser.prog} OPERATION [NAME=VALUE ...] [options]\n       {parser.prog} METHOD PATH [options]"
    parser.set_defaults(all=False, help=False, base_url=None)
    if not sign_in_methods():
        _add_settings(parser)
    add = parser.add_argument
    add("words", metavar="OPERATION or METHOD PATH", nargs="+", help=argparse.SUPPRESS)
    add("-h", "--help", action=_CallHelp, nargs=0, help="show this message, or that of an operation or resource")
    add("--data", metavar="JSON", help="the body of METHOD and PATH: JSON, @FILE, or - for standard input")
    add(
        "--query",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a query parameter of METHOD and PATH; may be repeated",
    )
    add("-i", "--include", action="store_true", help="print the status and headers before the response")
    if LISTS:
        add(
            "--all",
            action="store_true",
            help="print the items of all pages: one JSON line each for OPERATION, "
            f"one array for METHOD and PATH ({', '.join(LISTS)})",
        )
    add("--timeout", type=_seconds, default=30.0, metavar="SECONDS", help="for each step (default: 30)")


def _add_completion(commands: Any) -> None:
    purpose = "Print a script that completes commands and options in a shell."
    parser = commands.add_parser("completion", help=purpose, description=purpose)
    parser.add_argument("shell", choices=SHELLS, help=", ".join(SHELLS))
    parser.add_argument(
        "--name", type=_command_name, default=PACKAGE, help=f"the command to complete (default: {PACKAGE})"
    )


def _settings() -> Iterable[Setting]:
    """Return each setting once, in the first of its meanings."""
    settings: dict[str, Setting] = {}
    for setting in (
        *SERVER,
        *(setting for method in sign_in_methods() for setting in method.settings),
    ):
        if setting.flag != "--help":
            settings.setdefault(setting.name, setting)
    return settings.values()


def _environment_help() -> str:
    rows = [(setting.env, _MEANINGS.get(setting.name, setting.meaning)) for setting in (BASE_URL, *_settings())]
    width = max(len(name) for name, _ in rows)
    return "\n".join(["environment:", *(f"  {name:<{width}}  {meaning}" for name, meaning in rows)])


def _help(setting: Setting) -> str:
    return _MEANINGS.get(setting.name, setting.meaning).replace("%", "%%")


def _port(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port number")
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds < math.inf:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds")
    return seconds


def _wait(text: str) -> float:
    if _seconds(text) > _LONGEST_SIGN_IN:
        raise argparse.ArgumentTypeError(f"a sign-in is abandoned after {_LONGEST_SIGN_IN:g} seconds")
    return _seconds(text)


def _text(text: str) -> str:
    if not text:
        raise argparse.ArgumentTypeError("the value is empty")
    return text


def _command_name(text: str) -> str:
    if re.fullmatch(r"[A-Za-z][A-Za-z0-9_.-]*", text) is None:
        raise argparse.ArgumentTypeError("the name of a command has letters, digits, dots, dashes and underscores only")
    return text


def _folder(text: str) -> Path:
    try:
        folder = Path(_text(text)).expanduser()
        if b"\0" not in os.fsencode(folder):
            return folder
    except (RuntimeError, UnicodeEncodeError):
        pass
    raise argparse.ArgumentTypeError(f"{text!r} is not the name of a folder")
