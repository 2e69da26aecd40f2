"""Invalid input and damaged state: a message and an exit code, never a traceback."""

from __future__ import annotations

import json
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run, Service
from tests.cli.support import Terminal

SECRET = "s3cret-that-was-typed"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "required: COMMAND"),
        (("sing",), "invalid choice"),
        (("login", "--port", "0"), "is not a port number"),
        (("login", "--port", "65536"), "is not a port number"),
        (("login", "--port", "٣"), "is not a port number"),
        (("login", "--timeout", "nan"), "is not a number of seconds"),
        (("login", "--timeout", "-1"), "is not a number of seconds"),
        (("login", "--timeout", "601"), "abandoned after 600 seconds"),
        (("login", "--api-key", "--password"), "not allowed with argument"),
        (("login", "--implicit"), "does not take --implicit"),
        (("login", "--pass"), "does not take --pass"),
        (("login", "--site-id", "ten", "--client-id", "a"), "--site-id or COMM100_SITE_ID must be a whole number"),
        (("login", "--site-id", "1_0", "--client-id", "a"), "must be a whole number"),
        (("login", "--site-id", "1" * 5000, "--client-id", "a"), "must be a whole number"),
        (("login", "--client-id", ""), "client_id is empty"),
        (("login", "--client-id", "\udcff"), "--client-id or COMM100_CLIENT_ID is not valid UTF-8 text"),
        (("login", "--client-id", "a", "--allow-host", "https://a.example"), "takes a host name"),
        (("login", "--client-id", "a", "--allow-host", "\udcff"), "URL"),
        (("login", "--client-id", "a", "--redirect-uri", "http://127.0.0.1:8400/\udcff", "--port", "1"), "not both"),
        (("login", "--base-url", "https://\udcff"), "URL"),
        (("login", "--base-url", "https://[::1"), "URL"),
        (("login", "--base-url", ""), "the value is empty"),
        (("login", "--host", "\udcff"), "is not a host name"),
        (("login", "--host", "https://hosted.comm100.com/"), "is not a host name"),
        (("login", "--host", "a.example", "--base-url", "https://b.example"), "not both"),
        (("login", "--base-url", "http://hosted.comm100.com"), "plain http"),
        (("login", "--base-url", "https://user@hosted.comm100.com"), "user name"),
        (("login", "--base-url", "nonsense"), "not an https URL"),
        (("login", "--client-id", "a", "--paste"), "--paste needs the redirect URI"),
        (("login", "--client-id", "a", "--port", "8400", "--redirect-uri", "http://127.0.0.1:8401/"), "not both"),
        (("login", "--client-id", "a", "--redirect-uri", "http://127.0.0.1:0/"), "needs the port"),
        (("login", "--store", ""), "the value is empty"),
        (("status", "--nonsense"), "does not take --nonsense"),
        (("token", "--store"), "expected one argument"),
        (("call",), "required: OPERATION or METHOD PATH"),
        (("call", "FETCH", "/"), "'FETCH' is not a method of HTTP; use one of DELETE, GET"),
        (("call", "GET", "/", "--query", "a"), "--query takes name=value"),
        (("call", "GET", "/", "--query", "=a"), "--query takes name=value"),
        (("call", "GET", "/", "--timeout", "0"), "is not a number of seconds"),
        (("call", "GET", "/x?pageIndex=0&q=secret"), "Use: call METHOD /x --query pageIndex=... --query q=..."),
        (("call", "GET", "/x?"), "PATH takes no query string. Use: call METHOD /x --query NAME=VALUE"),
        (("call", "POST", "/x", "{}"), "pass the body with --data JSON and the query with --query NAME=VALUE"),
        (("call", "POST", "/x", "--body", "{}"), "call does not take --body"),
        (("call", "GET", "/x", "--all"), "--all reads lists: call GET /api/v2/account/agents"),
        (("call", "POST", "/api/v2/account/agents", "--all"), "--all reads lists: call GET"),
        (("completion",), "required: shell"),
        (("completion", "powershell"), "invalid choice"),
        (("completion", "bash", "--name", "a;rm"), "letters, digits, dots, dashes and underscores only"),
    ],
)
def test_an_invalid_command_line(run: Run, arguments: tuple[str, ...], said: str) -> None:
    """Exit code 2, one sentence on stderr, nothing on stdout."""
    code, out, err = run(*arguments, COMM100_CLIENT_SECRET=SECRET)
    assert (code, out) == (2, "")
    assert said in err
    assert SECRET not in err


@pytest.mark.parametrize(
    "arguments",
    [
        ("--api-key", SECRET),
        (f"--api-key={SECRET}",),
        (f"--password={SECRET}",),
        ("--client-secret", SECRET),
        (f"--client-secret={SECRET}",),
        (SECRET,),
    ],
)
def test_a_secret_on_the_command_line_is_refused_and_not_repeated(run: Run, arguments: tuple[str, ...]) -> None:
    """Other users can read command lines; the message says where secrets come from."""
    code, out, err = run("login", *arguments)
    assert (code, out) == (2, "")
    assert "secrets are read from the environment, or asked for" in err
    assert SECRET not in err


