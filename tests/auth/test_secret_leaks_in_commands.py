"""The canary scan of the command line: what it prints, says, logs and keeps, and what other processes get to see."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from comm100.cli import main
from tests.auth.secret_leak_service import ME, Service, on_disk, secret_leak_service
from tests.auth.secret_leaks import SECRETS
from tests.auth.support import PATIENCE
from tests.stores.processes import ENVIRONMENT

pytestmark = pytest.mark.filterwarnings("ignore:.*RFC 9700")


@pytest.fixture
def service() -> Iterator[Service]:
    with secret_leak_service() as service:
        yield service


def environ_of(service: Service, home: Path) -> dict[str, str]:
    """Return the environment of somebody who signs in from a terminal."""
    app, account = service.mock.identities.apps[0], service.mock.identities.account("agents")
    return {
        "HOME": str(home),
        "COMM100_CLIENT_ID": app.client_id,
        "COMM100_CLIENT_SECRET": SECRETS["secret"],
        "COMM100_SITE_ID": str(app.parameters["siteId"]),
        "COMM100_EMAIL": account.login,
        "COMM100_API_KEY": SECRETS["key"],
        "COMM100_PASSWORD": SECRETS["password"],
    }


Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def command(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    """Runs a command of somebody at a terminal: its exit code, what it printed, what it said."""
    for name, value in environ_of(service, tmp_path).items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)

    class Keyboard:
        """Opens the address that is printed, and pastes where the browser ends."""

        def isatty(self) -> bool:
            return False

        def readline(self) -> str:
            return service.mock.visit(capsys.readouterr().out.strip()) + "\n"

    monkeypatch.setattr(sys, "stdin", Keyboard())

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        return (code, *capsys.readouterr())

    return run


@pytest.mark.parametrize(
    "way", [("--api-key",), ("--password",), ("--client-credentials",), ("--paste", "--no-browser")]
)
def test_no_command_shows_or_keeps_a_secret_that_it_should_not(
    service: Service, tmp_path: Path, command: Command, caplog: pytest.LogCaptureFixture, way: tuple[str, ...]
) -> None:
    """From login to logout: only ``token`` prints a token, and no file holds a password, client's secret or code."""
    caplog.set_level(1)
    paste = ("--redirect-uri", f"http://127.0.0.1:{service.port}/callback") if "--paste" in way else ()
    code, *said = command("login", "--base-url", service.url, *way, *paste)
    assert code == 0, said
    for arguments in (("status",), ("status", "--check"), ("call", "GET", ME), ("call", "GET", "/nowhere")):
        said += command(*arguments)[1:]
    service.mock.clock.advance(hours=13)
    said += command("call", "GET", ME)[1:]
    printed = command("token")[1]
    service.mock.fail_next(401, times=3)
    said += command("call", "GET", ME)[1:]
    scan = service.scan()
    logged = "".join(f"{record.getMessage()} {vars(record)}" for record in caplog.records)
    assert scan.found("".join(said) + logged) == []
    assert set(scan.found(printed)) <= {"access_token"}
    kept = set().union(*on_disk(scan, tmp_path).values())
    assert kept <= ({"key"} if way == ("--api-key",) else {"access_token", "refresh_token"})
    assert kept
    assert command("logout")[0] == 0
    assert set().union(*on_disk(scan, tmp_path).values()) == set()


BROWSER = """#!{python}
import json, os, sys, urllib.request
json.dump([sys.argv, dict(os.environ)], open({seen!r}, "w"))
urllib.request.urlopen(sys.argv[1]).read()
"""


def test_the_browser_is_told_the_address_and_nothing_else(service: Service, tmp_path: Path) -> None:
    """It inherits the environment without the secrets in it, and no process has one among its arguments."""
    seen, browser = tmp_path / "seen.json", tmp_path / "browser"
    browser.write_text(BROWSER.format(python=sys.executable, seen=str(seen)))
    browser.chmod(0o700)
    given = {**ENVIRONMENT, **environ_of(service, tmp_path), "BROWSER": str(browser), "NO_PROXY": "*"}
    arguments = [sys.executable, "-m", "comm100", "login", "--base-url", service.url, "--port", str(service.port)]
    done = subprocess.run(arguments, env=given, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr
    (_, address), environ = json.loads(seen.read_text())
    assert f"{address}\n" == done.stdout
    seen.unlink()
    scan = service.scan()
    assert scan.found(address + done.stderr) == []
    assert scan.found(environ) == []
    assert not environ.keys() & {"COMM100_CLIENT_SECRET", "COMM100_API_KEY", "COMM100_PASSWORD"}
    assert environ["COMM100_CLIENT_ID"] == given["COMM100_CLIENT_ID"]
    assert set().union(*on_disk(scan, tmp_path).values()) == {"access_token", "refresh_token"}
