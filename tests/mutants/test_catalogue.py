"""The catalogue of faults is whole, and is that of this mock."""

from __future__ import annotations

import pytest

from tests.mutants.layers import FAULTS, LAYERS, Fault
from tests.mutants.patches import StalePatchError


def test_the_catalogue_is_large_and_its_faults_differ() -> None:
    """It holds 140 faults or more, each under its own name, and no two make the same change."""
    assert len(FAULTS) >= 140
    patches = {(fault.patch.anchor, fault.patch.was, fault.patch.becomes) for fault in FAULTS}
    assert len({fault.name for fault in FAULTS}) == len(patches) == len(FAULTS)
    assert {fault.layer for fault in FAULTS} == LAYERS.keys()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_fits_the_mock(fault: Fault) -> None:
    """The function that it names exists, contains its fragment once, and still compiles with the fault in it."""
    try:
        compile(fault.apply(fault.path.read_text("utf-8")), str(fault.path), "exec")
    except StalePatchError as error:
        pytest.fail(f'tests/mutants/faults.yaml, "{fault.name}": {error}', pytrace=False)
