"""The resource ``client.livechat``."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from ..._resource import AsyncResource, Resource

if TYPE_CHECKING:
    from .bans import AsyncBans, Bans
    from .campaigns import AsyncCampaigns, Campaigns
    from .canned_message_categories import AsyncCannedMessageCategories, CannedMessageCategories
    from .canned_messages import AsyncCannedMessages, CannedMessages
    from .custom_away_statuses import AsyncCustomAwayStatuses, CustomAwayStatuses
    from .departments import AsyncDepartments, Departments

__all__ = ["AsyncLivechat", "Livechat"]


class Livechat(Resource):
    """Live Chat."""

    @functools.cached_property
    def campaigns(self) -> Campaigns:
        """The campaigns of a site, each with an installation code and live chat settings of its own."""
        from .campaigns import Campaigns

        return Campaigns(self._client)

    @functools.cached_property
    def canned_messages(self) -> CannedMessages:
        """Texts that agents insert into chats instead of typing them each time."""
        from .canned_messages import CannedMessages

        return CannedMessages(self._client)

    @functools.cached_property
    def canned_message_categories(self) -> CannedMessageCategories:
        """Categories of canned messages. A category can be part of another one."""
        from .canned_message_categories import CannedMessageCategories

        return CannedMessageCategories(self._client)

    @functools.cached_property
    def departments(self) -> Departments:
        """The parts of the site's staff, to which chats and offline messages can be routed."""
        from .departments import Departments

        return Departments(self._client)

    @functools.cached_property
    def custom_away_statuses(self) -> CustomAwayStatuses:
        """Statuses that say why an agent is away, such as Lunch."""
        from .custom_away_statuses import CustomAwayStatuses

        return CustomAwayStatuses(self._client)

    @functools.cached_property
    def bans(self) -> Bans:
        """The visitors and IP addresses that are banned from the chat of the site."""
        from .bans import Bans

        return Bans(self._client)


class AsyncLivechat(AsyncResource):
    """Live Chat; see :class:`Livechat`."""

    @functools.cached_property
    def campaigns(self) -> AsyncCampaigns:
        """The campaigns of a site, each with an installation code and live chat settings of its own."""
        from .campaigns import AsyncCampaigns

        return AsyncCampaigns(self._client)

    @functools.cached_property
    def canned_messages(self) -> AsyncCannedMessages:
        """Texts that agents insert into chats instead of typing them each time."""
        from .canned_messages import AsyncCannedMessages

        return AsyncCannedMessages(self._client)

    @functools.cached_property
    def canned_message_categories(self) -> AsyncCannedMessageCategories:
        """Categories of canned messages. A category can be part of another one."""
        from .canned_message_categories import AsyncCannedMessageCategories

        return AsyncCannedMessageCategories(self._client)

    @functools.cached_property
    def departments(self) -> AsyncDepartments:
        """The parts of the site's staff, to which chats and offline messages can be routed."""
        from .departments import AsyncDepartments

        return AsyncDepartments(self._client)

    @functools.cached_property
    def custom_away_statuses(self) -> AsyncCustomAwayStatuses:
        """Statuses that say why an agent is away, such as Lunch."""
        from .custom_away_statuses import AsyncCustomAwayStatuses

        return AsyncCustomAwayStatuses(self._client)

    @functools.cached_property
    def bans(self) -> AsyncBans:
        """The visitors and IP addresses that are banned from the chat of the site."""
        from .bans import AsyncBans

        return AsyncBans(self._client)
