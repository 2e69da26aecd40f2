"""Value objects, which are printed without what may be secret, and the words of a server, in which it is looked for."""

from __future__ import annotations

import base64
import html
import inspect
import urllib.parse
from dataclasses import FrozenInstanceError, field
from typing import Any

import pytest

from comm100 import MemoryStore
from comm100.auth._redact import (
    HiddenArguments,
    RedactedDict,
    SecretStr,
    ValueObject,
    hide,
    redact,
    type_name,
    value_object,
)
from tests.auth.support import Clock, FakeAuthServer, application, first_token


@value_object()
class Point(ValueObject):
    """A value with a member that is not shown, and one that does not count."""

    x: int
    label: str = field(default="", repr=False)
    note: str = field(default="", compare=False)


def test_a_class_is_made_one_of_values() -> None:
    """With keyword arguments, a hash, and a repr of what it has; a dataclass of its own would have neither of both."""

    @value_object()
    class Made(ValueObject):
        x: int

    assert hash(Made(x=1)) == hash(Made(x=1))
    assert repr(object.__new__(Made)).endswith(".Made()")
    with pytest.raises(TypeError, match="positional"):
        Made(1)  # type: ignore[call-arg]  # it is what is refused


def test_the_constructor_of_credentials_sees_no_secret() -> None:
    """Whatever stands before it in the class: a traceback with locals would show it there."""

    @value_object(kw_only=False)
    class Shown(ValueObject, metaclass=HiddenArguments):
        computed: str = field(init=False, repr=False)
        named: str = field(kw_only=True, repr=False)
        first: str
        second: str = field(repr=False)

        def __post_init__(self) -> None:
            pass

    value = Shown("first", "second", named="named")
    assert [type(text) for text in (value.first, value.second, value.named)] == [str, SecretStr, SecretStr]
    assert list(inspect.signature(Shown).parameters) == ["first", "second", "named"]


@pytest.mark.parametrize(
    ("value", "shown", "members"),
    [
        ("abc", "<3 characters>", "abc"),
        (b"abc", "<3 bytes>", b"abc"),
        (["abc", 1], "<2 items>", ["abc", 1]),
        (("abc", 1), "<2 items>", ("abc", 1)),
        ({"b": "abc", "a": 1}, "<fields a, b>", {"b": "abc", "a": 1}),
        (7, "7", 7),
        (None, "None", None),
    ],
)
def test_an_argument_that_is_secret_is_not_shown(value: Any, shown: str, members: Any) -> None:
    """It stays equal to what the caller gave, and its members are what they were, texts hidden."""
    hidden: Any = hide(value)
    assert repr(hidden) == shown
    assert hidden == members
    if isinstance(hidden, tuple | dict):
        parts = hidden if isinstance(hidden, tuple) else (hidden["b"], hidden["a"])
        assert [repr(part) for part in parts] == ["<3 characters>", "1"]


def test_what_is_hidden_already_stays_the_same_object() -> None:
    """A form is handed on from function to function."""
    fields = RedactedDict({"a": "b"})
    assert hide(fields) is fields


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


def test_a_servers_words_are_cleaned() -> None:
    """One printable line of limited length, without what was sent; a short value masks no ordinary words."""
    assert redact("a\nb\x1b[31m\tc") == "a b [31m c"
    assert redact("the password hunter22 is wrong", ["hunter22", "a"]) == "the password *** is wrong"
    assert redact("password=a%2Bb+c%21 or a%2Bb%20c%21 or a+b c!", ["a+b c!"]) == "password=*** or *** or ***"
    assert len(redact("x" * 10_000)) < 400


SECRET_TEXT = "Sup3r-Geheim+Wort/2026"


