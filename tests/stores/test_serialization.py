"""The stored form of a token: which keys and bytes are accepted, and what is kept of those that are replaced."""

from __future__ import annotations

import json
from typing import Any

import pytest

from comm100.auth import Token
from comm100.auth._redact import SecretBytes
from comm100.auth.stores._serialization import MAX_SIZE, check_key, decode_token, encode_token, supersedes
from comm100.errors import ConfigurationError, TokenStoreError

BASE = "https://hosted.comm100.com"
TOKEN = Token(access_token="a", base_url=BASE, issued_at=1000.0)


def stored(**changes: Any) -> SecretBytes:
    return SecretBytes(json.dumps({**TOKEN.to_dict(), **changes}, separators=(",", ":")).encode())


@pytest.mark.parametrize("key", ["a", "A-9", "x" * 128])
def test_a_key_is_part_of_names(key: str) -> None:
    """Of files, and of anything else."""
    assert check_key(key) == key


@pytest.mark.parametrize("key", ["", "x" * 129, "a/b", "a.b", "a_b", "é", "a\n"])
def test_any_other_key_is_refused(key: str) -> None:
    """It could lead to another file."""
    with pytest.raises(ConfigurationError, match="1 to 128 ASCII letters, digits and dashes"):
        check_key(key)


def test_members_of_newer_versions_are_kept() -> None:
    """Those that this version knows are replaced."""
    old = stored(access_token="old", newer={"x": 1}, scope="s")
    data = encode_token(TOKEN, old, "here")
    assert json.loads(data) == {**TOKEN.to_dict(), "newer": {"x": 1}}
    assert " " not in data.decode()
    assert decode_token(data, "here") == TOKEN
    assert json.loads(encode_token(TOKEN, None, "here")) == TOKEN.to_dict()


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "it is not a JSON object"),
        (b"[]", "it is not a JSON object"),
        (b"{", "it is not a JSON object"),
        (b"\xff", "it is not a JSON object"),
        (b"[" * 100_000, "it is not a JSON object"),
        (b'{"a": "' + b"x" * MAX_SIZE + b'"}', "it is not a JSON object"),
        (b"{}", "it does not contain a token"),
        (b'{"access_token": 7}', "it does not contain a token"),
    ],
    ids=range(8),
)
def test_what_is_not_a_token_is_left_unchanged(data: bytes, problem: str) -> None:
    """It may be something else that matters; the error holds nothing of it."""
    for act in (
        lambda: decode_token(SecretBytes(data), "here"),
        lambda: encode_token(TOKEN, SecretBytes(data), "here"),
    ):
        with pytest.raises(TokenStoreError) as caught:
            act()
        assert str(caught.value) == (
            f"here cannot be used: {problem}. It was left unchanged; remove it, or move it away, and sign in again."
        )
        assert caught.value.__context__ is None


def test_a_token_has_a_largest_size() -> None:
    """What is read is what can be written."""
    room = MAX_SIZE - len(encode_token(TOKEN, stored(x=""), "here"))
    largest = encode_token(TOKEN, stored(x="x" * room), "here")
    assert len(largest) == MAX_SIZE
    assert decode_token(largest, "here") == TOKEN
    longer = Token(access_token="ab", base_url=BASE, issued_at=1000.0)
    with pytest.raises(TokenStoreError, match=rf"^here would be longer than {MAX_SIZE} bytes\. It was left unchanged"):
        encode_token(longer, largest, "here")


@pytest.mark.parametrize(
    ("new", "old", "expected"),
    [
        (stored(), None, True),
        (stored(issued_at=1000.5), stored(), True),
        (stored(), stored(), False),
        (stored(issued_at=999.5), stored(), False),
        (stored(issued_at=1001, base_url="https://b.example"), stored(), False),
        (SecretBytes(b"{}"), None, False),
        (SecretBytes(b"{}"), stored(), False),
        (stored(), SecretBytes(b"{}"), False),
    ],
)
def test_a_newer_token_of_the_same_server_supersedes(new: SecretBytes, old: Any, expected: bool) -> None:
    """Only if it is complete."""
    assert supersedes(new, old) is expected
