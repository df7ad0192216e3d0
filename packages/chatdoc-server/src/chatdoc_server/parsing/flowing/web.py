"""HTML that was uploaded, and pages of websites, of which only the main content is kept."""

from pathlib import Path

import trafilatura
from lxml import etree, html
from lxml.etree import _Element as Node

from chatdoc_server.parsing.base import Converted, Tools
from chatdoc_server.parsing.flowing.decoding import read_text
from chatdoc_server.parsing.html import Source, canonical, read_html, read_xhtml, title_of
from chatdoc_server.parsing.html.read import tag_of

EMPTY = "There is nothing to read in the body of this page."
_XML = "<?xml"
_START = 200


class HtmlConverter:
    """Makes uploaded HTML and XHTML canonical; all of the page is kept."""

    def convert(self, path: Path, scratch: Path, tools: Tools) -> Converted:  # noqa: ARG002
        """The page as canonical HTML; see `Converter.convert`.

        Raises:
            DocumentError: CONTENT_DECODE_ERROR, HTML_PARSE_ERROR, HTML_EMPTY_BODY_ERROR.
        """
        root = _read(path)
        title = "" if root is None else title_of(root)
        source = Source(root, title, language_of(root), base_of(root), nothing_to_read=EMPTY)
        return Converted(canonical(source), title)


class WebsiteConverter:
    """Makes the main content of a fetched page canonical, and finds its title."""

    def convert(self, path: Path, scratch: Path, tools: Tools) -> Converted:  # noqa: ARG002
        """The page's main content as canonical HTML, its whole body when none can be told; see `Converter.convert`.

        Raises:
            DocumentError: CONTENT_DECODE_ERROR, HTML_PARSE_ERROR, HTML_EMPTY_BODY_ERROR.
        """
        root = _read(path)
        if root is None:
            return Converted(canonical(Source(None, nothing_to_read=EMPTY)))
        base, language = base_of(root), language_of(root)
        main, title = _main_content(root)
        title = title or title_of(root)
        source = Source(root if main is None else main, title, language, base, nothing_to_read=EMPTY)
        return Converted(canonical(source), title)


def language_of(root: Node | None) -> str:
    """The language that a page says it is in; empty when it says none."""
    if root is None:
        return ""
    return root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""


def base_of(root: Node | None) -> str:
    """The address that a page's links start from; empty when it names none."""
    found = (node.get("href", "") for node in (() if root is None else root.iter()) if tag_of(node) == "base")
    address = next(found, "")
    return address if address.startswith(("http://", "https://")) else ""


def _read(path: Path) -> Node | None:
    text = read_text(path)
    return read_xhtml(text) if text[:_START].lstrip("\ufeff \t\r\n").startswith(_XML) else read_html(text)


def _main_content(root: Node) -> tuple[Node | None, str]:
    """The main content and the title that trafilatura finds; None and empty when it finds none.

    It works on a copy, which it takes apart.
    """
    tree = html.document_fromstring(etree.tostring(root, method="html", encoding="unicode"), parser=_parser())
    about = trafilatura.extract_metadata(tree)
    found = trafilatura.extract(
        tree,
        output_format="html",
        include_comments=False,
        include_links=True,
        include_formatting=True,
        include_tables=True,
        favor_recall=True,
    )
    return (read_html(found) if found else None), (about.title or "" if about else "")


def _parser() -> html.HTMLParser:
    return html.HTMLParser(huge_tree=True, no_network=True)
