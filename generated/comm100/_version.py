"""The version of the document that this package was rendered from; after the plus sign, which rendering it is."""

__version__ = "0.1.0+6890d78dcda8"
