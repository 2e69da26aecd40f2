"""From a method and a path to an operation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from ._forms import unquote

__all__ = ["Match", "Router"]

Target = TypeVar("Target")
_TEMPLATE = re.compile(r"\{([^{}]+)\}")


@dataclass
class _Node(Generic[Target]):
    literal: dict[str, _Node[Target]] = field(default_factory=dict)
    template: _Node[Target] | None = None
    targets: dict[str, tuple[Target, tuple[str, ...]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Match(Generic[Target]):
    """Where a path leads.

    Attributes:
        targets: By method, what stands there and the names of its path parameters.
        values: The values of the path parameters, decoded, in the path's order.
    """

    targets: Mapping[str, tuple[Target, tuple[str, ...]]]
    values: tuple[str, ...]


class Router(Generic[Target]):
    """Finds what the document puts at a path; a segment written out wins over a template.

    Args:
        aliases: Prefixes that the server accepts in place of the documented ones.
    """

    def __init__(self, aliases: Mapping[str, str]) -> None:
        self._aliases = aliases
        self._root: _Node[Target] = _Node()

    def add(self, method: str, path: str, target: Target) -> None:
        """Put something at a path.

        Args:
            method: The HTTP method, in capitals.
            path: The path, whose templates fill whole segments: ``/agents/{id}``.
            target: What stands there.

        Raises:
            ValueError: A template fills a segment in part only.
        """
        node, names = self._root, []
        for segment in path.split("/")[1:]:
            match = _TEMPLATE.fullmatch(segment)
            if match:
                names.append(match[1])
                node.template = node.template or _Node()
                node = node.template
            elif "{" in segment:
                raise ValueError(f"{path}: a template must fill its whole segment")
            else:
                node = node.literal.setdefault(segment, _Node())
        node.targets[method] = target, tuple(names)

    def find(self, path: str) -> Match[Target] | None:
        """Return what stands at a path, or None.

        Args:
            path: The path as sent, percent-encoded.
        """
        for alias, prefix in self._aliases.items():
            if path.startswith(alias):
                path = prefix + path[len(alias) :]
                break
        try:
            # Split first: an encoded slash belongs to its segment (RFC 3986 section 2.2).
            segments = [unquote(segment) for segment in path.split("/")[1:]]
        except ValueError:
            return None
        return self._walk(self._root, segments, ())

    def _walk(self, node: _Node[Target], segments: Iterable[str], values: tuple[str, ...]) -> Match[Target] | None:
        segments = list(segments)
        if not segments:
            return Match(node.targets, values) if node.targets else None
        first, rest = segments[0], segments[1:]
        if first in node.literal:
            found = self._walk(node.literal[first], rest, values)
            if found:
                return found
        # An empty segment is no value of a path parameter.
        if node.template is None or not first:
            return None
        return self._walk(node.template, rest, (*values, first))
