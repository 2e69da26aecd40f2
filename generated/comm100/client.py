"""The clients: ``Client`` blocks, ``AsyncClient`` is awaited; both have the same methods."""

from __future__ import annotations

import functools
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from ._http import http, no_cookies, tls
from ._request import OMIT, Call, Omit, Operation, absolute_path, as_is
from ._response import RawResponse, read
from ._retry import RetryBudget, RetryPolicy
from ._server import choose_url
from ._transport import RequestBuilder, connection_error, log_response, own_user_agent
from ._version import __version__
from .auth._base import ClientContext, reusable_transport
from .auth._concurrency import SystemClock, async_sleep
from .auth._origin import is_loopback
from .errors import ConfigurationError

if TYPE_CHECKING:
    from .auth import Credentials, Token
    from .auth._concurrency import Clock
    from .resources.account import Account, AsyncAccount
    from .resources.partner import AsyncPartner, Partner

__all__ = ["AsyncClient", "Client"]

T = TypeVar("T")

DEFAULT_TIMEOUT = 30.0
DEFAULT_RETRIES = 2


class Client:
    """The client of the Comm100 API; use it as a context manager, or close it.

    Args:
        auth: The credentials; None for operations that do not need any.
        host: The server's host; hosted.comm100.com unless this, base_url or the credentials name one.
        base_url: Scheme, host and port, instead of host; plain http only for this machine (127.0.0.1, [::1], localhost).
        timeout: Seconds for each of connecting, sending and waiting for data; None means no limit.
        max_retries: How often a call is repeated if the connection fails or, for an idempotent method, if the server returns
            429 or 5xx; 0 means never.
        user_agent: Your product, such as ``acme-sync/3.1``, to put before this package's own User-Agent.
        transport: An HTTP transport, such as the mock's; token requests use it too.
        http_client: An HTTP client to send with instead of ``transport``; you close it yourself. Its proxy, certificates,
            limits, event hooks, default headers and default query parameters apply. Its authentication, cookies and
            timeout do not, and its base URL must be this client's or unset.
        token_transport: A blocking transport for token requests only.
        clock: The source of time, for tests.

    Raises:
        ConfigurationError: An argument is invalid, or two contradict each other.
        InsecureURLError: Credentials would be sent over plain http to another machine.
    """

    def __init__(
        self,
        auth: Credentials | None = None,
        *,
        host: str | None = None,
        base_url: str | None = None,
        timeout: float | None = DEFAULT_TIMEOUT,
        max_retries: int = DEFAULT_RETRIES,
        user_agent: str | None = None,
        transport: http.BaseTransport | None = None,
        http_client: http.Client | None = None,
        token_transport: http.BaseTransport | None = None,
        clock: Clock | None = None,
    ) -> None:
        url = choose_url(base_url, getattr(auth, "base_url", None), host=host)
        self._requests = RequestBuilder(url, timeout, own_user_agent("comm100", __version__, user_agent))
        if transport is not None and http_client is not None:
            raise ConfigurationError("Give transport or http_client, not both.")
        if http_client is not None and http_client.base_url.host and str(http_client.base_url).rstrip("/") != url:
            raise ConfigurationError(
                f"http_client is for {http_client.base_url}, but this client for {url}; pass base_url=."
            )
        self._owns_http = http_client is None
        self._http = http_client or http.Client(
            transport=transport,
            verify=tls(),
            timeout=timeout,
            follow_redirects=False,
            cookies=no_cookies(),
            # A proxy from the environment would see what is sent to this machine in clear text.
            trust_env=not is_loopback(url),
        )
        self._clock = clock or SystemClock()
        self._retry_policy = RetryPolicy(max_retries, self._clock)
        self._retry_budget = RetryBudget()
        self._auth = None
        if auth is not None:
            self._auth = auth.bind(
                ClientContext(
                    base_url=url,
                    transport=token_transport or reusable_transport(transport),
                    timeout=timeout,
                    user_agent=self._requests.user_agent,
                    clock=self._clock,
                )
            )

    @functools.cached_property
    def account(self) -> Account:
        """Account"""
        from .resources.account import Account

        return Account(self)

    @functools.cached_property
    def partner(self) -> Partner:
        """Partner"""
        from .resources.partner import Partner

        return Partner(self)

    @property
    def base_url(self) -> str:
        """The scheme, host and port that requests are sent to."""
        return self._requests.base_url

    @property
    def token(self) -> Token | None:
        """The current OAuth token; None before the first call, and for credentials without tokens."""
        return None if self._auth is None else self._auth.token

    def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, object] | None = None,
        body: object = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> Any:
        """Send a request that this package does not have a method for, with the same credentials, errors and limits.

        Args:
            method: The HTTP method.
            path: The path below the host, starting with a slash.
            query: Query parameters; a sequence repeats the parameter.
            body: The value to send as JSON.
            timeout: Seconds; replaces the client's timeout.

        Returns:
            The decoded JSON, or None for an empty body.

        Raises:
            ClientError: As for every other method.
        """
        operation = Operation[Any]("request", method.upper(), absolute_path(path), decode=as_is, may_be_empty=True)
        call = Call(operation, query=query or {}, body=body, timeout=timeout)
        return (self._send(call)).value

    def close(self) -> None:
        """Close the connections, unless they belong to ``http_client``, and stop requesting tokens."""
        if self._auth is not None:
            self._auth.close()
        if self._owns_http:
            self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._requests.base_url!r})"

    def _send(self, call: Call[T]) -> RawResponse[T]:
        attempt = 0
        outcome = self._attempt(call)
        while (pause := self._retry_policy.pause(call, attempt, outcome)) is not None and self._retry_budget.spend():
            self._clock.sleep(pause)
            attempt += 1
            outcome = self._attempt(call)
        if isinstance(outcome, http.HTTPError):
            raise connection_error(call, outcome) from outcome
        value = read(call, outcome)
        self._retry_budget.earn()
        return RawResponse(value, outcome)

    def _attempt(self, call: Call[Any]) -> http.Response | http.HTTPError:
        auth = self._auth if call.operation.secured else None
        started = time.perf_counter()
        try:
            request = self._requests.build(self._http, call)
            response = self._http.send(request, auth=auth, follow_redirects=False)
        except http.HTTPError as error:
            return error
        log_response(call, response, started)
        return response


