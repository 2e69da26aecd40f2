"""PreChatSocialLogin: The social networks whose accounts visitors can use instead of the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["PreChatSocialLogin"]


class PreChatSocialLogin(Model):
    """The social networks whose accounts visitors can use instead of the form.

    Attributes:
        is_use_facebook: Whether visitors can use their Facebook account.

    Source: Livechat.md:734
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    is_use_facebook: bool | None = _field("isUseFacebook", default=None)
