"""What takes longer than ``make test`` may: ``make vendor-matrix`` runs it, with the tools of ``requirements.txt``.

The tools are in an environment of their own, which ``VENDOR_TOOLS`` names.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.vendor.copies import PACKAGE, contents, run_copy, vendor
from tests.vendor.environment import make_environment
from tests.vendor.recipes import ROOT, commands, run

pytestmark = pytest.mark.timeout(600)

TOOLS = Path(os.environ["VENDOR_TOOLS"]).absolute() / "bin"


@pytest.fixture(scope="session")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout with one commit, beside which a project can be."""
    kit = tmp_path_factory.mktemp("work") / "comm100-api"
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    names = {
        name for name in listed.split("\0") if name and not name.startswith("generated/") and (ROOT / name).exists()
    }
    for name in names:
        (kit / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, kit / name)
    shutil.copytree(ROOT / "generated", kit / "generated", ignore=shutil.ignore_patterns("__pycache__"))
    commit(kit)
    return kit


@pytest.fixture
def acme(kit: Path) -> Any:
    """A project beside the checkout, under version control."""
    acme = kit.parent / "acme"
    vendored = acme / "src" / "acme" / "_vendor"
    vendored.mkdir(parents=True)
    for folder in (vendored.parent, vendored):
        (folder / "__init__.py").touch()
    (acme / "pyproject.toml").write_text(toml_of_the_readme())
    commit(acme)
    yield acme
    shutil.rmtree(acme)


def commit(folder: Path) -> None:
    """Make a repository with one commit."""
    author = "-c user.name=Ada -c user.email=ada@example.com"
    run(f"git init -q -b main . && git add -A && git {author} commit -qm Begin", folder)


def toml_of_the_readme() -> str:
    return (ROOT / "README.md").read_text().partition("```toml\n")[2].partition("```")[0]


def state(acme: Path) -> int:
    return run_copy(acme / "src", "verify").returncode


def test_a_plain_copy_is_intact(acme: Path) -> None:
    """And ``vendor`` takes it over."""
    for command in commands("A **plain copy** of the folder"):
        run(command, acme)
    assert state(acme) == 0
    assert vendor(acme / "src/acme/_vendor") == 0


def test_a_git_subtree_is_intact(acme: Path) -> None:
    """The branch has the package and nothing else."""
    run("git config user.name Ada && git config user.email ada@example.com", acme)
    for command in commands("With **git subtree**"):
        run(command, acme)
    assert contents(acme / "src/acme/_vendor/comm100") == contents(PACKAGE)
    assert state(acme) == 0


def test_the_tool_vendoring_makes_an_intact_copy(acme: Path) -> None:
    """From the built wheel; with other libraries beside it, whose imports it moves, the copy is reformatted."""
    for command in commands("let the tool copy it:"):
        run(command, acme, path=TOOLS)
    assert state(acme) == 0
    with (acme / "src/acme/_vendor/vendor.txt").open("a") as file:
        file.write("anyio==4.16.0\nh11==0.16.0\n")
    run("vendoring sync", acme, path=TOOLS)
    assert "from acme._vendor import anyio" in (acme / "src/acme/_vendor/comm100/auth/_concurrency.py").read_text()
    assert state(acme) == 3


class Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: Any) -> None:
        pass


def test_a_private_index_is_a_folder_behind_a_web_server(acme: Path) -> None:
    """The installed package copies itself, and what it copies is intact."""
    build, serve, *install = commands("From a **private index**")
    assert serve.startswith("python -m http.server ")
    run(build, acme, path=TOOLS)
    subprocess.run([sys.executable, "-m", "venv", acme / "venv"], check=True)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=str(acme / "index"))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for command in install:
            run(command.replace(":8080", f":{server.server_port}"), acme, path=acme / "venv/bin")
        server.shutdown()
    for command in commands("or from an installed package:")[2:]:
        run(command.replace("../acme/", ""), acme, path=acme / "venv/bin")
    assert state(acme) == 0


def test_black_reformats(acme: Path) -> None:
    """It changes quotes, line lengths and docstrings, and no code."""
    assert vendor(acme / "src/acme/_vendor") == 0
    run("black --quiet --line-length 60 --skip-string-normalization src/acme/_vendor/comm100", acme, path=TOOLS)
    assert state(acme) == 3


