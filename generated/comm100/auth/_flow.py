"""One OAuth flow as the document describes it, and the requests that follow from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ..errors import ConfigurationError
from ._form import Form, basic_header
from ._redact import NotPicklable, RedactedDict

__all__ = ["Flow", "TokenRequest", "Values"]

Values = Mapping[str, str]
"""The parameters of the constructor, as wire names and texts."""

_PROTOCOL = frozenset(
    {
        "grant_type",
        "response_type",
        "code",
        "state",
        "refresh_token",
        "redirect_uri",
        "client_id",
        "client_secret",
        "code_challenge",
        "code_challenge_method",
        "code_verifier",
    }
)

_SECRET = ("client_secret", "code", "code_verifier", "refresh_token")


class TokenRequest(NotPicklable):
    """A request to a token endpoint, ready to be sent.

    Args:
        url: The endpoint.
        form: The body.
        authorization: The Authorization header, where the client authenticates with HTTP Basic.
        secrets: Values of the body that no message may repeat.
        once: Whether the request uses something up, so that it is not repeated after it may have arrived.
        repeatable: Whether it may be sent again after the server asked to come back later.
    """

    __slots__ = ("authorization", "form", "once", "repeatable", "secrets", "url")

    def __init__(
        self, url: str, form: Form, *, authorization: str | None, secrets: tuple[str, ...], once: bool, repeatable: bool
    ) -> None:
        self.url = url
        self.form = form
        self.authorization = authorization
        self.secrets = secrets
        self.once = once
        self.repeatable = repeatable

    def __repr__(self) -> str:
        return f"<TokenRequest {self.url} {self.form!r}>"


@dataclass(frozen=True, kw_only=True)
class Flow:
    """What the document says about one flow.

    Args:
        scheme: The key of the security scheme.
        kind: The flow's name in OpenAPI.
        grant_type: Its name at the token endpoint; empty for the implicit flow.
        wire: The constructor's parameters: Python name to wire name.
        secrets: Wire names of parameters that never enter a URL and are forgotten as soon as possible.
        authorization_request: Wire names that the authorization request may carry.
        token_request: Wire names that the token request may carry.
        refresh_request: Wire names that the refresh request may carry.
        basic: Whether the client authenticates with HTTP Basic (RFC 6749 section 2.3.1) instead of in the form.
        authorization_url: Absolute, or relative to the server.
        token_url: Likewise.
        refresh_url: Likewise; None where tokens are not refreshed.
    """

    scheme: str
    kind: Literal["authorizationCode", "implicit", "password", "clientCredentials"]
    grant_type: str
    wire: Mapping[str, str]
    secrets: frozenset[str]
    authorization_request: tuple[str, ...] = ()
    token_request: tuple[str, ...] = ()
    refresh_request: tuple[str, ...] = ()
    basic: bool = False
    authorization_url: str | None = None
    token_url: str | None = None
    refresh_url: str | None = None

    @property
    def on_each_host(self) -> bool:
        """Whether each host of the server has a token endpoint of its own."""
        return self.token_url is not None and "//" not in self.token_url

    def check_extra(self, extra: Values) -> None:
        """Refuse extension parameters that the flow sets itself.

        Raises:
            ConfigurationError: A name is one of the protocol's or of the flow's own parameters.
        """
        taken = sorted((_PROTOCOL | frozenset(self.wire.values())) & frozenset(extra))
        if taken:
            raise ConfigurationError(f"extra may not hold {', '.join(taken)}: the flow sets this itself.")

    def authorization_query(self, values: Values, extra: Values, protocol: Mapping[str, str | None]) -> Form:
        """Return the query of the authorization request (RFC 6749 sections 4.1.1 and 4.2.1), free of secrets."""
        own = {name: values.get(name) for name in self.authorization_request if name not in self.secrets}
        return Form({**own, **extra, **protocol})

    def grant(self, url: str, values: Values, extra: Values, protocol: Mapping[str, str | None]) -> TokenRequest:
        """Return the request for a first token (RFC 6749 sections 4.1.3, 4.3.2 and 4.4.2)."""
        fields = {"grant_type": self.grant_type, **self._own(self.token_request, values), **extra, **protocol}
        single_use = self.kind == "authorizationCode"
        return self._request(url, fields, values, extra, once=single_use, repeatable=not single_use)

    def refresh(self, url: str, values: Values, extra: Values, refresh_token: str) -> TokenRequest:
        """Return the request that renews a token (RFC 6749 section 6)."""
        fields = {"grant_type": "refresh_token", "refresh_token": refresh_token}
        own = self._own(self.refresh_request, values)
        return self._request(url, {**fields, **own, **extra}, values, extra, once=True, repeatable=True)

    def lasting(self, values: Values) -> Values:
        """Return the parameters that a refresh needs: all but the secrets that only the first request carries."""
        client = {"client_secret"} if self.basic else set()
        needed = {*self.refresh_request, *client} if self.refresh_url else set()
        return RedactedDict(
            {name: value for name, value in values.items() if name not in self.secrets or name in needed}
        )

    def identity(self, values: Values) -> Values:
        """Return the parameters that tell one token from another."""
        return {name: value for name, value in values.items() if name not in self.secrets}

    def _own(self, names: tuple[str, ...], values: Values) -> dict[str, str | None]:
        return {name: values.get(name) for name in names if name not in ("grant_type", "refresh_token", "code")}

    def _request(
        self, url: str, fields: Mapping[str, str | None], values: Values, extra: Values, *, once: bool, repeatable: bool
    ) -> TokenRequest:
        authorization = None
        fields = RedactedDict(fields)
        if self.basic and "client_id" in values:
            fields["client_id"] = fields["client_secret"] = None
            if "client_secret" in values:
                authorization = basic_header(values["client_id"], values["client_secret"], encoded=True)
            else:
                fields["client_id"] = values["client_id"]
        form = Form(fields)
        header = () if authorization is None else (authorization.partition(" ")[2], values["client_secret"])
        secrets = form.values({*self.secrets, *_SECRET, *extra}) + header
        return TokenRequest(url, form, authorization=authorization, secrets=secrets, once=once, repeatable=repeatable)
