"""Swagger UI, the document and the reference, served beside a mock so that every operation can be tried in a browser.

GET  /                              leads to the reference, or to Swagger UI; unless the API has this path itself
GET  /try/                          Swagger UI, with a button for each way to sign in
GET  /openapi.json, /openapi.yaml   the document, with this mock as its first server
GET  /reference/...                 the pages of the reference, if there is a folder of them
"""

from __future__ import annotations

import dataclasses
import json
import mimetypes
import warnings
from collections.abc import Iterator, Mapping
from contextlib import closing
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlencode, urlsplit

from ..auth._base import ClientContext
from ..errors import ClientError, ConfigurationError
from ._docs_page import PAGE, READING_PAGE, RETURN_PAGE, RETURN_SCRIPT, SCRIPT, STYLE
from ._http11 import Handler
from .messages import MockRequest, MockResponse

if TYPE_CHECKING:
    from ..auth import AuthorizationRequest, Token
    from .mock import Mock

__all__ = ["Docs", "is_own_redirect_uri", "redirect_uris"]

_ASSETS = "drf_spectacular_sidecar"
_ASSETS_FOLDER = "static/drf_spectacular_sidecar/swagger-ui-dist"
_ASSET_NAMES = ("swagger-ui.css", "swagger-ui-bundle.js", "oauth2-redirect.html", "oauth2-redirect.js")
_CALLBACK = "/try/callback"
_OWN_REDIRECTS = (_CALLBACK, "/try/oauth2-redirect.html")
# Swagger UI writes style attributes; everything else comes from this server, and nothing is sent elsewhere.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_SCRIPTS = {"/try/try.js": SCRIPT, "/try/return.js": RETURN_SCRIPT}
_MAX_PENDING = 100


def redirect_uris(*origins: str) -> tuple[str, ...]:
    """Return what a mock must know as redirect URIs so that its OAuth clients can sign in here.

    Args:
        origins: Scheme, host and port of the server; a loopback address without a port covers all ports.
    """
    return tuple(f"{origin}{path}" for origin in origins for path in _OWN_REDIRECTS)


def is_own_redirect_uri(uri: str) -> bool:
    """Tell whether a redirect URI is one of the documentation's own."""
    return urlsplit(uri).path in _OWN_REDIRECTS


