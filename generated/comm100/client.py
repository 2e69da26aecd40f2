"""The clients: ``Client`` blocks, ``AsyncClient`` is awaited; both have the same methods."""

from __future__ import annotations

import copy
import functools
import math
import ssl
import threading
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NoReturn, Self, TypeVar

from ._connection_errors import connection_error, library_failure
from ._connections import Connections, LoopConnections
from ._http import http
from ._request import OMIT, Call, Omit, Operation, absolute_path, as_is, describe, hide, http_method
from ._response import RawResponse, ResponseStream, read, unreadable_response
from ._retry import RetryBudget, RetryPolicy
from ._server import choose_url
from ._transport import NetworkOptions, RequestBuilder, log_response, log_to_stderr, own_user_agent, time_limit
from ._version import __version__
from .auth._base import ClientContext, reusable_transport
from .auth._concurrency import async_sleep, check_clock
from .auth._redact import RedactedDict, type_name
from .errors import ClientClosedError, ConfigurationError

if TYPE_CHECKING:
    from .auth import Credentials, Token
    from .auth._concurrency import Clock
    from .resources.account import Account, AsyncAccount
    from .resources.livechat import AsyncLivechat, Livechat
    from .resources.partner import AsyncPartner, Partner
    from .resources.reports import AsyncReports, Reports

__all__ = ["AsyncClient", "Client"]

T = TypeVar("T")

DEFAULT_TIMEOUT = 30.0
DEFAULT_RETRIES = 2
DEFAULT_MAX_RESPONSE_BYTES = 64 * 1024 * 1024

log_to_stderr("COMM100_LOG")


