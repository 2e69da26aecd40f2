"""``python -m comm100.testing``: the mock behind a real socket."""

from __future__ import annotations

import io
import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest

import comm100
from comm100._http import http
from comm100.testing.__main__ import main
from tests.mock.support import ADA, AGENTS, CALLBACK, ME, PASSWORD, TOKEN

FOLDER = Path(comm100.__file__).parents[1]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command that does not serve, in this process: a new one would need longer to import than to run it."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            code = main([*arguments])
        except SystemExit as end:
            code = int(end.code or 0)
    return subprocess.CompletedProcess(arguments, code, out.getvalue(), err.getvalue())


def run_code(code: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a program to its end, in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(FOLDER), **variables}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


@contextmanager
def served(*arguments: Any) -> Iterator[Any]:
    """Serve on a free port; yields the process and its base URL."""
    environment = {**os.environ, "PYTHONPATH": str(FOLDER)}
    command = [sys.executable, "-m", "comm100.testing", "--port", "0", *arguments]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        try:
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


def test_it_serves_prints_its_identities_and_stops_at_ctrl_c() -> None:
    """The base URL comes first, then an aligned table; a request works; Ctrl-C stops it silently with exit code 0."""
    with served("--seed", "5") as (process, url):
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+", url)
        # The environment's proxies do not lead to this machine.
        with http.Client(base_url=url, trust_env=False) as client:
            assert client.post(TOKEN, data=PASSWORD).json()["expires_in"] == 43199
            assert client.get(ME, headers=ADA).json()["email"] == "ada@example.com"
            assert client.request("HEAD", AGENTS).status_code == 405
            assert client.get(AGENTS + "?pageIndex=1", headers=ADA).json()["previousPage"].startswith(url)
        process.send_signal(signal.SIGINT)
        out, err = process.stdout.read(), process.stderr.read()
        assert (process.wait(timeout=30), err) == (0, "")
    for known in ("ada@example.com", "example-password", "partner@example.com", "example-client-secret", "Ctrl-C"):
        assert known in out
    rows = [line for line in out.splitlines() if re.match(r"(known here|agents|OAuth client)", line)]
    columns = {gap.start() for row in rows if (gap := re.search(r"(?<=  )\S", row))}
    assert len(columns) == 1, out


@pytest.mark.filterwarnings("ignore::comm100.errors.InsecureFlowWarning")
def test_every_sign_in_works_with_base_url_alone() -> None:
    """As the table in the README says, with the identities that the command prints when it starts."""
    with served() as (_, url):
        app: dict[str, Any] = {"client_id": "example-client", "site_id": 10000, "redirect_uri": CALLBACK}
        secret: dict[str, Any] = {"client_secret": "example-client-secret"}
        for credentials in (
            comm100.ApiKey("ada@example.com", "0123456789abcdef0123456789abcdef"),
            comm100.Password(email="ada@example.com", password="example-password"),
            comm100.ClientCredentials(**app, **secret),
        ):
            with comm100.Client(credentials, base_url=url) as client:
                assert client.account.agents.list().total == 4
        partner = comm100.PartnerPassword(email="partner@example.com", password="example-partner-password")
        with comm100.Client(partner, base_url=url) as client:
            # It gets a token, which the agents' operations refuse.
            with pytest.raises(comm100.errors.UnauthorizedError):
                client.account.agents.list()
            assert client.token is not None
        for flow in (comm100.AuthorizationCode(**app, **secret), comm100.Implicit(**app)):
            login = flow.start(base_url=url)
            location = http.get(login.url, trust_env=False).headers["location"]
            with comm100.Client(flow.resume(flow.finish(location, login))) as client:
                assert client.account.agents.me().email == "ada@example.com"


def test_responses_do_not_wait_for_acknowledgements() -> None:
    """On a connection, the third fastest of ten responses takes less than the 40 ms of a delayed acknowledgement.

    At least on one of thirty: a busy machine may hold up any of them, and the acknowledgements are the same on each.
    """
    with served() as (_, url):
        assert any(third_fastest(url) < 0.035 for _ in range(30))


def third_fastest(url: str) -> float:
    """Return how long the third fastest of ten responses on one connection takes."""
    taken = []
    with http.Client(base_url=url, trust_env=False) as client:
        for _ in range(10):
            begun = time.perf_counter()
            assert client.get(ME, headers=ADA).status_code == 200
            taken.append(time.perf_counter() - begun)
    return sorted(taken)[2]


def test_it_listens_on_ipv6() -> None:
    """The URL has the address in brackets."""
    with socket.socket(socket.AF_INET6) as probe:
        try:
            probe.bind(("::1", 0))
        except OSError:
            pytest.skip("this machine has no IPv6")
    with served("--host", "::1") as (_, url), http.Client(base_url=url, trust_env=False) as client:
        assert url.startswith("http://[::1]:")
        assert client.get(ME, headers=ADA).status_code == 200


