"""The catalogue of faults is whole, and is that of this mock."""

from __future__ import annotations

import pytest

from tests.mutants.layers import FAULTS, LAYERS, Fault


def test_the_catalogue_is_large_and_its_names_are_told_apart() -> None:
    """At least 80 faults, each under a name of its own, and none changes what another one does."""
    assert len(FAULTS) >= 80
    assert len({fault.name for fault in FAULTS}) == len({(each.module, each.was, each.becomes) for each in FAULTS})
    assert {fault.layer for fault in FAULTS} == LAYERS.keys()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_fits_the_mock(fault: Fault) -> None:
    """Its text stands in the module once, and what it becomes is Python."""
    compile(fault.applied(fault.path.read_text("utf-8")), fault.module, "exec")
