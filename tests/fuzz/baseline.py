"""Schemathesis as it comes, over an application of a few lines: what its own checks say, and what it sent."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from schemathesis.config import FuzzConfig, SchemathesisConfig
from schemathesis.engine import events, from_schema
from schemathesis.specs.openapi.schemas import OpenApiSchema

from comm100.testing import MockApplication, MockRequest, MockResponse
from tests.fuzz.wire import Sent
from tests.mock.response_validator import DOCUMENT

__all__ = ["Answer", "Outcome", "Recorded", "described", "operation", "says", "stock"]

Answer = Callable[[MockRequest], MockResponse]


@dataclass
class Outcome:
    """What came of a run."""

    failed: set[str] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)
    exchanges: list[tuple[Sent, MockResponse]] = field(default_factory=list)

    def __str__(self) -> str:
        return f"failed: {sorted(self.failed)}, errors: {self.errors}, {len(self.exchanges)} requests"


class Recorded:
    """An application that answers as it is told, and keeps the exchanges."""

    def __init__(self, answer: Answer, exchanges: list[tuple[Sent, MockResponse]]) -> None:
        self.answer = answer
        self._exchanges = exchanges

    def respond(self, request: MockRequest) -> MockResponse:
        response = self.answer(request)
        self._exchanges.append((Sent(request.method, request.url, dict(request.headers), request.body), response))
        return response


def stock(
    document: Mapping[str, Any],
    answer: Answer,
    *,
    phases: Iterable[str] = ("coverage", "fuzzing"),
    checks: Sequence[str] = (),
    without: Sequence[str] = (),
    examples: int = 50,
    mode: str = "all",
    prepare: Callable[[OpenApiSchema], None] = lambda schema: None,
    **settings: Any,
) -> Outcome:
    """Run schemathesis without a check of ours, to the end whatever fails.

    Args:
        document: What it reads.
        answer: What it asks.
        phases: Its phases; ``fuzz`` alone for those of ``schemathesis fuzz``, which has none.
        checks: The names of its checks; all of them where there is none.
        without: Checks to leave out.
        examples: How many random requests an operation gets.
        mode: ``positive`` for valid requests alone, ``negative`` for the others.
        prepare: What else is done to the schema first.
        settings: Anything else that stands in schemathesis.toml.
    """
    every = {name: {"enabled": name in phases} for name in ("examples", "coverage", "fuzzing", "stateful")}
    chosen: dict[str, Any] = {"enabled": not checks}
    chosen |= {name: {"enabled": True} for name in checks} | {name: {"enabled": False} for name in without}
    # A database would make a run depend on earlier ones.
    generation = {"max-examples": examples, "database": "none", "mode": mode}
    config = {"phases": every, "checks": chosen, "generation": generation, "continue-on-failure": True}
    schema = schemathesis.openapi.from_dict(
        copy.deepcopy(dict(document)), config=SchemathesisConfig.from_dict({"seed": 0, **config, **settings})
    )
    outcome = Outcome()
    schema.app = MockApplication(Recorded(answer, outcome.exchanges))
    prepare(schema)
    engine = from_schema(schema)
    for event in engine.fuzz(FuzzConfig(max_time=1)) if "fuzz" in phases else engine.execute():
        if isinstance(event, events.ScenarioFinished | events.FuzzScenarioFinished):
            results = [check for checks in event.recorder.checks.values() for check in checks]
            outcome.failed |= {check.name for check in results if check.failure_info is not None}
        elif isinstance(event, events.NonFatalError | events.FatalError):
            outcome.errors.append(str(event.info if isinstance(event, events.NonFatalError) else event.exception))
    return outcome


def operation(name: str) -> dict[str, Any]:
    """Return our document with one operation only, of this operationId, and without links to others."""
    document: dict[str, Any] = copy.deepcopy(dict(DOCUMENT))
    for path, item in DOCUMENT["paths"].items():
        for method, described in item.items():
            if method != "parameters" and described["operationId"] != name:
                del document["paths"][path][method]
            elif method != "parameters":
                for response in document["paths"][path][method]["responses"].values():
                    response.pop("links", None)
    return document


def described(
    method: str, path: str, security: Sequence[Mapping[str, Any]] = (), schemes: Any = None, **operation: Any
) -> dict[str, Any]:
    """Return a document of one operation, which answers 200 or an error."""
    content = {"application/json": {"schema": {"type": "object"}}}
    responses = {status: {"description": "Such.", "content": content} for status in ("200", "400", "401")}
    told = {"operationId": "only", "security": list(security), "responses": responses, **operation}
    return {
        "openapi": "3.1.0",
        "info": {"title": "A trap", "version": "1"},
        "paths": {path: {method.lower(): told}},
        "components": {"securitySchemes": schemes or {}},
    }


def says(method: str, judge: Callable[[MockRequest], int]) -> Answer:
    """Return an application of one method, which answers with the status that a function gives to a request."""

    def answer(request: MockRequest) -> MockResponse:
        status = judge(request) if request.method == method else 405
        return MockResponse(status, (("Content-Type", "application/json"), ("Allow", method)), b"{}")

    return answer
