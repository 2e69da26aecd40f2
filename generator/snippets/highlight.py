"""Code with its strings, names and comments marked, for readers of HTML."""

from __future__ import annotations

import re
from html import escape

from markupsafe import Markup

from ..filters import clean

__all__ = ["highlight"]

_STRING = r'"(?:[^"\\\n]|\\.)*"'
_RULES = {
    "json": rf"(?P<k>{_STRING}(?=\s*:))|(?P<s>{_STRING})|(?P<n>\b(?:true|false|null)\b|-?\b\d[\d.eE+-]*)",
    "python": rf"(?P<c>#[^\n]*)|(?P<s>{_STRING})|(?P<w>\b(?:from|import|with|as|for|in|try|except|print)\b)"
    r"|(?P<n>\b(?:True|False|None)\b|\b\d[\d.]*\b)|(?P<k>\b[a-z_]\w*(?==))",
    "bash": r"(?P<s>'[^']*')|(?P<k>(?<=\s)--[a-z-]+)|(?P<w>^curl\b)",
    "http": r"(?P<w>^HTTP/[^\n]*)|(?P<k>^[A-Za-z-]+(?=:))",
}
_PATTERNS = {language: re.compile(rule, re.MULTILINE) for language, rule in _RULES.items()}


def highlight(text: str, language: str) -> Markup:
    """Return code as HTML: every character escaped, tokens in ``<span>`` of one-letter classes.

    Args:
        text: The code.
        language: ``json``, ``python``, ``bash``, ``http``, or anything else for plain text.
    """
    text = clean(text)
    if language not in _PATTERNS:
        return Markup(escape(text))
    result, position = [], 0
    for match in _PATTERNS[language].finditer(text):
        result += [escape(text[position : match.start()]), f'<span class="{match.lastgroup}">{escape(match[0])}</span>']
        position = match.end()
    return Markup("".join([*result, escape(text[position:])]))
