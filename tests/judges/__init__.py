"""``make judges``: third-party tools that read the API description must accept all of it."""
