"""A token as stored text: one JSON object, with the members that other versions of this package may have added."""

from __future__ import annotations

import json
from typing import Any, Final

from ...errors import ConfigurationError, TokenStoreError
from .._redact import RedactedDict, SecretBytes
from ..token import Token

__all__ = ["LARGEST", "read_token", "write_token"]

LARGEST: Final = 256 * 1024
"""Bytes. Longer than any token response that is accepted, with every character of it escaped."""


def read_token(data: SecretBytes, place: str) -> Token:
    """Return the token that was stored.

    Args:
        data: What was found.
        place: Where, for the message.

    Raises:
        TokenStoreError: It is no token.
    """
    _, token = _parsed(data, place)
    return token


def write_token(token: Token, old: SecretBytes | None, place: str) -> SecretBytes:
    """Return what to store; members of the old text that this version does not know are kept.

    Args:
        token: The token.
        old: What is to be replaced, where there is anything.
        place: Where, for the message.

    Raises:
        TokenStoreError: What is to be replaced is no token, so that it may be something else that matters; or the new
            text would be longer than what is read.
    """
    members = RedactedDict[Any]() if old is None else _parsed(old, place)[0]
    members.update(token.to_dict())
    data = SecretBytes(json.dumps(members, separators=(",", ":")).encode())
    if len(data) > LARGEST:
        raise TokenStoreError(
            f"{place} would be longer than {LARGEST} bytes. It was left as it is; sign out and in again."
        )
    return data


def _parsed(data: SecretBytes, place: str) -> tuple[RedactedDict[Any], Token]:
    problem, fields = "it is no JSON object", _object(data)
    if fields is not None:
        try:
            return fields, Token.from_dict(fields)
        except ConfigurationError:
            problem = "what it holds is no token"
    # Raised outside of the handlers: the exceptions of a parser hold the text that they were given.
    raise TokenStoreError(
        f"{place} cannot be used: {problem}. It was left as it is; remove it, or move it away, and sign in again."
    )


def _object(data: SecretBytes) -> RedactedDict[Any] | None:
    if len(data) > LARGEST:
        return None
    try:
        members = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return RedactedDict(members) if isinstance(members, dict) else None
