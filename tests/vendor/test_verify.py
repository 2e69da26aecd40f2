"""A copy tells what happened to it: by its exit code, by name, offline and with the standard library alone."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.vendor.copies import PACKAGE, run_copy, vendor

SPEC = PACKAGE.parents[1] / "spec"


@pytest.fixture
def acme(tmp_path: Path) -> Path:
    """A folder with a project that has a copy."""
    assert vendor(tmp_path / "acme" / "_vendor") == 0
    return tmp_path


@pytest.fixture
def copy(acme: Path) -> Path:
    """The folder of the copy."""
    return acme / "acme" / "_vendor" / "comm100"


def rewrite(path: Path, change: Callable[[str], str]) -> None:
    changed = change(path.read_text())
    assert changed != path.read_text()
    path.write_bytes(changed.encode())


def ruff(copy: Path) -> None:
    """Format as a project with other settings would, and sort its imports."""
    options = [
        "--isolated",
        "--no-cache",
        "--quiet",
        "--line-length",
        "88",
        str(copy / "auth"),
        str(copy / "_transport.py"),
    ]
    for command in (["check", "--select", "I", "--fix"], ["format", "--config", "format.quote-style='single'"]):
        subprocess.run([sys.executable, "-m", "ruff", *command, *options], check=True)


def windows_line_ends(copy: Path) -> None:
    for name in ("client.py", "LICENSE"):
        rewrite(copy / name, lambda text: text.replace("\n", "\r\n"))


def moved_imports(copy: Path) -> None:
    """Rewrite imports of libraries that are vendored as well, as the tool ``vendoring`` does."""

    def move(text: str) -> str:
        for library in ("anyio", "h11", "httpx2"):
            text = re.sub(
                rf"^(\s*)import {library}(\s|$)", rf"\1from acme._vendor import {library}\2", text, flags=re.M
            )
            text = re.sub(rf"^(\s*)from {library}(\.|\s)", rf"\1from acme._vendor.{library}\2", text, flags=re.M)
        return text

    rewrite(copy / "_http.py", move)
    rewrite(copy / "auth/_concurrency.py", move)


def other_docstring_indent(copy: Path) -> None:
    rewrite(copy / "auth/token.py", lambda text: text.replace("\n    Args:\n", "  \n      Args:  \n", 1))


def pretty_json(copy: Path) -> None:
    text = json.dumps(json.loads((copy / "openapi.json").read_text()), indent=4, sort_keys=True)
    (copy / "openapi.json").write_text(text)


@pytest.mark.parametrize("change", [ruff, windows_line_ends, moved_imports, other_docstring_indent, pretty_json])
def test_a_copy_that_is_laid_out_differently_is_reformatted(change: Any, acme: Path, copy: Path) -> None:
    """Formatters, checkouts on Windows and moved imports change no code: exit code 3."""
    change(copy)
    ran = run_copy(acme, "verify")
    assert (ran.returncode, ran.stderr) == (3, "")
    assert all(line.startswith("reformatted ") for line in ran.stdout.splitlines()[:-1])
    assert ran.stdout.splitlines()[-1].startswith("acme._vendor.comm100: reformatted (Comm100 API ")


def test_a_complete_copy_is_intact(acme: Path) -> None:
    """Exit code 0, on one line; what Python caches does not count."""
    (acme / "acme/_vendor/comm100/__pycache__").mkdir()
    (acme / "acme/_vendor/comm100/__pycache__/client.cpython-311.pyc").write_bytes(b"")
    ran = run_copy(acme, "verify")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert re.fullmatch(r"acme\._vendor\.comm100: intact \(Comm100 API [\d.]+\+[0-9a-f]{12}, \d+ files\)\n", ran.stdout)


def one_string(copy: Path) -> str:
    rewrite(copy / "_retry.py", lambda text: re.sub(r'"429"|429', "430", text, count=1))
    return "modified    _retry.py"


def moved_elsewhere(copy: Path) -> str:
    rewrite(copy / "_http.py", lambda text: text.replace("import httpx2 as http", "from evil import httpx2 as http"))
    return "modified    _http.py"


def broken(copy: Path) -> str:
    (copy / "_request.py").write_text("def (")
    return "modified    _request.py"


def lost(copy: Path) -> str:
    (copy / "_request.py").unlink()
    return "missing     _request.py"


def added(copy: Path) -> str:
    (copy / "patches.py").write_text("")
    return "extra       patches.py"


@pytest.mark.parametrize(
    ("change", "code"), [(one_string, 4), (moved_elsewhere, 4), (broken, 4), (lost, 5), (added, 6)]
)
def test_each_kind_of_change_has_an_exit_code(change: Any, code: int, acme: Path, copy: Path) -> None:
    """The file is named, even if the copy cannot be imported anymore."""
    expected = change(copy)
    ran = run_copy(acme, "verify")
    assert (ran.returncode, ran.stdout.splitlines()[0], ran.stderr) == (code, expected, "")


def test_of_several_findings_the_gravest_decides(acme: Path, copy: Path) -> None:
    """JSON has all of them: modified before missing, extra, stale and reformatted."""
    for change in (windows_line_ends, added, lost, one_string):
        change(copy)
    other = acme / "other.json"
    other.write_text('{"openapi": "3.1.0", "info": {"version": "9"}}')
    ran = run_copy(acme, "verify", "--json", "--against", other)
    report = json.loads(ran.stdout)
    assert (ran.returncode, report["exit_code"], report["state"]) == (4, 4, "modified")
    assert report["files"] == {
        "modified": ["_retry.py"],
        "missing": ["_request.py"],
        "extra": ["patches.py"],
        "reformatted": ["LICENSE", "client.py"],
    }
    assert report["stale"] == [f"{other} differs: version {report['version']} -> 9"]


def test_a_copy_of_this_very_description_is_not_stale(acme: Path, tmp_path: Path) -> None:
    """Whether the document, its folder, the bundled document, the package or the folder around it is named."""
    for name in (SPEC / "openapi.yaml", SPEC, PACKAGE / "openapi.json", PACKAGE, PACKAGE.parent):
        ran = run_copy(acme, "verify", "--against", name)
        assert (ran.returncode, ran.stderr) == (0, ""), name


def test_a_changed_description_makes_a_copy_stale(acme: Path, copy: Path) -> None:
    """Exit code 7, with the files of the document that differ; other files beside it do not count."""
    shutil.copytree(SPEC, acme / "spec")
    (acme / "spec/notes.yaml").write_text("x: 1")
    assert run_copy(acme, "verify", "--against", "spec").returncode == 0
    rewrite(acme / "spec/openapi.yaml", lambda text: text + "# later\n")
    ran = run_copy(acme, "verify", "--against", "spec")
    assert ran.returncode == 7
    assert ran.stdout.splitlines()[0] == "stale       spec/openapi.yaml differs"


class Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: Any) -> None:
        pass


def test_a_url_is_read(acme: Path) -> None:
    """Of a document or of another package's provenance; what cannot be read is one line."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=str(PACKAGE))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}"
        assert run_copy(acme, "verify", "--against", f"{url}/provenance.json").returncode == 0
        missing = run_copy(acme, "verify", "--against", f"{url}/nowhere.json")
        server.shutdown()
    assert (missing.returncode, missing.stderr) == (1, f"{url}/nowhere.json: the server returned 404\n")


