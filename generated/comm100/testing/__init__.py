"""The API's mock, for the tests of whoever uses this package. Nothing in here is imported by the package itself.

    from <package>.testing import Mock

    mock = Mock()
    with mock.client() as client:
        ...

`Mock` answers requests in memory, by the document that lies in this package: it checks each one, signs people and
clients in, hands out codes and tokens that expire, and keeps records. `MockServer` serves it over HTTP in a test,
``python -m <package>.testing`` outside of one; ``<package>.testing.fixtures`` holds fixtures for pytest.
"""

from __future__ import annotations

from .asgi import MockApplication
from .clock import MockClock
from .credentials import MockCredentials
from .faults import FAULTS, Fault
from .identities import Account, Identities, OAuthApp
from .journal import Exchange, Journal
from .messages import Delivery, MockRequest, MockResponse
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
