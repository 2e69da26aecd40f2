"""A package that a test makes up instead of this one."""

from __future__ import annotations

import pytest

from comm100._vendoring import commands, copying
from tests.vendor.copies import FILES, Files


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> Files:
    """What the package finds of itself; a test may change it."""
    files = dict(FILES)
    for module in (commands, copying):
        monkeypatch.setattr(module, "read_own_files", lambda: dict(files))
    return files
