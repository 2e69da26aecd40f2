"""Any arguments, environment and files: a message and an exit code, never a traceback or a secret."""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from comm100.cli import main
from comm100.cli.description import METHODS
from tests.cli.conftest import ME, Service

SECRET = "hidden-Secret-4711-value"
CODES = {0, 1, 2, 130, 143}

OPTIONS = [
    "--store", "--host", "--email", "--redirect-uri", "--client-id", "--site-id", "--api-key", "--authorization-code",
    "--password", "--client-credentials", "--partner-password", "--base-url", "--port", "--paste", "--no-browser",
    "--no-pkce", "--allow-host", "--timeout", "--json", "--check", "--data", "--query", "--include", "-i", "--all",
    "--name", "--version", "--help", "--", "-x",
]  # fmt: skip
ODD = [
    "", " ", "\x00", "a\x00b", "\udcff", "\ud800", "é", "😀", "%", "%s%n", "{", "{}", "[]", "null", "NaN", "1e309",
    "-1", "0", "65536", "9" * 5000, "@", "@/", "@missing", "@\x00", "-", "~nosuchuser/x", "~", ".", "/", "//", "/a b",
    "?", "/?", "/a?b=c", "/a/../b", "/\n", "http://", "http://[", "http://[::1", "http://127.0.0.1:99999", "http://a..b",
    "https://x.invalid:0", "file:///etc/passwd", "a=b", "=", "a=", "a=\x00", "a=\udcff", "127.0.0.1", "a..b",
    "x" * 300, "x" * 70_000, "GET", "POST", "bash", "\r\nSet-Cookie: a=b", "\u0661", "1_0", "+1", "0x10", "1.5", "inf",
]  # fmt: skip
TEXT = st.one_of(
    st.sampled_from(ODD), st.text(st.characters(), max_size=12), st.sampled_from(["login", "call", "GET", ME, "status"])
)
COMMANDS = ["login", "logout", "status", "token", "call", "completion", "", "nonsense"]
ARGUMENTS = st.builds(
    lambda command, rest: _in_folder([command, *rest]),
    st.sampled_from(COMMANDS),
    st.lists(st.one_of(st.sampled_from(OPTIONS), TEXT), max_size=6),
)
VARIABLES = sorted({setting.env for method in METHODS for setting in method.settings if not setting.secret})
SECRETS = sorted({setting.env for method in METHODS for setting in method.settings if setting.secret})
NAMES = [*VARIABLES, "COMM100_BASE_URL", "COMM100_HOST", "XDG_STATE_HOME", "HOME", "NO_COLOR", "TERM", "COLUMNS"]


def _fits_environment(text: str) -> bool:
    try:
        return b"\0" not in os.fsencode(text)
    except UnicodeEncodeError:
        return False


VALUE = TEXT.filter(_fits_environment)
ENVIRON = st.dictionaries(st.sampled_from(NAMES), VALUE, max_size=4)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=6), children, max_size=3),
    max_leaves=8,
)


@contextmanager
def _process(home: Path, environ: dict[str, str], typed: str) -> Iterator[tuple[io.StringIO, io.StringIO]]:
    """Replace the environment and the streams of the process."""
    out, err = io.StringIO(), io.StringIO()
    given = {"HOME": str(home), "PATH": "", **environ}
    with (
        mock.patch.dict(os.environ, given, clear=True),
        mock.patch.multiple(sys, stdin=io.StringIO(typed), stdout=out, stderr=err),
    ):
        yield out, err


def run(home: Path, arguments: list[str], environ: dict[str, str], typed: str = "") -> tuple[int, str, str]:
    """Run a command in this process; help and versions end it as they end the process. Folders lie below ``home``."""
    below = {name: str(home) + environ[name] for name in ("HOME", "XDG_STATE_HOME") if environ.get(name, "")[:1] == "/"}
    with _process(home, environ | below, typed) as (out, err):
        try:
            code = main(arguments)
        except SystemExit as ended:
            code = -1 if ended.code else 0
    return code, out.getvalue(), err.getvalue()


def _in_folder(arguments: list[str]) -> list[str]:
    """Return arguments with no absolute folder among them."""
    former = ["", *arguments]
    pairs = zip(former, arguments, strict=False)
    return [text.lstrip("/") or "state" if option == "--store" else text for option, text in pairs]


