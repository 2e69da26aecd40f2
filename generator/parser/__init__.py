"""The types of a document, as openapi-python-client finds them; nothing else imports it."""
