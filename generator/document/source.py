"""Read a YAML or JSON file into a tree that keeps line numbers.

YAML is read as a superset of JSON, by the core schema of YAML 1.2: ``no`` and ``2024-01-01`` are strings and so are all
keys. Duplicate keys and tags other than the core ones are refused, unless the caller wants whatever can be read.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from ..errors import Finding, SpecError

__all__ = ["Node", "read", "read_text"]

MAX_DEPTH = 100
MAX_VALUES = 2_000_000
_TAG = "tag:yaml.org,2002:"
_CONSTANTS = {"": None, "~": None, "null": None, "Null": None, "NULL": None} | {
    spelling: value
    for word, value in (("true", True), ("false", False))
    for spelling in (word, word.capitalize(), word.upper())
}
# Digits with a leading zero are text: YAML 1.1 reads 010 as 8 and 1.2 as 10, but it is probably a telephone number.
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(0|[1-9][0-9]*)?(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_SURROGATES = re.compile(r"(?<!\\)((?:\\\\)*)\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", re.IGNORECASE)
# What is left of escaped surrogates without their pairs.
_HALF = re.compile(r"(?<!\\)((?:\\\\)*)\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
_MERGE = "<<"
_SPACE = " \t\r\n"
_TOKEN = re.compile(rf"[^{_SPACE}]")
_STRING = re.compile(r'"([^"\\\x00-\x1f]*(?:\\.[^"\\\x00-\x1f]*)*)"')
_SCALAR = re.compile(r"-?(?:0|[1-9][0-9]*)((?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)|true|false|null")

Value: TypeAlias = "dict[str, Node] | list[Node] | str | int | float | bool | None"


@dataclass(frozen=True, slots=True)
class Node:
    """A value and the line (from 1) on which it starts; a member of a mapping has the line of its key."""

    value: Value
    line: int

    @property
    def reference(self) -> str | None:
        """The target if this is a reference object, else None."""
        if isinstance(self.value, dict) and (target := self.value.get("$ref")) and isinstance(target.value, str):
            return target.value
        return None

    def plain(self) -> Any:
        """Return the value without its lines."""
        if isinstance(self.value, dict):
            return {key: child.plain() for key, child in self.value.items()}
        if isinstance(self.value, list):
            return [child.plain() for child in self.value]
        return self.value


def read(
    path: Path, shown: str, content: bytes | None = None, tolerate: Callable[[Finding], None] | None = None
) -> Node:
    """Read one file.

    Args:
        path: The file.
        shown: Its name in messages.
        content: What is in it; None to read it from the disk.
        tolerate: Called with what could not be read as it is, while the rest is; None to refuse such a file.

    Raises:
        SpecError: The file is missing, cannot be read, is not UTF-8, or is not YAML as described above.
    """
    text = read_text(path, shown, content)
    if (node := _read_json(text)) is not None:
        return node
    return _Reader(shown, tolerate).read(text)


def read_text(path: Path, shown: str, content: bytes | None = None) -> str:
    """Read the text of one file.

    Args:
        path: The file.
        shown: Its name in messages.
        content: What is in it; None to read it from the disk.

    Raises:
        SpecError: The file is missing, cannot be read, or is not UTF-8.
    """
    try:
        return (path.read_bytes() if content is None else content).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SpecError("", f"is not UTF-8 (byte {error.start})", location=f"{shown}:1", rule="encoding") from None
    except FileNotFoundError:
        raise SpecError("", "no such file", location=shown, rule="file") from None
    except IsADirectoryError:
        raise SpecError("", "is a folder, not a file", location=shown, rule="file") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise SpecError("", f"cannot be read: {reason}", location=shown, rule="file") from None


def _read_json(text: str) -> Node | None:
    """Return a JSON text in a fraction of the time that YAML takes; None if there is anything odd about it.

    What is odd is read as YAML, which has words for it: syntax errors, duplicate keys, numbers out of range, deep
    nesting, many values, and halves of surrogate pairs.
    """
    if not text.lstrip(_SPACE).startswith("{") or (_HALF.search(text) and _HALF.search(_SURROGATES.sub("", text))):
        return None
    try:
        return _JsonReader(text).read()
    except (ValueError, IndexError):
        return None


class _JsonReader:
    """Builds the tree from a JSON text (RFC 8259).

    Line breaks can only stand between its tokens, so that counting them costs little.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._line = 1
        self._values = 0
        # The same few keys come again and again.
        self._keys: dict[str, str] = {}

    def read(self) -> Node:
        """Return the tree.

        Raises:
            ValueError: It is not JSON, or odd.
            IndexError: The text ends too early.
        """
        self._next()
        line = self._line
        node = Node(self._value(0), line)
        if self._text[self._at :].strip(_SPACE):
            raise ValueError
        return node

    def _next(self) -> str:
        """Go to the next token, and return the character that it begins with."""
        character = self._text[self._at]
        if character not in _SPACE:
            return character
        if (match := _TOKEN.search(self._text, self._at)) is None:
            raise ValueError
        self._line += self._text.count("\n", self._at, match.start())
        self._at = match.start()
        return match[0]

    def _value(self, depth: int) -> Value:
        self._values += 1
        if depth > MAX_DEPTH or self._values > MAX_VALUES:
            raise ValueError
        character = self._text[self._at]
        if character == '"':
            return self._string()
        if character == "{":
            return self._object(depth)
        if character == "[":
            return self._array(depth)
        if (match := _SCALAR.match(self._text, self._at)) is None:
            raise ValueError
        self._at = match.end()
        word, fraction = match[0], match[1]
        if word in _CONSTANTS:
            return _CONSTANTS[word]
        if not fraction:
            return int(word)
        if not math.isfinite(number := float(word)):
            raise ValueError
        return number

    def _string(self) -> str:
        if (match := _STRING.match(self._text, self._at)) is None:
            raise ValueError
        self._at = match.end()
        if "\\" not in match[1]:
            return match[1]
        value: str = json.loads(match[0])
        return value

    def _object(self, depth: int) -> dict[str, Node]:
        members: dict[str, Node] = {}
        self._at += 1
        if self._next() == "}":
            self._at += 1
            return members
        while True:
            line = self._line
            key = self._string()
            key = self._keys.setdefault(key, key)
            if key in members or self._next() != ":":
                raise ValueError
            self._at += 1
            self._next()
            members[key] = Node(self._value(depth + 1), line)
            if self._closes("}"):
                return members

    def _array(self, depth: int) -> list[Node]:
        items: list[Node] = []
        self._at += 1
        if self._next() == "]":
            self._at += 1
            return items
        while True:
            line = self._line
            items.append(Node(self._value(depth + 1), line))
            if self._closes("]"):
                return items

    def _closes(self, end: str) -> bool:
        """Read what stands after a member; return False if it is a comma, and another member follows."""
        character = self._next()
        self._at += 1
        if character == end:
            return True
        if character != ",":
            raise ValueError
        self._next()
        return False


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


