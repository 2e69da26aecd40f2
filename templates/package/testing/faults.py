"""What can go wrong on purpose: each fault has a name, and is data.

latency                 the answer comes ``seconds`` later
slow_body               the body comes in ten pieces, over ``seconds``
connection_reset        the request is carried out, its answer never arrives
truncated_body          the connection breaks in the middle of the body
not_json                the body is a page of HTML that says of itself that it is JSON
wrong_content_type      the body is right, and says of itself that it is ``media_type``
error_status            an error with ``status``, in the document's shape
unauthorized            401, whatever the credentials are
daily_limit             403, as if the requests of the day were used up
rate_limit              429, with ``seconds`` in Retry-After
token_outage            the token endpoints answer with ``status``
rotated_refresh_token   the refresh token that comes was used before, by somebody else
clock_skew              the server's clock is ``seconds`` ahead of the mock's, or behind it where negative
repeated_next_page      a page names itself as the one that follows
foreign_next_page       a page's link to the next one leads to ``origin``
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from ._hint import hint

__all__ = ["FAULTS", "Fault"]

FAULTS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "clock_skew": {"seconds": 3600.0},
        "connection_reset": {},
        "daily_limit": {},
        "error_status": {"status": 503},
        "foreign_next_page": {"origin": "https://elsewhere.example"},
        "latency": {"seconds": 1.0},
        "not_json": {},
        "rate_limit": {"seconds": 1},
        "repeated_next_page": {},
        "rotated_refresh_token": {},
        "slow_body": {"seconds": 1.0},
        "token_outage": {"status": 503},
        "truncated_body": {},
        "unauthorized": {},
        "wrong_content_type": {"media_type": "text/html"},
    }
)
"""Every name, with its details and what they are where nobody says otherwise."""


_LARGEST = 1e9


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One fault, and which requests it befalls.

    Attributes:
        name: One of `FAULTS`.
        operation: The operationId that it befalls; None for every operation that it can befall.
        times: How many requests it befalls; None for all, until it is taken back.
        probability: How likely it befalls a request that it could, from 0 to 1.
        details: How it shows; see `FAULTS`. What is left out is as it is there.

    Raises:
        ValueError: There is no such fault, or a value makes no sense.
    """

    name: str
    operation: str | None = None
    times: int | None = 1
    probability: float = 1.0
    details: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.name not in FAULTS:
            raise ValueError(f"there is no fault {self.name!r}; {hint(self.name, FAULTS)}")
        if self.times is not None and (not _is_number(self.times, int) or self.times < 1):
            raise ValueError(f"times is {self.times!r}; give a number from 1 on, or None for no end")
        if not _is_number(self.probability, int, float) or not 0 <= self.probability <= 1:
            raise ValueError(f"probability is {self.probability!r}; give a number from 0 to 1")
        known = FAULTS[self.name]
        for name, value in self.details.items():
            if name not in known:
                takes = ", ".join(known) or "no details"
                raise ValueError(f"{self.name} takes {takes}, and not {name!r}")
            self._check(name, value)
        # The way that a frozen dataclass sets its own attributes.
        object.__setattr__(self, "details", MappingProxyType({**known, **self.details}))

    def _check(self, name: str, value: Any) -> None:
        if name == "seconds":
            right = _is_number(value, int, float) and (value >= 0 or self.name == "clock_skew")
            # Retry-After has whole seconds (RFC 9110 section 10.2.3).
            right = right and (isinstance(value, int) or self.name != "rate_limit")
        elif name == "status":
            right = _is_number(value, int) and 400 <= value <= 599
        else:
            right = isinstance(value, str) and value.isprintable() and value.isascii()
        if not right:
            raise ValueError(f"{self.name} cannot have {name}={value!r}")


def _is_number(value: Any, *kinds: type) -> bool:
    # A bool is an int to Python; NaN fails each comparison.
    return type(value) in kinds and -_LARGEST < value < _LARGEST
