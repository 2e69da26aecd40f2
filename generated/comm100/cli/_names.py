"""What the document calls things: the product, its environment variables, its ways to sign in."""

from __future__ import annotations

from typing import Final

from ._ways import Question, Value, Way

__all__ = ["PACKAGE", "PREFIX", "PRODUCT", "SERVER", "WAYS", "WHOAMI"]

PACKAGE: Final = "comm100"
PRODUCT: Final = "Comm100"
PREFIX: Final = "COMM100"

SERVER: Final[tuple[Value, ...]] = (
    Value(
        name="host",
        env="COMM100_HOST",
        meaning="The host name in the address of the control panel",
    ),
)

WAYS: Final[tuple[Way, ...]] = (
    Way(
        name="ApiKey",
        flag="--api-key",
        scheme="apiKey",
        kind="fixed",
        values=(
            Value(
                name="email",
                env="COMM100_EMAIL",
                meaning="The agent's e-mail address",
                required=True,
            ),
            Value(
                name="api_key",
                env="COMM100_API_KEY",
                meaning="The agent's API key, 32 hexadecimal digits",
                required=True,
                secret=True,
            ),
        ),
    ),
    Way(
        name="AuthorizationCode",
        flag="--authorization-code",
        scheme="oauth2",
        kind="authorizationCode",
        values=(
            Value(
                name="redirect_uri",
                env="COMM100_REDIRECT_URI",
                meaning="The redirect_uri of the authorization request, character for character",
                required=True,
            ),
            Value(
                name="client_id",
                env="COMM100_CLIENT_ID",
                meaning="The identifier of the OAuth client",
                required=True,
            ),
            Value(
                name="client_secret",
                env="COMM100_CLIENT_SECRET",
                meaning="The secret of the OAuth client",
                required=True,
                secret=True,
            ),
            Value(
                name="site_id",
                env="COMM100_SITE_ID",
                meaning="The identifier of the site to sign in to",
                integer=True,
            ),
        ),
    ),
    Way(
        name="Implicit",
        flag="--implicit",
        scheme="oauth2",
        kind="implicit",
        values=(
            Value(
                name="client_id",
                env="COMM100_CLIENT_ID",
                meaning="The identifier of the OAuth client",
                required=True,
            ),
            Value(
                name="redirect_uri",
                env="COMM100_REDIRECT_URI",
                meaning="Where the browser goes back to",
                required=True,
            ),
            Value(
                name="site_id",
                env="COMM100_SITE_ID",
                meaning="The identifier of the site to sign in to",
                integer=True,
            ),
        ),
    ),
    Way(
        name="Password",
        flag="--password",
        scheme="oauth2",
        kind="password",
        values=(
            Value(
                name="email",
                env="COMM100_EMAIL",
                meaning="The e-mail address of the agent account",
                required=True,
            ),
            Value(
                name="password",
                env="COMM100_PASSWORD",
                meaning="The password of the agent account",
                required=True,
                secret=True,
            ),
            Value(
                name="client_id",
                env="COMM100_CLIENT_ID",
                meaning="The identifier of the OAuth client",
            ),
            Value(
                name="client_secret",
                env="COMM100_CLIENT_SECRET",
                meaning="The secret of the OAuth client",
                secret=True,
            ),
            Value(
                name="redirect_uri",
                env="COMM100_REDIRECT_URI",
                meaning="The redirect URI of the OAuth client",
            ),
        ),
    ),
    Way(
        name="ClientCredentials",
        flag="--client-credentials",
        scheme="oauth2",
        kind="clientCredentials",
        values=(
            Value(
                name="client_id",
                env="COMM100_CLIENT_ID",
                meaning="The identifier of the OAuth client",
                required=True,
            ),
            Value(
                name="client_secret",
                env="COMM100_CLIENT_SECRET",
                meaning="The secret of the OAuth client",
                required=True,
                secret=True,
            ),
            Value(
                name="site_id",
                env="COMM100_SITE_ID",
                meaning="The identifier of the site that the token is for",
                required=True,
                integer=True,
            ),
            Value(
                name="redirect_uri",
                env="COMM100_REDIRECT_URI",
                meaning="The redirect URI of the OAuth client",
            ),
        ),
    ),
    Way(
        name="PartnerPassword",
        flag="--partner-password",
        scheme="partnerOAuth2",
        kind="password",
        values=(
            Value(
                name="email",
                env="COMM100_EMAIL",
                meaning="The e-mail address of the partner account",
                required=True,
            ),
            Value(
                name="password",
                env="COMM100_PASSWORD",
                meaning="The password of the partner account",
                required=True,
                secret=True,
            ),
        ),
    ),
)

WHOAMI: Final[Question | None] = Question(
    path="/api/v2/account/agents/me",
    schemes=frozenset(
        {
            "apiKey",
            "oauth2",
        }
    ),
    members=("email",),
)
