"""The reference of one document: its pages, and the address of everything on them.

Every link goes through :meth:`Site.href`, so that the same templates make one page of all of
them, and Markdown beside the HTML.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Any

from ..build import names
from ..filters import slug
from ..model import Api, ErrorStatus, Example, Model, Operation, Resource
from .cut import NO_CUT, Cut
from .homes import Homes
from .markdown import md_anchor
from .pages import Group, Page, groups, guides, is_untagged, lists
from .python import dotted
from .queries import auth_methods, calls, permissions
from .samples import Sample, operation_samples
from .situations import switches
from .values import excerpt, response_examples

__all__ = ["Site"]


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
        self.guides = guides(api)
        self.whole = Page(kind="all", file="all", title=api.title, summary="Everything on one page, for printing.")
        self.permission_ids = _permission_ids(api)
        self._samples: dict[str, tuple[Sample, ...]] = {}
        self._responses: dict[str, list[tuple[Example, str]]] = {}
        self._lay_out(NO_CUT)

    def cut(self, cut: Cut) -> Site:
        """Return the same reference with some of its pages cut."""
        site = copy(self)
        site._lay_out(cut)
        return site

    def _lay_out(self, cut: Cut) -> None:
        self.lists = tuple(lists(self.api, cut))
        taken = {page.file for page in (*self.guides, *self.lists, self.whole)}
        self.groups = tuple(groups(self.api, taken, cut))
        self.resources = tuple(page for group in self.groups for page in group.pages)
        self._files = {page.anchor: page.file for page in self.pages}
        families: list[list[Page]] = []
        for page in self.pages:
            if page.is_first:
                families.append([])
            families[-1].append(page)
        self._families = {page.file: tuple(family) for family in families for page in family}
        self._operation_files = {
            dotted(operation, page.resource): page.file
            for page in self.resources
            if page.resource
            for operation in page.operations
        }
        self._section_files = {
            model.class_name: self._section_file(model.class_name)
            for model in self.api.models
            if self.homes[model.class_name].kind == "section"
        }
        self._sections: dict[str, list[Model]] = {}
        for class_name, file in self._section_files.items():
            self._sections.setdefault(file, []).append(self.model(class_name))
        self._places = dict(self._all_places())
        self._errors = {
            page.file: {f"error-{error.status}" for error in self.errors_on(page)} for page in self.resources
        }

    @property
    def pages(self) -> tuple[Page, ...]:
        """All pages but the one that shows all others, in the order of reading."""
        return (*self.guides, *self.resources, *self.lists)

    def operations_below(self, page: Page) -> tuple[Operation, ...]:
        """Return the operations that a page lists: its own, and those of the pages that it was cut into."""
        if page.resource is None or page.part is None:
            return page.operations
        start = f"{page.part.key}-" if page.part.key else ""
        parts = [other for other in self.family(page) if other.part and f"{other.part.key}-".startswith(start)]
        wanted = {id(operation) for part in parts for operation in part.operations}
        return tuple(operation for operation in page.resource.operations if id(operation) in wanted)

    def listed(self, first: Page, page: Page) -> list[Page]:
        """Return the pages that the navigation of a page lists below the first one of several that belong together.

        Args:
            first: The first one.
            page: The page.
        """
        family = self.family(first)
        if page not in family and not (first.resource and is_untagged(first.resource)):
            return []
        own = page.part.branch if page in family and page.part else ""
        seen, listed = set[str](), []
        for other in family[1:]:
            branch = other.part.branch if other.part else ""
            if not branch or branch == own or branch not in seen:
                listed.append(other)
            seen.add(branch)
        return listed

    @property
    def named_objects(self) -> list[Model]:
        """The objects that have a section of their own."""
        return [model for model in self.api.models if self.homes[model.class_name].kind == "section"]

    def family(self, page: Page) -> tuple[Page, ...]:
        """Return the pages that belong together because one was cut into them, in their order; empty if none was."""
        family = self._families.get(page.file, ())
        return family if len(family) > 1 else ()

    @property
    def _kind_files(self) -> dict[str, str]:
        return {page.kind: page.file for page in self.guides}

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

    def responses(self, operation: Operation, resource: Resource) -> list[tuple[Example, str]]:
        """Return the examples of an operation's response with what is shown of them, which several files do."""
        id_ = dotted(operation, resource)
        if id_ not in self._responses:
            examples = response_examples(operation, self.api)
            self._responses[id_] = [(example, excerpt(example.value)) for example in examples]
        return self._responses[id_]

    def parts(self, page: Page) -> tuple[Page, ...]:
        """Return what a page shows: itself, or all others but the index, which needs a screen."""
        return tuple(part for part in self.pages if part.kind != "index") if page.kind == "all" else (page,)

    @cached_property
    def map(self) -> list[tuple[str, list[tuple[Page, int]]]]:
        """What the start lists: areas with their resources and numbers of operations, after those without an area."""
        areas = [(group.title, group.subjects) for group in self.groups if not group.is_single]
        singles = [subject for group in self.groups if group.is_single for subject in group.subjects]
        return [("", singles), *areas] if singles else areas

    def group_of(self, page: Page) -> Group | None:
        """Return the group that a page belongs to."""
        return next((group for group in self.groups if page in group.pages), None)

    def short_title(self, page: Page) -> str:
        """Return the title of a resource's page without that of its area, which stands above it."""
        if page.part and page.part.key:
            return page.title if page.part.is_numbered else page.part.title
        group = self.group_of(page)
        rest = page.title.removeprefix(group.title).lstrip(" ›>/:-") if group else ""
        return rest or page.title

    def objects_on(self, page: Page) -> list[Model]:
        """Return the objects that have a section on a page, those that most operations use first."""
        models = self._sections.get(page.file, [])
        return sorted(models, key=lambda model: (-len(self.homes.operations(model.class_name)), model.class_name))

    def has(self, id_: str) -> bool:
        """Tell whether something has an address, as :meth:`href` takes it."""
        return id_ in self._places

    def href(self, id_: str, page: Page, suffix: str = "html") -> str:
        """Return the address of something, relative to a page.

        Args:
            id_: The id of a page's title, an operation, an object, an authentication method or a status.
            page: The page that the link is on.
            suffix: ``html`` or ``md``.
        """
        if page.kind == "section":
            return f"#{id_}"
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
        statuses = {error.status for operation in page.operations for error in operation.errors}
        return [error for error in self.api.error_statuses if str(error.status) in statuses]

    def error_examples(self, page: Page | None = None) -> list[tuple[str, Example]]:
        """Return the examples of error bodies that several operations share, with their statuses, each once.

        Args:
            page: A resource's page, for those of its own operations.
        """
        if page is None or page.resource is None:
            ids = {id_ for users in self._error_users.values() for id_ in users.ids}
        else:
            ids = {dotted(operation, page.resource) for operation in page.operations}
        users = [users for users in self._error_users.values() if len(users.ids) > 1 and users.ids & ids]
        return [(entry.status, entry.example) for entry in sorted(users, key=attrgetter("status"))]

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

    def _section_file(self, class_name: str) -> str:
        files = {
            self._operation_files.get(subject) or self._kind_files[subject]
            for subject in self.homes.subjects(class_name)
        }
        if len(files) == 1:
            return min(files)
        parts = [page for page in self.lists if page.kind == "objects"]
        return next((page.file for page in parts if page.part and class_name in page.part.ids), "objects")

    def _all_places(self) -> Iterator[tuple[str, tuple[str, str]]]:
        """Yield each id with its file, and with the id of the nearest heading."""
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
        for id_, file in self._operation_files.items():
            yield id_, (file, id_)
        for model in self.api.models:
            home = self.homes[model.class_name]
            file = self._operation_files.get(home.root) or self._section_files[home.root]
            yield f"object-{model.class_name}", (file, home.heading)


def _permission_ids(api: Api) -> dict[str, str]:
    ids: dict[str, str] = {}
    for permission, _ in permissions(api):
        ids[permission] = names.unique(f"permission-{slug(permission or 'none')}", ids.values())
    return ids


def _key(status: str, example: Example) -> str:
    """Return a text that tells examples of error bodies apart."""
    return json.dumps([status, example.name, example.summary, example.value], sort_keys=True, default=str)
