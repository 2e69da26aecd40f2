"""A mock of the API for tests of code that uses this package. The package itself does not import it.

    from <package>.testing import Mock

    mock = Mock()
    with mock.client() as client:
        ...

`Mock` answers requests in memory, as the OpenAPI document of this package describes: it validates each one, signs
people and clients in, issues codes and tokens that expire, and keeps records. `MockServer` serves it over HTTP in
tests, ``python -m <package>.testing`` from the command line; ``<package>.testing.fixtures`` has fixtures for pytest.
"""

from __future__ import annotations

from .accounts import Account, Identities, OAuthApp
from .asgi import MockApplication
from .clock import MockClock
from .credentials import MockCredentials
from .faults import FAULTS, Fault
from .journal import Journal
from .messages import Delivery, Exchange, MockRequest, MockResponse
from .mock import Mock
from .server import MockServer
from .transport import MockTransport

__all__ = [
    "FAULTS",
    "Account",
    "Delivery",
    "Exchange",
    "Fault",
    "Identities",
    "Journal",
    "Mock",
    "MockApplication",
    "MockClock",
    "MockCredentials",
    "MockRequest",
    "MockResponse",
    "MockServer",
    "MockTransport",
    "OAuthApp",
]
