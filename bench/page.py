"""How soon the page can be used, how much is sent for it, and what it holds while a long document is scrolled through.

    CHATDOC_API_URL=http://127.0.0.1:8000/api/v2 CHATDOC_API_KEY=ak-… python -m bench.page FILING [--runs 5]

FILING is a PDF, say of 250 pages; a second one of `--pages` pages is made of its pages. Both are uploaded to the
running service and opened in Chromium, each time in a context that has nothing cached. Beside the page stands pdf.js's
own viewer with its defaults on an otherwise empty page, which is what somebody would build first. Times count from the
start of navigation until the first page is drawn, and of ours also until a question can be typed. Memory is that of
the renderer's process, workers included, while the document is scrolled through by screens: once without a stop, once
with a stop at each screen until it is drawn. The highest is told as resident set, with Chromium's own files (about
120 MB), and as memory of its own, which Chromium calls its footprint. Then comes what is still held once garbage is
collected, which Chromium puts off while the machine has memory to spare.
"""

import argparse
import io
import os
import statistics
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pikepdf
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from chatdoc import ChatDOC
from tests.web.browser import CHROMIUM, NODE_MODULES

DRAWN = "document.querySelector('.page[data-page-number=\"1\"][data-loaded] canvas')"
USABLE = f"{DRAWN} && document.querySelector('textarea:not(:disabled)')"
SCROLLER = "document.querySelector('.paged-scroller, #container')"
SCROLL = f"""(() => {{ const at = {SCROLLER}; const from = at.scrollTop; at.scrollTop += at.clientHeight;
return at.scrollTop > from; }})()"""
ALL_DRAWN = f"""(() => {{ const view = {SCROLLER}.getBoundingClientRect();
return [...document.querySelectorAll(".page:not([data-loaded])")].every((page) => {{
const box = page.getBoundingClientRect(); return box.bottom <= view.top || box.top >= view.bottom; }}); }})()"""
PATIENCE_SECONDS = 60
STOCK = """<!doctype html><link rel="stylesheet" href="/pdfjs-dist/web/pdf_viewer.css">
<style>#container { position: absolute; inset: 0; overflow: auto }</style>
<div id="container"><div class="pdfViewer"></div></div><script type="module">
import * as pdfjs from "/pdfjs-dist/build/pdf.min.mjs";
const { EventBus, PDFViewer } = await import("/pdfjs-dist/web/pdf_viewer.mjs");
pdfjs.GlobalWorkerOptions.workerSrc = "/pdfjs-dist/build/pdf.worker.min.mjs";
const eventBus = new EventBus();
const viewer = new PDFViewer({ container: document.getElementById("container"), eventBus });
eventBus.on("pagesinit", () => (viewer.currentScaleValue = "page-width"));
viewer.setDocument(await pdfjs.getDocument({ url: location.hash.slice(1) }).promise);
</script>"""


@dataclass(frozen=True)
class Subject:
    """A page to measure: its address for a document, and what must be true for it to be usable."""

    name: str
    address: Callable[[str], str]
    usable: str


def main() -> None:
    """Prints each figure of both pages, and ours as a share of the other's."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("filing", type=Path)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    filing, book = arguments.filing.read_bytes(), long_book(arguments.filing, arguments.pages)
    service, key = os.environ["CHATDOC_API_URL"], os.environ["CHATDOC_API_KEY"]
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(service))
    with ChatDOC() as client:
        ids = {name: client.documents.upload(data, name=f"{name}.pdf") for name, data in
               (("filing", filing), ("book", book))}  # fmt: skip
        ready = {name: document.wait(timeout=1800).id for name, document in ids.items()}
    with stock_viewer({"filing": filing, "book": book}) as stock, started_browser() as browser:
        ours = Subject("the page", lambda name: f"{origin}/#/documents/{ready[name]}", USABLE)
        other = Subject("pdf.js alone", lambda name: f"{stock}/#/{name}.pdf", DRAWN)
        for subject in (ours, other):
            report(browser, subject, key if subject is ours else "", arguments.runs)


def report(browser: Browser, subject: Subject, key: str, runs: int) -> None:
    """Prints what is measured of one page."""
    opened = [opening(browser, subject, key, "filing") for _ in range(runs)]
    seconds = [one for one, _ in opened]
    print(f"{subject.name}")
    print(f"  usable ms        median {statistics.median(seconds):.0f}, worst {max(seconds):.0f} of {runs}")
    print(f"  scripts sent     {opened[0][1] / 1024:.0f} kB, pdf.js's worker apart")
    for how, stops in (("without stop", False), ("with stops", True)):
        resident, own, held, screens, elapsed = scrolling(browser, subject, key, stops=stops)
        print(
            f"  memory, {how:12} {resident:.0f} MB resident at most, {own:.0f} MB of its own, {held:.0f} MB held;"
            f" {screens} screens in {elapsed:.0f} s"
        )


def opening(browser: Browser, subject: Subject, key: str, name: str) -> tuple[float, int]:
    """Milliseconds until it can be used, and bytes of scripts as they were sent."""
    with opened_page(browser, key) as page:
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        scripts, sent = set[str](), [0]
        session.on("Network.responseReceived", lambda event: note_script(event, scripts))
        session.on("Network.loadingFinished", lambda event: count_script(event, scripts, sent))
        page.goto(subject.address(name))
        return wait_until(page, f"({subject.usable}) ? performance.now() : 0"), sent[0]


def wait_until(page: Page, expression: str) -> float:
    """What an expression comes to once that is not false. Playwright's own waiting needs `eval`, which is forbidden."""
    give_up = time.monotonic() + PATIENCE_SECONDS
    while not (value := page.evaluate(expression)):
        if time.monotonic() > give_up:
            raise TimeoutError(expression)
        page.wait_for_timeout(5)
    return float(value)


