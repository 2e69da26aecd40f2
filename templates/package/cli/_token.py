"""``token``: print the access token, for other programs."""

from __future__ import annotations

import argparse

from ._console import Console
from ._failures import CommandError
from ._session import open_sign_in
from ._stored import StoredToken, default_context, fresh_token

__all__ = ["run"]


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Print the access token and nothing else, renewed where it must be.

    Raises:
        CommandError: There is no sign-in, or it has no token.
        OAuthError: The token cannot be renewed.
    """
    sign_in, _, credentials = open_sign_in(arguments, console)
    if not isinstance(credentials, StoredToken):
        raise CommandError(f"You are signed in by {sign_in.described.title}, which has no token. Use the call command.")
    token = fresh_token(credentials.bind(default_context(sign_in.base_url)), sign_in.base_url)
    console.show(token.access_token, console.stdout)
    return 0
