"""The command line of another document, of a vendored copy, and of a broken pipe."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Service
from tests.cli.support import IMPORTABLE, Terminal
from tests.generator.support import DOCUMENTS, ROOT, generator


def test_a_vendored_copy_names_itself(terminal: Terminal, service: Service, tmp_path: Path) -> None:
    """It runs under its own name, uses it in its messages, and shares the user's sign-in."""
    vendored = tmp_path / "acme" / "_vendor"
    shutil.copytree(IMPORTABLE / "comm100", vendored / "chat", ignore=shutil.ignore_patterns("__pycache__"))
    copy = Terminal(terminal.home, terminal.environ, "acme._vendor.chat", tmp_path)
    nobody = copy.run_alone("status")
    assert nobody.stderr.endswith("Sign in first: python -m acme._vendor.chat login\n")
    assert copy.run_alone("login", "--api-key", "--base-url", service.url).returncode == 0
    assert terminal.run("status").returncode == 0


@pytest.fixture(scope="module")
def orders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of another vendor's document."""
    out = tmp_path_factory.mktemp("orders")
    generator("render", "--spec", DOCUMENTS / "orders.yaml", "--out", out / "all", cwd=ROOT).check_returncode()
    return out / "all"


def test_another_document_has_names_of_its_own(orders: Path, tmp_path: Path) -> None:
    """Product, program, variables, options and ways to sign in come from the document."""
    terminal = Terminal(tmp_path, {}, "acme_orders", orders)
    shown = terminal.run_alone("login", "--help").stdout
    for name in (
        "ACME_ORDERS_REGION",
        "ACME_ORDERS_CLIENT_SECRET",
        "--region",
        "--machine-client-credentials",
        "--key",
    ):
        assert name in shown
    assert "comm100" not in shown.lower()
    assert terminal.run_alone("status").stderr == (
        "You are not signed in to Acme Orders. Sign in first: python -m acme_orders login\n"
    )
    assert "--check" not in terminal.run_alone("status", "--help").stdout


def test_a_key_is_stored_unchecked_if_the_api_has_no_own_record(orders: Path, tmp_path: Path) -> None:
    """Without an operation on the caller's own record, a key cannot be checked."""
    terminal = Terminal(tmp_path, {"ACME_ORDERS_KEY": "", "ACME_ORDERS_API_KEY": "a key"}, "acme_orders", orders)
    signed_in = terminal.run_alone("login", "--key", "--region", "us")
    assert signed_in.stderr == "Signed in to Acme Orders at https://us.acme.example/v1.\n"
    status = terminal.run_alone("status")
    assert status.stdout.startswith("Signed in to Acme Orders at https://us.acme.example/v1\n")
    assert "a key" not in status.stdout


def test_help_names_every_variable(terminal: Terminal) -> None:
    """Each environment variable is listed."""
    shown = terminal.run("login", "--help")
    assert (shown.returncode, shown.stderr) == (0, "")
    for name in (*terminal.environ, "COMM100_HOST", "COMM100_REDIRECT_URI"):
        assert name in shown.stdout


def test_a_closed_pipe_is_not_reported(terminal: Terminal, service: Service) -> None:
    """As with ``| head``: exit code 1 and no message."""
    terminal.run("login", "--api-key", "--base-url", service.url)
    with terminal._started(("call", "GET", "/api/v2/account/agents"), {}) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.wait(20) == 1
        assert process.stderr.read() == ""
