"""The version of the document that this package was rendered from; after the plus sign, which rendering it is."""

__version__ = "0.1.0+3e816a46344a"
