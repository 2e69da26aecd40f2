"""Campaign: A set of live chat settings, with an installation code of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["Campaign"]


class Campaign(Model):
    """A set of live chat settings, with an installation code of its own.

    Attributes:
        id: The identifier, assigned by the server.
        name: The name of the campaign.
        description: What the campaign is for.
        language: The language of the campaign, by its English name. The server may return it in
            another letter case than it was sent in.

    Source: Livechat.md:50-59
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    id: int = _field("id", init=False)
    name: str = _field("name")
    description: str = _field("description")
    language: str = _field("language")
