"""Token requests to a mock in process: ``python -m tests.bench.million 10000 1000000``.

It runs in a process of its own, whose memory nothing else fills, and prints that as a line of JSON at the start and
after each of the numbers of requests.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from itertools import cycle, islice, pairwise

from comm100.testing import Mock
from comm100.testing.messages import MockResponse
from tests.progress import progress

from .memory import resident
from .wire import password_form, token_form, token_request

_STEP = 10_000
_ROTATIONS = 20


def _answers(mock: Mock) -> Iterator[MockResponse]:
    """Yield the answers to a client and to an agent in turn; the agent refreshes often before the next login."""
    machine, login = token_request(token_form()), token_request(password_form())
    agent = mock.respond(login)
    for rotation in cycle(range(_ROTATIONS)):
        yield mock.respond(machine)
        form = {"grant_type": "refresh_token", "refresh_token": agent.json()["refresh_token"]}
        agent = mock.respond(token_request(form) if rotation else login)
        yield agent


def _ask(answers: Iterator[MockResponse], done: int, until: int, whole: int) -> None:
    for number, answer in enumerate(islice(answers, until - done), done + 1):
        if answer.status != 200:
            sys.exit(f"The mock answered {answer.status} to request {number:,}.")
        if number % _STEP == 0:
            progress(number, whole)


def main(marks: list[int]) -> None:
    """Ask, and print the requests so far and the MiB that the process holds.

    Args:
        marks: The numbers of requests to stop at, in order.
    """
    answers = _answers(Mock())
    for done, until in pairwise([0, 0, *marks]):
        _ask(answers, done, until, marks[-1])
        sys.stdout.write(json.dumps([until, resident(os.getpid())]) + "\n")


if __name__ == "__main__":
    main([int(mark) for mark in sys.argv[1:]])
