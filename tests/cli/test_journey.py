"""The command line from sign-in to sign-out, as a user runs it, with the served mock."""

from __future__ import annotations

import json
import re
import stat
import subprocess
import sys
import time

import pytest

import comm100
from comm100.testing import Mock
from tests.cli.conftest import ME, Service
from tests.cli.support import PATIENCE, Terminal, get, visit
from tests.demo.server import served


def sign_in(terminal: Terminal, service: Service, *arguments: str) -> tuple[int, str]:
    """Sign in with a browser, and return the exit code and the messages."""
    with terminal.signing_in("--base-url", service.url, "--port", str(service.port), *arguments) as begun:
        assert visit(begun.url).status == 200
        return begun.ended()


@pytest.mark.parametrize("options", [(), ("--no-pkce",)])
def test_sign_in_with_a_browser_call_and_sign_out(
    terminal: Terminal, service: Service, options: tuple[str, ...]
) -> None:
    """Later commands need no options; after logout, nothing is left of the sign-in."""
    code, said = sign_in(terminal, service, *options)
    assert code == 0
    assert f"Signed in to Comm100 at {service.url} as ada@example.com." in said
    assert "expires in 11 hours 59 minutes" in said

    status = terminal.run("status")
    assert (status.returncode, status.stderr) == (0, "")
    assert f"Signed in to Comm100 at {service.url} as ada@example.com" in status.stdout
    assert "authorization code" in status.stdout
    assert "expires in 11 hours" in status.stdout
    assert "is renewed when needed" in status.stdout

    token = terminal.run("token").stdout.strip()
    assert token
    assert token not in status.stdout + said
    me = service.mock.requests[-1]
    assert me.request.path == ME
    assert me.request.values("Authorization") == [f"Bearer {token}"]

    called = terminal.run("call", "get", "/api/v2/account/agents", "--query", "pageIndex=0")
    assert json.loads(called.stdout)["agents"][0]["email"] == "ada@example.com"
    assert called.stdout.startswith('{\n  "')
    assert called.stderr == ""

    assert terminal.run("logout").stderr == "Signed out of Comm100.\n"
    assert terminal.run("status").returncode == 1
    assert not list(terminal.home.rglob("*.json"))


def test_files_are_the_users_alone_and_hold_no_client_secret(terminal: Terminal, service: Service) -> None:
    """Everything is stored in the state folder, readable only by its owner."""
    sign_in(terminal, service)
    folder = terminal.home / ".local" / "state" / "comm100"
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    for path in files:
        assert terminal.environ["COMM100_CLIENT_SECRET"] not in path.read_text()


def test_the_state_folder_can_be_another_one(terminal: Terminal, service: Service) -> None:
    """XDG_STATE_HOME and --store select the folder; each folder has its own sign-in."""
    elsewhere = terminal.home / "elsewhere"
    assert terminal.run("login", "--api-key", "--base-url", service.url, "--store", str(elsewhere)).returncode == 0
    assert list(elsewhere.glob("*.json"))
    assert terminal.run("status").returncode == 1
    assert terminal.run("status", "--store", str(elsewhere)).returncode == 0
    state = terminal.home / "state"
    assert terminal.run("login", "--api-key", "--base-url", service.url, XDG_STATE_HOME=str(state)).returncode == 0
    assert list((state / "comm100").glob("*.json"))


def test_an_expired_token_is_renewed_by_any_command(terminal: Terminal, service: Service) -> None:
    """It is refreshed with the client secret from the environment, and the new token is stored."""
    sign_in(terminal, service)
    before = terminal.run("token").stdout
    service.mock.clock.advance(hours=13)
    assert terminal.run("call", "GET", ME).returncode == 0
    after = terminal.run("token").stdout
    assert after != before
    assert terminal.run("token").stdout == after


def test_without_the_client_secret_a_token_is_used_until_it_expires(terminal: Terminal, service: Service) -> None:
    """After that, the error names the variable to set."""
    sign_in(terminal, service)
    del terminal.environ["COMM100_CLIENT_SECRET"]
    assert terminal.run("call", "GET", ME).returncode == 0
    assert "is renewed if COMM100_CLIENT_SECRET is set" in terminal.run("status").stdout
    service.mock.clock.advance(hours=13)
    refused = terminal.run("call", "GET", ME)
    assert refused.returncode == 1
    assert "Set COMM100_CLIENT_SECRET to renew it, or sign in again." in refused.stderr


@pytest.mark.parametrize("way", ["--password", "--client-credentials"])
def test_sign_in_without_a_browser(terminal: Terminal, service: Service, way: str) -> None:
    """The token is requested with secrets from the environment; the password is not stored."""
    signed_in = terminal.run("login", way, "--base-url", service.url)
    assert signed_in.returncode == 0, signed_in.stderr
    assert ("RFC 9700 section 2.4 advises against it" in signed_in.stderr) == (way == "--password")
    password = terminal.environ.pop("COMM100_PASSWORD")
    for path in terminal.home.rglob("*.json"):
        assert password not in path.read_text()
    service.mock.clock.advance(hours=13)
    assert terminal.run("call", "GET", "/api/v2/account/agents").returncode == 0


