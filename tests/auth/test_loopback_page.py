"""The page at the end of a sign-in, and the browser at its beginning."""

from __future__ import annotations

import base64
import hashlib
import queue
import re
import threading

import pytest

from comm100.auth.loopback import open_browser, result_page
from comm100.errors import ConfigurationError
from tests.cli.support import PATIENCE

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


def test_whatever_it_is_told_is_text() -> None:
    """Title, text and detail are shown as they are written."""
    body = result_page(400, HOSTILE, HOSTILE, HOSTILE).body.decode()
    assert "<script" not in body
    assert "<img" not in body
    assert body.count("&lt;script&gt;") == 4  # the title stands in the head too


@pytest.mark.parametrize(
    ("status", "tone", "other"), [(200, "good", "bad"), (400, "bad", "good"), (201, "bad", "good")]
)
def test_only_a_success_looks_like_one(status: int, tone: str, other: str) -> None:
    """By its color and its mark."""
    page = result_page(status, "Title", "Text")
    body = page.body.decode()
    assert page.status == status
    assert f'<html lang="en" class="{tone}">' in body
    assert f'class="{other}"' not in body
    assert ("m7.5 12.5 3 3 6-6.5" in body) is (tone == "good")
    assert ("m8.5 8.5 7 7m0-7-7 7" in body) is (tone == "bad")


def test_the_browser_does_not_keep_a_program_alive() -> None:
    """A text browser only ends when its user leaves it."""
    threads: queue.Queue[threading.Thread] = queue.Queue()
    open_browser("https://example.com/", opener=lambda url: threads.put(threading.current_thread()))
    opening = threads.get(timeout=PATIENCE)
    assert (opening.name, opening.daemon) == ("oauth-browser", True)


def test_what_is_no_text_at_all_is_shown_too() -> None:
    """Half a character pair of UTF-16, which a URL can hold in disguise, does not break the page."""
    assert b"<h1>?</h1>" in result_page(400, "\ud800", "").body


def test_it_is_kept_nowhere_and_loads_nothing() -> None:
    """No cache, no referrer, no frame; nothing is asked for, and the policy allows the page's own style alone."""
    shown = result_page(200, "Title", "Text")
    headers, body = dict(shown.headers), shown.body.decode()
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Length"] == str(len(shown.body))
    style = re.search(r"<style>(.*)</style>", body, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = headers["Content-Security-Policy"].split("; ")
    assert policy[:2] == ["default-src 'none'", f"style-src 'sha256-{digest}'"]
    assert "frame-ancestors 'none'" in policy
    assert not re.search(r"(?i)\b(src|href|action|on\w+|style)=|@import|url\(", body)


def test_it_follows_light_and_dark() -> None:
    """The browser's own choice of colours is followed."""
    body = result_page(200, "Title", "Text").body.decode()
    assert "color-scheme: light dark" in body
    assert "prefers-color-scheme: dark" in body


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,hello",
        "ftp://example.com/",
        "//example.com/",
        "-remote",
        "",
        "https://",
        "https://example.com/a b",
        "https://example.com/\n--new-window",
        "https://example.com/\x1b[2J",
        'https://example.com/"; rm -rf',
        "https://example.com/`id`",
        "https://example.com/\u202e",
        " https://example.com/",
    ],
)
def test_only_web_addresses_are_opened(url: str) -> None:
    """Another scheme, a space or a control character: the browser is not even called."""
    with pytest.raises(ConfigurationError):
        open_browser(url, opener=lambda _: pytest.fail("it was opened"))


def test_a_browser_that_stays_in_the_terminal_holds_nobody_up() -> None:
    """The program goes on to wait for the redirect while such a browser is open."""
    opened, closed = threading.Event(), threading.Event()

    def browse(url: str) -> None:
        assert url == "https://example.com/authorize?a=b&c=%20"
        opened.set()
        closed.wait(PATIENCE)

    open_browser("https://example.com/authorize?a=b&c=%20", opener=browse)
    assert opened.wait(PATIENCE)
    closed.set()


def test_no_browser_is_no_failure() -> None:
    """The address is shown as well, so nothing is lost."""
    tried = threading.Event()

    def missing(_: str) -> None:
        tried.set()
        raise OSError

    open_browser("https://example.com/", opener=missing)
    assert tried.wait(PATIENCE)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "--new-window",
        "ftp://example.com/",
        "https://example.com/\n--flag",
        "https://example.com/\x1b[31m",
        "https://example.com/ --flag",
        "\thttps://example.com/",
        "https://example.com/\u202e",
    ],
)
def test_a_browser_is_opened_only_for_http_urls_without_control_characters(url: str) -> None:
    """What a server chose must not become another program, another option or another line."""
    opened: queue.Queue[str] = queue.Queue()
    with pytest.raises(ConfigurationError):
        open_browser(url, opener=opened.put)
    open_browser("https://example.com/?a=b%20c", opener=opened.put)
    assert opened.get(timeout=PATIENCE) == "https://example.com/?a=b%20c"
