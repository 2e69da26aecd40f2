"""The flows of OAuth 2 come out of the document: out of the endpoints that it describes, or out of RFC 6749."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from generator.model import Api, AuthScheme, Flow, Mark
from generator.python_source import accepted
from generator.reference.queries import token_errors
from tests.generator.support import api_of, minimal, operation

FORM = "application/x-www-form-urlencoded"


def grant(grant_type: Any, required: str, optional: str = "", **schema: Any) -> dict[str, Any]:
    """Return the form of one grant, its parameters given as words."""
    names = [*required.split(), *optional.split()]
    properties = {name: {"type": "string", "description": f"The {name}."} for name in names}
    properties["grant_type"] = grant_type
    return {"type": "object", "required": ["grant_type", *required.split()], "properties": properties, **schema}


def document() -> Any:
    """Return a document that describes its endpoints in its own words."""
    result = minimal()
    code = grant({"enum": ["authorization_code"]}, "code redirect_uri client_id client_secret", description="A code.")
    code["properties"]["client_secret"]["format"] = "password"
    password = grant({"const": "password"}, "email password", **{"x-source": "page 7"})
    password["properties"]["email"]["examples"] = ["ada@example.com"]
    client = grant({"enum": ["client_credentials"]}, "client_id client_secret siteId")
    client["properties"]["siteId"] = {"type": "integer"}
    refresh = grant({"enum": ["refresh_token"]}, "refresh_token client_id client_secret", **{"x-observed": "seen"})
    token = {
        "operationId": "oauth.token",
        "security": [],
        "requestBody": {
            "content": {
                FORM: {
                    "schema": {"oneOf": [code, password, client, refresh]},
                    "examples": {"site": {"value": {"grant_type": "client_credentials", "siteId": 7}}},
                }
            }
        },
        "responses": {
            "200": {
                "description": "A token",
                "content": {
                    "application/json": {
                        "schema": {"type": "object", "properties": {"access_token": {"type": "string"}}},
                        "example": {"access_token": "t"},
                    }
                },
            }
        },
    }
    authorize = {
        "operationId": "oauth.authorize",
        "security": [],
        "parameters": [
            {"name": name, "in": "query", "required": name != "state", "schema": {"type": "string"}}
            for name in ("response_type", "client_id", "siteId", "redirect_uri", "state")
        ],
        "responses": {"302": {"description": "Back"}},
    }
    result["paths"] |= {"/oauth/token": {"post": token}, "/oauth/authorize": {"get": authorize}}
    urls = {"tokenUrl": "/oauth/token", "refreshUrl": "/oauth/token", "scopes": {}}
    result["components"]["securitySchemes"] = {
        "oauth2": {
            "type": "oauth2",
            "description": "Tokens.",
            "flows": {
                "authorizationCode": {"authorizationUrl": "/oauth/authorize", **urls},
                "implicit": {"authorizationUrl": "/oauth/authorize", "scopes": {}},
                "password": urls,
                "clientCredentials": urls,
            },
        }
    }
    return result


def flow(api: Api, class_name: str) -> Flow:
    return next(flow for _, flow in api.flows() if flow.class_name == class_name)


def arguments(flow: Flow) -> list[tuple[str, str, bool]]:
    return [(field.name, accepted(field.type).written(), field.required) for field in flow.parameters]


def test_each_flow_has_the_parameters_of_its_own_requests(tmp_path: Path) -> None:
    """email instead of username, and an integer siteId, come from the document; the rest the protocol supplies."""
    api = api_of(tmp_path, document())
    assert [flow.class_name for _, flow in api.flows()] == [
        "AuthorizationCode",
        "Implicit",
        "Password",
        "ClientCredentials",
    ]
    assert arguments(flow(api, "AuthorizationCode")) == [
        ("redirect_uri", "str", True),
        ("client_id", "str", True),
        ("client_secret", "str", True),
        ("site_id", "str", True),
    ]
    assert arguments(flow(api, "Implicit")) == [
        ("client_id", "str", True),
        ("site_id", "str", True),
        ("redirect_uri", "str", True),
    ]
    assert arguments(flow(api, "ClientCredentials")) == [
        ("client_id", "str", True),
        ("client_secret", "str", True),
        ("site_id", "int", True),
    ]


def test_what_only_a_refresh_needs_is_optional(tmp_path: Path) -> None:
    """A password flow signs in without a client, so a client's credentials may be left out."""
    assert arguments(flow(api_of(tmp_path, document()), "Password")) == [
        ("email", "str", True),
        ("password", "str", True),
        ("client_id", "str", False),
        ("client_secret", "str", False),
    ]


