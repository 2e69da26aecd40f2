"""``make judges``: the tools of others that read the API description must accept all of it."""
