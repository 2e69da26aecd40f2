"""Build the tree of resources that callers walk: ``client.account.agents``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..document.walk import OperationRef
from ..errors import Finding, SpecError
from ..model import Operation, Resource
from . import names
from .objects import text

__all__ = ["paths", "resources"]

# Between the parts of a tag's name: ``Shop › Orders``.
_SEPARATOR = " › "
# Each part but the last is a folder of the package.
_MAX_DEPTH = 10


@dataclass
class _Node:
    operations: list[Operation] = field(default_factory=list)
    children: dict[str, _Node] = field(default_factory=dict)
    tag: str = ""


def paths(operations: Sequence[OperationRef]) -> dict[str, tuple[str, ...]]:
    """Return the path of each operation in the tree, ending with its method's name, by pointer.

    Raises:
        SpecError: Operations would become the same method; it names all of them.
    """
    result: dict[str, tuple[str, ...]] = {}
    owners: dict[tuple[str, ...], str] = {}
    problems: list[Finding] = []
    for ref in operations:
        path = names.operation_path(ref.id, ref.tag)
        if len(path) > _MAX_DEPTH:
            message = f"operationId has more than {_MAX_DEPTH} parts"
            problems.append(Finding.error("operation-id", ref.pointer + "/operationId", message))
        elif path in owners:
            message = f"operationId {ref.id!r} becomes the same method as {owners[path]!r}: {'.'.join(path)}"
            problems.append(Finding.error("operation-id", ref.pointer + "/operationId", message))
        owners.setdefault(path, ref.id)
        result[ref.pointer] = path
    if problems:
        raise SpecError.of(problems)
    # A method must not hide a resource of the same name.
    parents = {path[:length] for path in result.values() for length in range(len(path))}
    return {pointer: (*path[:-1], f"{path[-1]}_") if path in parents else path for pointer, path in result.items()}


def resources(
    document: Mapping[str, Any],
    operations: Sequence[tuple[tuple[str, ...], str | None, Operation]],
    classes: frozenset[str],
) -> tuple[Resource, ...]:
    """Return the roots of the tree.

    Args:
        document: The normalized document, for its tags.
        operations: Each operation with its path in the tree and its tag.
        classes: The names of the models, which resources must not take.
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
        """Return the title of a node without operations: the tag of that name, what its tags share, or the name."""
        if (tag := next((tag for tag in self._tags if names.snake(tag) == path[-1]), None)) is not None:
            return tag
        parts = [tag.split(_SEPARATOR) for tag in _tags_below(node) if _SEPARATOR in tag]
        common = [words[0] for words in zip(*parts, strict=False) if len(set(words)) == 1]
        return _SEPARATOR.join(common[: len(path)]) or path[-1].replace("_", " ").strip().capitalize()


def _tags_below(node: _Node) -> Iterator[str]:
    for child in node.children.values():
        yield child.tag
        yield from _tags_below(child)
