"""The stored form of a token: its key, and a JSON object in which members of newer versions are kept."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from ...errors import ConfigurationError, TokenStoreError
from .._redact import RedactedDict, SecretBytes
from ..token import Token

__all__ = ["MAX_SIZE", "check_key", "decode_token", "encode_token", "supersedes"]

MAX_SIZE: Final = 256 * 1024
"""Bytes: more than the largest token response that is accepted takes with all of its characters escaped."""

_KEY = re.compile(r"[A-Za-z0-9-]{1,128}")


def check_key(key: str) -> str:
    """Return a key that is safe as part of a file's name, or of any other name.

    Raises:
        ConfigurationError: It contains anything but letters, digits and dashes, or more than 128 of them.
    """
    if not isinstance(key, str) or _KEY.fullmatch(key) is None:
        raise ConfigurationError("A token's key consists of 1 to 128 ASCII letters, digits and dashes.")
    return key


def decode_token(data: SecretBytes, location: str) -> Token:
    """Return a stored token.

    Args:
        data: The stored bytes.
        location: Where they are stored, for the message.

    Raises:
        TokenStoreError: They are not a token.
    """
    _, token = _parse(data, location)
    return token


def encode_token(token: Token, old: SecretBytes | None, location: str) -> SecretBytes:
    """Return the bytes to store; members of the old ones that this version does not know are kept.

    Args:
        token: The token.
        old: The bytes that are to be replaced, if there are any.
        location: Where they are stored, for the message.

    Raises:
        ConfigurationError: The argument is not a token.
        TokenStoreError: The old bytes are not a token, so they may be something else that matters; or the new ones
            would exceed :data:`MAX_SIZE`.
    """
    if not isinstance(token, Token):
        raise ConfigurationError(f"A store keeps a Token, not a {type(token).__name__}.")
    members = RedactedDict[Any]() if old is None else _parse(old, location)[0]
    members.update(token.to_dict())
    data = SecretBytes(json.dumps(members, separators=(",", ":")).encode())
    if len(data) > MAX_SIZE:
        raise TokenStoreError(
            f"{location} would be longer than {MAX_SIZE} bytes. It was left unchanged; sign out and in again."
        )
    return data


def supersedes(new: SecretBytes, old: SecretBytes | None) -> bool:
    """Return whether stored bytes are a complete token of the same server that was issued after the old one.

    Args:
        new: The bytes.
        old: The bytes of the old token; None if there is none.
    """
    try:
        new_token = decode_token(new, "")
        old_token = None if old is None else decode_token(old, "")
    except TokenStoreError:
        return False
    if old_token is None:
        return True
    return new_token.base_url == old_token.base_url and new_token.issued_at > old_token.issued_at


def _parse(data: SecretBytes, location: str) -> tuple[RedactedDict[Any], Token]:
    problem, members = "it is not a JSON object", _json_object(data)
    if members is not None:
        try:
            return members, Token.from_dict(members)
        except ConfigurationError:
            problem = "it does not contain a token"
    # Raised outside of the handlers: a parser's exceptions hold the text that they were given.
    raise TokenStoreError(
        f"{location} cannot be used: {problem}. It was left unchanged; remove it, or move it away, and sign in again."
    )


def _json_object(data: SecretBytes) -> RedactedDict[Any] | None:
    if len(data) > MAX_SIZE:
        return None
    try:
        members = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return RedactedDict(members) if isinstance(members, dict) else None
