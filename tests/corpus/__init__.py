"""What can be rendered of the documents that others have published."""