def test_each_request_knows_its_names(tmp_path: Path) -> None:
    """On the wire they are as the document spells them, in its order."""
    code = flow(api_of(tmp_path, document()), "AuthorizationCode")
    assert code.authorization.wire_names == ("response_type", "client_id", "siteId", "redirect_uri", "state")
    assert code.token.wire_names == ("code", "redirect_uri", "client_id", "client_secret", "grant_type")
    assert code.refresh.wire_names == ("refresh_token", "client_id", "client_secret", "grant_type")
    assert (code.client_authentication, code.described) == ("body", True)


def test_words_and_examples_come_along(tmp_path: Path) -> None:
    """What readers are shown of a flow is what the document says of its grant."""
    api = api_of(tmp_path, document())
    assert flow(api, "AuthorizationCode").description == "A code."
    password = flow(api, "Password")
    assert (password.source, password.refresh.marks) == ("page 7", (Mark("observed", "seen"),))
    assert password.parameters[0].example == "ada@example.com"
    assert password.parameters[0].description == "The email."
    assert password.token_example == {"access_token": "t"}
    assert flow(api, "ClientCredentials").parameters[2].example == 7
    assert [field.secret for field in flow(api, "ClientCredentials").parameters] == [False, True, False]


def test_what_the_token_request_does_not_say_the_authorization_request_may(tmp_path: Path) -> None:
    """Of a parameter that both have: its description, its example, and that it is required."""
    spec = document()
    code = spec["paths"]["/oauth/token"]["post"]["requestBody"]["content"][FORM]["schema"]["oneOf"][0]
    code["properties"]["siteId"] = {"type": "integer"}
    asked = spec["paths"]["/oauth/authorize"]["get"]["parameters"]
    (site,) = [parameter for parameter in asked if parameter["name"] == "siteId"]
    site |= {"description": "The site.", "example": 7}
    (field,) = [
        field for field in flow(api_of(tmp_path, spec), "AuthorizationCode").parameters if field.name == "site_id"
    ]
    assert (field.description, field.example, field.required) == ("The site.", 7, True)


def test_a_parameter_is_what_its_property_says(tmp_path: Path) -> None:
    """Its own example comes before that of the form; a form has no null; and names of attributes differ."""
    spec = document()
    client = spec["paths"]["/oauth/token"]["post"]["requestBody"]["content"][FORM]["schema"]["oneOf"][2]
    client["properties"] |= {"siteId": {"type": ["integer", "null"], "examples": [8]}, "site_id": {"type": "string"}}
    found = flow(api_of(tmp_path, spec), "ClientCredentials").parameters
    assert [(field.name, field.wire_name, field.nullable, field.example) for field in found[2:]] == [
        ("site_id", "siteId", False, 8),
        ("site_id_2", "site_id", False, None),
    ]


def test_the_token_of_an_implicit_flow_is_what_its_only_endpoint_shows(tmp_path: Path) -> None:
    """It asks no other."""
    spec = document()
    shown = spec["paths"]["/oauth/token"]["post"]["responses"]
    spec["paths"]["/oauth/authorize"]["get"]["responses"] |= copy.deepcopy(shown)
    assert flow(api_of(tmp_path, spec), "Implicit").token_example == {"access_token": "t"}


