"""The options of ``python -m comm100.testing``, in this process: what each becomes, and what is printed."""

from __future__ import annotations

import asyncio
import errno
import io
import runpy
import signal
import socket
import ssl
import sys
from pathlib import Path
from typing import Any

import pytest

import comm100
from comm100.errors import ConfigurationError
from comm100.testing import Mock
from comm100.testing import __main__ as command
from comm100.testing.__main__ import _arguments, _documentation_uris, _known, _mock, _reason, _table, main
from comm100.testing.docs import redirect_uris

Output = pytest.CaptureFixture[str]
CALLBACK = "http://127.0.0.1/callback"


def test_the_options_have_defaults() -> None:
    """A mock on this machine that signs in at once, without controls, pages or limits."""
    assert vars(_arguments([])) == {
        "host": "127.0.0.1",
        "port": 4010,
        "seed": 0,
        "daily_limit": None,
        "as_documented": False,
        "consent": "instant",
        "latency": None,
        "admin": False,
        "cors": [],
        "tls": None,
        "docs": False,
        "reference": None,
    }


@pytest.mark.parametrize(
    ("option", "text", "value"),
    [
        ("--port", "0", 0),
        ("--port", "65535", 65535),
        ("--seed", "-3", -3),
        ("--daily-limit", "0", 0),
        ("--daily-limit", "9" * 18, 10**18 - 1),
        ("--latency", "0", 0.0),
        ("--latency", "3599.9", 3599.9),
        ("--consent", "form", "form"),
        ("--host", "::1", "::1"),
        ("--tls", "a.pem", "a.pem"),
        ("--reference", "pages", Path("pages")),
        ("--cors", "*", ["*"]),
    ],
)
def test_an_option_has_a_value(option: str, text: str, value: Any) -> None:
    """Up to its limits."""
    result = getattr(_arguments([option, text]), option[2:].replace("-", "_"))
    assert result == value
    assert type(result) is type(value)


@pytest.mark.parametrize(
    ("option", "text", "words"),
    [
        ("--port", "65536", "'65536' is not a port from 0 to 65535"),
        ("--port", "000080", "'000080' is not a port from 0 to 65535"),
        ("--port", "-1", "is not a port"),
        ("--port", "٣", "is not a port"),
        ("--daily-limit", "-1", "is not a number of requests"),
        ("--daily-limit", "9" * 19, "is not a number of requests"),
        ("--daily-limit", "٣", "is not a number of requests"),
        ("--latency", "3600", "'3600' is not a number of seconds below 3600"),
        ("--latency", "-0.1", "is not a number of seconds"),
        ("--latency", "nan", "is not a number of seconds"),
        ("--latency", "x", "is not a number of seconds"),
        ("--consent", "never", "invalid choice: 'never'"),
        ("--cors", "a.example", "a.example"),
        ("--seed", "x", "invalid int value: 'x'"),
    ],
)
def test_a_value_that_an_option_cannot_have_is_refused(option: str, text: str, words: str, capsys: Output) -> None:
    """In one line that says where help is, with exit code 2."""
    with pytest.raises(SystemExit) as caught:
        _arguments([f"{option}={text}"])
    error = capsys.readouterr().err
    assert caught.value.code == 2
    assert words in error
    assert error.endswith(" (--help lists the options)\n")
    assert error.startswith("python -m comm100.testing: ")


def test_the_version_is_that_of_the_package(capsys: Output) -> None:
    """It ends with exit code 0."""
    with pytest.raises(SystemExit) as caught:
        _arguments(["--version"])
    assert (caught.value.code, capsys.readouterr().out) == (0, f"comm100.testing {comm100.__version__}\n")


@pytest.mark.parametrize(
    ("arguments", "uris"),
    [
        ([], (CALLBACK,)),
        (["--docs"], None),
        (["--reference", "pages"], None),
    ],
)
def test_the_documentation_may_sign_in_where_it_is_served(arguments: list[str], uris: Any) -> None:
    """Swagger UI has redirect URIs of its own; the login command has one on this machine."""
    app = _mock(_arguments(arguments)).identities.apps[0]
    own = redirect_uris("http://127.0.0.1", "http://[::1]", "http://localhost:4010", "http://127.0.0.1:4010")
    expected = {CALLBACK, *(() if uris else own)}
    assert {uri for uri in app.redirect_uris if "app.example.com" not in uri} == expected


