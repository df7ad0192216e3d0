"""A page on another origin that frames the viewer by the npm package `@chatdocai/chatdoc-sdk`, as its users do."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Frame, FrameLocator, Page

from tests.local_server import Request, listening
from tests.web.browser import NODE_MODULES, Watched

SDK = NODE_MODULES / "@chatdocai" / "chatdoc-sdk" / "dist" / "index.umd.js"
EVENTS = ("viewerCreated", "pageRendered", "pageChange", "chatIconClicked", "selectionChanged")
BLOCK = "pdflux-identification-element-block"

_PAGE = b"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>A page with a viewer</title><link rel="icon" href="data:,">
<style>body { margin: 0 } #place { width: 720px; height: 640px }</style></head>
<body><div id="place"></div><script src="/sdk.js"></script></body></html>"""

_START = """async ({url, fileUrl, tokens, events}) => {
    window.told = [];
    window.asked = 0;
    const config = {el: "#place", url};
    if (fileUrl) config.fileUrl = fileUrl;
    if (tokens) config.getToken = async () => tokens[Math.min(window.asked++, tokens.length - 1)];
    window.sdk = window["js-sdk"].initSDK(config);
    for (const name of events) window.sdk.on(name, (data) => window.told.push([name, data ?? null]));
}"""


_CALL = """([methodName, args]) => new Promise((resolve, reject) => {
    const id = 1e6 + Math.floor(Math.random() * 1e6);
    const viewer = document.querySelector("iframe").contentWindow;
    addEventListener("message", function listen({source, data}) {
        if (source !== viewer || data.penpal !== "reply" || data.id !== id) return;
        removeEventListener("message", listen);
        if (data.resolution === "fulfilled") resolve(data.returnValue);
        else reject(new Error(data.returnValue.message));
    });
    viewer.postMessage({penpal: "call", id, methodName, args}, "*");
})"""


@contextmanager
def files_at(files: dict[str, tuple[str, bytes]]) -> Generator[tuple[str, list[tuple[str, str | None]]]]:
    """An origin with some files (path to type and content), and the requests it got: path and `Authorization`."""
    asked: list[tuple[str, str | None]] = []

    def answer(request: Request) -> None:
        kind, content = "", b""
        if request.command == "OPTIONS":
            request.send_response(204)
        else:
            asked.append((request.path, request.headers.get("Authorization")))
            kind, content = files.get(urlsplit(request.path).path, ("", b""))
            request.send_response(200 if kind else 404)
        request.send_header("Content-Type", kind or "text/plain")
        request.send_header("Content-Length", str(len(content)))
        request.send_header("Access-Control-Allow-Origin", "*")
        request.send_header("Access-Control-Allow-Headers", "Authorization, Range")
        request.end_headers()
        request.wfile.write(content)

    with listening(answer) as origin:
        yield origin, asked


@contextmanager
def hosted() -> Generator[str]:
    """The origin of the page with the viewer."""
    files = {"/": ("text/html", _PAGE), "/sdk.js": ("text/javascript", SDK.read_bytes())}
    with files_at(files) as (origin, _):
        yield origin


@dataclass
class Host:
    """The page with the viewer in a browser."""

    page: Page
    viewer_url: str

    def start(self, file_url: str | None = None, tokens: list[str] | None = None) -> "Host":
        """Makes the SDK's object; `tokens` are handed out one after the other, the last one again and again."""
        given = {"url": self.viewer_url, "fileUrl": file_url, "tokens": tokens, "events": EVENTS}
        self.page.evaluate(_START, given)
        return self

    def call(self, method: str, *values: object) -> Any:  # noqa: ANN401  # whatever the SDK gives back
        """Calls a method of the SDK and waits for what it gives back."""
        return self.page.evaluate("([method, values]) => window.sdk[method](...values)", [method, list(values)])

    def through(self, method: str, *values: object) -> Any:  # noqa: ANN401
        """Calls a method of the viewer that the SDK has no name for, by the messages that its connection sends."""
        # The SDK's own call waits until the two are connected.
        self.call("getCurrentPageNumber")
        return self.page.evaluate(_CALL, [method, list(values)])

    def told(self, name: str) -> list[Any]:
        """What the page was told by one event, in order."""
        told: list[Any] = self.page.evaluate("name => told.filter((one) => one[0] === name).map((one) => one[1])", name)
        return told

    def wait_told(self, name: str, count: int = 1) -> list[Any]:
        """The same, once it was told so often."""
        self.page.wait_for_function(
            "([name, count]) => told.filter((one) => one[0] === name).length >= count", arg=[name, count]
        )
        return self.told(name)

    @property
    def asked(self) -> int:
        """How often a token was asked for."""
        count: int = self.page.evaluate("asked")
        return count

    @property
    def viewer(self) -> FrameLocator:
        """What the viewer shows."""
        return self.page.frame_locator("iframe.pdf-viewer-js-sdk-iframe")

    @property
    def frame(self) -> Frame:
        """The viewer's frame itself."""
        return next(one for one in self.page.frames if one.url.startswith(self.viewer_url.split("?")[0]))


OpenHost = Callable[..., tuple[Host, Watched]]
