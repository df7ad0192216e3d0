"""The pages a browser shows: the app at `/`, the framed viewer at `/pdf-viewer/`, and their files.

They are built from `web/` into the package. What a page may do is said here, in its content policy: run our own
scripts, speak to this server, and nothing else.
"""

import mimetypes
from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

BUILT = Path(__file__).parent.parent / "web"
"""Where the build puts the pages."""

_POLICY = {
    "default-src": "'none'",
    # The decoders of pictures in PDFs are WebAssembly.
    "script-src": "'self' 'wasm-unsafe-eval'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "frame-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "object-src": "'none'",
}
_COMMON = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_FOR_GOOD = "public, max-age=31536000, immutable"
_ASK_AGAIN = "no-cache"


class _Files(StaticFiles):
    """Files in a folder, with our headers, each sent as the build compressed it where it did."""

    def __init__(self, directory: Path, cache_control: str) -> None:
        super().__init__(directory=directory)
        self._headers = _COMMON | {"Cache-Control": cache_control}

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file with our headers."""
        response = await self._compressed(path, scope) or await super().get_response(path, scope)
        response.headers.update(self._headers)
        response.headers.add_vary_header("Accept-Encoding")
        return response

    async def _compressed(self, path: str, scope: Scope) -> Response | None:
        if "gzip" not in Headers(scope=scope).get("accept-encoding", ""):
            return None
        try:
            response = await super().get_response(f"{path}.gz", scope)
        except HTTPException:
            return None
        response.headers["Content-Type"] = mimetypes.guess_type(path)[0] or "application/octet-stream"
        response.headers["Content-Encoding"] = "gzip"
        return response


@dataclass(frozen=True, slots=True)
class Pages:
    """What is shown, and to whom.

    Attributes:
        folder: What the build wrote.
        viewer_parents: Origins whose pages may frame the viewer.
        viewer_origins: Origins beside our own from which the viewer may load files.
    """

    folder: Path
    viewer_parents: tuple[str, ...]
    viewer_origins: tuple[str, ...]


def install(app: FastAPI, pages: Pages) -> None:
    """Serves the pages; where none were built, the application is an API without pages."""
    folder = pages.folder
    if not (folder / "index.html").exists():
        return
    app_headers = _page_headers({"frame-ancestors": "'none'"})
    reached = " ".join(["'self'", *pages.viewer_origins])
    viewer_headers = _page_headers(
        {"frame-ancestors": " ".join(pages.viewer_parents) or "'none'", "connect-src": reached}
    )
    # Framed by another origin, it is no part of that one's window group anyway.
    del viewer_headers["Cross-Origin-Opener-Policy"]
    app.mount("/assets", _Files(folder / "assets", _FOR_GOOD))
    app.mount("/pdfjs", _Files(folder / "pdfjs", _ASK_AGAIN))

    @app.get("/", include_in_schema=False)
    def page() -> FileResponse:
        return FileResponse(folder / "index.html", headers=app_headers)

    @app.get("/favicon.svg", include_in_schema=False)
    def icon() -> FileResponse:
        return FileResponse(folder / "favicon.svg", headers=_COMMON | {"Cache-Control": _ASK_AGAIN})

    @app.get("/pdf-viewer", include_in_schema=False)
    def viewer_without_slash() -> RedirectResponse:
        return RedirectResponse("/pdf-viewer/")

    @app.get("/pdf-viewer/", include_in_schema=False)
    def viewer() -> FileResponse:
        return FileResponse(folder / "pdf-viewer" / "index.html", headers=viewer_headers)


def _page_headers(policy: dict[str, str]) -> dict[str, str]:
    text = "; ".join(f"{name} {value}" for name, value in (_POLICY | policy).items())
    return _COMMON | {"Content-Security-Policy": text, "Cache-Control": _ASK_AGAIN}