@pytest.mark.parametrize(
    "spelled",
    [
        SECRET_TEXT,
        SECRET_TEXT.upper(),
        SECRET_TEXT.lower(),
        SECRET_TEXT.swapcase(),
        SECRET_TEXT[::-1],
        SECRET_TEXT[::-1].lower(),
        " ".join(SECRET_TEXT),
        " ".join(SECRET_TEXT[::-1]),
        urllib.parse.quote("-".join(SECRET_TEXT[::-1])),
        html.escape(SECRET_TEXT[::-1].replace("+", "&#43;")),
        f"{SECRET_TEXT[:9]}\n{SECRET_TEXT[9:]}",
        f"{SECRET_TEXT[:9]}' + '{SECRET_TEXT[9:]}",
        "-".join(SECRET_TEXT[at : at + 4] for at in range(0, len(SECRET_TEXT), 4)),
        base64.b64encode(SECRET_TEXT.encode()).decode(),
        base64.urlsafe_b64encode(SECRET_TEXT.encode()).decode(),
        base64.b64encode(f"me:{SECRET_TEXT}".encode()).decode(),
        base64.b64encode(f"user:{SECRET_TEXT}".encode()).decode(),
        base64.b64encode(f"a:{SECRET_TEXT}:b".encode()).decode(),
        SECRET_TEXT.encode().hex(),
        SECRET_TEXT.encode().hex().upper(),
        urllib.parse.quote(SECRET_TEXT, safe=""),
        urllib.parse.quote(urllib.parse.quote(SECRET_TEXT, safe="")),
    ],
)
def test_a_secret_is_found_however_it_is_spelled(spelled: str) -> None:
    """In another case, backwards, in pieces and encoded: no recognizable part of it is left."""
    shown = redact(f"The value {spelled} is wrong.", [SECRET_TEXT])
    assert "***" in shown
    for piece in (SECRET_TEXT[:9], SECRET_TEXT[9:], SECRET_TEXT[::-1][:9]):
        assert piece.casefold() not in shown.casefold()
    assert spelled not in shown


@pytest.mark.parametrize("spelled", ["a-b+9", "A-B+9", "9+b-a"])
def test_a_short_secret_is_found_when_it_is_escaped_as_a_whole(spelled: str) -> None:
    """Forwards and backwards; in pieces it could be any text."""
    escaped = urllib.parse.quote("".join(f"%{ord(mark):02x}" for mark in spelled))
    assert redact(f"The value {escaped} is wrong.", ["a-b+9"]) == "***"
    assert redact("The value a/b/9 is wrong.", ["a-b+9"]) == "The value a/b/9 is wrong."


@pytest.mark.parametrize(
    "spelled",
    [SECRET_TEXT, SECRET_TEXT.upper(), SECRET_TEXT[::-1], urllib.parse.quote(SECRET_TEXT, safe=""), f"a{SECRET_TEXT}"],
)
def test_what_stands_around_a_secret_is_shown(spelled: str) -> None:
    """Where it can be told from the rest; otherwise nothing of the message is."""
    prefix = "a" if spelled[0] == "a" else ""
    assert redact(f"The value {spelled} is wrong.", [SECRET_TEXT]) == f"The value {prefix}*** is wrong."
    encoded = base64.b64encode(SECRET_TEXT.encode()).decode()
    assert redact(f"The value {encoded} is wrong.", [SECRET_TEXT]) == "***"


@pytest.mark.parametrize(
    ("secret", "spelled", "hidden"),
    [
        ("k9x", "k9x", False),
        ("k9x2", "k9x2", True),
        ("k9x2", "K9X2", True),
        ("k9x2", "k-9-x-2", False),
        ("k9x2mp7", "k-9-x-2-m-p-7", False),
        ("k9x2mp7q", "k-9-x-2-m-p-7-q", True),
        ("k9x2", "&#107;9x2", True),
        ("k 9", "k%2B9", False),
        ("k 9x", "k%2B9x", True),
        ("k9x2", b"k9x2".hex(), True),
    ],
)
def test_how_short_a_secret_is_still_looked_for(secret: str, spelled: str, hidden: bool) -> None:
    """Four characters as they are, eight in pieces: a shorter one would be found by chance."""
    assert ("***" in redact(f"The value {spelled} is bad.", [secret])) is hidden