@pytest.mark.parametrize("library", ["httpx2", "httpx"])
def test_mypy_finds_nothing_in_a_copy(library: Any, acme: Path) -> None:
    """Nor in its consumer, strictly, with either HTTP library and nothing else installed."""
    assert vendor(acme / "src/acme/_vendor") == 0
    (acme / "src/app.py").write_text(CONSUMER)
    interpreter = make_environment(acme / "environment", library)
    command = f"mypy --strict --python-executable {interpreter} -p acme -m app"
    assert "Success: no issues found" in run(f"cd src && {command}", acme, path=TOOLS)


@pytest.mark.parametrize(
    ("mode", "names"),
    [("standard", ["."]), ("strict", ["models", "resources", "errors.py", "__init__.py", "../app.py"])],
)
def test_pyright_finds_nothing(mode: str, names: list[str], tmp_path: Path) -> None:
    """In standard mode nowhere; strictly not in resources, models and errors, nor in a program that uses them."""
    shutil.copytree(PACKAGE, tmp_path / "comm100", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "app.py").write_text(CONSUMER.replace("acme._vendor.", ""))
    settings = {"typeCheckingMode": mode, "include": [f"comm100/{name}" for name in names]}
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings))
    interpreter = make_environment(
        tmp_path / "environment", "httpx2", "jsonschema-rs", "redis", "keyring", "cryptography"
    )
    reported = run(f"pyright --pythonpath {interpreter}", tmp_path, path=TOOLS)
    assert "0 errors, 0 warnings" in reported


@pytest.mark.parametrize("oldest", ["httpx2==2.0.0 httpcore2==2.0.0", "httpx==0.27.0 httpcore==1.0.9"])
def test_the_oldest_libraries_do(oldest: str, tmp_path: Path) -> None:
    """The package's own tests pass with the first supported release of each HTTP library."""
    run(f"python -m pip install --quiet --no-deps --target {tmp_path} {oldest}", ROOT, path=TOOLS)
    library = oldest.partition("=")[0]
    command = f"{sys.executable} -m pytest -p no:cacheprovider tests/client tests/auth/test_flows.py --http {library}"
    run(f"PYTHONPATH={tmp_path} {command}", ROOT)


FROZEN = """
from {package} import Client
from {package}.testing import Mock

with Mock().client() as client:
    print(client.account.agents.me().display_name)
"""


def test_the_installed_package_is_frozen_without_flags(tmp_path: Path) -> None:
    """It brings a hook, so that a program with its mock works from a folder without Python."""
    run(f"python -m hatchling build --target wheel --directory {tmp_path}", ROOT, path=TOOLS)
    run(f"python -m pip install --quiet --no-deps --target {tmp_path}/site {tmp_path}/*.whl", ROOT, path=TOOLS)
    copy_library(tmp_path / "site")
    (tmp_path / "app.py").write_text(FROZEN.format(package="comm100"))
    run("PYTHONPATH=site pyinstaller --log-level ERROR app.py", tmp_path, path=TOOLS)
    assert run("dist/app/app", tmp_path).strip() == "Ada"


def test_a_copy_is_frozen_as_the_readme_says(acme: Path) -> None:
    """The mock of a copy needs two flags."""
    assert vendor(acme / "src/acme/_vendor") == 0
    copy_library(acme / "src")
    (acme / "app.py").write_text(FROZEN.format(package="acme._vendor.comm100"))
    (command,) = commands("name both:")
    run(command, acme, path=TOOLS)
    assert run("dist/app/app", acme).strip() == "Ada"


def copy_library(folder: Path) -> None:
    """Put the library that the mock needs where the tools find it."""
    (module,) = importlib.util.find_spec("jsonschema_rs").submodule_search_locations  # type: ignore[union-attr, misc]
    shutil.copytree(module, folder / "jsonschema_rs", dirs_exist_ok=True)


CONSUMER = """
from typing import assert_type

from acme._vendor.comm100 import ApiKey, Client, Page
from acme._vendor.comm100.models import Agent

with Client(ApiKey("ada@example.com", "example-key")) as client:
    assert_type(client.account.agents.list(), Page[Agent])
    assert_type(client.account.agents.me().email, str)
"""