class Client:
    """The client of the Comm100 API; use it as a context manager, or close it.

    Args:
        auth: The credentials; None for operations that do not need any.
        host: The server's host; hosted.comm100.com unless this, base_url or the credentials name one.
        base_url: Scheme, host and port, instead of host; plain http only for this machine (127.0.0.1, [::1], localhost).
        timeout: Seconds for one request of a call, from connecting to the end of the response; None means no limit.
        max_retries: How often a call is repeated if the connection fails, if the server returns 429 with Retry-After or,
            for an idempotent method, 429 or 5xx; 0 means never, for token requests too.
        max_response_bytes: The largest response body, decompressed; None means no limit.
        headers: Header fields for all requests.
        proxy: The URL of a proxy for calls and token requests; by default the environment's (HTTPS_PROXY and the like).
        verify: How servers, and a proxy at https, are verified: True for the usual certificates, the path of a file or
            folder with others, an SSL context, or False for not at all. This and the next two hold for token requests
            too.
        cert: The path of a client certificate, or a tuple of its path, its key's path and the key's password.
        trust_env: Whether the environment's proxies apply.
        user_agent: Your product, such as ``acme-sync/3.1``, to put before this package's own User-Agent.
        transport: An HTTP transport, such as the mock's; token requests use it too.
        http_client: An HTTP client for calls, instead of ``transport``; you close it yourself. Its proxy, certificates,
            limits, event hooks, default headers and default query parameters apply to calls, but not to token
            requests. Its authentication, cookies and timeout do not apply, and its base URL must be this client's
            or unset.
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
        max_response_bytes: int | None = DEFAULT_MAX_RESPONSE_BYTES,
        headers: Mapping[str, str] | None = None,
        proxy: str | None = None,
        verify: bool | str | ssl.SSLContext = True,
        cert: str | tuple[str, ...] | None = None,
        trust_env: bool = True,
        user_agent: str | None = None,
        transport: http.BaseTransport | None = None,
        http_client: http.Client | None = None,
        token_transport: http.BaseTransport | None = None,
        clock: Clock | None = None,
    ) -> None:
        # All of these may hold a password, which a traceback with locals must not show.
        base_url, proxy, cert = hide(base_url), hide(proxy), hide(cert)
        headers, user_agent = hide(headers), hide(user_agent)
        if auth is not None and not hasattr(auth, "bind"):
            raise ConfigurationError(f"auth must be credentials of this package, not {type(auth).__name__}.")
        url = choose_url(base_url, getattr(auth, "base_url", None), host=host)
        self._requests = RequestBuilder(url, timeout, own_user_agent("comm100", __version__, user_agent), headers)
        if transport is not None and http_client is not None:
            raise ConfigurationError("Give transport or http_client, not both.")
        if transport is not None and (proxy, verify, cert) != (None, True, None):
            raise ConfigurationError("Give transport, or proxy, verify and cert, not both: a transport has its own.")
        if transport is not None and not isinstance(transport, http.BaseTransport):
            raise ConfigurationError(
                f"transport must be an {http.__name__}.BaseTransport, not {type(transport).__module__}.{type(transport).__name__}."
            )
        if not isinstance(token_transport, http.BaseTransport | None):
            raise ConfigurationError(
                f"token_transport must be an {http.__name__}.BaseTransport, not {type_name(token_transport)}."
            )
        if http_client is not None and not isinstance(http_client, http.Client):
            raise ConfigurationError(
                f"http_client must be an {http.__name__}.Client, not {type(http_client).__module__}.{type(http_client).__name__}."
            )
        if http_client is not None and http_client.base_url.host and str(http_client.base_url).rstrip("/") != url:
            raise ConfigurationError(
                f"http_client is for {http_client.base_url}, but this client for {url}; pass base_url=."
            )
        if max_response_bytes is not None and (
            not isinstance(max_response_bytes, int) or isinstance(max_response_bytes, bool) or max_response_bytes < 0
        ):
            raise ConfigurationError(f"max_response_bytes={describe(max_response_bytes)} is not a number of bytes.")
        network = NetworkOptions(proxy=proxy, verify=verify, cert=cert, trust_env=trust_env)
        self._owns_http = http_client is None
        self._http = http_client or network.client(url, transport=transport, timeout=timeout)
        self._connections = Connections(self._http)
        self._max_response_bytes = max_response_bytes
        self._closed = threading.Event()
        self._clock = check_clock(clock)
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
                    network=network,
                    max_retries=max_retries,
                )
            )

    @functools.cached_property
    def account(self) -> Account:
        """Account"""
        from .resources.account import Account

        return Account(self)

    @functools.cached_property
    def livechat(self) -> Livechat:
        """Live Chat"""
        from .resources.livechat import Livechat

        return Livechat(self)

    @functools.cached_property
    def reports(self) -> Reports:
        """What happened in a period of time, in rows about hours, days, agents, departments and so on.
        Counts are numbers that may have decimals. A report that the site's edition does not have is
        refused with status 403."""
        from .resources.reports import Reports

        return Reports(self)

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
        # Tracebacks with locals do not show what these hold; a query in the path by mistake is one of them.
        path = hide(path)
        query = RedactedDict(query) if isinstance(query, Mapping) else hide(query)
        body = RedactedDict(body) if isinstance(body, Mapping) else hide(body)
        if query is not None and not isinstance(query, RedactedDict):
            raise ConfigurationError(f"query must be a mapping, not {type_name(query)}.")
        method, path = http_method(method), absolute_path(path)
        operation = Operation[Any]("request", method, path, decode=as_is, may_be_empty=True)
        call = Call(operation, query=query or {}, body=body, timeout=timeout)
        return (self._send(call)).value

    def with_options(
        self,
        *,
        timeout: float | Omit | None = OMIT,
        max_retries: int | Omit = OMIT,
        headers: Mapping[str, str] | None = None,
    ) -> Self:
        """Return a client with other options, which shares everything else with this one; close either of them.

        Args:
            timeout: As for the constructor.
            max_retries: As for the constructor, but token requests keep the value that it was given.
            headers: Header fields to send in addition, or instead of those of the same name.

        Raises:
            ConfigurationError: A value is invalid.
        """
        headers = hide(headers)
        client = copy.copy(self)
        client._requests = self._requests.with_options(timeout, headers)
        if not isinstance(max_retries, Omit):
            client._retry_policy = RetryPolicy(max_retries, self._clock)
        client.__dict__.pop("account", None)
        client.__dict__.pop("livechat", None)
        client.__dict__.pop("reports", None)
        client.__dict__.pop("partner", None)
        return client

    def close(self) -> None:
        """Close the connections, unless they belong to ``http_client``, and stop requesting tokens.

        A token refresh that is under way is finished and stored first.
        """
        self._closed.set()
        if self._auth is not None:
            self._auth.close()
        if self._owns_http:
            self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    def __copy__(self) -> Self:
        client = object.__new__(type(self))
        client.__dict__.update(self.__dict__)
        return client

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError(
            f"{type(self).__name__} has connections and credentials, and cannot be pickled. Create one in each process."
        )

    def __repr__(self) -> str:
        # An error reporter also shows a client whose arguments were refused.
        return f"{type(self).__name__}({self.base_url!r})" if hasattr(self, "_requests") else type(self).__name__

    def _send(self, call: Call[T]) -> RawResponse[T]:
        response = self._respond(call)
        value = read(call, response, self._clock)
        self._retry_budget.earn()
        return RawResponse(value, response)

    def _respond(self, call: Call[Any]) -> http.Response:
        """Send a call, repeatedly if need be, and return the last response."""
        attempt = 0
        outcome = self._attempt(call)
        while (pause := self._retry_policy.pause(call, attempt, outcome)) is not None and self._retry_budget.spend():
            self._clock.sleep(pause)
            attempt += 1
            outcome = self._attempt(call)
        if isinstance(outcome, http.HTTPError):
            raise connection_error(call, outcome) from outcome
        return outcome

    def _attempt(self, call: Call[Any]) -> http.Response | http.HTTPError:
        self._check_open(call)
        request = self._requests.build(self._http, call)
        try:
            if self._auth is None or not call.operation.secured:
                return self._exchange(call, request)
            flow = self._auth.sync_auth_flow(request)
            try:
                request = next(flow)
                while True:
                    response = self._exchange(call, request)
                    try:
                        request = flow.send(response)
                    except StopIteration:
                        return response
            finally:
                flow.close()
        except http.HTTPError as error:
            return error

    def _check_open(self, call: Call[Any]) -> None:
        if self._closed.is_set() or self._http.is_closed:
            raise ClientClosedError(f"{call.operation.id} was not sent: the client is closed. Create a new one.")

    def _exchange(self, call: Call[Any], request: http.Request) -> http.Response:
        """Send one request, and return the response with its body."""
        # The client may have been closed while the call waited for a token.
        self._check_open(call)
        started = time.perf_counter()
        limit = self._requests.time_limit(call)
        deadline = math.inf if limit is None else self._clock.monotonic() + limit
        with time_limit(limit):
            response = self._http.send(request, auth=None, stream=True, follow_redirects=False)
            problem = self._read_body(call, response, deadline)
        log_response(call, response, started)
        if problem is not None and response.is_success:
            raise unreadable_response(call, response, problem)
        if problem is not None:  # what the status says counts all the same
            response.extensions["problem"] = problem
        return response

    def _read_body(self, call: Call[Any], response: http.Response, deadline: float) -> str | None:
        """Read the body, and return why it cannot be used, if so."""
        if response.is_stream_consumed:  # by a transport without a network, or an event hook
            return None
        limit, method = self._max_response_bytes, call.operation.method
        stream = ResponseStream(response, limit, deadline, self._clock.monotonic, method=method)
        response.stream = stream
        try:
            response.read()
        except BaseException:
            response.close()
            raise
        return stream.problem


class AsyncClient:
    """The asynchronous client of the Comm100 API; use it as an asynchronous context manager, or close
    it.

    Args:
        auth: The credentials; None for operations that do not need any.
        host: The server's host; hosted.comm100.com unless this, base_url or the credentials name one.
        base_url: Scheme, host and port, instead of host; plain http only for this machine (127.0.0.1, [::1], localhost).
        timeout: Seconds for one request of a call, from connecting to the end of the response; None means no limit.
        max_retries: How often a call is repeated if the connection fails, if the server returns 429 with Retry-After or,
            for an idempotent method, 429 or 5xx; 0 means never, for token requests too.
        max_response_bytes: The largest response body, decompressed; None means no limit.
        headers: Header fields for all requests.
        proxy: The URL of a proxy for calls and token requests; by default the environment's (HTTPS_PROXY and the like).
        verify: How servers, and a proxy at https, are verified: True for the usual certificates, the path of a file or
            folder with others, an SSL context, or False for not at all. This and the next two hold for token requests
            too.
        cert: The path of a client certificate, or a tuple of its path, its key's path and the key's password.
        trust_env: Whether the environment's proxies apply.
        user_agent: Your product, such as ``acme-sync/3.1``, to put before this package's own User-Agent.
        transport: An HTTP transport, such as the mock's; token requests use it too if it can block.
        http_client: An HTTP client for calls, instead of ``transport``; you close it yourself. Its proxy, certificates,
            limits, event hooks, default headers and default query parameters apply to calls, but not to token
            requests. Its authentication, cookies and timeout do not apply, and its base URL must be this client's
            or unset.
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
        max_response_bytes: int | None = DEFAULT_MAX_RESPONSE_BYTES,
        headers: Mapping[str, str] | None = None,
        proxy: str | None = None,
        verify: bool | str | ssl.SSLContext = True,
        cert: str | tuple[str, ...] | None = None,
        trust_env: bool = True,
        user_agent: str | None = None,
        transport: http.AsyncBaseTransport | None = None,
        http_client: http.AsyncClient | None = None,
        token_transport: http.BaseTransport | None = None,
        clock: Clock | None = None,
    ) -> None:
        # All of these may hold a password, which a traceback with locals must not show.
        base_url, proxy, cert = hide(base_url), hide(proxy), hide(cert)
        headers, user_agent = hide(headers), hide(user_agent)
        if auth is not None and not hasattr(auth, "bind"):
            raise ConfigurationError(f"auth must be credentials of this package, not {type(auth).__name__}.")
        url = choose_url(base_url, getattr(auth, "base_url", None), host=host)
        self._requests = RequestBuilder(url, timeout, own_user_agent("comm100", __version__, user_agent), headers)
        if transport is not None and http_client is not None:
            raise ConfigurationError("Give transport or http_client, not both.")
        if transport is not None and (proxy, verify, cert) != (None, True, None):
            raise ConfigurationError("Give transport, or proxy, verify and cert, not both: a transport has its own.")
        if transport is not None and not isinstance(transport, http.AsyncBaseTransport):
            raise ConfigurationError(
                f"transport must be an {http.__name__}.AsyncBaseTransport, not {type(transport).__module__}.{type(transport).__name__}."
            )
        if not isinstance(token_transport, http.BaseTransport | None):
            raise ConfigurationError(
                f"token_transport must be an {http.__name__}.BaseTransport, not {type_name(token_transport)}."
            )
        if http_client is not None and not isinstance(http_client, http.AsyncClient):
            raise ConfigurationError(
                f"http_client must be an {http.__name__}.AsyncClient, not {type(http_client).__module__}.{type(http_client).__name__}."
            )
        if http_client is not None and http_client.base_url.host and str(http_client.base_url).rstrip("/") != url:
            raise ConfigurationError(
                f"http_client is for {http_client.base_url}, but this client for {url}; pass base_url=."
            )
        if max_response_bytes is not None and (
            not isinstance(max_response_bytes, int) or isinstance(max_response_bytes, bool) or max_response_bytes < 0
        ):
            raise ConfigurationError(f"max_response_bytes={describe(max_response_bytes)} is not a number of bytes.")
        network = NetworkOptions(proxy=proxy, verify=verify, cert=cert, trust_env=trust_env)
        self._owns_http = http_client is None
        create = functools.partial(network.async_client, url, transport=transport, timeout=timeout)
        # A transport of the caller's cannot be created once more.
        is_only = http_client is not None or transport is not None
        self._connections = LoopConnections(http_client or create(), None if is_only else create)
        self._max_response_bytes = max_response_bytes
        self._closed = threading.Event()
        self._clock = check_clock(clock)
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
                    network=network,
                    max_retries=max_retries,
                )
            )

    @functools.cached_property
    def account(self) -> AsyncAccount:
        """Account"""
        from .resources.account import AsyncAccount

        return AsyncAccount(self)

    @functools.cached_property
    def livechat(self) -> AsyncLivechat:
        """Live Chat"""
        from .resources.livechat import AsyncLivechat

        return AsyncLivechat(self)

    @functools.cached_property
    def reports(self) -> AsyncReports:
        """What happened in a period of time, in rows about hours, days, agents, departments and so on.
        Counts are numbers that may have decimals. A report that the site's edition does not have is
        refused with status 403."""
        from .resources.reports import AsyncReports

        return AsyncReports(self)

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
        # Tracebacks with locals do not show what these hold; a query in the path by mistake is one of them.
        path = hide(path)
        query = RedactedDict(query) if isinstance(query, Mapping) else hide(query)
        body = RedactedDict(body) if isinstance(body, Mapping) else hide(body)
        if query is not None and not isinstance(query, RedactedDict):
            raise ConfigurationError(f"query must be a mapping, not {type_name(query)}.")
        method, path = http_method(method), absolute_path(path)
        operation = Operation[Any]("request", method, path, decode=as_is, may_be_empty=True)
        call = Call(operation, query=query or {}, body=body, timeout=timeout)
        return (await self._send(call)).value

    def with_options(
        self,
        *,
        timeout: float | Omit | None = OMIT,
        max_retries: int | Omit = OMIT,
        headers: Mapping[str, str] | None = None,
    ) -> Self:
        """Return a client with other options, which shares everything else with this one; close either of them.

        Args:
            timeout: As for the constructor.
            max_retries: As for the constructor, but token requests keep the value that it was given.
            headers: Header fields to send in addition, or instead of those of the same name.

        Raises:
            ConfigurationError: A value is invalid.
        """
        headers = hide(headers)
        client = copy.copy(self)
        client._requests = self._requests.with_options(timeout, headers)
        if not isinstance(max_retries, Omit):
            client._retry_policy = RetryPolicy(max_retries, self._clock)
        client.__dict__.pop("account", None)
        client.__dict__.pop("livechat", None)
        client.__dict__.pop("reports", None)
        client.__dict__.pop("partner", None)
        return client

    async def aclose(self) -> None:
        """Close the connections, unless they belong to ``http_client``, and stop requesting tokens.

        A token refresh that is under way is finished and stored first.
        """
        self._closed.set()
        if self._auth is not None:
            await self._auth.aclose()
        if self._owns_http:
            await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        await self.aclose()

    def __copy__(self) -> Self:
        client = object.__new__(type(self))
        client.__dict__.update(self.__dict__)
        return client

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError(
            f"{type(self).__name__} has connections and credentials, and cannot be pickled. Create one in each process."
        )

    def __repr__(self) -> str:
        # An error reporter also shows a client whose arguments were refused.
        return f"{type(self).__name__}({self.base_url!r})" if hasattr(self, "_requests") else type(self).__name__

    async def _send(self, call: Call[T]) -> RawResponse[T]:
        response = await self._respond(call)
        value = read(call, response, self._clock)
        self._retry_budget.earn()
        return RawResponse(value, response)

    async def _respond(self, call: Call[Any]) -> http.Response:
        """Send a call, repeatedly if need be, and return the last response."""
        attempt = 0
        outcome = await self._attempt(call)
        while (pause := self._retry_policy.pause(call, attempt, outcome)) is not None and self._retry_budget.spend():
            await async_sleep(self._clock, pause)
            attempt += 1
            outcome = await self._attempt(call)
        if isinstance(outcome, http.HTTPError):
            raise connection_error(call, outcome) from outcome
        return outcome

    async def _attempt(self, call: Call[Any]) -> http.Response | http.HTTPError:
        self._check_open(call)
        request = self._requests.build(self._http, call)
        try:
            if self._auth is None or not call.operation.secured:
                return await self._exchange(call, request)
            flow = self._auth.async_auth_flow(request)
            try:
                request = await anext(flow)
                while True:
                    response = await self._exchange(call, request)
                    try:
                        request = await flow.asend(response)
                    except StopAsyncIteration:
                        return response
            finally:
                await flow.aclose()
        except http.HTTPError as error:
            return error

    @property
    def _http(self) -> http.AsyncClient:
        return self._connections.client()

    def _check_open(self, call: Call[Any]) -> None:
        if self._closed.is_set() or self._http.is_closed:
            raise ClientClosedError(f"{call.operation.id} was not sent: the client is closed. Create a new one.")

    async def _exchange(self, call: Call[Any], request: http.Request) -> http.Response:
        """Send one request, and return the response with its body."""
        # The client may have been closed while the call waited for a token.
        self._check_open(call)
        started = time.perf_counter()
        limit = self._requests.time_limit(call)
        deadline = math.inf if limit is None else self._clock.monotonic() + limit
        import anyio

        try:
            with anyio.fail_after(limit):
                response = await self._http.send(request, auth=None, stream=True, follow_redirects=False)
                problem = await self._read_body(call, response, deadline)
        except TimeoutError as error:
            raise http.ReadTimeout("The request took longer than the timeout.") from error
        except ssl.SSLError as error:
            # An alert of the server that comes after the handshake, which the library does not translate.
            raise http.ReadError("The TLS connection failed.") from error
        except Exception as error:  # as in time_limit(), which only blocking clients need
            if (failure := library_failure(error)) is None:
                raise
            raise failure from error
        log_response(call, response, started)
        if problem is not None and response.is_success:
            raise unreadable_response(call, response, problem)
        if problem is not None:  # what the status says counts all the same
            response.extensions["problem"] = problem
        return response

    async def _read_body(self, call: Call[Any], response: http.Response, deadline: float) -> str | None:
        """Read the body, and return why it cannot be used, if so."""
        if response.is_stream_consumed:  # by a transport without a network, or an event hook
            return None
        limit, method = self._max_response_bytes, call.operation.method
        stream = ResponseStream(response, limit, deadline, self._clock.monotonic, method=method)
        response.stream = stream
        try:
            await response.aread()
        except BaseException:
            await response.aclose()
            raise
        return stream.problem
