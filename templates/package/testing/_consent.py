"""The page on which people sign in and say yes or no: plain HTML, no script."""

from __future__ import annotations

from html import escape
from urllib.parse import urlsplit

from ._accounts import Login
from .identities import OAuthApp
from .messages import MockResponse

__all__ = ["page"]

_HEADERS = (
    ("Content-Type", "text/html; charset=utf-8"),
    ("Cache-Control", "no-store"),
    # Nobody may show it in a frame and have people click on what they do not see (RFC 6749 section 10.13).
    ("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Frame-Options", "DENY"),
)
_STYLE = (
    "body{font:1rem/1.5 sans-serif;max-width:24rem;margin:3rem auto;padding:0 1rem}"
    "label,input{display:block;width:100%;box-sizing:border-box;font:inherit}input{margin-bottom:1rem;padding:.4rem}"
    "button{font:inherit;padding:.4rem 1.2rem;margin-right:.5rem}"
)


def page(app: OAuthApp, redirect_uri: str, login: Login | None, problem: str = "") -> MockResponse:
    """Return the page. Its form comes back to the address that it is shown at.

    Args:
        app: Who asks.
        redirect_uri: Where the answer goes.
        login: How people sign in; None where the document does not say, so that nobody has to.
        problem: What was wrong with what they filled in before.
    """
    alert = f'<p role="alert">{escape(problem)}</p>' if problem else ""
    fields = "" if login is None else _field("login", login.name, "text") + _field("secret", login.secret, "password")
    text = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Sign in</title><style>{_STYLE}</style>'
        f"<h1>Sign in</h1><p><strong>{escape(app.client_id)}</strong> asks to act for you."
        f" Your answer goes to {escape(urlsplit(redirect_uri).netloc or redirect_uri)}.</p>{alert}"
        f'<form method="post">{fields}<button name="decision" value="allow">Allow</button>'
        '<button name="decision" value="deny" formnovalidate>Deny</button></form></html>'
    )
    return MockResponse(400 if problem else 200, _HEADERS, text.encode())


def _field(name: str, label: str, kind: str) -> str:
    shown = escape(label.replace("_", " ").capitalize())
    hint = "current-password" if kind == "password" else "username"
    field = f'<input id="{name}" name="{name}" type="{kind}" autocomplete="{hint}" required>'
    return f'<label for="{name}">{shown}</label>{field}'