def edited(record: Any) -> Any:
    return {**record, "templates": "0" * 64}


def from_the_future(record: Any) -> Any:
    return {**record, "format": 99}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "has no provenance.json"),
        ("{", "is not JSON"),
        ("[]", "is not the provenance of a rendered package"),
        ('{"files": {"../../.bashrc": "0"}}', "is not the provenance of a rendered package"),
        (edited, "was edited"),
        (from_the_future, "has format 99"),
    ],
)
def test_without_a_sound_provenance_nothing_is_verified(content: Any, message: str, acme: Path, copy: Path) -> None:
    """Exit code 1 and one line, which says what to do."""
    provenance = copy / "provenance.json"
    if content is None:
        provenance.unlink()
    elif callable(content):
        provenance.write_text(json.dumps(content(json.loads(provenance.read_text()))))
    else:
        provenance.write_text(content)
    ran = run_copy(acme, "verify")
    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (1, "", 1)
    assert message in ran.stderr
    # Nor is such a copy replaced.
    before = provenance.exists() and provenance.read_bytes()
    assert vendor(copy.parent, "--force") == 1
    assert (provenance.exists() and provenance.read_bytes()) == before


@pytest.mark.parametrize("against", ["nowhere", "empty", "text.json", "list.json", "http://127.0.0.1:1/openapi.json"])
def test_what_a_copy_cannot_be_compared_with_is_named(against: str, acme: Path) -> None:
    """Exit code 1 and one line."""
    (acme / "empty").mkdir()
    (acme / "text.json").write_text("{")
    (acme / "list.json").write_text('{"a": 1}')
    ran = run_copy(acme, "verify", "--against", against)
    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (1, "", 1)
    assert ran.stderr.startswith(f"{against}: ")