@pytest.mark.parametrize(
    ("arguments", "own"),
    [
        (["--host", "10.0.0.1", "--port", "80"], "http://10.0.0.1:80"),
        (["--host", "fd00::1", "--port", "80"], "http://[fd00::1]:80"),
        (["--host", "10.0.0.1", "--port", "80", "--tls", "x"], "https://10.0.0.1:80"),
    ],
)
def test_the_documentation_knows_its_own_address(arguments: list[str], own: str) -> None:
    """With TLS or not, and with brackets around an address of IPv6."""
    uris = _documentation_uris(_arguments(arguments))
    assert uris == redirect_uris("http://127.0.0.1", "http://[::1]", "http://localhost:80", own)


def test_options_become_those_of_the_mock(monkeypatch: pytest.MonkeyPatch) -> None:
    """One by one."""
    given: dict[str, Any] = {}
    monkeypatch.setattr(command, "Mock", lambda **options: given.update(options))
    _mock(_arguments(["--seed", "5", "--daily-limit", "7", "--as-documented", "--consent", "form", "--latency", "2.5"]))
    (late,) = given.pop("faults")
    assert (late.name, late.times, late.details) == ("latency", None, {"seconds": 2.5})
    assert given == {
        "seed": 5,
        "redirect_uris": [CALLBACK],
        "daily_limit": 7,
        "as_documented": True,
        "consent": "form",
    }
    _mock(_arguments(["--latency", "0", "--daily-limit", "0"]))
    assert (given["faults"], given["daily_limit"]) == ([], 0)
    _mock(_arguments([]))
    assert given["daily_limit"] is None


def test_a_table_is_aligned() -> None:
    """Without spaces at the ends of lines."""
    assert _table([("a", "bcd", "e"), ("fgh", "i", ""), ("", "", "j")]) == "a    bcd  e\nfgh  i\n          j"


def test_what_the_mock_knows_is_printed() -> None:
    """All accounts with their secrets, OAuth clients with their redirect URIs, and keys."""
    mock = _mock(_arguments(["--docs"]))
    table, end = _known(mock).split("\n\n")
    assert end == "All of them are made up."
    lines = table.splitlines()
    assert lines[0].split() == ["known", "here", "name", "secrets"]
    cells = [[cell.strip() for cell in line.split("  ") if cell.strip()] for line in lines[1:]]
    for account in mock.identities.accounts:
        secrets = ", ".join(f"{name} {secret}" for name, secret in account.secrets.items())
        assert [account.realm, account.login, *([secrets] if secrets else [])] in cells
    for app in mock.identities.apps:
        bound = "".join(f", {name} {value}" for name, value in app.parameters.items())
        assert ["OAuth client", app.client_id, f"client_secret {app.client_secret}{bound}"] in cells
    shown = [cell.removeprefix("redirect_uri ") for (cell, *_) in cells if cell.startswith("redirect_uri ")]
    assert CALLBACK in shown
    assert not [uri for uri in shown if "/try/" in uri]
    root: dict[str, Any] = {"openapi": "3.1.0", "info": {"title": "Small", "version": "1"}, "paths": {}}
    scheme = {"type": "apiKey", "in": "header", "name": "X-Key"}
    keyed = Mock(document={**root, "components": {"securitySchemes": {"key": scheme}}})
    assert _known(keyed).splitlines()[1].split() == ["key", keyed.identities.keys["key"]]
    assert _known(Mock(document=root)) == "The API takes no credentials."


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (OSError(errno.EADDRINUSE, "Address already in use (while attempting to bind on x)"), "Address already in use"),
        (OSError("odd"), "odd"),
        (ValueError("bad host"), "bad host"),
    ],
)
def test_a_failure_has_a_short_reason(error: Any, reason: str) -> None:
    """Without the address, which the message names already."""
    assert _reason(error) == reason


def failing(error: Exception) -> Any:
    def fail(*arguments: object, **options: object) -> Any:
        raise error

    return fail


