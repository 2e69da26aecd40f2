"""What PyInstaller is told about the package."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

import comm100

HOOK = "comm100._pyinstaller.hook-comm100"


@pytest.mark.parametrize("installed", [True, False])
def test_a_frozen_program_has_what_the_package_reads(monkeypatch: pytest.MonkeyPatch, installed: bool) -> None:
    """Its description, and what validates the mock's requests, as far as they are there."""
    if not installed:
        monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    monkeypatch.delitem(sys.modules, HOOK, raising=False)
    hook: Any = importlib.import_module(HOOK)
    folder = Path(comm100.__file__).parent
    assert hook.datas == ([(f"{folder}/openapi.json", "comm100")] if installed else [])
    assert hook.hiddenimports == (["jsonschema_rs"] if installed else [])
