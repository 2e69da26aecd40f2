"""The tree of resources that callers walk: ``client.account.agents``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..document.walk import OperationRef
from ..errors import SpecError
from ..model import Operation, Resource
from . import names
from .objects import text

__all__ = ["paths", "resources"]


@dataclass
class _Node:
    operations: list[Operation] = field(default_factory=list)
    children: dict[str, _Node] = field(default_factory=dict)
    tag: str = ""


def paths(operations: Sequence[OperationRef]) -> dict[str, tuple[str, ...]]:
    """Return where each operation stands in the tree, its method's name last, by pointer.

    Raises:
        SpecError: Two operations would be one method.
    """
    found: dict[str, tuple[str, ...]] = {}
    owners: dict[tuple[str, ...], str] = {}
    for at in operations:
        operation_id = at.body.get("operationId") or f"{at.method} {at.path}"
        path = names.operation_path(operation_id, _tag(at))
        if path in owners:
            message = f"operationId {operation_id!r} becomes the same method as {owners[path]!r}: {'.'.join(path)}"
            raise SpecError(at.pointer + "/operationId", message, rule="operation-id")
        owners[path] = operation_id
        found[at.pointer] = path
    # A method may not hide a resource of the same name.
    parents = {path[:length] for path in found.values() for length in range(1, len(path))}
    return {pointer: (*path[:-1], f"{path[-1]}_") if path in parents else path for pointer, path in found.items()}


def resources(
    document: Mapping[str, Any],
    operations: Sequence[tuple[tuple[str, ...], str | None, Operation]],
    classes: frozenset[str],
) -> tuple[Resource, ...]:
    """Return the roots of the tree.

    Args:
        document: The normalized document, for its tags.
        operations: Each operation with its path in the tree and its tag.
        classes: The names of the models, which no resource may have.
    """
    root = _Node()
    for path, tag, operation in operations:
        node = root
        for name in path[:-1]:
            node = node.children.setdefault(name, _Node())
        node.operations.append(operation)
        node.tag = node.tag or tag or ""
    tags = {tag["name"]: tag for tag in document.get("tags") or () if isinstance(tag, Mapping) and "name" in tag}
    return _Tree(tags, classes).children(root, ())


def _tag(at: OperationRef) -> str | None:
    tags = at.body.get("tags")
    return str(tags[0]) if isinstance(tags, list) and tags else None


class _Tree:
    def __init__(self, tags: Mapping[str, Any], classes: frozenset[str]) -> None:
        self._tags = tags
        self._classes = classes

    def children(self, node: _Node, path: tuple[str, ...]) -> tuple[Resource, ...]:
        return tuple(self._resource(child, (*path, name)) for name, child in node.children.items())

    def _resource(self, node: _Node, path: tuple[str, ...]) -> Resource:
        title = node.tag or self._title(node, path)
        return Resource(
            name=path[-1],
            class_name=names.resource_class(path[-1], self._classes),
            path=path,
            title=title,
            description=text(self._tags.get(title, {}), "description"),
            operations=tuple(node.operations),
            children=self.children(node, path),
        )

    def _title(self, node: _Node, path: tuple[str, ...]) -> str:
        """Return a title for a node without operations: the tag of its name, or its name."""
        words = path[-1].replace("_", " ").strip()
        return next((tag for tag in self._tags if names.snake(tag) == path[-1]), words.capitalize())
