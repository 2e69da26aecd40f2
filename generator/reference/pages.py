"""The pages of the reference: guides, one or several for each resource, and lists."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from typing import Literal

from ..build import names
from ..model import Api, Operation, Resource
from .cut import Cut, Part
from .python import dotted
from .queries import permissions

__all__ = ["SECTION", "Group", "Page", "PageKind", "groups", "guides", "is_untagged", "lists"]

PageKind = Literal[
    "start",
    "authentication",
    "errors",
    "conventions",
    "webhook-payloads",
    "resource",
    "objects",
    "permissions",
    "index",
    "changes",
    "all",
    "section",
]


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page.

    Attributes:
        kind: What it shows.
        file: The name of its file without the suffix.
        title: Its title.
        summary: What it is about, in one sentence.
        resource: The resource of a page of that kind.
        operations: The operations of the resource that the page has.
        part: What it has of a page that was cut; None if it is whole.
    """

    kind: PageKind
    file: str
    title: str
    summary: str = ""
    resource: Resource | None = None
    operations: tuple[Operation, ...] = ()
    part: Part | None = None

    @property
    def anchor(self) -> str:
        """The id of its title."""
        if self.part and self.part.key:
            return f"page-{self.file}"
        return f"resource-{'.'.join(self.resource.path)}" if self.resource else self.title.lower().replace(" ", "-")

    @property
    def is_first(self) -> bool:
        """Whether it is whole, or the first of the pages that one was cut into."""
        return self.part is None or not self.part.key

    @property
    def has_twin(self) -> bool:
        """Whether it is there in Markdown, too; the index is for readers who cannot search text."""
        return self.kind != "index"


SECTION = Page(kind="section", file="", title="")
"""What is on no page yet: all its links lead to places on the same page."""

_WEBHOOKS = Page(
    kind="webhook-payloads",
    file="webhooks",
    title="Webhooks",
    summary="The events that are reported to your server, and how to receive them.",
)


@dataclass(frozen=True, kw_only=True)
class Group:
    """The pages of one area, which is a root of the tree of resources.

    Attributes:
        title: Its title.
        pages: Its pages.
        is_untagged: Whether it has the operations that belong to nothing in particular.
    """

    title: str
    pages: tuple[Page, ...]
    is_untagged: bool

    @property
    def firsts(self) -> list[Page]:
        """Its pages without those that others were cut into."""
        return [page for page in self.pages if page.is_first]

    @property
    def is_single(self) -> bool:
        """Whether it is only one resource, so that its title would say nothing."""
        firsts = self.firsts
        return len(firsts) == 1 and (self.is_untagged or firsts[0].title == self.title)

    @property
    def subjects(self) -> list[tuple[Page, int]]:
        """What the start lists, with how many operations each has: resources, or branches of paths without a tag."""
        subjects: dict[tuple[object, str], list[Page]] = {}
        for page in self.pages:
            branch = page.part.branch if page.part and self.is_untagged else ""
            subjects.setdefault((page.resource and page.resource.path, branch), []).append(page)
        counted = [(pages[0], sum(len(page.operations) for page in pages)) for pages in subjects.values()]
        return [(page, count) for page, count in counted if count]


def guides(api: Api) -> tuple[Page, ...]:
    """Return the pages before those of the resources."""
    return (
        Page(kind="start", file="index", title="Get started", summary="A first call, in each of the usual situations."),
        Page(
            kind="authentication",
            file="authentication",
            title="Authentication",
            summary="All methods and what each is for, step by step.",
        ),
        Page(
            kind="errors",
            file="errors",
            title="Errors",
            summary="Statuses, bodies and codes, and the exceptions that they become in Python.",
        ),
        Page(
            kind="conventions",
            file="conventions",
            title="Conventions",
            summary="What holds for many operations, and how to read these pages.",
        ),
        *([_WEBHOOKS] if api.webhooks else ()),
    )


def lists(api: Api, cut: Cut) -> Iterator[Page]:
    """Yield the pages after those of the resources."""
    if api.models:
        page = Page(kind="objects", file="objects", title="Objects", summary="All objects, and where they are.")
        yield from _cut_list(page, cut.objects)
    if permissions(api):
        yield Page(kind="permissions", file="permissions", title="Permissions", summary="Who may call what.")
    yield from _cut_list(Page(kind="index", file="a-z", title="Index", summary="All names from A to Z."), cut.index)
    yield Page(kind="changes", file="changes", title="Changes", summary="What each version changed.")


def _cut_list(page: Page, parts: tuple[Part, ...]) -> Iterator[Page]:
    if not parts:
        yield page
    for part in parts:
        if part.key:
            yield replace(page, file=f"{page.file}-{part.key}", title=f"{page.title}: {part.title}", part=part)
        else:
            yield replace(page, part=part)


def groups(api: Api, taken: Set[str], cut: Cut) -> Iterator[Group]:
    """Yield the pages of the resources, by area.

    Args:
        api: The document.
        taken: The names of other pages' files.
        cut: Which pages are cut, and into what.
    """
    for root in api.resources:
        if any(node.operations for node in root.walk()):
            yield _group(root, taken, cut)


def _group(root: Resource, taken: Set[str], cut: Cut) -> Group:
    pages = list[Page]()
    for node in root.walk():
        if node.operations:
            file = ".".join(node.path)
            if file in taken:
                file += "_"
            title = "All operations" if is_untagged(node) else node.title
            if any(page.title == title for page in pages):
                # Operations of one tag can be in several resources; the first one is the tag's own.
                title += f" › {node.name.replace('_', ' ').strip().capitalize()}"
            page = Page(
                kind="resource",
                file=file,
                title=title,
                summary=node.description,
                resource=node,
                operations=node.operations,
            )
            pages += _cut_page(page, cut.resources.get(node.path, ()), is_untagged(node))
    return Group(title=root.title, pages=tuple(pages), is_untagged=is_untagged(root))


def is_untagged(resource: Resource) -> bool:
    """Tell whether a resource has the operations that neither a tag nor their ids assign to one."""
    return resource.path == (names.UNTAGGED,)


def _cut_page(page: Page, parts: tuple[Part, ...], untagged: bool) -> Iterator[Page]:
    if not parts:
        yield page
    assert page.resource
    known = {dotted(operation, page.resource): operation for operation in page.operations}
    for part in parts:
        operations = tuple(known[id_] for id_ in part.ids)
        if not part.key:
            yield replace(page, operations=operations, part=part)
            continue
        title = part.title
        if part.is_numbered or not untagged:
            title = f"{page.title}{' ' if part.is_numbered else ' › '}{part.title}"
        file = f"{page.file}-{part.key}"
        yield replace(page, file=file, title=title, summary="", operations=operations, part=part)
