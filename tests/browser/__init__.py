"""The reference in a real browser: what only a browser can tell about the pages of ``generated/reference/``."""
