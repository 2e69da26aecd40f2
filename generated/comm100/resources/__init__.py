"""The resources, each imported when it is first reached through a client."""
