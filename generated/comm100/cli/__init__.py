"""Signing in and calling the API from a terminal, without a program around it.

    python -m <package> login
    python -m <package> call GET /a/path

``login`` keeps the token in the user's own state folder; ``status``, ``token``, ``call`` and ``logout`` find it there.
The environment is read here and nowhere else in the package, and only when a command runs or
:func:`credentials_from_env` is called.
"""

from __future__ import annotations

from ._main import main
from ._settings import credentials_from_env

__all__ = ["credentials_from_env", "main"]
