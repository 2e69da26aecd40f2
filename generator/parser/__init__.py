"""The types of a document, as openapi-python-client reads them. Nothing else imports it."""
