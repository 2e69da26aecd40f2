"""Every seeded break is found with its verdicts, and no rewrite is mistaken for one; in both directions."""

from __future__ import annotations

from typing import Any

import pytest

from generator.build.api import build_api
from generator.diff.compare import Comparison, Version, compare
from generator.diff.rules import EXPLANATIONS, RULES, Python, Wire
from generator.diff.surface import surface_of
from generator.document.load import LoadedDocument
from tests.diff.catalogue import BREAKS, GROWTH, REWRITES, Case, Rewrite, Verdict, shop


def version(document: Any) -> Version:
    loaded = LoadedDocument(document=document, sha256="", positions={})
    return Version(name="shop", document=document, surface=surface_of(build_api(loaded)), locate=loaded.locate)


OLD = version(shop())


def changed(case: Case | Rewrite) -> Version:
    document = shop()
    case.change(document)
    return version(document)


def verdicts(comparison: Comparison) -> set[Verdict]:
    return {(item.rule, item.wire.label, item.python.label) for item in comparison.differences}


def breaking_rules(comparison: Comparison) -> set[str]:
    return {item.rule for item in comparison.differences if item.is_breaking or item.python is Python.TYPES}


@pytest.mark.parametrize("case", [*BREAKS, *GROWTH], ids=[case.name for case in (*BREAKS, *GROWTH)])
def test_a_change_is_found_with_its_verdicts(case: Case) -> None:
    """It is told from its own reversal, and nothing else is said to break."""
    new = changed(case)
    for comparison, expected in ((compare(OLD, new), case.forward), (compare(new, OLD), case.backward)):
        assert expected in verdicts(comparison)
        assert breaking_rules(comparison) <= {expected[0], *case.also}


@pytest.mark.parametrize("case", REWRITES, ids=[case.name for case in REWRITES])
def test_a_rewrite_is_not_a_break(case: Rewrite) -> None:
    """Another way to write the same is at most another text."""
    new = changed(case)
    for comparison in (compare(OLD, new), compare(new, OLD)):
        assert [item for item in comparison.differences if item.wire > Wire.TEXT or item.python] == []


def test_every_rule_has_a_case() -> None:
    """Each one is expected somewhere, or is explained by one that is; and the catalogue is as large as promised."""
    expected = {verdict[0] for case in (*BREAKS, *GROWTH) for verdict in (case.forward, case.backward)}
    assert RULES.keys() - expected - EXPLANATIONS.keys() - {"text-changed", "mock-changed"} == set()
    assert len(BREAKS) >= 40
    assert len(REWRITES) >= 20
