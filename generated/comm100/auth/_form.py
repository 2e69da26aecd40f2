"""Parameters on their way: names and values of a query or a form, encoded once and never printed."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from urllib.parse import quote, urlencode

from ..errors import ConfigurationError
from ._redact import NotPicklable, SecretBytes

__all__ = ["Form", "basic_header", "is_text", "wire_text"]


class Form(NotPicklable):
    """The parameters of one request, in order.

    Args:
        fields: Wire names and values; a value of None is left out.
    """

    __slots__ = ("_fields",)

    def __init__(self, fields: Mapping[str, str | None]) -> None:
        self._fields = {name: value for name, value in fields.items() if value is not None}

    def __repr__(self) -> str:
        return f"<Form {', '.join(self._fields)}>"

    def text(self) -> str:
        """Return the form as ``application/x-www-form-urlencoded`` (RFC 6749 appendix B)."""
        return urlencode(self._fields, quote_via=quote, safe="")

    def body(self) -> SecretBytes:
        """Return the form as the body of a request."""
        return SecretBytes(self.text().encode("ascii"))

    def values(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return the values of some parameters, to find them again in what a server says."""
        return tuple(self._fields[name] for name in names if name in self._fields)


def wire_text(value: object) -> str:
    """Return a parameter's value as it is sent: numbers in digits, lists with spaces (RFC 6749 section 3.3)."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple | set | frozenset):
        return " ".join(wire_text(item) for item in value)
    return str(value)


def is_text(value: str) -> bool:
    """Tell whether a text can be sent: bytes that Python could not decode stand in it as lone surrogates (PEP 383)."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def basic_header(username: str, password: str, *, encoded: bool = False) -> str:
    """Return the value of an Authorization header (RFC 7617).

    Args:
        username: Without a colon, unless ``encoded``.
        password: Any text without control characters.
        encoded: Whether both are form-encoded first, as OAuth clients do (RFC 6749 section 2.3.1).

    Raises:
        ConfigurationError: One of them cannot be sent.
    """
    if encoded:
        # A space becomes %20: servers that decode percent signs only would keep the plus sign of a form.
        username, password = quote(username, safe=""), quote(password, safe="")
    if ":" in username:
        raise ConfigurationError("The user name holds a colon, which HTTP Basic cannot send (RFC 7617 section 2).")
    if not (username + password).isprintable():
        raise ConfigurationError("The user name or the password holds a control character (RFC 7617 section 2).")
    return "Basic " + base64.b64encode(f"{username}:{password}".encode()).decode("ascii")
