"""Each operation: the document's examples, the edges of each schema, and random values, valid and not."""

from __future__ import annotations

import zlib
from typing import Any

import hypothesis
from schemathesis import AuthContext, Case

from comm100.testing import Mock, MockRequest
from tests.fuzz.checks import OWN, deserved, sent_by, strangers_are_refused, unfit
from tests.fuzz.wire import misspelt
from tests.fuzz.world import SEED, SETTINGS, fuzzed, sign_in

MOCK = Mock(seed=SEED)
SCHEMA = fuzzed(MOCK)


def begin(case: Case[Any]) -> Any:
    """Make the mock as new and sign in, in a way that the case decides."""
    MOCK.reset()
    return sign_in(MOCK, zlib.crc32(repr((case.method, case.path, case.path_parameters, case.query)).encode()))


@SCHEMA.auth(refresh_interval=None).apply_to(path_regex="^/api/")
class SignedIn:
    """Credentials from the real grants; after each reset the same seed hands out the same token."""

    def get(self, case: Case[Any], _context: AuthContext) -> Any:
        return begin(case)

    def set(self, case: Case[Any], data: Any, _context: AuthContext) -> None:
        case.headers.update(data)


@SCHEMA.parametrize()
@hypothesis.seed(SEED)
@SETTINGS
def test_an_operation_does_what_the_document_says(case: Case[Any]) -> None:
    """All checks of schemathesis and all of ours hold, for each request on its own."""
    begin(case)
    response = case.call_and_validate(additional_checks=OWN, excluded_checks=unfit(case))
    if not OWN:
        return
    sent = sent_by(response)
    for variant in misspelt(sent):
        deserved(variant, MOCK.respond(MockRequest(variant.method, variant.url, variant.headers, variant.body)))
    strangers_are_refused(MOCK.respond, sent)