def test_openid_is_asked_for_once(tmp_path: Path) -> None:
    """OpenID Connect needs it, and operations may require it as well."""
    spec = minimal()
    url = "https://a.example/.well-known/openid-configuration"
    spec["components"]["securitySchemes"] = {"sso": {"type": "openIdConnect", "openIdConnectUrl": url}}
    operation(spec)["security"] = [{"sso": ["pets", "openid"]}]
    ((_, code), _) = api_of(tmp_path, spec).flows()
    assert code.default_scopes == ("openid", "pets")


def test_what_a_browser_cannot_send_is_no_parameter_of_the_authorization_request(tmp_path: Path) -> None:
    """It follows a link, so that headers and cookies stand beside."""
    spec = document()
    spec["paths"]["/oauth/authorize"]["get"]["parameters"] += [
        {"in": where, "name": f"x-{where}", "schema": {"type": "string"}} for where in ("header", "cookie")
    ]
    code = flow(api_of(tmp_path, spec), "AuthorizationCode")
    assert code.authorization.wire_names == ("response_type", "client_id", "siteId", "redirect_uri", "state")


def test_an_error_of_several_endpoints_is_shown_once(tmp_path: Path) -> None:
    """With its status; those of methods have their own place."""
    spec = document()
    content = {"application/json": {"schema": {"type": "object"}, "example": {"error": "bad"}}}
    for path, method in (("/oauth/token", "post"), ("/oauth/authorize", "get")):
        spec["paths"][path][method]["responses"]["400"] = {"description": "Bad.", "content": content}
    shown = [(status, example.value) for status, example in token_errors(api_of(tmp_path, spec))]
    assert shown == [("400", {"error": "bad"})]


def test_an_authorization_endpoint_may_take_a_form(tmp_path: Path) -> None:
    """The operation behind it is not a method either, whatever its method is (RFC 6749 section 3.1)."""
    spec = document()
    spec["paths"]["/oauth/authorize"]["post"] = {
        **spec["paths"]["/oauth/authorize"]["get"],
        "operationId": "oauth.form",
    }
    api = api_of(tmp_path, spec)
    assert [operation.id for operation in api.auth_operations] == ["oauth.token", "oauth.authorize", "oauth.form"]
    assert [operation.id for resource in api.walk() for operation in resource.operations] == ["pets.get"]


def test_endpoints_are_no_methods(tmp_path: Path) -> None:
    """What stands behind the URLs is called by the flows, and makes no classes."""
    api = api_of(tmp_path, document())
    assert [operation.id for operation in api.auth_operations] == ["oauth.token", "oauth.authorize"]
    assert [operation.id for resource in api.walk() for operation in resource.operations] == ["pets.get"]
    assert [model.class_name for model in api.models] == ["Pet"]


@pytest.mark.parametrize("url", ["/oauth/token", "https://tiny.example/oauth/token", "oauth/token"])
def test_urls_are_resolved_against_the_server(url: str, tmp_path: Path) -> None:
    """OpenAPI 3.1 allows relative ones; both name the same operation."""
    spec = document()
    for declared in spec["components"]["securitySchemes"]["oauth2"]["flows"].values():
        if "tokenUrl" in declared:
            declared["tokenUrl"] = url
    assert flow(api_of(tmp_path, spec), "Password").described


def test_urls_are_resolved_with_a_servers_variables_at_their_defaults(tmp_path: Path) -> None:
    """One host for all is written as a variable."""
    spec = document()
    spec["servers"] = [{"url": "https://{host}/", "variables": {"host": {"default": "tiny.example"}}}]
    api = api_of(tmp_path, spec)
    assert api.server.default_url == "https://tiny.example"
    assert flow(api, "Password").described


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ({"oneOf": [{"$ref": "#/components/schemas/Form"}]}, ["email", "password", "client_id", "client_secret"]),
        ({"$ref": "#/components/schemas/Form"}, ["email", "password", "client_id", "client_secret"]),
        (
            {"anyOf": [{"oneOf": [{"$ref": "#/components/schemas/Form"}]}]},
            ["email", "password", "client_id", "client_secret"],
        ),
    ],
)
def test_a_grant_is_found_however_the_form_is_put_together(change: Any, names: list[str], tmp_path: Path) -> None:
    """References, unions and parts of a whole are looked through."""
    spec = document()
    media = spec["paths"]["/oauth/token"]["post"]["requestBody"]["content"][FORM]
    base = grant({"enum": ["password", "refresh_token"]}, "email password", "client_id client_secret refresh_token")
    spec["components"]["schemas"]["Form"] = {"allOf": [base]}
    media["schema"] = change
    del spec["components"]["securitySchemes"]["oauth2"]["flows"]["authorizationCode"]
    del spec["components"]["securitySchemes"]["oauth2"]["flows"]["clientCredentials"]
    assert [field.name for field in flow(api_of(tmp_path, spec), "Password").parameters] == names


