"""What each rule says about a document with several mistakes of one kind, and with what is almost one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.document.normalize import modernize
from generator.lint.rules import RULES, STRUCTURAL, structure

CASES = yaml.load(Path(__file__).with_name("rules.yaml").read_text("utf-8"), yaml.CSafeLoader)
INFO = {"openapi": "3.1.0", "info": {"title": "Tiny", "version": "1"}, "servers": [{"url": "https://tiny.example"}]}


def said(rule: str, document: dict[str, Any]) -> list[str]:
    """Return the words of a rule, or of several, in the order in which they come."""
    wanted = rule.split()
    findings = [finding for check in STRUCTURAL for finding in check(INFO | document) if finding.rule in wanted]
    # The other rules rely on references that lead somewhere.
    if not findings:
        modern = modernize(INFO | document)
        findings = [finding for check in RULES for finding in check(modern) if finding.rule in wanted]
    return [f"{finding.severity} {finding.message} ({finding.pointer})" for finding in findings]


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_finds_its_mistakes_and_nothing_else(rule: str) -> None:
    case = CASES[rule]
    assert said(rule, case["document"]) == case["said"]


@pytest.mark.parametrize(("length", "said_at"), [(1, []), (2, ["A5"]), (4, ["A5"]), (5, ["A5", "A2"])])
def test_a_chain_of_references_has_an_end(length: int, said_at: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told once for so many references, where the rest of it is that long."""
    monkeypatch.setattr(structure, "_MAX_STEPS", 3)
    schemas: dict[str, Any] = {"A7": {"type": "string"}}
    for number in range(7 - length, 7):
        schemas[f"A{number}"] = {"$ref": f"#/components/schemas/A{number + 1}"}
    message = "error a chain of 3 references is too long to follow"
    found = said("chain", {"paths": {}, "components": {"schemas": schemas}})
    assert found == [f"{message} (/components/schemas/{name})" for name in said_at]