def test_options_reach_the_mock() -> None:
    """A daily limit, and the forms of the vendor's texts."""
    with (
        served("--daily-limit", "0", "--as-documented") as (_, url),
        http.Client(base_url=url, trust_env=False) as client,
    ):
        assert client.get(ME, headers=ADA).status_code == 403
        query = {
            "client_id": "example-client",
            "redirect_uri": CALLBACK,
            "response_type": "token",
        }
        assert client.get("/oauth/authorize", params=query).json().keys() >= {"refresh_token"}


def test_it_can_be_controlled_over_http() -> None:
    """Only with --admin; --latency and --cors are visible from outside as well."""
    origin = "http://localhost:5173"
    with (
        served("--admin", "--latency", "0.01", "--cors", origin) as (_, url),
        http.Client(base_url=url, trust_env=False) as client,
    ):
        assert client.post("/_mock/inject", json={"fault": "error_status", "status": 500}).json() == {}
        assert client.get(ME, headers=ADA).status_code == 500
        answer = client.get(ME, headers={**ADA, "Origin": origin})
        assert answer.headers["Access-Control-Allow-Origin"] == origin
        assert answer.elapsed.total_seconds() >= 0.01
        journal = client.get("/_mock/journal").json()["requests"]
        assert [entry["status"] for entry in journal] == [500, 200]
    with served("--consent", "form") as (_, url), http.Client(base_url=url, trust_env=False) as client:
        assert client.post("/_mock/reset").status_code == 404
        query = {"client_id": "example-client", "redirect_uri": CALLBACK, "response_type": "code"}
        assert "<form" in client.get("/oauth/authorize", params=query).text


@pytest.mark.parametrize(
    "arguments",
    [
        ["--port", "http"],
        ["--port", "65536"],
        ["--port", "-1"],
        ["--port", "4_010"],
        ["--port", "٤٠١٠"],
        ["--port", "9" * 5000],
        ["--daily-limit", "-1"],
        ["--daily-limit", "many"],
        ["--latency", "inf"],
        ["--latency", "late"],
        ["--cors", "localhost:5173"],
        ["--cors", "http://localhost:5173/"],
        ["--cors", "http://a.example, http://b.example"],
        ["--consent", "page"],
        ["--seed", "x"],
        ["--latency", "-1"],
        ["--latency", "nan"],
        ["--prot", "1"],
        ["extra"],
    ],
)
def test_an_invalid_argument_prints_one_line_and_exits_with_2(arguments: Any) -> None:
    """The line names the argument, and where to read more."""
    result = run(*arguments)
    assert result.returncode == 2
    assert result.stdout == ""
    assert re.fullmatch(r"python -m comm100\.testing: .+--help.*\n", result.stderr)


