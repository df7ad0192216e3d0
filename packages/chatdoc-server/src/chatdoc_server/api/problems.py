"""Errors on the wire: one envelope for every origin."""

import logging
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from chatdoc_server.answering.base import AnswerFailed
from chatdoc_server.api.schemas.envelope import ForbiddenResp, Gone, Problem
from chatdoc_server.errors import NotFound, RequestError, TransientError, Unauthorized, UserBlocked

log = logging.getLogger(__name__)

Responses = dict[int | str, dict[str, Any]]


def described_header(name: str, kind: str, description: str) -> dict[str, Any]:
    """The OpenAPI description of a header that a reply always carries; `kind` is its type there."""
    return {name: {"description": description, "required": True, "schema": {"type": kind}}}


REFUSED: Responses = {
    400: {"model": Problem, "description": "The request asks for something that can't be done."},
    401: {
        "model": Problem,
        "description": "No API key, or one that opens nothing.",
        "headers": described_header("WWW-Authenticate", "string", "Always `Bearer`."),
    },
    403: {"model": ForbiddenResp, "description": "The user is blocked."},
    503: {
        "model": Problem,
        "description": "A store or a model did not answer; the same call may succeed later.",
        "headers": described_header("Retry-After", "integer", "Seconds after which to try again."),
    },
}
"""Replies that any call with an API key may get."""

MISSING: Responses = {404: {"model": Gone, "description": "Not there, or not yours."}}
USED_UP: Responses = {429: {"model": Problem, "description": "The package that pays for it is used up."}}


def install(app: FastAPI) -> None:
    """Makes every error of the domain answer in its own form."""
    app.add_exception_handler(RequestError, _refuse)
    # A path that is not there is answered like a document that is not.
    app.add_exception_handler(HTTPStatus.NOT_FOUND, lambda request, _: _refuse(request, NotFound()))
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(TransientError, _unavailable)
    app.add_exception_handler(AnswerFailed, _unavailable)


def _refuse(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestError)  # noqa: S101  # what the handler is registered for
    body: dict[str, Any] = {"detail": str(error)}
    headers: dict[str, str] = {}
    match error:
        case NotFound():
            body = {"data": {}, "detail": str(error)}
        case UserBlocked():
            body["data"] = {"reason": "banned"}
        case Unauthorized():
            headers["WWW-Authenticate"] = "Bearer"
    return JSONResponse(body, error.status, headers)


def _malformed(_: Request, error: Exception) -> JSONResponse:
    """Says what is wrong and where, without repeating what was sent: it may be long, or no text at all."""
    assert isinstance(error, RequestValidationError)  # noqa: S101  # what the handler is registered for
    problems = [{"loc": one["loc"], "msg": one["msg"], "type": one["type"]} for one in error.errors()]
    return JSONResponse({"detail": problems}, HTTPStatus.UNPROCESSABLE_ENTITY)


def _unavailable(_: Request, error: Exception) -> JSONResponse:
    log.warning("answered 503", exc_info=error)
    return JSONResponse({"detail": str(error)}, 503, {"Retry-After": "5"})
