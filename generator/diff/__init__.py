"""What a new version of a document changes for its callers: on the wire, and in the Python that is rendered of it."""
