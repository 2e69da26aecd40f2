"""Read a document of many files and bundle them into one.

A reference to another file becomes a component if its place allows components of that kind (schemas, parameters,
responses …). Elsewhere the file is inlined: path items, whole maps, files inside examples.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, count
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, unquote

from ..errors import Finding, SpecError
from .pointers import join, lookup, split, target_of
from .source import MAX_VALUES, Node, read, read_text
from .walk import Context, walk

__all__ = ["LoadedDocument", "document_sha256", "file_sha256", "load_document"]

_MAX_NAME = 100
# Any other file that a reference leads to is text.
_STRUCTURED = frozenset({"", ".json", ".yaml", ".yml"})
# What a URI fragment may contain beside letters, digits and -._~ (RFC 3986 section 3.5).
_FRAGMENT = "/?:@!$&'()*+,;="


@dataclass(frozen=True, kw_only=True)
class LoadedDocument:
    """A bundled document that knows where each of its parts came from.

    Attributes:
        document: The document; all of its references are local.
        sha256: The hash of the document as canonical JSON: sorted keys, no spaces, UTF-8.
        positions: ``file:line`` of each pointer.
        sources: The hash of each file that was read, by its path from the root file's folder, which comes first; line
            ends do not count.
        findings: What was wrong with the files, if that was tolerated.
    """

    document: dict[str, Any]
    sha256: str
    positions: Mapping[str, str]
    sources: Mapping[str, str] = field(default_factory=dict)
    findings: Sequence[Finding] = ()

    def locate(self, pointer: str) -> str:
        """Return ``file:line`` of the value at ``pointer``, or of the nearest value around it."""
        while pointer and pointer not in self.positions:
            pointer = pointer.rpartition("/")[0]
        return self.positions.get(pointer, "")


def load_document(path: Path, files: Mapping[Path, bytes] | None = None, *, tolerant: bool = False) -> LoadedDocument:
    """Read a document and every file that it refers to.

    Args:
        path: The document's root file; no reference may leave its folder.
        files: The contents of all files by their absolute paths; None to read them from the disk.
        tolerant: Whether to go on after references that lead nowhere, duplicate keys and the like, with findings.

    Raises:
        SpecError: A file is missing, unreadable or not YAML, or a reference leads nowhere or out of the folder.
    """
    bundler = _Bundler(path, files, tolerant)
    document = bundler.bundle()
    return LoadedDocument(
        document=document,
        sha256=document_sha256(document),
        positions=bundler.positions,
        sources=bundler.sources,
        findings=tuple(bundler.problems),
    )


def document_sha256(document: Mapping[str, Any]) -> str:
    """Return the hash of a document as canonical JSON: sorted keys, no spaces, UTF-8."""
    canonical = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def file_sha256(content: bytes) -> str:
    """Return the hash of a file; its line ends do not count."""
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()


class _Target(NamedTuple):
    """What a reference points to; the file's path is absolute."""

    file: Path
    fragment: str


class _Place(NamedTuple):
    """Where the walk is: in which file, and at which pointer of the bundled document."""

    file: Path
    pointer: str
    context: Context

    def member(self, key: str, child: Node) -> _Place:
        return _Place(self.file, join(self.pointer, key), self.context.member(key, child.value))


