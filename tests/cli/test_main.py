"""How a command ends: a message and an exit code, whatever goes wrong."""

from __future__ import annotations

import argparse
import importlib
import io
import math
import os
import re
import runpy
import signal
import subprocess
import sys
import threading
import tomllib
from pathlib import Path
from typing import Any

import pytest

import comm100
from comm100._vendoring import commands as vendoring
from comm100.cli.failures import CommandError, UsageError
from comm100.errors import ClientError, ConfigurationError
from tests.cli.support import PATIENCE
from tests.stores.processes import ENVIRONMENT

# The package has a function of this name.
program: Any = importlib.import_module("comm100.cli.main")
module: Any = importlib.import_module("comm100.__main__")


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (CommandError("Sign in first."), 1, "Sign in first."),
        (UsageError("No such command."), 2, "No such command."),
        (ConfigurationError("No such host."), 2, "No such host."),
        (ClientError("It failed."), 1, "It failed."),
        (ImportError("Install it."), 1, "Install it."),
        (RecursionError(), 1, "The response is nested too deeply to be read."),
        (MemoryError(), 1, "There is not enough memory for what was to be read."),
        (KeyboardInterrupt(), 130, "\nCancelled."),
        (program._Terminated(15), 143, "\nCancelled."),
        (OSError(28, "No space left on device"), 1, "No space left on device"),
        (OSError(28, "No space left on device", "/x"), 1, "No space left on device: /x"),
        (OSError("odd"), 1, "odd"),
    ],
)
def test_an_error_has_a_message_and_a_code(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    code: int,
    said: str,
) -> None:
    """And no traceback."""

    def fail(*_: object) -> int:
        raise error

    monkeypatch.setattr(program, "_run", fail)
    assert program.main([]) == code
    assert capsys.readouterr() == ("", f"{said}\n")


@pytest.mark.parametrize("words", [["call"], ["verify"]], ids=["package", "copy"])
def test_a_reader_that_goes_away_is_no_mistake(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], words: list[str]
) -> None:
    """As with ``head``; nor is what was written for it before and is flushed at exit."""
    reader, writer = os.pipe()
    os.close(reader)

    def show(*_: object) -> int:
        sys.stdout.write("the rest")
        raise BrokenPipeError

    monkeypatch.setattr(program, "_run", show)
    monkeypatch.setattr(vendoring, "_verify", show)
    monkeypatch.setattr(comm100.auth, "exit_on_sigterm", list)
    monkeypatch.setattr(comm100.auth._concurrency, "ignore_signals", list)
    monkeypatch.setattr(sys, "argv", ["comm100", *words])
    # A program that calls the command line itself flushes its output at its own end.
    mains = [module.main] if words == ["verify"] else [module.main, program.main]
    for main in mains:
        with os.fdopen(os.dup(writer), "w") as stdout:
            monkeypatch.setattr(sys, "stdout", stdout)
            assert main() == 1
    os.close(writer)
    assert capfd.readouterr() == ("", "")