class _Reader:
    """Builds the tree from the parser's events: composing nodes would recurse in C, and deep input could crash it."""

    def __init__(self, shown: str, tolerate: Callable[[Finding], None] | None) -> None:
        self._shown = shown
        self._tolerate = tolerate
        # The anchored nodes, each with the number of values in it.
        self._anchors: dict[str, tuple[Node, int]] = {}
        self._values = 0

    def read(self, text: str) -> Node:
        if _HALF.search(text) and _is_json(text):
            text = self._without_surrogates(text)
        try:
            # The C parser keeps its own stack on the heap, so deep input cannot overflow it.
            events: Iterator[yaml.Event] = iter(yaml.parse(text, Loader=yaml.CSafeLoader))
            next(events)
            if isinstance(next(events), yaml.StreamEndEvent):
                raise self._error("is empty", 1)
            node = self._node(next(events), events, 0)
            next(events)
            if not isinstance(event := next(events), yaml.StreamEndEvent):
                raise self._error("contains more than one document", _line(event))
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            raise self._error(error.problem or "is not YAML", mark.line + 1 if mark else 1) from None
        except yaml.YAMLError as error:
            raise self._error(str(error).partition("\n")[0], 1) from None
        return node

    def _without_surrogates(self, text: str) -> str:
        """Return JSON with each pair of escaped surrogates as the one escape that YAML has for it.

        Half of a pair is not a character (RFC 8259 section 8.2): a text that was cut within one ends with it.
        """
        text = _SURROGATES.sub(
            lambda pair: f"{pair[1]}\\U{0x10000 + ((int(pair[2], 16) & 0x3FF) << 10) + (int(pair[3], 16) & 0x3FF):08x}",
            text,
        )
        if (half := _HALF.search(text)) is not None:
            line = 1 + text.count("\n", 0, half.start())
            self._accept("half of a surrogate pair is not a character", "read as U+FFFD", line)
        return _HALF.sub(r"\1\\ufffd", text)

    def _error(self, message: str, line: int) -> SpecError:
        return SpecError("", message, location=f"{self._shown}:{line}", rule="yaml")

    def _accept(self, message: str, consequence: str, line: int) -> None:
        """Go on after something that cannot be read as it is.

        Raises:
            SpecError: The caller tolerates nothing.
        """
        if self._tolerate is None:
            raise self._error(message, line)
        self._tolerate(Finding.graded("guessed", "yaml", "", f"{message}; {consequence}", f"{self._shown}:{line}"))

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        line = _line(event)
        if depth > MAX_DEPTH:
            self._accept(f"is nested more than {MAX_DEPTH} levels deep", "read as null", line)
            _skip(event, events)
            return Node(None, line)
        if isinstance(event, yaml.AliasEvent):
            if event.anchor not in self._anchors:
                message = f"the alias *{event.anchor} has no anchor before it, or is inside it"
                self._accept(message, "read as null", line)
                return Node(None, line)
            node, size = self._anchors[event.anchor]
            self._count(size, line)
            return node
        before = self._values
        self._count(1, line)
        if isinstance(event, yaml.ScalarEvent):
            node = Node(self._scalar(event, line), line)
        elif isinstance(event, yaml.SequenceStartEvent):
            node = Node(self._sequence(events, depth), line)
        elif isinstance(event, yaml.MappingStartEvent):
            node = Node(self._mapping(events, depth), line)
        else:
            raise self._error(f"unexpected {type(event).__name__}", line)
        if event.anchor:
            self._anchors[event.anchor] = node, self._values - before
        return node

    def _count(self, values: int, line: int) -> None:
        """Stop before nested aliases expand a small file into a huge document."""
        self._values += values
        if self._values > MAX_VALUES:
            raise self._error(f"holds more than {MAX_VALUES} values", line)

    def _sequence(self, events: Iterator[yaml.Event], depth: int) -> list[Node]:
        items: list[Node] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(self._node(event, events, depth + 1))
        return items

    def _mapping(self, events: Iterator[yaml.Event], depth: int) -> dict[str, Node]:
        members: dict[str, Node] = {}
        inherited: dict[str, Node] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            line = _line(event)
            if not isinstance(event, yaml.ScalarEvent):
                self._accept("a key must be a scalar", "the member is left out", line)
                _skip(event, events)
                _skip(next(events), events)
                continue
            value = self._node(next(events), events, depth + 1).value
            if event.value == _MERGE and event.implicit[0] and (merged := _mappings(value)):
                # A type of YAML 1.1 (https://yaml.org/type/merge.html): the first one counts, and own members before.
                self._accept("the merge key << is not one of YAML 1.2", "what it names is merged", line)
                for mapping in merged:
                    inherited = {**mapping, **inherited}
                continue
            if event.value in members:
                self._accept(f"duplicate key {event.value!r}", "the last one counts", line)
            members[event.value] = Node(value, line)
        return {**inherited, **members}

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> Value:
        tag = (event.tag or "").removeprefix(_TAG)
        if tag not in {"", "!", "str", "int", "float", "bool", "null"}:
            self._accept(f"the tag {event.tag!r} is not allowed", "read as text", line)
            tag = "str"
        # Only plain scalars are resolved; quoted and block scalars are always strings.
        if tag in {"!", "str"} or not (event.implicit[0] or tag):
            return str(event.value)
        try:
            return _resolve(event.value)
        except ValueError:
            self._accept(f"the number {event.value[:40]!r} is out of range", "read as null", line)
            return None


def _mappings(value: Value) -> list[dict[str, Node]]:
    """Return the mappings that a merge key names; none if it names anything else."""
    values = [item.value for item in value] if isinstance(value, list) else [value]
    mappings = [value for value in values if isinstance(value, dict)]
    return mappings if len(mappings) == len(values) else []


def _skip(event: yaml.Event, events: Iterator[yaml.Event]) -> None:
    """Read over the rest of a value."""
    depth = 0
    while True:
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if not depth:
            return
        event = next(events)


def _line(event: yaml.Event) -> int:
    """Return the line of an event, from 1."""
    assert event.start_mark is not None
    return event.start_mark.line + 1


def _resolve(text: str) -> str | int | float | bool | None:
    """Return the value of a plain scalar by the core schema, without octal, hexadecimal and infinite numbers."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if text not in {"+", "-"} and _FLOAT.fullmatch(text) and not text.lower().lstrip("+-").startswith("e"):
        number = float(text)
        if not math.isfinite(number):
            raise ValueError(text)
        return number
    return text
