"""What schemathesis overlooks, and that our checks do not: a test that fails here names what may then go."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest

from comm100.testing import Mock, MockRequest, MockResponse
from tests.fuzz.baseline import Answer, Outcome, described, operation, says, stock
from tests.fuzz.checks import deserved, strangers_are_refused
from tests.fuzz.strategies import knowing
from tests.fuzz.wire import FORM, Sent, misspelt
from tests.mock.support import AGENTS, CALLBACK, CLIENT, ME, PASSWORD, TOKEN, Wire, bearer

AUTHORIZE = {"client_id": CLIENT["client_id"], "redirect_uri": CALLBACK, "response_type": "code"}


def caught(sent: Sent, answer: Answer) -> bool:
    """Tell whether our check fails over what an application answers."""
    return fails(sent, answer(MockRequest(sent.method, sent.url, sent.headers, sent.body)))


def fails(sent: Sent, response: MockResponse) -> bool:
    try:
        deserved(sent, response)
    except (AssertionError, ValueError):  # an invalid body or header is a ValueError of jsonschema-rs
        return True
    return False


def number(request: MockRequest, name: str = "siteId") -> list[str]:
    """Return the texts of a query parameter."""
    try:
        return [value for key, value in request.parameters if key == name]
    except ValueError:
        return ["?"]


def query(name: str, *, required: bool = False, **schema: Any) -> dict[str, Any]:
    """Return the description of a query parameter."""
    return {"name": name, "in": "query", "required": required, "schema": schema}


def test_a_bad_parameter_beside_a_good_one_is_overlooked() -> None:
    """The coverage phase excuses any value of a query parameter when another one is valid; our check does not."""
    site, kind = query("siteId", type="integer", minimum=1), query("kind", required=True, enum=["code", "token"])

    def covered(*parameters: Any) -> Outcome:
        def judge(request: MockRequest) -> int:
            return 200 if kind not in parameters or number(request, "kind") in (["code"], ["token"]) else 400

        document, careless = described("GET", "/ask", parameters=list(parameters)), says("GET", judge)
        return stock(document, careless, phases=["coverage"], checks=["negative_data_rejection"])

    assert covered(site).failed
    both = covered(site, kind)
    assert any(
        "siteId=0" in sent.url and "kind=" in sent.url and answer.status == 200 for sent, answer in both.exchanges
    )
    assert not both.failed, (
        "fixed: negative_data_rejection may judge oauth.authorize, if redirects with errors do not mislead it any more"
    )

    mock = Mock()
    sent = Sent("GET", "/oauth/authorize?" + urlencode({**AUTHORIZE, "siteId": "0"}), {}, b"")
    assert not caught(sent, mock.respond)
    assert caught(sent, lambda request: mock.respond(MockRequest("GET", request.url.replace("&siteId=0", ""))))


def test_the_fuzz_command_dies_of_ignored_auth() -> None:
    """With credentials, ``schemathesis fuzz`` falls over its own check ignored_auth: `make fuzz` does without it."""
    schemes = {"token": {"type": "http", "scheme": "bearer"}}
    document = described("GET", "/me", [{"token": []}], schemes)
    strict = says("GET", lambda request: 200 if request.values("Authorization") == ["Bearer good"] else 401)
    headers = {"Authorization": "Bearer good"}
    assert not stock(document, strict, phases=["fuzz"], without=["ignored_auth"], headers=headers).errors
    errors = stock(document, strict, phases=["fuzz"], headers=headers).errors
    assert errors, "fixed: make fuzz may run `schemathesis fuzz` too, and with ignored_auth"
    assert "dictionary changed size during iteration" in errors[0]


def test_a_token_endpoint_may_refuse_every_request() -> None:
    """positive_data_acceptance excuses 400 at any tokenUrl; our verdict on the form does not."""
    content = {FORM: {"schema": {"properties": {"grant_type": {"enum": ["client_credentials"]}}}}}
    refusing = says("POST", lambda request: 400)

    def run(token_url: str) -> Outcome:
        flows = {"clientCredentials": {"tokenUrl": token_url, "scopes": {}}}
        document = described(
            "POST", TOKEN, schemes={"oauth": {"type": "oauth2", "flows": flows}}, requestBody={"content": content}
        )
        return stock(document, refusing, checks=["positive_data_acceptance"], examples=20)

    assert run("/elsewhere").failed
    assert not run(TOKEN).failed, "fixed: _token_verdict need not look for grants that are always refused"

    mock = Mock()
    form = urlencode({"grant_type": "client_credentials", "siteId": "10000", **CLIENT}).encode()
    sent = Sent("POST", TOKEN, {"Content-Type": FORM}, form)
    refusal = mock.respond(MockRequest("POST", TOKEN, {"Content-Type": FORM}, b"grant_type=password"))
    assert not caught(sent, mock.respond)
    assert caught(sent, lambda request: refusal)


@pytest.mark.parametrize("kind", ["oauth2", "http"])
def test_no_wrong_bearer_token_is_tried_on_oauth2(kind: str) -> None:
    """ignored_auth tries a made-up token where the scheme is ``http``, and never where it is ``oauth2``; ours does."""
    flows = {"clientCredentials": {"tokenUrl": TOKEN, "scopes": {}}}
    scheme = {"type": "oauth2", "flows": flows} if kind == "oauth2" else {"type": "http", "scheme": "bearer"}
    document = described("GET", "/me", [{"token": []}], {"token": scheme})
    any_bearer = says("GET", lambda request: 200 if "Bearer " in "".join(request.values("Authorization")) else 401)
    outcome = stock(document, any_bearer, checks=["ignored_auth"], headers={"Authorization": "Bearer good"})
    if kind == "http":
        assert outcome.failed == {"ignored_auth"}
    else:
        assert not outcome.failed, "fixed: strangers_are_refused need not try a made-up token"

    mock = Mock()
    good = bearer(Wire(mock).token()["access_token"])

    def respond(request: MockRequest) -> MockResponse:
        made_up = "Bearer made-up" in request.values("Authorization")
        return mock.respond(MockRequest(request.method, request.url, good) if made_up else request)

    sent = Sent("GET", ME, good, b"")
    strangers_are_refused(mock.respond, sent)
    with pytest.raises(AssertionError, match="made-up"):
        strangers_are_refused(respond, sent)


def form_rule(names: set[str] | None) -> Answer:
    """Return an application that refuses a field of these names that comes twice; of any name for None."""

    def judge(request: MockRequest) -> int:
        try:
            fields = request.form
        except ValueError:
            return 400
        told = [name for name, _ in fields if names is None or name in names]
        return 200 if dict(fields).get("kind") == "a" and len(told) == len(set(told)) else 400

    return says("POST", judge)


@pytest.mark.parametrize("extra", [True, {"type": "string"}], ids=["open", "texts"])
def test_only_fields_that_a_form_declares_may_not_be_repeated(extra: Any) -> None:
    """A rule against repeated fields is right for the declared ones, and for no other.

    Where a form is open, extra fields are generated as lists, too: a rule for all of them refuses what is allowed.
    """
    schema = {"required": ["kind"], "properties": {"kind": {"enum": ["a"]}}, "additionalProperties": extra}
    body = {"required": True, "content": {FORM: {"schema": {"type": "object", **schema}}}}
    document = described("POST", "/form", requestBody=body)
    assert not stock(document, form_rule({"kind"})).failed
    if extra is True:
        strict = stock(document, form_rule(None))
        assert strict.failed == {"positive_data_acceptance"}, (
            "no lists any more: the rule's scope needs a test of its own"
        )

    mock = Mock()
    twice = Sent("POST", TOKEN, {"Content-Type": FORM}, urlencode([*PASSWORD.items(), ("x", "1"), ("x", "2")]).encode())
    refusal = mock.respond(MockRequest("POST", TOKEN, twice.headers, b"grant_type=password"))
    assert not caught(twice, mock.respond)
    assert caught(twice, lambda request: refusal)


SPOILT = {"a space as plus": ("%20", "+"), "a bare percent sign": ("%25", "%")}


def test_rare_characters_are_not_hit_by_chance() -> None:
    """A hundred valid requests hold no state that these encoders spoil; where states are known, fifty do."""
    mock = Mock()

    def noticed(examples: int, *strangers: str) -> set[str]:
        chosen: dict[str, Any] = {"phases": ["fuzzing"], "checks": ["not_a_server_error"], "mode": "positive"}
        known = knowing(*strangers)
        outcome = stock(operation("oauth.authorize"), mock.respond, examples=examples, **chosen, **known)
        redirects = [exchange for exchange in outcome.exchanges if exchange[1].header("Location")]
        return {name for name, how in SPOILT.items() if any(fails(*_spoilt(*redirect, *how)) for redirect in redirects)}

    by_chance = noticed(100, "query.state")
    assert not by_chance, "chance is enough: query.state need not be in the dictionary of world.py"
    assert noticed(50) == SPOILT.keys()


def _spoilt(sent: Sent, answer: MockResponse, was: str, becomes: str) -> tuple[Sent, MockResponse]:
    headers = [(name, value.replace(was, becomes) if name == "Location" else value) for name, value in answer.headers]
    return sent, MockResponse(answer.status, tuple(headers), answer.body)


def test_values_are_always_spelt_well() -> None:
    """No phase spells a number as only some decoders read it, because what is generated is a value; misspelt does."""
    document = described("GET", "/ask", parameters=[query("siteId", type="integer", minimum=1)])

    def lenient(text: str) -> bool:
        try:
            return int(text) >= 1  # takes "+1", "01", "1_0", " 1" and the digits of any script
        except ValueError:
            return False

    answer = says("GET", lambda request: 200 if all(map(lenient, number(request)[:1])) else 400)
    assert not stock(document, answer, checks=["negative_data_rejection"], examples=100).failed, (
        "fixed: misspelt need not respell numbers"
    )

    mock = Mock()
    good = Sent("GET", f"{mock.base_url}{AGENTS}?pageIndex=1", bearer(Wire(mock).token()["access_token"]), b"")

    def respond(request: MockRequest) -> MockResponse:
        text = (number(request, "pageIndex") or ["1"])[0]
        url = mock.base_url + AGENTS + (f"?pageIndex={int(text)}" if lenient(text) else f"?{request.query}")
        return mock.respond(MockRequest(request.method, url, request.headers))

    variants = [good, *misspelt(good)]
    assert not any(caught(variant, mock.respond) for variant in variants)
    assert any(caught(variant, respond) for variant in variants)
