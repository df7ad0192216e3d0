"""The lines that pages of a document without headings open with: they say what the page is about."""

from collections import Counter
from collections.abc import Mapping

from chatdoc_server.document import FURNITURE, Document, Element, ElementKind

LINES = 3
"""Lines of a page's opening."""

LOOKED_AT = 6
"""First elements of a page among which they are looked for."""

LONGEST = 80
"""Characters of the longest line that opens a page; what is longer is text."""

REPEATED = 0.2
"""Share of pages from which a line that they open with is a running head."""


def openings(document: Document) -> Mapping[int, tuple[str, ...]]:
    """For each page of a paged document without headings the lines that it opens with; empty for other documents."""
    if not document.is_paged or any(element.kind is ElementKind.HEADING for element in document.elements):
        return {}
    by_page: dict[int, list[str]] = {}
    for element in document.elements:
        lines = by_page.setdefault(element.page, [])
        if len(lines) < LOOKED_AT and element.kind not in FURNITURE:
            lines.append(_line(element))
    seen = Counter(line for lines in by_page.values() for line in dict.fromkeys(lines))
    most = max(2, REPEATED * len(by_page))
    return {
        page: tuple([line for line in lines if line and seen[line] <= most][:LINES]) for page, lines in by_page.items()
    }


def _line(element: Element) -> str:
    """An element's text where it reads as a title, else nothing."""
    text = " ".join(element.text[: LONGEST + 1].split())
    letters = sum(map(str.isalpha, text))
    title = len(text) <= LONGEST and letters * 2 > len(text) and not text.endswith((".", ",", ";"))
    return text if title and element.table is None else ""
