"""The requests of an OAuth flow: the query of an authorization request, and the forms of token requests."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Literal
from urllib.parse import quote, urlencode

from ..errors import ConfigurationError
from ._redact import NotPicklable, RedactedDict, SecretBytes, SecretStr, ValueObject, type_name, value_object

__all__ = ["Flow", "Form", "TokenRequest", "Values", "basic_header", "is_encodable", "wire_text"]

Values = Mapping[str, str]
"""The parameters of a flow's constructor: wire names and values."""

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


class Form(NotPicklable):
    """The parameters of one request, in order. Its repr shows the names only.

    Args:
        fields: Wire names and values; a value of None is left out.
    """

    __slots__ = ("_fields",)

    def __init__(self, fields: Mapping[str, str | None]) -> None:
        self._fields = {name: value for name, value in fields.items() if value is not None}

    def __repr__(self) -> str:
        return f"<Form {', '.join(self._fields)}>"

    def text(self) -> str:
        """Return the form as ``application/x-www-form-urlencoded`` (RFC 6749 appendix B)."""
        return urlencode(self._fields, quote_via=quote, safe="")

    def body(self) -> SecretBytes:
        """Return the form as the body of a request."""
        return SecretBytes(self.text().encode("ascii"))

    def without(self, names: Collection[str]) -> Form:
        """Return the form without some of its parameters."""
        return Form({name: value for name, value in self._fields.items() if name not in names})

    def values(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return the values of those parameters that the form has."""
        return tuple(self._fields[name] for name in names if name in self._fields)


class TokenRequest(NotPicklable):
    """A request to a token endpoint, ready to be sent.

    Args:
        url: The endpoint.
        grant_type: The grant that the request makes use of.
        form: The body.
        authorization: The Authorization header, if the client authenticates with HTTP Basic.
        secrets: Values of the request that no message may repeat.
    """

    __slots__ = ("authorization", "form", "grant_type", "secrets", "url")

    def __init__(
        self, url: str, grant_type: str, form: Form, *, authorization: SecretStr | None, secrets: tuple[str, ...]
    ) -> None:
        self.url = url
        self.grant_type = grant_type
        self.form = form
        self.authorization = authorization
        self.secrets = secrets

    def __repr__(self) -> str:
        return f"<TokenRequest {self.url} {self.form!r}>"

    def addressed(self, url: str, *, basic: bool) -> TokenRequest:
        """Return the request for an endpoint that was not known when the request was made.

        Args:
            url: The endpoint.
            basic: Whether the client authenticates there with HTTP Basic rather than in the form.
        """
        client = dict(
            zip(("client_id", "client_secret"), self.form.values(("client_id", "client_secret")), strict=False)
        )
        if not basic or len(client) < 2:
            return TokenRequest(url, self.grant_type, self.form, authorization=None, secrets=self.secrets)
        header = basic_header(client["client_id"], client["client_secret"], form_encoded=True)
        secrets = (*self.secrets, SecretStr(header.partition(" ")[2]))
        return TokenRequest(url, self.grant_type, self.form.without(client), authorization=header, secrets=secrets)

    @property
    def uses_up(self) -> str | None:
        """What the request uses up, so that it must not be sent again once it may have arrived; None for nothing."""
        return {"authorization_code": "code", "refresh_token": "refresh token"}.get(self.grant_type)

    @property
    def is_repeatable(self) -> bool:
        """Whether the request may be sent again after the server answered that it should be tried later."""
        return self.grant_type != "authorization_code"


@value_object()
class Flow(ValueObject):
    """One OAuth flow as the document describes it.

    Args:
        scheme: The key of the security scheme.
        kind: The flow's name in OpenAPI.
        grant_type: The flow's ``grant_type`` at the token endpoint; empty for the implicit flow.
        wire: The constructor's parameters: Python name to wire name.
        secrets: Wire names of parameters that never enter a URL and are forgotten as soon as possible.
        authorization_request: Wire names that the authorization request may carry.
        token_request: Wire names that the token request may carry.
        refresh_request: Wire names that the refresh request may carry.
        scopes: The scopes that are asked for unless the caller names others.
        basic: Whether the client authenticates with HTTP Basic (RFC 6749 section 2.3.1) instead of in the form; None
            if the server's metadata says so.
        authorization_url: Absolute, or relative to the server.
        token_url: Absolute, or relative to the server.
        refresh_url: Absolute, or relative to the server; None if the flow issues no refresh tokens.
        discovery_url: Where the server's metadata has these URLs instead (OpenID Connect Discovery 1.0).
    """

    scheme: str
    kind: Literal["authorizationCode", "implicit", "password", "clientCredentials"]
    grant_type: str
    wire: Mapping[str, str]
    secrets: frozenset[str]
    authorization_request: tuple[str, ...] = ()
    token_request: tuple[str, ...] = ()
    refresh_request: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    basic: bool | None = False
    authorization_url: str | None = None
    token_url: str | None = None
    refresh_url: str | None = None
    discovery_url: str | None = None

    @property
    def server_url(self) -> str:
        """The URL that tells the authorization server from others; relative ones are relative to the API's server."""
        return self.token_url or self.authorization_url or self.discovery_url or ""

    @property
    def can_refresh(self) -> bool:
        """Whether tokens can be refreshed."""
        return self.refresh_url is not None or self.discovery_url is not None

    @property
    def has_token_url_per_host(self) -> bool:
        """Whether each host of the server has its own token endpoint."""
        return self.token_url is not None and "//" not in self.token_url

    def authenticated_by(self, method: object) -> Flow:
        """Return the flow with another way for the client to authenticate at the token endpoint.

        Args:
            method: ``basic`` or ``body`` (RFC 6749 section 2.3.1); None for the flow's own.

        Raises:
            ConfigurationError: It is something else.
        """
        if method is None:
            return self
        if method not in ("basic", "body"):
            raise ConfigurationError('client_authentication must be "basic" or "body".')
        return replace(self, basic=method == "basic")

    def check_extra(self, extra: Values) -> None:
        """Refuse extension parameters that the flow sets itself.

        Raises:
            ConfigurationError: A name is one of the protocol's or of the flow's own parameters.
        """
        taken = sorted((_PROTOCOL | frozenset(self.wire.values())) & frozenset(extra))
        if taken:
            raise ConfigurationError(f"extra must not contain {', '.join(taken)}: the flow sets it itself.")

    def authorization_query(self, values: Values, extra: Values, protocol: Mapping[str, str | None]) -> Form:
        """Return the query of the authorization request (RFC 6749 sections 4.1.1 and 4.2.1), without secrets."""
        own = {name: values.get(name) for name in self.authorization_request if name not in self.secrets}
        return Form({**self._with_scopes(own), **extra, **protocol})

    def token_request_for(
        self, url: str, values: Values, extra: Values, protocol: Mapping[str, str | None]
    ) -> TokenRequest:
        """Return the request for a first token (RFC 6749 sections 4.1.3, 4.3.2 and 4.4.2)."""
        own = self._with_scopes(self._own(self.token_request, values))
        return self._request(url, self.grant_type, RedactedDict({**own, **extra, **protocol}), values, extra)

    def refresh_request_for(self, url: str, values: Values, extra: Values, refresh_token: str) -> TokenRequest:
        """Return the request that refreshes a token (RFC 6749 section 6)."""
        own = self._own(self.refresh_request, values)
        fields = RedactedDict({"refresh_token": refresh_token, **own, **extra})
        return self._request(url, "refresh_token", fields, values, extra)

    def values_for_refresh(self, values: Values) -> Values:
        """Return the parameters without the secrets that only the first token request needs."""
        client = {"client_secret"} if self.basic else set()
        needed = {*self.refresh_request, *client} if self.can_refresh else set()
        dropped = self.secrets - needed
        return RedactedDict({name: value for name, value in values.items() if name not in dropped})

    def identity(self, values: Values) -> Values:
        """Return the parameters that tell one token from another: all but the secret ones."""
        return {name: value for name, value in values.items() if name not in self.secrets}

    def _with_scopes(self, own: Mapping[str, str | None]) -> Mapping[str, str | None]:
        """Return the parameters of a request, with the flow's scopes if it may name some and the caller named none."""
        if not self.scopes or own.get("scope", "") is not None:
            return own
        return RedactedDict({**own, "scope": " ".join(self.scopes)})

    def _own(self, names: tuple[str, ...], values: Values) -> Mapping[str, str | None]:
        own = {name: values.get(name) for name in names if name not in ("grant_type", "refresh_token", "code")}
        return RedactedDict(own)

    def _request(
        self, url: str, grant_type: str, fields: RedactedDict[str | None], values: Values, extra: Values
    ) -> TokenRequest:
        authorization = None
        if self.basic and "client_id" in values:
            fields["client_id"] = fields["client_secret"] = None
            if "client_secret" in values:
                authorization = basic_header(values["client_id"], values["client_secret"], form_encoded=True)
            else:
                fields["client_id"] = values["client_id"]
        form = Form(RedactedDict({"grant_type": grant_type, **fields}))
        header = () if authorization is None else (authorization.partition(" ")[2], values["client_secret"])
        secrets = tuple(map(SecretStr, (*form.values({*self.secrets, *_SECRET, *extra}), *header)))
        return TokenRequest(url, grant_type, form, authorization=authorization, secrets=secrets)


def wire_text(name: str, value: object) -> str:
    """Return a parameter's value as it is sent; the items of a list are joined with spaces (RFC 6749 section 3.3).

    Raises:
        ConfigurationError: The value is not text, a number or a list of these. The message does not show it.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple | set | frozenset):
        if not any(isinstance(item, list | tuple | set | frozenset) for item in value):
            return " ".join(wire_text(name, item) for item in value)
    elif not isinstance(value, bytes | bytearray | Mapping):
        with suppress(Exception):  # of the value's own
            return str(value)
    raise ConfigurationError(f"{name} must be text, not {type_name(value)}.")


def is_encodable(text: str) -> bool:
    """Return whether a text can be sent. Undecodable bytes are lone surrogates in Python (PEP 383), which cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def basic_header(username: str, password: str, *, form_encoded: bool = False) -> SecretStr:
    """Return the value of an Authorization header (RFC 7617).

    Args:
        username: Without a colon, unless ``form_encoded``.
        password: Any text without control characters.
        form_encoded: Whether to form-encode both first, as OAuth clients do (RFC 6749 section 2.3.1).

    Raises:
        ConfigurationError: HTTP Basic cannot send one of them.
    """
    import base64

    if not isinstance(username, str) or not isinstance(password, str):
        raise ConfigurationError("The user name and the password must be text; is an environment variable unset?")
    if form_encoded:
        # A space becomes %20: servers that only decode percent signs would keep the plus sign of a form.
        username, password = quote(username, safe=""), SecretStr(quote(password, safe=""))
    if ":" in username:
        raise ConfigurationError("The user name contains a colon, which HTTP Basic cannot send (RFC 7617 section 2).")
    if not (username + password).isprintable():
        raise ConfigurationError("The user name or the password contains a control character (RFC 7617 section 2).")
    return SecretStr("Basic " + base64.b64encode(f"{username}:{password}".encode()).decode("ascii"))
