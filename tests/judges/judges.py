"""What each judge is asked, and what its answer means."""

from __future__ import annotations

import base64
import json
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from tests.bench import prism
from tests.bench.servers import ROOT, ServerError

from .tools import AbsentError, from_npm, from_pip, pinned, pinned_by_npm, run

__all__ = ["JUDGES", "Judge", "RefusedError", "complete"]

SOURCE: Final = ROOT / "spec" / "openapi.yaml"
BUNDLED: Final = ROOT / "generated" / "comm100" / "openapi.json"
_DOCUMENT: Final[dict[str, Any]] = json.loads(BUNDLED.read_text(encoding="utf-8"))
_METHODS: Final = ("get", "put", "post", "delete", "patch")
_LONGEST: Final = 600
_AGENT: Final = "/api/v2/account/agents/1"
_REFUSALS: Final = ("400", "401", "403", "404", "500")


class RefusedError(Exception):
    """A judge does not accept the description; the message says what it says."""


@dataclass(frozen=True)
class Judge:
    """A tool that reads the description.

    Args:
        name: What it is.
        version: Which version is asked.
        run: Asks it, and returns what it accepts in a few words; raises `RefusedError` or `AbsentError`.
    """

    name: str
    version: str
    run: Callable[[], str]


def complete(what: str, expected: Sequence[str], accepted: Sequence[str]) -> str:
    """Return how many there are, for the table.

    Args:
        what: What they are.
        expected: Those of the description.
        accepted: Those that the judge made something of.

    Raises:
        RefusedError: Some are missing.
    """
    missing = sorted(set(expected) - set(accepted))
    if missing:
        raise RefusedError(f"{len(missing)} of {len(expected)} {what} are dropped: {', '.join(missing[:5])}")
    return f"all {len(expected)} {what}"


def _redocly() -> str:
    command = [*from_npm("redocly"), "lint", "--extends", "recommended-strict"]
    return _both(command)


def _spectral() -> str:
    command = [*from_npm("spectral"), "lint", "--ruleset", ".spectral.mjs", "--fail-severity", "hint"]
    return _both(command)


def _spec_validator() -> str:
    return _both([sys.executable, "-m", "openapi_spec_validator"])


def _generator_validate() -> str:
    if shutil.which("java") is None:
        raise AbsentError("Java is not on the PATH")
    return _both([*from_pip("openapi-generator-cli"), "validate", "--input-spec"])


def _python_client() -> str:
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder, "config.yaml")
        config.write_text("post_hooks: []\n", encoding="utf-8")
        options = ["--meta", "none", "--config", str(config), "--output-path", f"{folder}/client", "--fail-on-warning"]
        _accepted([_script("openapi-python-client"), "generate", "--path", str(BUNDLED), *options])
        count = sum(path.name != "__init__.py" for path in Path(folder, "client", "api").rglob("*.py"))
    operations = _operations()
    if count != len(operations):
        raise RefusedError(f"{count} modules for {len(operations)} operations")
    return f"all {count} operations, no warning"


def _typescript() -> str:
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder, "api.d.ts")
        _accepted([*from_npm("openapi-typescript"), str(BUNDLED), "--output", str(output)])
        types = output.read_text(encoding="utf-8").partition("export interface operations {")[2]
    names = re.findall(r'^    "?([\w.]+)"?: \{$', types, re.MULTILINE)
    return complete("operations", _operations(), names)


def _datamodel() -> str:
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder, "models.py")
        options = ["--input-file-type", "openapi", "--output-model-type", "pydantic_v2.BaseModel"]
        formatters = ["--formatters", "builtin"]
        command = [*from_pip("datamodel-codegen"), "--input", str(BUNDLED), "--output", str(output)]
        _accepted([*command, *options, *formatters])
        _accepted([*from_pip("python"), str(output)])
        classes = re.findall(r"^class (\w+)", output.read_text(encoding="utf-8"), re.MULTILINE)
    return complete("schemas", list(_DOCUMENT["components"]["schemas"]), classes)


def _prism() -> str:
    """Ask for a success, and for each error, which has an example of its own."""
    try:
        with prism.served(prism.install()) as server:
            agent = _ask(server.port)
            codes = {status: _ask(server.port, status).get("code") for status in _REFUSALS}
    except prism.AbsentError as error:
        raise AbsentError(str(error)) from None
    except ServerError as error:
        raise RefusedError(str(error)) from None
    if "email" not in agent:
        raise RefusedError(f"GET {_AGENT} returned {agent}")
    wrong = {status: code for status, code in codes.items() if not str(code).startswith(status)}
    if wrong:
        raise RefusedError(f"these statuses come with another one's code: {wrong}")
    return f"serves it; an example for each of {', '.join(codes)}"


def _ask(port: int, prefer: str = "200") -> dict[str, Any]:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    key = base64.b64encode(b"ada@example.com:0123456789abcdef0123456789abcdef").decode()
    connection.request("GET", _AGENT, headers={"Authorization": f"Basic {key}", "Prefer": f"code={prefer}"})
    response = connection.getresponse()
    value: dict[str, Any] = json.loads(response.read())
    connection.close()
    if response.status != int(prefer):
        raise RefusedError(f"GET {_AGENT} returned {response.status} instead of {prefer}: {value}")
    return value


def _both(command: Sequence[str]) -> str:
    """Ask about the source and about the bundled document."""
    for path in (SOURCE, BUNDLED):
        _accepted([*command, str(path.relative_to(ROOT))])
    return "the source and the bundled document"


def _accepted(command: Sequence[str]) -> str:
    code, said = run(command)
    if code:
        raise RefusedError(f"exit code {code}: {' '.join(said.split())[-_LONGEST:]}")
    return said


def _operations() -> list[str]:
    return [
        item[method]["operationId"] for item in _DOCUMENT["paths"].values() for method in _METHODS if method in item
    ]


def _script(name: str) -> str:
    return str(Path(sys.executable).parent / name)


JUDGES: Final = (
    Judge("Redocly, strict", pinned_by_npm("@redocly/cli"), _redocly),
    Judge("Spectral", pinned_by_npm("@stoplight/spectral-cli"), _spectral),
    Judge("openapi-spec-validator", version("openapi-spec-validator"), _spec_validator),
    Judge("openapi-generator validate", pinned("openapi-generator-cli"), _generator_validate),
    Judge("openapi-python-client", version("openapi-python-client"), _python_client),
    Judge("openapi-typescript", pinned_by_npm("openapi-typescript"), _typescript),
    Judge("datamodel-code-generator", pinned("datamodel-code-generator"), _datamodel),
    Judge("Prism", prism.VERSION, _prism),
)
