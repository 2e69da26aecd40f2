"""The house rules of a document, all of them at once.

A finding is an error where nothing can be rendered, and a warning where the house only objects; a document of the
house's own has neither.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ..build.api import build_api
from ..document.load import LoadedDocument
from ..document.normalize import modernize
from ..errors import Finding, SpecError
from .rules import RULES, STRUCTURAL

__all__ = ["lint", "require_renderable"]


def lint(loaded: LoadedDocument) -> list[Finding]:
    """Return what is wrong with a document, in the order of its files and lines."""
    findings = list(_findings(loaded.document))
    if not any(finding.severity == "error" for finding in findings):
        try:
            build_api(loaded)
        except SpecError as error:
            findings += error.findings
    located = (replace(one, location=one.location or loaded.locate(one.pointer)) for one in findings)
    return sorted(dict.fromkeys(located), key=_order)


def require_renderable(loaded: LoadedDocument) -> None:
    """Raise what makes it impossible to render a document.

    Raises:
        SpecError: The document is no OpenAPI, or not one that a client can be made of.
    """
    errors = [finding for finding in _findings(loaded.document) if finding.severity == "error"]
    if errors:
        raise SpecError.of(errors).located(loaded.locate)


def _findings(document: Mapping[str, Any]) -> Iterator[Finding]:
    for rule in STRUCTURAL:
        wrong = list(rule(document))
        yield from wrong
        # The other rules rely on the document being what it says it is.
        if any(finding.severity == "error" for finding in wrong):
            return
    modern = modernize(document)
    for rule in RULES:
        yield from rule(modern)


def _order(finding: Finding) -> tuple[str, int, str, str]:
    file, _, line = finding.location.rpartition(":")
    return file, int(line) if line.isdecimal() else 0, finding.rule, finding.message