class _Bundler:
    """Bundles a root file and everything that it refers to.

    Args:
        path: The root file; no reference may leave its folder.
        files: The contents of all files by their absolute paths; None to read them from the disk.
        tolerant: Whether to go on with what can be read.

    Attributes:
        positions: ``file:line`` of each pointer, once :meth:`bundle` has run.
        sources: The hash of each file that was read, once :meth:`bundle` has run.
        problems: What went wrong, once :meth:`bundle` has run.
    """

    def __init__(self, path: Path, files: Mapping[Path, bytes] | None, tolerant: bool) -> None:
        self.positions: dict[str, str] = {}
        self.sources: dict[str, str] = {}
        self._contents = files
        self._shown_names: dict[Path, str] = {}
        self._shown_folder = path.parent
        self._main = Path(os.path.normpath(path.absolute()))
        self._folder = self._main.parent.resolve()
        self._files: dict[Path, Node] = {}
        self._broken: dict[Path, str] = {}
        self._inside: dict[Path, bool] = {}
        self._homes: dict[_Target, str] = {}
        self._queue: deque[tuple[_Target, Node]] = deque()
        self._inlining: list[_Target] = []
        self._tolerant = tolerant
        self.problems: list[Finding] = []
        self._nodes = 0

    def bundle(self) -> dict[str, Any]:
        """Return the document with local references only.

        Raises:
            SpecError: A file is missing or not YAML, or references lead nowhere or out of the folder (all are named).
        """
        main = self._read(self._main)
        if not isinstance(main.value, dict):
            location = self._line(self._main, main)
            raise SpecError("", "the top level is not a mapping", location=location, rule="structure")
        self._claim_homes()
        document: dict[str, Any] = self._walk(main, _Place(self._main, "", Context()))
        while self._queue:
            target, node = self._queue.popleft()
            _, kind, name = split(self._homes[target])
            value = self._walk(node, _Place(target.file, self._homes[target], Context(kind)))
            self._add_component(document, kind, name, value)
        self._check(document)
        return document

    def _add_component(self, document: dict[str, Any], kind: str, name: str, value: Any) -> None:
        components = document["components"] = document.get("components") or {}
        members = None
        if isinstance(components, dict):
            members = components[kind] = components.get(kind) or {}
        if not isinstance(members, dict):
            location = self.positions.get(join("/components", kind)) or self.positions.get("/components", "")
            raise SpecError("/components", f"{kind} is not a mapping", location=location, rule="structure")
        members[name] = value

    def _read(self, file: Path) -> Node:
        if file not in self._files:
            if not self._exists(file) and self._contents is not None:
                raise SpecError("", "no such file", location=self._shown(file), rule="file")
            content = None if self._contents is None else self._contents[file]
            if file == self._main or file.suffix.lower() in _STRUCTURED:
                tolerate = self.problems.append if self._tolerant else None
                self._files[file] = read(file, self._shown(file), content, tolerate)
            else:
                # Authors keep long descriptions and code samples in files of their own.
                self._files[file] = Node(read_text(file, self._shown(file), content), 1)
            data = file.read_bytes() if content is None else content
            name = Path(os.path.relpath(file, self._main.parent)).as_posix()
            self.sources[name] = file_sha256(data)
        return self._files[file]

    def _exists(self, file: Path) -> bool:
        return file.is_file() if self._contents is None else file in self._contents

    def _shown(self, file: Path) -> str:
        # Each value asks for its place, and there are few files.
        if file not in self._shown_names:
            self._shown_names[file] = str(self._shown_folder / os.path.relpath(file, self._main.parent))
        return self._shown_names[file]

    def _line(self, file: Path, node: Node) -> str:
        return f"{self._shown(file)}:{node.line}"

    def _claim_homes(self) -> None:
        """Let the files that are listed as components keep the names that they have there."""
        for kind, _ in self._declared()[1]:
            file, members = self._declared(kind)
            for name, member in members:
                if member.reference and isinstance(target := self._target(member.reference, file), _Target):
                    resolved = self._find(target)
                    if not isinstance(resolved, str) and resolved[0].file != self._main:
                        self._homes.setdefault(resolved[0], join("/components", kind, name))

    def _walk(self, node: Node, place: _Place) -> Any:
        self._nodes += 1
        if self._nodes > MAX_VALUES:
            raise SpecError("", f"more than {MAX_VALUES} values", location=self._line(place.file, node), rule="yaml")
        self.positions.setdefault(place.pointer, self._line(place.file, node))
        if isinstance(node.value, dict):
            if node.reference is not None:
                return self._reference(node, node.reference, place)
            return self._walk_members(node.value, place)
        if isinstance(node.value, list):
            item = place.context.item()
            return [
                self._walk(child, _Place(place.file, join(place.pointer, index), item))
                for index, child in enumerate(node.value)
            ]
        if isinstance(node.value, str) and "/" in node.value and _is_mapped(place):
            reference = Node({"$ref": Node(node.value, node.line)}, node.line)
            return self._reference(reference, node.value, place._replace(context=Context("schemas")))["$ref"]
        return node.value

    def _walk_members(self, members: dict[str, Node], place: _Place) -> dict[str, Any]:
        return {key: self._walk(child, place.member(key, child)) for key, child in members.items()}

    def _reference(self, node: Node, reference: str, place: _Place) -> Any:
        assert isinstance(node.value, dict)
        data = place.context.data
        kind = None if place.context.named or data else place.context.kind
        local = reference.startswith("#")
        if (data and (local or len(node.value) > 1)) or (local and place.file == self._main and kind is not None):
            return self._walk_members(node.value, place)
        target = self._target(reference, place.file)
        resolved = target if isinstance(target, str) else self._find(target)
        if isinstance(resolved, str):
            self._problem(place, node, resolved)
            return {"$ref": "#"}
        end, content = resolved
        siblings = self._walk_members({key: child for key, child in node.value.items() if key != "$ref"}, place)
        if kind is None or self._homes.get(end) == place.pointer:
            inlined = self._inline(end, content, node, place)
            return inlined | siblings if isinstance(inlined, dict) else inlined
        # A pointer in a URI fragment is percent-encoded (RFC 6901 section 6).
        return {"$ref": "#" + quote(self._home(end, content, kind), safe=_FRAGMENT)} | siblings

    def _target(self, reference: str, file: Path) -> _Target | str:
        """Return what ``reference`` in ``file`` points to, or what is wrong with it."""
        name, _, fragment = reference.partition("#")
        if "://" in name or name.startswith("//"):
            return f"the reference {reference!r} leads to another machine; put a copy of the file next to the document"
        path = Path(os.path.normpath(file.parent / unquote(name))) if name else file
        try:
            is_inside = self._is_inside(path)
        except (OSError, ValueError, RuntimeError):
            return f"the reference {reference[:200]!r} is not a valid file name"
        if not is_inside:
            return f"the reference {reference!r} leads out of the document's folder"
        return _Target(path, unquote(fragment).rstrip("/"))

    def _is_inside(self, path: Path) -> bool:
        """Tell whether a file is in the document's folder, with symbolic links followed."""
        # A file is asked for by each reference to it, and the answer takes a system call for each folder around it.
        if path not in self._inside:
            self._inside[path] = path.resolve().is_relative_to(self._folder)
        return self._inside[path]

    def _find(self, target: _Target) -> tuple[_Target, Node] | str:
        """Return the value at ``target``, with references there followed to their end; or what is wrong with it."""
        seen: set[_Target] = set()
        while target not in seen:
            seen.add(target)
            shown = self._shown(target.file) + (f"#{target.fragment}" if target.fragment else "")
            try:
                exists = self._exists(target.file)
            except OSError as error:
                return f"{error.strerror}: {shown[:200]}"
            if not exists:
                return f"no such file: {shown}"
            if target.file in self._broken:
                return self._broken[target.file]
            try:
                node = _descend(self._read(target.file), target.fragment)
            except SpecError as error:
                if not self._tolerant:
                    raise
                return self._broken.setdefault(target.file, str(error))
            if node is None:
                return f"the reference leads nowhere: {shown}"
            if target.file == self._main or node.reference is None or len(_members(node)) > 1:
                return target, node
            following = self._target(node.reference, target.file)
            if isinstance(following, str):
                return following
            target = following
        return f"the reference leads in a circle: {shown}"

    def _inline(self, target: _Target, content: Node, node: Node, place: _Place) -> Any:
        if target in self._inlining:
            self._problem(place, node, "the reference leads in a circle")
            return {}
        self._inlining.append(target)
        self.positions[place.pointer] = self._line(target.file, content)
        try:
            return self._walk(content, place._replace(file=target.file))
        finally:
            self._inlining.pop()

    def _home(self, target: _Target, content: Node, kind: str) -> str:
        """Return the pointer of the component for ``target``, which is made one if it is not one yet."""
        if target.file == self._main:
            return target.fragment
        if target not in self._homes:
            name = split(target.fragment)[-1] if target.fragment else target.file.stem
            # The characters that the keys of components may have (OpenAPI 3.1, section 4.8.7.1).
            name = re.sub(r"[^A-Za-z0-9._-]+", "-", name)[:_MAX_NAME] or kind
            taken = {*self._homes.values(), *(join("/components", kind, other) for other, _ in self._declared(kind)[1])}
            pointers = (join("/components", kind, f"{name}{number}") for number in chain([""], count(2)))
            self._homes[target] = next(pointer for pointer in pointers if pointer not in taken)
            self._queue.append((target, content))
        return self._homes[target]

    def _declared(self, kind: str | None = None) -> tuple[Path, list[tuple[str, Node]]]:
        """Return the members of ``components``, or of one kind of them, and the file that lists them."""
        file, node = self._main, self._files[self._main]
        for key in ("components",) if kind is None else ("components", kind):
            file, node = self._follow(file, _descend(node, join("", key)) or Node(None, 0))
        return file, _members(node)

    def _follow(self, file: Path, node: Node) -> tuple[Path, Node]:
        if node.reference is None:
            return file, node
        target = self._target(node.reference, file)
        resolved = target if isinstance(target, str) else self._find(target)
        return (file, Node(None, 0)) if isinstance(resolved, str) else (resolved[0].file, resolved[1])

    def _problem(self, place: _Place, node: Node, message: str) -> None:
        location = self._line(place.file, node)
        self.problems.append(Finding(pointer=place.pointer, location=location, rule="ref", message=message))

    def _check(self, document: dict[str, Any]) -> None:
        """Raise everything that went wrong, including local references that lead nowhere."""
        for pointer, node, _ in walk(document):
            if target := target_of(node):
                try:
                    lookup(document, target)
                except KeyError:
                    location = self.positions.get(pointer, "")
                    message = f"the reference leads nowhere: #{target}"
                    self.problems.append(Finding(pointer=pointer, location=location, rule="ref", message=message))
        if self.problems and not self._tolerant:
            raise SpecError.of(self.problems)


def _members(node: Node | None) -> list[tuple[str, Node]]:
    return list(node.value.items()) if node is not None and isinstance(node.value, dict) else []


def _descend(node: Node, fragment: str) -> Node | None:
    for segment in split(fragment):
        if isinstance(node.value, dict) and segment in node.value:
            node = node.value[segment]
        elif isinstance(node.value, list) and segment.isdecimal() and int(segment) < len(node.value):
            node = node.value[int(segment)]
        else:
            return None
    return node


def _is_mapped(place: _Place) -> bool:
    """Tell whether the place is a value of a discriminator's mapping, which may be a file."""
    return not place.context.data and split(place.pointer)[-3:-1] == ["discriminator", "mapping"]
