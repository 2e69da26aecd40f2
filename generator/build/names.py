"""Turn names of the document into names of Python.

The results are ASCII identifiers that collide neither with keywords nor with names of the generated package itself nor
with each other. No text of the document can become code.
"""

from __future__ import annotations

import keyword
import re
import sys
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, count
from typing import Final

from ..document.pointers import join, split
from . import reserved

__all__ = [
    "MAX_LENGTH",
    "UNTAGGED",
    "attribute",
    "class_name",
    "env_prefix",
    "error_class",
    "error_class_of",
    "error_kind_class",
    "model_class",
    "module",
    "operation_path",
    "package",
    "product",
    "reason",
    "resource_class",
    "scheme_class",
    "scheme_prefix",
    "sentence",
    "snake",
    "unique",
    "words",
]

_STEPS: Final = {
    "requestBody": "Body", "requestBodies": "Body", "responses": "Response", "items": "Item", "prefixItems": "Item",
    "additionalProperties": "Value",
}  # fmt: skip

# Words with capitals in the middle, which are not where a word begins.
_SPELLED: Final = {"OAuth": "Oauth", "IPv4": "Ipv4", "IPv6": "Ipv6"}
_PRODUCT_NOISE: Final = {"api", "apis", "openapi", "rest", "restful"}
# Former modules of the standard library: the package's name must not depend on the version of Python that renders it.
_FORMER_MODULES: Final = frozenset(
    {"asynchat", "asyncore", "cgi", "chunk", "crypt", "distutils", "imghdr", "imp", "mailcap", "nntplib", "pipes"}
    | {"smtpd", "sndhdr", "spwd", "sunau", "telnetlib", "uu", "xdrlib"}
)

# Longer names are cut: they become file names, which may have 255 bytes, and nobody reads more.
MAX_LENGTH: Final = 80
UNTAGGED: Final = "default"
"""The resource of operations that neither a tag nor a dotted operationId assigns to one."""
_MAX_TEXT: Final = 4 * MAX_LENGTH

# RFC 9110 section 15 and RFC 6585; http.HTTPStatus renamed some of them between versions of Python.
_REASONS: Final = {
    400: "Bad Request", 401: "Unauthorized", 402: "Payment Required", 403: "Forbidden", 404: "Not Found",
    405: "Method Not Allowed", 406: "Not Acceptable", 407: "Proxy Authentication Required", 408: "Request Timeout",
    409: "Conflict", 410: "Gone", 411: "Length Required", 412: "Precondition Failed", 413: "Content Too Large",
    414: "URI Too Long", 415: "Unsupported Media Type", 416: "Range Not Satisfiable", 417: "Expectation Failed",
    421: "Misdirected Request", 422: "Unprocessable Content", 423: "Locked", 424: "Failed Dependency",
    425: "Too Early", 426: "Upgrade Required", 428: "Precondition Required", 429: "Too Many Requests",
    431: "Request Header Fields Too Large", 451: "Unavailable For Legal Reasons", 500: "Internal Server Error",
    501: "Not Implemented", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout",
    505: "HTTP Version Not Supported", 507: "Insufficient Storage", 508: "Loop Detected",
    511: "Network Authentication Required",
}  # fmt: skip


# The names and the texts of a document come again and again.
@lru_cache(maxsize=16384)
def words(text: str) -> tuple[str, ...]:
    """Split a name of any convention into its words, in ASCII, their case kept.

    A run of capitals is one word (``customCSS``), its last letter belongs to the next one (``HTTPServer``), and a
    plural ``s`` stays with it (``ruleIDs``). Only the beginning of a long text is read.
    """
    text = text[:_MAX_TEXT]
    for spelling, word in _SPELLED.items():
        text = text.replace(spelling, word)
    text = re.sub(r"[A-Z]{2,}s(?![a-z])", lambda acronym: acronym.group().capitalize(), _ascii(text))
    text = re.sub(r"([a-z0-9])([A-Z])", r"\1 \2", text)
    text = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1 \2", text)
    return tuple(re.findall(r"[A-Za-z0-9]+", text))


