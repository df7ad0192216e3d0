#!/usr/bin/env python3
"""How soon the page can be used, how much is sent for it, and what it holds while a long document is scrolled through.

    CHATDOC_API_URL=http://127.0.0.1:8000/api/v2 CHATDOC_API_KEY=ak-… python bench/page.py FILING [--runs 5]

FILING is a PDF, say of 250 pages; a second one of `--pages` pages is made of its pages. Both are uploaded to the
running service and opened in Chromium, each time in a context that has nothing cached. Beside the page stands pdf.js's
own viewer with its defaults on an otherwise empty page, which is what somebody would build first. Times count from the
start of navigation until the first page is drawn, and of ours also until a question can be typed. Memory is the
renderer process's resident set, workers included, at its highest while the document is scrolled through by screens.
"""

import argparse
import io
import os
import statistics
import sys
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

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.web.browser import CHROMIUM, NODE_MODULES

MEGABYTE = 1 << 20
DRAWN = "document.querySelector('.page[data-page-number=\"1\"] canvas')"
USABLE = f"{DRAWN} && document.querySelector('textarea:not(:disabled)')"
SCROLLER = "document.querySelector('.paged-scroller, #container')"
STOCK = """<!doctype html><link rel="stylesheet" href="/pdfjs-dist/web/pdf_viewer.css">
<style>#container { position: absolute; inset: 0; overflow: auto }</style>
<div id="container"><div class="pdfViewer"></div></div><script type="module">
import * as pdfjs from "/pdfjs-dist/build/pdf.min.mjs";
const { EventBus, PDFViewer } = await import("/pdfjs-dist/web/pdf_viewer.mjs");
pdfjs.GlobalWorkerOptions.workerSrc = "/pdfjs-dist/build/pdf.worker.min.mjs";
const eventBus = new EventBus();
const viewer = new PDFViewer({ container: document.getElementById("container"), eventBus });
eventBus.on("pagesinit", () => (viewer.currentScaleValue = "page-width"));
viewer.setDocument(await pdfjs.getDocument(location.hash.slice(1)).promise);
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
    megabytes, screens, elapsed = scrolling(browser, subject, key)
    print(f"  memory, scrolled {megabytes:.0f} MB at most over {screens} screens in {elapsed:.0f} s")


def opening(browser: Browser, subject: Subject, key: str, name: str) -> tuple[float, int]:
    """Milliseconds until it can be used, and bytes of scripts as they were sent."""
    with opened_page(browser, key) as page:
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        scripts, sent = set[str](), [0]
        session.on("Network.responseReceived", lambda event: note_script(event, scripts))
        session.on("Network.loadingFinished", lambda event: count_script(event, scripts, sent))
        page.goto(subject.address(name))
        milliseconds = page.wait_for_function(f"({subject.usable}) ? performance.now() : 0").json_value()
        return float(milliseconds), sent[0]


def note_script(event: dict, scripts: set[str]) -> None:  # type: ignore[type-arg]  # the protocol's own JSON
    """Remembers the request when it is for a script."""
    if event["type"] == "Script" and "worker" not in event["response"]["url"]:
        scripts.add(event["requestId"])


def count_script(event: dict, scripts: set[str], sent: list[int]) -> None:  # type: ignore[type-arg]
    """Adds a script's bytes."""
    if event["requestId"] in scripts:
        sent[0] += int(event["encodedDataLength"])


def scrolling(browser: Browser, subject: Subject, key: str) -> tuple[float, int, float]:
    """The most megabytes held, the screens scrolled, and the seconds it took."""
    with opened_page(browser, key) as page:
        page.goto(subject.address("book"))
        page.wait_for_function(subject.usable)
        renderer = renderer_of(browser.new_browser_cdp_session(), page)
        start, screens, most = time.perf_counter(), 0, 0
        while page.evaluate(scrolled_on()):
            screens += 1
            page.wait_for_timeout(20)
            most = max(most, resident_bytes(renderer))
        return most / MEGABYTE, screens, time.perf_counter() - start


def scrolled_on() -> str:
    """Scrolls a screen down; false at the end."""
    return (
        f"(() => {{ const at = {SCROLLER}; const from = at.scrollTop; at.scrollTop += at.clientHeight;"
        " return at.scrollTop > from; })()"
    )


def renderer_of(session: CDPSession, page: Page) -> int:
    """The process id of the renderer that holds most: the page's own, all others being empty."""
    assert page.url
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    return max((int(one["id"]) for one in processes if one["type"] == "renderer"), key=resident_bytes)


def resident_bytes(process: int) -> int:
    """What a process holds in memory."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


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
