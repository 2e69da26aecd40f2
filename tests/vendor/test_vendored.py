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

CLIENT = """
import importlib, pkgutil, sys
import acme._vendor.chat as chat
from acme._vendor.chat.errors import ConfigurationError
from acme._vendor.chat.testing import Mock

for module in pkgutil.walk_packages(chat.__path__, chat.__name__ + "."):
    # This one is for pytest, which is not installed here.
    if not module.name.endswith(".testing.fixtures"):
        importlib.import_module(module.name)

http = importlib.import_module(chat.__name__ + "._http").http
me = http.MockTransport(lambda request: http.Response(200, json={"email": "ada@example.com"}))
with chat.Client(chat.ApiKey("ada@example.com", "example-key"), transport=me) as client:
    print(client.account.agents.me().email)

try:
    Mock()
except ConfigurationError as error:
    print(error)

assert "comm100" not in sys.modules, "imported itself by its old name"
"""

MOCK = """
import sys
from acme._vendor.chat.errors import ConfigurationError
from acme._vendor.chat.testing import Mock, MockServer

mock = Mock()
with mock.client(mock.credentials.client_credentials) as client:
    print(client.account.agents.list().items[0].email, client.token is not None)
with MockServer(mock) as server, server.client() as client:
    print(client.account.agents.me().email)

try:
    MockServer(tls=True)
except ConfigurationError as error:
    print(error)

assert "comm100" not in sys.modules, "imported itself by its old name"
"""


def run(interpreter: Any, folder: Path, program: str) -> list[str]:
    """Run a program beside a copy of the package, and return the lines that it prints."""
    vendor = folder / "acme" / "_vendor"
    shutil.copytree(PACKAGE, vendor / "chat", ignore=shutil.ignore_patterns("__pycache__"))
    for parent in (vendor.parent, vendor):
        (parent / "__init__.py").touch()
    (folder / "program.py").write_text(program)
    ran = subprocess.run(
        [interpreter, "-W", "error", "program.py"], cwd=folder, capture_output=True, text=True, timeout=60
    )
    assert ran.stderr == ""
    return ran.stdout.splitlines()


@pytest.mark.parametrize("library", ["httpx2", "httpx"])
def test_a_copy_under_another_name_works(library: Any, tmp_path: Path) -> None:
    """With the one dependency, or its fallback; only the mock needs more, and says what."""
    interpreter = make_environment(tmp_path / "environment", library)
    email, error = run(interpreter, tmp_path, CLIENT)
    assert email == "ada@example.com"
    assert "python -m pip install 'jsonschema-rs>=0.44'" in error


@pytest.mark.parametrize("library", ["httpx2", "httpx"])
def test_the_mock_of_a_copy_works(library: Any, tmp_path: Path) -> None:
    """In process and served, with one library more; a certificate takes another one, which the error names."""
    interpreter = make_environment(tmp_path / "environment", library, "jsonschema-rs")
    *emails, error = run(interpreter, tmp_path, MOCK)
    assert emails == ["ada@example.com True", "ada@example.com"]
    assert "python -m pip install cryptography" in error


def test_imports_are_the_standard_library_the_http_library_and_relative() -> None:
    """Nothing else may be needed, except by the module of pytest's fixtures, which nobody else imports."""
    # The HTTP libraries bring the last two along.
    allowed = {*sys.stdlib_module_names, "httpx", "httpx2", "anyio", "h11"}
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
        assert "importlib.metadata" not in source, file
        assert "basicConfig" not in source, file
        assert "__file__" not in source, file
        for statement in ast.parse(source).body:
            parts: list[ast.AST] = [statement]
            if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                parts = [*statement.decorator_list]
            for part in parts:
                for name in ("os.environ", "getenv", "atexit"):
                    assert name not in ast.unparse(part), file


def test_the_license_travels_along() -> None:
    """The copy carries the project's license."""
    assert (PACKAGE / "LICENSE").read_text() == (PACKAGE.parents[1] / "LICENSE").read_text()
    assert (PACKAGE / "py.typed").exists()
