"""What the body of an error says: a code and a message, wherever a server puts them, or a problem (RFC 9457)."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from typing import Any

from .auth._redact import redact

__all__ = ["Problem", "read_error", "read_problem"]

_LONGEST_CODE = 18
_LONGEST_ERROR = 64 * 1024
_MOST_MESSAGES = 5
_DEEPEST = 4
# It starts at a word's start and never goes back, so that its time is in proportion to the text's length.
_UNQUOTED_NAME = re.compile(r'"(?:\\.?|[^"\\])*+"?|\b([A-Za-z_]\w*+)(?=\s*+:)', re.DOTALL)

# Without regard to letter case, underscores and hyphens; the first one that is there counts.
_TEXTS = (
    *("message", "errormessage", "errordescription", "error", "detail", "title"),
    *("errorsummary", "description", "reason", "msg", "faultstring", "usermessage"),
)
_NESTED = ("error", "errors", "fault", "detail", "details", "messages", "meta")


class Problem:
    """What an error says about itself (RFC 9457 section 3).

    Args:
        type: A URI that identifies the kind of problem.
        title: What kind of problem it is.
        status: The HTTP status, as the server that found the problem reported it.
        detail: What went wrong this time.
        instance: A URI that identifies this occurrence.
        extensions: All other members.
    """

    def __init__(
        self,
        *,
        type: str = "about:blank",
        title: str | None = None,
        status: int | None = None,
        detail: str | None = None,
        instance: str | None = None,
        extensions: dict[str, Any] | None = None,
    ) -> None:
        self.type = type
        self.title = title
        self.status = status
        self.detail = detail
        self.instance = instance
        self.extensions = extensions or {}

    def __repr__(self) -> str:
        return f"Problem(type={self.type!r}, title={self.title!r}, status={self.status!r})"


def read_error(text: str) -> tuple[int | None, str | None]:
    """Return the code and the message of an error's body, if it has them.

    Args:
        text: The body.
    """
    body = _parse(text)
    if isinstance(body, str):
        return None, body.strip() or None
    if isinstance(body, dict | list):
        return _code(body, _DEEPEST), "; ".join(_messages(body, _DEEPEST)) or None
    # A text that is neither JSON nor a page is the message itself.
    return None, None if body is not None or text.lstrip()[:1] in ("", "<", "[") else text.strip()


def read_problem(content: bytes, secrets: Collection[str]) -> Problem | None:
    """Return the members of a problem document, those for people without secrets; None if it is not an object.

    A member of a wrong type counts as absent.

    Args:
        content: The body.
        secrets: What no text may show.
    """
    try:
        body = json.loads(content)
    except (ValueError, RecursionError):
        return None
    if not isinstance(body, dict):
        return None
    texts = {
        name: redact(body[name], secrets)
        for name in ("type", "title", "detail", "instance")
        if isinstance(body.get(name), str)
    }
    status = body.get("status")
    known = ("type", "title", "status", "detail", "instance")
    return Problem(
        **texts,
        status=status if isinstance(status, int) and not isinstance(status, bool) else None,
        extensions={name: value for name, value in body.items() if name not in known},
    )


def _parse(text: str) -> Any:
    """Return decoded JSON, or None. Some servers send JSON whose names have no quotes."""
    for read in (str, _with_quoted_names):
        with suppress(ValueError, RecursionError):
            return json.loads(read(text), parse_int=_parse_int)
    return None


def _with_quoted_names(text: str) -> str:
    return _UNQUOTED_NAME.sub(_quote_name, text[:_LONGEST_ERROR])


def _quote_name(match: re.Match[str]) -> str:
    return f'"{match[1]}"' if match[1] else match[0]


def _parse_int(digits: str) -> int | float:
    # Python refuses to parse very long numbers, and one of them must not hide the message.
    return int(digits) if len(digits) <= _LONGEST_CODE else float(digits)


def _members(body: Mapping[str, Any]) -> dict[str, Any]:
    return {re.sub("[_-]", "", name).casefold(): value for name, value in body.items()}


def _code(body: Any, depth: int) -> int | None:
    """Return the code beside the message, or that of the first of several errors."""
    if not depth:
        return None
    if isinstance(body, list):
        return _code(body[0], depth - 1) if body else None
    if not isinstance(body, dict):
        return None
    members = _members(body)
    code = members.get("code")
    if isinstance(code, str) and code.isascii() and code.isdecimal() and len(code) <= _LONGEST_CODE:
        return int(code)
    if isinstance(code, int) and not isinstance(code, bool):
        return code
    nested = (_code(members[name], depth - 1) for name in _NESTED if name in members)
    return next((found for found in nested if found is not None), None)


def _messages(body: Any, depth: int) -> Iterator[str]:
    """Yield the message of an error, or those of the several errors that it consists of."""
    if isinstance(body, str):
        yield from [body] if body.strip() else []
    elif isinstance(body, list) and depth:
        for item in body[:_MOST_MESSAGES]:
            yield from _messages(item, depth - 1)
    elif isinstance(body, dict) and depth:
        members = _members(body)
        texts = (members[name] for name in _TEXTS if isinstance(members.get(name), str) and members[name].strip())
        if (text := next(texts, None)) is not None:
            yield text
            return
        nested = (list(_messages(members[name], depth - 1)) for name in _NESTED if name in members)
        if messages := next(filter(None, nested), None):
            yield from messages
            return
        # The names are those of what is wrong: {"email": ["is taken"]}.
        if depth < _DEEPEST or all(isinstance(value, list) for value in body.values()):
            for name, value in list(body.items())[:_MOST_MESSAGES]:
                if isinstance(value, str | list):
                    yield from (f"{name}: {message}" for message in _messages(value, depth - 1))
