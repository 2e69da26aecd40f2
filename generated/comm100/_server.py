"""The URL of the API's server."""

from __future__ import annotations

import re

from .auth._origin import check_base_url
from .errors import ConfigurationError

__all__ = ["DEFAULT_URL", "choose_url", "server_url"]

DEFAULT_URL = "https://hosted.comm100.com"

_A_PATH = "/api/v2/account/site/profile"

# Compiled when the first host is checked: that takes longer than importing this module.
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HOST = rf"(?:{_LABEL}(?:\.{_LABEL})*|\[[0-9A-Fa-f:.]+\])(?::[0-9]{{1,5}})?"


def server_url(*, host: str | None = None) -> str:
    """Return the server's URL, without a trailing slash.

    Args:
        host: The host name in the address of the control panel. Known hosts: `hosted.comm100.com`,
            `hosted3.comm100.com`, `euportal.comm100.com`, `ent1portal.comm100.com`,
            `ent7portal.comm100.com`, `enterpriseportal.comm100.com`, `appportal.livelyhelp.chat`. A
            retired host such as `ent.comm100.com` has a successor in this list.

    Raises:
        ConfigurationError: A value is not a host name, so it could lead credentials elsewhere.
    """
    url = "https://{host}"
    url = url.replace("{host}", _part("host", host, "hosted.comm100.com"))
    return url


def choose_url(base_url: str | None, credentials_url: str | None, **variables: str | None) -> str:
    """Return the URL that a client sends requests to: the one given, the one its token is for, or the default.

    Args:
        base_url: Scheme, host and port.
        credentials_url: The server that the credentials are for, if they name one.
        **variables: As for :func:`server_url`.

    Raises:
        ConfigurationError: Two arguments contradict each other, or one is not a valid URL.
        InsecureURLError: Plain http to another machine.
    """
    named = any(value is not None for value in variables.values())
    if base_url is not None and named:
        raise ConfigurationError(f"Give base_url or {', '.join(variables)}, not both.")
    given = server_url(**variables) if base_url is None and named else base_url
    chosen = check_base_url(credentials_url or DEFAULT_URL if given is None else given)
    _refuse_path(chosen)
    if credentials_url is not None and chosen != credentials_url:
        raise ConfigurationError(
            f"The token is for {credentials_url}, but the client for {chosen}; give only one of them."
        )
    return chosen


def _refuse_path(url: str) -> None:
    """Refuse a base URL with the beginning of the paths, which would be sent twice."""
    origin, slash, path = url.partition("://")[2].partition("/")
    if slash and (_A_PATH + "/").startswith(f"/{path}/"):
        right = url.removesuffix(slash + path)
        raise ConfigurationError(f"The paths of this API begin with /{path} already; give base_url={right!r}.")


def _part(name: str, value: str | None, default: str) -> str:
    if value is None:
        return default
    if not isinstance(value, str) or len(value) > 260 or not re.fullmatch(_HOST, value):
        # Its text is not shown: a URL may hold a password.
        raise ConfigurationError(
            f"{name}= is not a host name; give one such as {default!r}, without https:// or a path."
        )
    return value.lower()
