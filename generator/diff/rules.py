"""The rules: every kind of change has a name, and a level for those who send it, for those who read it, and in Python.

A change of what callers send (a request) and one of what they read (a response) are judged differently: a request may
be restricted no further, and a response may not hold more than before. Enums and unions of a response are open, as the
rendered client treats them, so their growth breaks nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Final, Literal

__all__ = ["EXPLANATIONS", "RULES", "Direction", "Python", "Rule", "Wire"]

Direction = Literal["request", "response"]


class Wire(IntEnum):
    """What a change means to whoever exchanges messages with the server, in ascending order."""

    NONE = 0
    TEXT = 1
    COMPATIBLE = 2
    BREAKING = 3

    @property
    def label(self) -> str:
        """The verdict as it is shown."""
        return {0: "same", 1: "text only", 2: "compatible", 3: "breaking"}[self]


class Python(IntEnum):
    """What a change means to code that uses the rendered package, in ascending order.

    ``TYPES`` breaks type checkers only: the same code still runs with the same server.
    """

    NONE = 0
    COMPATIBLE = 2
    TYPES = 3
    RUNTIME = 4

    @property
    def label(self) -> str:
        """The verdict as it is shown."""
        return {0: "same", 2: "compatible", 3: "breaks type checkers", 4: "breaks at run time"}[self]


@dataclass(frozen=True)
class Rule:
    """One kind of change.

    Attributes:
        text: What happened, to follow the name of what it happened to.
        request: The level on the wire if callers send it; also that of changes without a direction.
        response: The level on the wire if callers read it.
        python: The level in Python of a change that was found in the rendered package.
    """

    text: str
    request: Wire = Wire.NONE
    response: Wire = Wire.NONE
    python: Python = Python.NONE

    def wire(self, direction: Direction | None) -> Wire:
        """Return the level on the wire; without a direction it is that of requests."""
        return self.response if direction == "response" else self.request


_N, _T, _C, _B = Wire.NONE, Wire.TEXT, Wire.COMPATIBLE, Wire.BREAKING

RULES: Final[dict[str, Rule]] = {
    # Operations.
    "operation-removed": Rule("was removed", _B),
    "operation-added": Rule("was added", _C),
    "operation-moved": Rule("has a different method or path", _B),
    "operation-renamed": Rule("has a different operationId", _N),
    "operation-deprecated": Rule("is deprecated", _C),
    "operation-not-deprecated": Rule("is no longer deprecated", _T),
    "pagination-changed": Rule("is paged differently", _B),
    "pagination-added": Rule("is paged", _C),
    # Parameters and request bodies.
    "parameter-removed": Rule("was removed", _B),
    "parameter-added-required": Rule("was added and is required", _B),
    "parameter-added": Rule("was added", _C),
    "parameter-became-required": Rule("became required", _B),
    "parameter-became-optional": Rule("became optional", _C),
    "parameter-serialization-changed": Rule("is serialized differently", _B),
    "body-removed": Rule("no longer takes a body", _B),
    "body-added-required": Rule("needs a body", _B),
    "body-added": Rule("takes a body", _C),
    "body-became-required": Rule("became required", _B),
    "body-became-optional": Rule("became optional", _C),
    "media-type-removed": Rule("lost a media type", _B, _B),
    "media-type-added": Rule("gained a media type", _C, _C),
    # Responses.
    "success-status-removed": Rule("is no longer a response", _B, _B),
    "success-status-added": Rule("is a new response", _C, _C),
    "error-status-removed": Rule("is no longer documented", _C, _C),
    "error-status-added": Rule("is documented", _C, _C),
    "error-kind-removed": Rule("is no longer told apart", _C, _C),
    "error-kind-added": Rule("is told apart", _C, _C),
    "error-kind-changed": Rule("is recognized differently", _C, _C),
    "response-body-removed": Rule("no longer has a body", _B, _B),
    "response-body-added": Rule("has a body", _C, _C),
    "header-removed": Rule("was removed", _B, _B),
    "header-added": Rule("was added", _C, _C),
    "header-became-optional": Rule("became optional", _B, _B),
    "header-became-required": Rule("is always sent", _C, _C),
    # Schemas.
    "type-changed": Rule("has a different type", _B, _B),
    "type-widened": Rule("has more types", _C, _B),
    "type-narrowed": Rule("has fewer types", _B, _C),
    "became-union": Rule("became one of several", _C, _B),
    "union-branch-added": Rule("gained an alternative", _C, _C),
    "union-branch-removed": Rule("lost an alternative", _B, _C),
    "discriminator-changed": Rule("is told apart by a different property", _B, _B),
    "discriminator-value-removed": Rule("is no longer a value of the discriminator", _B, _C),
    "discriminator-value-added": Rule("is a new value of the discriminator", _C, _C),
    "nullable-added": Rule("may be null", _C, _B),
    "nullable-removed": Rule("may no longer be null", _B, _C),
    "enum-value-removed": Rule("lost a value", _B, _C),
    "enum-value-added": Rule("gained a value", _C, _C),
    "enum-set": Rule("is restricted to some values", _B, _C),
    "enum-unset": Rule("is no longer restricted to some values", _C, _C),
    "format-set": Rule("has a format", _B, _C),
    "format-unset": Rule("no longer has a format", _C, _B),
    "format-changed": Rule("has a different format", _B, _B),
    "bound-tightened": Rule("has a tighter limit", _B, _C),
    "bound-loosened": Rule("has a looser limit", _C, _B),
    "pattern-set": Rule("has to match a pattern", _B, _C),
    "pattern-unset": Rule("no longer has a pattern", _C, _C),
    "pattern-changed": Rule("has to match a different pattern", _B, _C),
    "multiple-tightened": Rule("has to be a multiple of a different number", _B, _C),
    "multiple-loosened": Rule("may be a multiple of other numbers", _C, _B),
    "unique-items-set": Rule("may no longer repeat items", _B, _C),
    "unique-items-unset": Rule("may repeat items", _C, _B),
    "property-removed": Rule("was removed", _B, _B),
    "property-added-required": Rule("was added and is required", _B, _C),
    "property-added": Rule("was added", _C, _C),
    "property-became-required": Rule("became required", _B, _C),
    "property-became-optional": Rule("became optional", _C, _B),
    "property-became-read-only": Rule("can no longer be sent", _B, _N),
    "property-not-read-only": Rule("can be sent", _C, _N),
    "property-became-write-only": Rule("is no longer returned", _N, _B),
    "property-not-write-only": Rule("is returned", _N, _C),
    "property-deprecated": Rule("is deprecated", _C, _C),
    "property-not-deprecated": Rule("is no longer deprecated", _T, _T),
    "additional-properties-forbidden": Rule("may no longer have other properties", _B, _C),
    "additional-properties-allowed": Rule("may have other properties", _C, _C),
    "default-changed": Rule("has a different default", _B, _T),
    "keyword-changed": Rule("has a different restriction, which cannot be compared by meaning", _B, _B),
    # What the client reads in extensions.
    "duration-changed": Rule("has a different unit of time", _B, _B),
    "time-format-changed": Rule("has a different time format", _B, _B),
    "time-zone-changed": Rule("is sent with a different time zone parameter", _B),
    "spelling-removed": Rule("is no longer read under a former spelling", _N, _B),
    "spelling-added": Rule("is also read under another spelling", _N, _C),
    # Servers and authentication.
    "server-changed": Rule("is a different server", _B),
    "server-removed": Rule("was removed", _B),
    "server-added": Rule("was added", _C),
    "server-variable-removed": Rule("was removed", _B),
    "server-variable-added": Rule("was added", _C),
    "server-default-changed": Rule("has a different default", _B),
    "server-value-removed": Rule("lost a value", _B),
    "server-value-added": Rule("gained a value", _C),
    "security-removed": Rule("no longer accepts these credentials", _B),
    "security-added": Rule("also accepts other credentials", _C),
    "security-required": Rule("needs credentials", _B),
    "security-not-required": Rule("no longer needs credentials", _C),
    "scope-required": Rule("needs a further scope", _B),
    "scope-not-required": Rule("no longer needs a scope", _C),
    "scheme-removed": Rule("was removed", _B),
    "scheme-added": Rule("was added", _C),
    "scheme-changed": Rule("is a different way to authenticate", _B),
    "flow-removed": Rule("was removed", _B),
    "flow-added": Rule("was added", _C),
    "oauth-url-changed": Rule("has a different URL", _B),
    "scope-removed": Rule("was removed", _B),
    "scope-added": Rule("was added", _C),
    # What only reads differently, or concerns the mock alone.
    "text-changed": Rule("reads differently", _T, _T),
    "mock-changed": Rule("behaves differently in the mock", _T, _T),
    # The rendered package.
    "python-package-renamed": Rule("has a different name", python=Python.RUNTIME),
    "python-resource-renamed": Rule("has a different class", python=Python.RUNTIME),
    "python-method-removed": Rule("was removed", python=Python.RUNTIME),
    "python-method-renamed": Rule("has a different name", python=Python.RUNTIME),
    "python-method-added": Rule("was added", python=Python.COMPATIBLE),
    "python-argument-removed": Rule("was removed", python=Python.RUNTIME),
    "python-argument-renamed": Rule("has a different name", python=Python.RUNTIME),
    "python-argument-required": Rule("has to be given", python=Python.RUNTIME),
    "python-argument-optional": Rule("may be left out", python=Python.COMPATIBLE),
    "python-argument-added": Rule("was added", python=Python.COMPATIBLE),
    "python-argument-moved": Rule("is passed differently", python=Python.RUNTIME),
    "python-argument-narrowed": Rule("takes fewer types", python=Python.TYPES),
    "python-argument-widened": Rule("takes more types", python=Python.COMPATIBLE),
    "python-result-changed": Rule("returns something else", python=Python.RUNTIME),
    "python-result-widened": Rule("has more types of results", python=Python.TYPES),
    "python-result-narrowed": Rule("has fewer types of results", python=Python.COMPATIBLE),
    "python-overloads-changed": Rule("returns other types for some arguments", python=Python.TYPES),
    "python-overloads-added": Rule("returns narrower types for some arguments", python=Python.COMPATIBLE),
    "python-model-removed": Rule("was removed", python=Python.RUNTIME),
    "python-model-renamed": Rule("has a different name", python=Python.RUNTIME),
    "python-model-added": Rule("was added", python=Python.COMPATIBLE),
    "python-field-removed": Rule("was removed", python=Python.RUNTIME),
    "python-field-renamed": Rule("has a different name", python=Python.RUNTIME),
    "python-field-added": Rule("was added", python=Python.COMPATIBLE),
    "python-field-required": Rule("has to be given to the constructor", python=Python.RUNTIME),
    "python-field-optional": Rule("may be left out of the constructor", python=Python.COMPATIBLE),
    "python-field-read-only": Rule("is no longer an argument of the constructor", python=Python.RUNTIME),
    "python-field-settable": Rule("is an argument of the constructor", python=Python.COMPATIBLE),
    "python-field-changed": Rule("holds something else", python=Python.RUNTIME),
    "python-field-retyped": Rule("has a different type", python=Python.TYPES),
    "python-field-relaxed": Rule("has a different type that callers can use alike", python=Python.COMPATIBLE),
    "python-error-removed": Rule("was removed", python=Python.RUNTIME),
    "python-error-moved": Rule("has a different base class", python=Python.RUNTIME),
    "python-error-added": Rule("was added", python=Python.COMPATIBLE),
    "python-credentials-removed": Rule("was removed", python=Python.RUNTIME),
    "python-credentials-added": Rule("was added", python=Python.COMPATIBLE),
}

_TYPES: Final = frozenset(
    {"type-changed", "type-widened", "type-narrowed", "nullable-added", "nullable-removed", "became-union"}
    | {"union-branch-added", "union-branch-removed", "enum-set", "enum-unset", "enum-value-added"}
    | {"enum-value-removed", "format-set", "format-unset", "format-changed", "parameter-serialization-changed"}
    | {"property-became-required", "property-became-optional", "duration-changed", "time-format-changed"}
)
_ADDED: Final = frozenset(
    {"parameter-added", "parameter-added-required", "property-added", "property-added-required", "body-added"}
    | {"body-added-required", "property-not-read-only", "property-not-write-only", "server-variable-added"}
    | {"type-changed", "scheme-changed", "flow-added"}
)
_REQUIRED: Final = frozenset(
    {"parameter-added-required", "property-added-required", "body-added-required", "property-not-read-only"}
    | {"parameter-became-required", "property-became-required", "body-became-required", "type-changed"}
    | {"scheme-changed", "flow-added"}
)
_REMOVED: Final = frozenset(
    {"parameter-removed", "property-removed", "body-removed", "property-became-read-only", "type-changed"}
    | {"server-variable-removed", "scheme-changed", "flow-removed", "became-union"}
)
_RESULTS: Final = _TYPES | {
    *("pagination-added", "pagination-changed", "response-body-added", "response-body-removed"),
    *("success-status-added", "success-status-removed", "media-type-added", "media-type-removed"),
}

# The rules that explain a change of the package: where one of them applies to the same thing, the two are one finding.
EXPLANATIONS: Final[dict[str, frozenset[str]]] = {
    "python-method-removed": frozenset({"operation-removed"}),
    "python-method-renamed": frozenset({"operation-renamed"}),
    "python-method-added": frozenset({"operation-added"}),
    "python-argument-removed": _REMOVED,
    "python-argument-required": _REQUIRED,
    "python-argument-added": _ADDED,
    "python-argument-optional": frozenset(
        {"parameter-became-optional", "property-became-optional", "body-became-optional"}
    ),
    "python-argument-narrowed": _TYPES,
    "python-argument-widened": _TYPES,
    "python-argument-moved": frozenset({"operation-moved"}),
    "python-result-changed": _RESULTS,
    "python-result-widened": _RESULTS,
    "python-result-narrowed": _RESULTS,
    "python-overloads-changed": _RESULTS,
    "python-field-removed": _REMOVED,
    "python-field-added": _ADDED,
    "python-field-required": _REQUIRED,
    "python-field-optional": frozenset({"property-became-optional"}),
    "python-field-read-only": frozenset({"property-became-read-only"}),
    "python-field-settable": frozenset({"property-not-read-only"}),
    "python-field-changed": _TYPES,
    "python-field-retyped": _TYPES,
    "python-field-relaxed": _TYPES,
    "python-error-removed": frozenset({"error-status-removed", "error-kind-removed"}),
    "python-error-added": frozenset({"error-status-added", "error-kind-added"}),
    "python-credentials-removed": frozenset({"scheme-removed", "scheme-changed", "flow-removed"}),
    "python-credentials-added": frozenset({"scheme-added", "scheme-changed", "flow-added"}),
}