class AsyncClient:
    """The asynchronous client of the Comm100 API; use it as an asynchronous context manager, or close
    it.

    Args:
        auth: The credentials; None for operations that do not need any.
        host: The server's host; hosted.comm100.com unless this, base_url or the credentials name one.
        base_url: Scheme, host and port, instead of host; plain http only for this machine (127.0.0.1, [::1], localhost).
        timeout: Seconds for each of connecting, sending and waiting for data; None means no limit.
        max_retries: How often a call is repeated if the connection fails or, for an idempotent method, if the server returns
            429 or 5xx; 0 means never.
        user_agent: Your product, such as ``acme-sync/3.1``, to put before this package's own User-Agent.
        transport: An HTTP transport, such as the mock's; token requests use it too if it can block.
        http_client: An HTTP client to send with instead of ``transport``; you close it yourself. Its proxy, certificates,
            limits, event hooks, default headers and default query parameters apply. Its authentication, cookies and
            timeout do not, and its base URL must be this client's or unset.
        token_transport: A blocking transport for token requests only.
        clock: The source of time, for tests.

    Raises:
        ConfigurationError: An argument is invalid, or two contradict each other.
        InsecureURLError: Credentials would be sent over plain http to another machine.
    """

    def __init__(
        self,
        auth: Credentials | None = None,
        *,
        host: str | None = None,
        base_url: str | None = None,
        timeout: float | None = DEFAULT_TIMEOUT,
        max_retries: int = DEFAULT_RETRIES,
        user_agent: str | None = None,
        transport: http.AsyncBaseTransport | None = None,
        http_client: http.AsyncClient | None = None,
        token_transport: http.BaseTransport | None = None,
        clock: Clock | None = None,
    ) -> None:
        url = choose_url(base_url, getattr(auth, "base_url", None), host=host)
        self._requests = RequestBuilder(url, timeout, own_user_agent("comm100", __version__, user_agent))
        if transport is not None and http_client is not None:
            raise ConfigurationError("Give transport or http_client, not both.")
        if http_client is not None and http_client.base_url.host and str(http_client.base_url).rstrip("/") != url:
            raise ConfigurationError(
                f"http_client is for {http_client.base_url}, but this client for {url}; pass base_url=."
            )
        self._owns_http = http_client is None
        self._http = http_client or http.AsyncClient(
            transport=transport,
            verify=tls(),
            timeout=timeout,
            follow_redirects=False,
            cookies=no_cookies(),
            # A proxy from the environment would see what is sent to this machine in clear text.
            trust_env=not is_loopback(url),
        )
        self._clock = clock or SystemClock()
        self._retry_policy = RetryPolicy(max_retries, self._clock)
        self._retry_budget = RetryBudget()
        self._auth = None
        if auth is not None:
            self._auth = auth.bind(
                ClientContext(
                    base_url=url,
                    transport=token_transport or reusable_transport(transport),
                    timeout=timeout,
                    user_agent=self._requests.user_agent,
                    clock=self._clock,
                )
            )

    @functools.cached_property
    def account(self) -> AsyncAccount:
        """Account"""
        from .resources.account import AsyncAccount

        return AsyncAccount(self)

    @functools.cached_property
    def partner(self) -> AsyncPartner:
        """Partner"""
        from .resources.partner import AsyncPartner

        return AsyncPartner(self)

    @property
    def base_url(self) -> str:
        """The scheme, host and port that requests are sent to."""
        return self._requests.base_url

    @property
    def token(self) -> Token | None:
        """The current OAuth token; None before the first call, and for credentials without tokens."""
        return None if self._auth is None else self._auth.token

    async def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, object] | None = None,
        body: object = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> Any:
        """Send a request that this package does not have a method for, with the same credentials, errors and limits.

        Args:
            method: The HTTP method.
            path: The path below the host, starting with a slash.
            query: Query parameters; a sequence repeats the parameter.
            body: The value to send as JSON.
            timeout: Seconds; replaces the client's timeout.

        Returns:
            The decoded JSON, or None for an empty body.

        Raises:
            ClientError: As for every other method.
        """
        operation = Operation[Any]("request", method.upper(), absolute_path(path), decode=as_is, may_be_empty=True)
        call = Call(operation, query=query or {}, body=body, timeout=timeout)
        return (await self._send(call)).value

    async def aclose(self) -> None:
        """Close the connections, unless they belong to ``http_client``, and stop requesting tokens."""
        if self._auth is not None:
            self._auth.close()
        if self._owns_http:
            await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._requests.base_url!r})"

    async def _send(self, call: Call[T]) -> RawResponse[T]:
        attempt = 0
        outcome = await self._attempt(call)
        while (pause := self._retry_policy.pause(call, attempt, outcome)) is not None and self._retry_budget.spend():
            await async_sleep(self._clock, pause)
            attempt += 1
            outcome = await self._attempt(call)
        if isinstance(outcome, http.HTTPError):
            raise connection_error(call, outcome) from outcome
        value = read(call, outcome)
        self._retry_budget.earn()
        return RawResponse(value, outcome)

    async def _attempt(self, call: Call[Any]) -> http.Response | http.HTTPError:
        auth = self._auth if call.operation.secured else None
        started = time.perf_counter()
        try:
            request = self._requests.build(self._http, call)
            response = await self._http.send(request, auth=auth, follow_redirects=False)
        except http.HTTPError as error:
            return error
        log_response(call, response, started)
        return response
