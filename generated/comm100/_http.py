"""The HTTP library, chosen once: httpx2 if it is installed, otherwise httpx.

The two have the same API but no common classes, so every other module imports the library from here.
"""

from __future__ import annotations

import functools
import ssl
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from . import _http_types as http
else:
    try:
        import httpx2 as http
    except ImportError:
        try:
            import httpx as http
        except ImportError:
            raise ImportError(
                "No HTTP library is installed. Install httpx2 (recommended) or httpx: python -m pip install httpx2"
            ) from None

__all__ = ["http", "tls"]


@functools.cache
def tls() -> ssl.SSLContext:
    """Return the library's default TLS settings, which verify certificates; all clients share what loads so slowly."""
    return http.create_ssl_context()
