"""Requests in the forms that the vendor's samples have: names in lower case, and bodies without a content type."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.mock.support import ADA, AGENTS, ME, Wire

JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
"""What curl adds to a body on its own."""
NAMES = {
    "email": "bo@example.com",
    "displayname": "Bo",
    "firstname": "Bo",
    "lastname": "Li",
    "title": "Captain",
    "timezone": "31",
    "mobilephone": "555-0100",
}
PASSWORD = {"password": "correct-Horse-7"}


def ask(wire: Wire, method: str, path: str, body: Any = None, headers: dict[str, str] = JSON) -> Any:
    """Return the response of a request that succeeds; its body is text, JSON or nothing."""
    content = b"" if body is None else json.dumps(body).encode() if body != "" else b""
    response = wire.send(method, path, {**ADA, **headers}, content)
    assert response.status == 200, (method, path, response.body)
    return response.json() if response.body else None


@pytest.mark.parametrize("headers", [{}, FORM], ids=["no content type", "that of curl"])
def test_the_requests_of_the_samples_succeed(wire: Wire, headers: dict[str, str]) -> None:
    """All thirteen of Account › Agents, in the order of the text; the two without a content type as well."""
    assert ask(wire, "GET", AGENTS)["total"] == 4
    assert ask(wire, "GET", f"{AGENTS}/1")["id"] == 1
    created = ask(wire, "POST", AGENTS, {**NAMES, **PASSWORD})
    own = f"{AGENTS}/{created['id']}"
    ask(wire, "PUT", own, {**NAMES, **PASSWORD})
    ask(wire, "DELETE", f"{AGENTS}/2")
    ask(wire, "POST", f"{own}/password", PASSWORD, headers)
    ask(wire, "PUT", f"{own}/unlock", "", headers)
    permissions = ask(wire, "GET", f"{AGENTS}/1/permissions")
    # The sample knows fewer permissions than the table of the properties does.
    permissions["liveChat"].pop("manageChatbot", None)
    ask(wire, "PUT", f"{AGENTS}/1/permissions", permissions, {"content-type": "application/json"})
    assert ask(wire, "GET", f"{AGENTS}/1/effectivepermissions").keys() == permissions.keys()
    assert ask(wire, "GET", ME)["id"] == 1
    ask(wire, "PUT", ME, {**NAMES, "email": "ada@example.com"})
    ask(wire, "PUT", f"{ME}/password", {"currentpassword": "example-password", "newpassword": "another-One-8"})


@pytest.mark.parametrize("path", [f"{AGENTS}/1", ME])
def test_names_in_lower_case_are_kept_under_the_documented_ones(wire: Wire, path: str) -> None:
    """An update changes all of the properties that it names, and adds none of another spelling."""
    before = ask(wire, "GET", path)
    after = ask(wire, "PUT", path, {**NAMES, "email": before["email"]})
    assert {name: after[name] for name in ("displayName", "firstName", "lastName", "timeZone", "mobilePhone")} == {
        "displayName": "Bo",
        "firstName": "Bo",
        "lastName": "Li",
        "timeZone": "31",
        "mobilePhone": "555-0100",
    }
    assert after.keys() == before.keys()
    assert ask(wire, "GET", path) == after
