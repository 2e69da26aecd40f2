"""What Python executes first in a process that a test starts during ``make mutants`` (see processes.py)."""

import os
import sys

# The rest is loaded only when the module is, so that a test of what an import loads sees little more.
if "MUTANT" in os.environ or "MUTANTS_TRACE" in os.environ:
    _root = os.path.abspath(os.path.join(os.path.dirname(__file__), *[os.pardir] * 3))  # noqa: PTH100, PTH118, PTH120
    sys.path.insert(0, _root)
    __import__("tests.mutants.finder" if "MUTANT" in os.environ else "tests.mutants.tracer")
    sys.path.remove(_root)
