"""The package, copied into another tree under another name, just works there."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from .environment import make_environment

PACKAGE = Path(__file__).parents[2] / "generated" / "comm100"

CONSUMER = """
import importlib, pkgutil, sys
import acme._vendor.chat as chat
from acme._vendor.chat.testing import Mock

for module in pkgutil.walk_packages(chat.__path__, chat.__name__ + "."):
    # This one is for pytest, which is not installed here.
    if not module.name.endswith(".testing.fixtures"):
        importlib.import_module(module.name)

mock = Mock()
with mock.client(mock.credentials.client_credentials) as client:
    print(client.account.agents.list().items[0].email, client.token is not None)

assert "comm100" not in sys.modules, "imported itself by its old name"
"""


@pytest.fixture(scope="module", params=["httpx2", "httpx"])
def interpreter(request: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """An interpreter with the one dependency, or its fallback."""
    return make_environment(tmp_path_factory.mktemp("environment"), request.param)


def test_a_copy_under_another_name_works(interpreter: Any, tmp_path: Path) -> None:
    """Every module imports, and a call through the mock comes back, with the one dependency installed."""
    vendor = tmp_path / "acme" / "_vendor"
    shutil.copytree(PACKAGE, vendor / "chat", ignore=shutil.ignore_patterns("__pycache__"))
    for folder in (vendor.parent, vendor):
        (folder / "__init__.py").touch()
    (tmp_path / "consumer.py").write_text(CONSUMER)
    ran = subprocess.run(
        [interpreter, "-W", "error", "consumer.py"], cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert ran.stderr == ""
    assert ran.stdout.startswith("ada@example.com True\n")


HTTPS = """
from acme._vendor.chat.errors import ConfigurationError
from acme._vendor.chat.testing import MockServer

try:
    MockServer(tls=True)
except ConfigurationError as error:
    print(error)
"""


def test_https_says_what_it_needs(interpreter: Any, tmp_path: Path) -> None:
    """The mock of a copy makes no certificate without the library for it, and asks for that by name."""
    vendor = tmp_path / "acme" / "_vendor"
    shutil.copytree(PACKAGE, vendor / "chat", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "consumer.py").write_text(HTTPS)
    ran = subprocess.run([interpreter, "consumer.py"], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert ran.stderr == ""
    assert "python -m pip install cryptography" in ran.stdout


def test_imports_are_the_standard_library_the_http_library_and_relative() -> None:
    """Nothing else may be needed, except by the module of pytest's fixtures, which nobody else imports."""
    allowed = {*sys.stdlib_module_names, "httpx", "httpx2"}
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.level == 0:
                names = [node.module or ""]
            foreign = {name.partition(".")[0] for name in names} - allowed
            assert foreign <= ({"pytest"} if file.parts[-2:] == ("testing", "fixtures.py") else set()), file


def test_importing_does_nothing_but_import() -> None:
    """No environment is read, no logging set up and nothing registered at exit when modules are imported."""
    for file in PACKAGE.rglob("*.py"):
        source = file.read_text()
        assert "atexit" not in source, file
        assert "importlib.metadata" not in source, file
        assert "basicConfig" not in source, file
        assert "__file__" not in source, file
        for statement in ast.parse(source).body:
            if not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                assert "os.environ" not in ast.unparse(statement), file
                assert "getenv" not in ast.unparse(statement), file


def test_the_license_travels_along() -> None:
    """The copy carries the project's license."""
    assert (PACKAGE / "LICENSE").read_text() == (PACKAGE.parents[1] / "LICENSE").read_text()
    assert (PACKAGE / "py.typed").exists()
