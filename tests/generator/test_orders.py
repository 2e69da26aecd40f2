"""Not made for one document: one of another vendor's shape becomes a client whose calls and flows work."""

from __future__ import annotations

import base64
import importlib
import sys
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest

from generator.build.api import build_api
from generator.commands import generate
from generator.document.load import load_document
from generator.model import Api
from generator.output.write import replace_tree
from generator.python_source import annotation
from tests.generator.support import DOCUMENTS, ROOT

if TYPE_CHECKING:
    import httpx2 as http
else:
    try:
        import httpx2 as http
    except ImportError:
        import httpx as http

SPEC = DOCUMENTS / "orders.yaml"
ORDER = {"id": 7, "state": "open", "placedAt": "2026-01-02T03:04:05Z", "note": None, "customer": {"fullName": "Ada"}}


@pytest.fixture(scope="module")
def api() -> Api:
    """The model of the document."""
    return build_api(load_document(SPEC))


def test_tags_are_the_resources(api: Api) -> None:
    """operationIds without dots are methods of what their tag names."""
    shown = [(resource.name, resource.title, [each.name for each in resource.operations]) for resource in api.walk()]
    assert shown == [
        ("orders", "Orders", ["list_orders", "create_order", "get_order"]),
        ("price_lists", "Price lists", ["ping_price_list"]),
    ]


def test_root_security_is_each_operations(api: Api) -> None:
    """Either way of authenticating will do, but for the operation that says that it needs none."""
    security = {each.name: each.security for resource in api.walk() for each in resource.operations}
    assert security["get_order"] == (("machine",), ("key",))
    assert security["ping_price_list"] == ()


def test_names_and_types(api: Api) -> None:
    """Keywords, acronyms, inline objects, enums, lists without explode and nullables."""
    (order,) = [model for model in api.models if model.class_name == "Order"]
    assert [(field.name, annotation(field.type)) for field in order.fields] == [
        ("id", "int"),
        ("state", 'Literal["open", "shipped"] | str'),
        ("placed_at", "datetime.datetime"),
        ("note", "str | None"),
        ("customer", "OrderCustomer"),
        ("lines", "list[OrderLinesItem]"),
        ("labels", "dict[str, str]"),
        ("from_", "str"),
    ]
    listing = next(api.walk()).operations[0]
    assert [(each.name, each.location, each.style.explode) for each in listing.parameters] == [
        ("x_tenant", "header", False),
        ("status", "query", False),
        ("created_after", "query", True),
    ]
    assert (api.package, api.product, api.env_prefix) == ("acme_orders", "Acme Orders", "ACME_ORDERS")


def test_flows_have_the_parameters_of_rfc_6749(api: Api) -> None:
    """The token endpoint is on another host and not described."""
    flows = {flow.class_name: flow for _, flow in api.flows()}
    assert {name: [field.name for field in flow.parameters] for name, flow in flows.items()} == {
        "MachineClientCredentials": ["client_id", "client_secret", "scope"],
        "PersonAuthorizationCode": ["redirect_uri", "client_id", "client_secret", "scope"],
    }
    assert {flow.client_authentication for flow in flows.values()} == {"basic"}
    assert flows["MachineClientCredentials"].scopes == {"orders.read": "Read orders"}


