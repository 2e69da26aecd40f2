"""Build the model from a document and its types."""
