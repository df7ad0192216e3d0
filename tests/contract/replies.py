"""Holds every reply that a test sees against the service's own OpenAPI document."""

import json
import re
from typing import Any

import httpx
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from referencing import Registry, Resource
from referencing.exceptions import Unresolvable
from referencing.jsonschema import DRAFT202012

BASE_PATH = "/api/v2"
_ROOT = "urn:openapi"


class Undocumented(AssertionError):
    """A reply that the OpenAPI document does not describe, or describes differently."""


class Contract:
    """Checks replies. Paths outside the API (`/healthz`, `/openapi.json`) are not described and not checked."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document
        resource: Resource[Any] = Resource.from_contents(document, DRAFT202012)
        self._registry: Registry[Any] = Registry().with_resource(_ROOT, resource)
        self._templates = [(re.compile(re.sub(r"\{[^}]+\}", "[^/]+", path)), path) for path in document["paths"]]
        # A path without parameters wins over one with: /questions/suggested over /questions/{question_id}.
        self._templates.sort(key=lambda known: "{" in known[1])

    def check(self, response: httpx.Response) -> None:
        """Reads a reply that is not a stream of events and compares it with what is documented.

        Raises:
            Undocumented: path, status, media type or body.
        """
        request = response.request
        operation = self._operation(request.method, request.url.path)
        if operation is None:
            return
        place = f"{request.method} {request.url.path} → {response.status_code}"
        documented = operation["responses"].get(str(response.status_code))
        if documented is None:
            raise Undocumented(f"{place}: this status is not documented: {response.read()[:500]!r}")
        media_type = response.headers.get("content-type", "").split(";")[0]
        content = documented.get("content", {})
        if media_type == "text/event-stream" and media_type in content:
            return
        body = response.read()
        if not body and not content:
            return
        if media_type not in content:
            raise Undocumented(f"{place}: {media_type!r} is not documented, {sorted(content)} is")
        if media_type == "application/json":
            self._validate(json.loads(body), operation, response.status_code, media_type, place)

    def check_event(self, response: httpx.Response, event: object) -> None:
        """Compares one event of a stream with what is documented.

        Raises:
            Undocumented: the event's form.
        """
        request = response.request
        operation = self._operation(request.method, request.url.path)
        assert operation is not None
        place = f"{request.method} {request.url.path}, event"
        self._validate(event, operation, response.status_code, "text/event-stream", place)

    def _operation(self, method: str, path: str) -> dict[str, Any] | None:
        if not path.startswith(BASE_PATH):
            return None
        for pattern, template in self._templates:
            if pattern.fullmatch(path.removeprefix(BASE_PATH)):
                operation: dict[str, Any] | None = self._document["paths"][template].get(method.lower())
                return operation
        return None

    def _validate(self, body: object, operation: dict[str, Any], status: int, media_type: str, place: str) -> None:
        content = operation["responses"][str(status)]["content"][media_type]
        streamed = media_type == "text/event-stream"
        schema = content["itemSchema"]["properties"]["data"]["contentSchema"] if streamed else content["schema"]
        # References count from the root of the document, wherever in it they stand.
        rooted = {"$ref": _ROOT + schema["$ref"]} if "$ref" in schema else {"$id": _ROOT, **self._document, **schema}
        try:
            Draft202012Validator(rooted, registry=self._registry).validate(body)
        except Unresolvable as error:
            raise Undocumented(f"{place}: the schema refers to {error.ref}, which is not there") from None
        except ValidationError as error:
            where = "/".join(map(str, error.absolute_path))
            raise Undocumented(f"{place}: at {where or 'the root'}: {error.message}") from error
