"""The generator as a process: what reaches a pipe or a terminal, and how it ends."""

from __future__ import annotations

import gc
import io
import os
import runpy
import sys
from pathlib import Path

import pytest

from tests.generator.support import generator, minimal, write_yaml


def test_a_finding_is_one_line_whatever_it_quotes(tmp_path: Path) -> None:
    """Neither line ends nor control characters of the document are printed, nor colours, in whatever encoding it is."""
    document = minimal()
    document["paths"]["/\n\x1b[31m/é/{x}"] = {"get": {"responses": {"200": {"description": "Fine."}}}}
    result = generator("lint", "--spec", write_yaml(tmp_path, document), cwd=tmp_path, PYTHONIOENCODING="ascii")
    assert (result.returncode, result.stderr) == (1, "")
    *lines, last = result.stdout.splitlines()
    assert last == f"{len(lines)} findings"
    assert all(line.startswith(f"{tmp_path}/openapi.yaml:") for line in lines)
    assert "/ \\x1b[31m/\\xe9/{x} has {x} but no path parameter" in result.stdout
    assert "(/paths/~1\\n\\x1b[31m~1\\xe9~1{x}/get)" in result.stdout
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize(("title", "code"), [("Pets", 0), ("é", 1)])
def test_the_process_ends_at_once_with_the_code_of_the_command(
    title: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever its output is encoded in."""
    document = minimal()
    if code:
        document["paths"][f"/{title}/{{x}}"] = {"get": {"responses": {"200": {"description": "Fine."}}}}
    ended: list[int] = []
    stream = io.TextIOWrapper(io.BytesIO(), "ascii")
    monkeypatch.setattr(os, "_exit", ended.append)
    monkeypatch.setattr(gc, "disable", lambda: None)
    monkeypatch.setattr(sys, "argv", ["generator", "lint", str(write_yaml(tmp_path, document))])
    monkeypatch.setattr(sys, "stdout", stream)
    # runpy warns of a module that is there already.
    monkeypatch.delitem(sys.modules, "generator.__main__", raising=False)
    runpy.run_module("generator", run_name="__main__")
    assert ended == [code]
    assert (b"/\\xe9/{x} has {x}" in stream.buffer.getvalue()) is (code == 1)