def test_a_mistake_of_the_program_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what a lock of Python says at Ctrl-C is not a mistake."""

    def interrupted(*_: object) -> int:
        try:
            raise KeyboardInterrupt
        except KeyboardInterrupt:
            raise RuntimeError("cannot release un-acquired lock") from None

    def mistaken(*_: object) -> int:
        raise RuntimeError("a mistake")

    monkeypatch.setattr(program, "_run", interrupted)
    assert program.main([]) == 130
    monkeypatch.setattr(program, "_run", mistaken)
    with pytest.raises(RuntimeError, match="a mistake"):
        program.main([])


def test_sigterm_means_afterwards_what_it_meant_before(capsys: pytest.CaptureFixture[str]) -> None:
    """For a program that runs a command in its own process."""
    former = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        assert program.main(["completion", "bash"]) == 0
        assert signal.getsignal(signal.SIGTERM) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGTERM, former)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("parse", "text", "value"),
    [
        ("_port", "1", 1),
        ("_port", "65535", 65535),
        ("_seconds", "0.5", 0.5),
        ("_seconds", "1e9", 1e9),
        ("_wait", "600", 600.0),
        ("_text", "a", "a"),
        ("_command_name", "a.B-c_1", "a.B-c_1"),
        ("_folder", "~nosuchuser", None),
        ("_folder", "a\0b", None),
        ("_folder", "", None),
        ("_folder", "\ud800", None),
        ("_folder", "a", Path("a")),
        ("_port", "0", None),
        ("_port", "65536", None),
        ("_port", "٣", None),
        ("_port", "-1", None),
        ("_seconds", "0", None),
        ("_seconds", "-1", None),
        ("_seconds", "inf", None),
        ("_seconds", "nan", None),
        ("_seconds", "x", None),
        ("_wait", "600.1", None),
        ("_wait", "0", None),
        ("_text", "", None),
        ("_command_name", "1a", None),
        ("_command_name", "a b", None),
        ("_command_name", "", None),
        ("_command_name", "a;b", None),
    ],
)
def test_the_value_of_an_option_has_limits(parse: str, text: str, value: Any) -> None:
    """None stands for a refusal."""
    if value is None:
        with pytest.raises(argparse.ArgumentTypeError):
            getattr(program, parse)(text)
    else:
        assert getattr(program, parse)(text) == value


@pytest.mark.parametrize("kit", ["whole", "bare"])
def test_the_help_says_what_there_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], kit: str
) -> None:
    """Word for word, how the lines are laid out aside: that of this package, and of one for a smaller API.

    The smaller one has no way to sign in, no lists in pages, and no operation that identifies the caller.
    """
    monkeypatch.setenv("COLUMNS", "1000")
    commands = ["login", "logout", "status", "token", "call", "completion", "vendor", "verify"]
    if kit == "bare":
        monkeypatch.setattr(program, "LISTS", {})
        monkeypatch.setattr(program, "WHO_AM_I", None)
        assert program.parse_arguments("prog", ["status"]).check is False
        monkeypatch.setattr(program, "sign_in_methods", list)
        commands = ["call"]
        assert program.parse_arguments("prog", ["call", "GET", "/"]).all is False
    for words in ([], *([command] for command in commands)):
        with pytest.raises(SystemExit) as ended:
            program.parse_arguments("prog", [*words, "--help"])
        assert not ended.value.code
    expected = Path(__file__).with_name(f"help_{kit}.txt").read_text("utf-8")
    assert capsys.readouterr().out.split() == expected.split()


def test_people_have_to_choose_if_there_is_no_default(monkeypatch: pytest.MonkeyPatch) -> None:
    """The help of login says so."""
    monkeypatch.setattr(program, "default_method", lambda: None)
    parser = program._Parser(prog="prog", add_help=False)
    program._add_login(parser)
    assert "\n  One of these has to be chosen; secrets are read from the environment" in parser.format_help()


def test_each_setting_is_an_option_of_login_once() -> None:
    """In the first of its meanings, without those of the implicit flow, and without --help."""
    names = [setting.name for setting in program._settings()]
    assert names == ["host", "email", "api_key", "redirect_uri", "client_id", "client_secret", "site_id", "password"]
    parser = program.build_parser("prog")
    help_text = parser.epilog
    assert help_text.startswith("environment:\n  COMM100_BASE_URL       Base URL of another server")
    assert "COMM100_REDIRECT_URI   The redirect URI that is registered for the client (default: a free" in help_text
    assert "COMM100_EMAIL          The agent's e-mail address" in help_text
    assert all(setting.env in help_text for setting in program._settings())


@pytest.mark.parametrize(("meaning", "shown"), [("100 % of it", "100 %% of it"), ("%% of it", "%%%% of it")])
def test_a_percent_sign_of_a_meaning_is_one(meaning: str, shown: str) -> None:
    """The parser takes one for the beginning of a value's name."""
    setting = program.Setting(name="x", env="X", meaning=meaning)
    assert program._help(setting) == shown


