"""The mock as an ASGI application, for a server that takes one by name: ``uvicorn tests.bench.application:mock``."""

from comm100.testing import Mock

__all__ = ["mock"]

mock = Mock().asgi
