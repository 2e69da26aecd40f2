"""Runs programs, each alone in a process of its own: ``python -m tests.reference.isolated`` reads them as JSON.

This process imports the package and makes a mock once. Each program runs in a copy of it (``os.fork``), so that it
meets the mock as new and leaves nothing behind, without the cost of starting Python several hundred times. The clients
of a program send their requests to that mock; everything else about it is as it was pasted.
"""

from __future__ import annotations

import asyncio
import builtins
import dataclasses
import gc
import importlib
import json
import os
import pkgutil
import subprocess
import sys
import tempfile
import traceback
import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

__all__ = ["Program", "Run", "run_programs"]

_ROOT = Path(__file__).parents[2]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Program:
    """A program and what it finds.

    Attributes:
        text: The program.
        environ: Its environment variables.
        token_url: Where the variable ``TOKEN`` comes from; empty for none.
        token_form: The form of that request.
        fault: A fault of the mock and its options.
    """

    text: str
    environ: dict[str, str]
    token_url: str = ""
    token_form: dict[str, str] = dataclasses.field(default_factory=dict)
    fault: tuple[str, dict[str, Any]] | None = None


@dataclasses.dataclass(frozen=True)
class Run:
    """What a program printed as JSON, the sizes of the files that it wrote, and its traceback if it failed."""

    printed: list[Any]
    files: dict[str, int]
    error: str


def run_programs(programs: Iterable[Program]) -> list[Run]:
    """Run programs on all cores, and return what they did in the same order."""
    jobs = json.dumps([dataclasses.asdict(program) for program in programs])
    path = os.pathsep.join(map(str, [_ROOT / "tests" / "without_trio", _ROOT, _ROOT / "generated"]))
    done = subprocess.run(
        [sys.executable, "-m", "tests.reference.isolated"],
        input=jobs,
        env=os.environ | {"PYTHONPATH": path},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return [Run(**run) for run in json.loads(done.stdout)]


def _run(program: Program, mock: Any, folder: str) -> Run:
    """Run a program in this process, which is made for it."""
    import comm100
    from comm100.testing import MockRequest

    printed: list[Any] = []

    def bound(kind: Any) -> Any:
        return lambda *arguments, **named: kind(*arguments, **named, transport=mock.transport)

    os.chdir(folder)
    os.environ.update(program.environ)
    if program.token_url:
        headers = (("Content-Type", "application/x-www-form-urlencoded"),)
        form = urlencode(program.token_form).encode()
        answer = mock.respond(MockRequest("POST", program.token_url, headers, form))
        os.environ["TOKEN"] = json.loads(answer.body)["access_token"]
    if program.fault:
        mock.inject(program.fault[0], **program.fault[1])
    for name in ("Client", "AsyncClient", "AuthorizationCode", "Implicit"):
        setattr(comm100, name, bound(getattr(comm100, name)))
    builtins.print = lambda *values: printed.append([_plain(value) for value in values])  # type: ignore[assignment]  # samples pass values only
    # Whoever runs the program visits the address that it printed, and enters where that led.
    builtins.input = lambda prompt="": mock.visit(printed[-1][-1])
    warnings.simplefilter("ignore", comm100.errors.InsecureFlowWarning)
    error = ""
    try:
        exec(compile(program.text, "<sample>", "exec"), {"__name__": "__main__"})
    except BaseException:
        error = traceback.format_exc()
    return Run(printed, {path.name: path.stat().st_size for path in Path().iterdir()}, error)


def _plain(value: Any) -> Any:
    """Return a printed value as JSON."""
    if hasattr(value, "to_dict"):
        return value.to_dict()
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value


def _start(program: Program, mock: Any) -> tuple[int, int]:
    """Start a process for a program, and return its id and where its result can be read."""
    readable, writable = os.pipe()
    if process := os.fork():
        os.close(writable)
        return process, readable
    try:
        with tempfile.TemporaryDirectory() as folder, os.fdopen(writable, "w", encoding="utf-8") as file:
            json.dump(dataclasses.asdict(_run(program, mock, folder)), file, default=str)
    finally:
        os._exit(0)


def _result(process: int, readable: int) -> dict[str, Any]:
    with os.fdopen(readable, encoding="utf-8") as file:
        result: dict[str, Any] = json.load(file)
    os.waitpid(process, 0)
    return result


def _warm_mock() -> Any:
    """Return a mock as new, after all that is imported late has been imported."""
    import comm100
    from comm100.testing import Mock

    for module in pkgutil.walk_packages([str(_ROOT / "generated" / "comm100" / "resources")], "comm100.resources."):
        importlib.import_module(module.name)
    mock = Mock()
    with mock.client() as client:
        client.account.agents.me()

    async def call() -> None:
        async with comm100.AsyncClient(mock.credentials.api_key, transport=mock.transport) as client:
            await client.account.agents.me()

    asyncio.run(call())
    mock.reset()
    # Copies of this process share its memory for as long as nothing writes to it, as the collector would.
    gc.freeze()
    gc.disable()
    return mock


def _main(jobs: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    mock, results, running = _warm_mock(), list[dict[str, Any]](), list[tuple[int, int]]()
    for job in jobs:
        if len(running) == (os.cpu_count() or 1):
            results.append(_result(*running.pop(0)))
        running.append(_start(Program(**job), mock))
    return results + [_result(*pair) for pair in running]


if __name__ == "__main__":
    json.dump(_main(json.load(sys.stdin)), sys.stdout)
