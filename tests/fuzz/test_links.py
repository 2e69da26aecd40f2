"""Sequences of requests that follow the document's links: create, read, change, refresh, delete."""

from __future__ import annotations

from typing import Any

import hypothesis
from schemathesis import AuthContext, Case, Response
from schemathesis.generation.stateful import APIStateMachine, run_state_machine_as_test

from comm100.testing import Mock
from tests.fuzz.checks import OWN, unfit
from tests.fuzz.world import SEED, SETTINGS, fuzzed, sign_in

MOCK = Mock(seed=SEED)
SCHEMA = fuzzed(MOCK)


@SCHEMA.auth(refresh_interval=None).apply_to(path_regex="^/api/")
class SignedIn:
    """Credentials from the real grants, each request in another way."""

    def get(self, _case: Case[Any], _context: AuthContext) -> Any:
        return sign_in(MOCK, len(MOCK.requests))

    def set(self, case: Case[Any], data: Any, _context: AuthContext) -> None:
        case.headers.update(data)


Linked: type[APIStateMachine] = SCHEMA.as_state_machine()


class Sequences(Linked):  # type: ignore[misc, valid-type]  # schemathesis makes the class at run time
    """One scenario begins with a mock as new, because Hypothesis repeats it and wants the same answers."""

    def setup(self) -> None:
        MOCK.reset()

    def validate_response(self, response: Response, case: Case[Any], **options: Any) -> None:
        case.validate_response(
            response,
            additional_checks=OWN,
            excluded_checks=unfit(case),
            transport_kwargs=options or None,
            recorder=self.recorder,
        )


def test_sequences_do_what_the_document_says() -> None:
    """All checks hold along the links, use after deletion included."""
    settings = hypothesis.settings(SETTINGS, stateful_step_count=8)
    run_state_machine_as_test(hypothesis.seed(SEED)(Sequences), settings=settings)
