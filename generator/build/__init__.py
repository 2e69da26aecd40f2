"""From the document and its types to the model."""