@pytest.mark.parametrize("words", [["--help"], ["-h"], ["GET", "--help"], ["get", "/x", "-h"]])
def test_the_help_of_call_is_printed(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """With the resources and the methods; that of an operation or a resource is left to the command."""
    with pytest.raises(SystemExit) as ended:
        program.parse_arguments("prog", ["call", *words])
    assert not ended.value.code
    said = " ".join(capsys.readouterr().out.split())
    for text in (
        "usage: prog call OPERATION [NAME=VALUE ...] [options] prog call METHOD PATH [options]",
        "Resources: account, livechat, partner, reports.",
        "prog call RESOURCE --help lists the operations of a resource",
        "METHOD is one of DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT.",
        "--include print the status and headers before the response",
    ):
        assert text in said
    for name in ("account", "account.agents.get"):
        assert program.parse_arguments("prog", ["call", name, "--help"]).help is True
    assert program.parse_arguments("prog", ["call", "account.agents.get"]).help is False


def test_a_message_names_the_program_as_a_user_starts_it(capsys: pytest.CaptureFixture[str]) -> None:
    """By the name of the package."""
    assert program.main(["nothing"]) == 2
    assert capsys.readouterr().err.endswith("(see python -m comm100 --help)\n")


def test_the_version_is_an_option_of_the_program(capsys: pytest.CaptureFixture[str]) -> None:
    """Of the package, with its name."""
    with pytest.raises(SystemExit) as ended:
        program.parse_arguments("prog", ["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"comm100 {comm100.__version__}\n"


def test_these_are_the_commands() -> None:
    """The commands of a package with ways to sign in, in the order of the help."""
    with pytest.raises(UsageError) as caught:
        program.build_parser("comm100").parse_args(["nothing"])
    choices = re.findall(r"\w+", str(caught.value).partition("choose from")[2].partition(")")[0])
    assert choices == ["login", "logout", "status", "token", "call", "completion", "vendor", "verify"]


@pytest.mark.parametrize("words", [["--vers"], ["status", "--jso"]])
def test_an_option_is_written_out(words: list[str]) -> None:
    """A later version may have another one that begins like it."""
    with pytest.raises(UsageError, match=r"unrecognized|required: COMMAND|does not take"):
        program.parse_arguments("comm100", words)


def test_options_have_defaults() -> None:
    """Of each command."""

    def parsed(*words: str) -> dict[str, Any]:
        return {name: value for name, value in vars(program.parse_arguments("prog", words)).items() if ":" not in name}

    common: dict[str, Any] = {"settings": {}, "program": "prog", "store": None}
    login = {"sign_in_method": None, "base_url": None, "port": None, "paste": False, "browser": True, "pkce": True}
    assert parsed("login") == {**common, **login, "command": "login", "allow_host": [], "timeout": None}
    assert parsed("status") == {**common, "command": "status", "json": False, "check": False}
    assert parsed("call", "GET", "/") == {
        **common,
        "command": "call",
        "base_url": None,
        "words": ["GET", "/"],
        "data": None,
        "query": [],
        "include": False,
        "all": False,
        "help": False,
        "timeout": 30.0,
    }
    changed = parsed(
        "login", "--no-browser", "--no-pkce", "--paste", "--allow-host", "a", "--allow-host", "b", "--password"
    )
    assert [changed[name] for name in ("browser", "pkce", "paste", "allow_host", "sign_in_method")] == [
        False,
        False,
        True,
        ["a", "b"],
        "Password",
    ]
    assert program.parse_arguments("prog", ["login", "--email", "e", "--site-id", "1"]).settings == {
        "email": "e",
        "site_id": "1",
    }
    assert math.isclose(parsed("call", "GET", "/", "--timeout", "2.5")["timeout"], 2.5)
    assert parsed("call", "a.b", "-i", "x=1", "-5")["words"] == ["a.b", "x=1", "-5"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("login", "--secret=s3cret"), "login does not take --secret; secrets are read from the environment"),
        (("login", "s3cret"), "login does not take an argument that belongs to no option; secrets are read"),
        (("login", "--paste=s3cret"), "argument --paste takes no value: secrets are read from the environment"),
        (("call", "a.b", "--token=s3cret"), "call does not take --token; secrets are read"),
        (("call", "a.b", "-x"), "call does not take -x; secrets are read"),
        (("nothing",), "invalid choice: 'nothing'"),
        ((), "the following arguments are required: COMMAND"),
    ],
)
def test_what_is_not_an_option_is_refused_without_its_value(words: tuple[str, ...], said: str) -> None:
    """It may be a secret, which is better kept in the environment."""
    with pytest.raises(UsageError) as caught:
        program.parse_arguments("prog", words)
    assert said in str(caught.value)
    assert "s3cret" not in str(caught.value)
    assert str(caught.value).endswith("--help)")


class Unusable:
    """Stands in for a module whose import fails."""

    def __init__(self, error: BaseException) -> None:
        self._error = error

    def __getattr__(self, name: str) -> object:
        raise self._error


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (KeyboardInterrupt(), 130, "\nCancelled."),
        (ImportError("No HTTP library is installed."), 1, "No HTTP library is installed."),
    ],
)
def test_what_happens_while_the_package_is_imported(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: BaseException, code: int, said: str
) -> None:
    """One line there, too: the imports take longer than many a command, and need an HTTP library."""
    monkeypatch.setitem(sys.modules, "comm100.cli", Unusable(error))
    monkeypatch.setattr(sys, "argv", ["comm100", "status"])
    assert module.main() == code
    assert capsys.readouterr() == ("", f"{said}\n")


