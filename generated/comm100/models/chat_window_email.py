"""ChatWindowEmail: The sender of transcripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["ChatWindowEmail"]


class ChatWindowEmail(Model):
    """The sender of transcripts.

    Attributes:
        is_from_agent: Whether transcripts come from the agent's e-mail address rather than from
            the one given here.
        from_email: The sender's e-mail address. It is empty if none is given.
        from_name: The sender's name. It is empty if none is given.

    Source: Livechat.md:493-495
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    is_from_agent: bool | None = _field("isFromAgent", default=None)
    from_email: str | None = _field("fromEmail", default=None)
    from_name: str | None = _field("fromName", default=None)
