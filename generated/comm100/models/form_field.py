"""FormField: A field of a form that visitors or agents fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .._models import Model
from .._models import field as _field

__all__ = ["FormField"]


class FormField(Model):
    """A field of a form that visitors or agents fill in.

    Attributes:
        id: The identifier, assigned by the server. A request repeats it to keep the field.
        name: The label of the field.
        type: The type of the field. Any form can have a `text`, `textarea`, `radio`,
            `checkbox`, `select` or `checkboxList`; the other types belong to fields of the system.
            `name`, `email`, `phone`, `company`, `department` and `ticket id` are for pre-chat and
            offline message forms, `product service` for pre-chat forms, `rating` and `comments` for
            post-chat forms, `subject`, `message` and `attachment` for offline message forms,
            `cardNumber`, `expirationDate`, `cscOrCvv` and `nameOnCard` for secure forms,
            `category`, `wrapupcategory` and `comment` for agent wrap-ups. The server may send
            `text` for a field of the system.
        is_system: Whether the field belongs to the system.
        is_visible: Whether the form shows the field.
        is_required: Whether the form can be submitted only with a value in the field.
        options: The options to choose from, separated by spaces. An option may have spaces
            itself, so the text cannot be split reliably. It is empty if the field has no options.

    Inferred: A sample sends an identifier, which the table calls read-only, and the response has
    the same one.

    Source: Livechat.md:739-782, 874-886 and 1778-1835
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    id: int | None = _field("id", default=None)
    name: str = _field("name")
    type: (
        Literal[
            "text",
            "textarea",
            "radio",
            "checkbox",
            "select",
            "checkboxList",
            "name",
            "email",
            "phone",
            "company",
            "product service",
            "department",
            "ticket id",
            "rating",
            "comments",
            "subject",
            "message",
            "attachment",
            "cardNumber",
            "expirationDate",
            "cscOrCvv",
            "nameOnCard",
            "category",
            "comment",
            "wrapupcategory",
        ]
        | str
    ) = _field(
        "type",
        known=(
            "text",
            "textarea",
            "radio",
            "checkbox",
            "select",
            "checkboxList",
            "name",
            "email",
            "phone",
            "company",
            "product service",
            "department",
            "ticket id",
            "rating",
            "comments",
            "subject",
            "message",
            "attachment",
            "cardNumber",
            "expirationDate",
            "cscOrCvv",
            "nameOnCard",
            "category",
            "comment",
            "wrapupcategory",
        ),
    )
    is_system: bool | None = _field("isSystem", default=None, init=False)
    is_visible: bool | None = _field("isVisible", default=None)
    is_required: bool | None = _field("isRequired", default=None)
    options: str | None = _field("options", default=None)
