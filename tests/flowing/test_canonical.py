"""Canonical HTML: whatever goes in, what comes out is numbered, clean, the same when made again, and resolves."""

import base64
from pathlib import Path

import nh3
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from chatdoc_server.document import Document, ElementKind
from chatdoc_server.errors import DocumentError, DocumentStatus
from chatdoc_server.parsing.base import Depth, OcrMode, Reading, Tools
from chatdoc_server.parsing.html import HtmlParser, Source, canonical, read_html, read_xhtml
from tests.flowing import formats
from tests.flowing.pages import Page, text_of

READING = Reading(Depth.ELITE)
PICTURE = f"data:image/png;base64,{base64.b64encode(formats.picture()).decode()}"
ALLOWED = {
    "blockquote", "br", "code", "dd", "del", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5",
    "h6", "img", "li", "ol", "p", "pre", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul", "a",
}  # fmt: skip
ATTRIBUTES = {
    "*": {"data-index"},
    "img": {"src", "alt"},
    "a": {"href"},
    "ol": {"start"},
    "td": {"rowspan", "colspan"},
    "th": {"rowspan", "colspan"},
}


def made(source: str, *, title: str = "", language: str = "", base: str = "") -> Page:
    """The page that is made of some HTML, checked for all that every page must be."""
    data = canonical(Source(read_html(source), title, language, base))
    page = Page(data)
    page.check()
    return page


def body_of(data: bytes) -> str:
    return data.decode().partition("<body>\n")[2].partition("</body>")[0]


def parsed(data: bytes, folder: Path) -> Document:
    path = folder / "page.html"
    path.write_bytes(data)
    return HtmlParser().parse(path, READING, Tools(), lambda _done, _total: None)


def check_places(document: Document, page: Page) -> None:
    """Every XPath names one node, and its text is the element's or the cell's."""
    assert len(document.elements) == len(page.blocks)
    for element, block in zip(document.elements, page.blocks, strict=True):
        assert page.root.xpath(element.xpath) == [block]
        assert " ".join(element.text.split()) == text_of(block)
        for cell in element.table.cells if element.table else ():
            [node] = page.root.xpath(cell.xpath)
            assert text_of(node) == cell.text
            assert block in node.iterancestors()


HOSTILE = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src='javascript:alert(1)'>",
    '<img src="data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIi8+">',
    '<img src="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==">',
    '<img src="data:image/png;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==">',
    "<img srcset='https://evil.example/a.png 2x' src=https://evil.example/b.png>",
    "<svg onload=alert(1)><script>alert(1)</script><a xlink:href='javascript:alert(1)'>x</a></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "<math href='javascript:alert(1)'>x</math>",
    "<iframe src=https://evil.example></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=https://evil.example/x.swf><param name=x value=y></object>",
    "<embed src=https://evil.example/x.swf>",
    "<applet code=X></applet>",
    "<form action=https://evil.example><input name=a value=b><button formaction=javascript:alert(1)>b</button></form>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<base href=https://evil.example/>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>@import url(https://evil.example/x.css); body { background: url(https://evil.example/y.png) }</style>",
    "<p style='background:url(https://evil.example/z.png)'>x</p>",
    "<p style='behavior:url(x.htc)' onclick=alert(1) onmouseover='alert(2)'>x</p>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=' java\tscript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='vbscript:x'>x</a><a href='data:text/html,<script>alert(1)</script>'>y</a>",
    "<a href='file:///etc/passwd'>x</a><a href='//evil.example'>y</a><a href='https:evil'>z</a>",
    "<a href='https://a.example/\"onmouseover=alert(1) x=\"'>x</a>",
    "<body onload=alert(1)><p>x",
    "<video src=https://evil.example/v.mp4 poster=https://evil.example/p.png onerror=alert(1)></video>",
    "<audio src=https://evil.example/a.mp3></audio><source src=https://evil.example/s>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<textarea><img src=x onerror=alert(1)></textarea>",
    "<title><img src=x onerror=alert(1)></title>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<!-- --!><script>alert(1)</script> -->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?><?xml-stylesheet href='https://evil.example/x.xsl'?>",
    "<p title='--><script>alert(1)</script>'>x</p>",
    "<table background=https://evil.example/b.png><tr><td background=x>a<td>b</table>",
    "<isindex action=javascript:alert(1)>",
    "<frameset><frame src=javascript:alert(1)></frameset>",
    "<details open ontoggle=alert(1)>x</details>",
    "<custom-element onclick=alert(1)>x</custom-element>",
    "<p id=document name=cookie class=x>x</p>",
    "<a href=https://a.example target=_blank download ping=https://evil.example>x</a>",
    "<plaintext><script>alert(1)</script>",
    "<p>\x00<scr\x00ipt>alert(1)</script>",
    "<math><annotation-xml encoding='text/html'><script>alert(1)</script></annotation-xml></math>",
    "<marquee onstart=alert(1)>x</marquee><blink>y</blink>",
]


