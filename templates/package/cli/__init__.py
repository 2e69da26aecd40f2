"""Sign in and call the API from a terminal.

    python -m <package> login
    python -m <package> call GET /a/path

``login`` keeps the token in the user's state folder, where ``status``, ``token``, ``call`` and ``logout`` find it. This
is the only part of the package that reads environment variables, and only when a command runs or
:func:`credentials_from_env` is called.
"""

from __future__ import annotations

from .main import main
from .settings import credentials_from_env

__all__ = ["credentials_from_env", "main"]
