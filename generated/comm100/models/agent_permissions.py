"""AgentPermissions: What an agent may do, product by product."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import model_field as _model_field

if TYPE_CHECKING:
    from . import AccountPermissions, LiveChatPermissions

__all__ = ["AgentPermissions"]


class AgentPermissions(Model):
    """What an agent may do, product by product.

    Attributes:
        live_chat: What an agent may do in live chat. (Inferred: What a permission allows is
            read from its name.)
        account: What an agent may do with the site's account. (Inferred: What a permission
            allows is read from its name.)

    Source: Account.md:495-607
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    live_chat: LiveChatPermissions = _model_field("liveChat", "LiveChatPermissions")
    account: AccountPermissions = _model_field("account", "AccountPermissions")
