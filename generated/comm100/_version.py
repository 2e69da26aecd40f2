"""The version of the document that this package was rendered from."""

__version__ = "0.1.0"
