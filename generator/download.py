"""The OpenAPI document for download: the vendor's description with samples and permissions in it, as JSON and as YAML.

YAML is written here, because the fast writers of PyYAML are not everywhere and the others take seconds for a large
document. JSON strings are YAML strings; those that need no quotation marks, and those of several lines, are written as
people write them.
"""

from __future__ import annotations

import json as json_module
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from .filters import INVISIBLE, json
from .model import Operation, Resource
from .reference.queries import calls
from .reference.site import Site

__all__ = ["download_files", "yaml_text"]

# Plain scalars that no YAML reader takes for anything else than text, in YAML 1.1 either.
_PLAIN = re.compile(r"[A-Za-z/$#][A-Za-z0-9_./ $()'-]*(?<! )")
_SPECIAL = re.compile(r"#.*|.* #.*|(?i:y|n|yes|no|on|off|true|false|null)")
_EXPONENT, _POINT = re.compile(r"^(-?\d+)e"), r"\1.0e"
_PLAIN_KEY = re.compile(r"[A-Za-z/$][A-Za-z0-9_./$-]*")
# What YAML does not allow in quotation marks, what readers take for line ends, and what reorders text on screen.
_ESCAPED = re.compile(
    f"{INVISIBLE.pattern}|[^\n\t\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
# What a block of several lines cannot hold: other line ends, controls, and white space where its form depends on it.
_NOT_IN_BLOCK = re.compile("[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]| \n| \\Z|\\A[ \n]|\n\n\\Z")


def download_files(site: Site, document: Mapping[str, Any]) -> dict[str, str]:
    """Return the document for download by the names of its files.

    Args:
        site: The reference.
        document: The document that the reference was made of.
    """
    described = _described(site, document)
    return {"openapi.json": json(described) + "\n", "openapi.yaml": yaml_text(described)}


def yaml_text(value: Mapping[str, Any]) -> str:
    """Return an object of JSON values as YAML.

    Args:
        value: The object, which is not empty.
    """
    parts: list[str] = []
    _write(value, "", parts.append)
    return "".join(parts).removeprefix("\n") + "\n"


def _described(site: Site, document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the document with samples for each operation, and the permission in its description."""
    known = {(operation.path, operation.method): (operation, resource) for operation, resource in calls(site.api)}
    paths = {
        path: {
            key: _operation(value, *known[path, key], site) if (path, key) in known else value
            for key, value in item.items()
        }
        if isinstance(item, Mapping)
        else item
        for path, item in (document.get("paths") or {}).items()
    }
    return {key: paths if key == "paths" else value for key, value in document.items()}


def _operation(body: Mapping[str, Any], operation: Operation, resource: Resource, site: Site) -> dict[str, Any]:
    result = dict(body)
    if operation.permission:
        said = f"Required permission: {operation.permission}"
        result["description"] = "\n\n".join(filter(None, [operation.description, said]))
    samples = site.samples(operation, resource)
    result["x-codeSamples"] = [
        {"lang": "Shell" if sample.kind == "curl" else "Python", "label": sample.title, "source": sample.text}
        for sample in samples
    ]
    return result


def _write(value: Any, indent: str, add: Callable[[str], None], start: str = "") -> None:
    """Add a value as YAML, beginning with what separates it from its key.

    Args:
        value: The value.
        indent: What its lines start with.
        add: Called with each part of the text.
        start: What an object or a list begins with: nothing for a new line, a space for the line of a dash.
    """
    line = f"\n{indent}"
    if isinstance(value, Mapping) and value:
        for key, member in value.items():
            add(f"{start or line}{_key(str(key))}:")
            _write(member, f"{indent}  ", add)
            start = ""
    elif isinstance(value, list | tuple) and value:
        for item in value:
            add(f"{start or line}-")
            _write(item, f"{indent}  ", add, " ")
            start = ""
    elif isinstance(value, str):
        add(f" {_text(value, indent)}")
    else:
        # YAML 1.1 takes a number with an exponent for text unless it has a point.
        add(f" {_EXPONENT.sub(_POINT, json_module.dumps(value))}")


# Most keys are keywords.
@lru_cache(maxsize=4096)
def _key(key: str) -> str:
    return key if _PLAIN_KEY.fullmatch(key) and not _SPECIAL.fullmatch(key) else _quoted(key)


def _quoted(text: str) -> str:
    escape = "\\U{:08x}".format
    return _ESCAPED.sub(lambda character: escape(ord(character[0])), json_module.dumps(text, ensure_ascii=False))


def _text(text: str, indent: str) -> str:
    if _PLAIN.fullmatch(text) and not _SPECIAL.fullmatch(text):
        return text
    if "\n" not in text or _NOT_IN_BLOCK.search(text) or INVISIBLE.search(text):
        return _quoted(text)
    body = "\n".join(f"{indent}{line}" if line else "" for line in text.removesuffix("\n").split("\n"))
    return f"{'|' if text.endswith(chr(10)) else '|-'}\n{body}"
