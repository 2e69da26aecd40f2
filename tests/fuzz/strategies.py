"""What is fuzzed, and with what: the document over the mock's ASGI application, values that a caller would know."""

from __future__ import annotations

import copy
import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import hypothesis
import pytest
import schemathesis
from schemathesis import AuthContext, Case
from schemathesis.config import SchemathesisConfig
from schemathesis.core.result import Ok
from schemathesis.generation.feedback import FeedbackSources
from schemathesis.generation.hypothesis.builder import (
    InvalidHeadersExampleMark,
    InvalidRegexMark,
    MissingPathParameters,
    NonSerializableMark,
    UnsatisfiableExampleMark,
    UnserializablePayloadMark,
)
from schemathesis.pytest._test_builder import build_operation_test
from schemathesis.python._constants.orchestrator import make_constants_value_source
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.schemas import OpenApiSchema

from comm100.testing import Mock, MockClock, MockRequest, MockResponse
from tests.fuzz.wire import ODD_STATES
from tests.mock.response_validator import DOCUMENT
from tests.mock.support import ADA, CALLBACK, CLIENT, PARTNER_TOKEN, PASSWORD, TOKEN, bearer, redirected

__all__ = [
    "EXAMPLES",
    "FEWER",
    "SEED",
    "SETTINGS",
    "each_operation",
    "fixed_mock",
    "fuzzed",
    "knowing",
    "landed",
    "machine_examples",
    "run_cases",
    "sign_in",
    "takes_longer",
]

# Beside the document's examples and the edges of each schema, which are always tried; CI tries 30, `make fuzz` 200.
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "10"))
SEED = int(os.environ.get("FUZZ_SEED", "0"))


def machine_examples() -> int:
    """Return how many lives a machine leads (``MACHINE_EXAMPLES``)."""
    return int(os.environ.get("MACHINE_EXAMPLES", "40"))


# `make fuzz` and CI fuzz all operations with all cases; other runs spare those that are like many others.
_ALL = os.environ.get("FUZZ_OPERATIONS") == "all"
_MOST_COVERED = 120
"""How many of the cases for the edges of its schemas an operation gets otherwise: an object of a hundred flags has
three of each flag."""

SETTINGS = hypothesis.settings(
    max_examples=EXAMPLES,
    # A failure prints what reproduces it; a database would make runs depend on earlier ones.
    database=None,
    deadline=None,
    suppress_health_check=list(hypothesis.HealthCheck),
    print_blob=False,
)

