"""The shapes that the names of a document come in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Question", "Value", "Way"]


@dataclass(frozen=True, kw_only=True)
class Value:
    """Something that a person tells the command line.

    Args:
        name: What Python calls it.
        env: Its environment variable.
        meaning: What it is.
        required: Whether nothing works without it.
        secret: Whether it is never an argument, because other users can read those.
        integer: Whether it is a whole number.
    """

    name: str
    env: str
    meaning: str
    required: bool = False
    secret: bool = False
    integer: bool = False

    @property
    def flag(self) -> str:
        """Its option on the command line, where it may be one."""
        return "--" + self.name.strip("_").replace("_", "-")


@dataclass(frozen=True, kw_only=True)
class Way:
    """One way to sign in.

    Args:
        name: The class of its credentials.
        flag: The option that chooses it.
        scheme: The key of the security scheme.
        kind: The OAuth flow; ``fixed`` for credentials that go along as they are.
        values: What it needs.
    """

    name: str
    flag: str
    scheme: str
    kind: Literal["fixed", "authorizationCode", "implicit", "password", "clientCredentials"]
    values: tuple[Value, ...]

    @property
    def title(self) -> str:
        """What people call it."""
        return self.flag.strip("-").replace("-", " ")


@dataclass(frozen=True, kw_only=True)
class Question:
    """The request whose answer tells who signed in.

    Args:
        path: Its path.
        schemes: The security schemes that it takes.
        members: Members of the answer that name a person, the best first.
    """

    path: str
    schemes: frozenset[str]
    members: tuple[str, ...]