@pytest.mark.parametrize(
    ("name", "error", "arguments", "words"),
    [
        ("_mock", ConfigurationError("no mock"), [], "no mock"),
        ("handler", ConfigurationError("no handler"), [], "no handler"),
        (
            "listen",
            OSError(errno.EADDRINUSE, "Address already in use"),
            ["--port", "4011"],
            "cannot listen on 127.0.0.1:4011: Address already in use; choose another one with --port",
        ),
        (
            "listen",
            OSError(errno.EACCES, "Permission denied"),
            [],
            "cannot listen on 127.0.0.1:4010: Permission denied",
        ),
        ("listen", ValueError("bad host"), ["--host", "x"], "cannot listen on x:4010: bad host"),
        ("_tls", ConfigurationError("no library"), ["--tls", "c.pem", "--port", "0"], "no library"),
        (
            "_tls",
            OSError(errno.EACCES, "Permission denied"),
            ["--tls", "c.pem", "--port", "0"],
            "cannot write the certificate c.pem: Permission denied",
        ),
    ],
)
def test_what_fails_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: Output, name: str, error: Exception, arguments: list[str], words: str
) -> None:
    """On standard error, with exit code 1, and nothing is served."""
    monkeypatch.setattr(command, "_run", failing(AssertionError()))
    monkeypatch.setattr(command, name, failing(error))
    assert main(arguments) == 1
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", f"{words}\n")


@pytest.mark.parametrize(
    ("arguments", "lines"),
    [
        ([], []),
        (["--docs"], ["try it  {url}/try/"]),
        (["--reference", "{pages}"], ["reference  {url}/reference/", "try it     {url}/try/"]),
    ],
)
@pytest.mark.parametrize("secured", [False, True])
def test_what_is_served_is_printed_first(
    monkeypatch: pytest.MonkeyPatch,
    capsys: Output,
    tmp_path: Path,
    arguments: list[str],
    lines: list[str],
    secured: bool,
) -> None:
    """The address on the first line, the pages, who is known, and how to stop."""
    served: list[Any] = []

    class Server:
        def __init__(self, answer: Any) -> None:
            served.append(answer)

        async def serve(self, listener: socket.socket, stop: Any, tls: ssl.SSLContext | None) -> None:
            served.append((listener.getsockname()[1], stop.is_set(), tls is not None))
            raise KeyboardInterrupt

    pages = Path(comm100.__file__).parents[1] / "reference"
    certificate = tmp_path / "c.pem"
    monkeypatch.setattr(command, "Http11", Server)
    options = [*(argument.format(pages=pages) for argument in arguments), "--port", "0"]
    assert main([*options, *(["--tls", str(certificate)] if secured else [])]) == 0
    port, is_set, is_secured = served[1]
    assert (is_set, is_secured) == (False, secured)
    url = f"{'https' if secured else 'http'}://127.0.0.1:{port}"
    first, *rest = capsys.readouterr().out.split("\n\n")
    assert first == url
    assert rest[:-2] == ["\n".join(line.format(url=url) for line in lines)] * bool(lines)
    assert rest[-2].startswith("known here")
    trust = f"The certificate to trust is in {certificate}. " if secured else ""
    assert rest[-1] == f"All of them are made up. {trust}Stop with Ctrl-C.\n"
    assert certificate.exists() is secured


def test_the_address_can_be_read_while_the_mock_serves_until_sigterm(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the program that has started it, and that stops it."""
    printed = io.BytesIO()

    class Server:
        def __init__(self, answer: Any) -> None:
            pass

        async def serve(self, listener: socket.socket, stop: asyncio.Event, tls: ssl.SSLContext | None) -> None:
            port = listener.getsockname()[1]
            assert printed.getvalue().startswith(f"http://127.0.0.1:{port}".encode())
            assert signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL
            signal.raise_signal(signal.SIGTERM)
            await stop.wait()

    monkeypatch.setattr(command, "Http11", Server)
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(printed))
    assert main(["--port", "0"]) == 0


@pytest.mark.parametrize(("arguments", "has_docs"), [([], False), (["--docs"], True), (["--reference", "."], True)])
def test_pages_are_served_where_they_are_asked_for(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], has_docs: bool
) -> None:
    """Swagger UI also beside the reference, whose operations it opens."""
    given: dict[str, Any] = {}
    monkeypatch.setattr(command, "handler", lambda mock, **options: given.update(options))
    monkeypatch.setattr(command, "_run", lambda *arguments: None)
    assert main([*arguments, "--port", "0"]) == 0
    assert (given["docs"] is not None) is has_docs


def test_the_module_ends_with_the_exit_code(monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    """As ``python -m`` runs it."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setattr(sys, "argv", ["mock", "--port", str(taken.getsockname()[1])])
        monkeypatch.delitem(sys.modules, command.__name__)
        with pytest.raises(SystemExit) as ended:
            runpy.run_module("comm100.testing", run_name="__main__")
    assert ended.value.code == 1
    assert "choose another one with --port" in capsys.readouterr().err
