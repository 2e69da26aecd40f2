"""What an OAuth server must remember, in the fewest words: the model that the mock is held against."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

__all__ = ["ACCESS", "CODE", "REFRESH", "Access", "Agent", "Code", "Family", "Model", "Refresh"]

# The lifetimes that the document states (x-lifetimes), in seconds.
CODE, ACCESS, REFRESH = 600, 43199, 2_592_000


@dataclass(eq=False)
class Agent:
    """Somebody who can sign in."""

    id: int
    email: str
    password: str | None = None
    key: str | None = None
    locked: bool = False
    manager: bool = False
    administrator: bool = False


@dataclass(eq=False)
class Family:
    """One consent; ``owner`` is None for a client that acts for itself."""

    owner: int | None
    client: str | None
    revoked: bool = False


@dataclass(eq=False)
class Code:
    text: str
    family: Family
    redirect_uri: str
    verifier: str | None
    expires: float
    used: bool = False


@dataclass(eq=False)
class Access:
    text: str
    family: Family
    expires: float


@dataclass(eq=False)
class Refresh:
    text: str
    family: Family
    expires: float
    rotated: bool = False


@dataclass
class Model:
    """The whole state; each method says what a request deserves, and changes the state as it does."""

    now: float = 0.0
    agents: dict[int, Agent] = field(default_factory=dict)
    access: list[Access] = field(default_factory=list)
    texts: set[str] = field(default_factory=set)

    def alive(self, family: Family) -> bool:
        """Tell whether whom a family acts for may still do anything."""
        owner = self.agents.get(family.owner) if family.owner is not None else None
        return family.owner is None or (owner is not None and not owner.locked)

    def works(self, token: Access) -> bool:
        """Tell whether an access token opens anything."""
        return not token.family.revoked and self.now < token.expires and self.alive(token.family)

    def may_list(self, token: Access) -> bool:
        """Tell whether the owner of a working token may manage agents: by permission, or as an administrator."""
        owner = token.family.owner
        return owner is None or self.agents[owner].manager or self.agents[owner].administrator

    def fresh(self, texts: Iterable[str]) -> None:
        """Remember what was handed out; nothing is ever handed out twice."""
        for text in texts:
            assert text not in self.texts, "handed out twice"
            self.texts.add(text)

    def exchange(self, code: Code, client: str, redirect_uri: str, verifier: str | None) -> str | None:
        """Return the error that an authenticated client deserves for a code, or None (RFC 6749 section 4.1.3)."""
        if code.used:
            code.family.revoked = True
        asked = (client, redirect_uri, verifier)
        bound = asked == (code.family.client, code.redirect_uri, code.verifier)
        if code.used or code.family.revoked or self.now >= code.expires or not bound or not self.alive(code.family):
            return "invalid_grant"
        code.used = True
        return None

    def renew(self, token: Refresh, client: str | None) -> str | None:
        """Return the error that a refresh request deserves, or None (RFC 6749 section 6, RFC 9700 section 4.14.2)."""
        family = token.family
        if token.rotated:
            family.revoked = True
        if family.revoked or self.now >= token.expires:
            return "invalid_grant"
        if family.client is not None and client is None:
            return "invalid_client"
        if family.client not in (None, client) or not self.alive(family):
            return "invalid_grant"
        token.rotated = True
        return None

    def who(self, email: str, password: str) -> Agent | None:
        """Return who signs in with a name and a password."""
        for agent in self.agents.values():
            if agent.email == email and agent.password == password:
                return None if agent.locked else agent
        return None
