"""From the document's names to Python's."""

from __future__ import annotations

import builtins
import keyword
import re
import time
from http import HTTPStatus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.build import names, reserved
from tests.generator.support import ROOT


@pytest.mark.parametrize(
    ("wire", "python"),
    [
        ("siteId", "site_id"),
        ("dateTimeFormat", "date_time_format"),
        ("customCSS", "custom_css"),
        ("isCanDownloadPDF", "is_can_download_pdf"),
        ("HTTPServer", "http_server"),
        ("ruleIDs", "rule_ids"),
        ("targetURLs", "target_urls"),
        ("OAuthError", "oauth_error"),
        ("IPv4Address", "ipv4_address"),
        ("last7DaysDaily", "last7_days_daily"),
        ("X-Api-Key", "x_api_key"),
        ("v2.0", "v2_0"),
        ("already_snake", "already_snake"),
        ("class", "class_"),
        ("None", "none"),
        ("__class__", "class_"),
        ("2fa", "value_2fa"),
        ("+1", "value_1"),
        ("", "value"),
        ("ÉcranLarge", "ecran_large"),
        ("用户", "u7528_u6237"),
    ],
)
def test_snake_case(wire: str, python: str) -> None:
    """Acronyms stay whole, keywords get an underscore, other signs are dropped, foreign letters become ASCII."""
    assert names.snake(wire) == python


@given(st.text())
def test_every_name_is_an_identifier(text: str) -> None:
    """Whatever a document calls something, Python can."""
    for name in (names.snake(text), names.class_name(text), names.attribute(text), names.package(text)):
        assert name.isidentifier()
        assert name.isascii()
        assert not keyword.iskeyword(name)
        assert not name.startswith("_")


@given(st.lists(st.text(), max_size=8))
def test_unique_names_differ(texts: list[str]) -> None:
    """Names of one place never collide, in whatever order they come."""
    taken: list[str] = []
    for text in texts:
        taken.append(names.unique(names.attribute(text), taken))
    assert len(set(taken)) == len(texts)


@pytest.mark.parametrize("name", ["str", "int", "dict", "list", "datetime", "from_dict", "to_dict", "extra"])
def test_a_field_hides_nothing_that_its_class_needs(name: str) -> None:
    """A field called as a type of the annotations beside it would break them."""
    assert names.attribute(name) == f"{name}_"


def test_a_field_may_have_the_name_of_another_builtin() -> None:
    """``id`` and ``type`` are good names; no code that we render calls the functions."""
    assert [names.attribute(name) for name in ("id", "type", "format")] == ["id", "type", "format"]
    assert {"id", "type", "format"} <= set(dir(builtins))


@pytest.mark.parametrize(
    ("operation_id", "tag", "path"),
    [
        ("account.agents.list", "Account › Agents", ("account", "agents", "list")),
        ("listOrders", "Orders", ("orders", "list_orders")),
        ("createPriceList", "Price lists", ("price_lists", "create_price_list")),
        ("ping", None, ("default", "ping")),
        ("token.close.get", None, ("token_", "close", "get")),
        ("close", "close", ("close_", "close")),
        ("pets.with_raw_response", None, ("pets", "with_raw_response_")),
        ("pets.import", None, ("pets", "import_")),
    ],
)
def test_the_place_of_an_operation(operation_id: str, tag: str | None, path: tuple[str, ...]) -> None:
    """Dots are the path; without dots the tag is the resource; what the client itself has is left to it."""
    assert names.operation_path(operation_id, tag) == path


@pytest.mark.parametrize(
    ("title", "product", "package", "prefix"),
    [
        ("Acme API", "Acme", "acme", "ACME"),
        ("Acme Orders REST API", "Acme Orders", "acme_orders", "ACME_ORDERS"),
        ("GitHub v3 REST API", "GitHub v3", "github_v3", "GITHUB_V3"),
        ("API", "API", "api", "API"),
        ("Email API", "Email", "email_api", "EMAIL"),
        ("Reference API", "Reference", "reference_api", "REFERENCE"),
        ("24 RESTful API", "24", "api_24", "API_24"),
    ],
)
def test_the_package_is_named_after_the_title(title: str, product: str, package: str, prefix: str) -> None:
    """Words that say nothing are dropped, and no module of the standard library is hidden."""
    assert (names.product(title), names.package(title), names.env_prefix(title)) == (product, package, prefix)


@pytest.mark.parametrize(
    ("key", "suffix", "expected"),
    [
        ("oauth2", "Password", "Password"),
        ("OAuth", "Implicit", "Implicit"),
        ("partnerOAuth2", "Password", "PartnerPassword"),
        ("partner_oauth2", "ClientCredentials", "PartnerClientCredentials"),
        ("petstore_auth", "Implicit", "PetstoreAuthImplicit"),
        ("apiKey", "", "ApiKey"),
        ("api_key", "", "ApiKey"),
        ("client", "", "ClientAuth"),
    ],
)
def test_credentials_are_named_after_their_scheme(key: str, suffix: str, expected: str) -> None:
    """A scheme that is just called OAuth 2 has the flows' own names."""
    assert names.scheme_class(key, (), suffix) == expected


