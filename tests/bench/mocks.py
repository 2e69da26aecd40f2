"""What the mock takes for an answer, in process and over a socket, where others answer the same request."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace

from comm100.testing import Mock
from comm100.testing._document import bundled_document
from comm100.testing.messages import MockRequest
from tests.progress import progress

from . import prism
from .measure import Variant, compare, rows, turns, warm_up
from .servers import Server, ServerError, free_port, load, running
from .table import Row
from .wire import ME, ask, me_request, password_form, raw, token_form, token_request, validates

__all__ = ["created", "in_process", "mock_server", "over_loopback"]

MICROSECONDS, MILLISECONDS = 1e6, 1e3
CALLS = 20
_BOUND = "under 150"


def created(rounds: int) -> list[Row]:
    """Time the first ``Mock()``, which reads the document, the first request to it, and all further mocks."""

    def first_mock() -> Mock:
        # As if no mock of this document had been made before.
        return Mock(document=dict(bundled_document()))

    variants = [
        Variant[object]("the first Mock()", first_mock),
        Variant[object](f"the same, and GET {ME}", lambda: first_mock().respond(MockRequest("GET", ME))),
        Variant[object]("a further Mock()", Mock),
    ]
    compare(variants, rounds)
    first, *others = rows(variants, MILLISECONDS)
    return [replace(first, goal="at most 200"), *others]


def in_process(rounds: int) -> list[Row]:
    """Time ``Mock.respond``, which everything else is an adapter of."""
    mock = Mock()
    token = token_request(token_form())
    me = me_request(mock.respond(token_request(password_form())).json()["access_token"])
    variants = [
        Variant[object]("POST /oauth/token, client credentials", lambda: _repeat(mock, token), CALLS),
        Variant[object](f"GET {ME}, bearer token", lambda: _repeat(mock, me), CALLS),
    ]
    compare(variants, rounds)
    return [replace(row, goal=_BOUND) for row in rows(variants, MICROSECONDS)]


def _repeat(mock: Mock, request: MockRequest) -> None:
    for _ in range(CALLS):
        mock.respond(request)


def mock_server(stack: ExitStack) -> Server:
    """Serve the mock as people do, until the stack unwinds.

    Args:
        stack: What ends it.
    """
    return _python(stack, "comm100.testing", "--port")


def over_loopback(rounds: int, seconds: float, *, beside_prism: bool) -> list[Row]:
    """Count answers over 16 connections: Prism's, the mock's, and those of a server that looks at nothing.

    Args:
        rounds: How often each is asked.
        seconds: How long at a time.
        beside_prism: Whether Prism is asked, too; its last measured figure stands in for it otherwise.
    """
    with ExitStack() as stack:
        first, why = _prism(stack, seconds) if beside_prism else (None, "it is left out of a quick run")
        ours = mock_server(stack)
        application = _python(stack, "uvicorn", "tests.bench.application:mock", "--log-level=error", "--port")
        bare = _python(stack, "tests.bench.bare")
        variants = [
            first or Variant[float](f"Prism {prism.VERSION}, as last measured", lambda: prism.LAST),
            Variant("the mock, python -m comm100.testing", _asking(ours, seconds)),
            Variant("the mock, on uvicorn", _asking(application, seconds)),
            Variant("a server that looks at nothing, which is as quick as we ask", _asking(bare, seconds, wise=False)),
            Variant(f"the mock, GET {ME}", lambda: load(ours.port, _signed_in(ours), seconds=seconds)),
        ]
        whole = (warm_up(rounds) + rounds) * len(variants)
        for done, variant in enumerate(turns(variants, rounds), 1):
            variant.laps.append(variant.batch())
            progress(done, whole)
    measured = rows(variants, 1.0)
    if why:
        # The goal is one of the same run: another day's figure neither meets nor misses it.
        note = f"Prism was not measured: {why}. Its figure is of {prism.LAST_MEASURED}."
        return [replace(measured[0], note=note), *measured[1:]]
    return [measured[0], replace(measured[1], goal="at least 2"), *measured[2:]]


def _prism(stack: ExitStack, seconds: float) -> tuple[Variant[float] | None, str]:
    """Return how to ask Prism, or why nobody can."""
    try:
        command = prism.install()
        server = stack.enter_context(prism.served(command))
    except (prism.AbsentError, ServerError) as error:
        return None, str(error)
    return Variant(f"Prism {prism.VERSION} on Node {prism.node(command)}", _asking(server, seconds)), ""


def _asking(server: Server, seconds: float, *, wise: bool = True) -> Callable[[], float]:
    """Return how to count a server's answers to the token request, after it has warmed up.

    Args:
        server: The server.
        seconds: How long to ask.
        wise: Whether it is to refuse what is wrong; nobody's speed means anything who does not.
    """
    if wise and not validates(server.port):
        sys.exit("A server does not look at the token requests that it answers, so there is nothing to compare.")
    request = raw(token_request(token_form()))
    load(server.port, request, seconds=2 * seconds)
    return lambda: load(server.port, request, seconds=seconds)


def _signed_in(server: Server) -> bytes:
    # Anew each time, because a mock that hands out tokens all the time forgets the oldest.
    _, token = ask(server.port, token_request(password_form()))
    return raw(me_request(json.loads(token)["access_token"]))


def _python(stack: ExitStack, module: str, *options: str) -> Server:
    port = free_port()
    return stack.enter_context(running([sys.executable, "-m", module, *options, str(port)], port))
