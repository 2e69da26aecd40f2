"""Checks of our own, beside those of schemathesis: each states what a response must be, not only what it must not."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import unquote, urlencode, urlsplit

from schemathesis import Case, CheckContext, CheckFunction, Response
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from comm100.testing import MockRequest, MockResponse
from tests.fuzz.wire import Sent, body_fault, decoded, form_fault, parameter_fault
from tests.mock import response_validator
from tests.mock.support import CALLBACK, CLIENT, PARTNER_TOKEN, TOKEN, basic, bearer

__all__ = ["UNFIT", "deserved", "own_checks", "sent_by", "strangers_are_refused", "unfit"]

# What a schema cannot say, so that the check of schemathesis does not fit; ours say more of the same operations.
# test_traps.py shows of each why.
UNFIT: Mapping[str, Sequence[CheckFunction]] = {
    # Which client exists; and an error goes back in the redirect, with status 302.
    "oauth.authorize": (positive_data_acceptance, negative_data_rejection),
    # A parameter without a value counts as left out, whatever its format (RFC 6749 section 3.2).
    "oauth.token": (negative_data_rejection,),
    # Which password is the current one.
    "account.agents.change_password": (positive_data_acceptance,),
    # Which text is a time, and that a period does not end before it begins.
    "account.audit_logs.list": (positive_data_acceptance,),
    "livechat.chats.list": (positive_data_acceptance,),
    "livechat.offline_messages.list": (positive_data_acceptance,),
    "livechat.missed_and_refused_chats.list": (positive_data_acceptance,),
    "livechat.agent_chats.list": (positive_data_acceptance,),
    # The same; it stands for all reports of a period.
    "reports.chat_volume": (positive_data_acceptance,),
    # Which parameters belong together.
    "reports.realtime.agents": (positive_data_acceptance,),
}

_PARTNER = "grant_type=password&email=partner%40example.com&password=example-partner-password"


def unfit(case: Case[Any]) -> list[CheckFunction]:
    """Return the checks of schemathesis that do not fit a case's operation."""
    name: str = case.operation.definition.raw["operationId"]
    if name.startswith("reports.") and not name.startswith("reports.realtime."):
        name = "reports.chat_volume"
    return list(UNFIT.get(name, ()))


def sent_by(response: Response) -> Sent:
    """Return the request of a response, as it went over the wire."""
    request = response.request
    body = request.body or b""
    assert isinstance(body, bytes | str)
    return Sent(
        method=request.method or "",
        url=request.url or "",
        headers={name: _text(value) for name, value in request.headers.items()},
        body=body.encode() if isinstance(body, str) else body,
    )


def _text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value


def deserved(sent: Sent, response: MockResponse) -> None:
    """Fail unless a response is documented and the one that the request deserves."""
    response_validator.check(MockRequest(sent.method, sent.path, sent.headers, sent.body), response)
    if sent.operation is None:
        return
    if sent.path == "/oauth/authorize":
        _redirect_contract(sent, response)
    elif sent.operation["security"]:
        _api_verdict(sent, response)
    else:
        _token_verdict(sent, response)


def _token_verdict(sent: Sent, response: MockResponse) -> None:
    """What section 5.2 says of the form, or a token, or what only the mock can know.

    positive_data_acceptance lets any 400 pass at a token URL, so it would not see a grant that is always refused.
    """
    wanted, error = form_fault(sent), response.json().get("error")
    assert error == wanted if wanted else error in (None, "invalid_client", "invalid_grant"), f"{sent}: {error}"


def _api_verdict(sent: Sent, response: MockResponse) -> None:
    """What the document allows is not refused as malformed, and what it does not allow is."""
    if response.status in (401, 403):
        return
    fault = parameter_fault(sent, blank_is_missing=False) or body_fault(sent)
    # What the schemas cannot say: which password is the current one, which text is a time, how a period runs.
    reasons = (b"currentPassword' is wrong", b"must be a time such as", b"must not be before")
    wrong = any(reason in response.body for reason in reasons)
    assert (response.status == 400) == (bool(fault) or wrong), f"{fault}: {sent} -> {response.status}"


def _redirect_contract(sent: Sent, response: MockResponse) -> None:
    """RFC 6749 sections 4.1.2 and 4.2.2: where the redirect goes, in which part, with which state."""
    try:
        query = [pair for pair in sent.query if pair[1]]
    except UnicodeDecodeError:
        query = []
    values = {name: [value for key, value in query if key == name] for name, _ in query}
    location = response.header("Location")
    where = f"{sent} -> {response.status} {location}"
    if values.get("client_id") != [CLIENT["client_id"]] or values.get("redirect_uri") != [CALLBACK]:
        assert (response.status, location) == (400, None), where
        return
    assert response.status == 302, where
    target = urlsplit(location or "")
    assert f"{target.scheme}://{target.netloc}{target.path}" == CALLBACK, where
    implicit = values.get("response_type") == ["token"]
    used, unused = (target.fragment, target.query) if implicit else (target.query, target.fragment)
    answer = dict(decoded(used))
    assert not unused, where
    assert len(answer) == used.count("&") + 1, where
    state = values.get("state", [])
    echo = state[0] if len(state) == 1 else None
    assert answer.get("state") == echo, where
    raw = dict(pair.partition("=")[::2] for pair in used.split("&"))
    assert unquote(raw.get("state", "")) == (echo or ""), f"decoders disagree: {where}"
    faulty = parameter_fault(sent, blank_is_missing=True) or values.get("siteId", ["10000"]) != ["10000"]
    expected = "error" if faulty else "access_token" if implicit else "code"
    assert answer.keys() & {"error", "access_token", "code"} == {expected}, where


def strangers_are_refused(respond: Callable[[MockRequest], MockResponse], sent: Sent) -> None:
    """No operation answers credentials that are not its own: a made-up token, that of the other scheme, a bad Basic.

    ignored_auth leaves the header out, and never tries a wrong bearer token where the scheme is OAuth 2.
    """
    if sent.operation is None or not sent.operation["security"]:
        return
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    of_partners = {"partnerOAuth2": []} in sent.operation["security"]
    other = urlencode({"grant_type": "client_credentials", "siteId": "10000", **CLIENT}) if of_partners else _PARTNER
    url = TOKEN if of_partners else PARTNER_TOKEN
    token = respond(MockRequest("POST", url, kind, other.encode())).json()["access_token"]
    wrong = [{}, bearer("made-up"), bearer(token), basic("ada@example.com", "wrong"), {"Authorization": "Basic x"}]
    own = {name: value for name, value in sent.headers.items() if name.lower() != "authorization"}
    for header in wrong:
        response = respond(MockRequest(sent.method, sent.url, {**own, **header}, sent.body))
        assert response.status == 401, f"{sent} with {header}: {response.status}"
        assert response.header("WWW-Authenticate"), str(sent)


def as_deserved(_context: CheckContext, response: Response, _case: Case[Any]) -> None:
    """The same for a response of schemathesis."""
    headers = tuple((name, value) for name, values in response.headers.items() for value in values)
    deserved(sent_by(response), MockResponse(response.status_code, headers, response.content))


def own_checks() -> list[CheckFunction]:
    """Return our checks; none with ``FUZZ_STOCK``, which shows what those of schemathesis see alone (tests/mutants)."""
    return [] if "FUZZ_STOCK" in os.environ else [as_deserved]