@pytest.mark.parametrize(
    ("arguments", "needed"),
    [
        ((), "--client-id or COMM100_CLIENT_ID and COMM100_CLIENT_SECRET"),
        (("--client-id", "a"), "COMM100_CLIENT_SECRET"),
        (("--api-key",), "--email or COMM100_EMAIL and COMM100_API_KEY"),
        (("--client-credentials", "--client-id", "a"), "COMM100_CLIENT_SECRET and --site-id or COMM100_SITE_ID"),
    ],
)
def test_what_is_missing_is_named(run: Run, arguments: tuple[str, ...], needed: str) -> None:
    """If there is no terminal to ask at, the message names the option and the variable."""
    code, _, err = run("login", *arguments)
    assert code == 2
    assert f"needs {needed}." in err


@pytest.mark.parametrize("command", [("status",), ("token",), ("call", "GET", "/api/v2/account/agents/me")])
def test_nobody_is_signed_in(run: Run, command: tuple[str, ...]) -> None:
    """The message says what to do, in the words that the user has to type."""
    code, out, err = run(*command)
    assert (code, out) == (1, "")
    assert err == "You are not signed in to Comm100. Sign in first: python -m comm100 login\n"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("{", "--data is not valid JSON: Expecting property name"),
        (f'{{"password": {SECRET}}}', "at line 1, column 14"),
        ("NaN", "not valid JSON"),
        ("[" * 100_000, "not valid JSON"),
        ("1" * 5000, "not valid JSON"),
        ("", "not valid JSON"),
        ("@missing.json", "cannot be read from @missing.json: No such file"),
        ("@.", "cannot be read"),
        ("@\udcff", "cannot be read"),
        ('"\\ud800"', "cannot be sent"),
    ],
)
def test_a_body_that_is_not_json(signed_in: Run, data: str, said: str) -> None:
    """The message says what is wrong and where, without repeating the body, which may hold a password."""
    code, out, err = signed_in("call", "POST", "/api/v2/account/agents", "--data", data)
    assert (code, out) == (2, "")
    assert said in err
    assert SECRET not in err


def test_a_body_from_a_file_and_from_standard_input(signed_in: Run, tmp_path: Path, service: Service) -> None:
    """@FILE and - are read as UTF-8 JSON; anything else is reported."""
    file = tmp_path / "body.json"
    file.write_text('{"title": "Kapitän"}', encoding="utf-8")
    code, out, err = signed_in("call", "PUT", "/api/v2/account/agents/me", "--data", f"@{file}")
    assert (code, json.loads(out)["title"]) == (0, "Kapitän"), err
    code, out, _ = signed_in("call", "PUT", "/api/v2/account/agents/me", "--data", "-", stdin='{"title": "Captain"}')
    assert (code, json.loads(out)["title"]) == (0, "Captain")
    file.write_bytes(b'{"title": "\xff"}')
    code, _, err = signed_in("call", "PUT", "/api/v2/account/agents/me", "--data", f"@{file}")
    assert (code, err) == (2, "--data is not UTF-8 text.\n")


@pytest.mark.parametrize(
    "path", ["api", "//evil.example/", "https://evil.example/", "/a?b=c", "/a#b", "/\udcff", "/a\\b"]
)
def test_an_invalid_path(signed_in: Run, service: Service, path: str) -> None:
    """Nothing is sent, so that credentials cannot reach another server."""
    before = len(service.mock.requests)
    code, out, err = signed_in("call", "GET", path)
    assert (code, out) == (2, "")
    assert err
    assert len(service.mock.requests) == before


def test_an_error_of_the_api_is_shown_with_its_body(signed_in: Run) -> None:
    """The body goes to stderr with the message, so that stdout holds only successful results."""
    code, out, err = signed_in("call", "GET", "/api/v2/account/agents/999999")
    assert (code, out) == (1, "")
    body, said = err.rsplit("}\n", 1)
    assert json.loads(body + "}")["code"] == 404000
    assert "returned 404 Not Found" in said


def test_a_server_that_is_not_there(run: Run, terminal: Terminal) -> None:
    """The message names the request and says what to check."""
    code, _, err = run("login", "--api-key", "--base-url", "http://127.0.0.1:1", **terminal.environ)
    assert code == 1
    assert "failed: connection refused" in err
    assert "GET /api/v2/account/agents/me" in err


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[]", b'{"access_token": 1}', b"x" * 100_000])
def test_a_record_that_cannot_be_read(signed_in: Run, terminal: Terminal, service: Service, content: bytes) -> None:
    """Commands report it; signing in or out again repairs it."""
    record = next(terminal.home.rglob("sign-in.json"))
    record.write_bytes(content)
    for command in (("status",), ("token",), ("call", "GET", "/")):
        code, out, err = signed_in(*command)
        assert (code, out) == (1, "")
        assert "sign" in err
    assert signed_in("login", "--api-key", "--base-url", service.url, **terminal.environ)[0] == 0
    assert signed_in("status")[0] == 0
    record.write_bytes(content)
    signed_in("logout")
    assert not record.exists()


