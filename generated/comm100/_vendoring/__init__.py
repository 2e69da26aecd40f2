"""Copies of this package: made, updated and verified with the standard library alone."""
