"""Notes which lines of some files this process runs, in a file of ``MUTANTS_TRACE``.

``MUTANTS_TRACE`` is a JSON list: a folder, and the patterns of the files.
"""

from __future__ import annotations

import atexit
import json
import os
from pathlib import Path

import coverage

_folder, _files = json.loads(os.environ["MUTANTS_TRACE"])
_traced = coverage.Coverage(data_file=None, config_file=False, include=_files)
# A process that runs none of the files is none of a test's mistakes.
_traced.set_option("run:disable_warnings", ["no-data-collected"])


def _stop() -> None:
    _traced.stop()
    data = _traced.get_data()
    lines = {file: data.lines(file) for file in data.measured_files()}
    # Under its final name only when it is complete: somebody may be looking.
    path = Path(_folder) / f"{os.getpid()}.part"
    path.write_text(json.dumps(lines), "utf-8")
    path.rename(path.with_suffix(".json"))


_traced.start()
atexit.register(_stop)