def test_sign_in_with_a_key(terminal: Terminal, service: Service) -> None:
    """The API tells whether a key is valid; then it is stored, and the environment is not needed any more."""
    refused = terminal.run("login", "--api-key", "--base-url", service.url, COMM100_API_KEY="0" * 32)
    assert refused.returncode == 1
    assert "returned 401 Unauthorized" in refused.stderr
    assert terminal.run("status").returncode == 1

    signed_in = terminal.run("login", "--api-key", "--base-url", service.url)
    assert signed_in.stderr == f"Signed in to Comm100 at {service.url} as ada@example.com.\n"
    key = terminal.environ["COMM100_API_KEY"]
    terminal.environ.clear()
    called = terminal.run("call", "GET", ME)
    assert json.loads(called.stdout)["email"] == "ada@example.com"
    status = terminal.run("status", "--check")
    assert "the API accepts it" in status.stdout
    assert key not in status.stdout + signed_in.stderr
    token = terminal.run("token")
    assert (token.returncode, token.stdout) == (1, "")
    assert "which has no token" in token.stderr


def test_a_new_sign_in_takes_the_place_of_the_old_one(terminal: Terminal, service: Service) -> None:
    """Only the last token is stored; a failed sign-in does not change it."""
    sign_in(terminal, service)
    assert terminal.run("login", "--client-credentials", "--base-url", service.url).returncode == 0
    assert "client credentials" in terminal.run("status").stdout
    assert len(list(terminal.home.rglob("*.json"))) == 2  # the token, and what it is for
    terminal.run("login", "--password", "--base-url", service.url, COMM100_PASSWORD="wrong-password")
    assert "client credentials" in terminal.run("status").stdout


def test_the_address_can_be_pasted(terminal: Terminal, service: Service) -> None:
    """If the browser is redirected to another machine, the user pastes its address."""
    elsewhere = service.mock.identities.apps[0].redirect_uris[0]
    with terminal.signing_in("--base-url", service.url, "--redirect-uri", elsewhere) as begun:
        redirected = get(begun.url).headers["location"]
        assert redirected.startswith(elsewhere)
        begun.type(redirected + "\n")
        code, said = begun.ended()
    assert code == 0, said
    assert f"The browser will then be redirected to {elsewhere}" in said
    assert terminal.run("status").returncode == 0


def test_a_host_in_the_redirect_must_be_allowed(terminal: Terminal, service: Service) -> None:
    """A code is sent to a host that the redirect names only if the user allows it."""
    elsewhere = service.mock.identities.apps[0].redirect_uris[0]
    with terminal.signing_in("--base-url", service.url, "--redirect-uri", elsewhere) as begun:
        redirected = get(begun.url).headers["location"].replace("code=", "code=evil.example%2B")
        begun.type(redirected + "\n")
        code, said = begun.ended()
    assert code == 1
    assert "evil.example" in said
    assert "On the command line, use --allow-host." in said


def test_a_refusal_is_shown_in_the_browser_and_at_the_terminal(terminal: Terminal, service: Service) -> None:
    """The server's error is shown, and nothing is stored."""
    with terminal.signing_in("--base-url", service.url, "--port", str(service.port), "--site-id", "20000") as begun:
        page = visit(begun.url)
        code, said = begun.ended()
    assert page.status == 400
    assert "access_denied" in page.body
    assert "Go back to the terminal and start again." in page.body
    assert code == 1
    assert "access_denied" in said
    assert terminal.run("status").returncode == 1


def test_a_forged_redirect_does_not_end_the_wait(terminal: Terminal, service: Service) -> None:
    """A redirect with a wrong state is refused, and the right one still signs in."""
    with terminal.signing_in("--base-url", service.url, "--port", str(service.port)) as begun:
        assert get(f"http://127.0.0.1:{service.port}/callback?code=stolen&state=guessed").status == 400
        assert visit(begun.url).status == 200
        assert begun.ended()[0] == 0


def test_ctrl_c_cancels_in_one_line(terminal: Terminal, service: Service) -> None:
    """The exit code is that of a shell, and there is no other message."""
    with terminal.signing_in("--base-url", service.url, "--port", str(service.port)) as begun:
        begun.interrupt()
        code, said = begun.ended()
    assert code == 130
    assert said.splitlines()[-1] == "Cancelled."


def test_the_wait_ends_after_the_timeout(terminal: Terminal, service: Service) -> None:
    """The message says how long it was."""
    options = ("--port", str(service.port), "--timeout", "0.05")
    with terminal.signing_in("--base-url", service.url, *options) as begun:
        code, said = begun.ended()
    assert code == 1
    assert "The sign-in was not completed within 0.05 seconds." in said


def test_login_works_with_a_served_mock_as_it_stands(terminal: Terminal) -> None:
    """Any port of this machine is registered there, so that nothing has to be configured."""
    command = [sys.executable, "-m", "comm100.testing", "--port", "0"]
    with subprocess.Popen(command, cwd=terminal.importable, stdout=subprocess.PIPE, text=True) as mock:
        try:
            assert mock.stdout is not None
            url = mock.stdout.readline().strip()
            with terminal.signing_in("--base-url", url) as begun:
                assert visit(begun.url).status == 200
                code, said = begun.ended()
            assert code == 0, said
            assert json.loads(terminal.run("call", "GET", ME).stdout)["email"] == "ada@example.com"
        finally:
            mock.kill()


