"""Routing: the operation of a method and a path."""

from __future__ import annotations

from typing import Any

import pytest

from comm100.testing import MockRequest
from tests.mock.support import ADA, AGENTS, ME, Wire


def test_a_literal_segment_wins_over_a_template(wire: Wire) -> None:
    """``/agents/me`` is the caller's own record, not an agent whose identifier is "me"."""
    assert wire.get(ME).json()["id"] == 1


def test_a_template_matches_all_other_segments(wire: Wire) -> None:
    """``/agents/2`` is an agent."""
    assert wire.get(f"{AGENTS}/2").json()["displayName"] == "Grace"


def test_an_alias_leads_to_the_same_operation(wire: Wire) -> None:
    """The server accepts v2.0 in place of v2, and page links keep the spelling of the request."""
    assert wire.get("/api/v2.0/account/agents/me").json()["id"] == 1


@pytest.mark.parametrize(
    "path", ["/", "/nothing", AGENTS + "/", "/api//v2/account/agents", AGENTS + "/1/nothing", "/API/V2"]
)
def test_an_unknown_path_returns_the_documented_404(wire: Wire, path: str) -> None:
    """With the documented error object, even without credentials."""
    response = wire.get(path, {})
    assert response.status == 404
    assert response.json()["code"] == 404000


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("DELETE", ME, "GET, PUT"),
        ("PATCH", AGENTS, "GET, POST"),
        ("HEAD", AGENTS, "GET, POST"),
        ("OPTIONS", AGENTS, "GET, POST"),
        ("TRACE", AGENTS, "GET, POST"),
        ("GET", "/oauth/token", "POST"),
        ("GET", "/partner/oauth/token", "POST"),
        ("POST", "/oauth/authorize", "GET"),
    ],
)
def test_an_undocumented_method_is_405_with_allow(wire: Wire, method: str, path: str, allowed: Any) -> None:
    """HEAD and TRACE included; Allow lists the documented methods (RFC 9110 section 15.5.6)."""
    response = wire.send(method, path, ADA)
    assert response.status == 405
    assert response.header("Allow") == allowed


def test_an_encoded_character_stands_for_itself(wire: Wire) -> None:
    """``%6De`` is ``me`` (RFC 3986 section 6.2.2.2)."""
    assert wire.mock.respond(MockRequest("GET", AGENTS + "/%6De", ADA)).json()["id"] == 1


def test_an_encoded_slash_belongs_to_its_segment(wire: Wire) -> None:
    """``/agents/1%2Fpassword`` matches ``/agents/{id}``, not ``/agents/{id}/password``."""
    assert wire.get(f"{AGENTS}/1%2Fpassword").status == 400


@pytest.mark.parametrize("segment", ["%", "%1", "%zz", "%ff"])
def test_an_invalidly_encoded_path_is_404(wire: Wire, segment: Any) -> None:
    """A broken escape, or bytes that are not UTF-8."""
    assert wire.mock.respond(MockRequest("GET", f"{AGENTS}/{segment}", ADA)).status == 404
