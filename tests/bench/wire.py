"""Requests as they go over the wire, and a look at what comes back."""

from __future__ import annotations

from http.client import HTTPConnection
from urllib.parse import urlencode

from comm100.testing import Mock
from comm100.testing.messages import MockRequest

__all__ = ["ME", "TOKEN", "ask", "me_request", "password_form", "raw", "token_form", "token_request", "validates"]

ME, TOKEN = "/api/v2/account/agents/me", "/oauth/token"
FORM_TYPE = ("Content-Type", "application/x-www-form-urlencoded")

_KNOWN = Mock().credentials


def token_form() -> dict[str, str]:
    """Return the form of client credentials, which every mock of the document knows."""
    machine = _KNOWN.client_credentials
    return {
        "grant_type": "client_credentials",
        "client_id": machine.client_id,
        "client_secret": machine.client_secret,
        "siteId": str(machine.site_id),
    }


def password_form() -> dict[str, str]:
    """Return the form of an agent's password."""
    agent = _KNOWN.password
    return {"grant_type": "password", "email": agent.email, "password": agent.password}


def token_request(form: dict[str, str]) -> MockRequest:
    """Return the token request of a form."""
    return MockRequest("POST", TOKEN, (FORM_TYPE,), urlencode(form).encode())


def me_request(access_token: str) -> MockRequest:
    """Return the request for the agent that a token was issued to."""
    return MockRequest("GET", ME, (("Authorization", f"Bearer {access_token}"),))


def raw(request: MockRequest) -> bytes:
    """Return the bytes of a request."""
    fields = [("Host", "127.0.0.1"), ("Content-Length", str(len(request.body))), *request.headers]
    head = "\r\n".join([f"{request.method} {request.path} HTTP/1.1", *(f"{name}: {value}" for name, value in fields)])
    return f"{head}\r\n\r\n".encode() + request.body


def ask(port: int, request: MockRequest) -> tuple[int, bytes]:
    """Return status and body of one answer.

    Args:
        port: Where the server listens on 127.0.0.1.
        request: The request.
    """
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request(request.method, request.path, request.body, dict(request.headers))
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def validates(port: int) -> bool:
    """Tell whether a server accepts the token request, and refuses it when anything about it is wrong.

    Args:
        port: Where the server listens on 127.0.0.1.
    """
    form = token_form()
    without = {name: value for name, value in form.items() if name != "siteId"}
    wrong = [{**form, "grant_type": "nonsense"}, {**form, "siteId": "nonsense"}, without]
    refused = [400 <= ask(port, token_request(form))[0] < 500 for form in wrong]
    return ask(port, token_request(form))[0] == 200 and all(refused)
