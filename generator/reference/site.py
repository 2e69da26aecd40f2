"""The pages of the reference, and the address of everything on them.

Each resource has a page. Every link goes through :meth:`Site.href`, so that the same templates make one page of all of
them, and Markdown beside the HTML.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any, Literal

from ..build.names import unique
from ..filters import slug
from ..model import Api, ErrorStatus, Example, Model, Operation, Resource
from .homes import Homes
from .markdown import md_anchor
from .python import dotted
from .queries import auth_methods, calls, permissions
from .samples import Sample, operation_samples
from .situations import switches

__all__ = ["Group", "Page", "PageKind", "Site"]

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
    """

    kind: PageKind
    file: str
    title: str
    summary: str = ""
    resource: Resource | None = None

    @property
    def anchor(self) -> str:
        """The id of its title."""
        return f"resource-{'.'.join(self.resource.path)}" if self.resource else self.title.lower().replace(" ", "-")

    @property
    def has_twin(self) -> bool:
        """Whether it is there in Markdown, too; the index is for readers who cannot search text."""
        return self.kind != "index"


_WEBHOOKS = Page(
    kind="webhook-payloads",
    file="webhooks",
    title="Webhooks",
    summary="The events that are reported to your server, and how to receive them.",
)


@dataclass(frozen=True, kw_only=True)
class Group:
    """The pages of one area, which is a root of the tree of resources."""

    title: str
    pages: tuple[Page, ...]


@dataclass(frozen=True)
class _ErrorUsers:
    """An example of an error's body, and the operations that have it."""

    status: str
    example: Example
    ids: set[str]


class Site:
    """The reference of one document.

    Attributes:
        api: The document.
        guides: The pages before those of the resources.
        groups: The pages of the resources, by area.
        lists: The pages after those of the resources.
        whole: The page that shows all others.
        homes: Where each object is described.
        permission_ids: The ids of the permissions, on the page that lists them.

    Args:
        api: The document.
    """

    def __init__(self, api: Api) -> None:
        self.api = api
        self.homes = Homes(api)
        self.guides = _guides(api)
        self.lists = _lists(api)
        self.whole = Page(kind="all", file="all", title=api.title, summary="Everything on one page, for printing.")
        taken = {page.file for page in (*self.guides, *self.lists, self.whole)}
        self.groups = tuple(_group(root, taken) for root in api.resources if _has_operations(root))
        self.resources = tuple(page for group in self.groups for page in group.pages)
        self.permission_ids = _permission_ids(api)
        self._samples: dict[str, tuple[Sample, ...]] = {}
        self._files = {page.anchor: page.file for page in self.pages}
        self._places = dict(self._all_places())
        self._errors = {
            page.file: {f"error-{error.status}" for error in self.errors_on(page)} for page in self.resources
        }

    @property
    def pages(self) -> tuple[Page, ...]:
        """All pages but the one that shows all others, in the order of reading."""
        return (*self.guides, *self.resources, *self.lists)

    @cached_property
    def switches(self) -> dict[str, Any]:
        """What the switches of the samples offer, on every page."""
        return switches(self.api)

    def model(self, class_name: str) -> Model:
        """Return an object by its class."""
        return self.api.models_by_class[class_name]

    def samples(self, operation: Operation, resource: Resource) -> tuple[Sample, ...]:
        """Return the samples of an operation, which several files show."""
        id_ = dotted(operation, resource)
        if id_ not in self._samples:
            self._samples[id_] = operation_samples(operation, resource, self.api)
        return self._samples[id_]

    def parts(self, page: Page) -> tuple[Page, ...]:
        """Return what a page shows: itself, or all others but the index, which needs a screen."""
        return tuple(part for part in self.pages if part.kind != "index") if page.kind == "all" else (page,)

    def group_of(self, page: Page) -> Group | None:
        """Return the group that a page belongs to."""
        return next((group for group in self.groups if page in group.pages), None)

    def short_title(self, page: Page) -> str:
        """Return the title of a resource's page without that of its area, which stands above it."""
        group = self.group_of(page)
        rest = page.title.removeprefix(group.title).lstrip(" ›>/:-") if group else ""
        return rest or page.title

    def objects_on(self, page: Page) -> list[Model]:
        """Return the objects that have a section on a page, those that most operations use first."""
        subject = ".".join(page.resource.path) if page.resource else page.kind
        models = [model for model in self.api.models if self._is_section(model, subject)]
        return sorted(models, key=lambda model: (-len(self.homes.operations(model.class_name)), model.class_name))

    def href(self, id_: str, page: Page, suffix: str = "html") -> str:
        """Return the address of something, relative to a page.

        Args:
            id_: The id of a page's title, an operation, an object, an authentication method or a status.
            page: The page that the link is on.
            suffix: ``html`` or ``md``.
        """
        file, heading = self._places[id_]
        if suffix == "html" and id_ in self._errors.get(page.file, ()):
            return f"#{id_}"
        anchor = id_ if suffix == "html" else md_anchor(heading)
        # The page that shows all others has no index.
        if file == page.file or (page.kind == "all" and id_ != "index"):
            return f"#{anchor}"
        return f"{file}.{suffix}" if self._files.get(id_) == file else f"{file}.{suffix}#{anchor}"

    def errors_on(self, page: Page) -> list[ErrorStatus]:
        """Return the error statuses that the operations of a resource's page document."""
        operations = page.resource.operations if page.resource else ()
        statuses = {error.status for operation in operations for error in operation.errors}
        return [error for error in self.api.error_statuses if str(error.status) in statuses]

    def error_examples(self, page: Page | None = None) -> list[tuple[str, Example]]:
        """Return the examples of error bodies that several operations share, with their statuses, each once.

        Args:
            page: A resource's page, for those of its own operations.
        """
        if page is None or page.resource is None:
            ids = {id_ for users in self._error_users.values() for id_ in users.ids}
        else:
            ids = {dotted(operation, page.resource) for operation in page.resource.operations}
        users = [users for users in self._error_users.values() if len(users.ids) > 1 and users.ids & ids]
        return sorted(((entry.status, entry.example) for entry in users), key=itemgetter(0))

    def own_error_examples(self, operation: Operation, resource: Resource) -> list[tuple[str, Example]]:
        """Return the examples of error bodies that an operation alone has, with their statuses."""
        keys = [_key(error.status, example) for error in operation.errors for example in error.examples]
        users = [self._error_users[key] for key in dict.fromkeys(keys)]
        return [(entry.status, entry.example) for entry in users if entry.ids == {dotted(operation, resource)}]

    @cached_property
    def _error_users(self) -> dict[str, _ErrorUsers]:
        """The examples of error bodies, equal ones once."""
        users: dict[str, _ErrorUsers] = {}
        for operation, resource in calls(self.api):
            for error in operation.errors:
                for example in error.examples:
                    known = users.setdefault(_key(error.status, example), _ErrorUsers(error.status, example, set()))
                    known.ids.add(dotted(operation, resource))
        return users

    def _is_section(self, model: Model, subject: str) -> bool:
        home = self.homes[model.class_name]
        return (home.kind, home.page) == ("section", subject)

    def _all_places(self) -> Iterator[tuple[str, tuple[str, str]]]:
        """Yield each id with its file, and with the id of the nearest heading."""
        kinds: dict[str, str] = {page.kind: page.file for page in self.pages if page.resource is None}
        for anchor, file in self._files.items():
            yield anchor, (file, anchor)
        for method, scheme in auth_methods(self.api):
            for id_ in (f"scheme-{scheme.key}", f"credentials-{method.class_name}"):
                yield id_, ("authentication", id_)
        for error in self.api.error_statuses:
            yield f"error-{error.status}", ("errors", "errors")
        for id_ in self.permission_ids.values():
            yield id_, ("permissions", "permissions")
        for webhook in self.api.webhooks:
            yield f"webhook-{webhook.name}", ("webhooks", webhook.event)
        for page in self.resources:
            assert page.resource
            for operation in page.resource.operations:
                id_ = dotted(operation, page.resource)
                yield id_, (page.file, id_)
        for model in self.api.models:
            home = self.homes[model.class_name]
            file = self._files.get(f"resource-{home.page}") or kinds[home.page]
            yield f"object-{model.class_name}", (file, home.heading)


