"""Sequences of requests that follow the document's links: create, read, change, refresh, delete."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import hypothesis
from schemathesis import Case, Response
from schemathesis.generation.stateful import APIStateMachine, run_state_machine_as_test
from schemathesis.specs.openapi.checks import positive_data_acceptance

from comm100.testing import MockServer
from tests.fuzz.checks import own_checks, sent_by, unfit
from tests.fuzz.strategies import FEWER, SEED, SETTINGS, fixed_mock, fuzzed, sign_in, takes_longer
from tests.fuzz.wire import parameter_fault

pytestmark = takes_longer

MOCK = fixed_mock()


def in_turn(_case: Case[Any]) -> Mapping[str, str]:
    """Sign in, each request in another way."""
    return sign_in(MOCK, len(MOCK.requests))


class Scenario:
    """One scenario begins with a mock as new, because Hypothesis repeats it and wants the same answers."""

    recorder: Any

    def setup(self) -> None:
        MOCK.reset()

    def validate_response(self, response: Response, case: Case[Any], **options: Any) -> None:
        # Depending on what else is imported, schemathesis takes a text for a UUID; our own check tells them apart.
        sent = sent_by(response)
        is_faulty = sent.operation is not None and parameter_fault(sent, blank_is_missing=False) is not None
        case.validate_response(
            response,
            additional_checks=own_checks(),
            excluded_checks=[*unfit(case), *([positive_data_acceptance] if is_faulty else [])],
            transport_kwargs=options or None,
            recorder=self.recorder,
        )


def follow(machine: type[APIStateMachine], settings: hypothesis.settings) -> None:
    settings = hypothesis.settings(settings, stateful_step_count=8)
    run_state_machine_as_test(hypothesis.seed(SEED)(machine), settings=settings)


def test_sequences_do_what_the_document_says() -> None:
    """All checks hold along the links, use after deletion included."""
    linked: type[APIStateMachine] = fuzzed(MOCK, in_turn).as_state_machine()

    class InProcess(Scenario, linked):  # type: ignore[misc, valid-type]  # schemathesis makes the class at run time
        pass

    follow(InProcess, SETTINGS)


def test_sequences_do_so_over_a_socket() -> None:
    """Links lead through real HTTP as they do in process."""
    linked: type[APIStateMachine] = fuzzed(MOCK, in_turn, served=True).as_state_machine()
    with MockServer(MOCK) as server:

        class Served(Scenario, linked):  # type: ignore[misc, valid-type]  # made at run time, as above
            def get_call_kwargs(self, _case: Case[Any]) -> dict[str, Any]:
                return {"base_url": server.url}

        follow(Served, FEWER)
