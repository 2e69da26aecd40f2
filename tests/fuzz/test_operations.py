"""Each operation: the document's examples, the edges of each schema, and random values, valid and not."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from typing import Any

import hypothesis
import pytest
from schemathesis import Case
from schemathesis.schemas import APIOperation

from comm100.testing import Mock, MockRequest, MockServer
from tests.fuzz.checks import OWN, deserved, sent_by, strangers_are_refused, unfit
from tests.fuzz.strategies import FEWER, SEED, SETTINGS, each_operation, fuzzed, run_cases, sign_in, takes_longer
from tests.fuzz.wire import misspelt

pytestmark = takes_longer

MOCK = Mock(seed=SEED)


def begin(case: Case[Any]) -> Mapping[str, str]:
    """Make the mock as new and sign in, in a way that the case decides; the same seed hands out the same token."""
    MOCK.reset()
    return sign_in(MOCK, zlib.crc32(repr((case.method, case.path, case.path_parameters, case.query)).encode()))


SCHEMA = fuzzed(MOCK, begin)
SERVED = fuzzed(MOCK, begin, served=True)


@each_operation(SCHEMA)
def test_an_operation_does_what_the_document_says(operation: APIOperation[Any, Any, Any, Any]) -> None:
    """All checks of schemathesis and all of ours hold, for each request on its own."""

    @hypothesis.seed(SEED)
    @SETTINGS
    def check(case: Case[Any]) -> None:
        begin(case)
        response = case.call_and_validate(additional_checks=OWN, excluded_checks=unfit(case))
        if not OWN:
            return
        sent = sent_by(response)
        for variant in misspelt(sent):
            deserved(variant, MOCK.respond(MockRequest(variant.method, variant.url, variant.headers, variant.body)))
        strangers_are_refused(MOCK.respond, sent)

    run_cases(operation, check)


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with MockServer(MOCK) as server:
        yield server.url


@each_operation(SERVED)
def test_an_operation_does_so_over_a_socket(url: str, operation: APIOperation[Any, Any, Any, Any]) -> None:
    """How the server reads and writes HTTP is fuzzed as well."""

    @hypothesis.seed(SEED)
    @FEWER
    def check(case: Case[Any]) -> None:
        begin(case)
        case.call_and_validate(base_url=url, additional_checks=OWN, excluded_checks=unfit(case))

    run_cases(operation, check)
