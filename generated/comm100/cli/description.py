"""What the command line takes from the API description: names, sign-in methods with their settings, and lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from .._pages import Paging
from .._request import as_is

__all__ = [
    "BASE_URL",
    "LISTS",
    "METHODS",
    "PACKAGE",
    "PREFIX",
    "PRODUCT",
    "PUBLIC",
    "SERVER",
    "WHO_AM_I",
    "Setting",
    "SignInMethod",
    "WhoAmI",
    "default_method",
    "sign_in_methods",
]


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One value that the user supplies.

    Args:
        name: The Python argument that receives it.
        env: Its environment variable.
        meaning: What it is, in a few words.
        required: Whether signing in fails without it.
        secret: Whether it is kept off the command line, which other users of the machine can read.
        integer: Whether it must be a whole number.
    """

    name: str
    env: str
    meaning: str
    required: bool = False
    secret: bool = False
    integer: bool = False

    @property
    def flag(self) -> str:
        """Its command-line option, unless it is secret."""
        return "--" + self.name.strip("_").replace("_", "-")

    @property
    def sources(self) -> str:
        """Where the user can set it."""
        return self.env if self.secret else f"{self.flag} or {self.env}"


@dataclass(frozen=True, kw_only=True)
class SignInMethod:
    """One way to sign in.

    Args:
        name: The class of its credentials.
        flag: The option that selects it.
        scheme: The key of the security scheme.
        kind: The OAuth flow, or ``fixed`` for credentials that are sent unchanged with every request.
        settings: The arguments of its credentials.
        partners: The keys of the security schemes that some operation takes together with this one.
    """

    name: str
    flag: str
    scheme: str
    kind: Literal["fixed", "authorizationCode", "implicit", "password", "clientCredentials"]
    settings: tuple[Setting, ...]
    partners: frozenset[str] = frozenset()

    @property
    def title(self) -> str:
        """Its name for people."""
        return self.flag.strip("-").replace("-", " ")

    @property
    def renewal_secrets(self) -> tuple[Setting, ...]:
        """The secrets that renewing a token needs.

        Fixed credentials are kept as they are, and a password is needed for the first token only.
        """
        if self.kind not in ("authorizationCode", "clientCredentials"):
            return ()
        return tuple(setting for setting in self.settings if setting.secret and setting.required)


@dataclass(frozen=True, kw_only=True)
class WhoAmI:
    """The request whose response identifies the user.

    Args:
        path: Its path.
        schemes: The security schemes that it accepts.
        members: Members of the response that name the user, most specific first.
    """

    path: str
    schemes: frozenset[str]
    members: tuple[str, ...]


PACKAGE: Final = "comm100"
PRODUCT: Final = "Comm100"
PREFIX: Final = "COMM100"

BASE_URL: Final = Setting(name="base_url", env="COMM100_BASE_URL", meaning="Base URL of another server, such as a mock")
SERVER: Final[tuple[Setting, ...]] = (
    Setting(name="host", env="COMM100_HOST", meaning="The host name in the address of the control panel"),
)

