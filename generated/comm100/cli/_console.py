"""What a command hears and says: three streams, the environment, and a person where there is one."""

from __future__ import annotations

import getpass
import io
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Self, TextIO

from ._failures import CommandError

__all__ = ["Console"]


@dataclass(frozen=True, kw_only=True)
class Console:
    """Results go to ``stdout``; all that is said about them goes to ``stderr``.

    Args:
        stdin: What is piped in, or typed.
        stdout: Results.
        stderr: Everything else.
        environ: The environment.
        ask_hidden: Asks for a secret without showing it.
    """

    stdin: TextIO
    stdout: TextIO
    stderr: TextIO
    environ: Mapping[str, str]
    ask_hidden: Callable[[str], str]

    @classmethod
    def system(cls) -> Self:
        """Return the process's own. A stream that was closed is silence."""
        stderr = sys.stderr or io.StringIO()
        return cls(
            stdin=sys.stdin or io.StringIO(),
            stdout=sys.stdout or io.StringIO(),
            stderr=stderr,
            environ=os.environ,
            ask_hidden=lambda prompt: getpass.getpass(prompt, stderr),
        )

    @property
    def attended(self) -> bool:
        """Whether someone is there to answer."""
        return self.stdin.isatty()

    def colours(self, stream: TextIO) -> bool:
        """Tell whether a stream shows colours: on a terminal that knows them, unless the user wants none (NO_COLOR)."""
        able = sys.platform != "win32" or "WT_SESSION" in self.environ
        return stream.isatty() and able and self.environ.get("TERM") != "dumb" and not self.environ.get("NO_COLOR")

    def say(self, text: str) -> None:
        """Write a line about what happens."""
        _write(self.stderr, _plain(text) + "\n")

    def result(self, text: str) -> None:
        """Write a line of the result."""
        _write(self.stdout, _plain(text) + "\n")

    def show(self, text: str, stream: TextIO) -> None:
        """Write text that is harmless already, and ends where it ends."""
        _write(stream, text + "\n")

    def ask(self, prompt: str) -> str:
        """Return a line that someone types, or that is piped in.

        Raises:
            CommandError: There is none.
        """
        _write(self.stderr, _plain(prompt))
        try:
            line = self.stdin.readline()
        except (UnicodeDecodeError, OSError) as error:
            raise CommandError(f"The answer cannot be read ({type(error).__name__}).") from None
        return _answer(line.strip())

    def ask_secret(self, prompt: str) -> str:
        """Return a secret that someone types unseen.

        Raises:
            CommandError: There is none.
        """
        try:
            return _answer(self.ask_hidden(_plain(prompt)))
        except (EOFError, OSError, UnicodeDecodeError):
            raise CommandError("No answer was given.") from None


def _answer(text: str) -> str:
    if not text:
        raise CommandError("No answer was given.")
    return text


def _plain(text: str) -> str:
    """Return text that a terminal shows and does not obey: servers write parts of it."""
    return "".join(mark if mark.isprintable() or mark == "\n" else "\ufffd" for mark in text)


def _write(stream: TextIO, text: str) -> None:
    encoding = getattr(stream, "encoding", None) or "utf-8"
    stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
    stream.flush()
