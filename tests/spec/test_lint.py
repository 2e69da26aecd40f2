"""The document keeps the house rules: lint reports neither an error nor a warning."""

from __future__ import annotations

from typing import Any

from generator.document.load import LoadedDocument
from generator.lint import lint


def test_nothing_is_found(document: dict[str, Any]) -> None:
    """Among the rules: each operation names its source, and what it does to the records fits their schemas."""
    findings = lint(LoadedDocument(document=document, sha256="", positions={}))
    assert [str(finding) for finding in findings] == []
