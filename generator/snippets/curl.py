"""Calls as curl sends them: lines to paste into bash, each argument in single quotes."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from generator.model import Api, AuthScheme, Operation
from generator.snippets.oauth import Sent, absolute_url, token_value
from generator.snippets.values import argument_value, body_value

__all__ = ["curl_authorize", "curl_operation", "curl_token"]


def curl_operation(operation: Operation, api: Api, scheme: AuthScheme | None = None) -> str:
    """Return the command that calls an operation with the document's example values.

    Args:
        operation: The operation.
        api: The document that it belongs to.
        scheme: How to authenticate; by default the operation's first way.
    """
    method = operation.method.upper()
    arguments = [] if method == "GET" else [f"--request {method}"]
    arguments += [f"--header {shell(f'{name}: {value}')}" for name, value in _headers(operation, api, scheme)]
    query, body = _query(operation, api), _body(operation, api)
    if query and body is None:
        arguments.insert(0, "--get")
        arguments += _urlencoded(query)
    arguments += _data(operation, body)
    if body is None and method in ("POST", "PUT", "PATCH"):
        # RFC 9110 section 8.6: some servers insist on the length of an empty body, which curl leaves out.
        arguments.append("--header 'Content-Length: 0'")
    return command(_url(operation, api, query if body is not None else []), [*_user(operation, api, scheme), *arguments])
