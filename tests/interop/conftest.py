"""An OAuth server that others wrote, in process, and the clients that are rendered for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pytest_iam import Server, iam_server, iam_server_port
from pytest_iam import iam_configuration as stock_configuration

from tests.interop.support import PASSWORD, Browser, Clock, Vendor, Way, render

__all__ = ["iam_server", "iam_server_port", "stock_configuration"]


@pytest.fixture(scope="session")
def iam_configuration(stock_configuration: dict[str, Any]) -> dict[str, Any]:
    """The server's own settings, but for one claim.

    Its access tokens are signed claims with times in whole seconds, so that two of one second would be the same text:
    a claim that is different each time tells them apart.
    """
    claims = {"WEBSITE": "https://example.com/{{ range(1000000000) | random }}"}
    stock_configuration["CANAILLE_OIDC"]["USERINFO_MAPPING"] = claims
    return stock_configuration


@pytest.fixture(scope="session", params=["described", "bare"])
def vendor(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, iam_server: Server) -> Vendor:
    """The server with a client of each way to prove a client's identity: in the form, and by HTTP Basic."""
    described = request.param == "described"
    package = render(tmp_path_factory.mktemp(request.param), described=described)
    return Vendor(package, iam_server, "client_secret_post" if described else "client_secret_basic")


@pytest.fixture(scope="session")
def ada(iam_server: Server) -> Any:
    """A person whom the server knows."""
    return iam_server.random_user(user_name="ada", password=PASSWORD, emails=["ada@example.com"])


@pytest.fixture(params=["blocking", "awaited"])
def way(request: pytest.FixtureRequest, vendor: Vendor) -> Iterator[Way]:
    """Both forms of the client."""
    way = Way(vendor, awaited=request.param == "awaited")
    yield way
    way.close()


@pytest.fixture
def browser(vendor: Vendor, ada: Any) -> Iterator[Browser]:
    """Ada's browser, signed in at the server."""
    vendor.iam.login(ada)
    with vendor.http.Client(transport=vendor.transport()) as http:
        yield Browser(http)
    vendor.iam.logout()


@pytest.fixture
def registered(vendor: Vendor, ada: Any) -> Any:
    """A client that may use every grant with a secret."""
    return vendor.register()


@pytest.fixture
def clock() -> Clock:
    """The time of a client."""
    return Clock()