STANDARD = {
    "AuthorizationCode": "redirect_uri! client_id! client_secret scope",
    "Implicit": "client_id! redirect_uri! scope",
    "Password": "username! password! client_id client_secret scope",
    "ClientCredentials": "client_id! client_secret! scope",
}


@pytest.mark.parametrize("class_name", STANDARD)
def test_endpoints_that_are_not_described_take_the_parameters_of_rfc_6749(class_name: str, tmp_path: Path) -> None:
    """Another host's endpoints are no part of the document; the client authenticates by HTTP Basic then."""
    spec = document()
    for declared in spec["components"]["securitySchemes"]["oauth2"]["flows"].values():
        for key in declared.keys() & {"tokenUrl", "authorizationUrl", "refreshUrl"}:
            declared[key] = "https://login.example/oauth"
    found = flow(api_of(tmp_path, spec), class_name)
    assert " ".join(field.name + "!" * field.required for field in found.parameters) == STANDARD[class_name]
    assert (found.client_authentication, found.described) == ("basic", False)
    assert {field.name for field in found.parameters if field.secret} <= {"client_secret", "password"}
    assert all(field.description for field in found.parameters)


def test_a_described_endpoint_without_the_grant_counts_as_not_described(tmp_path: Path) -> None:
    """The form tells nothing about a grant that it does not list."""
    spec = document()
    schema = spec["paths"]["/oauth/token"]["post"]["requestBody"]["content"][FORM]["schema"]
    schema["oneOf"] = [part for part in schema["oneOf"] if part["properties"]["grant_type"] != {"const": "password"}]
    found = flow(api_of(tmp_path, spec), "Password")
    assert not found.described
    assert [field.name for field in found.parameters if field.required] == ["username", "password"]


def test_without_a_refresh_url_tokens_are_refreshed_at_the_token_url(tmp_path: Path) -> None:
    """RFC 6749 section 6, with the form that the endpoint has for it; a refresh URL overrides the token URL."""
    spec = document()
    for declared in spec["components"]["securitySchemes"]["oauth2"]["flows"].values():
        declared.pop("refreshUrl", None)
    spec["components"]["securitySchemes"]["oauth2"]["flows"]["password"]["refreshUrl"] = "/refresh"
    api = api_of(tmp_path, spec)
    code, password = flow(api, "AuthorizationCode"), flow(api, "Password")
    assert (code.refresh.url, password.refresh.url) == ("/oauth/token", "/refresh")
    assert code.refresh.wire_names == ("refresh_token", "client_id", "client_secret", "grant_type")


def test_an_endpoint_that_describes_no_refresh_is_sent_the_standard_one(tmp_path: Path) -> None:
    """The client authenticates as the flow's own token request says, if it does at all."""
    spec = document()
    schema = spec["paths"]["/oauth/token"]["post"]["requestBody"]["content"][FORM]["schema"]
    schema["oneOf"] = [part for part in schema["oneOf"] if "refresh_token" not in part["properties"]]
    for declared in spec["components"]["securitySchemes"]["oauth2"]["flows"].values():
        declared.pop("refreshUrl", None)
    api = api_of(tmp_path, spec)
    assert flow(api, "AuthorizationCode").refresh.wire_names == ("refresh_token", "client_id", "client_secret")
    assert flow(api, "Password").refresh.wire_names == ("refresh_token",)
    assert [field.name for field in flow(api, "Password").parameters] == ["email", "password"]