class Docs:
    """Answers the paths of the documentation, and leaves all others to another handler.

    Args:
        mock: The mock whose API is documented.
        answer: Answers all other requests.
        pages: The folder of the rendered reference; None to serve Swagger UI alone.

    Raises:
        ConfigurationError: Swagger UI is not installed, or the folder holds no reference.
    """

    def __init__(self, mock: Mock, answer: Handler, pages: Path | None = None) -> None:
        self._mock = mock
        self._answer = answer
        self._files = {f"/try/{path.name}": path for path in _assets()} | dict(_pages(pages))
        self._pending: dict[str, tuple[str, Any, AuthorizationRequest]] = {}
        self._signed_in: dict[str, Mapping[str, Any]] = {}

    def __call__(self, request: MockRequest) -> MockResponse:
        """Return the response to one request."""
        try:
            return self._respond(request, unquote(request.path))
        except ValueError:
            return _html(RETURN_PAGE.format(message="The query or the form is not well encoded."), 400)

    def _respond(self, request: MockRequest, path: str) -> MockResponse:
        if request.method == "POST" and path in ("/try/sign-in", _CALLBACK):
            return self._sign_in(request) if path == "/try/sign-in" else self._finish(request, request.form, "#")
        if request.method not in ("GET", "HEAD"):
            return self._answer(request)
        if path == "/":
            response = self._answer(request)
            return _redirect(self._start) if response.status == 404 else response
        if path in ("/try", "/reference"):
            return _redirect(f"{path}/")
        if path == "/try/":
            return self._page()
        if path == _CALLBACK:
            return self._finish(request, request.parameters, "?") if request.query else _html(READING_PAGE)
        if path == "/try/operation":
            return self._operation(request)
        if path in ("/openapi.json", "/openapi.yaml", "/reference/openapi.json", "/reference/openapi.yaml"):
            return self._document(request.origin, path)
        if path in _SCRIPTS:
            return _text(_SCRIPTS[path], "text/javascript")
        file = self._files.get(f"{path}index.html" if path.endswith("/") else path)
        return self._answer(request) if file is None else _file(file)

    @property
    def _start(self) -> str:
        return "/reference/" if "/reference/index.html" in self._files else "/try/"

    def _page(self) -> MockResponse:
        """Return Swagger UI, authorized in each way that somebody has signed in so far."""
        buttons = "".join(
            f'<button name="with" value="{escape(name)}"{" aria-pressed=true" if name in self._signed_in else ""}>'
            f"{escape(_title(name))}</button>"
            for name in self._mock.credentials
        )
        app = next(iter(self._mock.identities.apps), None)
        settings = {
            "authorized": list(self._signed_in.values()),
            "client": {"clientId": app.client_id, "clientSecret": app.client_secret} if app else {},
        }
        # A script element ends at the first "</script", wherever it stands.
        data = json.dumps(settings).replace("<", "\\u003c")
        title = escape(str(self._mock.document["info"]["title"]))
        links = '<a href="/reference/">Reference</a>' if self._start == "/reference/" else ""
        return _html(PAGE.format(title=title, style=STYLE, buttons=buttons, settings=data, links=links))

    def _operation(self, request: MockRequest) -> MockResponse:
        """Lead to an operation in Swagger UI, which is named by its method and its path."""
        values = dict(request.parameters)
        item = self._mock.document.get("paths", {}).get(values.get("path"), {})
        operation = item.get(values.get("method", "").lower())
        if not isinstance(operation, Mapping):
            return _redirect("/try/")
        tag = next(iter(operation.get("tags", ())), "default")
        return _redirect(f"/try/#/{quote(str(tag), safe='')}/{quote(str(operation.get('operationId', '')), safe='')}")

    def _sign_in(self, request: MockRequest) -> MockResponse:
        """Sign in with one kind of credentials: at once, or by leading the browser to the authorization endpoint."""
        name = dict(request.form).get("with", "")
        if name not in self._mock.credentials:
            return _html(RETURN_PAGE.format(message="There are no such credentials."), 400)
        credentials: Any = getattr(self._mock.credentials, name)
        try:
            if not hasattr(credentials, "start"):
                self._signed_in[name] = self._authorization(credentials, request.origin)
                return _redirect("/try/")
            with warnings.catch_warnings():
                # The implicit flow warns that the browser sees the token; this one is made up.
                warnings.simplefilter("ignore")
                application = dataclasses.replace(credentials, redirect_uri=f"{request.origin}{_CALLBACK}")
            login = application.start(base_url=request.origin)
        except ClientError as error:
            return _html(RETURN_PAGE.format(message=escape(str(error))), 400)
        while len(self._pending) >= _MAX_PENDING:
            self._pending.pop(next(iter(self._pending)))
        self._pending[login.state] = name, application, login
        return _redirect(login.url)

    def _authorization(self, credentials: Any, origin: str) -> dict[str, Any]:
        """Return what Swagger UI is told to send: a token, or the values of the credentials themselves."""
        if not hasattr(credentials, "flow"):
            values = [getattr(credentials, field.name) for field in dataclasses.fields(credentials) if field.init]
            return {"scheme": credentials.scheme, "values": values}
        context = ClientContext(
            base_url=origin, transport=self._mock.transport, timeout=None, user_agent="docs", clock=self._mock.clock
        )
        with closing(credentials.bind(context)) as bound:
            return _authorized(credentials.scheme, bound.get_token())

    def _finish(self, request: MockRequest, answer: list[tuple[str, str]], mark: str) -> MockResponse:
        """End a sign-in with the parameters of its redirect, which came in the query or in the fragment."""
        pending = self._pending.pop(dict(answer).get("state", ""), None)
        if pending is None:
            return _html(RETURN_PAGE.format(message="This sign-in is not known here, or it has ended already."), 400)
        name, application, login = pending
        redirected = f"{request.origin}{_CALLBACK}{mark}{urlencode(answer)}"
        try:
            token = application.finish(redirected, login)
        except ClientError as error:
            return _html(RETURN_PAGE.format(message=escape(str(error))), 400)
        self._signed_in[name] = _authorized(application.scheme, token)
        return _redirect("/try/")

    def _document(self, origin: str, path: str) -> MockResponse:
        """Return the document with this server first, and with OAuth endpoints at this server only."""
        document = json.loads(json.dumps(self._mock.document))
        servers = document.get("servers") or []
        base = urlsplit(str(servers[0].get("url", ""))).path.rstrip("/") if servers else ""
        document["servers"] = [{"url": f"{origin}{base}", "description": "This mock."}, *servers]
        for scheme in document.get("components", {}).get("securitySchemes", {}).values():
            for flow in (scheme.get("flows") or {}).values():
                flow |= {key: _moved(url, origin) for key, url in flow.items() if key.endswith("Url")}
        # JSON is YAML, too (YAML 1.2 section 1.3).
        kind = "application/json" if path.endswith(".json") else "application/yaml"
        return _text(json.dumps(document, indent=2, ensure_ascii=False), kind)