@pytest.mark.parametrize("snippet", HOSTILE)
@pytest.mark.parametrize(
    "place", ["{}<p>kept", "<p>kept {} on</p>", "<table><tr><td>kept<td>{}</table>", "<ul><li>kept<li>{}"]
)
def test_nothing_hostile_passes(snippet: str, place: str) -> None:
    page = made(place.format(snippet), base="https://base.example/")
    assert "kept" in page.source
    body = page.source.partition("<body>")[2]
    # What is left of a script's text is text.
    assert "<script" not in body
    others = [value for node in page.root.iter() for name, value in node.attrib.items() if name not in {"href", "alt"}]
    assert "evil.example" not in "".join(others)
    assert all(node.tag in ALLOWED for node in page.root.find("body").iterdescendants())


@pytest.mark.parametrize("snippet", HOSTILE)
def test_another_sanitizer_finds_nothing_to_take_away(snippet: str) -> None:
    body = body_of(canonical(Source(read_html(f"<p>kept</p>{snippet}"))))
    cleaned = nh3.clean(
        body, tags=ALLOWED, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto", "data"}, link_rel=None
    )
    assert cleaned == body


TAGS = [
    "p", "div", "h1", "h3", "ul", "ol", "li", "dl", "dt", "dd", "table", "tr", "td", "th", "thead", "tbody", "caption",
    "b", "i", "a href='https://a.example/?a=1&amp;b=2'", "a href='javascript:x'", "code", "pre", "blockquote", "figure",
    "figcaption", "br", "hr", "span", "sub", "section", "td colspan=3 rowspan=2", "th rowspan=9999999", "details",
    "summary", "embed", "source", "script", "style", "svg", "template", "p hidden", "q", f"img alt=pic src='{PICTURE}'",
    "img src=x alt='some words'",
]  # fmt: skip
TEXTS = [
    "one",
    " two ",
    "\n",
    "a\u00a0b",
    "&lt;b&gt;",
    "&amp;",
    "港口",
    "x\u00ady",
    "\u3000",
    "&#0;",
    "  ",
    "1 &lt; 2",
    "\u200d",
    "\r\n",
]
markup = st.lists(
    st.one_of(
        st.sampled_from(TAGS).map(lambda tag: f"<{tag}>"),
        st.sampled_from(TAGS).map(lambda tag: f"</{tag.split()[0]}>"),
        st.sampled_from(TEXTS),
        st.text(max_size=8),
    ),
    max_size=60,
).map("".join)
QUIET = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUIET
@given(markup)
@example("<ul>a<table><tr><td>b<td>c</table><li>d<ol><li>e")
@example("<figure><table><caption>a</caption><tr><td>b<td>c</table><figure><img></figure>")
@example("<pre>\n\n a <b>\n</b>\n</pre><pre> </pre>")
@example("<dl>a<dt>b<dd>c<p>d<dd><ul><li>e</dl>")
@example("<b>a<p>b<i>c</b>d</p>e")
@example("<table>stray<tr><td>a<td>b<table><tr><td>c</table></table>")
def test_any_html_becomes_a_page_whose_places_resolve(tmp_path: Path, source: str) -> None:
    data = canonical(Source(read_html(f"<p>start</p>{source}")))
    page = Page(data)
    page.check()
    check_places(parsed(data, tmp_path), page)
    assert body_of(canonical(Source(read_html(data.decode())))) == body_of(data)
    assert body_of(canonical(Source(read_xhtml(f"<html><body>{body_of(data)}</body></html>")))) == body_of(data)


