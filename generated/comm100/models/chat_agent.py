"""ChatAgent: An agent who took part in a chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["ChatAgent"]


class ChatAgent(Model):
    """An agent who took part in a chat.

    Attributes:
        id: The identifier, assigned by the server.
        display_name: The agent's display name. The samples spell it this way, the table `name`.
        email: The agent's e-mail address.

    Source: Livechat.md:5438-5446
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    id: int = _field("id", init=False)
    display_name: str | None = _field("display_name", default=None, also=("name",))
    email: str | None = _field("email", default=None, init=False)
