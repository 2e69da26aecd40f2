"""What OpenAPI and OAuth 2 say about a document: the modules that the generator itself reads documents with."""