def require_orderly(code: int, out: str, err: str) -> None:
    assert code in CODES
    assert code == 0 or err or json.loads(out) == {"signed_in": False}
    assert "Traceback" not in err
    assert SECRET not in out + err


@pytest.fixture
def server(service: Service) -> str:
    """Where commands go when nothing else is named; no test asks another machine."""
    return service.url


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every address but this machine's, and every browser."""
    import socket

    resolve = socket.getaddrinfo

    def local(host: Any, *arguments: Any, **options: Any) -> Any:
        if host not in ("127.0.0.1", "::1", b"127.0.0.1"):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return resolve(host, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", local)
    monkeypatch.setattr("comm100.cli.browser.open_browser", lambda url, opener: None)
    monkeypatch.setattr("comm100.cli.browser._MAX_WAIT", 0.05)


FUZZ = settings(
    deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
SIGNED_IN = settings(FUZZ, max_examples=25)
"""For tests that sign in twice for each example."""


@FUZZ
@given(arguments=ARGUMENTS, environ=ENVIRON, typed=VALUE)
@example(arguments=["login", "--store", "~nosuchuser/x"], environ={}, typed="")
@example(arguments=["status", "--store", "a\x00b"], environ={}, typed="")
@example(arguments=["login", "--api-key"], environ={"COMM100_HOST": "a..b"}, typed="")
@example(arguments=["call", "GET", "/", "--data", "@\x00"], environ={}, typed="")
@example(arguments=["completion", "bash", "--name", "x" * 300], environ={}, typed="")
def test_any_command_line_and_environment(
    tmp_path_factory: pytest.TempPathFactory, server: str, arguments: list[str], environ: dict[str, str], typed: str
) -> None:
    """Only documented exit codes; no message holds a secret of the environment."""
    home = tmp_path_factory.mktemp("home")
    known = {"COMM100_BASE_URL": server, **environ, **dict.fromkeys(SECRETS, SECRET)}
    with chdir(home):
        require_orderly(*run(home, arguments, known, typed))
    shutil.rmtree(home, ignore_errors=True)


@SIGNED_IN
@given(
    name=st.sampled_from(["sign-in.json", "token.json"]),
    content=st.one_of(
        st.binary(max_size=40), JSON.map(lambda value: json.dumps(value).encode()), st.just(b"[" * 100_000)
    ),
    command=st.sampled_from([["status"], ["status", "--json"], ["token"], ["call", "GET", ME], ["logout"]]),
)
def test_any_file_in_the_state_folder(
    tmp_path_factory: pytest.TempPathFactory, server: str, name: str, content: bytes, command: list[str]
) -> None:
    """A damaged record or token is reported; signing out always works, and so does signing in again."""
    home = tmp_path_factory.mktemp("home")
    environ = {"COMM100_EMAIL": "ada@example.com", "COMM100_PASSWORD": "example-password", "COMM100_BASE_URL": server}
    assert run(home, ["login", "--password"], environ)[0] == 0
    next(home.rglob(name)).write_bytes(content)
    code, out, err = run(home, command, environ)
    require_orderly(code, out, err or "nobody")
    assert code != 2
    if command == ["logout"]:
        assert code == 0
        assert not list(home.rglob("*.json"))
    assert run(home, ["login", "--password"], environ)[0] == 0
    assert run(home, ["status"], environ)[0] == 0
    shutil.rmtree(home, ignore_errors=True)


@SIGNED_IN
@given(changes=st.dictionaries(st.sampled_from(["method", "base_url", "arguments", "who", "x"]), JSON, min_size=1))
def test_any_record_of_another_version(
    tmp_path_factory: pytest.TempPathFactory, server: str, changes: dict[str, Any]
) -> None:
    """A record that is well-formed JSON, but not what this version writes."""
    home = tmp_path_factory.mktemp("home")
    environ = {"COMM100_EMAIL": "ada@example.com", "COMM100_PASSWORD": "example-password", "COMM100_BASE_URL": server}
    assert run(home, ["login", "--password"], environ)[0] == 0
    record = next(home.rglob("sign-in.json"))
    record.write_text(json.dumps(json.loads(record.read_text()) | changes))
    for command in (["status"], ["status", "--json"], ["call", "GET", ME]):
        require_orderly(*run(home, command, environ))
    shutil.rmtree(home, ignore_errors=True)
