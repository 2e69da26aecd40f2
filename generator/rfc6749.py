"""The requests of OAuth 2 as RFC 6749 has them, for endpoints that a document does not describe."""

from __future__ import annotations

from typing import Final

from .model import Field, Type
from .objects import is_secret

__all__ = ["SUPPLIED", "standard"]

# What the protocol itself supplies, so that no caller has to (RFC 6749 section 4, RFC 7636 section 4).
SUPPLIED: Final = frozenset(
    {"code", "code_challenge", "code_challenge_method", "code_verifier"}
    | {"grant_type", "refresh_token", "response_type", "state"}
)
_STRING = Type(annotation="str", argument="str")
_DESCRIPTIONS: Final = {
    "client_id": "The identifier that the client was registered with (RFC 6749 section 2.2).",
    "client_secret": "The client's password (RFC 6749 section 2.3.1).",
    "password": "The resource owner's password (RFC 6749 section 4.3.2).",
    "redirect_uri": "Where the authorization server sends the browser back to, as registered (RFC 6749 section 3.1.2).",
    "scope": "The scopes asked for, separated by spaces (RFC 6749 section 3.3).",
    "username": "The resource owner's name (RFC 6749 section 4.3.2).",
}
# Required parameters are marked; the rest may be left out (RFC 6749 sections 4.1 to 4.4 and 6, RFC 7636).
_REQUESTS: Final = {
    "authorizationCode authorization": "response_type! client_id! redirect_uri! scope state code_challenge "
    "code_challenge_method",
    "implicit authorization": "response_type! client_id! redirect_uri! scope state",
    "authorizationCode": "grant_type! code! redirect_uri! client_id! client_secret code_verifier",
    "password": "grant_type! username! password! client_id client_secret scope",
    "clientCredentials": "grant_type! client_id! client_secret! scope",
    "client": "client_id! client_secret!",
    "refresh": "grant_type! refresh_token! client_id client_secret scope",
}


def standard(request: str) -> tuple[Field, ...]:
    """Return the parameters of a request, in the RFC's order.

    Args:
        request: A flow's key for its token request, the key and ``authorization`` for its authorization request,
            ``refresh``, or ``client`` for what a client authenticates with at any of them.
    """
    return tuple(
        Field(
            name=name,
            wire_name=name,
            type=_STRING,
            required=word.endswith("!"),
            description=_DESCRIPTIONS.get(name, ""),
            secret=is_secret(name, {}),
        )
        for word in _REQUESTS[request].split()
        for name in (word.removesuffix("!"),)
    )