@pytest.mark.parametrize(
    ("ended", "code"),
    [(3, 3), (KeyboardInterrupt(), 130), (SystemExit(143), 143), (SystemExit(0), 0), (SystemExit(), 0)],
    ids=["by itself", "by a second Ctrl-C", "by SIGTERM", "after help", "for no reason"],
)
def test_the_program_ends_in_order(monkeypatch: pytest.MonkeyPatch, ended: int | BaseException, code: int) -> None:
    """SIGTERM ends it so from the beginning, and at its end it is too late for any signal."""
    steps: list[str] = []

    def command() -> int:
        steps.append("command")
        if isinstance(ended, BaseException):
            raise ended
        return ended

    monkeypatch.setattr(comm100.cli, "main", command)
    monkeypatch.setattr(comm100.auth, "exit_on_sigterm", lambda: steps.append("exit on SIGTERM"))
    monkeypatch.setattr(comm100.auth._concurrency, "ignore_signals", lambda: steps.append("ignore signals"))
    monkeypatch.setattr(sys, "argv", ["comm100", "status", "verify"])
    assert module.main() == code
    assert steps == ["exit on SIGTERM", "command", "ignore signals"]


@pytest.mark.parametrize("words", [["verify"], ["vendor", "folder"]])
def test_a_damaged_copy_can_still_be_verified(monkeypatch: pytest.MonkeyPatch, words: list[str]) -> None:
    """And copied: nothing else of the package is imported for it. The command is that of the module, too."""
    monkeypatch.setattr(vendoring, "main", lambda argv: 7 if argv == words else 0)
    monkeypatch.setitem(sys.modules, "comm100.cli", Unusable(ImportError("damaged")))
    monkeypatch.setattr(sys, "argv", ["comm100", *words])
    assert module.main() == 7
    monkeypatch.delitem(sys.modules, "comm100.__main__")
    with pytest.raises(SystemExit, match="7"):
        runpy.run_module("comm100", run_name="__main__")


