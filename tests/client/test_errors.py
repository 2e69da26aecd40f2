"""Every response that is not a success becomes one typed error."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from comm100 import errors
from comm100._http import http
from comm100._request import Call, Operation
from comm100._response import read

from .conftest import Clock, Kit, Server


def agent(client: Any) -> Any:
    return client.account.agents.get(7)


@pytest.mark.undocumented(some=True)
@pytest.mark.parametrize(
    ("status", "expected"), [(401, errors.UnauthorizedError), (520, errors.UndocumentedStatusError)]
)
def test_each_status_has_its_class(kit: Kit, server: Server, status: int, expected: Any) -> None:
    """With what the server said, and what it was asked for."""
    fields = {"x-request-id": "r-1", "www-authenticate": 'Basic realm="API"'}
    server.says(status, json={"code": status * 1000, "message": "No."}, headers=fields)
    with pytest.raises(errors.APIStatusError) as caught:
        kit.run(agent)
    error = caught.value
    assert type(error) is expected
    assert (error.status_code, error.code, error.message, error.request_id) == (status, status * 1000, "No.", "r-1")
    assert "GET /api/v2/account/agents/7 (account.agents.get)" in str(error)
    assert str(status) in str(error)


@pytest.mark.undocumented(some=True)
@pytest.mark.parametrize(
    ("body", "code", "message"),
    [
        (b'{"code": 400000, "message": "Bad."}', 400000, "Bad."),
        (b"The service is down.\n", None, "The service is down."),
        (b"\xff\xfe", None, None),
        (b"", None, None),
    ],
)
def test_an_error_has_the_code_and_the_message_of_its_body(
    kit: Kit, server: Server, body: bytes, code: int | None, message: str | None
) -> None:
    """As far as it has them; test_error_body has all places where they may be. The response itself is there, too."""
    server.says(400, content=body, headers={"content-type": "application/json"})
    with pytest.raises(errors.BadRequestError) as caught:
        kit.run(agent)
    assert (caught.value.code, caught.value.message) == (code, message)
    assert caught.value.response.content == body


@pytest.mark.undocumented
def test_what_cannot_be_decoded_does_not_hide_the_rest(kit: Kit, server: Server) -> None:
    """A byte that is not UTF-8 costs one character, not the server's code and message."""
    server.says(400, content=b'{"code": 400123, "message": "Ma\xf1ana"}', headers={"content-type": "application/json"})
    with pytest.raises(errors.BadRequestError) as caught:
        kit.run(agent)
    assert (caught.value.code, caught.value.message) == (400123, "Ma\ufffdana")


@pytest.mark.undocumented
@pytest.mark.parametrize("body", [b"<html>login</html>", b"", b"{", b"\xff", pytest.param(b"[" * 200_000, id="deep")])
def test_a_success_without_json_is_a_typed_error(kit: Kit, server: Server, body: Any) -> None:
    """An HTML page with status 200 is named as such, with the response attached."""
    server.says(200, content=body, headers={"content-type": "text/html"})
    with pytest.raises(errors.APIResponseError, match="returned 200, but the body is not JSON") as caught:
        kit.run(agent)
    assert caught.value.response.content == body


@pytest.mark.undocumented
def test_a_success_without_documented_body_needs_none(kit: Kit, server: Server) -> None:
    """Deleting returns None, whether the server adds a sentence or nothing."""
    for content in (b"", b"\"Agent '7' has been removed.\"", b"<p>gone</p>"):
        server.says(200, content=content)
        assert kit.run(lambda client: client.account.agents.delete(7)) is None


@pytest.mark.parametrize(
    ("failure", "expected"),
    [
        (http.ConnectError("refused"), errors.APIConnectionError),
        (http.RemoteProtocolError("closed"), errors.APIConnectionError),
        (http.ReadTimeout("slow"), errors.APITimeoutError),
        (http.ConnectTimeout("slow"), errors.APITimeoutError),
    ],
)
def test_no_answer_is_a_connection_error(kit: Kit, server: Server, failure: Any, expected: Any) -> None:
    """The HTTP library's exceptions do not leak; the cause stays reachable."""

    def fail(request: Any) -> None:
        raise failure

    server.answer = fail
    with pytest.raises(errors.APIConnectionError) as caught:
        kit.run(agent)
    assert type(caught.value) is expected
    assert caught.value.__cause__ is failure


def test_errors_share_one_base() -> None:
    """``except ClientError`` catches every error; wrong arguments are also a ValueError."""
    assert issubclass(errors.ConfigurationError, ValueError)
    public = [getattr(errors, name) for name in errors.__all__]
    assert all(issubclass(error, errors.ClientError) for error in public if not issubclass(error, Warning))


def test_the_tree_in_the_docstring_is_the_tree() -> None:
    """Each class stands in the module's docstring, deeper than its parent."""
    depth = {}
    for line in errors.__doc__.splitlines():
        words = line.lstrip(" │├└─").split()
        if words and words[0] in errors.__all__:
            depth[words[0]] = line.index(words[0])
    assert set(depth) == set(errors.__all__)
    for name in errors.__all__:
        parents = [base.__name__ for base in getattr(errors, name).__bases__ if base.__name__ in depth]
        assert all(depth[parent] < depth[name] for parent in parents), name


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("The number of requests exceeds the LIMIT of the day.", errors.DailyLimitExceededError),
        ("Daily limit reached.", errors.DailyLimitExceededError),
        ("You have exceeded\nyour limit of 300 API calls.", errors.DailyLimitExceededError),
        ("The permission 'Manage Agent' is required.", errors.ForbiddenError),
        ("Access is limited to administrators.", errors.ForbiddenError),
        ("Requests are limited to administrators.", errors.ForbiddenError),
        ("The limit of agents of this plan is reached.", errors.ForbiddenError),
        ("This account has unlimited requests, but lacks the permission.", errors.ForbiddenError),
        (
            "Your permission to access the requested resource has been denied or the number of your API requests has "
            "exceeded the limit of the day.",
            errors.ForbiddenError,
        ),
        (None, errors.ForbiddenError),
    ],
)
def test_the_daily_limit_has_a_class_of_its_own(message: Any, expected: Any) -> None:
    """The vendor gives two meanings to 403; what the message does not tell apart stays a ForbiddenError."""
    assert type(status_error(403, message)) is expected


