"""Which pages are cut into several, because a single one would be too long for a phone.

A resource is cut where its paths branch, so that each page has a subject and an address that stays when other
operations come or go; objects and names are cut by their first letter. What has no such subject fills pages one after
the other.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..build import names
from ..filters import slug
from ..model import Operation, Resource
from .python import dotted

__all__ = ["NO_CUT", "Cut", "Part", "cut_letters", "cut_resource", "first_letter"]

# How many bytes of HTML a page may have. One without a place to cut it at may have twice as many.
_ROOM = 150 * 1024
# What a page has around its text, and what each operation has on it besides its section.
_FRAME = 3_000
_LISTED = 480
# What the navigation has for each page, of which there may be one for each letter and one for digits.
_NAMED = 100
_LETTERS = 27
# Fewer operations than this do not get a page of their own.
_FEW = 3


@dataclass(frozen=True, kw_only=True)
class Part:
    """A page that another one was cut into.

    Attributes:
        key: What its address ends with; empty for the first page.
        title: What it is about, after the title of the first page.
        ids: The operations, the objects or the letters that it has.
        branch: The key of the page, or of the one that it is below; empty for those that only follow the first page.
    """

    key: str
    title: str
    ids: tuple[str, ...]
    branch: str = ""

    @property
    def is_numbered(self) -> bool:
        """Whether it only continues the first page, so that its title is a number in parentheses."""
        return self.key.isdigit()


@dataclass(frozen=True, kw_only=True)
class Cut:
    """What is cut: resources by their paths, the page of shared objects, and the index."""

    resources: Mapping[tuple[str, ...], tuple[Part, ...]] = field(default_factory=dict)
    objects: tuple[Part, ...] = ()
    index: tuple[Part, ...] = ()


NO_CUT = Cut()


def cut_resource(
    resource: Resource, weigh: Callable[[Iterable[str]], int], *, frame: int = 0, is_untagged: bool = False
) -> tuple[Part, ...]:
    """Return the pages of a resource, the first one first; none if one page is enough.

    Args:
        resource: The resource.
        weigh: Returns how many bytes the text of some operations takes, with the objects that they alone use.
        frame: How many bytes each page has for the navigation.
        is_untagged: Whether nothing but the paths says what belongs together, so that each branch is a page.
    """
    segments = {dotted(operation, resource): _segments(operation, resource) for operation in resource.operations}
    cutter = _Cutter(segments, weigh, _ROOM - _FRAME - frame)
    parts = tuple(cutter.cut(is_untagged))
    keys, branches = set[str](), dict[str, str]()
    named = []
    for part in parts:
        key = names.unique(part.key, keys) if part.key else ""
        keys.add(key)
        named.append(replace(part, key=key, branch=branches.setdefault(part.branch, key) if part.branch else ""))
    return tuple(named) if len(named) > 1 else ()


def cut_letters(sizes: Mapping[str, int], *, frame: int = 0, head: int = 0) -> tuple[Part, ...]:
    """Return pages of names by their first letter, the first one without any; none if one page is enough.

    Args:
        sizes: How many bytes each name takes, in the order in which they are shown.
        frame: How many bytes each page has for the navigation.
        head: How many bytes the first page has besides.
    """
    room = _ROOM - _FRAME - frame
    if sum(sizes.values()) + head <= room:
        return ()
    parts = [Part(key="", title="", ids=())]
    room -= _NAMED * _LETTERS
    for letter, of_letter in itertools.groupby(sizes, key=first_letter):
        key = slug(letter)
        parts += _filled(key, letter, list(of_letter), lambda ids: sum(sizes[id_] for id_ in ids), room)
    return tuple(parts)


def first_letter(name: str) -> str:
    """Return the letter that a name is listed under; one that does not begin with a letter of English has digits."""
    first = name[:1].upper()
    return first if first.isascii() and first.isalpha() else "0-9"


class _Cutter:
    """Cuts the operations of one resource.

    Args:
        segments: The segments of each operation's path that are not parameters.
        weigh: Returns how many bytes the text of some operations takes.
        room: How many bytes a page may have.
    """

    def __init__(self, segments: Mapping[str, Sequence[str]], weigh: Callable[[Iterable[str]], int], room: int) -> None:
        self._segments = segments
        self._scale = weigh
        self._room = room

    def cut(self, is_untagged: bool) -> Iterator[Part]:
        """Yield the pages."""
        ids = list(self._segments)
        branches = self._branches(ids)
        if self._weigh(ids) > self._room:
            self._room -= _NAMED * len(branches)
        if is_untagged and 1 < len(branches) <= len(ids) / 2:
            yield from _filled("", "", branches.pop("", []), self._weigh, self._room)
            for name, branch in branches.items():
                for part in self._pages(branch, slug(name), names.sentence(name)):
                    yield replace(part, branch=name)
            return
        pages = list(self._pages(ids, "", ""))
        if all(not page.key or page.key.isdigit() for page in pages) and self._weigh(ids) <= 2 * self._room:
            pages = [Part(key="", title="", ids=tuple(ids))]
        yield from pages

    def _weigh(self, ids: Sequence[str]) -> int:
        return self._scale(ids) + _LISTED * len(ids)

    def _pages(self, ids: list[str], key: str, title: str) -> Iterator[Part]:
        if self._weigh(ids) <= self._room or len(ids) == 1:
            yield Part(key=key, title=title, ids=tuple(ids))
            return
        branches = self._branches(ids)
        subjects = {
            name: branch
            for name, branch in branches.items()
            if name and (len(branch) >= _FEW or self._weigh(branch) > self._room / 2)
        }
        own = [id_ for name, branch in branches.items() if name not in subjects for id_ in branch]
        # The first page has a list of all operations.
        yield from _filled(key, title, own, self._weigh, self._room, listed=_LISTED * len(ids))
        for name, branch in subjects.items():
            words = names.sentence(name)
            below, about = (f"{key}-{slug(name)}", f"{title} › {words}") if key else (slug(name), words)
            for part in self._pages(branch, below, about):
                yield part if key else replace(part, branch=name)

    def _branches(self, ids: list[str]) -> dict[str, list[str]]:
        """Return operations by the first segment in which their paths differ; those that end before it have none."""
        columns = zip(*(self._segments[id_] for id_ in ids), strict=False)
        depth = sum(1 for _ in itertools.takewhile(lambda column: len(set(column)) == 1, columns))
        branches: dict[str, list[str]] = {}
        for id_ in ids:
            segments = self._segments[id_]
            branches.setdefault(segments[depth] if len(segments) > depth else "", []).append(id_)
        return branches


def _filled(
    key: str,
    title: str,
    ids: Sequence[str],
    weigh: Callable[[list[str]], int],
    room: int,
    *,
    listed: int = 0,
) -> Iterator[Part]:
    """Yield pages that are filled one after the other; the first one, which lists all, even if it has nothing else."""
    pages: list[list[str]] = [[]]
    left = room - listed
    for id_ in ids:
        if weigh([*pages[-1], id_]) > left and (pages[-1] or left < room):
            pages.append([])
            left = room
        pages[-1].append(id_)
    for number, page in enumerate(pages, 1):
        numbered = f"{key}-{number}".lstrip("-") if number > 1 else key
        yield Part(key=numbered, title=f"{title} ({number})".strip() if number > 1 else title, ids=tuple(page))


def _segments(operation: Operation, resource: Resource) -> list[str]:
    """Return the segments of a path that say what it is about: no parameters, and not the resource's own name."""
    parts = [segment for segment in operation.path.split("/") if segment and "{" not in segment]
    return [part for part in parts if names.snake(part) != resource.name]
