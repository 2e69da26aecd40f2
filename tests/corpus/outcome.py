"""Render one document in a process of its own, within limits, and say what came of it."""

from __future__ import annotations

import importlib
import multiprocessing
import pkgutil
import resource
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from generator.adapt.adapt import Adaptation, adapt
from generator.document.load import LoadedDocument, load_document
from generator.document.pointers import resolve
from generator.document.walk import operations, responses
from generator.errors import INTERNAL, SpecError
from generator.model.types import AnyType, Type
from generator.output.format import format_python
from generator.render import render

__all__ = ["Outcome", "Run"]

_TEMPLATES = Path(__file__).parents[2] / "templates"
_SECONDS = 300
_BYTES = 3 << 30
# A schema with one of these says what a response holds.
_TYPING = {"$ref", "type", "enum", "const", "properties", "items", "allOf", "anyOf", "oneOf"}


@dataclass
class Outcome:
    """What came of one document.

    Attributes:
        operations: How many operations it has.
        dropped: How many of them were not rendered.
        lost: How many responses have a type in the document and none in the client.
        seconds: How long it took.
        refused: Why nothing was rendered.
        crash: The end of a traceback, a bug that cost a part, or which limit was exceeded.
        broken: The modules that cannot be imported, with the reason.
        reasons: How many findings there are, by grade, rule and words.
    """

    operations: int = 0
    dropped: int = 0
    lost: int = 0
    seconds: float = 0.0
    refused: str = ""
    crash: str = ""
    broken: list[str] = field(default_factory=list)
    reasons: Counter[tuple[str, str, str]] = field(default_factory=Counter)


class Run:
    """A process that renders one document.

    Args:
        path: The document.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._started = time.monotonic()
        self.connection, theirs = multiprocessing.Pipe(duplex=False)
        # What the parent has imported need not be imported again.
        self._process = multiprocessing.get_context("fork").Process(target=_work, args=(path, theirs), daemon=True)
        self._process.start()
        theirs.close()

    def outcome(self) -> Outcome | None:
        """Return what came of the document, or None if the process is still at it."""
        if self.connection.poll():
            try:
                result: Outcome = self.connection.recv()
            except EOFError:
                self._process.join()
                result = Outcome(crash=f"the process ended with {self._process.exitcode}")
        elif time.monotonic() - self._started > _SECONDS:
            self._process.kill()
            result = Outcome(crash=f"it took more than {_SECONDS} seconds")
        else:
            return None
        self._process.join()
        self._process.close()
        self.connection.close()
        return result


def _work(path: Path, connection: Connection) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))
    started = time.process_time()
    outcome = Outcome()
    try:
        _render(path, outcome)
    except SpecError as error:
        outcome.refused = str(error.findings[-1])
        outcome.dropped = outcome.operations
    except BaseException:
        outcome.crash = "".join(traceback.format_exc().splitlines(keepends=True)[-5:])
    outcome.seconds = time.process_time() - started
    connection.send(outcome)


def _render(path: Path, outcome: Outcome) -> None:
    loaded = load_document(path, tolerant=True)
    outcome.operations = sum(1 for _ in operations(loaded.document))
    adaptation = adapt(loaded)
    outcome.dropped = adaptation.total - adaptation.rendered
    outcome.lost = sum(1 for _ in _lost(loaded, adaptation))
    outcome.crash = " ".join(str(finding) for finding in adaptation.findings if finding.rule == INTERNAL)
    for finding in adaptation.findings:
        outcome.reasons[finding.grade or "", finding.rule, finding.message] += finding.others + 1
    files = format_python(render(adaptation.api, _TEMPLATES))
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            if name.startswith(f"{adaptation.api.package}/"):
                file = Path(folder, name)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
        outcome.broken += _broken(Path(folder), adaptation.api.package)


def _broken(folder: Path, package: str) -> Iterator[str]:
    """Yield the modules of a package that cannot be imported."""
    sys.path.insert(0, str(folder))
    sys.dont_write_bytecode = True
    names = [package, *(module.name for module in pkgutil.walk_packages([str(folder / package)], f"{package}."))]
    for name in names:
        if name.endswith("__main__"):
            continue
        try:
            importlib.import_module(name)
        except Exception as error:
            yield f"{name}: {type(error).__name__}: {error}"


def _lost(loaded: LoadedDocument, adaptation: Adaptation) -> Iterator[str]:
    """Yield the responses that the document gives a type and the client does not."""
    known: dict[tuple[str, str, str], set[Type]] = {}
    for node in adaptation.api.walk():
        for operation in node.operations:
            for response in (*operation.successes, *operation.errors):
                types = {content.type for content in response.contents}
                known[operation.method, operation.path, response.status] = types
    rendered = {(method, path) for method, path, _ in known}
    for ref in operations(loaded.document):
        if (ref.method, ref.path) not in rendered or not isinstance(ref.body.get("responses"), Mapping):
            continue
        for status, node in responses(ref.body).items():
            is_read = (ref.method, ref.path, status) in known or status[:1] not in "13"
            types = known.get((ref.method, ref.path, status), set())
            if is_read and types <= {AnyType()} and _is_typed(loaded.document, node):
                yield f"{ref.pointer}/responses/{status}"


def _is_typed(document: Mapping[str, Any], response: Any) -> bool:
    try:
        response, _ = resolve(document, response)
        content = response.get("content") or {}
        schemas = [resolve(document, media.get("schema", {}))[0] for media in content.values()]
    except (AttributeError, KeyError):
        return False
    return any(isinstance(schema, Mapping) and bool(_TYPING & schema.keys()) for schema in schemas)
