"""The archives of a release: built twice from copies, tried out in an empty environment, and listed."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from .version import ReleaseError

__all__ = ["build", "checksums", "describe", "try_out"]

# What somebody does first with the package, on a machine that has nothing else.
_SMOKE = """
from comm100 import Client, __version__
from comm100.testing import Mock
with Mock().client() as client:
    names = [agent.display_name for agent in client.account.agents.list()]
assert names, "the mock has no agents"
print(__version__, *names)
"""


def build(root: Path, files: Sequence[str], python: Path, into: Path, epoch: int) -> list[Path]:
    """Build the source archive and the wheel twice, and return them if both times gave the same bytes.

    Args:
        root: The project's folder.
        files: What belongs to the project, relative to it.
        python: An interpreter that has the build backend.
        into: Where the archives are put.
        epoch: The time stamp of everything in them, in seconds (SOURCE_DATE_EPOCH).

    Raises:
        ReleaseError: Building failed, or the two archives differ.
    """
    digests: list[dict[str, str]] = []
    with tempfile.TemporaryDirectory() as folder:
        for attempt in ("first", "second"):
            copy, out = Path(folder, attempt, "source"), Path(folder, attempt, "dist")
            for name in files:
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(root / name, copy / name)
            environment = {**os.environ, "SOURCE_DATE_EPOCH": str(epoch), "PYTHONPATH": ""}
            run([python, "-m", "hatchling", "build", "-t", "sdist", "-t", "wheel", "-d", out], copy, environment)
            digests.append({path.name: _sha256(path) for path in sorted(out.iterdir())})
        if digests[0] != digests[1]:
            names = sorted(name for name in digests[0].keys() | digests[1].keys() if _differs(name, *digests))
            raise ReleaseError(f"Two builds of the same files differ: {', '.join(names)}.")
        shutil.rmtree(into, ignore_errors=True)
        shutil.copytree(out, into)
    return sorted(into.iterdir())


def _differs(name: str, one: dict[str, str], other: dict[str, str]) -> bool:
    return one.get(name) != other.get(name)


def try_out(wheel: Path, folder: Path, tools: Path) -> Path:
    """Install a wheel in a new environment, use it there, and return the environment's interpreter.

    Args:
        wheel: The wheel.
        folder: Where the environment is made.
        tools: An interpreter that has pip, which the environment itself does not get.

    Raises:
        ReleaseError: It cannot be installed, or does not work.
    """
    run([sys.executable, "-m", "venv", "--without-pip", folder], folder.parent)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    pip: list[str | Path] = [
        tools,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ]
    run([*pip, wheel], folder.parent)
    # The smallest installation comes first, so that nothing else can stand in for what it lacks.
    run([python, "-I", "-m", "comm100", "--version"], folder.parent)
    run([python, "-I", "-m", "comm100", "verify"], folder.parent)
    run([*pip, f"{wheel}[testing]"], folder.parent)
    run([python, "-I", "-c", _SMOKE], folder.parent)
    return python


def describe(python: Path, tools: Path, project: Path, sbom: Path) -> None:
    """Write what the package brings to a machine, as a CycloneDX bill of materials.

    Args:
        python: The interpreter of the environment that the wheel was installed in.
        tools: An interpreter that has cyclonedx-bom.
        project: The project's pyproject.toml.
        sbom: The file to write.

    Raises:
        ReleaseError: It cannot be written, or does not list what the package depends on.
    """
    command: list[str | Path] = [
        tools,
        "-m",
        "cyclonedx_py",
        "environment",
        "--output-reproducible",
        "--mc-type",
        "library",
    ]
    run([*command, "--pyproject", project, "--of", "JSON", "-o", sbom, python], sbom.parent)
    names = {component["name"] for component in json.loads(sbom.read_text(encoding="utf-8"))["components"]}
    if not {"httpx2", "h11"} <= names:
        raise ReleaseError(f"{sbom} does not list the package's dependencies.")


def checksums(folder: Path) -> Path:
    """Write SHA256SUMS, which ``sha256sum --check`` reads, and return it.

    Args:
        folder: The folder of the archives.
    """
    sums = folder / "SHA256SUMS"
    lines = [f"{_sha256(path)}  {path.name}\n" for path in sorted(folder.iterdir()) if path != sums]
    sums.write_text("".join(lines), encoding="utf-8")
    return sums


def run(command: Sequence[str | Path], folder: Path, environment: dict[str, str] | None = None) -> str:
    """Run a command, and return what it prints.

    Args:
        command: The program and its arguments.
        folder: Where it runs.
        environment: Its environment; that of this process if None.

    Raises:
        ReleaseError: It failed; the message has the end of what it printed.
    """
    done = subprocess.run(
        [str(part) for part in command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        shown = " ".join(str(part) for part in command)
        tail = "\n".join((done.stdout + done.stderr).strip().splitlines()[-15:])
        raise ReleaseError(f"{shown} failed with exit code {done.returncode}:\n{tail}")
    return done.stdout


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