# Over a socket the mock is the same; only the server is new.
FEWER = hypothesis.settings(SETTINGS, max_examples=max(5, EXAMPLES // 5))

takes_longer = pytest.mark.timeout(180 * max(1, EXAMPLES // 30, machine_examples() // 40))
"""For tests that make hundreds of requests each: seconds, and more of them with more examples (``make fuzz``)."""

# Schemathesis notes on a test why it makes fewer cases than it should.
_UNMADE = (
    InvalidHeadersExampleMark,
    InvalidRegexMark,
    MissingPathParameters,
    NonSerializableMark,
    UnsatisfiableExampleMark,
    UnserializablePayloadMark,
)

# A schema says which values are well formed, not which exist: without these nearly every request would end at an
# unknown client or agent, before anything else is looked at.
_KNOWN = {
    "query.client_id": [CLIENT["client_id"]],
    "query.redirect_uri": [CALLBACK],
    "query.siteId": [10000],
    "query.state": ODD_STATES,
    "path.id": [1, 2, 3, 4],
    "body.client_id": [CLIENT["client_id"]],
    "body.client_secret": [CLIENT["client_secret"]],
    "body.redirect_uri": [CALLBACK],
    "body.siteId": [10000],
    "body.email": [PASSWORD["email"], "partner@example.com"],
    "body.password": [PASSWORD["password"], "example-partner-password"],
    "body.currentPassword": [PASSWORD["password"]],
}


def fixed_mock() -> Mock:
    """Return a mock that gives the same requests the same responses, whenever they arrive: its clock stands still."""
    return Mock(seed=SEED, clock=MockClock(datetime(2026, 1, 1, 12, tzinfo=UTC)))


def knowing(*strangers: str) -> dict[str, Any]:
    """Return the settings that make the known values known to schemathesis, save those of some parameters."""
    known = {name: values for name, values in _KNOWN.items() if name not in strangers}
    return {
        "dictionaries": {name: {"values": values} for name, values in known.items()},
        "parameters": {name: {"dictionary": name, "probability": 0.7} for name in known},
    }


def fuzzed(mock: Mock, headers: Callable[[Case[Any]], Mapping[str, str]], *, served: bool = False) -> OpenApiSchema:
    """Return the document as schemathesis sees it, with credentials from the real grants.

    Args:
        mock: What answers, in process.
        headers: Returns the Authorization header of a case.
        served: Whether something else answers, at the ``base_url`` that each call names.
    """
    config = SchemathesisConfig.from_dict({"seed": SEED, **knowing()})
    # A copy, because schemathesis writes into what it is given.
    schema = schemathesis.openapi.from_dict(copy.deepcopy(dict(DOCUMENT)), config=config)
    if not served:
        schema.app = mock.asgi

    @schema.auth(refresh_interval=None).apply_to(path_regex="^/api/")
    class SignedIn:
        def get(self, case: Case[Any], _context: AuthContext) -> Any:
            return partner_headers(mock) if case.path.startswith("/api/v2/partner/") else headers(case)

        def set(self, case: Case[Any], data: Any, _context: AuthContext) -> None:
            case.headers.update(data)

    return schema


def each_operation(schema: OpenApiSchema) -> pytest.MarkDecorator:
    """Parametrize a test with the operations of a schema.

    Its own ``parametrize`` makes the cases of the coverage phase while tests are collected, in every process of
    pytest-xdist: all cases of all operations, for processes that run a few of them.

    Operations of Live Chat and Reports are many and alike: one in eight of them is fuzzed, unless ``FUZZ_OPERATIONS``
    is ``all``, as in ``make fuzz`` and in CI.
    """
    operations: list[APIOperation[Any, Any, Any, Any]] = []
    for result in schema.get_all_operations():
        assert isinstance(result, Ok), result.err()
        operations.append(result.ok())
    if not _ALL:
        operations = [
            operation
            for index, operation in enumerate(operations)
            if index % 8 == 0 or not operation.path.startswith("/api/v2/livechat/")
        ]
    return pytest.mark.parametrize("operation", operations, ids=[operation.label for operation in operations])


def run_cases(operation: APIOperation[Any, Any, Any, Any], check: Callable[[Case[Any]], None]) -> None:
    """Run a check with the cases that schemathesis makes of an operation: examples, coverage and random ones.

    Args:
        operation: The operation.
        check: The check, with the settings and the seed of Hypothesis.
    """
    sources = FeedbackSources(constants_value_source=make_constants_value_source(operation.schema))
    test = build_operation_test(
        config=operation.schema.config, operation=operation, test_func=check, given_kwargs={}, feedback=sources
    )
    unmade = [mark.attr_name for mark in _UNMADE if mark.is_set(test)]
    assert not unmade, f"{operation.label}: schemathesis cannot make all cases: {unmade}"
    covered = getattr(test, "hypothesis_explicit_examples", [])
    if len(covered) > _MOST_COVERED and not _ALL:
        chosen = [covered[number * len(covered) // _MOST_COVERED] for number in range(_MOST_COVERED)]
        test.hypothesis_explicit_examples = chosen  # type: ignore[attr-defined]  # where Hypothesis keeps them
    test()


def partner_headers(mock: Mock) -> Mapping[str, str]:
    """Return the Authorization header of a partner."""
    form = urlencode({"grant_type": "password", "email": "partner@example.com", "password": "example-partner-password"})
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    return bearer(mock.respond(MockRequest("POST", PARTNER_TOKEN, kind, form.encode())).json()["access_token"])


def sign_in(mock: Mock, way: int) -> Mapping[str, str]:
    """Return an Authorization header that was got in one of the real ways; the API key where the others fail."""
    grants: list[dict[str, Any]] = [PASSWORD, {"grant_type": "client_credentials", "siteId": "10000", **CLIENT}]
    if way % 4 == 2:
        query = {"client_id": CLIENT["client_id"], "redirect_uri": CALLBACK, "response_type": "code"}
        location = mock.respond(MockRequest("GET", "/oauth/authorize?" + urlencode(query))).header("Location") or ""
        code = location.partition("?code=")[2]
        grants.append({"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK, **CLIENT})
    if way % 4 < len(grants):
        form = urlencode(grants[way % 4]).encode()
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        response = mock.respond(MockRequest("POST", TOKEN, kind, form))
        if response.status == 200:
            return bearer(response.json()["access_token"])
    return ADA


def landed(response: MockResponse, redirect_uri: str) -> dict[str, str]:
    """Return the parameters of a redirect to one of our URIs, one of which has a query of its own."""
    location = response.header("Location") or ""
    separator = "&" if "?" in redirect_uri else "?"
    assert location.startswith(redirect_uri + separator), location
    rest = location.removeprefix(redirect_uri + separator)
    return redirected(MockResponse(response.status, (("Location", f"{CALLBACK}?{rest}"),)))