@pytest.fixture(scope="module")
def acme(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The rendered package, imported."""
    out = tmp_path_factory.mktemp("orders") / "generated"
    replace_tree(generate(SPEC, ROOT / "templates"), out)
    sys.path.insert(0, str(out))
    try:
        yield importlib.import_module("acme_orders")
    finally:
        sys.path.remove(str(out))
        for name in [name for name in sys.modules if name.partition(".")[0] == "acme_orders"]:
            del sys.modules[name]


class Acme:
    """A server of Acme's: it keeps what it was asked and answers as the document says."""

    def __init__(self) -> None:
        self.requests: list[http.Request] = []
        self.tokens = 0

    def __call__(self, request: http.Request) -> http.Response:
        request.read()
        self.requests.append(request)
        if request.url.host == "login.acme.example":
            self.tokens += 1
            return http.Response(
                200, json={"access_token": f"token-{self.tokens}", "token_type": "Bearer", "expires_in": 60}
            )
        if request.url.path == "/v1/orders/13":
            return http.Response(404, json={"message": f"No order 13 for {request.headers.get('X-Api-Key')}."})
        if request.url.path.endswith("/ping"):
            return http.Response(204)
        if request.url.path == "/v1/orders" and request.method == "GET":
            return http.Response(200, json=[ORDER])
        if request.url.path == "/v1/orders":
            return http.Response(201, json=ORDER)
        return http.Response(200, json=ORDER) if request.url.path == "/v1/orders/7" else http.Response(404)

    @property
    def last(self) -> http.Request:
        return self.requests[-1]


@pytest.fixture
def server() -> Acme:
    return Acme()


@pytest.fixture
def client(acme: ModuleType, server: Acme) -> Callable[..., Any]:
    """Make clients that talk to the server."""
    return lambda auth: acme.Client(auth=auth, transport=http.MockTransport(server))


def test_a_key_travels_in_its_header(acme: ModuleType, server: Acme, client: Callable[..., Any]) -> None:
    """A scheme of kind apiKey puts the key where the document says, on the server's own path."""
    with client(acme.Key("secret-key")) as orders:
        order = orders.orders.get_order(7)
    assert str(server.last.url) == "https://eu.acme.example/v1/orders/7"
    assert server.last.headers["X-Api-Key"] == "secret-key"
    assert "Authorization" not in server.last.headers
    assert (order.id, order.state, order.note, order.customer.full_name) == (7, "open", None, "Ada")
    assert order.placed_at.isoformat() == "2026-01-02T03:04:05+00:00"


def test_parameters_are_written_as_the_document_says(
    acme: ModuleType, server: Acme, client: Callable[..., Any]
) -> None:
    """A list without explode is joined, and the path's own header parameter is an argument of each method."""
    with client(acme.Key("k")) as orders:
        (order,) = orders.orders.list_orders(status=["open", "shipped"], x_tenant="north")
    assert order.id == 7
    assert urlsplit(str(server.last.url)).query in {"status=open,shipped", "status=open%2Cshipped"}
    assert server.last.headers["X-Tenant"] == "north"


def test_a_body_is_sent_under_its_wire_names(acme: ModuleType, server: Acme, client: Callable[..., Any]) -> None:
    """from_ is from again, and what was not given is not there."""
    with client(acme.Key("k")) as orders:
        orders.orders.create_order(state="open", from_="Paris", lines=[{"customCSS": "x"}])
    assert server.last.read() == b'{"state":"open","lines":[{"customCSS":"x"}],"from":"Paris"}'


def test_an_open_operation_carries_no_credentials(acme: ModuleType, server: Acme, client: Callable[..., Any]) -> None:
    """security: [] overrides the document's; no token is asked for."""
    with client(acme.MachineClientCredentials(client_id="c", client_secret="s")) as orders:
        assert orders.price_lists.ping_price_list("gold") is None
    assert server.last.url.path == "/v1/price-lists/gold/ping"
    assert server.tokens == 0


def test_client_credentials_with_an_audience(acme: ModuleType, server: Acme, client: Callable[..., Any]) -> None:
    """RFC 6749 section 4.4: a form to the other host, HTTP Basic, and the extension parameter that the vendor wants."""
    credentials = acme.MachineClientCredentials(
        client_id="my client", client_secret="s:ecret", scope="orders.read", extra={"audience": "https://acme.example"}
    )
    with client(credentials) as orders:
        orders.orders.get_order(7)
        orders.orders.get_order(7)
    token, *calls = server.requests
    assert (token.method, str(token.url)) == ("POST", "https://login.acme.example/oauth2/token")
    assert dict(parse_qsl(token.read().decode())) == {
        "grant_type": "client_credentials",
        "scope": "orders.read",
        "audience": "https://acme.example",
    }
    # RFC 6749 section 2.3.1: both are form-encoded before they are joined.
    assert base64.b64decode(token.headers["Authorization"].removeprefix("Basic ")) == b"my%20client:s%3Aecret"
    assert [call.headers["Authorization"] for call in calls] == ["Bearer token-1", "Bearer token-1"]


def test_an_authorization_code(acme: ModuleType, server: Acme, client: Callable[..., Any]) -> None:
    """RFC 6749 section 4.1: the browser is sent to the other host, and the code is exchanged there."""
    app = acme.PersonAuthorizationCode(
        client_id="c",
        client_secret="s",
        redirect_uri="https://app.example/back",
        transport=http.MockTransport(server),
    )
    login = app.start()
    url = urlsplit(login.url)
    query = parse_qs(url.query)
    assert (url.netloc, url.path) == ("login.acme.example", "/oauth2/authorize")
    assert query["client_id"] == ["c"]
    assert query["state"] == [login.state]
    token = app.finish(f"https://app.example/back?code=xyz&state={login.state}", login)
    form = dict(parse_qsl(server.last.read().decode()))
    assert (form["grant_type"], form["code"], form["redirect_uri"]) == (
        "authorization_code",
        "xyz",
        "https://app.example/back",
    )
    with client(app.resume(token)) as orders:
        orders.orders.get_order(7)
    assert server.last.headers["Authorization"] == "Bearer token-1"


def test_a_documented_error_is_an_exception(acme: ModuleType, client: Callable[..., Any]) -> None:
    """The document lists 404, so there is a class for it."""
    with client(acme.Key("k")) as orders, pytest.raises(acme.errors.NotFoundError):
        orders.orders.get_order(8)


def test_an_error_does_not_repeat_a_key(acme: ModuleType, client: Callable[..., Any]) -> None:
    """A server's words may hold what the request was sent with, in whichever header."""
    with client(acme.Key("secret-key")) as orders, pytest.raises(acme.errors.NotFoundError) as caught:
        orders.orders.get_order(13)
    assert caught.value.message == "No order 13 for ***."
    assert "secret-key" not in str(caught.value)