def note_script(event: dict, scripts: set[str]) -> None:  # type: ignore[type-arg]  # the protocol's own JSON
    """Remembers the request when it is for a script."""
    if event["type"] == "Script" and "worker" not in event["response"]["url"]:
        scripts.add(event["requestId"])


def count_script(event: dict, scripts: set[str], sent: list[int]) -> None:  # type: ignore[type-arg]
    """Adds a script's bytes."""
    if event["requestId"] in scripts:
        sent[0] += int(event["encodedDataLength"])


def scrolling(browser: Browser, subject: Subject, key: str, *, stops: bool) -> tuple[float, float, float, int, float]:
    """The most megabytes resident and of its own, those held at the end, the screens, and the seconds they took."""
    with opened_page(browser, key) as page:
        page.goto(subject.address("book"))
        wait_until(page, f"!!({subject.usable})")
        renderer = renderer_of(browser.new_browser_cdp_session(), page)
        start, screens, resident, own = time.perf_counter(), 0, 0.0, 0.0
        while page.evaluate(SCROLL):
            screens += 1
            page.wait_for_timeout(20)
            if stops:
                wait_until(page, ALL_DRAWN)
            resident, own = max(resident, megabytes(renderer, "Rss")), max(own, megabytes(renderer, "Anonymous"))
        elapsed = time.perf_counter() - start
        page.context.new_cdp_session(page).send("HeapProfiler.collectGarbage")
        page.wait_for_timeout(1000)
        return resident, own, megabytes(renderer, "Anonymous"), screens, elapsed


def renderer_of(session: CDPSession, page: Page) -> int:
    """The process id of the renderer that holds most: the page's own, all others being empty."""
    assert page.url
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    renderers = (int(one["id"]) for one in processes if one["type"] == "renderer")
    return max(renderers, key=lambda process: megabytes(process, "Rss"))


def megabytes(process: int, kind: str) -> float:
    """What a process holds of a kind of memory, as its `smaps_rollup` names it."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{kind}:")) / 1024


@contextmanager
def opened_page(browser: Browser, key: str) -> Generator[Page]:
    """A page with nothing cached, signed in."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(60_000)
    if key:
        context.add_init_script(f"localStorage.setItem('chatdoc.key', '{key}')")
    yield context.new_page()
    context.close()


@contextmanager
def started_browser() -> Generator[Browser]:
    """A headless Chromium."""
    arguments = ["--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


@contextmanager
def stock_viewer(files: dict[str, bytes]) -> Generator[str]:
    """An address at which pdf.js's own viewer shows `#/NAME.pdf`."""

    class Handler(SimpleHTTPRequestHandler):
        extensions_map = SimpleHTTPRequestHandler.extensions_map | {".mjs": "text/javascript"}

        def do_GET(self) -> None:
            """Sends the page, a file, or a part of pdf.js."""
            name = self.path.strip("/").removesuffix(".pdf")
            if self.path != "/" and name not in files:
                super().do_GET()
                return
            body = files[name] if name in files else STOCK.encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/pdf" if name in files else "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing is said."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), lambda *args: Handler(*args, directory=str(NODE_MODULES)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def long_book(filing: Path, pages: int) -> bytes:
    """A PDF of so many pages, the filing's over and over."""
    with pikepdf.open(filing) as source, pikepdf.new() as book:
        while len(book.pages) < pages:
            book.pages.extend(list(source.pages)[: pages - len(book.pages)])
        target = io.BytesIO()
        book.save(target)
        return target.getvalue()


if __name__ == "__main__":
    main()
