"""From an OpenAPI document to a typed client, a mock and a reference."""
