"""What happens once: importing the package, and rendering it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from functools import partial
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from statistics import median

from .measure import Variant, compare, rows
from .servers import ENVIRONMENT, ROOT
from .table import Row

__all__ = ["copies", "imports", "rendering"]

MILLISECONDS, SECONDS = 1e3, 1.0

_STAGES = (
    ("import httpx2", "import httpx2"),
    ("from comm100 import Client, ClientCredentials", "from comm100 import Client, ClientCredentials"),
    ("httpx2.Client(), which loads ssl and certificates", "httpx2.Client()"),
    ("Client()", "client = Client()"),
    ("client.account.agents", "client.account.agents"),
    ("from comm100.models import Agent", "from comm100.models import Agent"),
)
_GOALS = {"client.account.agents": "at most 10 ms"}
_PROGRAM = "import json, time\nmarks = [time.perf_counter()]\n{stages}\nprint(json.dumps(marks))"
_STAGE = "{code}\nmarks.append(time.perf_counter())"


def imports(rounds: int) -> list[Row]:
    """Time the steps to a first call in fresh interpreters, each step on top of those before it."""
    program = _PROGRAM.format(stages="\n".join(_STAGE.format(code=code) for _, code in _STAGES))
    steps: list[list[float]] = []
    with tempfile.TemporaryDirectory() as cache:
        # The first interpreter compiles what the others find compiled, even where the environment forbids that.
        environment = {**ENVIRONMENT, "PYTHONPYCACHEPREFIX": cache, "PYTHONDONTWRITEBYTECODE": ""}
        for _ in range(rounds + 1):
            process = subprocess.run(
                [sys.executable, "-c", program], env=environment, check=True, capture_output=True, text=True
            )
            marks = json.loads(process.stdout)
            steps.append([later - earlier for earlier, later in pairwise(marks)])
    medians = [median(step) * MILLISECONDS for step in zip(*steps[1:], strict=True)]
    library, package, *_ = medians
    total = Row("both imports together", library + package, package, 1 + package / library, goal="at most 1.15")
    first, second, *others = [
        Row(name, value, None, value / library, goal=_GOALS.get(name, ""))
        for (name, _), value in zip(_STAGES, medians, strict=True)
    ]
    return [first, second, total, *others]


def copies(rounds: int) -> list[Row]:
    """Time what a copy in another source tree costs there: its import, and the check that it is intact."""
    package = ROOT / "generated" / "comm100"
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder, "acme", "_vendor")
        shutil.copytree(package, tree / "comm100", ignore=shutil.ignore_patterns("__pycache__"))
        for parent in (tree, tree.parent):
            (parent / "__init__.py").touch()
        environment = {**ENVIRONMENT, "PYTHONPYCACHEPREFIX": f"{folder}/cache", "PYTHONDONTWRITEBYTECODE": ""}

        def run(*arguments: str) -> None:
            subprocess.run([sys.executable, *arguments], cwd=folder, env=environment, check=True, capture_output=True)

        variants = [
            Variant[object]("an interpreter that imports httpx2", partial(run, "-c", "import httpx2")),
            Variant[object](
                "one that imports a copy's Client", partial(run, "-c", "from acme._vendor.comm100 import Client")
            ),
            Variant[object](
                "python -m acme._vendor.comm100 verify", partial(run, "-m", "acme._vendor.comm100", "verify")
            ),
        ]
        compare(variants, rounds)
    first, second, third = rows(variants, MILLISECONDS)
    return [first, replace(second, goal="at most 1.15"), replace(third, goal="at most 200 ms")]


def rendering(rounds: int) -> list[Row]:
    """Time the generator, from the command line to the last file, beside openapi-python-client on the same document."""
    scripts = Path(sys.executable).parent
    # It formats its output with ruff, which it looks for on the PATH.
    environment = {**ENVIRONMENT, "PATH": os.pathsep.join((str(scripts), ENVIRONMENT.get("PATH", "")))}
    document = ROOT / "generated" / "comm100" / "openapi.json"
    with tempfile.TemporaryDirectory() as folder:
        # The first lap compiles modules and templates, even where the environment forbids that.
        environment |= {"PYTHONPYCACHEPREFIX": f"{folder}/cache", "PYTHONDONTWRITEBYTECODE": ""}
        ours = [sys.executable, "-m", "generator", "render", "--out", f"{folder}/out"]
        stock = [str(scripts / "openapi-python-client"), "generate", "--path", str(document), "--meta", "none"]
        stock += ["--overwrite", "--output-path", f"{folder}/stock"]

        def run(command: list[str]) -> None:
            subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)

        variants = [
            Variant[object](f"openapi-python-client {version('openapi-python-client')}", partial(run, stock)),
            Variant[object]("python -m generator render, with the mock and the reference", partial(run, ours)),
        ]
        compare(variants, rounds)
    first, second = rows(variants, SECONDS)
    return [first, replace(second, goal="at most 1.5")]