def _ascii(text: str) -> str:
    """Return ``text`` without accents, and with each other letter outside ASCII replaced by its code point."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    kept = (character for character in decomposed if not unicodedata.combining(character))
    return "".join(
        character if character.isascii() else f" u{ord(character):x} " if character.isalnum() else " "
        for character in kept
    )


def snake(text: str, *, fallback: str = "value") -> str:
    """Return ``text`` as an identifier in snake_case: ``dateTimeFormat`` becomes ``date_time_format``."""
    name = "_".join(words(text)).lower() or fallback
    name = f"{fallback}_{name}" if name[0].isdigit() else name
    name = name[:MAX_LENGTH].rstrip("_")
    return f"{name}_" if keyword.iskeyword(name) else name


def class_name(*texts: str) -> str:
    """Return ``texts`` as one class name: ``chat_session`` becomes ``ChatSession``, ``OAuthError`` stays."""
    joined = "".join(_pascal(text) for text in texts) or "Value"
    joined = f"Value{joined}" if joined[0].isdigit() else joined
    joined = joined[:MAX_LENGTH]
    return f"{joined}_" if keyword.iskeyword(joined) else joined


def model_class(pointer: str, operation_ids: Mapping[str, str], taken: Mapping[str, str]) -> str:
    """Return the name of the object whose schema is at ``pointer``, after what it is part of; another may have it, too.

    Args:
        pointer: The place of the schema.
        operation_ids: The operationId of each operation, by pointer.
        taken: The classes so far, by pointer.
    """
    head, rest = _origin(pointer, operation_ids, taken)
    name = class_name(head, *_parts(rest))
    return f"{name}Model" if name in reserved.MODEL_CLASSES else name


def _origin(pointer: str, operation_ids: Mapping[str, str], taken: Mapping[str, str]) -> tuple[str, list[str]]:
    """Return the name of the nearest named thing around a schema, and the path from there."""
    segments = split(pointer)
    for length in range(len(segments), 0, -1):
        around = join("", *segments[:length])
        if around in taken:
            return taken[around], segments[length:]
        if around in operation_ids:
            return class_name(*words(operation_ids[around])), segments[length:]
    return class_name(segments[2]), segments[3:]


def _parts(segments: Sequence[str]) -> Iterator[str]:
    """Yield the names along a path through a schema, without the keywords that name nothing."""
    steps = iter(segments)
    for step in steps:
        if step in {"properties", "patternProperties"}:
            yield class_name(next(steps, ""))
        elif step in _STEPS:
            yield _STEPS[step]


def _pascal(text: str) -> str:
    if text.isascii() and text.isalnum() and text[0].isupper():
        return text
    return "".join(word[0].upper() + word[1:] for word in words(text))


def unique(name: str, taken: Collection[str], *alternatives: str) -> str:
    """Return ``name``, else the first of ``alternatives`` that is not taken, else ``name`` with a number."""
    numbered = (f"{name.rstrip('_')}_{number}" for number in count(2))
    return next(candidate for candidate in chain((name, *alternatives), numbered) if candidate not in taken)


def attribute(text: str, taken: Iterable[str] = reserved.ATTRIBUTES) -> str:
    """Return the name of a field, argument or method that collides with none of ``taken``."""
    name = snake(text)
    return f"{name}_" if name in set(taken) else name


def module(text: str) -> str:
    """Return the name of a module: ``AgentPage`` becomes ``agent_page``."""
    name = snake(text, fallback="module")
    return f"{name}_" if name in reserved.MODULES else name


def operation_path(operation_id: str, tag: str | None) -> tuple[str, ...]:
    """Return the path of an operation in the tree of resources, ending with its method's name.

    A dotted operationId is that path. An operationId without dots is a method of the resource named by its tag.
    """
    parts = [part for part in operation_id.split(".") if words(part)]
    if len(parts) < 2:
        parts = [tag or UNTAGGED, operation_id]
    *resources, method = parts
    root, *others = resources
    names = [attribute(root, reserved.ROOTS), *(attribute(part, reserved.RESOURCES) for part in others)]
    return (*names, attribute(method, reserved.METHODS))


def product(title: str) -> str:
    """Return the name in prose: ``Acme Orders API`` becomes ``Acme Orders``."""
    kept = [word for word in title.split() if re.sub(r"\W", "", word).lower() not in _PRODUCT_NOISE]
    return " ".join(kept) or title.strip()


def package(title: str) -> str:
    """Return the importable name: ``Acme Orders API`` becomes ``acme_orders``."""
    name = snake(product(title).lower(), fallback="api")
    taken = name in sys.stdlib_module_names or name in _FORMER_MODULES or name in reserved.PACKAGES
    return f"{name}_api" if taken else name


def env_prefix(title: str) -> str:
    """Return the prefix of environment variables: ``Acme Orders API`` becomes ``ACME_ORDERS``."""
    return snake(product(title).lower(), fallback="api").rstrip("_").upper()


def resource_class(name: str, models: Iterable[str]) -> str:
    """Return the class of a resource; its asynchronous counterpart has the prefix ``Async``.

    Args:
        name: The resource's attribute.
        models: The classes of the models, some of which are imported by the same module.
    """
    wanted = class_name(name)
    return f"{wanted}Resource" if {wanted, f"Async{wanted}"} & {*models, *reserved.RESOURCE_CLASSES} else wanted


def scheme_prefix(key: str) -> str:
    """Return the prefix of the classes of an OAuth 2 scheme: ``Partner`` for ``partnerOAuth2``, none for ``oauth2``."""
    stem = re.sub(r"[\W_]*oauth[\W_]*2?(\.0)?$", "", key[:_MAX_TEXT], flags=re.IGNORECASE)
    return class_name(stem) if words(stem) else ""


def scheme_class(key: str, taken: Iterable[str], suffix: str = "") -> str:
    """Return the class of a scheme's credentials, or of one of its flows (``suffix``)."""
    name = scheme_prefix(key) + suffix if suffix else class_name(key)
    return unique(name, {*taken, *reserved.CREDENTIAL_CLASSES}, f"{name}Auth")


def sentence(name: str) -> str:
    """Return a name as words for a reader: ``createPriceList`` becomes ``Create price list``."""
    return " ".join(words(name.rpartition(".")[2])).capitalize()


def reason(status: int) -> str:
    """Return the reason phrase of a status."""
    return _REASONS.get(status, f"Status {status}")


def error_class(status: int) -> str:
    """Return the exception of a status: 404 gives ``NotFoundError``."""
    # The name that users know from other clients; "Too Many Requests" names no error.
    return "RateLimitError" if status == 429 else error_class_of(reason(status))


def error_class_of(words: str) -> str:
    """Return the exception of an error, by its words: ``Not Found`` gives ``NotFoundError``."""
    return f"{class_name(words).rstrip('_').removesuffix('Error')}Error"


def error_kind_class(name: str, parent: str, taken: Iterable[str]) -> str:
    """Return the exception of one of several kinds of an error.

    Args:
        name: What it is called if no other exception has that name.
        parent: The exception of the status.
        taken: The exceptions so far.
    """
    return unique(name, {*taken, *reserved.ERROR_CLASSES}, f"{parent.removesuffix('Error')}{name}")
