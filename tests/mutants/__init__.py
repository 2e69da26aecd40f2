"""How much the tests see: wrong mocks and wrong documents, each of which some layer must notice (``make mutants``)."""