METHODS: Final[tuple[SignInMethod, ...]] = (
    SignInMethod(
        name="ApiKey",
        flag="--api-key",
        scheme="apiKey",
        kind="fixed",
        settings=(
            Setting(name="email", env="COMM100_EMAIL", meaning="The agent's e-mail address", required=True),
            Setting(
                name="api_key",
                env="COMM100_API_KEY",
                meaning="The agent's API key, 32 hexadecimal digits",
                required=True,
                secret=True,
            ),
        ),
    ),
    SignInMethod(
        name="AuthorizationCode",
        flag="--authorization-code",
        scheme="oauth2",
        kind="authorizationCode",
        settings=(
            Setting(
                name="redirect_uri",
                env="COMM100_REDIRECT_URI",
                meaning="The redirect_uri of the authorization request, character for character",
                required=True,
            ),
            Setting(
                name="client_id", env="COMM100_CLIENT_ID", meaning="The identifier of the OAuth client", required=True
            ),
            Setting(
                name="client_secret",
                env="COMM100_CLIENT_SECRET",
                meaning="The secret of the OAuth client",
                required=True,
                secret=True,
            ),
            Setting(
                name="site_id", env="COMM100_SITE_ID", meaning="The identifier of the site to sign in to", integer=True
            ),
        ),
    ),
    SignInMethod(
        name="Implicit",
        flag="--implicit",
        scheme="oauth2",
        kind="implicit",
        settings=(
            Setting(
                name="client_id", env="COMM100_CLIENT_ID", meaning="The identifier of the OAuth client", required=True
            ),
            Setting(
                name="redirect_uri",
                env="COMM100_REDIRECT_URI",
                meaning="Where the browser is sent back to",
                required=True,
            ),
            Setting(
                name="site_id", env="COMM100_SITE_ID", meaning="The identifier of the site to sign in to", integer=True
            ),
        ),
    ),
    SignInMethod(
        name="Password",
        flag="--password",
        scheme="oauth2",
        kind="password",
        settings=(
            Setting(
                name="email", env="COMM100_EMAIL", meaning="The e-mail address of the agent account", required=True
            ),
            Setting(
                name="password",
                env="COMM100_PASSWORD",
                meaning="The password of the agent account",
                required=True,
                secret=True,
            ),
            Setting(name="client_id", env="COMM100_CLIENT_ID", meaning="The identifier of the OAuth client"),
            Setting(
                name="client_secret", env="COMM100_CLIENT_SECRET", meaning="The secret of the OAuth client", secret=True
            ),
            Setting(name="redirect_uri", env="COMM100_REDIRECT_URI", meaning="The redirect URI of the OAuth client"),
        ),
    ),
    SignInMethod(
        name="ClientCredentials",
        flag="--client-credentials",
        scheme="oauth2",
        kind="clientCredentials",
        settings=(
            Setting(
                name="client_id", env="COMM100_CLIENT_ID", meaning="The identifier of the OAuth client", required=True
            ),
            Setting(
                name="client_secret",
                env="COMM100_CLIENT_SECRET",
                meaning="The secret of the OAuth client",
                required=True,
                secret=True,
            ),
            Setting(
                name="site_id",
                env="COMM100_SITE_ID",
                meaning="The identifier of the site that the token is for",
                required=True,
                integer=True,
            ),
            Setting(name="redirect_uri", env="COMM100_REDIRECT_URI", meaning="The redirect URI of the OAuth client"),
        ),
    ),
    SignInMethod(
        name="PartnerPassword",
        flag="--partner-password",
        scheme="partnerOAuth2",
        kind="password",
        settings=(
            Setting(
                name="email", env="COMM100_EMAIL", meaning="The e-mail address of the partner account", required=True
            ),
            Setting(
                name="password",
                env="COMM100_PASSWORD",
                meaning="The password of the partner account",
                required=True,
                secret=True,
            ),
        ),
    ),
)

WHO_AM_I: Final[WhoAmI | None] = WhoAmI(
    path="/api/v2/account/agents/me", schemes=frozenset({"apiKey", "oauth2"}), members=("email",)
)


def sign_in_methods() -> list[SignInMethod]:
    """Return the ways to sign in at a terminal: not the implicit flow, whose token only a browser sees."""
    return [method for method in METHODS if method.kind != "implicit"]


def default_method() -> SignInMethod | None:
    """Return how people sign in who do not say how: the one way, else the one with a browser; None if they must say."""
    methods = sign_in_methods()
    with_browser = [method for method in methods if method.kind == "authorizationCode"]
    return next(iter(with_browser or (methods if len(methods) == 1 else [])), None)


PUBLIC: Final[frozenset[str]] = frozenset({})
"""The operations that anyone may call, by method and path."""


LISTS: Final[Mapping[str, Paging[Any]]] = {
    "/api/v2/account/agents": Paging(
        items="agents", next="nextPage", total="total", parameter="pageIndex", decode=as_is
    ),
    "/api/v2/account/auditLogs": Paging(
        items="logs", next="nextPage", total="total", parameter="pageIndex", decode=as_is
    ),
    "/api/v2/livechat/chats": Paging(
        items="chats", next="nextPage", total="total", parameter="pageIndex", decode=as_is
    ),
    "/api/v2/livechat/offlineMessages": Paging(
        items="offlineMessages", next="nextPage", total="total", parameter="pageIndex", decode=as_is
    ),
    "/api/v2/livechat/missedAndRefusedChats": Paging(
        items="missedAndRefusedChats", next="nextPage", total="total", parameter="pageIndex", decode=as_is
    ),
    "/api/v2/partner/sites": Paging(items="sites", next="nextPage", total="total", parameter="pageIndex", decode=as_is),
}
"""How the lists of the API are divided into pages, by path."""
