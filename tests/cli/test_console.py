"""Output to a terminal: colors, durations in words, and no control characters."""

from __future__ import annotations

import io
import json
import os
import re
from typing import Any, TextIO

import pytest

from comm100.cli.console import Console, format_json, humanize_duration, humanize_expiry
from comm100.cli.failures import CommandError, UsageError
from tests.cli.test_settings import Screen

VALUE = {
    "id": 1,
    "name": 'Ada "the first": true, 12',
    "tags": [],
    "nested": {"ok": True, "none": None, "rate": -1.5e10},
    "ключ": "значение 😀",
}
HOSTILE = "\x1b[2J\x07\x9b31m\u202e\x7f\u2028\ud800"


def console(stream: TextIO, **environ: str) -> Console:
    """Return a console with one stream for all output."""
    return Console(stdin=io.StringIO(), stdout=stream, stderr=stream, environ=environ, ask_hidden=lambda prompt: "")


def test_json_stays_json() -> None:
    """It is indented, and reads as the value that it was."""
    text = format_json(VALUE)
    assert json.loads(text) == VALUE
    assert text.startswith('{\n  "id": 1,\n  "name": ')
    assert "значение 😀" in text


@pytest.mark.parametrize("value", [{"a": HOSTILE}, [HOSTILE], {HOSTILE: 1}, HOSTILE])
def test_json_has_no_control_characters(value: Any) -> None:
    """Control characters, bidirectional overrides and lone surrogates are escaped."""
    text = format_json(value)
    assert text.replace("\n", "").isprintable()
    assert json.loads(text) == value


def test_json_fits_the_terminal() -> None:
    """Characters outside its encoding are escaped."""
    text = format_json(VALUE, encoding="ascii")
    assert text.isascii()
    assert json.loads(text) == VALUE


