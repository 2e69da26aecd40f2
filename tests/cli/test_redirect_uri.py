"""Where the receiver of RFC 8252 listens: on this machine, at the address that is registered, and nowhere else."""

from __future__ import annotations

import pytest

from comm100.auth.loopback import LoopbackReceiver, is_loopback_redirect
from comm100.errors import ConfigurationError
from tests.cli.support import GOOD, PATIENCE, get, port_of, waiting


def test_it_is_bound_to_a_literal_loopback_address() -> None:
    """Other addresses of the machine do not lead to it."""
    with LoopbackReceiver() as receiver:
        port = port_of(receiver.redirect_uri)
        assert receiver._listener.socket.getsockname() == ("127.0.0.1", port)
        assert port > 0


def test_the_port_is_free_again_afterwards() -> None:
    """A chosen port can be used for the next sign-in at once; while it is taken, the error says so."""
    with LoopbackReceiver() as first:
        port = port_of(first.redirect_uri)
        with pytest.raises(ConfigurationError, match=f"port {port}"):
            LoopbackReceiver(port=port)
    with LoopbackReceiver(port=port) as second:
        assert second.redirect_uri == f"http://127.0.0.1:{port}/callback"


def test_a_registered_redirect_uri_is_kept_character_for_character() -> None:
    """Its path, its host name and its port are those that the server knows."""
    with LoopbackReceiver() as probe:
        port = port_of(probe.redirect_uri)
    uri = f"http://localhost:{port}/Signed%20in/"
    with waiting(redirect_uri=uri) as (same, outcome):
        assert same == uri
        assert get(f"http://127.0.0.1:{port}/Signed%20in/{GOOD}").status == 421
        assert get(f"http://127.0.0.1:{port}/Signed%20in/{GOOD}", host=f"LOCALHOST:{port}").status == 200
        assert outcome.result(PATIENCE) == uri + GOOD


@pytest.mark.parametrize(
    "uri",
    [
        "https://app.example.com/callback",
        "https://127.0.0.1:8400/callback",
        "http://0.0.0.0:8400/callback",
        "http://192.168.0.1:8400/callback",
        "http://127.0.0.2:8400/",
        "http://127.0.0.1.evil.example:8400/",
        "http://evil.example@127.0.0.1:8400/",
        "http://127.0.0.1@evil.example:8400/",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1:8400/?a=b",
        "http://127.0.0.1:8400/#a",
        "http://127.0.0.1:8400/a b",
        "http://[::1/",
        "urn:ietf:wg:oauth:2.0:oob",
        "",
    ],
)
def test_other_redirect_uris_are_refused(uri: str) -> None:
    """What does not lead to this machine, or holds more than an address, is not listened at."""
    assert not is_loopback_redirect(uri)
    with pytest.raises(ConfigurationError):
        LoopbackReceiver(uri)


def test_a_redirect_uri_needs_its_port() -> None:
    """Port 0 stands for any port, which no server has registered."""
    with pytest.raises(ConfigurationError, match="needs the port"):
        LoopbackReceiver("http://127.0.0.1:0/callback")
