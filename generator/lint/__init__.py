"""What must hold of a document: every finding of every rule, in the order of its files and lines.

A finding is an error where nothing can be rendered, and a warning where only the house rules object. A document of our
own has neither.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..build.api import build_api
from ..document.load import LoadedDocument
from ..document.normalize import modernize
from ..document.walk import Document
from ..errors import Finding, SpecError
from .rules import RENDERING, RULES, STRUCTURAL, TOLERATED

__all__ = ["guesses", "lint", "obstacles", "require_clean", "require_renderable", "require_structure"]

# What rules about security say that has no consequences.
_STYLE = {"description", "security-scope"}


def lint(loaded: LoadedDocument) -> list[Finding]:
    """Return everything that is wrong with a document."""
    findings = list(_findings(loaded.document))
    if not any(finding.severity == "error" for finding in findings):
        try:
            build_api(loaded)
        except SpecError as error:
            findings += error.findings
    return _in_order(findings, loaded)


def obstacles(document: Document) -> list[Finding]:
    """Return what has to be changed in a document before it can be rendered."""
    structural = [finding for rule in STRUCTURAL for finding in rule(document)]
    if errors := [finding for finding in structural if finding.severity == "error"]:
        return errors
    modern = modernize(document)
    return [finding for rule in RENDERING for finding in rule(modern) if finding.severity == "error"]


def guesses(document: Document) -> list[Finding]:
    """Return what is rendered otherwise than a document says it, because it cannot be meant so."""
    modern = modernize(document)
    found = (finding for rule in TOLERATED for finding in rule(modern))
    return [finding for finding in found if finding.rule not in _STYLE]


def require_clean(loaded: LoadedDocument) -> None:
    """Apply the rules to a document that has to keep all of them.

    Raises:
        SpecError: It breaks some; it carries everything that is wrong.
    """
    if findings := _in_order(_findings(loaded.document), loaded):
        raise SpecError.of(findings)


def require_renderable(loaded: LoadedDocument) -> list[Finding]:
    """Apply the rules, and return the warnings if there are no errors.

    Raises:
        SpecError: The document is not OpenAPI, or not a document that a client can be made of; it carries every error.
    """
    findings = _in_order(_findings(loaded.document), loaded)
    if errors := [finding for finding in findings if finding.severity == "error"]:
        raise SpecError.of(errors)
    return findings


def require_structure(loaded: LoadedDocument) -> None:
    """Apply the rules that all others rely on.

    Raises:
        SpecError: The document is not OpenAPI; it carries every error.
    """
    for rule in STRUCTURAL:
        findings = _in_order(rule(loaded.document), loaded)
        if errors := [finding for finding in findings if finding.severity == "error"]:
            raise SpecError.of(errors)


def _findings(document: Document) -> Iterator[Finding]:
    for rule in STRUCTURAL:
        findings = list(rule(document))
        yield from findings
        # The other rules rely on the document being what it says it is.
        if any(finding.severity == "error" for finding in findings):
            return
    modern = modernize(document)
    for rule in RULES:
        yield from rule(modern)


def _in_order(findings: Iterator[Finding] | list[Finding], loaded: LoadedDocument) -> list[Finding]:
    located = (replace(one, location=one.location or loaded.locate(one.pointer)) for one in findings)
    return sorted(dict.fromkeys(located), key=Finding.sort_key)
