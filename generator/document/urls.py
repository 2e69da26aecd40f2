"""What a URL of the document has to look like before it may become part of a client."""

from __future__ import annotations

import ipaddress
import re

__all__ = ["server_url_problem", "url_problem"]

_MAX_LENGTH = 2000
# RFC 3986 section 2: everything else has to be percent-encoded.
_CHARACTERS = re.compile(r"(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_LABEL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?")


def url_problem(url: str) -> str | None:
    """Return what is wrong with a URL that credentials or a browser are sent to, or None.

    Args:
        url: An absolute http or https URL, or a relative reference to a path.
    """
    problem = _text_problem(url)
    if problem is not None or not (_SCHEME.match(url) or url.startswith("//")):
        return problem
    return _absolute_problem(url)


def server_url_problem(url: str) -> str | None:
    """Return what is wrong with a server's URL whose variables have been replaced, or None."""
    if "?" in url:
        return "has a query"
    return _text_problem(url) or _absolute_problem(url)


def _text_problem(url: str) -> str | None:
    if not url:
        return "is empty"
    if len(url) > _MAX_LENGTH:
        return f"has more than {_MAX_LENGTH} characters"
    if not _CHARACTERS.fullmatch(url):
        return "has characters that a URL cannot contain; percent-encode them"
    return "has a fragment" if "#" in url else None


def _absolute_problem(url: str) -> str | None:
    scheme, separator, rest = url.partition("://")
    if not separator or scheme.lower() not in ("http", "https"):
        return "is not an absolute http or https URL"
    authority = re.split(r"[/?]", rest)[0]
    if "@" in authority:
        return "contains a user name"
    host, colon, port = authority.rpartition(":") if re.search(r":[0-9]*$", authority) else (authority, "", "")
    if colon and not 0 < int(port or 0) <= 65535:
        return "has an invalid port"
    return None if _is_host(host) else "has an invalid host"


def _is_host(host: str) -> bool:
    if host.startswith("[") and host.endswith("]"):
        try:
            ipaddress.IPv6Address(host[1:-1])
        except ValueError:
            return False
        return True
    return all(_LABEL.fullmatch(label) for label in host.removesuffix(".").split("."))
