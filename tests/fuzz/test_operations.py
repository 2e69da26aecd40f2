"""Each operation: the document's examples, the edges of each schema, and random values, valid and not."""

from __future__ import annotations

import contextlib
import functools
import http.client
import zlib
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import hypothesis
import pytest
from schemathesis import Case, Response
from schemathesis.schemas import APIOperation

from comm100.testing import MockRequest, MockServer
from tests.fuzz.checks import deserved, own_checks, sent_by, strangers_are_refused, unfit
from tests.fuzz.strategies import SEED, SETTINGS, each_operation, fixed_mock, fuzzed, run_cases, sign_in, takes_longer
from tests.fuzz.wire import Sent, misspelt

pytestmark = takes_longer

MOCK = fixed_mock()


def begin(case: Case[Any]) -> None:
    """Make the mock as new, and sign in as the case did when it was made; the same seed hands out the same token."""
    MOCK.reset()
    sign_in(MOCK, way(case))


def way(case: Case[Any]) -> int:
    """Return the number of the way to sign in that a case decides."""
    return zlib.crc32(repr((case.method, case.path, case.path_parameters, case.query)).encode()) % 4


@functools.cache
def header(way: int) -> Mapping[str, str]:
    """Return the header that each sign-in of this way to a new mock gets."""
    MOCK.reset()
    return sign_in(MOCK, way)


SCHEMA = fuzzed(MOCK, lambda case: header(way(case)))


@pytest.fixture(scope="module")
def connection() -> Iterator[http.client.HTTPConnection]:
    with (
        MockServer(MOCK) as server,
        contextlib.closing(http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=30)) as connection,
    ):
        yield connection


@each_operation(SCHEMA)
def test_an_operation_does_what_the_document_says(
    connection: http.client.HTTPConnection, operation: APIOperation[Any, Any, Any, Any]
) -> None:
    """All checks of schemathesis and all of ours hold, for each request on its own; a socket changes nothing."""

    @hypothesis.seed(SEED)
    @SETTINGS
    def check(case: Case[Any]) -> None:
        begin(case)
        response = case.call_and_validate(additional_checks=own_checks(), excluded_checks=unfit(case))
        if not own_checks():
            return
        sent = sent_by(response)
        for variant in misspelt(sent):
            deserved(variant, MOCK.respond(MockRequest(variant.method, variant.url, variant.headers, variant.body)))
        strangers_are_refused(MOCK.respond, sent)
        begin(case)
        same_over_a_socket(connection, sent, response)

    run_cases(operation, check)


def same_over_a_socket(connection: http.client.HTTPConnection, sent: Sent, expected: Response) -> None:
    """Fail unless a server reads the request and writes the response as it was in process."""
    parts = urlsplit(sent.url)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    # The answer may name the host.
    connection.request(sent.method, target, sent.body or None, {**sent.headers, "Host": parts.netloc})
    response = connection.getresponse()
    assert (response.status, response.read()) == (expected.status_code, expected.content), str(sent)
    fields = [(name.lower(), value) for name, value in response.getheaders() if name.lower() != "date"]
    assert sorted(fields) == sorted((name, value) for name, values in expected.headers.items() for value in values)
