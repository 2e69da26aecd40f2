"""The tour through the rooms of the API: campaigns, chats, bans, webhooks, reports and a partner's sites."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from comm100 import Client
from comm100.errors import NotFoundError
from comm100.models import (
    AgentPerformanceByAgent,
    ChatButtonAdaptive,
    ChatCondition,
    PartnerPlan,
    PartnerSiteNewContact,
)

from .steps import check
from .table import Step

__all__ = ["PartnerTour", "Tour"]

MONDAY, NEXT = datetime.date(2026, 11, 2), datetime.date(2026, 11, 9)
COLOR = "#c2410c"
PAGE = 2


@dataclass
class Tour:
    """The rooms that the agents of a site use.

    Args:
        client: A client with the credentials of an administrator.
    """

    client: Client

    def campaign(self) -> Step:
        """Create a campaign."""
        campaign = self.client.livechat.campaigns.create(name="Spring sale", language="English")
        check(self.client.livechat.campaigns.get(campaign.id) == campaign, "the campaign was not kept")
        return Step(
            'POST …/campaigns {"name": "Spring sale", …}', f"id {campaign.id}, {campaign.name}, {campaign.language}"
        )

    def chat_button(self) -> Step:
        """Change the chat button of the new campaign, and read it back."""
        campaigns = self.client.livechat.campaigns
        campaign_id = next(campaign.id for campaign in campaigns.list() if campaign.name == "Spring sale")
        campaigns.chat_button.update(
            campaign_id, type="adaptive", adaptive=ChatButtonAdaptive(theme_color=COLOR, icon=1)
        )
        button = campaigns.chat_button.get(campaign_id)
        check(button.adaptive is not None and button.adaptive.theme_color == COLOR, "the color was not kept")
        return Step(f"PUT …/campaigns/{campaign_id}/chatButton, then GET", f"{button.type}, {COLOR}")

    def chats(self) -> Step:
        """Walk through the chats of a week, page by page."""
        condition = ChatCondition(field="email", operate="contains", value="@example.com")
        page = self.client.livechat.chats.list(time_from=MONDAY, time_to=NEXT, conditions=[condition], page_size=PAGE)
        total, names, pages = page.total, [chat.name or "" for chat in page.items], 1
        while (following := page.next_page()) is not None:
            page, pages = following, pages + 1
            names += [chat.name or "" for chat in page.items]
        check(pages > 1 and len(names) == total, "the pages do not add up")
        return Step(
            f"GET …/chats?conditions[0][field]=email…, {PAGE} a page",
            f"{len(names)} chats on {pages} pages: {', '.join(names)}",
        )

    def report(self) -> Step:
        """Report the performance of each agent, whose names are those in the chats of the same week."""
        chats = self.client.livechat.chats.list(time_from=MONDAY, time_to=NEXT)
        agents = {agent.id: agent.display_name or "" for chat in chats for agent in chat.agents or []}
        rows = self.client.reports.agent_performance(time_from=MONDAY, time_to=NEXT, group="agent")
        check({row.agent_id for row in rows} <= set(agents), "the report is about somebody else")
        head = ("agent", "chat time", "mean chat", "mean wait", "last word")
        return Step(
            "GET …/reports/agentPerformance?group=agent",
            f"{len(rows)} agents",
            [head, *(_performance(agents[row.agent_id], row) for row in rows)],
        )

    def ban(self) -> Step:
        """Ban a range of addresses, and lift the ban."""
        bans = self.client.livechat.bans
        ban = bans.create(type="ip", ip_address="198.51.100.0/24", comment="Spam")
        check(ban in bans.list(), "the ban is not listed")
        said = bans.delete(ban.id)
        check(ban not in bans.list(), "the ban was not lifted")
        return Step("POST …/bans 198.51.100.0/24, then DELETE", said)

    def webhook(self) -> Step:
        """Register a webhook."""
        hook = self.client.livechat.webhooks.create(event="chatEnded", target_url="https://example.com/hooks/chats")
        check(hook in self.client.livechat.webhooks.list(), "the webhook was not kept")
        return Step("POST …/webhooks", f"id {hook.id}, {hook.event} → {hook.target_url}")

    def clean(self) -> Step:
        """Delete the campaign; its chat button is gone with it."""
        campaigns = self.client.livechat.campaigns
        campaign_id = next(campaign.id for campaign in campaigns.list() if campaign.name == "Spring sale")
        said = campaigns.delete(campaign_id)
        try:
            campaigns.chat_button.get(campaign_id)
        except NotFoundError as refusal:
            return Step(f"DELETE …/campaigns/{campaign_id}, then GET …/chatButton", f"{said} {refusal.status_code}")
        raise AssertionError("the chat button is still there")


@dataclass
class PartnerTour:
    """The room of partners, who open sites for their customers.

    Args:
        client: A client with the credentials of a partner.
    """

    client: Client

    def site(self) -> Step:
        """Create the site of a customer, and read it back."""
        sites = self.client.partner.sites
        site = sites.create(
            company="Example Books",
            time_zone="9",
            plan_list=[PartnerPlan(id=1)],
            contact=PartnerSiteNewContact(first_name="Kim", last_name="Ro", email="kim@example.net"),
            password="a-Long-enough-1",
        )
        check(sites.get(site.id) == site, "the site was not kept")
        return Step("POST …/partner/sites, then GET", f"id {site.id}, {site.company}, {site.contact.email}")

    def sites(self) -> Step:
        """Look for the new site among all of them."""
        page = self.client.partner.sites.list(keywords="books")
        check([site.company for site in page] == ["Example Books"], "the site was not found")
        return Step("GET …/partner/sites?keywords=books", f"{page.total} site")


def _performance(name: str, row: AgentPerformanceByAgent) -> tuple[str, ...]:
    words = row.last_message_sent_by_agent
    times = (row.total_chat_time, row.avg_chat_time, row.avg_wait_time)
    return (name, *("" if time is None else str(time) for time in times), "" if words is None else f"{words:.0f}")