def test_no_token_url_means_no_refresh(tmp_path: Path) -> None:
    """A token of such a flow is asked for anew."""
    found = flow(api_of(tmp_path, document()), "Implicit")
    assert (found.refresh.url, found.refresh.wire_names, found.token.url, found.token.wire_names) == (
        None,
        (),
        None,
        (),
    )


def schemes(folder: Path, **declared: Any) -> dict[str, AuthScheme]:
    spec = minimal()
    spec["components"]["securitySchemes"] = declared
    return {scheme.key: scheme for scheme in api_of(folder, spec).schemes}


def test_schemes_without_a_flow(tmp_path: Path) -> None:
    """HTTP Basic and Bearer, and a key in a header, each with its credentials; all but a name are secret."""
    found = schemes(
        tmp_path,
        apiKey={
            "type": "http",
            "scheme": "Basic",
            "x-credentials": {
                "username": {"name": "email", "description": "Mail.", "example": "ada@example.com"},
                "password": {"name": "api_key"},
            },
        },
        plain={"type": "http", "scheme": "basic"},
        bearer={"type": "http", "scheme": "bearer"},
        header={"type": "apiKey", "in": "header", "name": "X-Key"},
    )
    shown = {key: [(field.name, field.secret) for field in scheme.parameters] for key, scheme in found.items()}
    assert shown == {
        "apiKey": [("email", False), ("api_key", True)],
        "plain": [("username", False), ("password", True)],
        "bearer": [("token", True)],
        "header": [("api_key", True)],
    }
    assert found["apiKey"].parameters[0].description == "Mail."
    assert found["apiKey"].class_name == "ApiKey"
    assert (found["header"].location, found["header"].wire_name) == ("header", "X-Key")


def test_a_scheme_that_is_not_of_openapi_is_dropped(tmp_path: Path) -> None:
    """No credentials can be made for it, and what else an operation accepts stays; one without a flow takes a token."""
    given = {"other": {"type": "smoke"}, "empty": {"type": "oauth2", "flows": {}}, "key": {"type": "apiKey"}}
    assert {key: scheme.kind for key, scheme in schemes(tmp_path, **given).items()} == {"empty": "bearer"}
    spec = document()
    operation(spec)["security"] = [{"other": []}, {"oauth2": [], "nobody": []}]
    (found, *_) = [one for resource in api_of(tmp_path, spec).walk() for one in resource.operations]
    assert found.security == (("oauth2",),)


def test_security_that_asks_for_nothing_sends_nothing(tmp_path: Path) -> None:
    """An empty alternative among others means that credentials may be left out, not that there are none."""
    spec = document()
    operation(spec)["security"] = [{}, {"oauth2": []}]
    only = copy.deepcopy(operation(spec)) | {"operationId": "pets.open", "security": [{}]}
    spec["paths"]["/open/{petId}"] = {"get": only}
    found = [one for resource in api_of(tmp_path, spec).walk() for one in resource.operations]
    assert {one.name: one.security for one in found} == {"get": (("oauth2",),), "open": ()}


def test_an_endpoint_with_http_basic_takes_the_client_there(tmp_path: Path) -> None:
    """A described form without client_id, behind HTTP Basic: the client's credentials are asked for and go there."""
    spec = document()
    spec["components"]["securitySchemes"]["client"] = {"type": "http", "scheme": "basic"}
    token = spec["paths"]["/oauth/token"]["post"]
    token["security"] = [{"client": []}]
    token["requestBody"]["content"][FORM]["schema"] = grant({"type": "string"}, "", "scope")
    found = flow(api_of(tmp_path, spec), "ClientCredentials")
    assert arguments(found) == [("client_id", "str", True), ("client_secret", "str", True), ("scope", "str", False)]
    assert (found.client_authentication, found.described) == ("basic", True)
    assert found.token.wire_names == ("scope", "grant_type", "client_id", "client_secret")


