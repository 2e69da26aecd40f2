"""Run the demo: ``python -m tests.demo``; the exit code is 0 only if every step passes."""

from __future__ import annotations

import dataclasses
import sys
import warnings
from typing import Any

from comm100.errors import InsecureFlowWarning
from comm100.testing import Mock

from .browser import application
from .server import served
from .steps import Stage
from .table import Table
from .tour import PartnerTour, Tour


def main() -> int:
    """Run all steps, and return the exit code."""
    # The flows that RFC 9700 advises against are shown on purpose: the vendor documents them.
    warnings.simplefilter("ignore", InsecureFlowWarning)
    table = Table()
    with application() as app:
        mock = Mock(redirect_uris=[app.redirect_uri])
        with served(mock) as base_url:
            print(f"The mock listens on {base_url}; every line below is a request over HTTP.\n")
            stage = Stage(mock, base_url, app)
            table.head()
            sign_in(table, stage)
            agents(table, stage)
            site(table, stage)
            partner(table, stage)
            api_errors(table, stage)
            oauth_errors(table, stage)
    return table.end()


def over_http(credentials: Any) -> Any:
    """Return credentials of the mock that use HTTP instead of the in-process transport."""
    return dataclasses.replace(credentials, transport=None) if hasattr(credentials, "transport") else credentials


def sign_in(table: Table, stage: Stage) -> None:
    """Every documented way to authenticate."""
    ready = stage.mock.credentials
    table.section("Signing in")
    table.run("API key", lambda: stage.signed_in(ready.api_key, "HTTP Basic"))
    table.run("authorization code", stage.authorization_code)
    table.run("implicit", stage.implicit)
    table.run("agent password", lambda: stage.signed_in(over_http(ready.password), "grant_type=password"))
    table.run(
        "client credentials",
        lambda: stage.signed_in(over_http(ready.client_credentials), "grant_type=client_credentials"),
    )
    table.run("partner password", lambda: stage.partner(over_http(ready.partner_password)))
    table.run("refresh", lambda: stage.refresh(over_http(ready.password)))


def agents(table: Table, stage: Stage) -> None:
    """Records keep their changes."""
    table.section("Account › Agents")
    with stage.client(over_http(stage.mock.credentials.password)) as client:
        table.run("list", lambda: stage.list_agents(client))
        table.run("create", lambda: stage.create_agent(client))
        table.run("update", lambda: stage.update_agent(client))
        table.run("permissions", lambda: stage.permissions(client))
        table.run("delete", lambda: stage.delete_agent(client))


def site(table: Table, stage: Stage) -> None:
    """What the agents of a site read and change."""
    with stage.client(stage.mock.credentials.api_key) as client:
        tour = Tour(client)
        table.section("Live Chat")
        table.run("a campaign", tour.campaign)
        table.run("its chat button", tour.chat_button)
        table.run("a week of chats", tour.chats)
        table.run("a ban, set and lifted", tour.ban)
        table.run("a webhook", tour.webhook)
        table.run("the campaign's end", tour.clean)
        table.section("Reports")
        table.run("by agent", tour.report)


def partner(table: Table, stage: Stage) -> None:
    """What partners do."""
    with stage.client(over_http(stage.mock.credentials.partner_password)) as client:
        tour = PartnerTour(client)
        table.section("Partner")
        table.run("a customer's site", tour.site)
        table.run("its place in the list", tour.sites)


def api_errors(table: Table, stage: Stage) -> None:
    """Every documented status of the API."""
    table.section("API errors")
    with stage.client(stage.mock.credentials.api_key) as client:
        own = client.account.agents
        table.run("400", lambda: stage.status(400, "GET …/agents/seven", lambda: own.get("seven")))  # type: ignore[arg-type]  # wrong on purpose
        table.run("401", lambda: stage.unauthorized())
        table.run("403 permission", lambda: stage.forbidden(client))
        table.run("403 daily limit", lambda: stage.daily_limit(client))
        table.run("404", lambda: stage.status(404, "GET …/agents/999999", lambda: own.get(999999)))
        table.run("500", lambda: stage.server_error(client))


def oauth_errors(table: Table, stage: Stage) -> None:
    """The errors of RFC 6749, and the redirect of another sign-in."""
    ready = stage.mock.credentials
    password = over_http(ready.password)
    table.section("Sign-in errors")
    table.run(
        "invalid_grant",
        lambda: stage.oauth_error("grant_type=password, wrong password", dataclasses.replace(password, password="no")),
    )
    table.run(
        "invalid_client",
        lambda: stage.oauth_error(
            "grant_type=client_credentials, wrong secret",
            dataclasses.replace(over_http(ready.client_credentials), client_secret="no"),
        ),
    )
    table.run("code used twice", stage.code_used_twice)
    table.run("wrong state", stage.wrong_state)


if __name__ == "__main__":
    sys.exit(main())