def test_a_redirect_uri_that_is_not_registered_ends_the_wait(terminal: Terminal, service: Service) -> None:
    """The server shows the error in the browser only; the command asks first, and says what to check."""
    started = time.monotonic()
    ended = terminal.run("login", "--no-browser", "--base-url", service.url, "--redirect-uri", "http://127.0.0.1:9/a")
    assert time.monotonic() - started < PATIENCE
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "The server rejected the sign-in request: invalid_request" in ended.stderr
    assert "http://127.0.0.1:9/a" in ended.stderr
    assert "--redirect-uri" in ended.stderr


def test_a_client_that_is_unknown_ends_the_wait(terminal: Terminal, service: Service) -> None:
    """The same for the client's identifier."""
    ended = terminal.run("login", "--no-browser", "--base-url", service.url, "--client-id", "nobody")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "invalid_client" in ended.stderr


def test_the_base_url_can_come_from_the_environment(terminal: Terminal, service: Service) -> None:
    """A whole shell can be pointed at a mock; the sign-in remembers it."""
    assert terminal.run("login", "--api-key", COMM100_BASE_URL=service.url).returncode == 0
    assert json.loads(terminal.run("status", "--json").stdout)["base_url"] == service.url


def test_status_as_json(terminal: Terminal, service: Service) -> None:
    """It has the same facts as the text, and no secret."""
    nobody = terminal.run("status", "--json")
    assert (nobody.returncode, json.loads(nobody.stdout), nobody.stderr) == (1, {"signed_in": False}, "")

    sign_in(terminal, service)
    status = terminal.run("status", "--json", "--check")
    assert status.returncode == 0
    facts = json.loads(status.stdout)
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", facts.pop("expires_at"))
    assert facts.pop("arguments")["client_id"] == terminal.environ["COMM100_CLIENT_ID"]
    assert facts == {
        "signed_in": True,
        "base_url": service.url,
        "who": "ada@example.com",
        "method": "authorization code",
        "checked": True,
        "usable": True,
        "renewable": True,
        "missing": [],
    }
    token = terminal.run("token").stdout.strip()
    assert token not in status.stdout
    assert terminal.environ["COMM100_CLIENT_SECRET"] not in status.stdout

    del terminal.environ["COMM100_CLIENT_SECRET"]
    facts = json.loads(terminal.run("status", "--json").stdout)
    assert (facts["renewable"], facts["missing"], facts["usable"]) == (False, ["COMM100_CLIENT_SECRET"], True)


def test_a_call_shows_the_response_headers(terminal: Terminal, service: Service) -> None:
    """As with curl, ``--include`` puts status and headers before the body, and an empty line between them."""
    terminal.run("login", "--api-key", "--base-url", service.url)
    called = terminal.run("call", "GET", ME, "--include")
    head, _, body = called.stdout.partition("\n\n")
    assert head.startswith("200 OK\n")
    assert "\ncontent-type: application/json" in head.lower()
    assert json.loads(body)["email"] == "ada@example.com"
    refused = terminal.run("call", "GET", "/api/v2/account/agents/999999", "-i")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("404 Not Found\n")


def test_a_call_reads_all_pages(terminal: Terminal) -> None:
    """``--all`` prints one array with the items of all pages, each of which is requested once."""
    mock = Mock(page_size=2)
    with served(mock) as url:
        terminal.run("login", "--api-key", "--base-url", url)
        first = json.loads(terminal.run("call", "GET", "/api/v2/account/agents").stdout)
        assert (len(first["agents"]), first["total"]) == (2, 4)
        before = len(mock.requests)
        everything = terminal.run("call", "GET", "/api/v2/account/agents", "--all")
    assert [agent["id"] for agent in json.loads(everything.stdout)] == [1, 2, 3, 4]
    assert len(mock.requests) == before + 2


def test_the_version_is_printed(terminal: Terminal) -> None:
    """One line, for bug reports."""
    told = terminal.run("--version")
    assert (told.returncode, told.stdout, told.stderr) == (0, f"comm100 {comm100.__version__}\n", "")


def test_pkce_is_used_unless_it_is_switched_off(terminal: Terminal, service: Service) -> None:
    """RFC 9700 section 2.1.1 recommends it to all clients."""
    for options, used in (((), True), (("--no-pkce",), False)):
        with terminal.signing_in("--base-url", service.url, "--port", str(service.port), *options) as begun:
            assert ("code_challenge_method=S256" in begun.url) is used
            assert visit(begun.url).status == 200
            assert begun.ended()[0] == 0


def test_signing_out_twice_succeeds(terminal: Terminal) -> None:
    """The message says that there was no sign-in."""
    signed_out = terminal.run("logout")
    assert (signed_out.returncode, signed_out.stderr) == (0, "You were not signed in to Comm100.\n")
