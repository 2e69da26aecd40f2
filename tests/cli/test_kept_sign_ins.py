"""No sign-in is lost: a token that is being renewed when a command ends is stored for the next command."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from comm100.testing import Mock
from tests.cli.conftest import ME
from tests.cli.support import PATIENCE, Terminal
from tests.demo.server import served

LIFE = 43199
ROUNDS = 3


@pytest.fixture(scope="module")
def rotating() -> Iterator[tuple[Mock, str]]:
    """A server that accepts each refresh token once, and whose token endpoint is slower than its API."""
    mock = Mock(seed=7)
    with served(mock) as url:
        mock.inject("latency", operation="oauth.token", times=None, seconds=0.1)
        # A command that ends before the thread of its renewal has run does not send it, which a busy machine may show.
        mock.inject("latency", operation="account.agents.me", times=None, seconds=0.05)
        yield mock, url


@pytest.fixture
def signed_in(terminal: Terminal, rotating: tuple[Mock, str]) -> Terminal:
    done = terminal.run_alone("login", "--password", "--base-url", rotating[1])
    assert done.returncode == 0, done.stderr
    return terminal


def token_file(terminal: Terminal) -> Path:
    return next(terminal.home.rglob("token.json"))


def age(terminal: Terminal, left: float) -> str:
    """Give the stored token some seconds to live, and return its refresh token."""
    file = token_file(terminal)
    token = json.loads(file.read_text())
    token["expires_at"] = time.time() + left
    token["issued_at"] = token["expires_at"] - LIFE
    file.write_text(json.dumps(token))
    refresh: str = token["refresh_token"]
    return refresh


def refreshes(mock: Mock) -> int:
    return sum(1 for call in mock.requests if call.request.path == "/oauth/token" and b"refresh" in call.request.body)


@pytest.mark.timeout(180)
def test_a_call_in_the_last_minutes_does_not_sign_its_user_out(signed_in: Terminal, rotating: tuple[Mock, str]) -> None:
    """The renewal that it begins in the background is finished and kept; the next command needs it."""
    mock, _ = rotating
    begun = 0
    for number in range(ROUNDS):
        before = refreshes(mock)
        old = age(signed_in, left=300)
        called = signed_in.run_alone("call", "GET", ME)
        assert (called.returncode, called.stderr) == (0, ""), number
        # On a busy machine a command may end before the thread runs that would begin one.
        renewed = refreshes(mock) - before
        assert renewed in (0, 1)
        assert (age(signed_in, left=-1) != old) == bool(renewed)
        called = signed_in.run_alone("call", "GET", ME)
        assert (called.returncode, called.stderr) == (0, ""), number
        assert refreshes(mock) == before + renewed + 1
        begun += renewed
    assert begun > 0
    assert signed_in.run_alone("status").returncode == 0


@pytest.mark.parametrize("left", [300, -1])
def test_printing_a_token_keeps_the_one_after_it(signed_in: Terminal, rotating: tuple[Mock, str], left: float) -> None:
    """The command that sends no call may begin a renewal as well; if it does, the new token is kept."""
    mock, _ = rotating
    before, old = refreshes(mock), age(signed_in, left=left)
    assert signed_in.run_alone("token").returncode == 0
    renewed = refreshes(mock) - before
    assert renewed == 1 or (renewed == 0 and left > 0)
    assert (age(signed_in, left=-1) != old) == bool(renewed)
    assert signed_in.run_alone("call", "GET", ME).returncode == 0


@pytest.mark.parametrize(
    "signals",
    [
        [signal.SIGINT],
        [signal.SIGTERM],
        [signal.SIGINT, signal.SIGINT, signal.SIGINT],
        [signal.SIGHUP, signal.SIGTERM, signal.SIGINT],
    ],
    ids=lambda signals: "-".join(number.name for number in signals),
)
def test_an_interrupted_command_keeps_what_it_began(
    signed_in: Terminal, rotating: tuple[Mock, str], signals: list[signal.Signals]
) -> None:
    """Whether the new token has arrived or not, the next command is signed in; nobody has patience at Ctrl-C."""
    mock, _ = rotating
    if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN and signal.SIGHUP in signals:
        pytest.skip("SIGHUP is ignored here, as under nohup")
    age(signed_in, left=-1)
    before = refreshes(mock)
    with signed_in._started(("call", "GET", ME), {}) as process:
        deadline = time.monotonic() + PATIENCE
        while refreshes(mock) == before:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        for number in signals:
            process.send_signal(number)
            time.sleep(0.03)
        _, said = process.communicate(timeout=PATIENCE)
    assert "Traceback" not in said
    assert process.returncode in (128 + signals[0], -signals[0]), said
    called = signed_in.run_alone("call", "GET", ME)
    assert called.returncode == 0, called.stderr