@pytest.mark.parametrize(("length", "shown"), [(300, "x" * 300), (301, "x" * 300 + "…")])
def test_an_error_shows_300_characters(length: int, shown: str) -> None:
    """Of what the server wrote, on one line."""
    assert redact("x" * length) == shown
    assert redact("a\n\tb\0c") == "a b c"


@pytest.mark.parametrize("before", ["", "a", "ab"])
@pytest.mark.parametrize("after", ["", "y", "yz"])
@pytest.mark.parametrize("length", [12, 13, 14])
def test_a_secret_is_found_wherever_it_stands_in_encoded_text(before: str, after: str, length: int) -> None:
    """Base64 mixes the bytes of neighbours: what it makes of a secret depends on where it begins and ends."""
    secret = SECRET_TEXT[:length]
    encoded = base64.b64encode(f"{before}{secret}{after}".encode()).decode()
    assert redact(f"The header {encoded} is wrong.", [secret]).count(encoded[4:12]) == 0


@pytest.mark.parametrize(
    "sentence",
    [
        "The email or the password is wrong.",
        "Invalid user name or password.",
        "The access token expired; sign in again.",
        "Client authentication failed due to unknown client",
    ],
)
def test_a_password_that_is_an_ordinary_word_is_not_betrayed(sentence: str) -> None:
    """Masking one word of a common sentence would tell that it is the password."""
    for password in (*sentence.replace(".", "").replace(";", "").split(), "wrong", "Password", "EMAIL"):
        assert redact(sentence, [password]) == sentence, password


def test_a_message_without_a_secret_stays_as_it_is() -> None:
    """What is looked for in pieces or encoded is long enough not to be found by chance."""
    sentence = "Parameter 'siteId' is required: see https://example.com/docs?a=1&b=%20 (code 400123)."
    for secret in ("abcd", "k9x2", "hunter22", "correct horse", "0" * 32, "ümläut"):
        assert redact(sentence, [secret]) == sentence


def test_the_first_64_kib_of_a_text_are_read() -> None:
    """More would take long to look through, and nobody reads it."""
    assert redact(" " * (64 * 1024 - 1) + "ab") == "a"
    assert redact(" " * (64 * 1024) + "ab") == ""


@pytest.mark.parametrize(
    ("escape", "times", "hidden"),
    [
        (lambda text: "".join(f"%{ord(mark):02x}" for mark in text), 3, True),
        (lambda text: "".join(f"%{ord(mark):02x}" for mark in text), 4, False),
        (lambda text: "".join(f"\\u{ord(mark):04x}" for mark in text), 1, True),
        (lambda text: "".join(f"\\{mark}" for mark in text), 1, True),
        (lambda text: "".join(f"&#{ord(mark)};" for mark in text), 2, True),
    ],
)
def test_a_secret_that_is_escaped_up_to_three_times_is_found(escape: Any, times: int, hidden: bool) -> None:
    """For a URL, in JSON or in HTML; one that is too short to be looked for in pieces."""
    text = "k-9x"
    for _ in range(times):
        text = escape(text)
    assert (redact(f"It was {text}!", ["k-9x"]) == "***") is hidden


@pytest.mark.parametrize(("before", "secret"), [(0, "k9x2mp"), (1, "k9x2mp7"), (2, "k9x2mp7")])
@pytest.mark.parametrize("after", [b"", b"z"])
def test_how_short_a_secret_is_still_found_in_base64(before: int, secret: str, after: bytes) -> None:
    """What does not depend on its neighbours has eight characters."""
    encoded = base64.b64encode(b"\xfe" * before + secret.encode() + after).decode()
    assert redact(f"It was {encoded}!", [secret]) == "***"


def test_the_type_of_a_hidden_argument_is_that_of_the_argument() -> None:
    """As errors name it."""
    values = ("a", b"a", ["a"], ("a",), {"a": "b"}, 7)
    assert [type_name(hide(value)) for value in values] == ["str", "bytes", "list", "tuple", "dict", "int"]
    assert [type_name(value) for value in values] == ["str", "bytes", "list", "tuple", "dict", "int"]