@pytest.mark.parametrize(
    ("kept", "templates"),
    [
        (reserved.MODEL_CLASSES, ["models/{model}.py.jinja", "resources/{resource}.py.jinja", "webhooks.py.jinja"]),
        (reserved.RESOURCE_CLASSES, ["resources/{resource}.py.jinja", "client.py.jinja"]),
        (
            reserved.CREDENTIAL_CLASSES,
            [
                "__init__.py.jinja",
                "auth/__init__.py.jinja",
                "auth/credentials.py.jinja",
                "testing/credentials.py.jinja",
            ],
        ),
    ],
)
def test_no_class_hides_what_its_module_imports(kept: frozenset[str], templates: list[str]) -> None:
    """Whatever a template imports beside classes of the document's is a name that these do not get."""
    for template in templates:
        text = (ROOT / "templates/package" / template).read_text()
        lines = [re.sub(r"{{.*?}}", "", line) for line in re.findall(r"^ *from \S+ import (.*)$", text, re.MULTILINE)]
        imported = {name.split(" as ")[-1].strip() for line in lines for name in line.split(",")}
        assert {name for name in imported if name[:1].isupper()} <= kept, template


def test_no_variable_of_a_server_hides_an_argument_of_the_client() -> None:
    """A client takes both by keyword."""
    text = (ROOT / "templates/_macros/client.jinja").read_text()
    signature = text[text.index("def __init__(") : text.index(") -> None:")]
    arguments = set(re.findall(r"^        (\w+):", signature, re.MULTILINE))
    assert {"auth", "timeout"} <= arguments <= reserved.CLIENT_ARGUMENTS


@pytest.mark.parametrize(
    ("pointer", "expected"),
    [
        ("/components/schemas/pet", "Pet"),
        ("/components/schemas/page", "PageModel"),
        ("/components/schemas/Map/additionalProperties", "MapValue"),
        ("/components/schemas/Cats/items", "CatsItem"),
        ("/components/schemas/Pets/items/properties/tag/anyOf/0", "BeastTag"),
        ("/components/schemas/Pets/items/patternProperties/^x/prefixItems/0", "BeastXItem"),
        ("/components/schemas/a/properties/items/properties/responses", "AItemsResponses"),
        ("/components/requestBodies/sold/content/json/schema", "Sold"),
        ("/paths/~1a/get/requestBody/content/json/schema", "AListBody"),
        ("/paths/~1a/get/responses/200/content/json/schema/items", "AListResponseItem"),
    ],
)
def test_an_object_is_named_after_what_it_is_part_of(pointer: str, expected: str) -> None:
    """The nearest class or operation around it, and the way from there; keywords that name nothing are left out."""
    taken = {"/components/schemas/Pets/items": "Beast"}
    assert names.model_class(pointer, {"/paths/~1a/get": "a.list"}, taken) == expected


@pytest.mark.parametrize(
    ("taken", "alternatives", "expected"),
    [
        ([], [], "class_"),
        (["class_"], [], "class_2"),
        (["class_", "class_2"], [], "class_3"),
        (["class_"], ["other"], "other"),
        (["class_", "other"], ["other", "third"], "third"),
        (["class_", "other"], ["other"], "class_2"),
    ],
)
def test_a_name_that_is_taken_gives_way(taken: list[str], alternatives: list[str], expected: str) -> None:
    """To the first alternative that is free, or else to the name with the first number that is."""
    assert names.unique("class_", taken, *alternatives) == expected


def test_a_resource_gives_way() -> None:
    """To a model of its name, and to what its module needs."""
    assert names.resource_class("agents", ["Agent"]) == "Agents"
    assert names.resource_class("agent", ["Agent"]) == "AgentResource"
    assert names.resource_class("page", []) == "PageResource"


def test_credentials_of_two_schemes_differ() -> None:
    """Two schemes whose names differ in case alone still make two classes."""
    assert names.scheme_class("OAuth2", {"Password"}, "Password") == "PasswordAuth"
    assert names.scheme_class("OAuth2", {"Password", "PasswordAuth"}, "Password") == "Password_2"


@pytest.mark.parametrize(
    ("status", "name"),
    [
        (400, "BadRequestError"),
        (404, "NotFoundError"),
        (429, "RateLimitError"),
        (500, "InternalServerError"),
        (422, "UnprocessableContentError"),
    ],
)
def test_errors_are_named_by_rfc_9110(status: int, name: str) -> None:
    """The names do not depend on the Python that renders, whose own list changed."""
    assert names.error_class(status) == name


def test_an_unknown_status_has_an_error_too() -> None:
    """A vendor's own status is named by its number."""
    assert names.error_class(499) == "Status499Error"


@pytest.mark.parametrize("text", ["a" * 300, "aB" * 5000, "Ünï" * 4000, "_" * 10_000, "用" * 10_000, "a_" * 150])
def test_names_are_bounded(text: str) -> None:
    """They become file names, which have at most 255 bytes; and a long text takes no time."""
    started = time.thread_time()
    for name in (names.snake(text), names.class_name(text), names.attribute(text), names.module(text)):
        assert len(name) <= names.MAX_LENGTH + 1
        assert not name.endswith("__")
    assert len(names.package(text)) <= names.MAX_LENGTH + 4
    assert len(names.scheme_prefix(text)) <= names.MAX_LENGTH
    assert time.thread_time() - started < 1