@pytest.mark.parametrize(
    ("status", "expected"),
    [(400, errors.BadRequestError), (404, errors.NotFoundError), (500, errors.InternalServerError)],
)
def test_the_words_of_the_daily_limit_mean_nothing_elsewhere(status: int, expected: Any) -> None:
    """The description gives them a meaning beside 403 only."""
    assert type(status_error(status, "The number of requests exceeds the limit of the day.")) is expected


@pytest.mark.undocumented
@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("https://evil.example/a?token=s3cret-Pa55", "https://evil.example/a."),
        ("/login?next=%2Fapi", "https://hosted.comm100.com/login."),
    ],
)
def test_a_redirect_says_where_it_leads(kit: Kit, server: Server, location: Any, target: Any) -> None:
    """It is not followed, so the reader must be told; a query of it may hold a secret and is left out."""
    server.says(307, headers={"location": location})
    with pytest.raises(errors.UndocumentedStatusError) as caught:
        kit.run(agent)
    assert f"307 Temporary Redirect: redirects are not followed, and this one leads to {target}" in str(caught.value)
    assert "s3cret-Pa55" not in str(caught.value)


@pytest.mark.undocumented
@pytest.mark.parametrize(
    "location", ["https://evil.example:port/", "javascript:alert(1)", "mailto:a@b", "http://xn--a/", "http://a..b/"]
)
def test_a_redirect_to_nowhere_is_a_typed_error(kit: Kit, server: Server, location: str) -> None:
    """One HTTP library refuses the response, in one way or another; the other one lets it pass."""
    server.says(307, headers={"location": location})
    with pytest.raises((errors.UndocumentedStatusError, errors.APIConnectionError)):
        kit.run(agent)


@pytest.mark.undocumented
@pytest.mark.parametrize(("status", "expected"), [(429, errors.RateLimitError), (503, errors.ServiceUnavailableError)])
@pytest.mark.parametrize(("value", "seconds"), [("120", 120.0), ("soon", None), (None, None)])
def test_the_wait_that_a_server_asks_for_can_be_read(
    kit: Kit, server: Server, status: int, expected: Any, value: Any, seconds: Any
) -> None:
    """In seconds, and only where the server states it."""
    server.says(status, json={"message": "Later."}, headers={"retry-after": value} if value else {})
    with pytest.raises(expected) as caught:
        kit.run(agent, max_retries=0)
    assert caught.value.retry_after == seconds


@pytest.mark.undocumented
def test_a_server_that_repeats_a_password_does_not_get_it_into_the_message(kit: Kit, server: Server) -> None:
    """Neither the text nor the attributes of the error show it."""
    server.says(400, json={"message": "The password 's3cret-Pa55' is too simple."})
    with pytest.raises(errors.BadRequestError) as caught:
        kit.run(lambda client: client.account.agents.set_password(7, password="s3cret-Pa55"))
    assert "s3cret-Pa55" not in f"{caught.value} {caught.value.message}"


def status_error(status: int, message: str = "No.") -> errors.APIStatusError:
    """Return the error of a response, as a client makes it."""
    request = http.Request("GET", "https://api.example/a", headers={"accept": "application/json"})
    response = http.Response(status, json={"code": 7, "message": message}, request=request)
    with pytest.raises(errors.APIStatusError) as caught:
        read(Call(Operation[Any]("op", "GET", "/a")), response, Clock())
    return caught.value


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (400, errors.BadRequestError),
        (401, errors.UnauthorizedError),
        (403, errors.ForbiddenError),
        (404, errors.NotFoundError),
        (429, errors.RateLimitError),
        (500, errors.InternalServerError),
        (503, errors.ServiceUnavailableError),
        *((status, errors.UndocumentedStatusError) for status in (302, 402, 405, 430, 501, 504, 520)),
    ],
)
def test_each_status_has_a_class(status: int, expected: type[errors.APIStatusError]) -> None:
    """One a documented status, and one for all others."""
    assert type(status_error(status)) is expected


def test_an_error_can_be_pickled() -> None:
    """With all that is known of it, but without the request."""
    error = status_error(404)
    copied = pickle.loads(pickle.dumps(error))
    assert type(copied) is errors.NotFoundError
    assert str(copied) == str(error)
    assert (copied.status_code, copied.code, copied.message, copied.response.status_code) == (404, 7, "No.", 404)
    with pytest.raises(RuntimeError, match="request"):
        copied.response.request  # noqa: B018  # there is none


def test_an_oauth_error_has_the_code_of_its_class_or_the_servers() -> None:
    """None if the server has sent none."""
    assert errors.InvalidGrantError("No.").error == "invalid_grant"
    assert errors.InvalidGrantError("No.", error="").error == ""
    assert errors.OAuthError("No.", error="odd").error == "odd"
    assert errors.TokenConnectionError("No.").error == ""
