"""The fuzz tests bring schemathesis's plugin with them: every other run starts in half the time without it."""

from __future__ import annotations

from pathlib import Path

import pytest


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> None:
    """Register the plugin before the first module of this folder is collected."""
    parent.config.pluginmanager.import_plugin("schemathesis.pytest.plugin")
