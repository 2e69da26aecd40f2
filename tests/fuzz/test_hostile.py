"""Hostile servers and hostile arguments: each call ends in a result or a ClientError, and no error shows a secret."""

from __future__ import annotations

import asyncio
import traceback
from typing import Any

import hypothesis
import pytest
from hypothesis import strategies as st

from comm100 import ApiKey, AsyncClient, Client, ClientCredentials, errors
from comm100._http import http
from comm100.models import Agent
from tests.client.conftest import Clock
from tests.client.raw_server import serving
from tests.fuzz.hostile import CREDENTIAL, SECRET, Respond, calls, not_http, options, responses
from tests.fuzz.strategies import EXAMPLES, FEWER, SEED, SETTINGS, takes_longer

# Servers here are meant to be unlike the document.
pytestmark = [takes_longer, pytest.mark.undocumented(some=True)]

KEY = ApiKey("ada@example.com", CREDENTIAL)
MACHINE = ClientCredentials(client_id="example-client", client_secret=CREDENTIAL, site_id=10000)
MORE = hypothesis.settings(SETTINGS, max_examples=EXAMPLES * 5)


def run(awaited: bool, name: Any, positional: Any, keywords: Any, **settings: Any) -> Any:
    """Make one call, and return the result; of a list, with the items of all pages."""
    if not awaited:
        with Client(**settings) as client:
            owner: Any = client if name == "request" else client.account.agents
            result = getattr(owner, name)(*positional, **keywords)
            return [result, *result] if name == "list" else [result]

    async def main() -> Any:
        async with AsyncClient(**settings) as client:
            owner: Any = client if name == "request" else client.account.agents
            result = await getattr(owner, name)(*positional, **keywords)
            return [result, *[item async for item in result]] if name == "list" else [result]

    return asyncio.run(main())


def read(result: Any) -> None:
    """Read all attributes; one that the server left out is a ClientError too."""
    repr(result)
    for field in Agent._fields if isinstance(result, Agent) else ():
        try:
            getattr(result, field)
        except errors.MissingFieldError:
            continue


def check_text(error: errors.ClientError) -> None:
    """Assert that an error's message and attributes do not repeat credentials in the server's words."""
    shown = [str(error), *(str(value) for name, value in vars(error).items() if name != "response")]
    assert not [text for text in shown if CREDENTIAL in text]


def show(value: object) -> str:
    """Return what an error reporter makes of a variable, which may refuse to be shown."""
    try:
        return repr(value)
    except (OSError, RecursionError, ValueError) as error:
        return type(error).__name__


def check_frames(error: errors.ClientError) -> None:
    """Assert that an error reporter that captures local variables sees neither credentials nor passwords."""
    cause: BaseException | None = error
    while cause is not None:
        shown = [str(cause)]
        for frame, _ in traceback.walk_tb(cause.__traceback__):
            if "/comm100/" in frame.f_code.co_filename:
                shown += [show(value) for value in frame.f_locals.values()]
        assert not [text for text in shown if CREDENTIAL in text or SECRET in text]
        cause = cause.__cause__ or cause.__context__


@hypothesis.seed(SEED)
@hypothesis.settings(MORE)
@hypothesis.given(
    st.lists(responses(), min_size=1, max_size=4),
    st.sampled_from([KEY, MACHINE]),
    st.sampled_from([("me", ()), ("list", ()), ("delete", (7,)), ("get_permissions", (7,))]),
    st.booleans(),
)
def test_a_hostile_server_causes_a_result_or_a_client_error(
    sent: list[Respond], auth: Any, call: Any, awaited: bool
) -> None:
    """Whatever it sends, when and how often; the API's server and the token endpoint alike."""
    clock, pending = Clock(), list(sent)
    name, positional = call

    def handle(request: Any) -> Any:
        return (pending.pop(0) if len(pending) > 1 else pending[0])(request, clock)

    try:
        for result in run(awaited, name, positional, {}, auth=auth, transport=http.MockTransport(handle), clock=clock):
            read(result)
    except errors.ClientError as error:
        check_text(error)


@hypothesis.seed(SEED)
@hypothesis.settings(MORE)
@hypothesis.given(calls(), st.booleans())
def test_a_hostile_argument_causes_a_result_or_a_client_error(call: Any, awaited: bool) -> None:
    """Any argument of any method; what is sent is a request to the API's own paths."""

    def handle(request: Any) -> Any:
        assert request.url.path.startswith(("/api/", "/x"))
        assert not {".", ".."} & set(request.url.path.split("/"))
        return http.Response(200, json={"id": 7})

    name, positional, keywords = call
    transport = http.MockTransport(handle)
    try:
        run(awaited, name, positional, keywords, auth=KEY, transport=transport, clock=Clock())
    except errors.ClientError as error:
        check_frames(error)


@hypothesis.seed(SEED)
@hypothesis.settings(MORE)
@hypothesis.given(options, st.booleans())
def test_a_hostile_option_causes_a_client_or_a_client_error(chosen: Any, awaited: bool) -> None:
    """Any option of the constructor."""
    kind: Any = AsyncClient if awaited else Client
    try:
        kind(**{"auth": KEY, **chosen})
    except errors.ClientError as error:
        check_frames(error)


@hypothesis.seed(SEED)
@hypothesis.settings(FEWER)
@hypothesis.given(not_http, st.booleans())
def test_bytes_that_are_not_http_cause_a_result_or_a_client_error(sent: bytes, awaited: bool) -> None:
    """Over a real socket, where the HTTP library parses them."""
    with serving(lambda send: send(sent)) as base_url:
        try:
            run(awaited, "me", (), {}, auth=KEY, base_url=base_url, timeout=2.0, max_retries=0)
        except errors.ClientError as error:
            check_frames(error)
