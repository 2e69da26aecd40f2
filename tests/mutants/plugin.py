"""What pytest does differently when it runs tests with mutants."""

from __future__ import annotations

from collections.abc import Collection

import pytest

__all__ = ["Plugin"]


class Plugin:
    """Runs some tests or all, and stops at the first failure that Hypothesis finds.

    Args:
        tests: The identifiers of the tests; None for all.
    """

    def __init__(self, tests: Collection[str] | None = None) -> None:
        self._tests = None if tests is None else frozenset(tests)

    def pytest_sessionstart(self) -> None:
        """Have Hypothesis leave a failure as it is: its smallest example is nobody's business here."""
        # Not before: pytest rewrites the assertions of Hypothesis.
        import hypothesis

        phases = [phase for phase in hypothesis.Phase if phase != hypothesis.Phase.shrink]
        hypothesis.settings.register_profile("mutants", phases=phases)
        hypothesis.settings.load_profile("mutants")

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep the tests that are wanted."""
        if self._tests is not None:
            items[:] = [item for item in items if item.nodeid in self._tests]
