"""Where credentials may go: https, or plain http on this machine only; one scheme, host and port at a time."""

from __future__ import annotations

import functools
from urllib.parse import urljoin

from .._http import http
from ..errors import ConfigurationError, InsecureURLError

__all__ = [
    "HIGHEST_PORT",
    "Origin",
    "check_base_url",
    "is_loopback",
    "origin_of",
    "origin_url",
    "refuse_origin",
    "resolve",
]

Origin = tuple[str, str, int | None]
"""Scheme, host and port as the HTTP library has them: in lower case, and None for the scheme's default port."""

HIGHEST_PORT = 65535
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


def origin_of(url: http.URL) -> Origin:
    """Return the origin of a URL (RFC 6454 section 4)."""
    return url.scheme, url.host, url.port


def origin_url(url: str) -> str:
    """Return scheme, host and port of a checked URL."""
    return _origin_text(http.URL(url))


@functools.lru_cache(maxsize=128)
def is_loopback(url: str) -> bool:
    """Return whether a URL is one of this machine."""
    return http.URL(url).host in _LOOPBACK


def check_base_url(base_url: str) -> str:
    """Return a server's URL without its trailing slash.

    Args:
        base_url: Scheme, host and port, and a path if the server has one.

    Raises:
        ConfigurationError: It is not a URL, or has a user name, a query or a fragment.
        InsecureURLError: It is plain http to another machine, which would expose credentials on the way.
    """
    url = _parse(base_url)
    if url.query or url.fragment or "?" in base_url or "#" in base_url:
        raise ConfigurationError(f"{_origin_text(url)} has a query or a fragment; pass scheme and host only.")
    return str(url).rstrip("/")


def resolve(base_url: str, url: str) -> str:
    """Return an endpoint's URL, which the document may write relative to the server (RFC 3986 section 5.2).

    Raises:
        ConfigurationError: It is not a URL.
        InsecureURLError: It is plain http to another machine.
    """
    return str(_parse(urljoin(base_url + "/", url)))


def refuse_origin(url: http.URL, allowed: str) -> InsecureURLError:
    """Return the error for a request that would carry credentials to another origin."""
    return InsecureURLError(
        f"The request goes to {_origin_text(url)}, but the credentials are for {allowed}. Nothing was sent. "
        "Use a separate client for another host."
    )


def _parse(text: str) -> http.URL:
    if not isinstance(text, str):
        raise ConfigurationError(f"A URL cannot be parsed: it is a {type(text).__name__}.")
    try:
        url = http.URL(text)
        host = url.host  # which httpx decodes only here
    except (ValueError, http.InvalidURL):
        # The library's message shows what it takes for the port, which may be part of a password.
        raise ConfigurationError("A URL cannot be parsed; pass one such as 'https://api.example.com'.") from None
    if url.userinfo:
        raise ConfigurationError(f"The URL of {host!r} contains a user name or a password; pass them as credentials.")
    if "%" in host and ":" not in host:
        raise ConfigurationError("The host of a URL is percent-encoded; pass a host name.")
    if host and not all(0 < len(label) < 64 for label in url.raw_host.removesuffix(b".").split(b".")):
        raise ConfigurationError(f"{host!r} is not a host name.")
    if url.port is not None and url.port > HIGHEST_PORT:
        raise ConfigurationError(f"{url.port} is not a port; the highest is {HIGHEST_PORT}.")
    if url.scheme == "https" and host:
        return url
    if url.scheme == "http" and host in _LOOPBACK:
        return url
    if url.scheme == "http" and host:
        raise InsecureURLError(
            f"{_origin_text(url)} is plain http, which anyone on the way can read; use https. "
            "Only 127.0.0.1, [::1] and localhost may be reached without it."
        )
    raise ConfigurationError("This is not an https URL; pass one such as 'https://api.example.com'.")


def _origin_text(url: http.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode('ascii')}"