def test_a_refresh_that_is_not_described_authenticates_as_the_token_request_does(tmp_path: Path) -> None:
    """Behind HTTP Basic, too."""
    spec = document()
    spec["components"]["securitySchemes"]["client"] = {"type": "http", "scheme": "basic"}
    flows = spec["components"]["securitySchemes"]["oauth2"]["flows"]
    flows["password"].pop("refreshUrl", None)
    token = spec["paths"]["/oauth/token"]["post"]
    token["security"] = [{"client": []}]
    token["requestBody"]["content"][FORM]["schema"] = grant({"const": "password"}, "username password")
    found = flow(api_of(tmp_path, spec), "Password")
    assert (found.token.basic, found.refresh.basic) == (True, True)
    assert found.refresh.wire_names == ("refresh_token", "client_id", "client_secret")


def test_urls_that_a_flow_does_not_use_are_left_out(tmp_path: Path) -> None:
    """The implicit flow asks no token endpoint, whatever a document says."""
    spec = document()
    spec["components"]["securitySchemes"]["oauth2"]["flows"]["implicit"]["tokenUrl"] = "/oauth/token"
    spec["components"]["securitySchemes"]["oauth2"]["flows"]["password"]["authorizationUrl"] = "/oauth/authorize"
    api = api_of(tmp_path, spec)
    assert flow(api, "Implicit").token.url is None
    assert flow(api, "Password").authorization.wire_names == ()


@pytest.mark.parametrize(
    ("server", "url", "path"),
    [
        ("https://tiny.example", "oauth/token", "/oauth/token"),
        ("https://tiny.example/base/", "oauth/token", "/base/oauth/token"),
        ("https://tiny.example/base", "oauth/token", "/oauth/token"),
        ("https://tiny.example/base", "/base/oauth/token", "/base/oauth/token"),
        ("https://tiny.example/base/v2", "../oauth/token?x=1", "/oauth/token?x=1"),
        ("https://tiny.example/base", "https://tiny.example/oauth/token", "https://tiny.example/oauth/token"),
    ],
)
def test_relative_urls_are_resolved_against_the_servers_url(server: str, url: str, path: str, tmp_path: Path) -> None:
    """By RFC 3986 section 5.2: the last segment counts only if a slash ends it; the path then holds for every host."""
    spec = document()
    spec["servers"][0]["url"] = server
    spec["components"]["securitySchemes"]["oauth2"]["flows"]["password"]["tokenUrl"] = url
    assert flow(api_of(tmp_path, spec), "Password").token.url == path


def test_a_relative_url_finds_its_operation_under_a_base_path(tmp_path: Path) -> None:
    """Paths are appended to the server's URL, flows' URLs are resolved against it."""
    spec = document()
    spec["servers"][0]["url"] = "https://tiny.example/base/"
    flows = spec["components"]["securitySchemes"]["oauth2"]["flows"]
    flows["password"]["tokenUrl"] = "oauth/token"
    assert flow(api_of(tmp_path, spec), "Password").described
    flows["password"]["tokenUrl"] = "/oauth/token"
    assert not flow(api_of(tmp_path, spec), "Password").described


def test_credentials_called_as_a_keyword(tmp_path: Path) -> None:
    """Their attributes on a mock are identifiers, and differ."""
    bearer = {"type": "http", "scheme": "bearer"}
    found = schemes(
        tmp_path, **{"class": bearer, "global": bearer, "first": bearer, "ApiKey": bearer, "APIKey": bearer}
    )
    assert [scheme.attribute for scheme in found.values()] == ["class_", "global_", "first_", "api_key", "api_key_2"]


def test_two_credentials_of_one_name(tmp_path: Path) -> None:
    """Both values of HTTP Basic are kept, and neither hides what credentials can do."""
    given = {
        "type": "http",
        "scheme": "basic",
        "x-credentials": {"username": {"name": "bind"}, "password": {"name": "Bind"}},
    }
    (scheme,) = schemes(tmp_path, key=given).values()
    assert [field.name for field in scheme.parameters] == ["bind_", "bind_2"]