class Full(io.StringIO):
    """An output that cannot be written to when it is flushed."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__()
        self._file, self._error = path.open("wb"), error

    def flush(self) -> None:
        raise self._error

    def fileno(self) -> int:
        return self._file.fileno()


@pytest.mark.parametrize(
    ("error", "before", "after", "said"),
    [
        (OSError(28, "No space left on device"), 0, 1, "No space left on device\n"),
        (OSError(28, "No space left on device"), 2, 2, ""),
        (BrokenPipeError(), 0, 1, ""),
        (BrokenPipeError(), 2, 2, ""),
    ],
)
def test_output_that_is_lost_at_the_end_is_a_failure(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, error: OSError, before: int, after: int, said: str
) -> None:
    """A message unless there was one before, or nobody reads the output; the interpreter writes no more of it."""
    lost, errors = Full(tmp_path / "out", error), io.StringIO()
    monkeypatch.setattr(sys, "stdout", lost)
    monkeypatch.setattr(sys, "stderr", errors)
    assert module._flush(before) == after
    assert errors.getvalue() == said
    os.write(lost.fileno(), b"more")
    assert (tmp_path / "out").read_bytes() == b""
    for stream in (io.StringIO(), None):
        monkeypatch.setattr(sys, "stdout", stream)
        assert module._flush(before) == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk to try")
@pytest.mark.parametrize(
    ("words", "stream", "code"),
    [
        (["--version"], "stdout", 1),
        (["completion", "bash"], "stdout", 1),
        (["verify"], "stdout", 1),
        (["nosuch"], "stderr", 2),
    ],
)
def test_a_full_disk_is_said_once(words: list[str], stream: str, code: int) -> None:
    """Where it can be said; the interpreter has nothing to add when it ends."""
    with Path("/dev/full").open("w") as full:
        streams: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, stream: full}
        # Without a buffer, argparse itself overlooks that its help cannot be written.
        environ = {name: text for name, text in ENVIRONMENT.items() if name != "PYTHONUNBUFFERED"}
        command = [sys.executable, "-m", "comm100", *words]
        done = subprocess.run(command, env=environ, text=True, timeout=PATIENCE, check=False, **streams)
    assert done.returncode == code
    if stream == "stdout":
        assert done.stderr.removeprefix("comm100: ") == "No space left on device\n"


def test_the_installed_command_is_the_module() -> None:
    """What ``comm100`` starts imports little before it can report Ctrl-C."""
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())
    assert project["project"]["scripts"] == {"comm100": "comm100.__main__:main"}


def test_sigterm_ends_a_command_as_ctrl_c_does() -> None:
    """In the main thread, and only as long as the command runs."""
    former = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        with pytest.raises(KeyboardInterrupt), program._terminable():
            os.kill(os.getpid(), signal.SIGTERM)
        assert signal.getsignal(signal.SIGTERM) is signal.SIG_IGN
        seen: list[object] = []

        def elsewhere() -> None:
            with program._terminable():
                seen.append(signal.getsignal(signal.SIGTERM))

        thread = threading.Thread(target=elsewhere)
        thread.start()
        thread.join()
        assert seen == [signal.SIG_IGN]
    finally:
        signal.signal(signal.SIGTERM, former)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGHUP")
@pytest.mark.parametrize("is_ignored", [False, True])
def test_a_command_that_nohup_has_started_goes_on(is_ignored: bool) -> None:
    """Others end as after Ctrl-C."""
    former = signal.signal(signal.SIGHUP, signal.SIG_IGN if is_ignored else signal.SIG_DFL)
    try:
        with program._terminable():
            assert callable(signal.getsignal(signal.SIGHUP)) is not is_ignored
            assert callable(signal.getsignal(signal.SIGTERM))
    finally:
        signal.signal(signal.SIGHUP, former)
