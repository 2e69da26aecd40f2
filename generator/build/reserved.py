"""Names that the generated code uses itself, and that names from the document therefore must not take.

A test compares the classes with what the templates import.
"""

from __future__ import annotations

from typing import Final

__all__ = [
    "ARGUMENTS",
    "ATTRIBUTES",
    "CLIENT",
    "CLIENT_ARGUMENTS",
    "CREDENTIALS",
    "CREDENTIAL_CLASSES",
    "ERROR_CLASSES",
    "KEYS",
    "METHODS",
    "MOCK_CREDENTIALS",
    "MODEL_CLASSES",
    "MODULES",
    "PACKAGES",
    "RESOURCES",
    "RESOURCE_CLASSES",
    "ROOTS",
]

_TYPES = frozenset(
    {"Any", "Literal", "Mapping", "Sequence", "bool", "bytes", "datetime", "dict", "float", "int", "object", "str"}
)

# For fields of models, arguments of methods, methods and children of resources, and those of the client.
ATTRIBUTES: Final = _TYPES | {"cls", "extra", "from_dict", "list", "property", "self", "to_dict"}
ARGUMENTS: Final = _TYPES | {"OMIT", "Omit", "body", "builtins", "call", "cls", "list", "self", "timeout"}
METHODS: Final = _TYPES | {
    "overload", "builtins", "functools", "property", "with_raw_response", "with_streaming_response",
}  # fmt: skip
CLIENT: Final = METHODS | {
    "aclose", "auth", "base_url", "close", "host", "request", "timeout", "token", "with_options"
}  # fmt: skip

# For arguments of a client's constructor, and of the constructors of credentials, whose base classes define members.
CLIENT_ARGUMENTS: Final = ARGUMENTS | {
    "auth", "base_url", "cert", "clock", "credentials_url", "headers", "http_client", "max_response_bytes",
    "max_retries", "network", "proxy", "token_transport", "transport", "trust_env", "url", "user_agent", "verify",
}  # fmt: skip
CREDENTIALS: Final = ARGUMENTS | {
    "allowed_hosts", "base_url", "bind", "client_authentication", "clock", "extra", "finish", "finish_async", "flow",
    "host", "issuer", "keep_password", "known_urls", "leeway", "product", "response_type", "resume", "scheme",
    "security_scheme", "start", "store", "timeout", "token", "transport",
}  # fmt: skip

# For the credentials of schemes other than OAuth 2.
KEYS: Final = ARGUMENTS | {"base_url", "bind", "scheme", "security_scheme"}

# For the properties of the mock's credentials.
MOCK_CREDENTIALS: Final = frozenset({"first", "property"})

# File names that Windows reserves for devices.
MODULES: Final = frozenset(
    {"aux", "con", "nul", "prn"} | {f"{port}{number}" for port in ("com", "lpt") for number in range(10)}
)
ROOTS: Final = CLIENT | MODULES
RESOURCES: Final = METHODS | MODULES
# What the package imports by absolute names, and the other folder of the output.
PACKAGES: Final = MODULES | {
    "anyio", "cryptography", "h11", "httpx", "httpx2", "jsonschema_rs", "keyring", "pytest", "redis", "reference",
}  # fmt: skip

# Classes in the same modules as those of models, of resources, and of credentials.
MODEL_CLASSES: Final = frozenset({
    "Any", "AsyncClient", "AsyncPager", "AsyncResource", "Call", "Client", "Content", "Decode", "EVENTS", "FileContent",
    "FileTypes", "Literal", "MAX_BYTES", "Mapping", "Model", "NamedTuple", "NoReturn", "OMIT", "Omit", "Operation",
    "Page", "Paging", "Part", "RawResponse", "RedactedDict", "Resource", "Sequence", "Style", "TYPE_CHECKING",
    "TypeAlias", "WebhookError", "WebhookPayload",
})  # fmt: skip
RESOURCE_CLASSES: Final = MODEL_CLASSES | {
    "AsyncStreamedResponse", "ClientClosedError", "ClientContext", "Clock", "ConfigurationError", "Connections",
    "Credentials", "LoopConnections", "NetworkOptions", "RequestBuilder", "ResponseStream", "RetryBudget",
    "RetryPolicy", "Self", "StreamedResponse", "SystemClock", "T", "Token", "TypeVar",
}  # fmt: skip
CREDENTIAL_CLASSES: Final = frozenset({
    "Any", "AsyncClient", "AsyncPage", "AsyncPager", "AuthorizationCodeFlow", "AuthorizationRequest", "BoundAuth",
    "ClassVar", "Client", "ClientContext", "ClientCredentialsFlow", "Clock", "CookieAuth", "Credentials",
    "CredentialsFactory", "FileStore", "Flow", "HeaderAuth", "ImplicitFlow", "Iterator", "KeyringStore", "Leeway",
    "Literal", "MemoryStore", "OMIT", "Omit", "Page", "PasswordFlow", "QueryAuth", "RawResponse", "RedisStore",
    "SystemClock", "TYPE_CHECKING", "Token", "TokenStore",
})  # fmt: skip

# Exceptions next to those of statuses and kinds of errors, and those of Python.
_BUILTIN_ERRORS: Final = frozenset({
    "ArithmeticError", "AssertionError", "AttributeError", "BlockingIOError", "BrokenPipeError", "BufferError",
    "ChildProcessError", "ConnectionAbortedError", "ConnectionError", "ConnectionRefusedError", "ConnectionResetError",
    "EOFError", "EnvironmentError", "FileExistsError", "FileNotFoundError", "FloatingPointError", "IOError",
    "ImportError", "IndentationError", "IndexError", "InterruptedError", "IsADirectoryError", "KeyError",
    "LookupError", "MemoryError", "ModuleNotFoundError", "NameError", "NotADirectoryError", "NotImplementedError",
    "OSError", "OverflowError", "PermissionError", "ProcessLookupError", "PythonFinalizationError", "RecursionError",
    "ReferenceError", "RuntimeError", "SyntaxError", "SystemError", "TabError", "TimeoutError", "TypeError",
    "UnboundLocalError", "UnicodeDecodeError", "UnicodeEncodeError", "UnicodeError", "UnicodeTranslateError",
    "ValueError", "WindowsError", "ZeroDivisionError",
})  # fmt: skip
ERROR_CLASSES: Final = _BUILTIN_ERRORS | {
    "APIConnectionError", "APIResponseError", "APIStatusError", "APITimeoutError", "AccessDeniedError",
    "CallbackError", "ClientClosedError", "ClientError", "ConfigurationError", "DiscoveryError", "InsecureFlowWarning",
    "InsecureURLError", "InsufficientScopeError", "InvalidClientError", "InvalidGrantError", "InvalidRequestError",
    "InvalidScopeError", "InvalidTokenError", "MissingFieldError", "OAuthError", "RateLimitError", "ServerError",
    "ServiceUnavailableError", "StateMismatchError", "TemporarilyUnavailableError", "TokenConnectionError",
    "TokenExpiredError", "TokenOutcomeUnknownError", "TokenRefusedError", "TokenResponseError", "TokenStoreError",
    "UnauthorizedClientError", "UndocumentedStatusError", "UnsupportedGrantTypeError", "UnsupportedResponseTypeError",
    "WebhookError",
}  # fmt: skip
