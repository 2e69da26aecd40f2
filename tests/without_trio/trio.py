"""In front of the path of processes that tests start, this stands for trio not being installed, as for most users.

Wherever trio is installed, the HTTP library imports it with the first client, which takes a third of the time that a
short program runs.
"""

from __future__ import annotations

raise ImportError("trio is not installed for the processes that tests start")
