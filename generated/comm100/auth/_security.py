"""Which security schemes each operation accepts: the first combination that a client has credentials for is sent."""

from __future__ import annotations

__all__ = ["alternatives"]

Alternatives = tuple[tuple[str, ...], ...]

# What most operations accept, and the others.
_USUAL: Alternatives = (("apiKey",), ("oauth2",))
_OTHERS: dict[str, Alternatives] = {
    "partner.sites.list": (("partnerOAuth2",),),
    "partner.sites.create": (("partnerOAuth2",),),
    "partner.sites.get": (("partnerOAuth2",),),
    "partner.sites.update": (("partnerOAuth2",),),
    "partner.sites.set_paying": (("partnerOAuth2",),),
}


def alternatives(operation: str) -> Alternatives:
    """Return the combinations of security schemes that an operation accepts, in the document's order.

    Args:
        operation: Its identifier in the document.
    """
    return _OTHERS.get(operation, _USUAL)
