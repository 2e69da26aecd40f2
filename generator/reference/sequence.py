"""Sequence diagrams of OAuth flows: who sends what to whom, with the names of the parameters and where secrets are.

The picture and its text alternative are made of the same messages, which come from the document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from markupsafe import Markup

from ..model import Api, AuthScheme, Flow
from .markdown import md_code, one_line
from .oauth import Step, absolute_url, is_one_time_secret, request_fields, token_fields
from .programs import sample_operation

__all__ = ["Message", "flow_diagram", "flow_messages", "message_text"]

_BROWSER, _APPLICATION, _SERVER, _API = "The user's browser", "Your application", "Authorization server", "API"

# Of the drawing, in its own units.
_WIDTH: Final = 760
_MARGIN: Final = 78
_HEAD: Final = 46
_LINE: Final = 16
_GAP: Final = 30
_LETTER: Final = 6.7


@dataclass(frozen=True)
class Name:
    """A parameter or property; ``secret`` says that whoever has its value can act for somebody."""

    text: str
    secret: bool


@dataclass(frozen=True, kw_only=True)
class Message:
    """What one party sends to another.

    Attributes:
        source: Who sends it.
        target: Who receives it.
        title: What it is: a method and a path, or a few words.
        names: What it carries.
        is_reply: Whether it is the response to the message before it.
    """

    source: str
    target: str
    title: str
    names: tuple[Name, ...] = ()
    is_reply: bool = False


def flow_messages(flow: Flow, scheme: AuthScheme, api: Api) -> tuple[Message, ...]:
    """Return the messages of a flow, from the first request to a call of the API.

    Args:
        flow: The flow.
        scheme: Its scheme.
        api: The document that it belongs to.
    """
    return (*_sign_in(flow, api), *_call(flow, scheme, api))


def message_text(message: Message) -> str:
    """Return a message as a sentence of Markdown."""
    carried = ", ".join(md_code(name.text) + (" (secret)" if name.secret else "") for name in message.names)
    verb = "answers" if message.is_reply else "to"
    return f"{message.source} {verb} {_inside(message.target)}: {message.title}{f' with {carried}' if carried else ''}."


def flow_diagram(messages: Sequence[Message], id_: str, title: str) -> Markup:
    """Return the messages as an SVG drawing.

    Args:
        messages: The messages.
        id_: What the ids of its elements start with.
        title: Its title for people who do not see it.
    """
    named = {party for message in messages for party in (message.source, message.target)}
    parties = [party for party in (_BROWSER, _APPLICATION, _SERVER, _API) if party in named]
    step = (_WIDTH - 2 * _MARGIN) / (len(parties) - 1)
    places = {party: round(_MARGIN + step * number) for number, party in enumerate(parties)}
    rows, height = [], _HEAD + 8
    for number, message in enumerate(messages, 1):
        lines, height = _message(number, message, places, height)
        rows += lines
    height += 16
    said = " ".join(f"{number}. {message_text(message)}" for number, message in enumerate(messages, 1))
    return Markup(
        f'<svg class="sequence" role="img" aria-labelledby="{id_}-title" aria-describedby="{id_}-text" '
        f'viewBox="0 0 {_WIDTH} {height}" xmlns="http://www.w3.org/2000/svg">'
        f'<title id="{id_}-title">{escape(title)}</title><desc id="{id_}-text">{escape(said.replace("`", ""))}</desc>'
        + "".join(_party(party, place, height) for party, place in places.items())
        + "".join(rows)
        + "</svg>"
    )


def _sign_in(flow: Flow, api: Api) -> Iterator[Message]:
    """Yield how an application gets its token."""
    answer = tuple(Name(field.wire_name, field.secret) for field in token_fields(flow))
    if flow.authorization.url is not None:
        sent = _names(flow, "authorization")
        page = _endpoint("GET", flow.authorization.url, api)
        back = _names_of(["state"] if any(name.text == "state" for name in sent) else [])
        if flow.kind == "implicit":
            # A redirect carries no refresh token (RFC 6749 section 4.2.2).
            carried = tuple(name for name in answer if name.text != "refresh_token") + back
            yield Message(source=_BROWSER, target=_SERVER, title=page, names=sent)
            yield Message(
                source=_SERVER, target=_BROWSER, title="The user signs in; redirect", names=carried, is_reply=True
            )
            return
        challenge = (Name("code_challenge", False), Name("code_challenge_method", False))
        known = {name.text for name in sent}
        yield Message(source=_APPLICATION, target=_BROWSER, title="Redirect to sign in")
        yield Message(
            source=_BROWSER,
            target=_SERVER,
            title=page,
            names=sent + tuple(name for name in challenge if name.text not in known),
        )
        code = (Name("code", True), *back)
        yield Message(source=_SERVER, target=_BROWSER, title="The user signs in; redirect", names=code, is_reply=True)
        yield Message(source=_BROWSER, target=_APPLICATION, title="Follow the redirect", names=code)
    if flow.token.url is not None:
        sent = _names(flow, "token")
        if flow.authorization.url is not None and all(name.text != "code_verifier" for name in sent):
            sent += (Name("code_verifier", True),)
        if flow.client_authentication == "basic":
            sent = (Name("client_id", False), Name("client_secret", True), *sent)
        yield Message(source=_APPLICATION, target=_SERVER, title=_endpoint("POST", flow.token.url, api), names=sent)
        yield Message(source=_SERVER, target=_APPLICATION, title="The token", names=answer, is_reply=True)


def _call(flow: Flow, scheme: AuthScheme, api: Api) -> Iterator[Message]:
    """Yield a call with the token, and how the next token is requested."""
    caller = _BROWSER if flow.kind == "implicit" else _APPLICATION
    sample = sample_operation(scheme, api, flow)
    title = f"{sample[0].method.upper()} {sample[0].path}" if sample else "A request"
    yield Message(source=caller, target=_API, title=title, names=(Name("Authorization: Bearer", True),))
    yield Message(source=_API, target=caller, title="The response", is_reply=True)
    if flow.refresh.fields and flow.refresh.url is not None and flow.kind != "clientCredentials":
        sent = _names(flow, "refresh")
        yield Message(
            source=caller, target=_SERVER, title=f"Later: {_endpoint('POST', flow.refresh.url, api)}", names=sent
        )
        yield Message(source=_SERVER, target=caller, title="The next token", is_reply=True)


def _names(flow: Flow, step: Step) -> tuple[Name, ...]:
    fields = request_fields(flow, step)
    return tuple(Name(field.wire_name, field.secret or is_one_time_secret(field.wire_name)) for field in fields)


def _names_of(texts: Iterable[str]) -> tuple[Name, ...]:
    return tuple(Name(text, False) for text in texts)


def _endpoint(method: str, url: str, api: Api) -> str:
    return f"{method} {absolute_url(url, api).removeprefix(api.server.default_url)}"


def _inside(party: str) -> str:
    """Return the name of a party for the middle of a sentence."""
    return (
        party if party == _API else f"{party[0].lower()}{party[1:]}" if party != _SERVER else "the authorization server"
    )


def _party(party: str, place: int, height: int) -> str:
    left, wide = place - _MARGIN + 4, 2 * _MARGIN - 8
    return (
        f'<rect class="party" x="{left}" y="2" width="{wide}" height="{_HEAD - 14}" rx="6"></rect>'
        f'<text class="who" x="{place}" y="22" text-anchor="middle">{escape(party)}</text>'
        f'<line class="life" x1="{place}" y1="{_HEAD - 12}" x2="{place}" y2="{height - 4}"></line>'
    )


def _message(number: int, message: Message, places: dict[str, int], top: int) -> tuple[list[str], int]:
    """Return one message from ``top`` down, and where it ends."""
    start, end = places[message.source], places[message.target]
    room = abs(end - start) - 20
    place = f'x="{(start + end) / 2:g}" text-anchor="middle"'
    top += _GAP
    lines = [f'<text class="title" {place} y="{top}">{number}. {_short(message.title, room)}</text>']
    for names in _wrapped(message.names, room):
        top += _LINE
        spans = ", ".join(_span(name, room) for name in names)
        lines.append(f'<text class="names" {place} y="{top}">{spans}</text>')
    top += 9
    back = end - 8 if end > start else end + 8
    points = f"{back},{top - 4} {end},{top} {back},{top + 4}"
    kind, tip = ("reply", "polyline") if message.is_reply else ("send", "polygon")
    lines.append(f'<line class="{kind}" x1="{start}" y1="{top}" x2="{end}" y2="{top}"></line>')
    lines.append(f'<{tip} class="{kind} tip" points="{points}"></{tip}>')
    return lines, top


def _span(name: Name, room: float) -> str:
    text = _short(name.text, room)
    return f'<tspan class="secret">{text}</tspan>' if name.secret else text


def _short(text: str, room: float) -> str:
    longest = _letters(room)
    line = one_line(text)
    return escape(line if len(line) <= longest else f"{line[: longest - 1]}…")


def _wrapped(names: Iterable[Name], room: float) -> list[list[Name]]:
    """Return names in lines that fit between two parties."""
    longest = _letters(room)
    lines: list[list[Name]] = []
    for name in names:
        if lines and sum(min(len(other.text), longest) + len(", ") for other in [*lines[-1], name]) <= longest:
            lines[-1].append(name)
        else:
            lines.append([name])
    return lines


def _letters(room: float) -> int:
    """Return how many letters have room."""
    return int(room / _LETTER)
