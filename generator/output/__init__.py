"""The rendered files: formatted, written, compared with what is on disk."""
