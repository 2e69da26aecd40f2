"""The terminal: what a command reads and writes, and how values are shown to people."""

from __future__ import annotations

import getpass
import io
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Self, TextIO

from .failures import CommandError, UsageError

__all__ = ["Console", "format_json", "humanize_duration", "humanize_expiry"]

_RESET: Final = "\x1b[0m"
_COLORS: Final = {"key": "\x1b[34m", "text": "\x1b[32m", "word": "\x1b[35m", "number": "\x1b[36m"}
_JSON_TOKEN = re.compile(
    r'(?P<key>"(?:[^"\\]|\\.)*"(?=:))|(?P<text>"(?:[^"\\]|\\.)*")|(?P<word>true|false|null)|(?P<number>-?\d[\d.eE+-]*)'
)
# json.dumps escapes control characters itself; a terminal may act on these as well, or be unable to show them.
_SUSPECT = re.compile(r"[^\x20-\x7e\n]")
_UNITS: Final = (("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1))


@dataclass(frozen=True, kw_only=True)
class Console:
    """Results go to ``stdout``, everything else to ``stderr``.

    Args:
        stdin: Piped or typed input.
        stdout: Results.
        stderr: Messages and prompts.
        environ: The environment variables.
        ask_hidden: Reads a line without echoing it.
    """

    stdin: TextIO
    stdout: TextIO
    stderr: TextIO
    environ: Mapping[str, str]
    ask_hidden: Callable[[str], str]

    @classmethod
    def system(cls) -> Self:
        """Return the console of this process. A closed stream reads as empty and discards what is written."""
        stderr = sys.stderr or io.StringIO()
        return cls(
            stdin=sys.stdin or io.StringIO(),
            stdout=sys.stdout or io.StringIO(),
            stderr=stderr,
            environ=os.environ,
            ask_hidden=lambda prompt: getpass.getpass(prompt, stderr),
        )

    @property
    def interactive(self) -> bool:
        """Whether a user is there to answer questions."""
        return self.stdin.isatty()

    def supports_color(self, stream: TextIO) -> bool:
        """Return whether a stream is a terminal with colors that NO_COLOR (no-color.org) does not switch off."""
        capable = sys.platform != "win32" or "WT_SESSION" in self.environ
        return stream.isatty() and capable and self.environ.get("TERM") != "dumb" and not self.environ.get("NO_COLOR")

    def say(self, text: str) -> None:
        """Write a message, with control characters replaced."""
        _write(self.stderr, _printable(text) + "\n")

    def result(self, text: str) -> None:
        """Write a line of the result, with control characters replaced."""
        _write(self.stdout, _printable(text) + "\n")

    def write_lines(self, lines: Iterable[str], stream: TextIO) -> None:
        """Write lines, with control characters replaced."""
        _write(stream, "".join(_printable(line) + "\n" for line in lines))

    def show(self, text: str, stream: TextIO) -> None:
        """Write text that needs no cleaning."""
        _write(stream, text + "\n")

    def write_content(self, content: bytes) -> None:
        """Write a result that is neither JSON nor a message, unchanged.

        Raises:
            UsageError: It would go to a terminal, which might take some of it for commands.
        """
        if self.stdout.isatty():
            raise UsageError("The response is not JSON; redirect the output to a file: > FILE")
        self.stdout.flush()
        buffer = getattr(self.stdout, "buffer", None)
        if buffer is None:
            self.stdout.write(content.decode(errors="replace"))
        else:
            buffer.write(content)
            buffer.flush()

    def show_json(self, value: Any, stream: TextIO, *, on_one_line: bool = False) -> None:
        """Write a value as JSON, indented or on one line, in color where the stream supports it."""
        encoding = getattr(stream, "encoding", None) or "utf-8"
        indent = None if on_one_line else 2
        self.show(format_json(value, color=self.supports_color(stream), encoding=encoding, indent=indent), stream)

    def ask(self, prompt: str) -> str:
        """Return a line from ``stdin``.

        Raises:
            CommandError: The line is empty or unreadable.
        """
        _write(self.stderr, _printable(prompt))
        try:
            line = self.stdin.readline()
        except (UnicodeDecodeError, OSError) as error:
            raise CommandError(f"The answer cannot be read ({type(error).__name__}).") from None
        return _require_answer(line.strip())

    def ask_secret(self, prompt: str) -> str:
        """Return a secret, typed without echo.

        Raises:
            CommandError: Nothing was typed.
        """
        try:
            return _require_answer(self.ask_hidden(_printable(prompt)))
        except (EOFError, OSError, UnicodeDecodeError):
            raise CommandError("No answer was given.") from None


def format_json(value: Any, *, color: bool = False, encoding: str = "utf-8", indent: int | None = 2) -> str:
    """Return a value as JSON that is safe to print to a terminal.

    Args:
        value: A decoded JSON value.
        color: Whether to color keys, strings and numbers.
        encoding: The terminal's encoding; characters outside it are escaped.
        indent: Spaces for each level, or None for one line.
    """

    def escape(match: re.Match[str]) -> str:
        character = match.group()
        safe = character.isprintable() and _is_encodable(character, encoding)
        return character if safe else json.dumps(character)[1:-1]

    text = _SUSPECT.sub(escape, json.dumps(value, indent=indent, ensure_ascii=False))
    return _JSON_TOKEN.sub(_colored, text) if color else text


def humanize_duration(seconds: float) -> str:
    """Return a duration in its two largest units, such as ``11 hours 59 minutes``. Fractions are dropped."""
    rest = max(int(seconds), 0)
    for index, (_, size) in enumerate(_UNITS):
        if rest >= size:
            parts = [(rest // size, _UNITS[index][0])]
            if index + 1 < len(_UNITS):
                name, smaller = _UNITS[index + 1]
                parts.append((rest % size // smaller, name))
            return " ".join(f"{count} {name}{'' if count == 1 else 's'}" for count, name in parts if count)
    return "less than a second"


def humanize_expiry(expires_at: float | None, now: float) -> str:
    """Return when something expires, relative to now and as a local time.

    Args:
        expires_at: Unix time in seconds; None if unknown.
        now: The current Unix time in seconds.
    """
    if expires_at is None:
        return "has no known expiry"
    remaining = expires_at - now
    if remaining > 0:
        relative = f"expires in {humanize_duration(remaining)}"
    else:
        relative = f"expired {humanize_duration(-remaining)} ago"
    try:
        local = datetime.fromtimestamp(expires_at).astimezone()
    except (ValueError, OverflowError, OSError):
        return relative
    return f"{relative} ({local:%Y-%m-%d %H:%M %Z})"


def _require_answer(text: str) -> str:
    if not text:
        raise CommandError("No answer was given.")
    return text


def _printable(text: str) -> str:
    """Return text without control characters, which a terminal would act on: parts of it come from servers."""
    return "".join(character if character.isprintable() or character == "\n" else "\ufffd" for character in text)


def _write(stream: TextIO, text: str) -> None:
    encoding = getattr(stream, "encoding", None) or "utf-8"
    stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
    stream.flush()


def _is_encodable(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _colored(match: re.Match[str]) -> str:
    return f"{_COLORS[match.lastgroup or 'text']}{match.group()}{_RESET}"