def _title(name: str) -> str:
    return " ".join("API" if word == "api" else word for word in name.capitalize().replace("Api", "api").split("_"))


def _authorized(scheme: str, token: Token) -> dict[str, Any]:
    return {"scheme": scheme, "token": {"access_token": token.access_token, "token_type": "Bearer"}}


def _moved(url: str, origin: str) -> str:
    """Return a URL with the same path at this server."""
    parts = urlsplit(url)
    path = parts.path if parts.path.startswith("/") else f"/{parts.path}"
    return f"{origin}{path}{'?' + parts.query if parts.query else ''}"


def _assets() -> Iterator[Path]:
    """Yield the files of Swagger UI, from a package that is never imported: its modules need a web framework."""
    spec = find_spec(_ASSETS)
    if spec is None or not spec.submodule_search_locations:
        raise ConfigurationError(
            "Swagger UI is not installed. Its files are in a package of their own: "
            f"pip install --no-deps {_ASSETS.replace('_', '-')}"
        )
    folder = Path(next(iter(spec.submodule_search_locations))) / _ASSETS_FOLDER
    for name in _ASSET_NAMES:
        if not (folder / name).is_file():
            raise ConfigurationError(f"This version of {_ASSETS.replace('_', '-')} has no {name} of Swagger UI.")
        yield folder / name


def _pages(folder: Path | None) -> Iterator[tuple[str, Path]]:
    """Yield the paths and the files of a reference. Only what is listed here is ever served."""
    if folder is None:
        return
    if not (folder / "index.html").is_file():
        raise ConfigurationError(f"{folder} holds no reference: it has no index.html.")
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            yield f"/reference/{file.relative_to(folder).as_posix()}", file


def _file(file: Path) -> MockResponse:
    try:
        body = file.read_bytes()
    except OSError:
        return _html(RETURN_PAGE.format(message="This file is not there any more."), 404)
    kind = mimetypes.guess_type(file.name)[0] or "text/plain"
    if file.suffix == ".html":
        # Tells the pages that they are served, and where an operation can be tried.
        body = body.replace(b"<body ", b'<body data-try="/try/operation" ')
    return MockResponse(200, (("Content-Type", _typed(kind)),), body)


def _text(text: str, kind: str) -> MockResponse:
    return MockResponse(200, (("Content-Type", _typed(kind)), ("Cache-Control", "no-store")), text.encode())


def _html(text: str, status: int = 200) -> MockResponse:
    headers = (
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Security-Policy", _POLICY),
        ("Cache-Control", "no-store"),
        ("Referrer-Policy", "no-referrer"),
    )
    return MockResponse(status, headers, text.encode())


def _redirect(url: str) -> MockResponse:
    return MockResponse(303, (("Location", url), ("Cache-Control", "no-store")))


def _typed(kind: str) -> str:
    return f"{kind}; charset=utf-8" if kind.startswith("text/") or kind.endswith(("javascript", "json")) else kind
