"""Which names stand for secrets, by the document and by the RFCs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["secret_names"]

# RFC 6749, RFC 7636, and the headers that carry credentials.
_ALWAYS = frozenset(
    {"access_token", "authorization", "client_secret", "code", "code_verifier", "cookie", "password", "refresh_token"}
)


def secret_names(root: Mapping[str, Any]) -> frozenset[str]:
    """Return the names of all fields, members, parameters and headers of a document that hold secrets.

    Args:
        root: The document.
    """
    schemes = root.get("components", {}).get("securitySchemes", {}).values()
    keys = {scheme["name"].lower() for scheme in schemes if scheme.get("type") == "apiKey"}
    return _ALWAYS | keys | set(_secret(root))


def _secret(node: Any) -> Iterator[str]:
    if isinstance(node, Mapping):
        properties = node.get("properties")
        if isinstance(properties, Mapping):
            yield from (name for name, schema in properties.items() if _hidden(schema))
        # An object of any schema may have members of these names, too.
        if isinstance(node.get("name"), str) and "in" in node and _hidden(node.get("schema")):
            yield node["name"]
        for each in node.values():
            yield from _secret(each)
    elif isinstance(node, list):
        for each in node:
            yield from _secret(each)


def _hidden(schema: Any) -> bool:
    return isinstance(schema, Mapping) and (schema.get("format") == "password" or schema.get("writeOnly") is True)