def test_a_port_in_use_prints_one_line_and_exits_with_1() -> None:
    """The line names the address and the reason."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("--port", str(port))
    assert result.returncode == 1
    assert re.fullmatch(
        rf"cannot listen on 127\.0\.0\.1:{port}: Address already in use; choose another one with --port\n",
        result.stderr,
    )


@pytest.mark.parametrize("host", ["256.256.256.256", "a..b", "192.0.2.1", "x" * 300])
def test_an_unusable_host_prints_one_line_and_exits_with_1(host: Any) -> None:
    """Without a traceback."""
    result = run("--host", host, "--port", "0")
    assert result.returncode == 1
    assert result.stdout == ""
    assert result.stderr.startswith(f"cannot listen on {host}:0: ")
    assert result.stderr.count("\n") == 1


def test_a_missing_validator_prints_one_line_and_exits_with_1() -> None:
    """The line says what to install."""
    code = (
        "import sys; sys.modules['jsonschema_rs'] = None\n"
        "from comm100.testing.__main__ import main; sys.exit(main(['--port', '0']))"
    )
    result = run_code(code)
    assert (result.returncode, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    assert "pip install 'jsonschema-rs" in result.stderr


def test_version_prints_the_version_of_the_package() -> None:
    """One line on standard output."""
    result = run("--version")
    assert (result.returncode, result.stdout, result.stderr) == (0, f"comm100.testing {comm100.__version__}\n", "")


def test_https_with_a_certificate_for_other_clients_to_trust(tmp_path: Path) -> None:
    """The file contains the certificate and no key. Everything works as over HTTP, with every other option."""
    file = tmp_path / "mock.pem"
    origin = "https://app.example.com"
    switches = ("--admin", "--cors", origin, "--latency", "0.01", "--consent", "form")
    with served("--tls", str(file), *switches) as (process, url):
        assert re.fullmatch(r"https://127\.0\.0\.1:\d+", url)
        assert re.findall("-----BEGIN (.*)-----", file.read_text()) == ["CERTIFICATE"]
        assert [path.name for path in tmp_path.iterdir()] == ["mock.pem"]
        trust = ssl.create_default_context(cafile=file)
        with http.Client(base_url=url, verify=trust, trust_env=False) as client:
            assert client.post(TOKEN, data=PASSWORD).json()["expires_in"] == 43199
            answer = client.get(AGENTS + "?pageIndex=1", headers={**ADA, "Origin": origin})
            assert answer.json()["previousPage"].startswith(url)
            assert answer.headers["Access-Control-Allow-Origin"] == origin
            assert answer.elapsed.total_seconds() >= 0.01
            query = {"client_id": "example-client", "redirect_uri": CALLBACK, "response_type": "code"}
            assert "<form" in client.get("/oauth/authorize", params=query).text
            client.post("/_mock/recover", json={})
            client.post("/_mock/inject", json={"fault": "truncated_body"})
            with pytest.raises((http.ReadError, http.RemoteProtocolError)):
                client.get(ME, headers=ADA)
            assert len(client.get("/_mock/journal").json()["requests"]) == 4
            with pytest.raises(http.ConnectError):
                http.get(url + ME, trust_env=False)
            with pytest.raises(http.HTTPError):
                http.get(url.replace("https", "http") + ME, trust_env=False)
            # The client's connection is still open.
            process.send_signal(signal.SIGINT)
            out, err = process.stdout.read(), process.stderr.read()
            assert (process.wait(timeout=30), err) == (0, "")
    assert f"The certificate to trust is in {file}." in out


def test_another_process_trusts_the_certificate_by_ssl_cert_file(tmp_path: Path) -> None:
    """Clients of this package respect the variable as well."""
    code = (
        "import sys; from comm100 import ApiKey, Client\n"
        "with Client(ApiKey('ada@example.com', '0123456789abcdef0123456789abcdef'), base_url=sys.argv[1]) as client:\n"
        "    print(client.account.agents.me().email)"
    )
    file = tmp_path / "mock.pem"
    with served("--tls", str(file)) as (_, url):
        ran = run_code(code, url, SSL_CERT_FILE=str(file))
    assert (ran.stdout, ran.stderr) == ("ada@example.com\n", "")


def test_only_the_certificate_of_a_mock_is_replaced(tmp_path: Path) -> None:
    """At each start, also through a symbolic link. Any other file is kept, with an error of one line."""
    file, link = tmp_path / "mock.pem", tmp_path / "link.pem"
    link.symlink_to(file)
    texts = set()
    for place in (file, link):
        with served("--tls", str(place)):
            texts.add(file.read_text())
    assert len(texts) == 2
    assert link.is_symlink()
    with served("--tls", str(file)) as (_, url):
        kept = file.read_text()
        assert run("--port", url.rpartition(":")[2], "--tls", str(file)).returncode == 1
        assert file.read_text() == kept
    other = tmp_path / "notes.txt"
    other.write_text("Not a certificate.\n")
    for name in (str(other), str(tmp_path), str(tmp_path / "none" / "mock.pem"), ""):
        result = run("--port", "0", "--tls", name)
        assert (result.returncode, result.stdout) == (1, "")
        assert re.fullmatch(rf"cannot write the certificate {re.escape(name)}: .+\n", result.stderr)
    assert other.read_text() == "Not a certificate.\n"
    assert {path.name for path in tmp_path.iterdir()} == {"mock.pem", "link.pem", "notes.txt"}


def test_https_without_cryptography_prints_one_line_and_exits_with_1(tmp_path: Path) -> None:
    """The line says what to install."""
    code = (
        "import sys; sys.modules['cryptography'] = None\n"
        "from comm100.testing.__main__ import main; sys.exit(main(['--port', '0', '--tls', sys.argv[1]]))"
    )
    result = run_code(code, str(tmp_path / "mock.pem"))
    assert (result.returncode, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    assert "pip install cryptography" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_it_needs_no_other_server() -> None:
    """A vendored copy has no uvicorn next to it."""
    code = "import sys; sys.modules['uvicorn'] = None; import comm100.testing.__main__, comm100.testing.server"
    assert run_code(code).returncode == 0


def test_help_lists_every_option() -> None:
    """With its default."""
    out = run("--help").stdout
    for switch in (
        "--host",
        "--port",
        "--seed",
        "--daily-limit",
        "--as-documented",
        "--latency",
        "--admin",
        "--cors",
        "--tls",
        "4010",
    ):
        assert switch in out
