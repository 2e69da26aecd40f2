"""What each command writes, word for word, in one process and with no browser."""

from __future__ import annotations

import io
import json
import re
from argparse import ArgumentTypeError
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from comm100 import Token
from comm100.cli import commands
from comm100.cli.calls import _show_error_body
from comm100.cli.console import Console
from comm100.cli.main import _port, _seconds, _wait, parse_arguments
from tests.cli.conftest import ME, Run, Service
from tests.cli.support import BASE, Terminal
from tests.cli.test_settings import Screen

AGENTS = "/api/v2/account/agents"
KEY, CLIENT, PASSWORD = "--api-key", "--client-credentials", "--password"
RFC_9700 = "Note: The password flow shows the password to this program; RFC 9700 section 2.4 advises against it.\n"
SIGNED_IN = "Signed in to Comm100 at URL"
EXPIRES = "expires in 11 hours 59 minutes (TIME)"
BY_PASSWORD = "  signed in by  password\n  client id     example-client\n"
BY_CLIENT = "  signed in by  client credentials\n  client id     example-client\n  site id       10000\n"


@pytest.fixture
def command(run: Run, terminal: Terminal, service: Service) -> Run:
    """Run a command with the settings of the mock's client; in what it writes, the server and the time have a name."""

    def plain(text: str) -> str:
        return re.sub(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?( UTC|Z)", "TIME", text.replace(service.url, "URL"))

    def act(*arguments: str, **environ: str) -> tuple[int, str, str]:
        code, out, err = run(*arguments, **{**terminal.environ, "COMM100_BASE_URL": service.url, **environ})
        return code, plain(out), plain(err)

    return act


@pytest.mark.parametrize(
    ("way", "environ", "said"),
    [
        (KEY, {}, f"{SIGNED_IN} as ada@example.com.\n"),
        (PASSWORD, {}, f"{RFC_9700}{SIGNED_IN} as ada@example.com.\nThe access token {EXPIRES}.\n"),
        (CLIENT, {}, f"{SIGNED_IN}.\nThe access token {EXPIRES}.\n"),
    ],
)
def test_login_says_who_and_for_how_long(command: Run, way: str, environ: dict[str, str], said: str) -> None:
    """On standard error: the command has no result."""
    assert command("login", way, **environ) == (0, "", said)


@pytest.mark.parametrize(
    ("way", "arguments", "environ", "code", "told"),
    [
        (KEY, (), {}, 0, f"{SIGNED_IN} as ada@example.com\n  signed in by  api key\n{{token}}none: {{key}}\n"),
        (
            KEY,
            ("--check",),
            {},
            0,
            f"{SIGNED_IN} as ada@example.com\n  signed in by  api key\n  checked       the API accepts it\n"
            "{token}none: {key}\n",
        ),
        (PASSWORD, (), {}, 0, f"{SIGNED_IN} as ada@example.com\n{BY_PASSWORD}{{token}}{EXPIRES}; {{renewed}}\n"),
        (
            CLIENT,
            ("--check",),
            {},
            0,
            f"{SIGNED_IN}\n{BY_CLIENT}  checked       not possible: no operation of the API identifies the caller\n"
            f"{{token}}{EXPIRES}; {{renewed}}\n",
        ),
        (
            CLIENT,
            (),
            {"COMM100_CLIENT_SECRET": ""},
            0,
            f"{SIGNED_IN}\n{BY_CLIENT}{{token}}{EXPIRES}; is renewed if COMM100_CLIENT_SECRET is set\n",
        ),
    ],
)
def test_status_says_what_is_known(
    command: Run, way: str, arguments: tuple[str, ...], environ: dict[str, str], code: int, told: str
) -> None:
    """Line by line; nothing is asked of the server unless --check is given."""
    command("login", way)
    words = {
        "token": "  token         ",
        "key": "the key itself is sent; its expiry is unknown",
        "renewed": "is renewed when needed",
    }
    assert command("status", *arguments, **environ) == (code, told.format(**words), "")


@pytest.mark.parametrize(
    ("way", "arguments", "facts"),
    [
        (
            KEY,
            ("--check",),
            {"who": "ada@example.com", "method": "api key", "arguments": {"email": "ada@example.com"}, "checked": True},
        ),
        (
            CLIENT,
            (),
            {
                "method": "client credentials",
                "arguments": {"client_id": "example-client", "site_id": 10000},
                "expires_at": "TIME",
                "renewable": True,
            },
        ),
    ],
)
def test_status_as_json_has_the_same_facts(
    command: Run, way: str, arguments: tuple[str, ...], facts: dict[str, Any]
) -> None:
    """Each under a name of its own, with null for what is unknown."""
    command("login", way)
    code, out, err = command("status", "--json", *arguments)
    usual = {"signed_in": True, "base_url": "URL", "who": None, "checked": False, "usable": True, "missing": []}
    assert (code, json.loads(out), err) == (0, {**usual, "expires_at": None, "renewable": False, **facts}, "")


def test_whoever_is_not_signed_in_is_told_what_to_do(command: Run) -> None:
    """By every command that needs a sign-in; to scripts by the exit code as well."""
    first = "You are not signed in to Comm100. Sign in first: python -m comm100 login\n"
    for arguments in (("status",), ("token",), ("call", "GET", ME)):
        assert command(*arguments) == (1, "", first)
    assert command("status", "--json") == (1, '{\n  "signed_in": false\n}\n', "")
    assert command("logout") == (0, "", "You were not signed in to Comm100.\n")
    command("login", KEY)
    assert command("logout") == (0, "", "Signed out of Comm100.\n")


@pytest.mark.parametrize("way", [KEY, CLIENT, PASSWORD])
def test_a_sign_in_that_cannot_be_kept_sends_nothing(command: Run, service: Service, tmp_path: Path, way: str) -> None:
    """The server may give a token once only, and a password that was typed in vain is typed again."""
    folder = tmp_path / "state"
    (folder / "token.json").mkdir(parents=True)
    folder.chmod(0o700)
    service.mock.reset()
    code, out, err = command("login", way, "--store", str(folder))
    assert (code, out) == (1, "")
    assert err.startswith(f"{folder}/token.json cannot be replaced: Is a directory.")
    assert len(service.mock.requests) == 0


def test_a_key_has_no_token(command: Run) -> None:
    """The token command says which command does."""
    command("login", KEY)
    assert command("token") == (1, "", "You are signed in by api key, which has no token. Use the call command.\n")


def test_the_token_is_one_line(command: Run) -> None:
    """It is the stored one while that is valid."""
    command("login", CLIENT)
    code, out, err = command("token")
    assert (code, err) == (0, "")
    assert re.fullmatch(r"\S+\n", out)
    assert command("token") == (0, out, "")


def test_call_writes_the_response_and_reports_errors(command: Run, service: Service) -> None:
    """A response without a body is an empty result; the server's own words are shown with the error."""
    service.mock.reset()
    command("login", KEY)
    code, out, err = command("call", "GET", f"{AGENTS}/2")
    assert (code, json.loads(out), err) == (0, service.mock.records("agents")[1], "")
    code, out, err = command("call", "PUT", f"{AGENTS}/2", "--data", '{"title": "Night shift"}')
    assert (code, json.loads(out)["title"], err) == (0, "Night shift", "")
    code, out, err = command("call", "GET", AGENTS, "--query", "pageIndex=0", "--include")
    head, _, body = out.partition("\n\n")
    assert (code, head.splitlines()[0], json.loads(body)["total"]) == (0, "200 OK", 4)
    code, out, err = command("call", "GET", AGENTS, "--all")
    assert [agent["id"] for agent in json.loads(out)] == [1, 2, 3, 4]
    assert command("call", "DELETE", f"{AGENTS}/2") == (0, "", "")
    code, out, err = command("call", "GET", f"{AGENTS}/2")
    assert (code, out) == (1, "")
    assert err == (
        '{\n  "code": 404000,\n  "message": "No resource has this identifier."\n}\n'
        f"GET {AGENTS}/2 (request) returned 404 Not Found: code 404000: No resource has this identifier. "
        "Check the identifier and the host.\n"
    )


ADVICE = "Set COMM100_CLIENT_SECRET to renew it, or sign in again.\n"


@pytest.mark.parametrize(
    ("way", "path", "environ", "code", "status", "advice"),
    [
        (CLIENT, AGENTS, {"COMM100_CLIENT_SECRET": ""}, 1, "401 Unauthorized", True),
        (CLIENT, AGENTS, {}, 0, "200 OK", False),
        (KEY, AGENTS, {}, 0, "200 OK", False),
        (KEY, f"{AGENTS}/99", {}, 1, "404 Not Found", False),
        (CLIENT, f"{AGENTS}/99", {}, 1, "404 Not Found", False),
    ],
)
def test_a_rejected_token_says_what_renews_it(
    command: Run, service: Service, way: str, path: str, environ: dict[str, str], code: int, status: str, advice: bool
) -> None:
    """The server has forgotten it; other errors, and credentials that are not a token, are not renewed."""
    command("login", way)
    service.mock.reset()
    ended, out, err = command("call", "GET", path, "--include", **environ)
    assert ended == code
    head = err if code else out
    assert head.startswith(f"{status}\n")
    assert (ADVICE in err) is advice
    if status.startswith("404"):
        assert "again" not in err


def test_a_rejected_key_is_not_a_token(command: Run, service: Service) -> None:
    """What a token needs to be renewed is of no use to it; the head of the response is not part of the result."""
    command("login", KEY)
    service.mock.inject("unauthorized")
    code, out, err = command("call", "GET", AGENTS, "-i")
    assert (code, out) == (1, "")
    assert err.startswith("401 Unauthorized\n")
    assert "renew" not in err


@pytest.mark.parametrize(
    ("environ", "advice"),
    [
        ({}, "Set COMM100_CLIENT_SECRET in the environment to have it renewed; the secret is not stored.\n"),
        ({"COMM100_CLIENT_SECRET": "s3cret"}, ""),
    ],
)
def test_a_secret_that_was_typed_is_needed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], advice: str
) -> None:
    """It is not stored, and login says so; one of the environment is there the next time."""
    issued = Token(access_token="t", base_url=BASE, issued_at=0.0)
    monkeypatch.setattr(commands, "get_token", lambda credentials, base_url: issued)
    words = ["login", CLIENT, "--client-id", "c", "--site-id", "1", "--base-url", BASE, "--store", str(tmp_path)]
    screen = io.StringIO()
    console = Console(stdin=Screen(), stdout=screen, stderr=screen, environ=environ, ask_hidden=lambda _: "s3cret")
    assert commands.login(parse_arguments("prog", words), console) == 0
    assert screen.getvalue() == f"Signed in to Comm100 at {BASE}.\n{advice}"
    assert "s3cret" not in "".join(path.read_text() for path in tmp_path.iterdir())


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (_port, "1", 1),
        (_port, "65535", 65535),
        (_seconds, "0.001", 0.001),
        (_wait, "600", 600),
        (_port, "0", None),
        (_port, "65536", None),
        (_port, "٣", None),
        (_port, "80 ", None),
        (_seconds, "0", None),
        (_seconds, "-1", None),
        (_seconds, "inf", None),
        (_seconds, "nan", None),
        (_wait, "600.5", None),
        (_wait, "0", None),
    ],
)
def test_the_limits_of_numbers(read: Callable[[str], float], text: str, value: float | None) -> None:
    """Ports, and the seconds of a sign-in."""
    if value is None:
        with pytest.raises(ArgumentTypeError):
            read(text)
    else:
        assert read(text) == value


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (b"", ""),
        (b'{"a": 1}', '{\n  "a": 1\n}\n'),
        (b"a\tb\r\nc \xff", "a   b\nc \ufffd\n"),
        (b"x" * 4000, "x" * 4000 + "\n"),
        (b"x" * 4001, "x" * 4000 + " ... (1 more characters)\n"),
        (b"[" * 3000, "[" * 3000 + "\n"),
    ],
    ids=["nothing", "json", "text", "long", "longer", "deep"],
)
def test_the_body_of_an_error_is_shown(body: bytes, shown: str) -> None:
    """As JSON, or else as text of limited length."""
    screen = io.StringIO()
    _show_error_body(body, Console(stdin=screen, stdout=screen, stderr=screen, environ={}, ask_hidden=str))
    assert screen.getvalue() == shown
