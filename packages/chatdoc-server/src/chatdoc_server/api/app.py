"""The ASGI application: the API of the contract under /api/v2; health, signing in and the pages beside it."""

from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractContextManager, asynccontextmanager
from typing import Any

from fastapi import FastAPI
from fastapi.concurrency import contextmanager_in_threadpool
from fastapi.middleware.cors import CORSMiddleware
from pydantic.json_schema import models_json_schema
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware

from chatdoc_server.api import (
    account,
    collections,
    document_export,
    documents,
    export,
    health,
    local_key,
    outline,
    parsed,
    problems,
    questions,
    search,
    service,
    trace,
    users,
    web,
)
from chatdoc_server.api.body_limit import BodyLimit
from chatdoc_server.api.schemas.documents import DocumentEvent
from chatdoc_server.api.services import Services
from chatdoc_server.ingestion.uploads import MEGABYTE, too_large

BASE_PATH = "/api/v2"
VERSION = "0.2.0"
# A multipart body is the file and a little around it.
_FORM_BYTES = 64 * 1024
_UNCOMPRESSED = (*DEFAULT_EXCLUDED_CONTENT_TYPES, "application/pdf", "text/*")
# The highest level takes several times as long for a thirtieth less.
_COMPRESSION = 5

Running = Callable[[], AbstractContextManager[None]]
"""What must run for as long as the application does."""


class _Api(FastAPI):
    """Describes the events of streams too: the framework names what whole replies consist of only."""

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI document: what every operation takes and returns, envelope included."""
        document = super().openapi()
        _, models = models_json_schema([(DocumentEvent, "serialization")], ref_template="#/components/schemas/{model}")
        for name, schema in models["$defs"].items():
            document["components"]["schemas"].setdefault(name, schema)
        return document


def build_api() -> FastAPI:
    """The API alone, without services: enough to describe itself."""
    api = _Api(
        title="ChatDOC API",
        version=VERSION,
        description="Put your documents in, ask, and get answers whose every claim is traced to its place.",
        servers=[{"url": BASE_PATH}],
        root_path_in_servers=False,
    )
    for room in (
        documents,
        outline,
        document_export,
        collections,
        questions,
        trace,
        export,
        parsed,
        users,
        account,
        search,
        service,
    ):
        api.include_router(room.router)
    problems.install(api)
    return api


def build_app(services: Services, running: Running, pages: web.Pages, sign_in: local_key.LocalSignIn | None) -> FastAPI:
    """The whole application with the pages it shows; `running` is entered when it starts and left when it stops.

    `sign_in` says whom browsers on this machine are signed in as, None for nobody.
    """

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncGenerator[None]:
        async with contextmanager_in_threadpool(running()):
            yield

    api = build_api()
    api.state.services = services
    app = FastAPI(title="ChatDOC", lifespan=lifespan, openapi_url=None)
    app.state.services = services
    app.include_router(health.router)
    app.add_api_route("/openapi.json", api.openapi, include_in_schema=False)
    app.mount(BASE_PATH, api)
    local_key.install(app, sign_in)
    web.install(app, pages)
    # A path that no mount or route takes is answered in the same form, such as one with a line break in it.
    problems.install(app)
    # Files and streams go as they are: of a compressed file no part can be asked for.
    app.add_middleware(GZipMiddleware, compresslevel=_COMPRESSION, exclude_content_types=_UNCOMPRESSED)
    app.add_middleware(
        BodyLimit, limit=services.file_bytes + _FORM_BYTES, detail=too_large(services.file_bytes // MEGABYTE)
    )
    app.add_middleware(
        CORSMiddleware,
        allow_origins=services.cors_origins,
        allow_methods=["GET", "POST", "PATCH", "DELETE"],
        allow_headers=["Authorization", "Content-Type", "Range", "If-Range", "If-None-Match"],
        expose_headers=["Accept-Ranges", "Content-Range", "Content-Disposition", "ETag", "Retry-After"],
    )
    return app
