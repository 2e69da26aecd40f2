"""What a request deserves, decided from its bytes by other code than the mock's.

The standard library decodes, jsonschema-rs judges, and the document says what is asked for. The verdict is about form
alone: which accounts, codes and records exist is the mock's business.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

from tests.mock.response_validator import DOCUMENT, find, pattern, resolve, validator

__all__ = ["FORM", "ODD_STATES", "Sent", "body_fault", "decoded", "form_fault", "misspelt", "parameter_fault"]

FORM = "application/x-www-form-urlencoded"
_TYPED = {"integer": r"-?(0|[1-9]\d*)", "boolean": "true|false"}


@dataclass(frozen=True)
class Sent:
    """A request as it went over the wire."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return urlsplit(self.url).path

    @property
    def operation(self) -> Any:
        return find(self.method, self.path)[0]

    @property
    def query(self) -> list[tuple[str, str]]:
        return decoded(urlsplit(self.url).query)

    @property
    def media_type(self) -> str:
        kinds = [value for name, value in self.headers.items() if name.lower() == "content-type"]
        return kinds[0].partition(";")[0].strip().lower() if kinds else ""

    def __str__(self) -> str:
        return f"{self.method} {self.url} {self.media_type} {self.body[:500]!r}"


# Operations of the document are told apart by being the same object.
_TEMPLATES = {id(operation): path for path, item in DOCUMENT["paths"].items() for operation in item.values()}


def decoded(text: str) -> list[tuple[str, str]]:
    """Decode a form or a query; UnicodeDecodeError where its bytes are no UTF-8."""
    return parse_qsl(text, keep_blank_values=True, errors="strict")


def typed(text: str, schema: Any) -> Any:
    """Return the value that a text stands for by its schema's type."""
    kind = resolve(schema).get("type")
    if kind in _TYPED and re.fullmatch(_TYPED[kind], text, re.ASCII):
        return json.loads(text)
    return text


def parameter_fault(sent: Sent, *, blank_is_missing: bool) -> str | None:
    """Return the name of a parameter that the document does not allow as it was sent, or None."""
    operation = sent.operation
    template = _TEMPLATES[id(operation)]
    declared = [*DOCUMENT["paths"][template].get("parameters", []), *operation.get("parameters", [])]
    try:
        query = sent.query
    except UnicodeDecodeError:
        return "the query's encoding"
    in_path = pattern(template).fullmatch(sent.path)
    for parameter in map(resolve, declared):
        name = parameter["name"]
        if parameter["in"] == "path":
            texts = [in_path[name]] if in_path else []
        else:
            texts = [value for key, value in query if key == name and (value or not blank_is_missing)]
        if len(texts) > 1 or (not texts and parameter.get("required")):
            return str(name)
        if texts and not validator(parameter["schema"]).is_valid(typed(texts[0], parameter["schema"])):
            return str(name)
    sent_names = {name for name, _ in query}
    pairs = [(parameter["name"], parameter.get("x-requires")) for parameter in map(resolve, declared)]
    return next((name for name, other in pairs if name in sent_names and other not in (None, *sent_names)), None)


def body_fault(sent: Sent) -> bool:
    """Tell whether the document does not allow a JSON body."""
    described = resolve(sent.operation.get("requestBody", {}))
    if not described:
        return False
    if not sent.body:
        return bool(described.get("required"))
    # x-lenient: JSON is read without a media type, and with that of a form.
    media_type = "application/json" if sent.media_type in ("", FORM) else sent.media_type
    if media_type not in described["content"]:
        return True
    try:
        value = json.loads(sent.body.decode("utf-8"))
    except (ValueError, RecursionError):
        return True
    return not validator(described["content"][media_type]["schema"], for_requests=True).is_valid(value)


def form_fault(sent: Sent) -> str | None:
    """Return the error of RFC 6749 section 5.2 that a token request deserves for its form alone, or None."""
    if sent.media_type != FORM:
        return "invalid_request"
    try:
        fields = [pair for pair in decoded(sent.body.decode("ascii")) if pair[1]]
    except UnicodeDecodeError:
        return "invalid_request"
    kinds = [value for name, value in fields if name == "grant_type"]
    if len(kinds) != 1:
        return "invalid_request"
    schema = resolve(resolve(sent.operation["requestBody"])["content"][FORM]["schema"])
    for part in map(resolve, schema.get("oneOf", [schema])):
        properties = part["properties"]
        if kinds[0] in resolve(properties["grant_type"])["enum"]:
            known = [(name, value) for name, value in fields if name in properties]
            value = {name: typed(text, properties[name]) for name, text in known}
            return None if len(value) == len(known) and validator(part).is_valid(value) else "invalid_request"
    return "unsupported_grant_type"


# Texts that some decoder takes for the number 1, and JSON Schema does not.
_ODD_NUMBERS = ["%2B1", "+1", "01", "1.0", "1e0", "%D9%A1", "%EF%BC%91", "1_0", "0x1", "1%20", "%00"]
# Texts that encoders and decoders disagree about; random ones were not seen to hit them in 100 examples.
ODD_STATES = ["a b", "a+b", "a%b", "%2B", "%20", "&x=1#f", "ä€😀", '"\\', "\u0000", "="]
_PIECE = re.compile(r"[^&=]+=[^&]*")


def misspelt(sent: Sent) -> Iterator[Sent]:
    """Yield the request again with its parameters repeated, respelled or in another media type.

    Generators of values do not come this way: they make values first, and encode them well.
    """
    url, _, query = sent.url.partition("?")
    number = re.search(r"/[0-9]+(?=/|$)", url.partition("://")[2])
    for odd in _ODD_NUMBERS:
        if number:
            yield replace(sent, url=sent.url.replace(number[0], f"/{odd}", 1))
    for text in _respelled(query):
        yield replace(sent, url=f"{url}?{text}")
    if sent.media_type == FORM:
        for text in _respelled(sent.body.decode("ascii")):
            yield replace(sent, body=text.encode())
        yield replace(sent, headers={"Content-Type": "application/json"})
        yield replace(
            sent,
            headers={"Content-Type": "application/json"},
            body=json.dumps(dict(decoded(sent.body.decode()))).encode(),
        )
    elif sent.body:
        yield replace(sent, headers={**sent.headers, "Content-Type": FORM})
        yield replace(sent, body=sent.body + b"\xff")


def _respelled(text: str) -> Iterator[str]:
    pieces = _PIECE.findall(text)
    for at, piece in enumerate(pieces):
        name, _, value = piece.partition("=")
        yield "&".join([*pieces, piece])
        yield "&".join([*pieces[:at], f"{name}=", *pieces[at + 1 :]])
        yield "&".join([*pieces[:at], f"{name}={value}%ff", *pieces[at + 1 :]])
        if name == "state":
            for state in ODD_STATES:
                yield "&".join([*pieces[:at], f"{name}={quote(state, safe='')}", *pieces[at + 1 :]])
        if value.isdecimal():
            for odd in _ODD_NUMBERS:
                yield "&".join([*pieces[:at], f"{name}={odd}", *pieces[at + 1 :]])