@pytest.mark.parametrize(
    ("encoding", "options", "written"),
    [
        ("ascii", {}, b'{\n  "a": "\\u00e9"\n}\n'),
        ("utf-8", {"on_one_line": True}, b'{"a": "\xc3\xa9"}\n'),
    ],
)
def test_json_is_written_as_the_stream_can_show_it(encoding: str, options: Any, written: bytes) -> None:
    """Indented unless it is to be on one line."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding, newline="")
    console(stream).show_json({"a": "é"}, stream, **options)
    assert stream.buffer.getvalue() == written


def test_colors_do_not_change_the_text() -> None:
    """Keys, strings, numbers and words differ in color; without colors, the text is the same."""
    text = format_json(VALUE, color=True)
    assert re.sub(r"\x1b\[\d*m", "", text) == format_json(VALUE)
    assert '\x1b[34m"id"\x1b[0m: \x1b[36m1\x1b[0m' in text
    assert "\x1b[35mnull\x1b[0m" in text
    assert text.count("\x1b[32m") == 2  # the two texts, whatever is written in them


@pytest.mark.parametrize(
    ("stream", "environ", "coloured"),
    [
        (Screen(), {}, True),
        (Screen(), {"TERM": "xterm-256color"}, True),
        (Screen(), {"NO_COLOR": ""}, True),
        (Screen(), {"NO_COLOR": "1"}, False),
        (Screen(), {"TERM": "dumb"}, False),
        (io.StringIO(), {}, False),
    ],
)
def test_colors_are_for_terminals(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, environ: dict[str, str], coloured: bool
) -> None:
    """There are none in a pipe, or if NO_COLOR is set (no-color.org)."""
    monkeypatch.setattr("sys.platform", "linux")
    assert console(stream, **environ).supports_color(stream) is coloured


@pytest.mark.parametrize(
    ("environ", "coloured"), [({}, False), ({"WT_SESSION": "1"}, True), ({"WT_SESSION": ""}, True)]
)
def test_windows_has_colors_in_its_own_terminal(
    monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], coloured: bool
) -> None:
    """The old console shows their codes."""
    monkeypatch.setattr("sys.platform", "win32")
    screen = Screen()
    assert console(screen, **environ).supports_color(screen) is coloured
    assert not console(screen, **environ).supports_color(io.StringIO())


@pytest.mark.parametrize("closed", [True, False])
def test_the_console_of_the_process(monkeypatch: pytest.MonkeyPatch, closed: bool) -> None:
    """A stream that is closed reads as empty; a secret is asked for where messages go."""
    asked: list[Any] = []

    def answer(*given: object) -> str:
        asked.append(given)
        return "secret"

    monkeypatch.setattr("getpass.getpass", answer)
    streams = {name: None if closed else io.StringIO("typed") for name in ("stdin", "stdout", "stderr")}
    for name, stream in streams.items():
        monkeypatch.setattr(f"sys.{name}", stream)
    terminal = Console.system()
    for name, stream in streams.items():
        own = getattr(terminal, name)
        assert own.read() == "" if closed else own is stream
    assert terminal.environ is os.environ
    assert terminal.ask_secret("Key\x1b: ") == "secret"
    assert asked == [("Key\ufffd: ", terminal.stderr)]


def test_lines_are_written_without_control_characters() -> None:
    """Each with its end."""
    screen = io.StringIO()
    console(screen).write_lines(["a", "b\x07"], screen)
    console(screen).write_lines([], screen)
    assert screen.getvalue() == "a\nb\ufffd\n"


@pytest.mark.parametrize(
    ("typed", "answer"), [("a\n", "a"), (" a b \nc", "a b"), ("\n", None), ("", None), ("  \n", None)]
)
def test_an_answer_is_one_line(typed: str, answer: str | None) -> None:
    """Without white space around it; an empty one is none."""
    said = io.StringIO()
    terminal = Console(stdin=io.StringIO(typed), stdout=said, stderr=said, environ={}, ask_hidden=lambda prompt: typed)
    if answer is None:
        with pytest.raises(CommandError, match=r"^No answer was given\.$"):
            terminal.ask("Name: ")
    else:
        assert terminal.ask("Name: ") == answer
    assert said.getvalue() == "Name: "


@pytest.mark.parametrize("failure", [EOFError(), OSError(), UnicodeDecodeError("utf-8", b"\xff", 0, 1, "no")])
def test_an_answer_that_cannot_be_read_is_none(failure: Exception) -> None:
    """Typed with and without echo."""

    class Broken(io.StringIO):
        def readline(self, *_: Any) -> Any:
            raise failure

    def hidden(prompt: str) -> str:
        raise failure

    said = io.StringIO()
    terminal = Console(stdin=Broken(), stdout=said, stderr=said, environ={}, ask_hidden=hidden)
    with pytest.raises(CommandError, match=r"^No answer was given\.$"):
        terminal.ask_secret("Key: ")
    if not isinstance(failure, EOFError):
        with pytest.raises(CommandError, match=rf"^The answer cannot be read \({type(failure).__name__}\)\.$"):
            terminal.ask("Name: ")


def test_control_characters_of_messages_are_replaced() -> None:
    """Line breaks are kept."""
    screen = Screen()
    console(screen).say(f"first\nsecond {HOSTILE}")
    assert screen.getvalue().startswith("first\nsecond \ufffd[2J")
    assert screen.getvalue().replace("\n", "").isprintable()


def test_content_is_written_after_what_was_written_before() -> None:
    """Text and bytes have buffers of their own, and both are empty afterwards: whoever reads a pipe waits for them."""
    raw = io.BytesIO()
    stream = io.TextIOWrapper(io.BufferedWriter(raw, 4096), encoding="utf-8")
    stream.write("head\n")
    console(stream).write_content(b"\x00\xff")
    assert raw.getvalue() == b"head\n\x00\xff"
    text = io.StringIO()
    console(text).write_content(b"a\xff")
    assert text.getvalue() == "a\ufffd"
    with pytest.raises(UsageError, match="redirect the output to a file"):
        console(Screen()).write_content(b"\x1b[2J")


def test_characters_outside_the_encoding_are_escaped() -> None:
    """No message is lost to an encoding."""
    written = io.BytesIO()
    stream = io.TextIOWrapper(written, encoding="ascii")
    console(stream).result("Kapitän")
    assert written.getvalue() == b"Kapit\\xe4n\n"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "less than a second"),
        (0.9, "less than a second"),
        (-5, "less than a second"),
        (1, "1 second"),
        (59, "59 seconds"),
        (60, "1 minute"),
        (61, "1 minute 1 second"),
        (3599, "59 minutes 59 seconds"),
        (3600, "1 hour"),
        (3660, "1 hour 1 minute"),
        (43199, "11 hours 59 minutes"),
        (86399, "23 hours 59 minutes"),
        (86400, "1 day"),
        (90000, "1 day 1 hour"),
        (2592000, "30 days"),
    ],
)
def test_lengths_of_time(seconds: float, words: str) -> None:
    """Two units are enough."""
    assert humanize_duration(seconds) == words


@pytest.mark.parametrize(
    ("expires_at", "words"),
    [
        (None, "has no known expiry"),
        (1_800_000_001.0, "expires in 1 second (20"),
        (1_800_000_000.0, "expired less than a second ago (20"),
        (1_800_043_199.0, "expires in 11 hours 59 minutes (20"),
        (1_799_999_820.0, "expired 3 minutes ago (20"),
        (1e30, "expires in "),
        (-1e30, "expired "),
    ],
)
def test_when_a_token_ends(expires_at: float | None, words: str) -> None:
    """An absurd time from a server is not a reason to fail."""
    assert humanize_expiry(expires_at, 1_800_000_000.0).startswith(words)
