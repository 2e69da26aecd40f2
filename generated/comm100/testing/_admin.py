"""The mock's controls over HTTP, for tests in other languages.

POST /_mock/reset      make the mock as new
POST /_mock/advance    {"hours": 12}: put the clock forward; days, hours, minutes, seconds
POST /_mock/inject     {"fault": "latency", "operation": ..., "times": 1, "probability": 1, "seconds": 3}
POST /_mock/recover    let nothing go wrong any more
POST /_mock/records    {"collection": ..., "records": [...]}: add records; answered with all of them, whole
GET  /_mock/journal    the latest requests, oldest first, with their secrets masked
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from ._answers import json_response
from ._differences import masked, read_form, read_json, read_query
from .messages import MockRequest, MockResponse

if TYPE_CHECKING:
    from .mock import Mock

__all__ = ["Admin"]

_PREFIX = "/_mock/"


class Admin:
    """Answers the controls' own paths, and leaves all others to the mock.

    Args:
        mock: The mock.
    """

    def __init__(self, mock: Mock) -> None:
        self._mock = mock
        self._controls: Mapping[tuple[str, str], Callable[[dict[str, Any]], Any]] = {
            ("POST", "advance"): self._advance,
            ("POST", "inject"): self._inject,
            ("POST", "records"): self._records,
            ("POST", "recover"): self._recover,
            ("POST", "reset"): self._reset,
            ("GET", "journal"): self._journal,
        }

    def __call__(self, request: MockRequest) -> MockResponse:
        """Answer a request.

        Args:
            request: The request.
        """
        if not request.path.startswith(_PREFIX):
            return self._mock.respond(request)
        name = request.path.removeprefix(_PREFIX)
        control = self._controls.get((request.method, name))
        if control is None:
            known = ", ".join(f"{method} {_PREFIX}{each}" for method, each in self._controls)
            headers = tuple(("Allow", method) for method, each in self._controls if each == name)
            return json_response(405 if headers else 404, {"message": f"The controls are {known}."}, headers)
        try:
            # The bodies come from people: a wrong name or type is theirs to read about.
            return json_response(200, control(_object(request)))
        except (TypeError, ValueError) as error:
            return json_response(400, {"message": str(error)})

    def _reset(self, _values: dict[str, Any]) -> Any:
        self._mock.reset()
        return {}

    def _advance(self, values: dict[str, Any]) -> Any:
        self._mock.clock.advance(**values)
        return {"now": self._mock.clock.now().isoformat()}

    def _inject(self, values: dict[str, Any]) -> Any:
        self._mock.inject(str(values.pop("fault", "")), **values)
        return {}

    def _recover(self, _values: dict[str, Any]) -> Any:
        self._mock.recover()
        return {}

    def _records(self, values: dict[str, Any]) -> Any:
        if not all(isinstance(each, dict) for each in values.get("records", ())):
            raise ValueError("each of the records must be an object")
        self._mock.seed_records(str(values.get("collection")), values.get("records", ()))
        return {"records": self._mock.records(str(values["collection"]))}

    def _journal(self, _values: dict[str, Any]) -> Any:
        secrets = self._mock.secrets
        return {
            "requests": [
                {
                    "operation": exchange.operation,
                    "method": exchange.request.method,
                    "path": exchange.request.path,
                    "status": exchange.response.status,
                    "query": masked(read_query(exchange.request), secrets),
                    "form": masked(read_form(exchange.request), secrets),
                    "json": masked(read_json(exchange.request), secrets),
                }
                for exchange in self._mock.requests
            ]
        }


def _object(request: MockRequest) -> dict[str, Any]:
    value = json.loads(request.body) if request.body else {}
    if not isinstance(value, dict):
        raise ValueError("the body must be a JSON object")
    return value
