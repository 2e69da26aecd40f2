"""Which URLs may become part of a client: near misses of each part."""

from __future__ import annotations

import pytest

from generator.document.urls import server_url_problem, url_problem

HOST, PORT = "has an invalid host", "has an invalid port"
ABSOLUTE = "is not an absolute http or https URL"
LETTERS = "has characters that a URL cannot contain; percent-encode them"


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("https://a.example", None),
        ("HTTP://A.EXAMPLE./x", None),
        ("https://a.example:1", None),
        ("https://a.example:65535/", None),
        ("https://[::1]", None),
        ("https://[2001:db8::1]:8443", None),
        ("https://" + ".".join(["a" * 63] * 3), None),
        ("https://a-b_c.example/~x;y=1,2/%7E", None),
        ("https://a.example/" + "x" * 1982, None),
        ("https://a.example/" + "x" * 1983, "has more than 2000 characters"),
        ("", "is empty"),
        ("https://a.example:0", PORT),
        ("https://a.example:65536", PORT),
        ("https://a.example:", PORT),
        ("https://[::1]:0", PORT),
        ("https://[::1", HOST),
        ("https://[::1x", HOST),
        ("https://x::1]", HOST),
        ("https://::1]", HOST),
        ("https://[::g]", HOST),
        ("https://[1.2.3.4]", HOST),
        ("https://" + "a" * 64, HOST),
        ("https://a..b", HOST),
        ("https://a.example..", HOST),
        ("https://-a.example", HOST),
        ("https://a-.example", HOST),
        ("https:///x", HOST),
        ("https://a@b.example", "contains a user name"),
        ("https://a.example/x@y", None),
        ("https://a.example/#x", "has a fragment"),
        ("https://a.example/%7", LETTERS),
        ("https://a.example/ ", LETTERS),
        ("https:a.example", ABSOLUTE),
        ("ftp://a.example", ABSOLUTE),
        ("mailto:a", ABSOLUTE),
        ("//a.example", ABSOLUTE),
    ],
    ids=lambda value: str(value)[:40],
)
def test_each_part_of_a_url_is_checked(url: str, problem: str | None) -> None:
    """The URL of a server, and any other that is absolute."""
    assert server_url_problem(url) == url_problem(url) == problem


@pytest.mark.parametrize(("url", "server", "other"), [("/x", ABSOLUTE, None), ("x?y=1", "has a query", None)])
def test_only_servers_must_be_absolute(url: str, server: str, other: str | None) -> None:
    """Another URL may be relative to a server's, and have a query."""
    assert (server_url_problem(url), url_problem(url)) == (server, other)
