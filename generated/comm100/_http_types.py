"""What type checkers see as the HTTP library: httpx2 if it is installed, otherwise httpx. Never imported at run time.

A type checker that does not find httpx2 would take everything that is imported from it for Any. A star import of a
library that it does not find adds no names, so that those of the other one remain.
"""

try:
    from httpx2 import *  # type: ignore[import-not-found,unused-ignore]  # noqa: F403
except ImportError:
    from httpx import *  # type: ignore[import-not-found,assignment,misc,no-redef,unused-ignore]  # noqa: F403
