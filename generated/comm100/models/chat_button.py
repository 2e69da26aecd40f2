"""ChatButton: The chat button of a campaign. It has the settings of every type; those of its own type
apply."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .._models import Model
from .._models import field as _field
from .._models import model_field as _model_field

if TYPE_CHECKING:
    from . import ChatButtonAdaptive, ChatButtonImage, ChatButtonTextLink

__all__ = ["ChatButton"]


class ChatButton(Model):
    """The chat button of a campaign. It has the settings of every type; those of its own type apply.

    Attributes:
        type: The type of the button. `adaptive`: an icon in a color. `image`: one image while
            agents are online and another one while they are not. `textLink`: a link.
        is_hide_offline: Whether the button is hidden while no agent is online.
        is_use_domain_restriction: Whether the button is shown on the allowed domains only.
        allowed_domains: The domains or URLs on which the button is shown.
        adaptive: The settings of a chat button of the type `adaptive`.
        image: The settings of a chat button of the type `image`.
        text_link: The settings of a chat button of the type `textLink`.

    Inferred: The samples show the settings of all types, whatever the type is.

    Source: Livechat.md:312-338
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    type: Literal["adaptive", "image", "textLink"] | str | None = _field(
        "type", known=("adaptive", "image", "textLink"), default=None
    )
    is_hide_offline: bool | None = _field("isHideOffline", default=None)
    is_use_domain_restriction: bool | None = _field("isUseDomainRestriction", default=None)
    allowed_domains: list[str] | None = _field("allowedDomains", default=None)
    adaptive: ChatButtonAdaptive | None = _model_field("adaptive", "ChatButtonAdaptive", default=None)
    image: ChatButtonImage | None = _model_field("image", "ChatButtonImage", default=None)
    text_link: ChatButtonTextLink | None = _model_field("textLink", "ChatButtonTextLink", default=None)