@pytest.mark.parametrize("changes", [{"method": "Nonsense"}, {"x": 1}])
def test_a_record_of_another_version(signed_in: Run, terminal: Terminal, changes: dict[str, Any]) -> None:
    """A record that this version would not write is reported, whatever it contains."""
    record = next(terminal.home.rglob("sign-in.json"))
    record.write_text(json.dumps(json.loads(record.read_text()) | changes))
    code, out, err = signed_in("status")
    assert (code, out) == (1, "")
    assert "The stored sign-in cannot be read. Sign out, or sign in again." in err


@pytest.mark.parametrize("method", ["--api-key", "--client-credentials"])
def test_a_record_that_names_another_server_is_not_followed(
    signed_in: Run, terminal: Terminal, service: Service, method: str
) -> None:
    """The file of the token or of the key says which server it is for."""
    assert signed_in("login", method, "--base-url", service.url, **terminal.environ)[0] == 0
    record = next(terminal.home.rglob("sign-in.json"))
    fields = json.loads(record.read_text())
    record.write_text(json.dumps(fields | {"base_url": "https://evil.example"}))
    assert signed_in("call", "GET", "/")[0] == 1


@pytest.mark.skipif(sys.platform == "win32", reason="files have modes on POSIX only")
def test_files_that_others_can_read_are_not_used(signed_in: Run, terminal: Terminal) -> None:
    """The message names the file, and the command that makes it private."""
    record = next(terminal.home.rglob("sign-in.json"))
    record.chmod(0o644)
    code, _, err = signed_in("status")
    assert code == 1
    assert f"chmod 600 {record}" in err


def test_a_folder_that_cannot_be_made_is_reported_before_signing_in(
    run: Run, terminal: Terminal, tmp_path: Path
) -> None:
    """No browser is opened for a sign-in that could not be kept."""
    (tmp_path / "file").touch()
    code, out, err = run("login", "--store", str(tmp_path / "file" / "below"), **terminal.environ)
    assert (code, out) == (1, "")
    assert "cannot be created" in err


def test_a_closed_stdin_is_no_answer(terminal: Terminal, service: Service) -> None:
    """Without an address to read, the sign-in fails."""
    uri = "https://app.example.com/callback"
    ended = terminal.run("login", "--no-browser", "--base-url", service.url, "--redirect-uri", uri)
    assert ended.returncode == 1
    assert "No answer was given." in ended.stderr


@pytest.mark.parametrize("pasted", ["hello", "https://app.example.com/callback?code=a", "?code=a&state=b", "\x1b[2J"])
def test_an_address_that_is_not_the_redirect(terminal: Terminal, service: Service, pasted: str) -> None:
    """An address of another sign-in, or none at all, is refused before anything is sent."""
    uri = "https://app.example.com/callback"
    options = ("--no-browser", "--base-url", service.url, "--redirect-uri", uri)
    ended = terminal.run("login", *options, stdin=pasted + "\n")
    assert ended.returncode == 1
    assert all(call.request.path != "/oauth/token" for call in service.mock.requests[-1:])
    assert "Start the sign-in again." in ended.stderr


def test_signing_out_removes_what_cannot_be_read(signed_in: Run, terminal: Terminal) -> None:
    """A damaged record does not keep the key or the token from being removed."""
    next(terminal.home.rglob("sign-in.json")).write_bytes(b"{")
    code, _, err = signed_in("logout")
    assert (code, err) == (0, "Signed out of Comm100.\n")
    assert not list(terminal.home.rglob("*.json"))


@pytest.mark.parametrize("secrets", [None, {"api_key": "a", "other": "b"}])
def test_a_key_that_cannot_be_read(signed_in: Run, terminal: Terminal, secrets: object) -> None:
    """Anything else in its place is reported, not sent."""
    path = next(terminal.home.rglob("secrets.json"))
    path.write_text(json.dumps(json.loads(path.read_text()) | {"secrets": secrets}))
    code, out, err = signed_in("call", "GET", "/api/v2/account/agents/me")
    assert (code, out) == (1, "")
    assert err == "The stored key cannot be read. Sign in again.\n"


def test_ctrl_c_between_two_lines_of_a_lock(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python's locks turn it into a RuntimeError; other RuntimeErrors are not taken for it."""
    held = threading.Lock()

    def interrupted(arguments: object, console: object) -> int:
        with held:
            held.release()
            raise KeyboardInterrupt

    monkeypatch.setattr("comm100.cli.commands.status", interrupted)
    code, _, said = run("status")
    assert (code, said) == (130, "\nCancelled.\n")

    def broken(arguments: object, console: object) -> int:
        raise RuntimeError("something else")

    monkeypatch.setattr("comm100.cli.commands.status", broken)
    with pytest.raises(RuntimeError, match="something else"):
        run("status")