@QUIET
@given(st.text(max_size=200))
def test_any_text_keeps_its_words(tmp_path: Path, text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    data = canonical(Source(read_html(f"<p>start {escaped} end</p>")))
    document = parsed(data, tmp_path)
    shown = "".join(element.text for element in document.elements)
    assert words_of(shown) == words_of(f"start{text}end")


def words_of(text: str) -> str:
    """The letters and figures of a text."""
    return "".join(character for character in text if character.isalnum())


def test_blocks_of_every_kind(tmp_path: Path) -> None:
    source = f"""<title>No block</title><h1>One</h1><p>Two <b>three</b><br>four</p>
    <ul><li>five<ul><li>six</li></ul></li><li><p>seven</p><p>eight</p></li></ul>
    <blockquote>nine</blockquote><dl><dt>ten</dt><dd>eleven</dd></dl><pre>twelve
      lines</pre><figure><img src="{PICTURE}"><figcaption>thirteen</figcaption></figure><hr>
    <h3>fourteen</h3><table><caption>Sums (in millions)</caption><tr><th>a</th><th colspan=2>b</th></tr>
    <tr><td rowspan=2>c</td><td>d</td><td></td></tr><tr><td>e</td><td>f</td></tr></table>"""
    data = canonical(Source(read_html(source)))
    document = parsed(data, tmp_path)
    check_places(document, Page(data))
    kinds = [(element.kind, element.text) for element in document.elements]
    assert kinds == [
        (ElementKind.HEADING, "One"),
        (ElementKind.PARAGRAPH, "Two three four"),
        (ElementKind.LIST_ITEM, "five"),
        (ElementKind.LIST_ITEM, "six"),
        (ElementKind.LIST_ITEM, "seven"),
        (ElementKind.PARAGRAPH, "eight"),
        (ElementKind.PARAGRAPH, "nine"),
        (ElementKind.LIST_ITEM, "ten"),
        (ElementKind.LIST_ITEM, "eleven"),
        (ElementKind.CODE, "twelve\n      lines"),
        (ElementKind.FIGURE, ""),
        (ElementKind.CAPTION, "thirteen"),
        (ElementKind.HEADING, "fourteen"),
        (ElementKind.CAPTION, "Sums (in millions)"),
        (ElementKind.TABLE, "a\tb\nc\td\n\te\tf"),
    ]
    assert document.elements[10].caption == 11
    table = document.elements[-1].table
    assert table is not None
    assert (table.rows, table.columns, table.header_rows) == (3, 3, 1)
    assert (table.title, table.title_element, table.unit) == ("Sums (in millions)", 13, "in millions")
    spans = {cell.text: (cell.row, cell.column, cell.row_span, cell.column_span) for cell in table.cells}
    assert spans == {
        "a": (0, 0, 1, 1), "b": (0, 1, 1, 2), "c": (1, 0, 2, 1), "d": (1, 1, 1, 1), "e": (2, 1, 1, 1),
        "f": (2, 2, 1, 1),
    }  # fmt: skip
    assert not document.is_paged


def test_white_space_of_preformatted_text_is_shown(tmp_path: Path) -> None:
    data = canonical(Source(read_html("<pre>\n\na \n\n  <b>b</b>\n\n</pre><p>c\nd</p>")))
    assert '<pre data-index="0">a \n\n  <strong>b</strong></pre>' in data.decode()
    code, prose = parsed(data, tmp_path).elements
    assert (code.kind, code.text) == (ElementKind.CODE, "a\n\n  b")
    assert (prose.kind, prose.text) == (ElementKind.PARAGRAPH, "c d")


def test_links_are_made_absolute_or_left_out() -> None:
    page = made(
        '<p><a href="b.html">a</a> <a href="/c?d=1&amp;e=2">b</a> <a href="mailto:x@a.example">c</a> '
        '<a href="#top">d</a>',
        base="https://a.example/dir/",
    )
    assert page.root.xpath("//a/@href") == [
        "https://a.example/dir/b.html",
        "https://a.example/c?d=1&e=2",
        "mailto:x@a.example",
    ]
    assert text_of(page.blocks[0]) == "a b c d"


def test_tables_that_only_arrange_are_no_tables() -> None:
    for source in (
        "<table role=presentation><tr><td>a<td>b</table>",
        "<table><tr><td>a<td><table><tr><td>b</table></table>",
        "<table><tr><td><h2>a</h2><td>b</table>",
        "<table><tr><td>a<tr><td>b</table>",
    ):
        page = made(source)
        assert not page.root.xpath("//table"), source
        assert [text_of(block) for block in page.blocks] == ["a", "b"]


def test_spans_are_bounded(tmp_path: Path) -> None:
    data = canonical(Source(read_html("<table>" + "<tr><td colspan=9999 rowspan=9999>a<td>b" * 3000 + "</table>")))
    [table] = [element.table for element in parsed(data, tmp_path).elements]
    assert table is not None
    assert (
        sum(cell.row_span * cell.column_span for cell in table.cells if cell.row_span * cell.column_span > 1) <= 100_000
    )
    assert len({(cell.row, cell.column) for cell in table.cells}) == 6000


def test_hidden_text_is_left_out() -> None:
    page = made("<p>a</p><p hidden>b</p><div style='color:red; DISPLAY : none'>c</div><p>d</p>")
    assert [text_of(block) for block in page.blocks] == ["a", "d"]


def test_tokens_are_those_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(canonical(Source(read_html(f"<p>one</p><img src='{PICTURE}'>"))))
    short = HtmlParser().measure(path, OcrMode.FORCE)
    path.write_bytes(canonical(Source(read_html("<p>one</p>" * 100))))
    long = HtmlParser().measure(path, OcrMode.DISABLE)
    assert (short.pages, short.ocr_pages, long.pages) == (0, 0, 0)
    assert 0 < short.tokens < 5
    assert 90 <= long.tokens <= 220


@pytest.mark.parametrize("data", [b"", b"<p data-index='1'>x</p>", b"<frameset></frameset>"])
def test_what_is_no_canonical_html_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        parsed(data, tmp_path)
    assert caught.value.status is DocumentStatus.HTML_PARSE_ERROR
