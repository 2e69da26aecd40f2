"""From an OpenAPI document to a typed client, a mock and a reference."""

__version__ = "0.1.0"
