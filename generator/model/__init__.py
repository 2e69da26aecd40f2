"""What the templates see: an API as frozen data, free of OpenAPI's spellings.

Every string that becomes a Python identifier (``name``, ``class_name``, ``module`` …) was made by
:mod:`generator.build.names`. Types are objects; :mod:`generator.python_source` alone writes them down as annotations.
Every other string is text of the document and reaches an output only through a filter.
"""

from __future__ import annotations

from .api import Api, Change, ErrorStatus, Webhook
from .authentication import AuthScheme, Flow, FlowKind, OAuthRequest, SchemeKind
from .operations import (
    Body,
    Content,
    ContentKind,
    ErrorKind,
    Operation,
    Pagination,
    PagingKind,
    Parameter,
    Part,
    Resource,
    Response,
    Shape,
    Style,
)
from .servers import Server, Variable
from .values import Constraints, Example, Field, Location, Mark, MarkKind, Model

__all__ = [
    "Api",
    "AuthScheme",
    "Body",
    "Change",
    "Constraints",
    "Content",
    "ContentKind",
    "ErrorKind",
    "ErrorStatus",
    "Example",
    "Field",
    "Flow",
    "FlowKind",
    "Location",
    "Mark",
    "MarkKind",
    "Model",
    "OAuthRequest",
    "Operation",
    "Pagination",
    "PagingKind",
    "Parameter",
    "Part",
    "Resource",
    "Response",
    "SchemeKind",
    "Server",
    "Shape",
    "Style",
    "Variable",
    "Webhook",
]
