"""How a command ends: a message and an exit code, whatever goes wrong."""

from __future__ import annotations

import importlib
import signal

import pytest

from comm100.cli.failures import CommandError, UsageError
from comm100.errors import ClientError, ConfigurationError

# The package has a function of this name.
program = importlib.import_module("comm100.cli.main")


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (CommandError("Sign in first."), 1, "Sign in first."),
        (UsageError("No such command."), 2, "No such command."),
        (ConfigurationError("No such host."), 2, "No such host."),
        (ClientError("It failed."), 1, "It failed."),
        (ImportError("Install it."), 1, "Install it."),
        (RecursionError(), 1, "The response is nested too deeply to be read."),
        (KeyboardInterrupt(), 130, "\nCancelled."),
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
