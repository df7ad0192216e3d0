"""Canonical HTML: made of any HTML, with nothing in it that runs or is fetched, and parsed to a document."""

from chatdoc_server.parsing.html.canonical import Source, canonical
from chatdoc_server.parsing.html.parser import HtmlParser
from chatdoc_server.parsing.html.read import read_html, read_xhtml, title_of

__all__ = ["HtmlParser", "Source", "canonical", "read_html", "read_xhtml", "title_of"]