def _guides(api: Api) -> tuple[Page, ...]:
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


def _lists(api: Api) -> tuple[Page, ...]:
    pages = []
    if api.models:
        pages.append(Page(kind="objects", file="objects", title="Objects", summary="All objects, and where they are."))
    if permissions(api):
        pages.append(Page(kind="permissions", file="permissions", title="Permissions", summary="Who may call what."))
    pages.append(Page(kind="index", file="a-z", title="Index", summary="All names from A to Z."))
    pages.append(Page(kind="changes", file="changes", title="Changes", summary="What each version changed."))
    return tuple(pages)


def _permission_ids(api: Api) -> dict[str, str]:
    ids: dict[str, str] = {}
    for permission, _ in permissions(api):
        ids[permission] = unique(f"permission-{slug(permission) or 'none'}", ids.values())
    return ids


def _key(status: str, example: Example) -> str:
    """Return a text that tells examples of error bodies apart."""
    return json.dumps([status, example.name, example.summary, example.value], sort_keys=True, default=str)


def _group(root: Resource, taken: set[str]) -> Group:
    """Return the pages of a root of the tree; ``taken`` are the names of files, to which theirs are added."""
    pages = list[Page]()
    for node in root.walk():
        if node.operations:
            # Python's names may end with an underscore, so that this one can be taken, too.
            file = ".".join(node.path)
            while file.lower() in taken:
                file += "_"
            taken.add(file.lower())
            title = node.title or ".".join(node.path)
            if any(page.title == title for page in pages):
                # Operations of one tag can be in several resources; the first one is the tag's own.
                title += f" › {node.name.replace('_', ' ').strip().capitalize()}"
            pages.append(Page(kind="resource", file=file, title=title, summary=node.description, resource=node))
    return Group(title=root.title or root.name, pages=tuple(pages))


def _has_operations(root: Resource) -> bool:
    return any(node.operations for node in root.walk())
