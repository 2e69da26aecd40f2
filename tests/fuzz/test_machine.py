"""Random lives of codes, tokens, accounts and sessions, against models of what must happen."""

from __future__ import annotations

import hypothesis
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from tests.fuzz.client_wire import ClientWire
from tests.fuzz.machine import OAuthMachine
from tests.fuzz.machine_client import ClientMachine
from tests.fuzz.strategies import SEED, machine_examples, takes_longer

pytestmark = takes_longer


def live(machine: type[RuleBasedStateMachine]) -> None:
    run_state_machine_as_test(
        hypothesis.seed(SEED)(machine),
        settings=hypothesis.settings(
            max_examples=machine_examples(),
            stateful_step_count=25,
            database=None,
            deadline=None,
            suppress_health_check=list(hypothesis.HealthCheck),
            print_blob=False,
        ),
    )


def test_the_mock_keeps_to_the_model() -> None:
    """No order of requests, wrong ones included, brings out another answer than the model's."""
    live(OAuthMachine)


class AskedByTheClient(OAuthMachine):
    """The same rules and the same model; requests and answers go through the client."""

    ask = ClientWire


def test_the_client_tells_what_the_mock_said() -> None:
    """Whatever happened before, the client is understood, and its results and errors are those of the model."""
    live(AskedByTheClient)


def test_the_client_keeps_its_session() -> None:
    """A call never fails while the session can be renewed, whoever calls, and one request renews it."""
    live(ClientMachine)
