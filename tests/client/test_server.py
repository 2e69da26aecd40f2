"""The server that a client asks, and the libraries that only some features need."""

from __future__ import annotations

from typing import Any

import pytest

from comm100._optional import load_library
from comm100._server import choose_url, server_url
from comm100.errors import ConfigurationError, InsecureURLError

DEFAULT = "https://hosted.comm100.com"


@pytest.mark.parametrize(
    ("host", "url"),
    [
        (None, DEFAULT),
        ("A.Example", "https://a.example"),
        ("localhost", "https://localhost"),
        ("a.example:1", "https://a.example:1"),
        ("a.example:65535", "https://a.example:65535"),
        ("[::1]:8443", "https://[::1]:8443"),
        ("a-b.c", "https://a-b.c"),
        ("a" * 63 + ".b", "https://" + "a" * 63 + ".b"),
    ],
)
def test_a_host_becomes_a_url(host: str | None, url: str) -> None:
    """In lower case, with its port."""
    assert server_url(host=host) == url


@pytest.mark.parametrize(
    "host",
    [
        "",
        "a..b",
        ".a",
        "a.",
        "-a.b",
        "a-.b",
        "a_b",
        "a b",
        "a\n",
        "a@b",
        "a/b",
        "a?b",
        "a#b",
        "a:",
        "a:123456",
        "a:x",
        "https://a",
        "[::1",
        "é.example",
        "a" * 64,
        ".".join(["a" * 63] * 5),
        7,
    ],
)
def test_what_is_not_a_host_is_refused_without_being_shown(host: Any) -> None:
    """It could hold a password, or lead elsewhere."""
    with pytest.raises(ConfigurationError) as caught:
        server_url(host=host)
    assert str(caught.value) == (
        "host= is not a host name; give one such as 'hosted.comm100.com', without https:// or a path."
    )


@pytest.mark.parametrize(
    ("base_url", "token_url", "host", "url"),
    [
        (None, None, None, DEFAULT),
        ("https://a.example/", None, None, "https://a.example"),
        (None, None, "a.example", "https://a.example"),
        (None, "https://a.example", None, "https://a.example"),
        ("https://a.example", "https://a.example", None, "https://a.example"),
        (None, "https://a.example", "a.example", "https://a.example"),
        ("http://127.0.0.1:4010", None, None, "http://127.0.0.1:4010"),
        ("https://a.example/prefix", None, None, "https://a.example/prefix"),
        ("https://a.example/apis", None, None, "https://a.example/apis"),
    ],
)
def test_a_server_is_chosen_by_what_names_one(base_url: Any, token_url: Any, host: Any, url: str) -> None:
    """The arguments, else the token, else the description."""
    assert choose_url(base_url, token_url, host=host) == url


@pytest.mark.parametrize(
    ("base_url", "token_url", "host", "words"),
    [
        ("https://a.example", None, "a.example", "Give base_url or host, not both."),
        (
            "https://a.example",
            "https://b.example",
            None,
            "The token is for https://b.example, but the client for https://a.example; give only one of them.",
        ),
        (None, "https://b.example", "a.example", "The token is for https://b.example, but the client for https://a"),
        (
            "https://a.example/api",
            None,
            None,
            "The paths of this API begin with /api already; give base_url='https://a.example'.",
        ),
        (
            "https://a.example/api/v2",
            None,
            None,
            "The paths of this API begin with /api/v2 already; give base_url='https://a.example'.",
        ),
    ],
)
def test_a_contradiction_is_refused(base_url: Any, token_url: Any, host: Any, words: str) -> None:
    """With what to give instead."""
    with pytest.raises(ConfigurationError) as caught:
        choose_url(base_url, token_url, host=host)
    assert str(caught.value).startswith(words)


@pytest.mark.parametrize("path", ["ap", "api/v", "apis", "v2", "api/v2/account/site/profile/x", "x/api"])
def test_a_path_that_only_begins_alike_is_one_of_the_server(path: str) -> None:
    """Whole segments are compared: a gateway may have any."""
    assert choose_url(f"https://a.example/{path}/", None) == f"https://a.example/{path}"


def test_credentials_do_not_go_over_plain_http_to_another_machine() -> None:
    """A mock on this machine is fine."""
    with pytest.raises(InsecureURLError):
        choose_url("http://a.example", None)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (
            {},
            "Feature needs the library nothing_here, which is not installed. Run: python -m pip install nothing_here ",
        ),
        (
            {"requirement": "redis>=5"},
            "needs the library redis, which is not installed. Run: python -m pip install 'redis>=5' (",
        ),
        ({"requirement": "redis>=5"}, "with its extra [redis])."),
        ({"extra": "testing"}, "with its extra [testing])."),
        ({"instead": "Or not."}, "with its extra [nothing_here]). Or not."),
    ],
)
def test_a_library_that_is_missing_is_named_with_what_to_do(options: Any, words: str) -> None:
    """The command is one that a shell understands."""
    with pytest.raises(ConfigurationError) as caught:
        load_library("nothing_here.part", "Feature", **options)
    assert words in str(caught.value)
    assert str(caught.value).endswith(options.get("instead", ")."))
    assert caught.value.__cause__ is None


def test_a_library_that_is_there_is_returned() -> None:
    """The module itself."""
    assert load_library("json.decoder", "x").__name__ == "json.decoder"
