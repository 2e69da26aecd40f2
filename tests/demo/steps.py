"""The steps of the demo. Each one returns what was sent and received, or raises."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

from comm100 import AuthorizationCode, AuthorizationRequest, Client, Credentials, Implicit, Password
from comm100.errors import APIStatusError, ClientError, OAuthError
from comm100.models import Agent
from comm100.testing import Mock

from .browser import Application, visit
from .table import Step

__all__ = ["Stage", "check"]

L = TypeVar("L", AuthorizationCode, Implicit)

EMAIL, PASSWORD = "bo@example.com", "correct-Horse-7-battery"


def check(condition: bool, problem: str) -> None:
    """Fail the step unless a condition holds."""
    if not condition:
        raise AssertionError(problem)


@dataclass
class Stage:
    """A served mock, and the application that browsers are redirected to.

    Args:
        mock: The mock, with its identities, clock and journal.
        base_url: Where it is served.
        application: The application.
    """

    mock: Mock
    base_url: str
    application: Application

    def client(self, auth: Credentials | None) -> Client:
        """Return a client of the served mock that does not retry, and uses the mock's clock."""
        return Client(auth, base_url=self.base_url, clock=self.mock.clock, max_retries=0)

    def signed_in(self, auth: Credentials, grant: str) -> Step:
        """Call the API with credentials that need no browser."""
        with self.client(auth) as client:
            who = self._who(client)
        return Step(f"{grant}, then GET …/agents", who)

    def authorization_code(self) -> Step:
        """Sign in through a browser that follows the redirect to the application."""
        app = self._ours(self.mock.credentials.authorization_code)
        login = app.start(base_url=self.base_url)
        ended = visit(login.url)
        check(self.application.visited[-1:] != [], "the browser was not redirected to the application")
        token = app.finish(ended, login)
        with self.client(app.resume(token)) as client:
            who = self._who(client)
        return Step(f"GET /oauth/authorize → GET {_short(ended)}", f"a token for {token.base_url}; {who}")

    def implicit(self) -> Step:
        """Sign in through a browser, and take the token from the fragment."""
        app = self._ours(self.mock.credentials.implicit)
        login = app.start(base_url=self.base_url)
        ended = visit(login.url)
        token = app.finish(ended, login)
        with self.client(app.resume(token)) as client:
            who = self._who(client)
        return Step(f"GET /oauth/authorize → GET {_short(ended)}", f"a token for {token.base_url}; {who}")

    def partner(self, auth: Credentials) -> Step:
        """Sign in as a partner, who reads sites but not the agents of one."""
        with self.client(auth) as client:
            sites = client.partner.sites.list().total
            refusal = self._refusal(lambda: client.account.agents.list())
            return Step(
                "POST /partner/oauth/token, then GET …/partner/sites", f"sites: {sites}; agents: {refusal.status_code}"
            )

    def refresh(self, auth: Credentials) -> Step:
        """Let the token expire, and call again: it is refreshed once, unnoticed by the caller."""
        with self.client(auth) as client:
            client.account.agents.me()
            before = client.token
            self.mock.clock.advance(hours=13)
            client.account.agents.me()
            after = client.token
        check(before is not None and after is not None and before != after, "the token was not renewed")
        return Step("13 hours later: POST /oauth/token grant_type=refresh_token", "a new token, the same caller")

    def list_agents(self, client: Client) -> Step:
        """Fetch all pages."""
        agents = list(client.account.agents.list())
        return Step("GET …/agents, all pages", ", ".join(agent.display_name for agent in agents))

    def create_agent(self, client: Client) -> Step:
        """Create an agent, and read it back."""
        created = self._create(client)
        check(client.account.agents.get(created.id) == created, "the new agent was not kept")
        return Step(f"POST …/agents {EMAIL}", f"id {created.id}, {created.display_name}")

    def update_agent(self, client: Client) -> Step:
        """Change one property and keep the others."""
        bo = self._bo(client)
        updated = client.account.agents.update(bo, title="Night shift")
        check(updated.title == "Night shift" and updated.email == EMAIL, "the update was not partial")
        return Step(f'PUT …/agents/{bo} {{"title": "Night shift"}}', f"title {updated.title!r}")

    def permissions(self, client: Client) -> Step:
        """Change a permission, and read it back."""
        bo = self._bo(client)
        permissions = client.account.agents.get_permissions(bo)
        permissions.live_chat.join_chats = not permissions.live_chat.join_chats
        client.account.agents.update_permissions(bo, live_chat=permissions.live_chat, account=permissions.account)
        check(client.account.agents.get_permissions(bo) == permissions, "the permission was not kept")
        return Step(f"PUT …/agents/{bo}/permissions", f"joinChats: {permissions.live_chat.join_chats}")

    def delete_agent(self, client: Client) -> Step:
        """Delete the agent, and check that it is gone."""
        bo = self._bo(client)
        client.account.agents.delete(bo)
        gone = self._refusal(lambda: client.account.agents.get(bo))
        check(gone.status_code == 404, "the agent is still there")
        return Step(f"DELETE …/agents/{bo}, then GET", _said(gone))

    def status(self, status: int, sent: str, act: Callable[[], object]) -> Step:
        """Provoke one documented status of the API."""
        refusal = self._refusal(act)
        check(refusal.status_code == status, f"{refusal.status_code} instead of {status}")
        return Step(sent, _said(refusal))

    def unauthorized(self) -> Step:
        """Use an unknown API key."""
        wrong = dataclasses.replace(self.mock.credentials.api_key, api_key="0" * 32)
        with self.client(wrong) as client:
            return self.status(401, "GET …/agents/me, wrong API key", client.account.agents.me)

    def forbidden(self, admin: Client) -> Step:
        """Sign in as an agent without the permission, and try to list the agents."""
        created = self._create(admin)
        with self.client(Password(email=created.email, password=PASSWORD)) as client:
            step = self.status(403, "GET …/agents, as an agent without permission", client.account.agents.list)
        admin.account.agents.delete(created.id)
        return step

    def daily_limit(self, client: Client) -> Step:
        """Exceed the daily limit; calls work again once it is lifted."""
        self.mock.daily_limit = 0
        try:
            step = self.status(403, "GET …/agents/me, beyond the limit of the day", client.account.agents.me)
        finally:
            self.mock.daily_limit = None
        client.account.agents.me()
        return step

    def server_error(self, client: Client) -> Step:
        """Make the server fail once."""
        self.mock.fail_next(500)
        return self.status(500, "GET …/agents/me, while the server fails", client.account.agents.me)

    def oauth_error(self, sent: str, auth: Credentials) -> Step:
        """Call with credentials that the token endpoint rejects."""
        with self.client(auth) as client:
            return self._refused(sent, client.account.agents.me)

    def code_used_twice(self) -> Step:
        """Exchange a code for the second time, as an attacker who saw the redirect would."""
        app = self._ours(self.mock.credentials.authorization_code)
        # A stored sign-in may name only documented servers and those that are allowed.
        app = dataclasses.replace(app, allowed_hosts=(urlsplit(self.base_url).netloc,))
        login = app.start(base_url=self.base_url)
        again = AuthorizationRequest.from_dict(login.to_dict())
        ended = visit(login.url)
        app.finish(ended, login)
        return self._refused("POST /oauth/token, a code that was used already", lambda: app.finish(ended, again))

    def wrong_state(self) -> Step:
        """Finish with the state of another sign-in; nothing is sent."""
        app = self._ours(self.mock.credentials.authorization_code)
        login, other = app.start(base_url=self.base_url), app.start(base_url=self.base_url)
        return self._refused(
            "nothing: the state is that of another sign-in", lambda: app.finish(visit(other.url), login)
        )

    def _refused(self, sent: str, act: Callable[[], object]) -> Step:
        try:
            act()
        except OAuthError as refusal:
            return Step(sent, f"{type(refusal).__name__}: {refusal.error_description or refusal}")
        raise AssertionError("nothing was refused")

    def _ours(self, app: L) -> L:
        return dataclasses.replace(app, redirect_uri=self.application.redirect_uri, transport=None)

    def _create(self, client: Client) -> Agent:
        return client.account.agents.create(
            email=EMAIL, display_name="Bo", first_name="Bo", last_name="Li", password=PASSWORD
        )

    def _who(self, client: Client) -> str:
        return f"{client.account.agents.list().total} agents"

    def _bo(self, client: Client) -> int:
        return next(agent.id for agent in client.account.agents.list() if agent.email == EMAIL)

    def _refusal(self, act: Callable[[], object]) -> APIStatusError:
        try:
            act()
        except APIStatusError as refusal:
            return refusal
        except ClientError as error:
            raise AssertionError(f"expected a status, but got: {error}") from error
        raise AssertionError("nothing was refused")


def _said(refusal: APIStatusError) -> str:
    return f"{type(refusal).__name__} {refusal.status_code} {refusal.code or ''} {refusal.message or ''}".strip()


def _short(url: str) -> str:
    return url.partition("://")[2].partition("/")[2].join(("/", ""))
