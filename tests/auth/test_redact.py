"""Value objects: frozen, compared by value, and printed without what may be secret."""

from __future__ import annotations

import base64
from dataclasses import FrozenInstanceError, field
from typing import Any

import pytest

from comm100 import MemoryStore
from comm100.auth._redact import SecretStr, ValueObject, redact, value_object
from tests.auth.support import Clock, FakeAuthServer, application, first_token


@value_object()
class Point(ValueObject):
    """A value with a member that is not shown, and one that does not count."""

    x: int
    label: str = field(default="", repr=False)
    note: str = field(default="", compare=False)


class Plain(ValueObject):
    """A base class, which is not a dataclass itself."""


def test_a_value_shows_what_may_be_shown() -> None:
    """What is not shown is a text that hides itself from ``vars()``, too."""
    value = Point(x=1, label="hidden", note="seen")
    assert repr(value) == "Point(x=1, note='seen')"
    assert "hidden" not in f"{vars(value)}"
    assert isinstance(value.label, SecretStr)
    assert not isinstance(value.note, SecretStr)


def test_a_value_that_is_half_made_can_be_shown() -> None:
    """Tracebacks show it after a constructor has refused its arguments."""
    value = object.__new__(Point)
    assert repr(value) == "Point()"
    object.__setattr__(value, "x", 2)
    assert repr(value) == "Point(x=2)"


def test_values_are_equal_if_what_counts_is() -> None:
    """And then they have one hash; another type is another value."""
    value = Point(x=1, label="a", note="b")
    assert value == Point(x=1, label="a", note="c")
    assert hash(value) == hash(Point(x=1, label="a", note="c"))
    assert value != Point(x=2, label="a", note="b")
    assert value != Point(x=1, label="b", note="b")
    assert value.__eq__((1, "a")) is NotImplemented


def test_a_value_does_not_change() -> None:
    """Neither its members nor others can be set, replaced or deleted."""
    value = Point(x=1)
    for name in ("x", "y"):
        with pytest.raises(FrozenInstanceError, match=f"cannot assign to field '{name}'"):
            setattr(value, name, 2)
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'x'"):
        del value.x
    assert value.x == 1


def test_a_base_class_is_an_ordinary_object() -> None:
    """It has no members to show, to compare or to protect."""
    plain = Plain()
    plain.x = 1
    del plain.x  # type: ignore[attr-defined]  # it is what is refused
    assert not hasattr(plain, "x")
    assert repr(plain).startswith("<")
    assert plain.__eq__(Plain()) is NotImplemented
    assert hash(plain) != hash(Plain())


def test_a_user_who_has_signed_in_is_shown_by_the_token_alone(auth_server: FakeAuthServer, clock: Clock) -> None:
    """Neither the application, nor its store, nor the user's name in it; the store does not count."""
    app = application(clock=clock)
    token = first_token(auth_server, clock)
    users = [app.resume(token, store=MemoryStore(), subject="ada") for _ in range(2)]
    assert repr(users[0]) == f"{type(users[0]).__name__}(token={token!r})"
    assert "ada" not in f"{vars(users[0])}"
    assert users[0] == users[1]
    assert users[0] != app.resume(token, subject="bob")


@value_object()
class Unhashed(ValueObject):
    """A value with a member that is compared but not hashed, because it cannot be."""

    x: int
    more: Any = field(default=None, hash=False)
    own: int = field(default=0, hash=True, compare=False)


def test_what_counts_for_a_hash_can_be_chosen() -> None:
    """A member without a hash is left out; others tell values apart."""
    assert hash(Unhashed(x=1, more=[])) == hash(Unhashed(x=1, more={}))
    assert Unhashed(x=1, more=[]) != Unhashed(x=1, more={})
    assert hash(Unhashed(x=1)) != hash(Unhashed(x=2))
    assert hash(Unhashed(x=1, own=1)) != hash(Unhashed(x=1, own=2))
    assert hash(Point(x=1, label="a")) != hash(Point(x=1, label="b"))


@pytest.mark.parametrize("secret", ["s3cret-Pa55", "s3cret-Pa55w", "s3cret-Pa55wo", "s3cr\u00e9t-Pa55"])
@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode, lambda data: data.hex().encode()])
def test_a_secret_is_found_in_encoded_data_wherever_it_stands(secret: str, encode: Any) -> None:
    """Whatever stands before and behind it; similar data is left alone."""
    for before in range(4):
        for after in range(4):
            data = b"\xfe" * before + secret.encode() + b"\xff" * after
            assert redact(f"It was {encode(data).decode()}!", [secret]) == "***"
            other = b"\xfe" * before + secret[::2].encode() + b"\xff" * after
            assert redact(f"It was {encode(other).decode()}!", [secret]).startswith("It was ")


def test_the_longest_secret_is_masked_first() -> None:
    """Nothing of it is left because another one is a part of it; letter case does not count."""
    secrets = ["s3cret", "s3cret-Pa55", "Pa55"]
    for order in (secrets, secrets[::-1]):
        assert redact("It was S3CRET-pa55, not s3cret.", order) == "It was ***, not ***."
