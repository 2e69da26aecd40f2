"""Value objects: frozen, compared by value, and printed without what may be secret."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, field

import pytest

from comm100 import MemoryStore
from comm100.auth._redact import SecretStr, ValueObject, value_object
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
    del plain.x  # type: ignore[attr-defined]
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
