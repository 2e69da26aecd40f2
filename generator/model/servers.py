"""Where requests go."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

__all__ = ["Server", "Variable"]

_SECURE = re.compile(r"https://|http://(127\.0\.0\.1|\[::1\]|localhost)([:/]|$)")


@dataclass(frozen=True, kw_only=True)
class Variable:
    """One variable of a server's URL, or the choice between servers.

    Attributes:
        wire_name: Its name in the URL; empty for the choice between servers.
        default: The value that counts where none is given.
        known_values: The values that the document lists; others may exist.
        place: What part of the URL it is, or is in; ``url`` is all of it.
        required: Whether the document has no default, so that ``default`` is an example.
    """

    name: str
    wire_name: str
    default: str
    description: str
    known_values: tuple[str, ...]
    place: Literal["url", "scheme", "host", "port", "path", "choice"]
    required: bool


@dataclass(frozen=True, kw_only=True)
class Server:
    """A server of the document.

    Attributes:
        name: What tells it from the document's other servers.
        url: Its URL, with the variables in braces.
        is_relative: Whether the document does not say which host it is; the host of ``url`` is an example then.
    """

    url: str
    description: str
    variables: tuple[Variable, ...]
    name: str
    is_relative: bool

    @property
    def is_known(self) -> bool:
        """Whether the document says where requests go if the caller does not."""
        return not self.is_relative and not any(variable.required for variable in self.variables)

    @property
    def base_uri(self) -> str:
        """The URL with each variable at its default, which relative references are resolved against."""
        url = self.url
        for variable in self.variables:
            url = url.replace("{" + variable.wire_name + "}", variable.default)
        return url

    @property
    def default_url(self) -> str:
        """The URL with each variable at its default, without a trailing slash; paths are appended to it."""
        scheme, separator, rest = self.base_uri.rstrip("/").partition("://")
        authority, slash, path = rest.partition("/")
        # As the HTTP libraries write it, so that URLs can be compared.
        authority = authority.lower().removesuffix(":443" if scheme.lower() == "https" else ":80")
        return f"{scheme.lower()}{separator}{authority}{slash}{path}"

    @property
    def known_urls(self) -> tuple[str, ...]:
        """The default URL, and those that any one variable's known values make of it; none of an unknown server."""
        if not self.is_known:
            return ()
        urls = [self.default_url]
        for place, variable in enumerate(self.variables):
            urls += [self.url_with(place, value) for value in variable.known_values]
        # Plain http to other machines is refused, whatever a variable says.
        return tuple(dict.fromkeys(url for url in urls if _SECURE.match(url)))

    def url_with(self, place: int, value: str) -> str:
        """Return the URL with one variable at a value and the others at their defaults.

        Args:
            place: The position of the variable.
            value: Its value.
        """
        before, after = self.variables[:place], self.variables[place + 1 :]
        changed = replace(self.variables[place], default=value)
        return replace(self, variables=(*before, changed, *after)).default_url