def test_a_long_name_ends_at_its_80th_character() -> None:
    """Of a text, no more than four such lengths are read."""
    assert [names.snake("ab" * 50), names.class_name("ab" * 50)] == ["ab" * 40, "Ab" + "ab" * 39]
    assert names.words("a " * 200) == ("a",) * 160


def test_ports_of_windows_have_one_digit() -> None:
    """A device has a number from 0 to 9."""
    assert {name for name in reserved.MODULES if name.startswith("com")} == {f"com{number}" for number in range(10)}


@pytest.mark.parametrize("name", ["con", "nul", "aux", "prn", "com1", "lpt9"])
def test_no_module_is_a_device_of_windows(name: str) -> None:
    """A file of that name cannot be opened there."""
    assert names.module(name.upper()) == f"{name}_"
    assert names.operation_path(f"a.{name}.get", None) == ("a", f"{name}_", "get")
    assert names.operation_path(f"{name}.get", None) == (f"{name}_", "get")
    assert names.package(name) == f"{name}_api"


@pytest.mark.parametrize("title", ["HTTPX", "anyio API", "Redis", "pytest"])
def test_no_package_hides_one_that_it_needs(title: str) -> None:
    """The package imports its dependencies by absolute names."""
    assert names.package(title).endswith("_api")


@pytest.mark.parametrize(
    ("kind", "parent", "expected"),
    [
        ("daily limit exceeded", "ForbiddenError", "DailyLimitExceededError"),
        ("client", "ForbiddenError", "ForbiddenClientError"),
        ("permission", "ForbiddenError", "ForbiddenPermissionError"),
        ("not found", "GoneError", "GoneNotFoundError"),
        ("API connection", "NotFoundError", "NotFoundAPIConnectionError"),
        ("…", "NotFoundError", "NotFoundValueError"),
        ("class", "NotFoundError", "ClassError"),
    ],
)
def test_a_kind_of_error_replaces_no_other_error(kind: str, parent: str, expected: str) -> None:
    """Neither one of the package's own, nor one of a status, nor one of Python."""
    assert names.error_kind_class(names.error_class_of(kind), parent, {"NotFoundError"}) == expected


def test_the_errors_of_the_package_are_reserved() -> None:
    """Every class that the template itself writes, and every exception of this Python."""
    text = (ROOT / "templates/package/errors.py.jinja").read_text()
    own = {*re.findall(r"^class ([A-Z]\w+)\(", text, re.MULTILINE), *re.findall(r'"([A-Z]\w+(?:Error|Warning))"', text)}
    assert len(own) > 20
    python = {name for name, value in vars(builtins).items() if isinstance(value, type) and name.endswith("Error")}
    assert own | python <= reserved.ERROR_CLASSES


def public(*classes: type) -> set[str]:
    """Return the public attributes of classes, those of ``object`` left out."""
    return {name for cls in classes for name in dir(cls) if not name.startswith("_")}


def test_the_members_of_base_classes_are_reserved() -> None:
    """A field, a method, an argument or a credential of their name would hide them."""
    from comm100 import AsyncClient, Client, Credentials
    from comm100._models import Model
    from comm100._resource import AsyncResource, Resource
    from comm100.auth import _flows, _login_flows
    from comm100.testing.credentials import MockCredentials

    flows = [
        _login_flows.AuthorizationCodeFlow,
        _login_flows.ImplicitFlow,
        _flows.PasswordFlow,
        _flows.ClientCredentialsFlow,
    ]
    assert public(Model) <= reserved.ATTRIBUTES
    assert public(Resource, AsyncResource) <= reserved.METHODS
    assert public(Client, AsyncClient) - {"account", "livechat", "partner", "reports"} <= reserved.CLIENT
    assert public(Credentials) <= reserved.KEYS
    assert public(*flows) <= reserved.CREDENTIALS
    assert {"first"} <= public(MockCredentials) & reserved.MOCK_CREDENTIALS
    for kept in (
        reserved.ATTRIBUTES,
        reserved.ARGUMENTS,
        reserved.KEYS,
        reserved.CREDENTIALS,
        reserved.CLIENT_ARGUMENTS,
    ):
        assert {"self", "cls"} <= kept


def test_reasons_are_those_of_python() -> None:
    """Of the statuses that both know; a few have older names in older versions."""
    older = {413: "Content Too Large", 414: "URI Too Long", 416: "Range Not Satisfiable", 422: "Unprocessable Content"}
    assert {status: names.reason(status) for status in older} == older
    errors = {status.value: status.phrase for status in HTTPStatus if status >= 400}
    both = {status: phrase for status, phrase in errors.items() if names.reason(status) != f"Status {status}"}
    # Those are a joke, an experiment and obsolete.
    assert errors.keys() - both.keys() == {418, 506, 510}
    assert {status for status, phrase in both.items() if names.reason(status).lower() != phrase.lower()} <= set(older)
